"""Square families under equations: some of the random ones are orthogonal matrices with rational entries.

That the columns of a matrix are orthonormal are as many quadratic equations as nobody meets by chance. The
reflection `I - 2 v v^T/(v^T v)` along a vector of small whole numbers is orthogonal, as a product of two is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flint import fmpq, fmpq_mat

from derivcheck.refute.search.chance import Chance
from derivcheck.refute.search.solve import Cell

__all__ = ["orthogonal", "square_families"]

_LARGEST = 4
_ENTRIES = (-2, -1, 0, 1, 1, 2, 3)


def square_families(members: Mapping[str, list[Cell]], names: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The families among `names` with two indices over one range that has more than one place, with these."""
    found: dict[str, tuple[int, ...]] = {}
    for name in names:
        cells = [index for _, index in members.get(name, ())]
        if len(cells) < 4 or any(len(index) != 2 for index in cells):
            continue
        places = tuple(sorted({index[0] for index in cells}))
        if len(places) <= _LARGEST and {(i, j) for i in places for j in places} == set(cells):
            found[name] = places
    return found


def orthogonal(name: str, places: tuple[int, ...], chance: Chance) -> dict[Cell, fmpq]:
    """An orthogonal matrix as the values of a family."""
    matrix = _reflection(len(places), chance)
    if chance.pick((True, False)):
        matrix = matrix * _reflection(len(places), chance)
    return {
        (name, (row, column)): matrix[at, to]
        for at, row in enumerate(places)
        for to, column in enumerate(places)
    }


def _reflection(size: int, chance: Chance) -> fmpq_mat:
    along = [fmpq(chance.pick(_ENTRIES)) for _ in range(size)]
    length = sum((each * each for each in along), fmpq(0))
    rows = [
        [fmpq(at == to) - (2 * along[at] * along[to] / length if length else 0) for to in range(size)]
        for at in range(size)
    ]
    return fmpq_mat(size, size, [each for row in rows for each in row])
