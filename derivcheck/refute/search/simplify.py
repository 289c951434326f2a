"""Making a counterexample simple once there is one.

First smaller sizes and simple numbers are gone through in order, so what is shown is the first
that fails in the order in which a person would try; if none of those fails, single values are
replaced by simpler ones as long as the point still refutes the claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice

from flint import acb

from derivcheck.refute.arithmetic.point import Exact, Point
from derivcheck.refute.search.points import Assignment, Layout, Sampler
from derivcheck.refute.search.solve import Cell

__all__ = ["height", "simplified"]

_MOST_RANKS = 14
_MOST_SEARCHED = 90
_MOST_REPLACED = 40

#: Whether the point that these choices make refutes the claim.
Refutes = Callable[[Layout, Mapping[str, int], Assignment], bool]


def simplified(
    sampler: Sampler, layout: Layout, indices: Mapping[str, int], assignment: Assignment, refutes: Refutes
) -> Iterator[Point]:
    """Points that refute the claim too, the simplest first; the last is the one given."""
    for choice in islice(_ordered(sampler, layout, assignment), _MOST_SEARCHED):
        if refutes(*choice):
            place, at, values = choice
            yield place.point(at, values)
            break
    better = _replaced(layout, indices, assignment, refutes)
    yield layout.point(indices, better)
    yield layout.point(indices, assignment)


def _ordered(
    sampler: Sampler, found: Layout, assignment: Assignment
) -> Iterator[tuple[Layout, Mapping[str, int], Assignment]]:
    """Simple points at sizes up to those of the found one."""
    for layout in sampler.layouts:
        for rank in layout.choices.simple_ranks[:_MOST_RANKS]:
            chosen = layout.assignment(rank)
            if chosen is None:
                continue
            for indices in layout.patterns:
                yield layout, indices, chosen
            if layout is found and chosen is assignment:
                return
        if layout is found:
            return


def height(value: Exact) -> int:
    """How much there is to read in a number: 0 is the simplest, then 1, then -1.

    >>> from flint import fmpq
    >>> [height(fmpq(*pair)) for pair in ((0, 1), (1, 1), (-1, 1), (1, 2), (7, 3))]
    [0, 2, 3, 3, 10]
    """
    if isinstance(value, acb):
        return height(value.real.fmpq()) + 2 * height(value.imag.fmpq())
    return int(abs(value.p) + value.q - 1 + (abs(value.p) > 0) + (value < 0)) if value else 0


def _weight(assignment: Assignment) -> int:
    return sum(map(height, assignment.values.values()))


def _replaced(
    layout: Layout, indices: Mapping[str, int], assignment: Assignment, refutes: Refutes
) -> Assignment:
    """The assignment with values replaced by simpler ones, one after the other."""
    best, tries = assignment, 0
    for cell in sorted(assignment.values):
        for value in _simpler(layout, cell, best.values[cell]):
            tries += 1
            if tries > _MOST_REPLACED:
                return best
            settled = layout.settled({**best.values, cell: value}, best.point.functions)
            if settled and _weight(settled) < _weight(best) and refutes(layout, indices, settled):
                best = settled
                break
    return best


def _simpler(layout: Layout, cell: Cell, value: Exact) -> list[Exact]:
    options = layout.choices.numbers[cell[0]]
    return sorted((each for each in options[:5] if height(each) < height(value)), key=height)
