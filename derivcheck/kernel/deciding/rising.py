"""Gamma functions of the index of a sum as rising factorials, which the known sums are about.

`gamma(a + k)` is `gamma(a)` times the rising factorial of `a` of order `k`, and `gamma(b + n - k)` is
`gamma(b)` times that of `b` of order `n - k`: for `k` from 0 to `n` the orders are not negative, and where
the first and the last term have values, so have `gamma(a)` and `gamma(b)`. The beta function is a quotient of
these.
"""

from __future__ import annotations

from derivcheck.frozen import replace
from derivcheck.model import Claim
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Div,
    Mul,
    Neg,
    Sym,
    Term,
    free_names,
    integer,
    map_children,
    substitute,
)
from derivcheck.terms.sums import with_sums

__all__ = ["with_rising_factorials"]

_ZERO, _ONE = integer(0), integer(1)


def with_rising_factorials(claim: Claim) -> tuple[Claim, ...]:
    """The claim with gamma functions under its sums written so; none where there are none."""
    left, right = (with_sums(each, _written) for each in claim.sides)
    return () if (left, right) == claim.sides else (replace(claim, left=left, right=right),)


def _written(term: Big) -> Big:
    if term.lower != _ZERO or term.upper == Const("oo"):
        return term
    return replace(term, body=_without_gamma(term.body, term.index, term.upper))


def _without_gamma(term: Term, index: str, last: Term) -> Term:
    match term:
        case Call("beta", (x, y)) if index in free_names(x) | free_names(y):
            both = Add((_at(x, index, _ZERO), _at(y, index, _ZERO)))
            if _slope(x, index) + _slope(y, index):
                return term
            over = Mul((Call("gamma", (x,)), Call("gamma", (y,))))
            return Div(_without_gamma(over, index, last), Call("gamma", (both,)))
        case Call("gamma", (x,)) if _slope(x, index) == 1:
            start = _at(x, index, _ZERO)
            return Mul((Call("gamma", (start,)), Call("RisingFactorial", (start, Sym(index)))))
        case Call("gamma", (x,)) if _slope(x, index) == -1:
            start, order = _at(x, index, last), Add((last, Neg(Sym(index))))
            return Mul((Call("gamma", (start,)), Call("RisingFactorial", (start, order))))
    return map_children(lambda part: _without_gamma(part, index, last), term)


def _at(term: Term, index: str, value: Term) -> Term:
    return substitute(term, {index: value})


def _slope(term: Term, index: str) -> int:
    """1 or -1 where a term is the index or its opposite and something else; 0 for all others."""
    match term:
        case Sym(name, ()):
            return int(name == index)
        case Neg(part):
            return -_slope(part, index)
        case Add(parts):
            holding = [part for part in parts if index in free_names(part)]
            return _slope(holding[0], index) if len(holding) == 1 else 0
    return 0
