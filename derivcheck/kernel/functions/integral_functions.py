"""Functions that stand for integrals: `Si(x)` for that of `sin(t)/t`, `Ei`, `li`, Fresnel's, `erfi`.

They are atoms that are known by their derivatives, and whether they are odd. Over the reals `Ci` and `Chi`
have values for `x > 0`, `li` for `x > 0`, `x != 1`, and `Ei` for `x != 0` (as Cauchy's principal value);
among complex numbers the derivatives are the same off the cuts.
Source: Abramowitz and Stegun, chapters 5 and 7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = ["INTEGRAL_CALLS", "INTEGRAL_MAKERS", "INTEGRAL_RATES"]

_HALF = Fraction(1, 2)
_ODD = ("Shi", "Si", "erfi", "fresnelc", "fresnels")
#: What the argument must be over the reals.
_ALLOWED = {"Chi": signs.POSITIVE, "Ci": signs.POSITIVE, "Ei": signs.NONZERO, "li": signs.POSITIVE}


def _hyperbolic(ring: Ring, x: Quotient, sign: int) -> Quotient:
    return (exp(ring, x) + ring.constant(sign) * exp(ring, -x)) * ring.constant(_HALF)


def _fresnel_angle(ring: Ring, x: Quotient) -> Quotient:
    return pi(ring) * x * x * ring.constant(_HALF)


#: The derivatives.
INTEGRAL_RATES: Mapping[str, Callable[[Ring, Quotient], Quotient]] = {
    "Chi": lambda ring, x: _hyperbolic(ring, x, 1) / x,
    "Ci": lambda ring, x: rotation(ring, x)[0] / x,
    "Ei": lambda ring, x: exp(ring, x) / x,
    "Shi": lambda ring, x: _hyperbolic(ring, x, -1) / x,
    "Si": lambda ring, x: rotation(ring, x)[1] / x,
    "erfi": lambda ring, x: ring.constant(2) * exp(ring, x * x) * rational_power(ring, pi(ring), -_HALF),
    "fresnelc": lambda ring, x: rotation(ring, _fresnel_angle(ring, x))[0],
    "fresnels": lambda ring, x: rotation(ring, _fresnel_angle(ring, x))[1],
    "li": lambda ring, x: ring.one / log(ring, x),
}


def _made(name: str) -> Callable[[Ring, Quotient], Quotient]:
    def make(ring: Ring, argument: Quotient) -> Quotient:
        if name in _ODD and argument.is_zero():
            return argument
        if name in _ODD and argument.num.leading_coefficient() < 0:
            return -opaque(ring, name, -argument)
        return opaque(ring, name, argument)

    return make


def _read(name: str) -> Callable[[Reader, tuple[Term, ...]], Quotient]:
    def row(reader: Reader, args: tuple[Term, ...]) -> Quotient:
        ring, x = reader.ring, reader.value(args[0])
        if name in _ALLOWED:
            reader.require(x, signs.NONZERO if ring.principal else _ALLOWED[name])
        if name == "li":
            reader.require(x - ring.one, signs.NONZERO)
        return INTEGRAL_MAKERS[name](ring, x)

    return row


INTEGRAL_MAKERS: Mapping[str, Callable[[Ring, Quotient], Quotient]] = {
    name: _made(name) for name in INTEGRAL_RATES
}
INTEGRAL_CALLS = {name: _read(name) for name in INTEGRAL_RATES}
