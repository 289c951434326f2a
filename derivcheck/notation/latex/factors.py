"""The factors of a product or quotient as it is written, through signs and quotients.

Where it matters how far a sign beside a product reaches, a single bracket or fraction is a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.scripts import Span
from derivcheck.terms import Div, Mul, Neg, Term

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["factors_in", "factors_of"]


def factors_in(parser: Parser, span: Span, term: Term) -> tuple[Term, ...]:
    """The factors of `term`, which was read from `span`; all of it where that is a bracket or fraction."""
    start, stop = span
    at = start
    if parser.word_list[start].text == r"\frac":
        at = parser.partner.get(start + 1, start + 1) + 1
    is_whole = parser.partner.get(at, at) == stop - 1
    return (term,) if is_whole else factors_of(term)


def factors_of(term: Term) -> tuple[Term, ...]:
    """What is multiplied, and what it is divided by.

    >>> from derivcheck.terms import Sym
    >>> x, y, z = map(Sym, "xyz")
    >>> factors_of(Neg(Mul((x, Div(y, z))))) == (x, y, z)
    True
    """
    match term:
        case Neg(arg):
            return factors_of(arg)
        case Mul(args):
            return tuple(factor for arg in args for factor in factors_of(arg))
        case Div(num, den):
            return (*factors_of(num), *factors_of(den))
        case _:
            return (term,)
