"""Finite sums of waves that turn around a whole number of times: roots of unity, and Fourier's discrete sums.

Over `L` terms let the angle of `cos(u(k))` grow by `2 pi a` in all, with a whole number `a`. Where `a` is a
multiple of `L` each term turns around completely from one to the next, and the sum is `L` times the first;
elsewhere the terms are spread evenly around the circle, and the sum is 0. So with `-L < a < L` the sum is
`L delta(a, 0)` times the first term, which may then contract with other sums. Of several indices that do not
bound each other any one may be summed first.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 2.6 and exercise 5.78.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra.atoms import Range, Sum
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.functions.waves import Wave, is_wave, terms_in_waves, turn_of
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.sums.exchange import orders_of, rewritten, summed_in_order

__all__ = ["over_full_turns"]

#: The angle may turn around so many times as often as there are terms.
_MOST_MULTIPLES = 2


def over_full_turns(ring: Ring, value: Quotient) -> Quotient:
    """`value` with its sums over full turns summed."""
    return rewritten(ring, value, _summed)


def _summed(ring: Ring, atom: Sum) -> Quotient | None:
    """The sum with one of its indices summed over full turns, if there is such a one."""
    for axes in orders_of(atom):
        if any(is_wave(ring, place, axes[-1][0]) for place in atom.body.generators):
            ring.tick()
            found = summed_in_order(ring, atom.body, axes, _turned)
            if found is not None:
                return found
    return None


def _turned(ring: Ring, body: Quotient, index: str, ends: Range) -> Quotient | None:
    total, terms = ring.zero, terms_in_waves(ring, body, index)
    for factor, waves in terms or ():
        for wave in waves:
            summed = _of_wave(ring, wave, index, ends)
            if summed is None or index in factor.names | wave.times.names:
                return None
            total = total + factor * wave.times * summed
    return None if terms is None else total


def _of_wave(ring: Ring, wave: Wave, index: str, ends: Range) -> Quotient | None:
    low, high = ends
    turn = turn_of(ring, wave, index)
    if turn is None or high is None:
        return None
    length = high.minus(low).shifted(1)
    number = ring.of_form(length)
    whole = number * rotation(ring, ring.at(wave.angle, {index: low}))[int(wave.is_sine)]
    turns = (turn * number / pi(ring) * ring.constant(Fraction(1, 2))).index_form()
    if turns is None:
        return None
    widest = length.times(_MOST_MULTIPLES + 1).shifted(-1)
    if not ring.facts.entails(widest.minus(turns)) or not ring.facts.entails(widest.plus(turns)):
        return None
    multiples = range(-_MOST_MULTIPLES, _MOST_MULTIPLES + 1)
    return sum((delta(ring, turns.minus(length.times(each))) for each in multiples), ring.zero) * whole
