"""Signs of cosines and sines whose angles are known to lie between zeros of theirs.

`cos(a)` is positive for `-pi/2 < a < pi/2` and negative for `pi/2 < a < 3 pi/2`; a sine is a cosine a quarter
turn on. Where nothing speaks of pi, `[-3/2, 3/2]` and, for sines, `[0, 3]` lie inside of a half turn.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import PI, Cosine, Sine
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.waves import waves_in

__all__ = ["sign_of_one_wave", "sign_of_wave"]


def sign_of_wave(ring: Ring, atom: Cosine | Sine) -> int:
    """The signs that a cosine or a sine may have."""
    if not signs.is_real(ring.sign(atom.argument)):
        return signs.ANY
    if ring.combining:  # signs are combined without asking for combinations
        return signs.REAL
    return _sign_at(ring, atom.argument / ring.constant(atom.unit), is_sine=isinstance(atom, Sine))


def sign_of_one_wave(ring: Ring, value: Quotient) -> int:
    """The signs of a multiple of one wave that stands there as a sum, as `sin(u) cos(v) - cos(u) sin(v)`."""
    waves = waves_in(ring, value)
    if len(waves) != 1 or not signs.is_real(ring.sign(waves[0].angle)):
        return signs.ANY
    [wave] = waves
    return signs.multiply(ring.sign(wave.times), _sign_at(ring, wave.angle, is_sine=wave.is_sine))


def _sign_at(ring: Ring, angle: Quotient, *, is_sine: bool) -> int:
    """The signs that a cosine or a sine of a real angle may have."""
    if PI not in ring.places:
        return _sign_of_small_wave(ring, angle, is_sine=is_sine)
    half = ring.constant(Fraction(1, 2))
    turns = angle / ring.generator(PI)
    if is_sine:
        turns = turns - half  # sin(a) = cos(a - pi/2)
    below, above, next_edge = ring.sign(half - turns), ring.sign(half + turns), ring.constant(Fraction(3, 2))
    if signs.is_within(below, signs.NONPOSITIVE):
        return signs.negate(_between(signs.negate(below), ring.sign(next_edge - turns)))
    if signs.is_within(above, signs.NONPOSITIVE):
        return signs.negate(_between(signs.negate(above), ring.sign(next_edge + turns)))
    return _between(below, above)


def _between(first: int, second: int) -> int:
    """The sign of a wave between two of its zeros, by the signs of the distances to them."""
    either, allowed = first | second, (signs.POSITIVE, signs.NONNEGATIVE)
    return next((each for each in allowed if signs.is_within(either, each)), signs.REAL)


def _sign_of_small_wave(ring: Ring, angle: Quotient, *, is_sine: bool) -> int:
    """The sign where the angle is known to lie within `[-3/2, 3/2]`, for a sine within `[0, 3]`."""
    low, high = (0, Fraction(3)) if is_sine else (-Fraction(3, 2), Fraction(3, 2))
    above = ring.sign(angle - ring.constant(low))
    if not signs.is_within(above, signs.NONNEGATIVE):
        return signs.REAL
    if not signs.is_within(ring.sign(ring.constant(high) - angle), signs.NONNEGATIVE):
        return signs.REAL
    return above if is_sine else signs.POSITIVE
