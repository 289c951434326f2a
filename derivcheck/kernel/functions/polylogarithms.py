"""Polylogarithms: `polylog(s, z)` is the sum of `z^k/k^s` over all `k >= 1`, continued off `[1, oo)`.

*Whole orders.* `polylog(1, z) = -log(1 - z)`, and `polylog(-n, z)` is the sum over `k <= n` of
`k! S(n + 1, k + 1) (z/(1 - z))^(k + 1)` with Stirling's numbers of the second kind.
*Values.* `polylog(s, 0) = 0`, `polylog(s, 1) = zeta(s)` for `s > 1`, `polylog(s, -1) = (2^(1 - s) - 1)
zeta(s)`, those of `polylog(2, z)` at `1/2`, `I` and `-I`, and of `polylog(3, z)` at `1/2`.
*Duplication.* `polylog(s, z^2) = 2^(s - 1) (polylog(s, z) + polylog(s, -z))`.
*Reflection* (Euler). `polylog(2, 1 - z) = pi^2/6 - log(z) log(1 - z) - polylog(2, z)` for `0 < z < 1`.
*Derivative.* `polylog(s - 1, z)/z`, off 0.

Over the reals they have values for `z < 1`, at 1 for `s > 1`, and off 1 for whole `s <= 0`.
Source: Lewin, Polylogarithms and Associated Functions; NIST DLMF, 25.12.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import fmpz

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Constant
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, imaginary_unit, log
from derivcheck.kernel.functions.functions_by_name import gives_way, opaque
from derivcheck.kernel.functions.special_values import zeta
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.knowledge.conditions import ENOUGH
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = ["polylog", "polylog_edge", "polylog_rate", "polylog_sign", "read_polylog"]

_HALF = Fraction(1, 2)
#: Polylogarithms of whole orders down to minus this are written out.
_LOWEST = 20


def polylog(ring: Ring, s: Quotient, z: Quotient) -> Quotient:
    """`polylog(s, z)`, where it is defined."""
    order = s.whole_number()
    if z.is_zero():
        return z
    if order == 1:
        return -log(ring, ring.one - z)
    if order is not None and -_LOWEST <= order <= 0:
        return _rational(ring, -order, z)
    known = _value(ring, s, z)
    if known is not None:
        return known
    root = _square_root(ring, z)
    if root is not None:
        both = polylog(ring, s, root) + polylog(ring, s, -root)
        return exp(ring, (s - ring.one) * log(ring, ring.constant(2))) * both
    if order == 2 and gives_way(ring, z):
        rest = ring.one - z
        start = pi(ring) * pi(ring) * ring.constant(Fraction(1, 6)) - log(ring, z) * log(ring, rest)
        return start - polylog(ring, s, rest)
    return opaque(ring, "polylog", s, z)


def _rational(ring: Ring, degree: int, z: Quotient) -> Quotient:
    """`polylog(-degree, z)`"""
    ratio, total = z / (ring.one - z), ring.zero
    for k in reversed(range(degree + 1)):
        weight = factorial(k) * int(fmpz.stirling_s2(degree + 1, k + 1))
        total = (total + ring.constant(weight)) * ratio
    return total


def _value(ring: Ring, s: Quotient, z: Quotient) -> Quotient | None:
    """The value at some numbers."""
    number, order = z.number(), s.number()
    if number == 1 and ring.sign(s - ring.one) == signs.POSITIVE:
        return zeta(ring, s)
    if number == -1 and signs.is_within(ring.sign(s - ring.one), signs.NONZERO):
        return (exp(ring, (ring.one - s) * log(ring, ring.constant(2))) - ring.one) * zeta(ring, s)
    if number == _HALF and order in (2, 3):
        two, square = log(ring, ring.constant(2)), pi(ring) * pi(ring)
        if order == 2:
            return square * ring.constant(Fraction(1, 12)) - two * two * ring.constant(_HALF)
        start = zeta(ring, ring.constant(3)) * ring.constant(Fraction(7, 8))
        return start - square * two * ring.constant(Fraction(1, 12)) + two**3 * ring.constant(Fraction(1, 6))
    if order == 2 and Constant("I") in ring.places:
        unit = imaginary_unit(ring)
        for turn in (unit, -unit):
            if (z - turn).is_zero():
                start = pi(ring) * pi(ring) * ring.constant(Fraction(-1, 48))
                return start + turn * ring.generator(Constant("Catalan"))
    return None


def _square_root(ring: Ring, z: Quotient) -> Quotient | None:
    """A root of a square of one term, with the coefficient 1."""
    if z.number() is not None or len(z.num) != 1 or len(z.den) != 1:
        return None
    if z.num.leading_coefficient() != 1 or z.den.leading_coefficient() != 1:
        return None
    powers: dict[int, int] = {}
    for part, sign in ((z.num, 1), (z.den, -1)):
        for place, power in enumerate(part.monoms()[0]):
            if power:
                powers[place] = sign * int(power)
    if any(power % 2 for power in powers.values()):
        return None
    return ring.monomial({place: power // 2 for place, power in powers.items()})


def polylog_rate(ring: Ring, s: Quotient, z: Quotient) -> Quotient:
    """The derivative by `z`: `polylog(s - 1, z)/z`."""
    return polylog(ring, s - ring.one, z) / z


def polylog_edge(ring: Ring, s: Quotient, z: Quotient) -> Quotient:
    """What must not be 0 for that to be the derivative; at 1 there are values for `s > 1` alone."""
    order = s.number()
    return z if order is not None and order <= 1 else z * (ring.one - z)


def polylog_sign(ring: Ring, s: Quotient, z: Quotient) -> int:
    """It is real for a real order and `z <= 1`, and has the sign of a positive `z`."""
    if not signs.is_real(ring.sign(s)) or not signs.is_real(ring.sign(z)):
        return signs.ANY
    if signs.is_within(ring.sign(ring.one - z), signs.NONNEGATIVE):
        return signs.POSITIVE if ring.sign(z) == signs.POSITIVE else signs.REAL
    return signs.ANY if ring.principal else signs.REAL


def read_polylog(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    """`polylog(s, z)`; notes where it has a value, or what is enough for one."""
    ring, (s, z) = reader.ring, tuple(map(reader.value, args))
    rest, order = ring.one - z, s.number()
    if rest.is_zero():
        reader.require(s - ring.one, signs.POSITIVE)
    elif order is not None and order.denominator == 1 and order <= 0:
        reader.require(rest, signs.NONZERO)
    elif order is not None and order > 1:
        reader.require(rest, signs.ANY if ring.principal else signs.NONNEGATIVE)
    elif order is not None:
        reader.require(rest, signs.NONZERO if ring.principal else signs.POSITIVE)
    else:
        reader.require(rest, signs.NONZERO if ring.principal else signs.POSITIVE, ENOUGH)
    return polylog(ring, s, z)
