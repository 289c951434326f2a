"""Antidifferences of sines and cosines whose angle grows by the same amount from term to term.

For an angle `u(k)` that grows by `t`, and `s = 2 sin(t/2)`, the differences of `sin(u - t/2)/s` and of
`-cos(u - t/2)/s` are `cos(u)` and `sin(u)`; of what does not change, `k` times it has the difference.

As with Gosper's algorithm nothing here is trusted: who asks checks the difference in the normal form.
Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 2.6; Gradshteyn and Ryzhik, 1.342.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.trigonometric import rotation
from derivcheck.kernel.functions.waves import Wave, angle_of, turn_of, waves_apart

__all__ = ["wave_antidifference"]


def wave_antidifference(ring: Ring, term: Quotient, index: str) -> Quotient | None:
    """What may have the difference `term`; None where that is no polynomial in waves of the index."""
    varying = [place for place in term.generators if index in ring.names[place]]
    if not varying or any(angle_of(ring, place) is None for place in varying):
        return None
    total = ring.zero
    for powers, coefficient in by_powers(term.num, varying).items():
        _, waves = waves_apart(ring, dict(powers))
        if waves is None:
            return None
        for wave in waves:
            summed = _summed(ring, wave, index)
            if summed is None:
                return None
            total = total + ring.quotient(coefficient, term.den) * wave.times * summed
    return total


def _summed(ring: Ring, wave: Wave, index: str) -> Quotient | None:
    turn = turn_of(ring, wave, index)
    if turn is None:
        return None
    if turn.is_zero():
        return ring.of_form(variable(index)) * rotation(ring, wave.angle)[int(wave.is_sine)]
    half = turn * ring.constant(Fraction(1, 2))
    cosine, sine = rotation(ring, wave.angle - half)
    below = ring.constant(2) * rotation(ring, half)[1]
    return None if below.is_zero() else (-cosine if wave.is_sine else sine) / below
