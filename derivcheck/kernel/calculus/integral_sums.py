"""Integrals in one difference brought together.

*Over one range* the integral is linear: the bodies are added under one sign, and the whole may have an
antiderivative where the parts have none, as in integration by parts (`u v' + v u' = (u v)'`).

*Of one body* ranges are put together: where each end is met as often from below as from above, the
ranges cancel one another, as in `[0, a] + [a, 1] - [0, 1]`.

*About 0* the halves of a range are brought together where another integral ends at 0: from `-a` to `a`
the integral of `f(x)` is that of `f(x) + f(-x)` from 0 to `a`.

All of this is linear, so it may be done with integrals that are not known to converge
(`derivcheck.kernel.calculus.integrals`). What is left of other ranges is brought together by a change of the
variable (`derivcheck.kernel.calculus.substitution`).
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.kernel.algebra.atoms import Integrated
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.integrals import integrated
from derivcheck.kernel.calculus.substitution import vanishes_by_substitution, vanishes_by_symmetry
from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["integrals_together"]


def integrals_together(ring: Ring, difference: Quotient) -> Quotient:
    """The numerator of a difference with its integrals put together, as far as that makes it 0."""
    value = ring.quotient(difference.num, ring.one.den)
    if not _places(ring, value):
        return value
    apart = value
    try:
        for step in (_over_one_range, _of_one_body, _folded):
            value = step(ring, value)
            if value.is_zero():
                return value
    except Undefined:  # a body that has no value elsewhere
        return value
    if vanishes_by_substitution(ring, apart) or vanishes_by_symmetry(ring, apart):
        return ring.zero
    return value


def _places(ring: Ring, value: Quotient) -> list[int]:
    return [place for place in value.generators if isinstance(ring.atoms[place], Integrated)]


def _integral(ring: Ring, place: int) -> Integrated:
    atom = ring.atoms[place]
    assert isinstance(atom, Integrated)
    return atom


def _groups(ring: Ring, value: Quotient, key: Callable[[Integrated], object]) -> list[list[int]]:
    """The places of integrals by what they have in common, where there are several."""
    found: dict[object, list[int]] = {}
    for place in _places(ring, value):
        found.setdefault(key(_integral(ring, place)), []).append(place)
    return [places for places in found.values() if len(places) > 1]


def _linearly(ring: Ring, value: Quotient, places: list[int]) -> list[tuple[Integrated, Quotient]]:
    """The integrals at these places with their coefficients in a polynomial; none where it is not linear."""
    slopes = [ring.quotient(value.num.derivative(place), ring.one.den) for place in places]
    if any(set(places) & set(slope.generators) for slope in slopes):
        return []
    return [(_integral(ring, place), slope) for place, slope in zip(places, slopes, strict=True)]


def _over_one_range(ring: Ring, value: Quotient) -> Quotient:
    for places in _groups(ring, value, lambda atom: (atom.low, atom.high)):
        first = _integral(ring, places[0])
        name = range_variable(ring, "together", first.low, first.high)
        parts = _linearly(ring, value, places)
        if parts:
            body = sum((slope * _renamed(ring, atom, name) for atom, slope in parts), ring.zero)
            rest = ring.replaced(value, dict.fromkeys(places, ring.zero))
            total = rest + integrated(ring, body, name, first.low, first.high)
            value = ring.quotient(total.num, ring.one.den)
    return value


def _of_one_body(ring: Ring, value: Quotient) -> Quotient:
    neutral = range_variable(ring, "any", None, None)
    for places in _groups(ring, value, lambda atom: _renamed(ring, atom, neutral)):
        ends: dict[tuple[bool, End], Quotient] = {}
        for atom, slope in _linearly(ring, value, places):
            for end, upper, sign in ((atom.high, True, slope), (atom.low, False, -slope)):
                key = (upper and end is None, end)
                ends[key] = ends.get(key, ring.zero) + sign
        if ends and all(each.is_zero() for each in ends.values()):
            value = ring.replaced(value, dict.fromkeys(places, ring.zero))
    return value


def _folded(ring: Ring, value: Quotient) -> Quotient:
    """The same with integrals about 0 over one half, and then with all over one range under one sign."""
    integrals = {place: _integral(ring, place) for place in _places(ring, value)}
    places = [place for place, atom in integrals.items() if _is_about_zero(atom)]
    if not places or not any(ring.zero in (atom.low, atom.high) for atom in integrals.values()):
        return value
    for place, (atom, slope) in zip(places, _linearly(ring, value, places), strict=False):
        name = range_variable(ring, "half", ring.zero, atom.high)
        x = symbol(ring, name, ())
        halves = (with_symbol(ring, atom.body, atom.variable, each) for each in (x, -x))
        half = integrated(ring, sum(halves, ring.zero), name, ring.zero, atom.high)
        value = ring.replaced(value, {place: ring.zero}) + slope * half
    return _over_one_range(ring, ring.quotient(value.num, ring.one.den))


def _is_about_zero(atom: Integrated) -> bool:
    if atom.low is None or atom.high is None:
        return atom.low is atom.high
    return atom.low == -atom.high


def _renamed(ring: Ring, atom: Integrated, name: str) -> Quotient:
    return with_symbol(ring, atom.body, atom.variable, symbol(ring, name, ()))
