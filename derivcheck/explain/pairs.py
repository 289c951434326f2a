"""Two small changes at once: what mends a step with two mistakes in different terms or factors.

Trying every change together with every other would take too long. In a sum the values of the changed terms
add up, in a product they multiply, so the search meets in the middle: what the other term would have to be
is looked up among the values that its changes have. From the value wanted of the whole follows the value
wanted of each part, and the parts are searched likewise: through signs, sums, products, quotients and
functions that have an inverse. A sum `sum(a + b, k)` is that of the sums of its terms.

Nothing that is borrowed from elsewhere in the step is put in: of so many pairs some would fit anything.
"""

from __future__ import annotations

import cmath
from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import combinations

from derivcheck.explain.building import product, total
from derivcheck.explain.edits import EDITS, NEAR, Row
from derivcheck.explain.mending import candidates
from derivcheck.explain.places import put
from derivcheck.explain.pool import Pool
from derivcheck.explain.screening import Screen, Value, close, weight
from derivcheck.frozen import frozen, replace
from derivcheck.model import Range
from derivcheck.terms import Add, Big, Call, Div, Mul, Neg, Term, integer, map_children
from derivcheck.terms.printing import to_text

__all__ = ["Change", "Pair", "pairs"]

#: So many nodes are looked at, and so many pairs that fit are kept.
_MOST_NODES, _MOST_KEPT = 12_000, 12
_DEEPEST = 4

_ZERO, _ONE = integer(0), integer(1)

_INVERSES: dict[str, Callable[[Value], Value]] = {
    "exp": cmath.log, "log": cmath.exp, "sqrt": lambda value: value * value,
}  # fmt: skip


@frozen
class Change:
    """One of two changes: the row, what it made, and what its sentence speaks of."""

    row: Row
    new: Term
    parts: tuple[Term, ...]


@frozen
class Pair:
    """A side with two changes, which fits at the points."""

    term: Term
    changes: tuple[Change, Change]

    def distance(self) -> tuple[int, int]:
        """How far the changes go."""
        return sum(change.row.rank for change in self.changes), len(to_text(self.term))


@frozen
class _Slot:
    """A term of a sum or a factor of a product: its place, how it enters, and the row for one too many."""

    path: tuple[int, ...]
    term: Term
    enters: Callable[[Term], Term]
    pool: Pool
    superfluous: str = ""


@frozen
class _Group:
    """Slots whose values add up, or multiply, to the values wanted of them together."""

    sums: bool
    slots: tuple[_Slot, ...]
    wanted: tuple[Value, ...]


class _Spent(Exception):  # noqa: N818 - an event, not a mistake
    """The nodes that one search may look at have been."""


def pairs(term: Term, pool: Pool, screen: Screen, tick: Callable[[], None]) -> list[Pair]:
    """The pairs of changes of `term` in different places that fit, the closest first."""
    if not screen.wanted:
        return []
    search = _Search(term, screen, tick)
    try:
        for group in _groups(_Slot((), term, _as_it_is, pool), tuple(screen.wanted), screen, _DEEPEST):
            search.look(group)
    except _Spent:
        pass
    return sorted(search.found, key=Pair.distance)[:_MOST_KEPT]


def _as_it_is(term: Term) -> Term:
    return term


# -- sums and products in which values are known -------------------------------------------------------------


def _groups(slot: _Slot, wanted: tuple[Value, ...], screen: Screen, depth: int) -> Iterator[_Group]:
    """The sums and products inside a slot of which the values wanted are known, the outermost first."""
    group = _group(slot, wanted)
    if group is None:
        return
    yield group
    if not depth:
        return
    values = [_values(screen, each.enters(each.term)) for each in group.slots]
    for at, each in enumerate(group.slots):
        others = [value for place, value in enumerate(values) if place != at]
        inner = _without(group, others)
        if inner is not None:
            yield from _groups(each, inner, screen, depth - 1)


def _group(slot: _Slot, wanted: tuple[Value, ...]) -> _Group | None:
    """The slots of a sum or product, what is in front of it taken away."""
    if slot.enters is not _as_it_is:
        return None
    path, pool = slot.path, slot.pool

    def terms(
        args: tuple[Term, ...], at: tuple[int, ...], enters: Callable[[Term], Term]
    ) -> tuple[_Slot, ...]:
        return tuple(
            _Slot((*at, place), arg, enters, pool, "term too many") for place, arg in enumerate(args)
        )

    match slot.term:
        case Neg(arg):
            return _group(replace(slot, path=(*path, 0), term=arg), tuple(-value for value in wanted))
        case Add(args):
            return _Group(True, terms(args, path, _as_it_is), wanted)
        case Mul(args):
            factors = (
                _Slot((*path, place), arg, _as_it_is, pool, "factor too many")
                for place, arg in enumerate(args)
            )
            return _Group(False, tuple(factors), wanted)
        case Div(num, den):
            above = _Slot((*path, 0), num, _as_it_is, pool, "factor too many")
            below = _Slot((*path, 1), den, _reciprocal, pool, "divisor too many")
            return _Group(False, (above, below), wanted)
        case Call(name, (arg,), ()) if name in _INVERSES:
            try:
                inner = tuple(map(_INVERSES[name], wanted))
            except (ValueError, OverflowError):
                return None
            return _group(replace(slot, path=(*path, 0), term=arg), inner)
        case Big("sum", Add(args), index, lower, upper, guard):
            pool = replace(pool, ranges={**pool.ranges, index: Range(lower, upper)})

            def summed(term: Term) -> Term:
                return Big("sum", term, index, lower, upper, guard)

            return _Group(True, terms(args, (*path, 0), summed), wanted)
    return None


def _reciprocal(term: Term) -> Term:
    return Div(_ONE, term)


def _values(screen: Screen, term: Term) -> tuple[Value | None, ...]:
    return tuple(screen.value(term, at) for at in range(len(screen.wanted)))


def _without(group: _Group, others: list[tuple[Value | None, ...]]) -> tuple[Value, ...] | None:
    """What is wanted of the rest when others are what they are."""
    found = list(group.wanted)
    for values in others:
        for at, value in enumerate(values):
            if value is None or (not group.sums and value == 0):
                return None
            found[at] = found[at] - value if group.sums else found[at] / value
    return tuple(found)


# -- meeting in the middle -----------------------------------------------------------------------------------


class _Search:
    """The pairs found so far in one side."""

    def __init__(self, whole: Term, screen: Screen, tick: Callable[[], None]) -> None:
        self._whole, self._screen, self._tick = whole, screen, tick
        self._left = _MOST_NODES
        self.found: list[Pair] = []

    def look(self, group: _Group) -> None:
        """Pairs of changes in two slots of a group."""
        now = [_values(self._screen, slot.enters(slot.term)) for slot in group.slots]
        options = [self._options(slot) for slot in group.slots]
        for one, other in combinations(range(len(group.slots)), 2):
            rest = _without(group, [values for at, values in enumerate(now) if at not in (one, other)])
            if rest is not None:
                self._meet(group, (one, other), (options[one], options[other]), rest)

    def _options(self, slot: _Slot) -> list[tuple[float, Value, Change]]:
        """The changes of a slot with their values at the first point, in the order of these."""
        found = []
        for change in _changes(slot):
            entering = slot.enters(change.new)
            self._left -= weight(entering)
            if self._left < 0:
                raise _Spent
            self._tick()
            value = self._screen.value(entering)
            if value is not None:
                found.append((value.real, value, change))
        return sorted(found, key=lambda one: one[0])

    def _meet(
        self,
        group: _Group,
        at: tuple[int, int],
        options: tuple[list[tuple[float, Value, Change]], list[tuple[float, Value, Change]]],
        rest: tuple[Value, ...],
    ) -> None:
        keys = [key for key, _, _ in options[1]]
        for _, value, change in options[0]:
            if not group.sums and value == 0:
                continue
            missing = rest[0] - value if group.sums else rest[0] / value
            room = 1e-9 * (abs(missing) + 1e-3)
            place = bisect_left(keys, missing.real - room)
            while place < len(keys) and keys[place] <= missing.real + room:
                _, other, second = options[1][place]
                if close(other, missing):
                    self._keep(group, at, (change, second), rest)
                place += 1

    def _keep(
        self, group: _Group, at: tuple[int, int], changes: tuple[Change, Change], rest: tuple[Value, ...]
    ) -> None:
        """The pair, if it fits at all points."""
        slots = group.slots[at[0]], group.slots[at[1]]
        both = [
            _values(self._screen, slot.enters(each.new)) for slot, each in zip(slots, changes, strict=True)
        ]
        for one, other, wanted in zip(*both, rest, strict=True):
            if one is None or other is None:
                return
            if not close(one + other if group.sums else one * other, wanted):
                return
        made = self._whole
        for slot, each in zip(slots, changes, strict=True):
            made = put(made, slot.path, each.new)
        self.found.append(Pair(_tidied(made), changes))


def _changes(slot: _Slot) -> Iterator[Change]:
    """The changes of a slot by itself, and that it does not belong there."""
    gone = _ZERO if slot.superfluous == "term too many" else _ONE
    for row, _, changed, parts in candidates(slot.term, slot.pool, NEAR):
        if changed != gone:
            yield Change(row, changed, parts)
    yield Change(next(row for row in EDITS if row.name == slot.superfluous), gone, (slot.term,))


def _tidied(term: Term) -> Term:
    """`term` without terms 0 and factors 1."""
    match map_children(_tidied, term):
        case Add(args):
            return total(tuple(arg for arg in args if arg not in (_ZERO, Neg(_ZERO))))
        case Mul(args):
            return product(tuple(arg for arg in args if arg != _ONE))
        case Div(num, den) if den == _ONE:
            return num
        case made:
            return made
