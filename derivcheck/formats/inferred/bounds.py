"""The bounds of sums, from which the ranges of indices are concluded."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.model import Range
from derivcheck.terms import Add, Const, Num, Sym, Term

__all__ = ["bound_of", "names_in", "widest"]


def bound_of(words: tuple[str, ...]) -> Term | None:
    """A bound that is a whole number, a size, or a size and a whole number more or less."""
    match words:
        case (r"\infty",):
            return Const("oo")
        case (one,) if one.isdigit():
            return Num(Fraction(one))
        case (one,) if one.isidentifier():
            return Sym(one)
        case (one, "+" | "-" as sign, by) if one.isidentifier() and by.isdigit():
            return Add((Sym(one), Num(Fraction(sign + by))))
        case _:
            return None


def names_in(bound: Term | None) -> Iterator[str]:
    """The size in a bound, if there is one."""
    match bound:
        case Sym(name):
            yield name
        case Add((Sym(name), *_)):
            yield name
        case _:
            return


def widest(bounds: set[tuple[Term, Term]]) -> Range | None:
    """The range that holds all of `bounds`; `None` where they cannot be compared."""
    lower, upper = {pair[0] for pair in bounds}, {pair[1] for pair in bounds}
    first = min((one.value for one in lower if isinstance(one, Num)), default=None)
    ends = {next(names_in(one), ""): one for one in upper}
    if first is None or len(ends) > 1 or not all(isinstance(one, Num) for one in lower):
        return None
    last = max(upper, key=_offset)
    return Range(Num(first), last)


def _offset(bound: Term) -> Fraction:
    match bound:
        case Num(value):
            return value
        case Add((_, Num(value))):
            return value
        case _:
            return Fraction(0)
