"""Moving values onto the equations among the assumptions.

An equation is only ever evaluated, never taken apart. Along one value `x` the difference of its
sides is probed at one more point and the root of the line through both is tried, then the rational
roots of the parabola through three; a candidate counts when the difference is exactly zero there,
so a wrong guess about linearity costs a try and nothing else. Values that may not be negative are
first scaled by a common factor, which is how a probability vector comes about. Values that one
equation has fixed are not moved by the next. Equations that this leaves open are taken jointly:
one exact Newton step, with as many values as there are equations, solves a linear system.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from flint import acb, arb, fmpq, fmpq_mat

from derivcheck.frozen import frozen
from derivcheck.model import Context, Domain
from derivcheck.refute.arithmetic.numbers import ONE, ZERO
from derivcheck.refute.arithmetic.point import Exact, Point
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.certificate import in_domain
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.terms import Add, Neg, Rel, Sym, Term

__all__ = ["Cell", "Equation", "Values", "equation", "exact_value", "rational_roots", "solved"]

#: One value: the name of a symbol and its indices (none for a plain symbol).
Cell = tuple[str, tuple[int, ...]]
Values = dict[Cell, Exact]

_MOST_CELLS = 40


@frozen
class Equation:
    """An equation at fixed indices: its difference, the values it depends on, favourites first."""

    difference: Term
    indices: dict[str, int]
    cells: tuple[Cell, ...]


@frozen
class System:
    """What evaluating an equation needs: the context and how values become a point."""

    context: Context
    point: Callable[[Values, dict[str, int]], Point]
    equations: tuple[Equation, ...]

    def residue(self, each: Equation, values: Values) -> fmpq | None:
        """Left minus right where that is an exact rational, else None."""
        return exact_value(each.difference, self.point(values, each.indices), self.context)

    def domain(self, cell: Cell) -> Domain:
        return self.context.symbols[cell[0]].domain


def exact_value(term: Term, point: Point, context: Context) -> fmpq | None:
    """The value of a term where it is an exact rational, else None."""
    try:
        found = Evaluation(point, context).number(term)
    except (Undefined, Undecidable):
        return None
    if isinstance(found, acb) and found.imag.is_zero():
        found = found.real
    if isinstance(found, arb) and found.is_exact():
        return found.fmpq()
    return found if isinstance(found, fmpq) else None


def equation(
    relation: Rel, indices: dict[str, int], values: Values, system: System, names: frozenset[str]
) -> Equation:
    """`relation` at `indices` with the cells on which its difference is seen to depend."""
    difference = _difference(relation)
    whole = Equation(difference, indices, ())
    alone = [_cell(side, system, values, indices) for side in (relation.left, relation.right)]
    favourites = [cell for cell in alone if cell is not None]
    members = [cell for cell in values if cell[0] in names]
    before = system.residue(whole, values)
    found = [cell for cell in members[:_MOST_CELLS] if _moves(whole, cell, values, system, before)]
    rest = [cell for cell in reversed(found) if cell not in favourites]
    return Equation(difference, indices, (*favourites, *rest))


@lru_cache(maxsize=256)
def _difference(relation: Rel) -> Term:
    """Left minus right: one and the same term each time, which is soon found again."""
    return Add((relation.left, Neg(relation.right)))


def _cell(side: Term, system: System, values: Values, indices: dict[str, int]) -> Cell | None:
    """The cell that `side` is, when it is a symbol standing alone."""
    if not isinstance(side, Sym) or side.name not in system.context.symbols:
        return None
    here = Evaluation(system.point(values, indices), system.context)
    try:
        cell = (side.name, tuple(here.whole(place) for place in side.indices))
    except (Undefined, Undecidable):
        return None
    return cell if cell in values else None


def _moves(each: Equation, cell: Cell, values: Values, system: System, before: fmpq | None) -> bool:
    if before is None:
        return True
    after = system.residue(each, {**values, cell: values[cell] + fmpq(5, 7)})
    return after is None or after != before


def solved(values: Values, system: System) -> Values | None:
    """`values` moved onto the equations, inside the domains; None if that was not found possible.

    Whether all equations hold in the end is for the caller to check, with the other assumptions.
    """
    locked: set[Cell] = set()
    current, open_equations = values, []
    for each in system.equations:
        moved = _meet(each, current, system, locked)
        if moved is None:
            open_equations.append(each)
        else:
            current = moved
            locked.update(each.cells)
    if open_equations:
        return _newton(current, system)
    return current


def _meet(each: Equation, values: Values, system: System, locked: set[Cell]) -> Values | None:
    residue = system.residue(each, values)
    if residue is not None and not residue:
        return values
    free = [cell for cell in each.cells if cell not in locked and isinstance(values[cell], fmpq)]
    for candidate in _candidates(each, values, residue, system, free):
        inside = all(in_domain(candidate[cell], system.domain(cell)) for cell in free)
        if inside and system.residue(each, candidate) == ZERO:
            return candidate
    return None


def _candidates(
    each: Equation, values: Values, residue: fmpq | None, system: System, free: list[Cell]
) -> Iterator[Values]:
    """Values at which the equation may hold; `residue` is its difference at the present ones."""
    signed = (Domain.NONNEGATIVE, Domain.POSITIVE, Domain.NEGATIVE)
    if len(free) > 1 and all(system.domain(cell) in signed for cell in free):

        def scaled(factor: fmpq) -> Values:
            return {**values, **{cell: _rational(values[cell]) * factor for cell in free}}

        for factor in rational_roots(lambda factor: system.residue(each, scaled(factor)), ONE, residue):
            yield scaled(factor)
    for cell in free:

        def moved(value: fmpq, cell: Cell = cell) -> Values:
            return {**values, cell: value}

        def left(value: fmpq, moved: Callable[[fmpq], Values] = moved) -> fmpq | None:
            return system.residue(each, moved(value))

        for value in rational_roots(left, _rational(values[cell]), residue):
            yield moved(value)


def _rational(value: Exact) -> fmpq:
    assert isinstance(value, fmpq)
    return value


def rational_roots(residue: Callable[[fmpq], fmpq | None], start: fmpq, here: fmpq | None) -> Iterator[fmpq]:
    """The rational roots of a polynomial of degree one or two, guessed from its values.

    `here` is its value at `start`; where there is none, it is probed from 1 on.
    """
    if here is None:
        start, here = ONE, residue(ONE)
    there = None if here is None else residue(start + 1)
    if here is None or there is None:
        return
    slope = there - here
    if slope:
        yield start - here / slope
    third = residue(start + 2)
    if third is None:
        return
    bend = (third - 2 * there + here) / 2
    if bend:
        yield from (start + root for root in _parabola(bend, slope - bend, here))


def _parabola(a: fmpq, b: fmpq, c: fmpq) -> Iterator[fmpq]:
    under = b * b - 4 * a * c
    if under < 0 or not (under.p.is_square() and under.q.is_square()):
        return
    root = fmpq(under.p.isqrt(), under.q.isqrt())
    yield (-b + root) / (2 * a)
    yield (-b - root) / (2 * a)


def _newton(values: Values, system: System) -> Values | None:
    """One exact Newton step for all equations at once; exact for linear ones."""
    cells = list(dict.fromkeys(cell for each in system.equations for cell in each.cells))
    cells = [cell for cell in cells if isinstance(values[cell], fmpq)]
    rows = [_row(each, cells, values, system) for each in system.equations]
    if not cells or any(row is None for row in rows):
        return None
    flat = [entry for row in rows if row is not None for entry in row]
    reduced, rank = fmpq_mat(len(rows), len(cells) + 1, flat).rref()
    moved = dict(values)
    for line in range(rank):
        pivot = next(column for column in range(len(cells) + 1) if reduced[line, column])
        if pivot == len(cells):
            return None
        moved[cells[pivot]] = _rational(values[cells[pivot]]) + reduced[line, len(cells)]
    inside = all(in_domain(moved[cell], system.domain(cell)) for cell in cells)
    return moved if inside else None


def _row(each: Equation, cells: list[Cell], values: Values, system: System) -> list[fmpq] | None:
    """The slopes of one equation in `cells`, then what it still lacks."""
    here = system.residue(each, values)
    if here is None:
        return None
    row = []
    for cell in cells:
        if cell not in each.cells:
            row.append(ZERO)
            continue
        there = system.residue(each, {**values, cell: _rational(values[cell]) + 1})
        if there is None:
            return None
        row.append(there - here)
    return [*row, -here]
