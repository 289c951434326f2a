"""Values of zeta, digamma and polygamma at rational numbers.

*Zeta.* `zeta(2 m) = |B(2 m)| (2 pi)^(2 m)/(2 (2 m)!)` and `zeta(-m) = (-1)^m B(m + 1)/(m + 1)`. Of Hurwitz's
function the `zeta(s, k/q)`, `0 < k <= q`, add up to `q^s zeta(s)`, so that at `1/2`, `2/3`, `3/4`, `1/6` and
`5/6` they are known by `zeta(s)` and those at `1/3` and `1/4`.

*Digamma* (Gauss): `digamma(p/q) = -EulerGamma - log(2 q) - (pi/2) cot(pi p/q)
+ 2 sum_{k < q/2} cos(2 pi k p/q) log(sin(pi k/q))` for `0 < p < q`, and `digamma(1) = -EulerGamma`. With
`cot(t) = (1 + cos(2 t))/sin(2 t)` and `sin(t)^2 = (1 - cos(2 t))/2` only multiples of `2 pi/q` are asked.

*Polygamma.* `polygamma(m, 1) = (-1)^(m + 1) m! zeta(m + 1)`, at `1/2` it is `2^(m + 1) - 1` times that;
`polygamma(1, 1/4) = pi^2 + 8 Catalan`; at the `k/q` they add up
to `q^(m + 1)` times that at 1. Above `1/2`, `polygamma(m, 1 - x) = (-1)^m (polygamma(m, x) + f)`:
`f` is the `m`-th derivative of `pi cot(pi x)`, a polynomial in `c = cot(pi x)`, for `c' = -pi (1 + c^2)`.
So for an even `m` those at `1/3` and `1/4` have values; at `1/6` it is `2^(m + 1) polygamma(m, 1/3) -
polygamma(m, 2/3)`.

Source: Abramowitz and Stegun, chapters 6 and 23; Gauss's theorem in Knuth, vol. 1, 1.2.9, exercise 19.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import fmpq

from derivcheck.kernel.algebra.atoms import Constant
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.trigonometric import pi, rotation

__all__ = ["digamma_at", "hurwitz_at", "polygamma_at", "rate_of_cotangent", "zeta", "zeta_at_whole"]

#: The whole circle in parts of which the sines are known.
_CIRCLE = 24
_HIGHEST_ORDER = 20
_HALF = Fraction(1, 2)
#: `zeta` is asked for its value at whole numbers up to this.
_HIGHEST_ZETA = 40


def zeta(ring: Ring, s: Quotient) -> Quotient:
    """`zeta(s)`"""
    number = s.whole_number()
    if number is not None and abs(number) <= _HIGHEST_ZETA and number != 1:
        return zeta_at_whole(ring, number)
    return opaque(ring, "zeta", s)


def zeta_at_whole(ring: Ring, number: int) -> Quotient:
    """`zeta(number)` for a whole number other than 1."""
    if number > 1 and number % 2:
        return opaque(ring, "zeta", ring.constant(number))
    if number > 0:
        size = abs(_bernoulli(number)) * 2 ** (number - 1) / factorial(number)
        return ring.constant(size) * pi(ring) ** number
    return ring.constant(_bernoulli(1 - number) * (-1) ** -number / (1 - number))


def _bernoulli(number: int) -> Fraction:
    found = fmpq.bernoulli(number)
    return Fraction(int(found.p), int(found.q))


def hurwitz_at(ring: Ring, s: Quotient, number: Fraction) -> Quotient:
    """`zeta(s, number)` for `0 < number <= 1`."""

    def power(base: int) -> Quotient:
        return exp(ring, s * log(ring, ring.constant(base)))

    def at(part: Fraction) -> Quotient:
        return hurwitz_at(ring, s, part)

    below = number.denominator
    if number == 1:
        return zeta(ring, s)
    if number == _HALF:
        return (power(2) - ring.one) * zeta(ring, s)
    if number == Fraction(1, 6):
        return power(2) * at(Fraction(1, 3)) - at(Fraction(2, 3))
    if number > _HALF and below in (3, 4, 6):
        others = (at(Fraction(place, below)) for place in range(1, below + 1) if place != number * below)
        return power(below) * zeta(ring, s) - sum(others, ring.zero)
    return opaque(ring, "zeta", s, ring.constant(number))


def digamma_at(ring: Ring, argument: Quotient) -> Quotient:
    """`digamma(argument)` for `0 < argument <= 1`, where it has such a value; else as it is."""
    number = argument.number()
    if number is not None and number == 1:
        return -ring.generator(Constant("EulerGamma"))
    if number is None or not 0 < number < 1 or _CIRCLE % number.denominator:
        return opaque(ring, "digamma", argument)
    below = number.denominator
    total = -ring.generator(Constant("EulerGamma")) - log(ring, ring.constant(2 * below))
    total = total - pi(ring) * ring.constant(_HALF) * _cotangent(ring, number)
    for place in range(1, (below + 1) // 2):
        weight = rotation(ring, pi(ring) * ring.constant(2 * place * number))[0]
        cosine = rotation(ring, pi(ring) * ring.constant(Fraction(2 * place, below)))[0]
        total = total + weight * log(ring, (ring.one - cosine) * ring.constant(_HALF))
    return total


def _cotangent(ring: Ring, number: Fraction) -> Quotient:
    """`cot(pi number)` for a number between 0 and 1 of which the double divides the circle."""
    cosine, sine = rotation(ring, pi(ring) * ring.constant(2 * number))
    return ring.zero if number == _HALF else (ring.one + cosine) / sine


def polygamma_at(ring: Ring, order: Quotient, argument: Quotient) -> Quotient:
    """`polygamma(order, argument)` for `0 < argument <= 1`, where it has such a value; else as it is."""
    times, number = order.number(), argument.number()
    if times is None or number is None or times.denominator != 1 or not 0 < times <= _HIGHEST_ORDER:
        return opaque(ring, "polygamma", order, argument)
    degree = int(times)
    if number in (1, _HALF):
        sign = ring.constant((-1) ** (degree + 1) * factorial(degree))
        scale = ring.constant(1 if number == 1 else 2 ** (degree + 1) - 1)
        return sign * scale * zeta_at_whole(ring, degree + 1)
    if degree == 1 and number == Fraction(1, 4):
        return pi(ring) * pi(ring) + ring.constant(8) * ring.generator(Constant("Catalan"))
    if number > _HALF and _CIRCLE % number.denominator == 0:
        mirrored = polygamma_at(ring, order, ring.one - argument)
        rate = rate_of_cotangent(ring, degree, _cotangent(ring, 1 - number))
        return ring.constant((-1) ** degree) * (mirrored + rate)
    if number in (Fraction(1, 3), Fraction(1, 4)) and degree % 2 == 0:
        below = number.denominator
        scale = ring.constant(below ** (degree + 1) - (2 ** (degree + 1) if below == 4 else 1))
        both = scale * polygamma_at(ring, order, ring.one)
        return (both - rate_of_cotangent(ring, degree, _cotangent(ring, number))) * ring.constant(_HALF)
    if number == Fraction(1, 6):
        third, other = (polygamma_at(ring, order, ring.constant(Fraction(each, 3))) for each in (1, 2))
        return ring.constant(2 ** (degree + 1)) * third - other
    return opaque(ring, "polygamma", order, argument)


def rate_of_cotangent(ring: Ring, order: int, value: Quotient) -> Quotient:
    """The derivative of that order of `pi cot(pi x)` where the cotangent is `value`."""
    row = [0, 1]  # the coefficients of a polynomial in the cotangent
    for _ in range(order):
        slopes = [place * each for place, each in enumerate(row)][1:]
        row = [0] * (len(slopes) + 2)
        for place, each in enumerate(slopes):
            row[place] -= each
            row[place + 2] -= each
    total = ring.zero
    for each in reversed(row):
        total = total * value + ring.constant(each)
    return total * pi(ring) ** (order + 1)
