"""Ranges as SymPy code lets them be seen: bounds that differ by a whole number, and their hull."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from derivcheck.model import Range
from derivcheck.terms import Add, Neg, Num, Term
from derivcheck.terms.ranges import split_offset

__all__ = ["hull", "length_is", "shifted"]


def shifted(term: Term, by: Fraction) -> Term:
    """`term + by`, with the numbers added up."""
    part, offset = split_offset(term)
    total = offset + by
    number = Num(total) if total >= 0 else Neg(Num(-total))
    if part is None:
        return number
    return part if total == 0 else Add((part, number))


def hull(ranges: Iterable[Range]) -> Range | None:
    """The smallest range that holds all of `ranges`; None when their ends cannot be compared."""
    ranges = list(ranges)
    lower = _extreme([item.lower for item in ranges], largest=False)
    upper = _extreme([item.upper for item in ranges], largest=True)
    return None if lower is None or upper is None else Range(lower, upper)


def _extreme(ends: list[Term], largest: bool) -> Term | None:
    split = [split_offset(end) for end in ends]
    if len({part for part, _ in split}) != 1:
        return None
    chosen = max if largest else min
    best = chosen(offset for _, offset in split)
    return ends[[offset for _, offset in split].index(best)]


def length_is(found: Range, length: Term) -> bool:
    """Whether `found` certainly has `length` elements, its lower end being a number."""
    part, offset = split_offset(found.lower)
    if part is not None:
        return False
    return split_offset(shifted(length, offset - 1)) == split_offset(found.upper)
