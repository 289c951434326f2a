"""Polynomials times a Gaussian, and perhaps a sine or cosine, over the whole line.

With `c = (d + i b)/(2 a)`, `a > 0`, the integral of `x^k exp(-a x^2 + d x + i b x)` is `sqrt(pi/a)
exp(a c^2)` times the sum over even `j` of `binomial(k, j) c^(k - j) (j - 1)!!/(2 a)^(j/2)`: the moments of a
normal variable. For real `a` and `d` its real part is the integral with `cos(b x)`, its imaginary part that
with `sin(b x)`. Without a wave all is analytic in `a` and `d`, so `a` need only have a positive real part.

From 0 to infinity, `exp(-a x^2 - b/x^2)` has the integral `sqrt(pi/a) exp(-2 sqrt(a b))/2` for positive `a`
and `b`, and over `x^2` it has that with `b` under the first root.

Source: Abramowitz and Stegun, 7.4.3, 7.4.32 and 7.4.6; the moments by the binomial theorem about the mean.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, prod

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, SymbolAtom
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, coefficients_by
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import has_positive_real_part
from derivcheck.kernel.functions.elementary import exp, rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.functions.waves import angle_of

__all__ = ["gaussian_integral", "gaussian_wave", "two_way_gaussian"]

_HALF = Fraction(1, 2)
#: Polynomials of a higher degree are left alone.
_HIGHEST = 12

#: The real and the imaginary part of a number.
_Pair = tuple[Quotient, Quotient]


def gaussian_integral(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral from minus to plus infinity of a polynomial times a Gaussian; None for anything else."""
    found = _with_wave(ring, body, name, ring.zero)
    return None if found is None else found[0]


def two_way_gaussian(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral from 0 to infinity of `exp(-a x^2 - b/x^2)`, or of that over `x^2`."""
    if not any(isinstance(ring.atoms[place], Exponential) for place in body.generators):
        return None
    x, by = symbol(ring, name, ()), Variable(name, ())
    rate = x * ring.derivative(body, by) / body
    steeper = x * ring.derivative(rate, by)
    for power in (0, -2):
        twice = ring.constant(2) * (rate - ring.constant(power))
        a, b = -(steeper + twice) / (ring.constant(8) * x * x), (twice - steeper) * x * x / ring.constant(8)
        if (
            name in a.symbols
            or name in b.symbols
            or not all(certain_sign(ring, e) == signs.POSITIVE for e in (a, b))
        ):
            continue
        c = body * exp(ring, a * x * x + b / (x * x)) * x**-power
        if name not in c.symbols:
            roots = [rational_power(ring, each, _HALF) for each in (a, b)]
            height = rational_power(ring, pi(ring), _HALF) / roots[1 if power else 0]
            return c * height * exp(ring, -ring.constant(2) * roots[0] * roots[1]) * ring.constant(_HALF)
    return None


def gaussian_wave(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The same where a linear combination of one sine and cosine stands beside it."""
    varying = (place for place in body.generators if name in ring.symbols[place])
    angles = {angle for place in varying if (angle := angle_of(ring, place)) is not None}
    if len(angles) != 1:
        return None
    b = angles.pop() / symbol(ring, name, ())
    cosine, sine = rotation(ring, b * symbol(ring, name, ()))
    parts = [body.partial(wave.generators[0]) for wave in (cosine, sine) if wave.atom() is not None]
    if name in b.symbols or len(parts) != 2 or not (body - parts[0] * cosine - parts[1] * sine).is_zero():
        return None
    total = ring.zero
    for which, part in enumerate(parts):
        found = _with_wave(ring, part, name, b) if not part.is_zero() else (ring.zero, ring.zero)
        if found is None:
            return None
        total = total + found[which]
    return total


def _with_wave(ring: Ring, body: Quotient, name: str, b: Quotient) -> _Pair | None:
    """The integrals of `body` times `cos(b x)` and times `sin(b x)`."""
    bell, exponent = _exponential_factor(ring, body, name)
    x, by = symbol(ring, name, ()), Variable(name, ())
    rate = ring.derivative(bell, by) / bell
    a = -ring.derivative(rate, by) * ring.constant(_HALF)
    d = rate + ring.constant(2) * a * x
    if name in a.symbols or name in d.symbols or not has_positive_real_part(ring, a):
        return None
    scale = exp(ring, exponent + a * x * x - d * x)
    coefficients = _coefficients(ring, body / bell, name)
    if coefficients is None or name in scale.symbols:
        return None
    twice = ring.constant(2) * a
    mean = d / twice, b / twice
    total = ring.zero, ring.zero
    for power, coefficient in enumerate(coefficients):
        if not coefficient.is_zero():
            real, imaginary = _moment(ring, power, mean, twice)
            total = total[0] + coefficient * real, total[1] + coefficient * imaginary
    height = rational_power(ring, pi(ring), _HALF) / rational_power(ring, a, _HALF)
    height = scale * height * exp(ring, (d * mean[0] - b * mean[1]) * ring.constant(_HALF))
    real, imaginary = _times(total, rotation(ring, b * mean[0]))
    return height * real, height * imaginary


def _exponential_factor(ring: Ring, body: Quotient, name: str) -> tuple[Quotient, Quotient]:
    """The product of the exponentials of the variable that all terms share, and its exponent."""
    total, exponent = ring.one, ring.zero
    for place in body.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Exponential) and name in ring.symbols[place]:
            above, below = (min(int(each[place]) for each in part.monoms()) for part in (body.num, body.den))
            total = total * ring.generators[place] ** (above - below)
            exponent = exponent + atom.argument * ring.constant(Fraction(above - below, atom.unit))
    return total, exponent


def _coefficients(ring: Ring, value: Quotient, name: str) -> list[Quotient] | None:
    """The coefficients of a polynomial in the variable, from the constant up."""
    if name not in value.symbols:
        return [value]
    den = ring.quotient(value.den, ring.one.den)
    place = ring.places.get(SymbolAtom(name))
    if place is None or name in den.symbols:
        return None
    degree = int(value.num.degrees()[place])
    parts = coefficients_by(value.num, place, degree) if degree <= _HIGHEST else []
    found = [ring.quotient(part, ring.one.den) / den for part in parts]
    return None if not found or any(name in each.symbols for each in found) else found


def _moment(ring: Ring, power: int, mean: _Pair, precision: Quotient) -> _Pair:
    """The mean of `x^power` for a normal variable with this mean, and one over its variance."""
    powers = [(ring.one, ring.zero)]
    for _ in range(power):
        powers.append(_times(powers[-1], mean))
    real, imaginary = ring.zero, ring.zero
    for even in range(0, power + 1, 2):
        times = ring.constant(comb(power, even) * prod(range(1, even, 2))) / precision ** (even // 2)
        first, second = powers[power - even]
        real, imaginary = real + times * first, imaginary + times * second
    return real, imaginary


def _times(left: _Pair, right: _Pair) -> _Pair:
    return left[0] * right[0] - left[1] * right[1], left[0] * right[1] + left[1] * right[0]
