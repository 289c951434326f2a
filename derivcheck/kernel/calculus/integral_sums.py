"""Integrals in one difference brought together.

*Over one range* the integral is linear: the bodies are added under one sign, and the whole may have an
antiderivative where the parts have none, as in integration by parts (`u v' + v u' = (u v)'`).

*Of one body* ranges are put together: where each end is met as often from below as from above, the
ranges cancel one another, as in `[0, a] + [a, 1] - [0, 1]`.

*Turned round.* `f(x)` and `f(a + b - x)` have the same integral from `a` to `b`, and over the whole line
`f(x)` and `f(-x)`.

*Brought to another range.* With `x = c + s (t - a)`, the integral of `f(x)` from `c` to `d` is that of
`s f(x)` over `t` from `a` to `b`, where `s (b - a) = d - c`; that from `c` to infinity is that from `a`, with
`s = 1`, and up to `c` it is turned round.

All of this is linear, so it may be done with integrals that are not known to converge
(`derivcheck.kernel.calculus.integrals`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Integrated, SymbolAtom
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.integrals import integrated
from derivcheck.kernel.calculus.smoothness import value_at
from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["integrals_together"]


def integrals_together(ring: Ring, difference: Quotient) -> Quotient:
    """The numerator of a difference with its integrals put together, as far as that makes it 0."""
    value = ring.quotient(difference.num, ring.one.den)
    if not _places(ring, value):
        return value
    try:
        for step in (_over_one_range, _of_one_body):
            value = step(ring, value)
            if value.is_zero():
                return value
        for place in _places(ring, value):
            for changed in (_turned(ring, value, place), *_moved(ring, value, place)):
                if changed is not None and (changed.is_zero() or _over_one_range(ring, changed).is_zero()):
                    return ring.zero
    except Undefined:  # a body that has no value elsewhere
        return value
    return value


def _places(ring: Ring, value: Quotient) -> list[int]:
    return [place for place in value.generators if isinstance(ring.atoms[place], Integrated)]


def _integral(ring: Ring, place: int) -> Integrated:
    atom = ring.atoms[place]
    assert isinstance(atom, Integrated)
    return atom


def _groups(
    ring: Ring, value: Quotient, key: Callable[[Integrated], object]
) -> Iterable[list[tuple[Integrated, int, Quotient]]]:
    """Integrals that occur linearly, with their places and coefficients, by what they have in common."""
    found: dict[object, list[int]] = {}
    for place in _places(ring, value):
        found.setdefault(key(_integral(ring, place)), []).append(place)
    for places in found.values():
        slopes = [ring.quotient(value.num.derivative(place), ring.one.den) for place in places]
        if len(places) > 1 and not any(set(places) & set(slope.generators) for slope in slopes):
            yield [
                (_integral(ring, place), place, slope) for place, slope in zip(places, slopes, strict=True)
            ]


def _over_one_range(ring: Ring, value: Quotient) -> Quotient:
    for group in _groups(ring, value, lambda atom: (atom.low, atom.high)):
        first = group[0][0]
        name = range_variable(ring, "together", first.low, first.high)
        body = ring.zero
        for atom, _, slope in group:
            body = body + slope * _renamed(ring, atom, name)
        zeros = {place: ring.zero for _, place, _ in group}
        value = ring.replaced(value, zeros) + integrated(ring, body, name, first.low, first.high)
        value = ring.quotient(value.num, ring.one.den)
    return value


def _of_one_body(ring: Ring, value: Quotient) -> Quotient:
    neutral = range_variable(ring, "any", None, None)
    for group in _groups(ring, value, lambda atom: _renamed(ring, atom, neutral)):
        ends: dict[tuple[bool, End], Quotient] = {}
        for atom, _, slope in group:
            for end, upper, sign in ((atom.high, True, slope), (atom.low, False, -slope)):
                key = (upper and end is None, end)
                ends[key] = ends.get(key, ring.zero) + sign
        if all(each.is_zero() for each in ends.values()):
            value = ring.replaced(value, {place: ring.zero for _, place, _ in group})
    return value


def _renamed(ring: Ring, atom: Integrated, name: str) -> Quotient:
    return with_symbol(ring, atom.body, atom.variable, symbol(ring, name, ()))


def _turned(ring: Ring, value: Quotient, place: int) -> Quotient | None:
    """The difference with one integral taken from the other end; None over half of the line."""
    atom = _integral(ring, place)
    if (atom.low is None) != (atom.high is None):
        return None
    name = range_variable(ring, "turned", atom.low, atom.high)
    opposite = (atom.low or ring.zero) + (atom.high or ring.zero) - symbol(ring, name, ())
    body = with_symbol(ring, atom.body, atom.variable, opposite)
    turned = integrated(ring, body, name, atom.low, atom.high)
    return ring.quotient(ring.replaced(value, {place: turned}).num, ring.one.den)


def _moved(ring: Ring, value: Quotient, place: int) -> Iterator[Quotient | None]:
    """The difference with one integral brought to the range of another, in both directions."""
    atom = _integral(ring, place)
    others = (_integral(ring, other) for other in _places(ring, value))
    for low, high in dict.fromkeys((other.low, other.high) for other in others):
        if (low, high) != (atom.low, atom.high):
            yield _brought(ring, value, place, low, high)
            if low is not None and high is not None:
                yield _brought(ring, value, place, high, low)


def _brought(ring: Ring, value: Quotient, place: int, start: End, stop: End) -> Quotient | None:
    """The difference with one integral over the range from `start` to `stop`; None without such a change."""
    atom = _integral(ring, place)
    slope = _slope(ring, atom, start, stop)
    if slope is None:
        return None
    origin = atom.high if atom.low is None else atom.low
    begin = stop if start is None else start
    assert origin is not None
    assert begin is not None
    name = range_variable(ring, "moved", start, stop)
    body = with_symbol(ring, atom.body, atom.variable, origin + slope * (symbol(ring, name, ()) - begin))
    factor = ring.one if start is None or stop is None else slope  # turned round, the ends change places
    moved = integrated(ring, factor * body, name, start, stop)
    return ring.quotient(ring.replaced(value, {place: moved}).num, ring.one.den)


def _slope(ring: Ring, atom: Integrated, start: End, stop: End) -> Quotient | None:
    """How fast the variable moves along its range while another runs from `start` to `stop`.

    The other range must not be empty where the old one is not; where the old one may be, the integrand must
    have a value there.
    """
    if atom.low is None or atom.high is None or start is None or stop is None:
        infinite = (atom.low is None) + (atom.high is None), (start is None) + (stop is None)
        if infinite != (1, 1):
            return None
        return ring.one if (atom.low is None) == (start is None) else -ring.one
    old, new = atom.high - atom.low, stop - start
    if new.is_zero():
        return None
    slope = old / new
    if slope.number() is None:  # else both are empty at once
        if not _is_finite(slope) and not signs.is_within(ring.sign(new), signs.NONZERO):
            return None
        is_proper = signs.is_within(ring.sign(old), signs.NONZERO)
        if not is_proper and value_at(ring, atom.body, atom.variable, atom.low) is None:
            return None
    return slope


def _is_finite(slope: Quotient) -> bool:
    """Whether this has a value everywhere, so that a range is empty where the other is."""
    atoms = [slope.ring.atoms[place] for place in slope.generators]
    return bool(slope.den.is_one()) and all(isinstance(atom, SymbolAtom) for atom in atoms)
