"""Waves over powers of the index: the Fourier series of Bernoulli's polynomials.

With Bernoulli's polynomials `B_n`, for `0 <= t <= 2 pi` and whole `m > 0`,

    sum of cos(k t)/k^(2m), k >= 1        =   (-1)^(m - 1) (2 pi)^(2m) B_2m(t/(2 pi))/(2 (2m)!),
    sum of sin(k t)/k^(2m + 1), k >= 1    =   (-1)^(m - 1) (2 pi)^(2m + 1) B_(2m+1)(t/(2 pi))/(2 (2m + 1)!),

the latter for `0 < t < 2 pi` also with `m = 0`, and off the multiples of `2 pi`

    sum of cos(k t)/k, k >= 1             =   -log|2 sin(t/2)|.

Beside `(-1)^k` the angle is `t + pi`. Outside of its interval a polynomial is not the sum, so it has to be
known that `t`, or what differs from it by a turn, lies there.
Source: Abramowitz and Stegun, 23.1.16 to 23.1.18 and 27.8.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.bernoulli import bernoulli_polynomial
from derivcheck.kernel.functions.elementary import absolute, log
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.functions.waves import Wave, terms_in_waves, turn_of
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["fourier_series"]

#: Higher powers below are left alone, and so are sums that begin further off.
_HIGHEST, _LATEST = 8, 8


def fourier_series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on; None where it is no sum of waves over powers of the index."""
    terms = terms_in_waves(ring, body, index)
    if terms is None or low.terms or not 1 <= low.const <= _LATEST:
        return None
    total, conditions = ring.zero, dict[tuple[Quotient, int], None]()
    for factor, waves in terms:
        found = _over_power(ring, factor, index)
        if found is None:
            return None
        number, power, alternating = found
        for wave in waves:
            summed = _summed(ring, wave, index, power, alternating)
            if summed is None:
                return None
            total = total + number * wave.times * summed.value
            conditions.update(dict.fromkeys(summed.conditions))
    for place in range(1, low.const):
        total = total - ring.at(body, {index: constant(place)})
    return Series(total, tuple(conditions))


def _over_power(ring: Ring, factor: Quotient, index: str) -> tuple[Quotient, int, bool] | None:
    """`c`, `s` and whether `(-1)^k` stands there, for a factor `c/k^s` or `c (-1)^k/k^s`."""
    k = ring.of_form(variable(index))
    for power in range(1, _HIGHEST + 1):
        value = factor * k**power
        step = ring.at(value, {index: variable(index).shifted(1)}) / value
        if step in (ring.one, -ring.one):
            return ring.at(value, {index: constant(0)}), power, step != ring.one
    return None


def _summed(ring: Ring, wave: Wave, index: str, power: int, alternating: bool) -> Series | None:
    """The sum of a wave over this power of the index, from 1 on."""
    turn = turn_of(ring, wave, index)
    if turn is None or not ring.at(wave.angle, {index: constant(0)}).is_zero():
        return None
    if alternating:
        turn = turn + pi(ring)
    if not signs.is_real(ring.sign(turn)):
        return None
    if power == 1 and not wave.is_sine:
        half = rotation(ring, turn * ring.constant(Fraction(1, 2)))[1]
        return Series(-log(ring, absolute(ring, ring.constant(2) * half)), ((half, signs.NONZERO),))
    inside = _within_a_turn(ring, turn, open_ends=power == 1)
    if inside is None or wave.is_sine == (power % 2 == 0):
        return None
    circle = ring.constant(2) * pi(ring)
    sign = 1 if power % 4 in (2, 3) else -1
    number = ring.constant(Fraction(sign, 2 * factorial(power)))
    return Series(number * circle**power * bernoulli_polynomial(ring, power, inside / circle))


def _within_a_turn(ring: Ring, turn: Quotient, *, open_ends: bool) -> Quotient | None:
    """What lies between 0 and `2 pi` and differs from `turn` by a full turn or nothing, if that is known."""
    allowed = signs.POSITIVE if open_ends else signs.NONNEGATIVE
    circle = ring.constant(2) * pi(ring)
    for each in (turn, turn + circle, turn - circle):
        if all(signs.is_within(ring.sign(end), allowed) for end in (each, circle - each)):
            return each
    return None
