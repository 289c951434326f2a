"""Values of zeta, digamma and polygamma at rational numbers.

*Zeta.* `zeta(2 m) = |B(2 m)| (2 pi)^(2 m)/(2 (2 m)!)` and `zeta(-m) = (-1)^m B(m + 1)/(m + 1)`.

*Digamma* (Gauss): `digamma(p/q) = -EulerGamma - log(2 q) - (pi/2) cot(pi p/q)
+ 2 sum_{k < q/2} cos(2 pi k p/q) log(sin(pi k/q))` for `0 < p < q`, and `digamma(1) = -EulerGamma`.

*Polygamma.* `polygamma(m, 1) = (-1)^(m + 1) m! zeta(m + 1)`, at `1/2` it is `2^(m + 1) - 1` times that;
`polygamma(1, 1/4) = pi^2 + 8 Catalan`, `polygamma(1, 3/4) = pi^2 - 8 Catalan`.

Source: Abramowitz and Stegun, chapters 6 and 23; Gauss's theorem in Knuth, vol. 1, 1.2.9, exercise 19.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import fmpq

from derivcheck.kernel.algebra.atoms import Constant
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import log
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.trigonometric import pi, rotation

__all__ = ["digamma_at", "polygamma_at", "zeta_at_whole"]

#: The denominators at which all sines are roots of whole numbers.
_DENOMINATORS = (2, 3, 4, 6)
_HIGHEST_ORDER = 20
_HALF = Fraction(1, 2)


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


def digamma_at(ring: Ring, argument: Quotient) -> Quotient:
    """`digamma(argument)` for `0 < argument <= 1`, where it has such a value; else as it is."""
    number = argument.number()
    if number is not None and number == 1:
        return -ring.generator(Constant("EulerGamma"))
    if number is None or not 0 < number < 1 or number.denominator not in _DENOMINATORS:
        return opaque(ring, "digamma", argument)
    below = number.denominator
    cosine, sine = rotation(ring, pi(ring) * ring.constant(number))
    total = -ring.generator(Constant("EulerGamma")) - log(ring, ring.constant(2 * below))
    total = total - pi(ring) * ring.constant(_HALF) * cosine / sine
    for place in range(1, (below + 1) // 2):
        weight = rotation(ring, pi(ring) * ring.constant(2 * place * number))[0]
        inner = rotation(ring, pi(ring) * ring.constant(Fraction(place, below)))[1]
        total = total + ring.constant(2) * weight * log(ring, inner)
    return total


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
    if degree == 1 and number.denominator == 4:
        catalan = ring.generator(Constant("Catalan")) * ring.constant(8)
        square = pi(ring) * pi(ring)
        return square + catalan if number == Fraction(1, 4) else square - catalan
    return opaque(ring, "polygamma", order, argument)
