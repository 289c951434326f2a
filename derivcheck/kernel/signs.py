"""Signs as sets: which of negative, zero and positive a quantity may still be.

A sign is a subset of {-, 0, +} written as three bits. Sums and products of such sets are what the
signs of numbers allow, so whatever is computed here is never narrower than the truth. A quantity is
known to be positive when nothing but `POSITIVE` is left.
"""

from __future__ import annotations

__all__ = [
    "ANY", "NEGATIVE", "NONNEGATIVE", "NONPOSITIVE", "NONZERO", "POSITIVE", "ZERO", "add", "is_within",
    "multiply", "negate", "power", "reciprocal", "sign_of_number",
]  # fmt: skip

NEGATIVE, ZERO, POSITIVE = 1, 2, 4
NONPOSITIVE, NONZERO, NONNEGATIVE, ANY = 3, 5, 6, 7


def _single_product(a: int, b: int) -> int:
    if a == ZERO or b == ZERO:
        return ZERO
    return POSITIVE if a == b else NEGATIVE


def _single_sum(a: int, b: int) -> int:
    if a in (ZERO, b):
        return b
    return a if b == ZERO else ANY


_BITS = (NEGATIVE, ZERO, POSITIVE)


def _table(single: object) -> tuple[tuple[int, ...], ...]:
    rows = []
    for a in range(8):
        row = []
        for b in range(8):
            made = 0
            for x in _BITS:
                for y in _BITS:
                    if a & x and b & y:
                        made |= single(x, y)  # type: ignore[operator]
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


def is_within(a: int, allowed: int) -> bool:
    """True when every sign that `a` may have is allowed."""
    return not a & ~allowed
