"""How names are used in a term: as members of families, in bounds, compared with one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from derivcheck.api.ranges import shifted
from derivcheck.model import Range
from derivcheck.terms import Big, Call, Integral, Limit, Rel, Sym, Term, children, free_names
from derivcheck.terms.ranges import split_offset

__all__ = ["Bounds", "Member", "Pair", "Spot", "uses"]

#: the ranges of the names bound around a part; None for a variable that runs over the reals.
Bound = Mapping[str, Range | None]


@dataclass(frozen=True)
class Spot:
    """What stands where an index stands: a free name or None, an offset, the range if it is bound.

    `number` says that a plain number stands there; a spot that is none of these says nothing.
    """

    name: str | None = None
    offset: Fraction = Fraction(0)
    run: Range | None = None
    number: bool = False


@dataclass(frozen=True)
class Member:
    """`spot` as the index number `axis` of `family`."""

    family: str
    axis: int
    spot: Spot


@dataclass(frozen=True)
class Bounds:
    """The free names in the bounds of a sum or product."""

    lower: frozenset[str]
    upper: frozenset[str]


@dataclass(frozen=True)
class Pair:
    """Two spots that `delta` or a relation compares."""

    left: Spot
    right: Spot


def uses(term: Term, bound: Bound | None = None) -> Iterator[Member | Bounds | Pair]:
    """Every use of a name in `term`, `bound` being bound around it."""
    bound = bound or {}
    match term:
        case Big(_, body, index, lower, upper, guard):
            hidden = bound.keys()
            yield Bounds(free_names(lower) - hidden, free_names(upper) - hidden)
            # A range that depends on a bound name is a part of some other range.
            run = None if (free_names(lower) | free_names(upper)) & hidden else Range(lower, upper)
            yield from _all((lower, upper), bound)
            yield from _all((body, guard), {**bound, index: run})
        case Integral(body, variable, lower, upper):
            yield from _all((lower, upper), bound)
            yield from _all((body,), bound if lower is None else {**bound, variable: None})
        case Limit(body, variable, point):
            yield from _all((point,), bound)
            yield from _all((body,), {**bound, variable: None})
        case Sym(name, indices):
            yield from (Member(name, axis, _spot(index, bound)) for axis, index in enumerate(indices))
            yield from _all(indices, bound)
        case Call("delta", (left, right)) | Rel(_, left, right):
            yield Pair(_spot(left, bound), _spot(right, bound))
            yield from _all((left, right), bound)
        case _:
            yield from _all(children(term), bound)


def _all(terms: Iterable[Term | None], bound: Bound) -> Iterator[Member | Bounds | Pair]:
    for term in terms:
        if term is not None:
            yield from uses(term, bound)


def _spot(term: Term, bound: Bound) -> Spot:
    part, offset = split_offset(term)
    if part is None:
        return Spot(run=Range(term, term), number=True)
    if not isinstance(part, Sym) or part.indices:
        return Spot()
    if part.name not in bound:
        return Spot(part.name, offset)
    run = bound[part.name]
    return Spot() if run is None else Spot(run=Range(shifted(run.lower, offset), shifted(run.upper, offset)))
