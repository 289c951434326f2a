"""Why a step is wrong: what is left of it, in the document's own names, and where it does hold."""

from derivcheck.explain.residual import residual, simplified

__all__ = ["residual", "simplified"]
