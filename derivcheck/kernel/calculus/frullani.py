"""Exponentials and waves from 0 to infinity, over the variable or over a square.

*Over the variable (Frullani).* The Laplace transforms of `cos(b x)` and `sin(b x)`, `a/(a^2 + b^2)` and
`b/(a^2 + b^2)`, integrated by `a` from `a` on: if the `c` have the sum 0 and all `a > 0`, then

    (sum of c exp(-a x) cos(b x))/x  has the integral  -(sum of c log(a^2 + b^2))/2,
             exp(-a x) sin(b x)/x    has the integral  atan(b/a).

*Over a square (Laplace).* `cos(b x)/(x^2 + a^2)` has the integral `pi exp(-a |b|)/(2 a)`, for `a > 0`.

Powers and products of waves are written as sums of waves: `2 cos(u) cos(v) = cos(u - v) + cos(u + v)`,
`2 sin(u) sin(v) = cos(u - v) - cos(u + v)`, `2 sin(u) cos(v) = sin(u + v) + sin(u - v)`.
Source: Gradshteyn and Ryzhik, 3.434, 3.723, 3.941, 3.951.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Exponential, Sine
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, exp, log, rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import arc_tangent, pi

__all__ = ["over_a_square", "over_the_variable"]

_HALF = Fraction(1, 2)
#: Products of more waves are left alone.
_MOST_WAVES = 6


@frozen
class _Wave:
    """`times` the cosine, or the sine, of `rate` times the variable."""

    times: Quotient
    rate: Quotient
    is_sine: bool = False


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
                total = total + times * arc_tangent(ring, wave.rate / a)
            else:
                at_zero = at_zero + times
                square = a * a + wave.rate * wave.rate
                total = total - times * log(ring, square) * ring.constant(_HALF)
    return total if at_zero.is_zero() else None


def _decay(ring: Ring, value: Quotient, name: str) -> tuple[Quotient, Quotient] | None:
    """`a` and `c` of `c exp(-a x)` with `a > 0`."""
    a = -ring.derivative(value, Variable(name, ())) / value
    if name in a.symbols or ring.sign(a) != signs.POSITIVE:
        return None
    c = value * exp(ring, a * symbol(ring, name, ()))
    return None if name in c.symbols else (a, c)


def over_a_square(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral of a combination of cosines over the square of the variable and a positive number."""
    varying = _varying(ring, ring.quotient(body.num, ring.one.den), name)
    if not varying or not all(isinstance(ring.atoms[at], Cosine | Sine) for at in varying):
        return None
    x, below = symbol(ring, name, ()), ring.quotient(body.den, ring.one.den)
    slope = ring.derivative(below, Variable(name, ())) / (ring.constant(2) * x)
    square = below / slope - x * x
    if name in slope.symbols or name in square.symbols or ring.sign(square) != signs.POSITIVE:
        return None
    if not signs.is_within(ring.sign(slope), signs.NONZERO):
        return None
    a, total = rational_power(ring, square, _HALF), ring.zero
    for powers, coefficient in by_powers(body.num, varying).items():
        _, waves = _apart(ring, dict(powers), name)
        if waves is None or any(wave.is_sine or not signs.is_real(ring.sign(wave.rate)) for wave in waves):
            return None
        for wave in waves:
            times = ring.quotient(coefficient, ring.one.den) * wave.times
            total = total + times * exp(ring, -a * absolute(ring, wave.rate))
    return total * pi(ring) / (ring.constant(2) * a * slope)


def _varying(ring: Ring, value: Quotient, name: str) -> list[int]:
    return [place for place in value.generators if name in ring.symbols[place]]


def _apart(ring: Ring, powers: dict[int, int], name: str) -> tuple[Quotient, tuple[_Wave, ...] | None]:
    """A monomial without its waves, and these as a sum; None where they are many, or not of `b x`."""
    waves = [place for place in powers if isinstance(ring.atoms[place], Cosine | Sine)]
    rest = ring.monomial({place: power for place, power in powers.items() if place not in waves})
    made: tuple[_Wave, ...] = (_Wave(ring.one, ring.zero),)
    if sum(powers[place] for place in waves) > _MOST_WAVES:
        return rest, None
    for place in waves:
        atom = ring.atoms[place]
        assert isinstance(atom, Cosine | Sine)
        rate = atom.argument / ring.constant(atom.unit) / symbol(ring, name, ())
        if name in rate.symbols:
            return rest, None
        for _ in range(powers[place]):
            other = _Wave(ring.constant(_HALF), rate, isinstance(atom, Sine))
            made = tuple(part for wave in made for part in _product(wave, other))
    return rest, made


def _product(left: _Wave, right: _Wave) -> Iterator[_Wave]:
    """Twice the product of two waves."""
    times = left.times * right.times
    if left.is_sine != right.is_sine:
        sine, cosine = (left, right) if left.is_sine else (right, left)
        yield _Wave(times, sine.rate + cosine.rate, is_sine=True)
        yield _Wave(times, sine.rate - cosine.rate, is_sine=True)
    else:
        yield _Wave(times, left.rate - right.rate)
        yield _Wave(-times if left.is_sine else times, left.rate + right.rate)
