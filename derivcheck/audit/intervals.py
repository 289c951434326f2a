"""Intervals with rational ends that certainly hold the number that is meant.

Arithmetic is exact. The functions of Python's `math` are taken to be right to one part in `2^40`, thousands
of times worse than they are where numbers have all their digits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial, reduce

from derivcheck.audit.terms import RejectedError, Term, expect

Interval = tuple[Fraction, Fraction]
_MOST_BITS, _MOST_TIMES, _ERROR, _ONE = 3000, 500, Fraction(1, 1 << 40), (Fraction(1), Fraction(1))
_LEAST = Fraction(1, 1 << 1000)  # smaller numbers lose digits


def _times(one: Interval, two: Interval) -> Interval:
    ends = [a * b for a in one for b in two]
    bits = max(abs(end.numerator) | end.denominator for end in ends).bit_length()
    expect(bits <= _MOST_BITS, f"numbers of at most {_MOST_BITS} bits", bits)
    return min(ends), max(ends)


def _over(one: Interval, two: Interval) -> Interval:
    expect(not two[0] <= 0 <= two[1], "a divisor that is certainly not 0", two)
    return _times(one, (1 / two[1], 1 / two[0]))


def _growing(function: Callable[[float], float], x: Interval) -> Interval:
    """A function that grows, between its values at both ends, which are not quite right."""
    expect(all(not end or abs(end) > _LEAST for end in x), "numbers that are not too small", x)
    low, high = (Fraction(function(float(end))) for end in x)
    return low - _ERROR * (1 + abs(low)), high + _ERROR * (1 + abs(high))


def _wave(function: Callable[[float], float], x: Interval) -> Interval:
    """Sine or cosine: its slope is at most 1."""
    middle = float((x[0] + x[1]) / 2)
    expect(abs(middle) < 1000, "an angle that is not too large", middle)
    value, radius = Fraction(function(middle)), (x[1] - x[0]) / 2 + _ERROR
    return value - radius, value + radius


def _sqrt(x: Interval) -> Interval:
    low, high = (Fraction(math.isqrt(end.numerator), math.isqrt(end.denominator)) for end in x)
    return (low, high) if (low**2, high**2) == x else _growing(math.sqrt, x)


#: Arithmetic, functions and constants.
NEAR: Mapping[str, Callable[..., Interval]] = {
    "+": lambda *parts: (sum(low for low, _ in parts), sum(high for _, high in parts)),
    "*": lambda *parts: reduce(_times, parts), "-": lambda x: (-x[1], -x[0]), "/": _over, "sqrt": _sqrt,
    "exp": partial(_growing, math.exp), "log": partial(_growing, math.log),
    "atan": partial(_growing, math.atan), "sin": partial(_wave, math.sin),
    "cos": partial(_wave, math.cos), "e": lambda: _growing(math.exp, _ONE),
    "pi": lambda: _growing(lambda _: math.pi, _ONE),
    "abs": lambda x: (max(x[0], -x[1], Fraction(0)), max(-x[0], x[1])),
}  # fmt: skip


def near(term: Term) -> Interval:
    """An interval that holds the value of a term without names."""
    match term:
        case ("num", value):
            return value, value
        case ("^", base, ("num", exponent)) if exponent.denominator == 1:
            expect(abs(exponent) <= _MOST_TIMES, f"a power of at most {_MOST_TIMES}", exponent)
            made = reduce(_times, [near(base)] * abs(int(exponent)), _ONE)
            return made if exponent > 0 else _over(_ONE, made)
        case ("^", base, ("num", Fraction(denominator=2) as half)):
            return near(("^", ("call", "sqrt", base), ("num", 2 * half)))
        case ("^", base, exponent):
            return NEAR["exp"](_times(near(exponent), NEAR["log"](near(base))))
        case ("name" | "call", word, *parts) | (word, *parts) if word in NEAR:
            return NEAR[word](*map(near, parts))
    raise RejectedError(f"expected something with a value, found {term[0]!r}")
