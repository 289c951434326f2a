"""Finite sums of waves that turn around a whole number of times: roots of unity, and Fourier's discrete sums.

Over `L` terms let the angle of `cos(u(k))` grow by `2 pi a` in all, with a whole number `a`. Where `a` is a
multiple of `L` each term turns around completely from one to the next, and the sum is `L` times the first;
elsewhere the terms are spread evenly around the circle, and the sum is 0. So with `-L < a < L` the sum is
`L delta(a, 0)` times the first term, which may then contract with other sums. Of several indices that do not
bound each other any one may be summed first.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 2.6 and exercise 5.78.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from derivcheck.kernel.algebra.atoms import Range, Sum
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.functions.waves import Wave, is_wave, terms_in_waves, turn_of
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["over_full_turns"]

#: What comes out is looked at again this often.
_MOST_ROUNDS = 4
#: The angle may turn around so many times as often as there are terms.
_MOST_MULTIPLES = 2

_Axis = tuple[str, Range]


def over_full_turns(ring: Ring, value: Quotient) -> Quotient:
    """`value` with its sums over full turns summed."""
    for _ in range(_MOST_ROUNDS):
        images = {}
        for place in value.generators:
            atom = ring.atoms[place]
            summed = _summed(ring, atom) if isinstance(atom, Sum) else None
            if summed is not None:
                images[place] = summed
        if not images:
            break
        value = ring.replaced(value, images)
    return value


def _summed(ring: Ring, atom: Sum) -> Quotient | None:
    """The sum with one of its indices summed over full turns, if there is such a one."""
    own = set(atom.variables())
    ends = [end for each in atom.ranges for end in each]
    if atom.guard is not None or any(end is None or not own.isdisjoint(end.names) for end in ends):
        return None
    axes = list(zip(atom.variables(), atom.ranges, strict=True))
    for place, axis in enumerate(axes):
        if any(is_wave(ring, each, axis[0]) for each in atom.body.generators):
            ring.tick()
            found = _innermost(ring, atom.body, axis, [*axes[:place], *axes[place + 1 :]], {})
            if found is not None:
                return found
    return None


def _innermost(
    ring: Ring, body: Quotient, axis: _Axis, others: Sequence[_Axis], images: Mapping[str, Form]
) -> Quotient | None:
    """The sum over the other indices of the sum over this one."""
    (name, ends), *rest = others or [axis]
    with ring.binding(*ends) as fresh:
        here = {**images, name: variable(fresh)}
        if not others:
            return _turned(ring, ring.at(body, here), fresh, ends)
        inner = _innermost(ring, body, axis, rest, here)
        return None if inner is None else sum_over(ring, inner, fresh, ends)


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
