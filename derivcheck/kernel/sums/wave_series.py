"""Powers beside waves: the real and the imaginary part of a geometric series.

For `|r| < 1`, where `A(k + 1) = r A(k)` and the angle `u(k)` grows by a real `t` from term to term,

    sum of A(k) cos(u(k)), k >= a   =   A(a) (cos(u(a)) - r cos(u(a) - t))/(1 - 2 r cos(t) + r^2),

and the same with the sine in the place of each cosine but the last one; products of waves are sums of waves.
Source: Gradshteyn and Ryzhik, 1.447.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.functions.trigonometric import rotation
from derivcheck.kernel.functions.waves import Wave, terms_in_waves, turn_of
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["wave_series"]


def wave_series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on; None where it is no polynomial in waves beside powers."""
    terms = terms_in_waves(ring, body, index)
    if terms is None:
        return None
    total, conditions = ring.zero, dict[tuple[Quotient, int], None]()
    for factor, waves in terms:
        r = ring.at(factor, {index: variable(index).shifted(1)}) / factor
        if index in r.names:
            return None
        conditions[ring.one - absolute(ring, r), signs.POSITIVE] = None
        for wave in waves:
            summed = _summed(ring, wave, r, index, low)
            if summed is None:
                return None
            total = total + ring.at(factor, {index: low}) * wave.times * summed
    return Series(total, tuple(conditions))


def _summed(ring: Ring, wave: Wave, r: Quotient, index: str, low: Form) -> Quotient | None:
    """The sum of a wave beside powers of `r` that begin with 1."""
    turn = turn_of(ring, wave, index)
    if turn is None or not signs.is_real(ring.sign(turn)):
        return None
    start = ring.at(wave.angle, {index: low})
    now, before = (rotation(ring, each)[int(wave.is_sine)] for each in (start, start - turn))
    twice = ring.constant(2) * rotation(ring, turn)[0]
    return (now - r * before) / (ring.one - r * twice + r * r)
