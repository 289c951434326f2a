"""The search for the small change that makes a wrong step right.

Every row of the table is tried at every place of the written side, the closest rows first. What a candidate
comes to at a few points rules out nearly all of them; what is left is proved by the kernel, and only a proved
one is offered. The search is bounded by the number of nodes it looks at, not by a clock, so that the same
step always gets the same answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from derivcheck.explain.building import negated
from derivcheck.explain.edits import EDITS, Row
from derivcheck.explain.places import Place, places, put
from derivcheck.explain.pool import Pool
from derivcheck.explain.screening import Screen, close
from derivcheck.frozen import frozen
from derivcheck.terms import Big, Diff, Term, walk
from derivcheck.terms.printing import to_text

__all__ = ["Mend", "candidates", "mends"]

#: So many nodes are looked at in one search.
_MOST_NODES = 25_000
#: Rows this much further off than one that fits are not tried.
_FURTHER = 2
#: So many candidates that fit at the points are kept.
_MOST_KEPT = 12


@frozen
class Mend:
    """A change that fits at the points: the row, the side with the change, and what the sentence speaks of.

    `turned` says that all of the side has the other sign besides, `repeats` that it now is the other side.
    """

    row: Row
    term: Term
    parts: tuple[Term, ...]
    turned: bool = False
    repeats: bool = False

    @property
    def rank(self) -> int:
        """The smaller, the closer to what is written; to say the left side again is no help."""
        return self.row.rank + 3 * self.turned + 2 * self.repeats


def candidates(term: Term, pool: Pool) -> Iterator[tuple[Row, Place, Term, tuple[Term, ...]]]:
    """Every change of one place of `term`, the closest rows first, each result once."""
    everywhere = list(places(term, pool.ranges))
    seen = {term}
    for row in EDITS:
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
    wanted, weight, now = screen.wanted[0], _weight(term), screen.value(term)
    found: list[Mend] = []
    left, tried = _MOST_NODES, 0
    for row, _, changed, parts in candidates(term, pool):
        left -= weight
        if left < 0 or len(found) >= _MOST_KEPT or (found and row.rank > found[0].rank + _FURTHER):
            break
        tick()
        tried += 1
        value = screen.value(changed)
        if value is None or value == now:
            continue
        if close(value, wanted) and screen.elsewhere(changed):
            found.append(Mend(row, changed, parts, repeats=changed == other))
        elif close(value, -wanted) and wanted and screen.elsewhere(changed, -1):
            found.append(Mend(row, negated(changed), parts, turned=True))
    return sorted(found, key=lambda mend: (mend.rank, sum(len(to_text(part)) for part in mend.parts))), tried


def _weight(term: Term) -> int:
    """About how long a term takes to evaluate, in nodes."""
    return sum(4 if isinstance(node, Big) else 8 if isinstance(node, Diff) else 1 for node in walk(term))
