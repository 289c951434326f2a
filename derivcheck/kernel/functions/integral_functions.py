"""Functions that stand for integrals: `erf`, `Si(x)` for that of `sin(t)/t`, `Ei`, `li`, Fresnel's.

They are atoms that are known by their derivatives, and whether they are odd. Among complex numbers `erfi(z) =
-I erf(I z)`, `Shi(z) = -I Si(I z)`, and with `E(k) = erf((1 + k I)/2 sqrt(pi) z)` Fresnel's are
`S(z) = (1 + I)/4 (E(1) - I E(-1))` and `C(z) = (1 - I)/4 (E(1) + I E(-1))`. `li(x) = Ei(log(x))`, and
`Li(x) = li(x) - li(2)`.

Over the reals `Ci` and `Chi` have values for `x > 0`, `li` for `x > 0`, `x != 1`, and `Ei` for `x != 0` (as
Cauchy's principal value); among complex numbers the derivatives are the same off the cuts.
Source: Abramowitz and Stegun, chapters 5 and 7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, imaginary_unit, log, rational_power
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.trigonometric import hyperbolic, pi, rotation
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term, integer

__all__ = ["INTEGRAL_CALLS", "INTEGRAL_MAKERS", "INTEGRAL_RATES", "error_function", "real_beside_cut"]

_HALF = Fraction(1, 2)
_ODD = ("Shi", "Si", "erf", "erfi", "fresnelc", "fresnels")
#: What the argument must be over the reals.
_ALLOWED = {"Chi": signs.POSITIVE, "Ci": signs.POSITIVE, "Ei": signs.NONZERO}


def _fresnel_angle(ring: Ring, x: Quotient) -> Quotient:
    return pi(ring) * x * x * ring.constant(_HALF)


def _error_rate(ring: Ring, exponent: Quotient) -> Quotient:
    return ring.constant(2) * exp(ring, exponent) * rational_power(ring, pi(ring), -_HALF)


#: Their derivatives have values at 0, by their series (`derivcheck.kernel.functions.special`).
_WITH_SERIES = ("Shi", "Si")
#: The derivatives of the others.
INTEGRAL_RATES: Mapping[str, Callable[[Ring, Quotient], Quotient]] = {
    "Chi": lambda ring, x: hyperbolic(ring, x)[0] / x,
    "Ci": lambda ring, x: rotation(ring, x)[0] / x,
    "Ei": lambda ring, x: exp(ring, x) / x,
    "erf": lambda ring, x: _error_rate(ring, -x * x),
    "erfi": lambda ring, x: _error_rate(ring, x * x),
    "fresnelc": lambda ring, x: rotation(ring, _fresnel_angle(ring, x))[0],
    "fresnels": lambda ring, x: rotation(ring, _fresnel_angle(ring, x))[1],
}


def real_beside_cut(ring: Ring, x: Quotient) -> int:
    """The signs of a function that is real for `x > 0`, where there is the cut `(-oo, 0]`.

    Over the reals it has no value there.
    """
    sign = ring.sign(x)
    wanted = signs.POSITIVE if ring.principal else signs.REAL
    return signs.REAL if signs.is_within(sign, wanted) else signs.ANY


def error_function(ring: Ring, argument: Quotient) -> Quotient:
    """`erf(argument)`, which is odd."""
    return INTEGRAL_MAKERS["erf"](ring, argument)


def _turned(ring: Ring, name: str, argument: Quotient) -> Quotient:
    """`-I f(I z)`"""
    unit = imaginary_unit(ring)
    return -unit * INTEGRAL_MAKERS[name](ring, unit * argument)


def _fresnel(ring: Ring, argument: Quotient, sign: int) -> Quotient:
    """Fresnel's sine integral by `erf`, and with a minus sign his cosine integral."""
    unit, scaled = (
        imaginary_unit(ring),
        rational_power(ring, pi(ring), _HALF) * argument * ring.constant(_HALF),
    )
    one, other = (error_function(ring, (ring.one + turn) * scaled) for turn in (unit, -unit))
    turn = unit if sign > 0 else -unit
    return (ring.one + turn) * (one - turn * other) * ring.constant(Fraction(1, 4))


#: Functions that are others among complex numbers.
_AMONG_COMPLEX: Mapping[str, Callable[[Ring, Quotient], Quotient]] = {
    "Shi": lambda ring, x: _turned(ring, "Si", x),
    "erfi": lambda ring, x: _turned(ring, "erf", x),
    "fresnelc": lambda ring, x: _fresnel(ring, x, -1),
    "fresnels": lambda ring, x: _fresnel(ring, x, 1),
}


def _made(name: str) -> Callable[[Ring, Quotient], Quotient]:
    def make(ring: Ring, argument: Quotient) -> Quotient:
        if ring.principal and name in _AMONG_COMPLEX:
            return _AMONG_COMPLEX[name](ring, argument)
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
        return INTEGRAL_MAKERS[name](ring, x)

    return row


def _logarithmic(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    ring, x = reader.ring, reader.value(args[0])
    reader.require(x, signs.NONZERO if ring.principal else signs.POSITIVE)
    reader.require(x - ring.one, signs.NONZERO)
    return INTEGRAL_MAKERS["Ei"](ring, log(ring, x))


INTEGRAL_MAKERS: Mapping[str, Callable[[Ring, Quotient], Quotient]] = {
    name: _made(name) for name in (*INTEGRAL_RATES, *_WITH_SERIES)
}
INTEGRAL_CALLS = {
    **{name: _read(name) for name in (*INTEGRAL_RATES, *_WITH_SERIES)},
    "Li": lambda reader, args: _logarithmic(reader, args) - _logarithmic(reader, (integer(2),)),
    "li": _logarithmic,
}
