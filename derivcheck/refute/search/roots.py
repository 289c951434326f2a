"""Points at which equations hold although no value solves them exactly: roots that are enclosed.

Newton's method finds values that nearly solve the equations among the assumptions, as many values as
there are equations. Krawczyk's test then shows that a solution lies near them: for a box `X` with
middle `m`, an approximate inverse `Y` of the derivative there, and an enclosure `J` of the derivative
on all of `X`, if

    m - Y f(m) + (1 - Y J) (X - m)

lies inside `X`, then `X` holds exactly one solution. Everything else is evaluated on the whole box: a
claim that fails on all of it fails at the solution. What occurs in the equations has to be smooth
wherever it is defined.

Source: R. Krawczyk, *Newton-Algorithmen zur Bestimmung von Nullstellen mit Fehlerschranken*, Computing
4 (1969).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flint import arb, arb_mat, fmpq

from derivcheck.definitions import definition_of
from derivcheck.model import Context, Domain
from derivcheck.refute.arithmetic.numbers import Number, working
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.certificate import universal
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.survey import Survey
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Diff,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    integer,
    walk,
)  # fmt: skip

__all__ = ["Box", "encloses_a_solution", "moved", "near_solution"]

#: The values that are enclosed, by name and indices.
Box = Mapping[tuple[str, tuple[int, ...]], arb]
_Cell = tuple[str, tuple[int, ...]]

_MOST_EQUATIONS, _MOST_CELLS, _MOST_STEPS = 4, 12, 40
_PRECISION, _RADIUS = 320, 2.0**-128
_SMOOTH_KINDS = (Num, Const, Sym, Neg, Add, Mul, Div, Pow, Big, Call, Diff)
_SMOOTH = frozenset(
    {"exp", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos", "atan", "abs"}
)


class _Equations:
    """The equations among the assumptions at fixed sizes, for all values of their indices."""

    def __init__(self, about: Survey, context: Context, point: Point) -> None:
        self.context, self.point = context, point
        self.instances: list[tuple[Term, Mapping[str, int]]] = []
        for relation, free in about.constraints:
            if isinstance(relation, Rel) and relation.op == "=":
                difference = Add((relation.left, Neg(relation.right)))
                if not _is_smooth(difference, context):
                    raise Undecidable("an equation that may jump")
                places = universal(about, context, point, free)
                self.instances += [(difference, each.indices) for each in places]
        if not 0 < len(self.instances) <= _MOST_EQUATIONS:
            raise Undecidable("more equations than can be solved together")

    def at(self, box: Box, cells: Sequence[_Cell]) -> tuple[arb_mat, arb_mat]:
        """The differences of the equations, and their derivatives by the cells."""
        here = moved(self.point, box)
        values: list[arb] = []
        slopes: list[arb] = []
        for difference, indices in self.instances:
            place = Point(here.sizes, {**here.indices, **indices}, here.values, here.functions)
            evaluation = Evaluation(place, self.context)
            values.append(_ball(evaluation.number(difference)))
            for name, index in cells:
                by = Sym(name, tuple(map(integer, index)))
                slopes.append(_ball(evaluation.number(Diff(difference, ((by, 1),)))))
        rows = len(self.instances)
        return arb_mat(rows, 1, values), arb_mat(rows, len(cells), slopes)


def _is_smooth(term: Term, context: Context) -> bool:
    """Whether a term is made of what is smooth wherever it is defined, definitions looked through."""
    for part in walk(term):
        if not isinstance(part, _SMOOTH_KINDS):
            return False
        definition = definition_of(part, context)
        if definition is not None and not _is_smooth(definition.body, context):
            return False
        if isinstance(part, Call) and definition is None and part.name not in _SMOOTH:
            return False
    return True


def _ball(value: Number) -> arb:
    ball = arb(value) if isinstance(value, fmpq) else value
    if not isinstance(ball, arb) or not ball.is_finite():
        raise Undecidable("no finite real number")
    return ball


def moved(point: Point, box: Box) -> Point:
    """The point with the balls of the box for values."""
    values = dict(point.values)
    for (name, index), ball in box.items():
        if not index:
            values[name] = ball  # type: ignore[assignment]
            continue
        family = values[name]
        assert isinstance(family, Mapping)
        values[name] = {**family, index: ball}  # type: ignore[dict-item]
    return Point(point.sizes, point.indices, values, point.functions)


# -- the test ---------------------------------------------------------------------------------------------


def encloses_a_solution(about: Survey, context: Context, point: Point, box: Box) -> bool:
    """Whether the box certainly holds a solution of all equations among the assumptions.

    `point` has the other values; of those in the box it has any.
    """
    cells = sorted(box)
    middles = {cell: arb(box[cell].mid()) for cell in cells}
    try:
        with working(_PRECISION):
            equations = _Equations(about, context, point)
            if len(equations.instances) != len(cells):
                return False
            values, slopes = equations.at(middles, cells)
            inverse = arb_mat(slopes).inv().mid()
            _, enclosed = equations.at(box, cells)
            offset = arb_mat(len(cells), 1, [box[cell] - middles[cell] for cell in cells])
            unit = arb_mat(len(cells), len(cells), [int(i == j) for i in cells for j in cells])
            centre = arb_mat(len(cells), 1, [middles[cell] for cell in cells])
            image = centre - inverse * values + (unit - inverse * enclosed) * offset
            return all(_inside(image[row, 0], box[cell]) for row, cell in enumerate(cells))
    except (Undecidable, Undefined, ZeroDivisionError):
        return False


def _inside(inner: arb, outer: arb) -> bool:
    return bool(inner.is_finite() and inner.lower() > outer.lower() and inner.upper() < outer.upper())


# -- Newton's method --------------------------------------------------------------------------------------


def near_solution(about: Survey, context: Context, point: Point) -> Box | None:
    """A small box around values that nearly solve the equations, found from those of the point."""
    cells = list(_cells(about, context, point))[:_MOST_CELLS]
    try:
        with working(_PRECISION):
            equations = _Equations(about, context, point)
            current = {cell: _ball(value) for cell, value in cells}
            chosen = _chosen(equations, current)
            found = chosen and _settled(equations, {cell: current[cell] for cell in chosen})
            return {cell: _around(value) for cell, value in found.items()} if found else None
    except (Undecidable, Undefined, ZeroDivisionError):
        return None


def _around(value: arb) -> arb:
    return arb(value.mid(), _RADIUS * (1 + abs(float(value.mid()))))


def _cells(about: Survey, context: Context, point: Point) -> Iterator[tuple[_Cell, fmpq]]:
    """The real values of a point, by name and indices."""
    for name in about.symbols:
        domain = context.symbols[name].domain
        if domain.is_whole or domain is Domain.COMPLEX or name not in point.values:
            continue
        value = point.values[name]
        members = value.items() if isinstance(value, Mapping) else [((), value)]
        yield from (((name, index), each) for index, each in members if isinstance(each, fmpq))


def _chosen(equations: _Equations, start: Mapping[_Cell, arb]) -> list[_Cell]:
    """As many cells as there are equations, by which these change most; fewer when there are not so many."""
    cells = list(start)
    _, slopes = equations.at(start, cells)
    rows = [
        [float(slopes[row, column].mid()) for column in range(len(cells))] for row in range(slopes.nrows())
    ]
    found: list[int] = []
    for number, row in enumerate(rows):
        column = max(range(len(cells)), key=lambda at, row=row: abs(row[at]), default=0)  # type: ignore[misc]
        if not cells or abs(row[column]) < 1e-9:
            return []
        found.append(column)
        for other in rows[number + 1 :]:
            factor = other[column] / row[column]
            for at in range(len(cells)):
                other[at] -= factor * row[at]
    return [cells[column] for column in found] if len(set(found)) == len(found) else []


def _settled(equations: _Equations, start: dict[_Cell, arb]) -> dict[_Cell, arb] | None:
    """Where Newton's method comes to rest."""
    cells, current = list(start), start
    for _ in range(_MOST_STEPS):
        values, slopes = equations.at(current, cells)
        step = slopes.mid().solve(values.mid())
        current = {cell: arb((current[cell] - step[row, 0]).mid()) for row, cell in enumerate(cells)}
        if all(abs(step[row, 0].mid()) < _RADIUS / 1024 for row in range(len(cells))):
            return current
    return None
