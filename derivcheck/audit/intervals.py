"""Intervals with rational ends that certainly hold the number that is meant.

A function is enclosed by a partial sum of its series and a bound for the rest, which is less than the first
term left out times a number; ends are rounded outwards to `BITS` binary places so that they stay short. A
function without a row here, and a division by what may be 0, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isqrt

from derivcheck.audit.terms import RejectedError

__all__ = ["FUNCTIONS", "Interval", "exact", "inverted", "pi", "plus", "raised", "times"]

Interval = tuple[Fraction, Fraction]
BITS = 160
_LARGEST = 2000


def exact(value: Fraction | int) -> Interval:
    """One number."""
    return Fraction(value), Fraction(value)


def _rounded(low: Fraction, high: Fraction) -> Interval:
    if low == high:
        return low, high
    unit = 1 << BITS
    return Fraction(low * unit // 1, unit), Fraction(-(-high * unit // 1), unit)


def plus(one: Interval, two: Interval) -> Interval:
    """The sum."""
    return one[0] + two[0], one[1] + two[1]


def times(one: Interval, two: Interval) -> Interval:
    """The product."""
    ends = [a * b for a in one for b in two]
    return _rounded(min(ends), max(ends))


def inverted(one: Interval) -> Interval:
    """`1/one`, for an interval without 0."""
    if one[0] <= 0 <= one[1]:
        raise RejectedError("a division by what may be 0")
    return _rounded(1 / one[1], 1 / one[0])


def raised(one: Interval, exponent: int) -> Interval:
    """A whole power."""
    if abs(exponent) > _LARGEST:
        raise RejectedError("a power that is too high")
    made = exact(1)
    for _ in range(abs(exponent)):
        made = times(made, one)
    return made if exponent >= 0 else inverted(made)


def _series(x: Fraction, first: Fraction, factor: Callable[[int], Fraction]) -> Interval:
    """The sum of terms, each `factor(n)*x` times the one before, until what is left is tiny."""
    total, term, number = Fraction(0), first, 0
    while abs(term) * (1 << BITS) > 1 or abs(factor(number + 1) * x) > Fraction(1, 2):
        total, number = total + term, number + 1
        term = _rounded(term * factor(number) * x, term * factor(number) * x)[0]
    return total - 2 * abs(term), total + 2 * abs(term)


def _exp_at(x: Fraction) -> Interval:
    if abs(x) > _LARGEST:
        raise RejectedError("an exponential that is too large")
    halvings = max(0, int(abs(x)).bit_length())
    made = _rounded(*_series(x / (1 << halvings), Fraction(1), lambda n: Fraction(1, n)))
    for _ in range(halvings):
        made = times(made, made)
    return made


def _log_near_one(x: Fraction) -> Interval:
    """`log x = 2 (t + t^3/3 + t^5/5 + …)` with `t = (x - 1)/(x + 1)`, for `x` between 1/2 and 2."""
    t = (x - 1) / (x + 1)
    low, high = _series(t * t, 2 * t, lambda n: Fraction(2 * n - 1, 2 * n + 1))
    return _rounded(low, high)


def _log_at(x: Fraction) -> Interval:
    if x <= 0:
        raise RejectedError("a logarithm of what may not be positive")
    shift = x.numerator.bit_length() - x.denominator.bit_length()
    two = _log_near_one(Fraction(2))
    return plus(_log_near_one(x / Fraction(2) ** shift), times(exact(shift), two)) if x != 1 else exact(0)


def _sqrt_at(x: Fraction) -> Interval:
    if x < 0:
        raise RejectedError("a root of what may be negative")
    above, below = isqrt(x.numerator), isqrt(x.denominator)
    if above**2 == x.numerator and below**2 == x.denominator:
        return exact(Fraction(above, below))
    root = isqrt(x.numerator * (1 << 2 * BITS) // x.denominator)
    return Fraction(root, 1 << BITS), Fraction(root + 1, 1 << BITS)


def _growing(at: Callable[[Fraction], Interval]) -> Callable[[Interval], Interval]:
    return lambda x: (at(x[0])[0], at(x[1])[1])


def _wave(first: int) -> Callable[[Interval], Interval]:
    """Cosine (0) and sine (1): their slopes are at most 1."""

    def at(x: Interval) -> Interval:
        middle, radius = _rounded((x[0] + x[1]) / 2, (x[0] + x[1]) / 2)[0], (x[1] - x[0]) / 2
        if abs(middle) > _LARGEST // 20:
            raise RejectedError("an angle that is too large")
        start = middle if first else Fraction(1)
        low, high = _series(
            -middle * middle, start, lambda n: Fraction(1, (2 * n + first) * (2 * n + first - 1))
        )
        return _rounded(low - radius, high + radius) if x != exact(0) else exact(1 - first)

    return at


def pi() -> Interval:
    """`pi = 16 atan(1/5) - 4 atan(1/239)` (Machin)."""

    def atan(x: Fraction) -> Interval:
        return _series(-x * x, x, lambda n: Fraction(2 * n - 1, 2 * n + 1))

    return _rounded(*plus(times(exact(16), atan(Fraction(1, 5))), times(exact(-4), atan(Fraction(1, 239)))))


def _absolute(x: Interval) -> Interval:
    low, high = sorted(map(abs, x))
    return (Fraction(0), high) if x[0] <= 0 <= x[1] else (low, high)


FUNCTIONS: Mapping[str, Callable[[Interval], Interval]] = {
    "exp": lambda x: exact(1) if x == exact(0) else _growing(_exp_at)(x),
    "log": _growing(_log_at),
    "sqrt": _growing(_sqrt_at),
    "cos": _wave(0),
    "sin": _wave(1),
    "abs": _absolute,
}
