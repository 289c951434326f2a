"""The names of symbols that pass through values: the variables of integrals and limits.

What is said of a body at a few values of such a variable says nothing of the integral, nor of the limit.
"""

from __future__ import annotations

from derivcheck.kernel.algebra.quotient import Quotient

__all__ = ["is_near_point", "is_variable", "passes"]


def is_variable(name: str) -> bool:
    """True for the name of a variable of integration."""
    return name.startswith("%")


def is_near_point(name: str) -> bool:
    """True for the name of a variable that has a limit: it comes near a point, and does not reach it."""
    return name.startswith("@near")


def passes(value: Quotient) -> bool:
    """True for what hangs on such a variable."""
    return any(is_variable(name) or is_near_point(name) for name in value.symbols)
