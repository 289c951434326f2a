"""Is a polynomial a combination of given ones with coefficients that are not negative?

That is a system of linear equations, one for each monomial, in unknowns that must not be negative. Columns
that cannot take part are left out first: where a monomial is not in the target and has one sign in all
columns, none of these columns can. The rest is the simplex method in exact fractions, with Bland's rule, so
it ends. What it finds is a certificate: the combination is formed again and compared with the target.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from flint import fmpq, fmpz_mpoly

__all__ = ["Monomial", "Vector", "combination", "vector_of"]

#: The exponents of a monomial, place by place.
Monomial = bytes | tuple[int, ...]
#: Rational numbers by whatever the columns have in common, such as monomials.
Vector = Mapping[Any, fmpq]

_ZERO, _ONE = fmpq(0), fmpq(1)

#: Larger systems are not tried.
_MOST_COLUMNS, _MOST_ROWS, _MOST_PIVOTS = 240, 160, 400


def vector_of(polynomial: fmpz_mpoly) -> Vector:
    """The coefficients of a polynomial by its monomials."""
    return {_spelled(exponents): fmpq(coefficient) for exponents, coefficient in polynomial.terms()}


def _spelled(exponents: tuple[int, ...]) -> Monomial:
    """A monomial as bytes, which remember their hash, where no exponent is too large for that."""
    try:
        return bytes(exponents)
    except ValueError:
        return tuple(map(int, exponents))


def combination(
    columns: Sequence[Vector], target: Vector, prized: frozenset[int], tick: Callable[[], None]
) -> dict[int, fmpq] | None:
    """Coefficients that are not negative, by column, with which the columns add up to the target.

    None when there are none, or the system is too large. If any solution uses a prized column, this one does.

    >>> one, two, three = map(fmpq, (1, 2, 3))
    >>> combination([{"a": one}, {"a": one, "b": one}], {"a": three, "b": two}, frozenset(), lambda: None)
    {0: 1, 1: 2}
    """
    useful = _useful(columns, target)
    if useful is None:
        return None
    names = dict.fromkeys(key for place in useful for key in columns[place])
    if len(useful) > _MOST_COLUMNS or len(names) > _MOST_ROWS:
        return None
    tableau = _Tableau([columns[place] for place in useful], target, names, tick)
    if not tableau.feasible():
        return None
    tableau.maximise(frozenset(at for at, place in enumerate(useful) if place in prized))
    solution = sorted(tableau.solution().items())
    found = {useful[at]: value for at, value in solution if value}
    return found if _adds_up(columns, found, target) else None


def _useful(columns: Sequence[Vector], target: Vector) -> list[int] | None:
    """The columns that can have a coefficient other than 0; None where a term of the target needs another."""
    above, below = defaultdict[Hashable, set[int]](set), defaultdict[Hashable, set[int]](set)
    for place, column in enumerate(columns):
        for key, value in column.items():
            if value:
                (above if value > _ZERO else below)[key].add(place)
    useful = set(range(len(columns)))
    waiting = {key for key in above.keys() ^ below.keys() if not target.get(key)}
    while waiting:
        lonely = waiting.pop()
        for place in (above[lonely] or below[lonely]) & useful:
            useful.discard(place)
            for key, value in columns[place].items():
                if value:
                    side, other = (above, below) if value > _ZERO else (below, above)
                    side[key].discard(place)
                    if not side[key] and other[key] and not target.get(key):
                        waiting.add(key)
    needed = [(above if value > _ZERO else below).get(key) for key, value in target.items() if value]
    return sorted(useful) if all(needed) else None


def _adds_up(columns: Sequence[Vector], found: Mapping[int, fmpq], target: Vector) -> bool:
    total: dict[Hashable, fmpq] = {}
    for place, factor in found.items():
        if factor < _ZERO:
            return False
        for key, value in columns[place].items():
            total[key] = total.get(key, _ZERO) + factor * value
    keys = total.keys() | target.keys()
    return all(total.get(key, 0) == target.get(key, 0) for key in keys)


class _Tableau:
    """The simplex tableau; the last column of a row, under -1, is its right side."""

    def __init__(
        self,
        columns: Sequence[Vector],
        target: Vector,
        names: Iterable[Hashable],
        tick: Callable[[], None],
    ) -> None:
        self.width, self.tick = len(columns), tick
        self.rows: list[dict[int, fmpq]] = []
        for key in names:
            row = {at: column[key] for at, column in enumerate(columns) if column.get(key)}
            right = target.get(key, _ZERO)
            if right < _ZERO:
                row, right = {at: -value for at, value in row.items()}, -right
            self.rows.append({**row, -1: right})
        self.basis = [self.width + number for number in range(len(self.rows))]
        self.ray: tuple[int, dict[int, fmpq]] | None = None

    def feasible(self) -> bool:
        """Drive the artificial variables, one for each row, to 0."""
        cost: dict[int, fmpq] = {}  # the sum of the rows of artificial variables
        for row in self.rows:
            for at, value in row.items():
                cost[at] = cost.get(at, _ZERO) + value
        for _ in range(_MOST_PIVOTS):
            self.tick()
            if not cost.get(-1):
                return self._without_artificials()
            entering = min((at for at, value in cost.items() if at >= 0 and value > _ZERO), default=None)
            pivotal = None if entering is None else self._enter(entering)
            if entering is None or pivotal is None:
                return False
            factor = cost[entering]
            for at, value in pivotal.items():
                cost[at] = cost.get(at, _ZERO) - factor * value
        return False

    def _without_artificials(self) -> bool:
        for number in range(len(self.rows)):
            if self.basis[number] >= self.width:
                at = min((at for at, value in self.rows[number].items() if at >= 0 and value), default=None)
                if at is not None:
                    self._pivot(number, at)
        kept = [number for number, base in enumerate(self.basis) if base < self.width]
        self.rows = [self.rows[number] for number in kept]
        self.basis = [self.basis[number] for number in kept]
        return True

    def maximise(self, prized: frozenset[int]) -> None:
        """Make the sum of the prized variables as large as it goes, or find the ray on which it grows."""
        for _ in range(_MOST_PIVOTS):
            self.tick()
            gain = dict.fromkeys(prized, _ONE)
            for row, base in zip(self.rows, self.basis, strict=True):
                if base in prized:
                    for at, value in row.items():
                        gain[at] = gain.get(at, _ZERO) - value
            basic = set(self.basis)
            entering = min(
                (at for at, value in gain.items() if at >= 0 and value > _ZERO and at not in basic),
                default=None,
            )
            if entering is None:
                return
            if self._enter(entering) is None:
                column = {
                    base: -row[entering]
                    for row, base in zip(self.rows, self.basis, strict=True)
                    if row.get(entering)
                }
                self.ray = entering, column
                return

    def solution(self) -> dict[int, fmpq]:
        """The basic solution, moved along the ray if there is one."""
        found = {base: row.get(-1, _ZERO) for row, base in zip(self.rows, self.basis, strict=True)}
        if self.ray is not None:
            entering, column = self.ray
            found[entering] = found.get(entering, _ZERO) + 1
            for base, value in column.items():
                found[base] = found.get(base, _ZERO) + value
        return found

    def _enter(self, entering: int) -> dict[int, fmpq] | None:
        """The row of a variable that is made basic, as it is then; None where nothing bounds it."""
        ratios = [
            (row.get(-1, _ZERO) / row[entering], self.basis[number], number)
            for number, row in enumerate(self.rows)
            if row.get(entering, _ZERO) > _ZERO
        ]
        return self._pivot(min(ratios)[2], entering) if ratios else None

    def _pivot(self, number: int, entering: int) -> dict[int, fmpq]:
        pivot = self.rows[number][entering]
        row = {at: value / pivot for at, value in self.rows[number].items() if value}
        self.rows[number] = row
        self.basis[number] = entering
        for other, old in enumerate(self.rows):
            factor = old.get(entering)
            if other == number or not factor:
                continue
            changed = dict(old)
            for at, value in row.items():
                changed[at] = changed.get(at, _ZERO) - factor * value
            self.rows[other] = {at: value for at, value in changed.items() if value or at == -1}
        return row
