"""Integrals of infinite sums, term by term.

`integral(sum a_k(x)) = sum integral(a_k(x))` where the sum of the integrals of `|a_k|` is finite (Fubini and
Tonelli). That is seen for multiples of powers of the variable and its logarithm between 0 and 1, or from 1
on, which keep their sign there: their integrals must have an absolutely convergent sum
(`derivcheck.refute.calculus.power_integrals`). Then the power series converges inside of the whole range.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, product

from flint import fmpq

from derivcheck.frozen import replace
from derivcheck.refute.arithmetic.duals import Value, add
from derivcheck.refute.arithmetic.numbers import ZERO
from derivcheck.refute.arithmetic.scope import Local, Scope, is_infinite
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.majorants import geometric
from derivcheck.refute.calculus.power_integrals import without_power_integrals
from derivcheck.refute.calculus.rational_series import rational_term
from derivcheck.refute.calculus.slow_series import without_sign
from derivcheck.terms import Add, Big, Div, Integral, Mul, Neg, Term, free_names, integer, walk

__all__ = ["integral_of_sums"]

_BEGINNINGS = (8, 16, 64)
_NONE = "an integral over an infinite sum"


def integral_of_sums(scope: Scope, term: Integral, local: Local) -> Value | None:
    """The value where infinite sums of the variable are factors of the integrand; None without one.

    Raises:
        Outside: the sum of the integrals is not of a kind whose convergence is seen here.

    """
    if not _has_sum(term):
        return None
    total: Value = ZERO
    for factors in _products(term.body, term.variable):
        total = add(total, scope.machine.rule(scope, _turned_round(scope, term, factors, local), local))
    return total


@lru_cache(maxsize=256)
def _has_sum(term: Integral) -> bool:
    return _holds_sum(term.body, term.variable)


def _holds_sum(term: Term, name: str) -> bool:
    return any(_is_sum(part, name) for part in walk(term))


def _is_sum(part: Term, name: str) -> bool:
    return isinstance(part, Big) and is_infinite(part.upper) and name in free_names(part.body)


def _products(term: Term, name: str) -> list[tuple[Term, ...]]:
    """The factors of each term, multiplied out where there are infinite sums in them."""
    if _holds_sum(term, name):
        match term:
            case Add(args):
                return [factors for arg in args for factors in _products(arg, name)]
            case Neg(arg):
                return [(integer(-1), *factors) for factors in _products(arg, name)]
            case Div(above, below):
                return [(*factors, Div(integer(1), below)) for factors in _products(above, name)]
            case Mul(args):
                parts = product(*(_products(arg, name) for arg in args))
                return [tuple(chain.from_iterable(each)) for each in parts]
    return [(term,)]


def _turned_round(scope: Scope, term: Integral, factors: tuple[Term, ...], local: Local) -> Term:
    """The integral of a product with one infinite sum as the sum of integrals."""
    sums = [factor for factor in factors if _is_sum(factor, term.variable)]
    others = tuple([factor for factor in factors if not _is_sum(factor, term.variable)])
    if not sums and not _holds_sum(Mul(others), term.variable):
        return replace(term, body=Mul(others))
    if len(sums) != 1 or _holds_sum(Mul(others), term.variable):
        raise Outside(_NONE)
    (inner,) = sums
    assert isinstance(inner, Big)
    lower = scope.machine.rule(scope, inner.lower, local)
    if inner.op != "sum" or inner.guard is not None or not isinstance(lower, fmpq) or lower.q != 1:
        raise Outside(_NONE)
    if inner.index in free_names(Mul((*others, inner.lower))) or term.variable in free_names(inner.lower):
        raise Outside(_NONE)
    first = int(lower.p)
    turned = replace(term, body=Mul((*others, inner.body)))
    found = without_power_integrals(scope, turned, inner.index, local, first)
    if any(isinstance(part, Integral) for part in walk(found)):
        raise Outside(_NONE)
    _require_absolute(scope, found, inner.index, local, first)
    return replace(inner, body=found)


def _require_absolute(scope: Scope, body: Term, index: str, local: Local, first: int) -> None:
    """That a series converges absolutely: like a power of the index, or faster than a geometric one."""
    _, term = without_sign(scope, body, index, local)
    try:
        found = rational_term(scope, term, index, local)
    except Outside:
        pass
    else:
        if found.below.degree() - found.above.degree() >= 2:
            return
    begins = (max(each, first) for each in _BEGINNINGS)
    try:
        geometric(scope, local, index, begins, lambda of: of.upper(term))
    except Outside:
        raise Outside(_NONE) from None
