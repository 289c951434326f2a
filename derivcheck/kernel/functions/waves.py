"""Products of sines and cosines as sums of them.

`2 cos(u) cos(v) = cos(u - v) + cos(u + v)`, `2 sin(u) sin(v) = cos(u - v) - cos(u + v)`,
`2 sin(u) cos(v) = sin(u + v) + sin(u - v)`. Source: Abramowitz and Stegun, 4.3.31 to 4.3.33.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["Wave", "angle_of", "is_wave", "terms_in_waves", "together", "turn_of", "waves_apart", "waves_in"]

#: Products of more waves are left alone.
_MOST_WAVES = 6


@frozen
class Wave:
    """`times` the cosine, or the sine, of an angle."""

    times: Quotient
    angle: Quotient
    is_sine: bool = False


def angle_of(ring: Ring, place: int) -> Quotient | None:
    """The angle of a sine or cosine; None for other generators."""
    atom = ring.atoms[place]
    return atom.argument / ring.constant(atom.unit) if isinstance(atom, Cosine | Sine) else None


def is_wave(ring: Ring, place: int, index: str) -> bool:
    """True for a sine or cosine that changes with the index."""
    return index in ring.names[place] and angle_of(ring, place) is not None


def turn_of(ring: Ring, wave: Wave, index: str) -> Quotient | None:
    """By how much the angle grows from one value of the index to the next; None where that varies."""
    turn = ring.at(wave.angle, {index: variable(index).shifted(1)}) - wave.angle
    return None if index in turn.names else turn


def waves_apart(
    ring: Ring, powers: dict[int, int], most: int = _MOST_WAVES
) -> tuple[Quotient, tuple[Wave, ...] | None]:
    """A monomial without its waves, and these as a sum; None where they are too many."""
    waves = {place: angle for place in powers if (angle := angle_of(ring, place)) is not None}
    rest = ring.monomial({place: power for place, power in powers.items() if place not in waves})
    made: tuple[Wave, ...] = (Wave(ring.one, ring.zero),)
    if sum(powers[place] for place in waves) > most:
        return rest, None
    for place, angle in waves.items():
        other = Wave(ring.constant(Fraction(1, 2)), angle, isinstance(ring.atoms[place], Sine))
        for _ in range(powers[place]):
            made = together(part for wave in made for part in _product(wave, other))
    return rest, made


def terms_in_waves(ring: Ring, body: Quotient, index: str) -> list[tuple[Quotient, tuple[Wave, ...]]] | None:
    """Factors beside sums of waves of the index, which add up to `body`.

    None without such waves, with one below the line, and with too many in a product.
    """
    varying = [place for place in body.generators if is_wave(ring, place, index)]
    below = ring.quotient(body.den, ring.one.den)
    if not varying or any(place in below.generators for place in varying):
        return None
    made = []
    for powers, coefficient in by_powers(body.num, varying).items():
        _, waves = waves_apart(ring, dict(powers))
        if waves is None:
            return None
        made.append((ring.quotient(coefficient, ring.one.den) / below, waves))
    return made


def waves_in(ring: Ring, value: Quotient) -> tuple[Wave, ...]:
    """A polynomial in waves as a sum of them, one for each angle; nothing without any, and of too many."""
    places = [place for place in value.generators if angle_of(ring, place) is not None]
    if not places or not value.den.is_constant():
        return ()
    made: list[Wave] = []
    for powers, coefficient in by_powers(value.num, places).items():
        _, waves = waves_apart(ring, dict(powers))
        if waves is None:
            return ()
        scale = ring.quotient(coefficient, value.den)
        made += [replace(wave, times=wave.times * scale) for wave in waves]
    return tuple(wave for wave in together(made) if not wave.times.is_zero())


def together(waves: Iterable[Wave]) -> tuple[Wave, ...]:
    """The same sum with one wave for each angle and its negative."""
    found: dict[tuple[Quotient, bool], Wave] = {}
    for wave in map(_forward, waves):
        known = found.get((wave.angle, wave.is_sine))
        times = wave.times if known is None else known.times + wave.times
        found[wave.angle, wave.is_sine] = replace(wave, times=times)
    return tuple(found.values())


def _forward(wave: Wave) -> Wave:
    """Of an angle and its negative the one that comes first."""
    if wave.angle.is_zero() or wave.angle.num.leading_coefficient() > 0:
        return wave
    return Wave(-wave.times if wave.is_sine else wave.times, -wave.angle, wave.is_sine)


def _product(left: Wave, right: Wave) -> Iterator[Wave]:
    """Twice the product of two waves."""
    times = left.times * right.times
    if left.is_sine != right.is_sine:
        sine, cosine = (left, right) if left.is_sine else (right, left)
        yield Wave(times, sine.angle + cosine.angle, is_sine=True)
        yield Wave(times, sine.angle - cosine.angle, is_sine=True)
    else:
        yield Wave(times, left.angle - right.angle)
        yield Wave(-times if left.is_sine else times, left.angle + right.angle)
