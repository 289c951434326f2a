"""The places of a term at which a small change can be made, and what may be written there.

A place is reached by a path: the numbers of the direct parts to go into. The indices that may be written
at a place are the claim's own free indices and those bound around it, each with its range. Bounds of
sums, points of limits, conditions, the indices of a symbol and the variables of a derivative are not
places: the rows that change them look at the whole node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from derivcheck.frozen import frozen
from derivcheck.model import Range
from derivcheck.terms import (
    Big,
    Bracket,
    Call,
    Cases,
    Diff,
    Limit,
    Nth,
    Partial,
    Rel,
    Sym,
    Term,
    bound_name,
    children,
    with_children,
)  # fmt: skip

__all__ = ["Place", "Ranges", "places", "put"]

Ranges = Mapping[str, Range]


@frozen
class Place:
    """A node of a term with its path, the node it is a part of, and the indices that may stand there.

    `variables` are the indices bound around the place, outermost first.
    """

    node: Term
    path: tuple[int, ...]
    parent: Term | None
    ranges: Ranges
    variables: tuple[str, ...] = ()

    def alike(self, name: str) -> list[str]:
        """The other indices over the range of `name`, those bound nearest first."""
        mine = self.ranges.get(name)
        order = [*reversed(self.variables), *(each for each in self.ranges if each not in self.variables)]
        return [other for other in order if other != name and mine is not None and self.ranges[other] == mine]


def places(term: Term, ranges: Ranges) -> Iterator[Place]:
    """Every place of `term`, each before the places inside it; `ranges` are those of the free indices."""
    return _inside(term, (), None, ranges, ())


def _inside(
    term: Term, path: tuple[int, ...], parent: Term | None, ranges: Ranges, variables: tuple[str, ...]
) -> Iterator[Place]:
    yield Place(term, path, parent, ranges, variables)
    name = bound_name(term)
    if isinstance(term, Big):
        ranges = {**ranges, term.index: Range(term.lower, term.upper)}
        variables = (*(each for each in variables if each != term.index), term.index)
    elif name in ranges:
        ranges = {each: range_ for each, range_ in ranges.items() if each != name}
    parts = children(term)
    for number in _open(term, len(parts)):
        yield from _inside(parts[number], (*path, number), term, ranges, variables)


def _open(term: Term, count: int) -> range:
    """The numbers of the parts that hold places."""
    match term:
        case Sym() | Bracket() | Rel() | Call(name="delta"):
            return range(0)
        case Big() | Diff() | Nth() | Partial() | Limit():
            return range(1)
        case Cases():
            return range(0, count, 2)
        case _:
            return range(count)


def put(term: Term, path: tuple[int, ...], new: Term) -> Term:
    """`term` with `new` at `path`.

    >>> from derivcheck.terms import Add, integer
    >>> put(Add((Sym("x"), Sym("y"))), (1,), Sym("z")) == Add((Sym("x"), Sym("z")))
    True
    """
    if not path:
        return new
    at, *rest = path
    parts = list(children(term))
    parts[at] = put(parts[at], tuple(rest), new)
    return with_children(term, parts)
