"""Ranges as they are written: bounds that go without saying, and bounds that differ by a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Protocol

from derivcheck.terms.binding import free_names
from derivcheck.terms.nodes import Add, Big, Neg, Num, Term

__all__ = ["RangeLike", "is_always_outside", "is_declared_range", "split_offset"]


class RangeLike(Protocol):
    """Two bounds, both included."""

    @property
    def lower(self) -> Term:
        """The first value."""

    @property
    def upper(self) -> Term:
        """The last value."""


def is_declared_range(term: Big, declared: Mapping[str, RangeLike] | None, bound: Iterable[str]) -> bool:
    """Whether the bounds of `term` are those declared for its index.

    A name bound around the term that hides a name in the bounds makes it another range.
    """
    found = declared.get(term.index) if declared else None
    if found is None or found.lower != term.lower or found.upper != term.upper:
        return False
    return not (free_names(term.lower) | free_names(term.upper)).intersection(bound)


def split_offset(term: Term) -> tuple[Term | None, Fraction]:
    """`term` as something plus a number; None stands for no further part.

    >>> from derivcheck.terms import Sym, integer
    >>> split_offset(Add((Sym("n"), Neg(integer(1))))) == (Sym("n"), -1)
    True
    """
    match term:
        case Num(value):
            return None, value
        case Neg(Num(value)):
            return None, -value
        case Add(args):
            parts = [split_offset(arg) for arg in args]
            rest = tuple(part for part, _ in parts if part is not None)
            joined = None if not rest else rest[0] if len(rest) == 1 else Add(rest)
            return joined, sum((offset for _, offset in parts), Fraction(0))
        case _:
            return term, Fraction(0)


def is_always_outside(index: Term, axis: RangeLike) -> bool:
    """Whether `index` is a bound of `axis` but for a number, and that number leads out of the range.

    >>> from derivcheck.model import Range
    >>> from derivcheck.terms import Sym, integer
    >>> is_always_outside(Add((Sym("n"), integer(1))), Range(integer(1), Sym("n")))
    True
    """
    part, offset = split_offset(index)
    for bound, outwards in ((axis.lower, -1), (axis.upper, 1)):
        base, start = split_offset(bound)
        if part == base and (offset - start) * outwards > 0:
            return True
    return False
