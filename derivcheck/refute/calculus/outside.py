"""What does not vary with the variable of an integral, taken out of it.

`integral(c*f(x), x) = c*integral(f(x), x)` where `c` has a value; `exp(u + v)` is a product as well. An inner
integral that so no longer varies with the outer variable is a number, and what is left beside it has a rate
of growth (`derivcheck.refute.calculus.rates`). Where `c` is 0 the left side may have a value and the right
side none; so points may be lost, and none is gained.
"""

from __future__ import annotations

from functools import lru_cache

from derivcheck.frozen import replace
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Div,
    Integral,
    Mul,
    Neg,
    Pow,
    Term,
    free_names,
    integer,
    map_children,
)  # fmt: skip

__all__ = ["addends", "constants_outside"]

_ONE = integer(1)


@lru_cache(maxsize=256)
def constants_outside(term: Term) -> Term:
    """`term` with constant factors before each definite integral in it.

    >>> from derivcheck.terms import Sym
    >>> from derivcheck.terms.printing import to_text
    >>> body = Mul((Sym("y"), Sym("x")))
    >>> to_text(constants_outside(Integral(body, "x", integer(0), integer(1))))
    'y*integral(x, x, 0, 1)'
    """
    term = map_children(constants_outside, term)
    if not isinstance(term, Integral) or term.lower is None:
        return term
    outside, inside = _parted(term.body, term.variable)
    return term if outside == _ONE else Mul((outside, replace(term, body=inside)))


def _parted(term: Term, name: str) -> tuple[Term, Term]:
    """A product as what does not vary with the name, times the rest."""
    if name not in free_names(term):
        return term, _ONE
    match term:
        case Neg(arg):
            outside, inside = _parted(arg, name)
            return Neg(outside), inside
        case Mul(args):
            parts = [_parted(arg, name) for arg in args]
            return _product([part for part, _ in parts]), _product([part for _, part in parts])
        case Div(above, below):
            (a, b), (c, d) = _parted(above, name), _parted(below, name)
            return _quotient(a, c), _quotient(b, d)
        case Call("exp", (exponent,)) | Pow(Const("e"), exponent):
            terms = addends(exponent)
            constant = [part for part in terms if name not in free_names(part)]
            rest = [part for part in terms if name in free_names(part)]
            return (_exponential(constant), _exponential(rest)) if constant else (_ONE, term)
        case _:
            return _ONE, term


def addends(term: Term) -> list[Term]:
    """The terms of a sum, also of one that is divided or has another sign."""
    match term:
        case Add(args):
            return [part for arg in args for part in addends(arg)]
        case Neg(arg):
            return [Neg(part) for part in addends(arg)]
        case Div(above, below):
            return [Div(part, below) for part in addends(above)]
        case _:
            return [term]


def _exponential(parts: list[Term]) -> Term:
    return Call("exp", (parts[0] if len(parts) == 1 else Add(tuple(parts)),))


def _product(args: list[Term]) -> Term:
    kept = tuple(arg for arg in args if arg != _ONE)
    return Mul(kept) if len(kept) > 1 else kept[0] if kept else _ONE


def _quotient(above: Term, below: Term) -> Term:
    return above if below == _ONE else Div(above, below)
