"""The tools that can be measured, by name; each is opened when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.benchmarks import corpus_derivcheck, corpus_maxima, corpus_sympy
from tests.benchmarks.corpus_workers import Tool, Worker

__all__ = ["TOOLS", "opened"]


def _derivcheck(timeout: float) -> Tool:
    return Worker(corpus_derivcheck.decide, timeout)


def _with_proposals(timeout: float) -> Tool:
    return Worker(corpus_derivcheck.decide_with_proposals, timeout)


def _sympy(timeout: float) -> Tool:
    return Worker(corpus_sympy.decide, timeout)


def _maxima(timeout: float) -> Tool | None:
    path = corpus_maxima.program()
    return corpus_maxima.Maxima(path, timeout) if path else None


TOOLS: Mapping[str, Callable[[float], Tool | None]] = MappingProxyType(
    {"derivcheck": _derivcheck, "derivcheck+sympy": _with_proposals, "sympy": _sympy, "maxima": _maxima}
)


def opened(name: str, timeout: float) -> Tool | None:
    """The tool, or `None` when it is not installed."""
    return TOOLS[name](timeout)
