"""Waves from 0 to infinity, over powers of the variable.

*Over a whole power (Dirichlet, Lobachevsky).* If `f` is a sum of `c cos(a x)` and `d sin(b x)`, with
constants for `a = 0`, and `f(x)/x^n` stays bounded at 0, then by parts, `n - 1` times,

    integral(f(x)/x^n, x, 0, oo) = integral(f^(n - 1)(x)/x, x, 0, oo)/(n - 1)!

since `f` and its derivatives are bounded. What is left is, with the `c` and `d` of the derivative, the sum of
`d pi/2` for `b > 0`, and `-d pi/2` for `b < 0`, less that of `c log|a|`; there the `c` have the sum 0.

*Over another power (Mellin, Fresnel).* With `s = (p + 1)/k`, `b > 0` and `k > 0`,

    integral(x^p*sin(b*x^k), x, 0, oo) = gamma(s)*sin(pi*s/2)/(k*b^s)  for -1 < s < 1, and pi/(2*k) for s = 0,
    integral(x^p*cos(b*x^k), x, 0, oo) = gamma(s)*cos(pi*s/2)/(k*b^s)  for  0 < s < 1.

These are improper Riemann integrals, which need not converge absolutely.
Source: Gradshteyn and Ryzhik, 3.721, 3.761, 3.784, 3.821, 3.836.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, exp, log
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.functions.waves import Wave, together, waves_apart

__all__ = ["over_a_power", "over_any_power", "waves_beside"]

_HALF = Fraction(1, 2)
#: No higher powers of the variable stand below.
_HIGHEST = 12
#: Products of more waves are left alone.
_MOST_WAVES = 32


def over_a_power(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral of a sum of waves over a whole power of the variable."""
    x = symbol(ring, name, ())
    below = ring.quotient(body.den, ring.one.den)
    order = (x * ring.derivative(below, Variable(name, ())) / below).number()
    if order is None or not 1 <= order <= _HIGHEST:
        return None
    n = int(order)
    waves = _with_rates(ring, waves_beside(ring, body * x**n, name) or [], name)
    if not waves or not _vanishes(ring, waves, n):
        return None
    for _ in range(n - 1):
        waves = [_derivative(ring, wave) for wave in waves]
    return _over_the_variable(ring, waves, ring.constant(Fraction(1, factorial(n - 1))))


def waves_beside(ring: Ring, value: Quotient, name: str) -> list[Wave] | None:
    """A sum of waves; what is beside them may vary."""
    varying = [place for place in value.generators if name in ring.symbols[place]]
    waves = [place for place in varying if isinstance(ring.atoms[place], Cosine | Sine)]
    below = ring.quotient(value.den, ring.one.den)
    if not waves or not set(waves).isdisjoint(below.generators):
        return None
    found: list[Wave] = []
    for powers, coefficient in by_powers(value.num, waves).items():
        _, parts = waves_apart(ring, dict(powers), _MOST_WAVES)
        if parts is None:
            return None
        beside = ring.quotient(coefficient, ring.one.den) / below
        found += (replace(part, times=part.times * beside) for part in parts)
    return [wave for wave in together(found) if not wave.times.is_zero()]


def _with_rates(ring: Ring, waves: list[Wave], name: str) -> list[Wave] | None:
    """The waves with the rates of their angles, which are multiples of the variable; nothing else varies."""
    x = symbol(ring, name, ())
    made = [replace(wave, angle=wave.angle / x) for wave in waves]
    return None if any(name in {*wave.angle.symbols, *wave.times.symbols} for wave in made) else made


def _vanishes(ring: Ring, waves: list[Wave], order: int) -> bool:
    """Whether a sum of waves is 0 at 0 with so many derivatives, itself counted; over `x` no constants."""
    for power in range(order):
        total = ring.zero
        for wave in waves:
            if wave.is_sine == bool(power % 2):
                total = total + wave.times * (wave.angle**power if power else ring.one)
        if not total.is_zero():
            return False
    return order > 1 or not any(wave.angle.is_zero() and not wave.is_sine for wave in waves)


def _derivative(ring: Ring, wave: Wave) -> Wave:
    rate = wave.angle if wave.is_sine else -wave.angle
    return Wave(wave.times * rate, wave.angle, not wave.is_sine)


def _over_the_variable(ring: Ring, waves: list[Wave], factor: Quotient) -> Quotient | None:
    """The integral of a sum of waves over the variable, the cosines being 0 together at 0."""
    total = ring.zero
    for wave in waves:
        sign = certain_sign(ring, wave.angle)
        if wave.is_sine:
            if sign not in (signs.POSITIVE, signs.NEGATIVE) and not wave.angle.is_zero():
                return None
            way = 1 if sign == signs.POSITIVE else -1 if sign == signs.NEGATIVE else 0
            total = total + wave.times * pi(ring) * ring.constant(way * _HALF)
        elif not wave.times.is_zero():
            if not signs.is_within(sign, signs.NONZERO):
                return None
            total = total - wave.times * log(ring, absolute(ring, wave.angle))
    return total * factor


def over_any_power(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral of powers of the variable times waves of other powers, each of which converges."""
    total = ring.zero
    for wave in waves_beside(ring, body, name) or (None,):
        part = None if wave is None else _of_one_wave(ring, wave, name)
        if part is None:
            return None
        total = total + part
    return total


def _of_one_wave(ring: Ring, wave: Wave, name: str) -> Quotient | None:
    if wave.angle.is_zero():
        return None
    x, by = symbol(ring, name, ()), Variable(name, ())
    k = x * ring.derivative(wave.angle, by) / wave.angle
    p = x * ring.derivative(wave.times, by) / wave.times
    if name in k.symbols or name in p.symbols or certain_sign(ring, k) != signs.POSITIVE:
        return None
    b, c = wave.angle * exp(ring, -k * log(ring, x)), wave.times * exp(ring, -p * log(ring, x))
    sign = certain_sign(ring, b)
    if name in b.symbols or name in c.symbols or sign not in (signs.POSITIVE, signs.NEGATIVE):
        return None
    if sign == signs.NEGATIVE:
        b, c = -b, -c if wave.is_sine else c
    s = (p + ring.one) / k
    if wave.is_sine and s.is_zero():
        return c * pi(ring) * ring.constant(_HALF) / k
    if not _converges(ring, s, is_sine=wave.is_sine):
        return None
    factor = rotation(ring, pi(ring) * s * ring.constant(_HALF))[wave.is_sine]
    return c * gamma(ring, s) * factor / (k * exp(ring, s * log(ring, b)))


def _converges(ring: Ring, s: Quotient, *, is_sine: bool) -> bool:
    if certain_sign(ring, ring.one - s) != signs.POSITIVE:
        return False
    sign = certain_sign(ring, s)
    if not is_sine or sign == signs.POSITIVE:
        return sign == signs.POSITIVE
    return signs.is_within(sign, signs.NONZERO) and certain_sign(ring, s + ring.one) == signs.POSITIVE
