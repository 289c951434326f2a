"""Numbers as they are written."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.terms.nodes import Div, Neg, Num, Term

__all__ = ["fraction_of", "number_of"]


def number_of(term: Term) -> Fraction | None:
    """The number that a term is, perhaps with a sign before it; None for another term.

    >>> number_of(Neg(Num(Fraction(2)))), number_of(Neg(Neg(Num(Fraction(2)))))
    (Fraction(-2, 1), Fraction(2, 1))
    """
    if isinstance(term, Num):
        return term.value
    inner = number_of(term.arg) if isinstance(term, Neg) else None
    return -inner if inner is not None else None


def fraction_of(term: Term) -> Fraction | None:
    """The number that a term or a quotient of two numbers is; None for another term, and for `1/0`.

    >>> one, none = Num(Fraction(1)), Num(Fraction())
    >>> fraction_of(Neg(Div(one, Num(Fraction(2))))), fraction_of(Div(one, none))
    (Fraction(-1, 2), None)
    """
    match term:
        case Div(above, below):
            top, bottom = number_of(above), number_of(below)
            return top / bottom if top is not None and bottom else None
        case Neg(arg):
            inner = fraction_of(arg)
            return -inner if inner is not None else None
        case _:
            return number_of(term)
