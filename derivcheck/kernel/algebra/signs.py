"""Signs as sets: which of negative, zero, positive and not real a quantity may still be.

A sign is a subset of {-, 0, +, not real} written as four bits. Sums and products of such sets are what the
signs of numbers allow, so whatever is computed here is never narrower than the truth. A quantity is
known to be positive when nothing but `POSITIVE` is left.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = [
    "ANY", "NEGATIVE", "NONNEGATIVE", "NONPOSITIVE", "NONREAL", "NONZERO", "POSITIVE", "REAL", "ZERO", "add",
    "is_real", "is_within", "multiply", "negate", "power", "reciprocal", "sign_of_number",
]  # fmt: skip

NEGATIVE, ZERO, POSITIVE, NONREAL = 1, 2, 4, 8
NONPOSITIVE, NONNEGATIVE, REAL = 3, 6, 7
NONZERO, ANY = 13, 15


def _single_product(a: int, b: int) -> int:
    if ZERO in (a, b):
        return ZERO
    if NONREAL in (a, b):
        return NONZERO if a == b else NONREAL
    return POSITIVE if a == b else NEGATIVE


def _single_sum(a: int, b: int) -> int:
    if NONREAL in (a, b):
        return ANY if a == b else NONREAL
    if a in (ZERO, b):
        return b
    return a if b == ZERO else REAL


_BITS = (NEGATIVE, ZERO, POSITIVE, NONREAL)


def _table(single: Callable[[int, int], int]) -> tuple[tuple[int, ...], ...]:
    rows = []
    for a in range(ANY + 1):
        row = []
        for b in range(ANY + 1):
            made = 0
            for x in _BITS:
                for y in _BITS:
                    if a & x and b & y:
                        made |= single(x, y)
            row.append(made)
        rows.append(tuple(row))
    return tuple(rows)


_PRODUCTS = _table(_single_product)
_SUMS = _table(_single_sum)


def add(a: int, b: int) -> int:
    """The signs that a sum may have."""
    return _SUMS[a][b]


def multiply(a: int, b: int) -> int:
    """The signs that a product may have.

    >>> multiply(NEGATIVE, NEGATIVE) == POSITIVE
    True
    """
    return _PRODUCTS[a][b]


def negate(a: int) -> int:
    """The signs that the opposite may have."""
    return multiply(NEGATIVE, a)


def power(a: int, exponent: int) -> int:
    """The signs that a whole positive power may have."""
    if a & NONREAL and exponent > 1:
        return NONZERO | (a & ZERO)
    if exponent % 2:
        return a
    return (ZERO if a & ZERO else 0) | (POSITIVE if a & NONZERO else 0)


def reciprocal(a: int) -> int:
    """The signs that 1/a may have, where it is defined."""
    return a & NONZERO


def sign_of_number(value: object) -> int:
    """The sign of a number that can be compared with 0."""
    if value == 0:
        return ZERO
    return POSITIVE if value > 0 else NEGATIVE  # type: ignore[operator]


def is_real(a: int) -> bool:
    """True when the quantity is certainly a real number."""
    return not a & NONREAL


def is_within(a: int, allowed: int) -> bool:
    """True when every sign that `a` may have is allowed."""
    return not a & ~allowed
