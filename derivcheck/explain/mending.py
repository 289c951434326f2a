"""The search for the small change that makes a wrong step right.

Every row of the table is tried at every place of the written side, the closest rows first. What a candidate
comes to at a few points rules out nearly all of them; what is left is proved by the kernel, and only a proved
one is offered. The search is bounded by the number of nodes it looks at, not by a clock, so that the same
step always gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.explain.building import negated
from derivcheck.explain.edits import EDITS, OF_BOUNDS, Row
from derivcheck.explain.places import Place, places, put
from derivcheck.explain.pool import Pool
from derivcheck.explain.screening import Screen, Value, close, stands, weight
from derivcheck.frozen import frozen
from derivcheck.terms import Term
from derivcheck.terms.printing import to_text

__all__ = ["Mend", "bounds", "candidates", "mends"]

#: So many nodes are looked at in one search.
_MOST_NODES = 25_000
#: Rows this much further off than one that fits are not tried.
_FURTHER = 2
#: A row that is one further off weighs as much as so many characters more.
_STEP = 8
#: So many candidates that fit at the points are kept.
_MOST_KEPT = 12


@frozen
class Mend:
    """A change that fits at the points: the row, the side with the change, and what the sentence speaks of.

    `turned` says that all of the side has the other sign besides, `repeats` that it now is the other side;
    `depth` is how deep inside the change is.
    """

    row: Row
    term: Term
    parts: tuple[Term, ...]
    turned: bool = False
    repeats: bool = False
    depth: int = 0

    def distance(self, size: int) -> float:
        """How far the mended side is from one of `size` characters.

        To make the left side again is no step; what was borrowed for it is rather a coincidence.
        """
        again = 1 if self.row.borrows else 0.5 if self.row.rank > 1 else 0
        rank = self.row.rank + 3 * self.turned + self.repeats * again
        growth = len(to_text(self.term)) - size
        return _STEP * rank + (growth / 2 if growth > 0 else -growth / 5 if growth < -1 else 0)


def candidates(
    term: Term, pool: Pool, rows: tuple[Row, ...] = EDITS
) -> Iterator[tuple[Row, Place, Term, tuple[Term, ...]]]:
    """Every change of one place of `term`, the closest rows first, each result once."""
    everywhere = list(places(term, pool.ranges))
    seen = {term}
    for row in rows:
        for place in everywhere:
            for new, *parts in row.make(place, pool):
                changed = put(term, place.path, new)
                if changed not in seen:
                    seen.add(changed)
                    yield row, place, changed, tuple(parts)


def mends(
    term: Term, other: Term, pool: Pool, screen: Screen, tick: Callable[[], None]
) -> tuple[list[Mend], int]:
    """The changes of `term` that fit, the closest first, and how many were looked at.

    Such a change makes `term` come to what is wanted at all points; `other` is the other side of the claim.
    """
    if not screen.wanted:
        return [], 0
    wanted, now = screen.wanted[0], screen.value(term)
    found: list[Mend] = []
    left, tried, weighed = _MOST_NODES, 0, weight(term)
    for row, place, changed, parts in candidates(term, pool):
        left -= weighed
        if left < 0 or len(found) >= _MOST_KEPT or (found and row.rank > found[0].row.rank + _FURTHER):
            break
        tick()
        tried += 1
        value = screen.value(changed)
        if value is None or value == now:
            continue
        if close(value, wanted) and screen.elsewhere(changed):
            found.append(Mend(row, changed, parts, repeats=changed == other, depth=len(place.path)))
        elif close(value, -wanted) and wanted and screen.elsewhere(changed, -1):
            found.append(Mend(row, negated(changed), parts, turned=True, depth=len(place.path)))
    size = len(to_text(term))
    return sorted(found, key=lambda mend: (mend.distance(size), mend.depth)), tried


def bounds(term: Term, sign: str, pool: Pool, screen: Screen, tick: Callable[[], None]) -> list[Mend]:
    """The changes of `term` with which the wanted values stand in the relation `sign` to it at all points.

    Many a change makes an inequality true by far: those of the whole side, and those that leave least room,
    come first. One that makes both sides the same says nothing.
    """
    found: list[tuple[int, float, Mend]] = []
    left, weighed = _MOST_NODES, weight(term)
    for row, place, changed, parts in candidates(term, pool, OF_BOUNDS):
        left -= weighed
        if left < 0:
            break
        tick()
        values = [screen.value(changed, at) for at in range(len(screen.wanted))]
        pairs = list(zip(screen.wanted, values, strict=True))
        if all(stands(sign, *pair) for pair in pairs) and not all(stands("=", *pair) for pair in pairs):
            found.append((len(place.path), sum(_room(*pair) for pair in pairs), Mend(row, changed, parts)))
    found.sort(key=lambda one: (one[0], round(one[1], 6), len(to_text(one[2].term))))
    return [mend for _, _, mend in found[:_MOST_KEPT]]


def _room(wanted: Value, value: Value | None) -> float:
    """How far apart two values are, for their size."""
    return abs(wanted - (value or 0)) / (abs(wanted) + 1)
