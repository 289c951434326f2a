"""Exponentials and waves from 0 to infinity, over the variable or over a square.

*Over the variable (Frullani).* The Laplace transforms of `cos(b x)` and `sin(b x)`, `a/(a^2 + b^2)` and
`b/(a^2 + b^2)`, integrated by `a` from `a` on: if the `c` have the sum 0 and all `a > 0`, then

    (sum of c exp(-a x) cos(b x))/x  has the integral  -(sum of c log(a^2 + b^2))/2,
             exp(-a x) sin(b x)/x    has the integral  atan(b/a).

In general, if `f` is continuous for `x > 0` and has limits at both ends, all `a > 0` and the `c` have the sum
0, `(sum of c f(a x))/x` has the integral `(f(oo) - f(0))*(sum of c log(a))`: between `u` and `v` it is, by a
change of the variable, what `f(x)/x` has from `a u` to `b u` and from `a v` to `b v`.

*Over a square (Laplace).* `cos(b x)/(x^2 + a^2)` has the integral `pi exp(-a |b|)/(2 a)`, for `a > 0`.

Powers and products of waves are written as sums of waves (`derivcheck.kernel.functions.waves`).
Source: Gradshteyn and Ryzhik, 3.434, 3.723, 3.941, 3.951.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Exponential, Sine, SymbolAtom
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.limits import one_sided_limit
from derivcheck.kernel.calculus.smoothness import is_smooth
from derivcheck.kernel.functions.elementary import absolute, exp, log, rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import arc_tangent, pi
from derivcheck.kernel.functions.waves import Wave, waves_apart

__all__ = ["in_several_scales", "over_a_square", "over_the_variable"]

_HALF = Fraction(1, 2)


def over_the_variable(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral of a combination of decaying exponentials, with waves or without, over the variable."""
    value = body * symbol(ring, name, ())
    varying = _varying(ring, value, name)
    if not varying or not all(isinstance(ring.atoms[at], Cosine | Exponential | Sine) for at in varying):
        return None
    below = ring.quotient(value.den, ring.one.den)
    total, at_zero = ring.zero, ring.zero
    for powers, coefficient in by_powers(value.num, varying).items():
        rest, waves = _apart(ring, dict(powers), name)
        decay = _decay(ring, rest / below, name)
        if decay is None or waves is None:
            return None
        a, scale = decay[0], decay[1] * ring.quotient(coefficient, ring.one.den)
        for wave in waves:
            times = scale * wave.times
            if wave.is_sine:
                total = total + times * arc_tangent(ring, wave.angle / a)
            else:
                at_zero = at_zero + times
                square = a * a + wave.angle * wave.angle
                total = total - times * log(ring, square) * ring.constant(_HALF)
    return total if at_zero.is_zero() else None


def _decay(ring: Ring, value: Quotient, name: str) -> tuple[Quotient, Quotient] | None:
    """`a` and `c` of `c exp(-a x)` with `a > 0`."""
    a = -ring.derivative(value, Variable(name, ())) / value
    if name in a.symbols or certain_sign(ring, a) != signs.POSITIVE:
        return None
    c = value * exp(ring, a * symbol(ring, name, ()))
    return None if name in c.symbols else (a, c)


def in_several_scales(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral of a combination of `f(a x)` for one `f` and several `a`, over the variable."""
    x = symbol(ring, name, ())
    value = body * x
    varying = _varying(ring, value, name)
    if len(varying) < 2 or any(isinstance(ring.atoms[at], SymbolAtom) for at in varying):
        return None
    shape, at_zero, total = None, ring.zero, ring.zero
    for place in varying:
        c, a = value.partial(place), _scale(ring, place, name)
        if a is None or name in c.symbols or set(c.generators) & set(varying):
            return None
        found = with_symbol(ring, ring.generators[place], name, x / a)
        if shape is not None and found != shape:
            return None
        shape, at_zero, total = found, at_zero + c, total + c * log(ring, a)
        value = value - c * ring.generators[place]
    if shape is None or not (value.is_zero() and at_zero.is_zero() and is_smooth(ring, shape, name)):
        return None
    first, last = (one_sided_limit(ring, shape, name, end, 1) for end in (ring.zero, None))
    return None if first is None or last is None else (last - first) * total


def _scale(ring: Ring, place: int, name: str) -> Quotient | None:
    """The positive number beside the variable, where an atom is a function of a multiple of it alone."""
    arguments = [each for each in ring.atoms[place].quotients() if name in each.symbols]
    if len(arguments) != 1:
        return None
    a = arguments[0] / symbol(ring, name, ())
    return None if name in a.symbols or certain_sign(ring, a) != signs.POSITIVE else a


def over_a_square(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral of a combination of cosines over the square of the variable and a positive number."""
    varying = _varying(ring, ring.quotient(body.num, ring.one.den), name)
    if not varying or not all(isinstance(ring.atoms[at], Cosine | Sine) for at in varying):
        return None
    x, below = symbol(ring, name, ()), ring.quotient(body.den, ring.one.den)
    slope = ring.derivative(below, Variable(name, ())) / (ring.constant(2) * x)
    square = below / slope - x * x
    if name in slope.symbols or name in square.symbols or certain_sign(ring, square) != signs.POSITIVE:
        return None
    if not signs.is_within(certain_sign(ring, slope), signs.NONZERO):
        return None
    a, total = rational_power(ring, square, _HALF), ring.zero
    for powers, coefficient in by_powers(body.num, varying).items():
        _, waves = _apart(ring, dict(powers), name)
        if waves is None or any(
            wave.is_sine or not signs.is_real(certain_sign(ring, wave.angle)) for wave in waves
        ):
            return None
        for wave in waves:
            times = ring.quotient(coefficient, ring.one.den) * wave.times
            total = total + times * exp(ring, -a * absolute(ring, wave.angle))
    return total * pi(ring) / (ring.constant(2) * a * slope)


def _varying(ring: Ring, value: Quotient, name: str) -> list[int]:
    return [place for place in value.generators if name in ring.symbols[place]]


def _apart(ring: Ring, powers: dict[int, int], name: str) -> tuple[Quotient, tuple[Wave, ...] | None]:
    """A monomial without its waves, and these with their rates; None where the angles are not linear."""
    rest, waves = waves_apart(ring, powers)
    if waves is None:
        return rest, None
    x = symbol(ring, name, ())
    rates = tuple(replace(wave, angle=wave.angle / x) for wave in waves)
    return rest, None if any(name in rate.angle.symbols for rate in rates) else rates
