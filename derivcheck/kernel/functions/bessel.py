"""Bessel functions of the four kinds, by their order and argument.

*Steps of 1.* `J(n + 1) = (2 n/x) J(n) - J(n - 1)`, so for `Y`; `I(n + 1) = I(n - 1) - (2 n/x) I(n)` and
`K(n + 1) = K(n - 1) + (2 n/x) K(n)`. They bring an order to one place, the one whose constant lies in
`[0, 1)`, or to the next one. That takes an `x` that is not 0: where this is not known it is supposed
(`derivcheck.kernel.reading.generic`), or the function stays as it is.
*Derivatives.* `J(n)' = (J(n - 1) - J(n + 1))/2`, so for `Y`; `I(n)' = (I(n - 1) + I(n + 1))/2` and `K(n)' =
-(K(n - 1) + K(n + 1))/2`.
*Signs.* For whole `n`, `J(-n) = (-1)^n J(n)`, so for `Y`; `I(-n) = I(n)`; and `J(n, -x) = (-1)^n J(n, x)`, so
for `I`; `J(n, I x) = I^n I(n, x)` and `I(n, I x) = I^n J(n, x)`. For all `n`, `K(-n) = K(n)`.
*Half orders.* With `c = sqrt(2/(pi x))`: `J(1/2) = c sin(x) = Y(-1/2)`, `J(-1/2) = c cos(x) = -Y(1/2)`,
`I(1/2) = c sinh(x)`, `I(-1/2) = c cosh(x)`, `K(1/2) = sqrt(pi/(2 x)) exp(-x)`.

Over the reals `J` and `I` have values everywhere for whole `n`, else for `x > 0`, and at 0 for `n > 0`; `Y`
and `K` for `x > 0`. Among complex numbers `(-oo, 0]` is a cut, unless they are entire; all this holds on it.
Source: Abramowitz and Stegun, chapters 9 and 10.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from math import floor

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Constant
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, imaginary_unit, rational_power
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.trigonometric import hyperbolic, pi, rotation
from derivcheck.kernel.knowledge.conditions import ENOUGH, constant_part
from derivcheck.kernel.reading.generic import suppose
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = ["BESSEL_CALLS", "BESSEL_EDGES", "BESSEL_MAKERS", "BESSEL_RATES", "BESSEL_SIGNS"]

_HALF = Fraction(1, 2)
#: The order is moved by at most this much.
_FARTHEST = 20
#: `f(n + 1) = a (2 n/x) f(n) + b f(n - 1)`, by the kind.
_STEPS = {"j": (1, -1), "y": (1, -1), "i": (-1, 1), "k": (1, 1)}
#: `f(n)' = (a f(n - 1) + b f(n + 1))/2`
_SLOPES = {"j": (1, -1), "y": (1, -1), "i": (1, 1), "k": (-1, -1)}


def _bessel(kind: str, ring: Ring, order: Quotient, x: Quotient) -> Quotient:
    number, whole = order.number(), order.index_form() is not None
    if (whole or kind == "k") and _is_reflected(ring, order):
        turned = _bessel(kind, ring, -order, x)
        return _alternating(ring, order) * turned if kind in "jy" else turned
    if x.is_zero() and number is not None and kind in "ji" and number >= 0:
        return ring.zero if number else ring.one
    if whole and kind in "ji" and not x.is_zero() and x.num.leading_coefficient() < 0:
        return _alternating(ring, order) * _bessel(kind, ring, order, -x)
    turned_back = _without_unit(ring, x) if whole and kind in "ji" else None
    if turned_back is not None:
        unit = whole_power(ring, imaginary_unit(ring), order)
        return unit * _bessel("i" if kind == "j" else "j", ring, order, turned_back)
    if (
        number is not None
        and number.denominator == 2
        and abs(number) <= _FARTHEST
        and _is_apart(kind, ring, order, x)
    ):
        return _stepped(kind, ring, ring.constant(_HALF), int(number - _HALF), x, _of_half(kind, ring, x))
    steps = floor(constant_part(ring, order) if number is None else number)
    base = order - ring.constant(steps)
    if steps in (0, 1) or abs(steps) > _FARTHEST or not _is_apart(kind, ring, order, x):
        return opaque(ring, f"bessel{kind}", order, x)
    following = opaque(ring, f"bessel{kind}", base + ring.one, x)
    return _stepped(kind, ring, base, steps, x, (opaque(ring, f"bessel{kind}", base, x), following))


def _is_reflected(ring: Ring, order: Quotient) -> bool:
    """Whether the order is written with a minus sign before what varies, or is a negative number."""
    varying = order - ring.constant(constant_part(ring, order))
    leading = order if varying.is_zero() else varying
    return not leading.is_zero() and leading.num.leading_coefficient() < 0


def _alternating(ring: Ring, order: Quotient) -> Quotient:
    return whole_power(ring, ring.constant(-1), order)


def _without_unit(ring: Ring, x: Quotient) -> Quotient | None:
    """`y` where `x` is written as `I y`, each term of it with the unit, or None."""
    place = ring.places.get(Constant("I"))
    if place is None or x.is_zero() or not all(exponents[place] for exponents in x.num.monoms()):
        return None
    return x / imaginary_unit(ring)


def _is_apart(kind: str, ring: Ring, order: Quotient, x: Quotient) -> bool:
    """Whether `x` is not 0 wherever the function has a value, or is known or may be supposed not to be."""
    if x.is_zero():
        return False
    sign = ring.sign(x)
    if order.index_form() is None and order.number() is None and kind != "k":  # the order may be whole
        return signs.is_within(sign, signs.NONZERO if ring.principal else signs.POSITIVE)
    return _is_singular(kind, ring, order) or signs.is_within(sign, signs.NONZERO) or suppose(ring, x)


def _is_singular(kind: str, ring: Ring, order: Quotient) -> bool:
    """Whether the function has no value at 0."""
    number = order.number()
    if kind in "ji":
        return number is not None and number.denominator > 1 and number < 0
    return kind == "k" or order.index_form() is not None or (number is not None and number > 0)


def _stepped(
    kind: str, ring: Ring, base: Quotient, steps: int, x: Quotient, start: tuple[Quotient, Quotient]
) -> Quotient:
    """`f(base + steps)` from `f(base)` and `f(base + 1)`"""
    a, b = map(ring.constant, _STEPS[kind])
    here, following = start
    for step in range(steps):
        slope = ring.constant(2) * (base + ring.constant(step + 1)) / x
        here, following = following, a * slope * following + b * here
    for step in range(-steps):
        slope = ring.constant(2) * (base - ring.constant(step)) / x
        here, following = b * (following - a * slope * here), here
    return here


def _of_half(kind: str, ring: Ring, x: Quotient) -> tuple[Quotient, Quotient]:
    """The functions of the orders `1/2` and `3/2`."""
    scale = rational_power(ring, ring.constant(2) / pi(ring), _HALF) * rational_power(ring, x, -_HALF)
    if kind in "jy":
        cosine, sine = rotation(ring, x)
        before, here = (cosine, sine) if kind == "j" else (sine, -cosine)
    elif kind == "i":
        before, here = hyperbolic(ring, x)
    else:
        before = here = pi(ring) * exp(ring, -x) * ring.constant(_HALF)
    a, b = map(ring.constant, _STEPS[kind])
    return scale * here, scale * (a * here / x + b * before)


def _rate(kind: str, ring: Ring, order: Quotient, x: Quotient) -> Quotient:
    before, after = map(ring.constant, _SLOPES[kind])
    lower, upper = (_bessel(kind, ring, order + ring.constant(step), x) for step in (-1, 1))
    return (before * lower + after * upper) * ring.constant(_HALF)


def _edge(kind: str, ring: Ring, order: Quotient, x: Quotient) -> Quotient | None:
    is_open = _is_singular(kind, ring, order) or (kind in "ji" and order.index_form() is not None)
    return None if is_open else x


def _sign(kind: str, ring: Ring, order: Quotient, x: Quotient) -> int:
    sign, of_order = ring.sign(x), ring.sign(order)
    if not signs.is_real(sign) or not signs.is_real(of_order):
        return signs.ANY
    if sign == signs.POSITIVE and (
        kind == "k" or (kind == "i" and signs.is_within(of_order, signs.NONNEGATIVE))
    ):
        return signs.POSITIVE
    if kind in "ji" and order.index_form() is not None:
        return signs.REAL
    wanted = signs.NONNEGATIVE if kind in "ji" else signs.POSITIVE
    return signs.REAL if not ring.principal or signs.is_within(sign, wanted) else signs.ANY


def _require(kind: str, reader: Reader, order: Quotient, x: Quotient) -> None:
    ring, number = reader.ring, order.number()
    if kind in "ji" and order.index_form() is not None:
        return
    off_zero = signs.NONZERO if ring.principal else signs.POSITIVE
    if kind in "ji" and number is not None and number > 0:
        reader.require(x, signs.ANY if ring.principal else signs.NONNEGATIVE)
    elif _is_singular(kind, ring, order):
        reader.require(x, off_zero)
    else:
        reader.require(x, off_zero, ENOUGH)


def _read(kind: str, reader: Reader, args: tuple[Term, ...]) -> Quotient:
    order, x = map(reader.value, args)
    _require(kind, reader, order, x)
    return _bessel(kind, reader.ring, order, x)


BESSEL_CALLS: Mapping[str, Callable[[Reader, tuple[Term, ...]], Quotient]] = {
    f"bessel{kind}": partial(_read, kind) for kind in _STEPS
}
BESSEL_EDGES: Mapping[str, Callable[..., Quotient | None]] = {
    f"bessel{kind}": partial(_edge, kind) for kind in _STEPS
}
BESSEL_MAKERS: Mapping[str, Callable[..., Quotient]] = {
    f"bessel{kind}": partial(_bessel, kind) for kind in _STEPS
}
BESSEL_RATES: Mapping[str, Callable[..., Quotient]] = {
    f"bessel{kind}": partial(_rate, kind) for kind in _STEPS
}
BESSEL_SIGNS: Mapping[str, Callable[..., int]] = {f"bessel{kind}": partial(_sign, kind) for kind in _STEPS}
