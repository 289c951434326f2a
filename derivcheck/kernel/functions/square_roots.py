"""Roots that are written without one: of squares, and of what is certainly positive or negative."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import square_of
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power

__all__ = ["root_by_sign", "square_root"]


def root_by_sign(ring: Ring, y: Quotient, degree: int) -> tuple[Quotient, bool] | None:
    """`w` and whether `y = -w^degree`, else `y = w^degree`, of what is certainly positive or negative."""
    sign = ring.sign(y)
    if sign not in (signs.POSITIVE, signs.NEGATIVE):
        return None
    size = y if sign == signs.POSITIVE else -y
    return rational_power(ring, size, Fraction(1, degree)), sign == signs.NEGATIVE


def square_root(ring: Ring, y: Quotient) -> tuple[Quotient, bool] | None:
    """`w` and whether `y = -w^2`, else `y = w^2`; None where `y` is no square, nor positive or negative."""
    found = square_of(ring, y)
    return root_by_sign(ring, y, 2) if found is None else found
