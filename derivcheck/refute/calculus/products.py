"""Infinite products of factors that tend to 1, enclosed.

A factor is `1 + u(k)`. Where `|u(k)|` lies below a geometric series from `K` on with the sum `r` of the
rest, the product of the rest lies within `exp(r) - 1` of 1. Where it falls like a power of `k` the product
of the rest is the exponential of the sum of the logarithms (`derivcheck.refute.calculus.slow_series`). The
factors before `K` are multiplied one by one; where one of them is 0, the product is. No other product has
a value here: that of the partial products of `1/2` is 0 for some, and for others there is none.
"""

from __future__ import annotations

from flint import acb, arb, ctx, fmpq

from derivcheck.refute.arithmetic.duals import Dual, Value, mul, plain
from derivcheck.refute.arithmetic.numbers import ONE, shortened
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.majorants import Bounded, Majorants, geometric
from derivcheck.refute.calculus.slow_series import slow_tail
from derivcheck.terms import Add, Big, Call, Div, Mul, Pow, Term, integer

__all__ = ["infinite_product"]

_BEGINNINGS = (8, 16, 64, 256)
_MOST_FACTORS = 4000
_TWO = integer(2)
_NONE = "an infinite product of such factors"


def infinite_product(scope: Scope, term: Big, body: Term, local: Local, first: int) -> Value:
    """The value of a product to infinity from `first` on.

    Raises:
        Outside: the factors are not of a shape that is bounded here, or do not tend to 1 fast enough.

    """
    try:
        return _geometric(scope, term, body, local, first)
    except Outside:
        start, total = slow_tail(scope, Call("log", (body,)), term.index, local, first)
    product: Value = ONE
    for place in range(first, start):
        product = _times(product, _factor(scope, body, term.index, local, place))
    return mul(product, total.exp())


def _geometric(scope: Scope, term: Big, body: Term, local: Local, first: int) -> Value:
    begins = (max(each, first) for each in _BEGINNINGS)
    found = geometric(scope, local, term.index, begins, lambda of: _excess(of, body))
    return _multiplied(scope, term, body, found, local, first)


def _multiplied(scope: Scope, term: Big, body: Term, found: Bounded, local: Local, first: int) -> Value:
    product: Value = ONE
    place = first
    while True:
        if place >= found.begin:
            size = abs(acb(plain(scope.machine.rule(scope, found.larger, {**local, term.index: place}))))
            rest = (size / (1 - found.by)).abs_upper()
            if rest < arb(2) ** -ctx.prec or place > found.begin + _MOST_FACTORS:
                break
        product = _times(product, _factor(scope, body, term.index, local, place))
        place += 1
    if not rest.is_finite():
        raise Outside(_NONE)
    around = arb(0, rest.expm1().abs_upper())
    complex_valued = scope.machine.principal
    return mul(product, 1 + (acb(around, around) if complex_valued else around))


def _factor(scope: Scope, body: Term, index: str, local: Local, place: int) -> Value:
    scope.machine.work()
    value = scope.machine.rule(scope, body, {**local, index: place})
    if isinstance(value, Dual):
        raise Outside("the derivative of an infinite product")
    return value


def _times(product: Value, factor: Value) -> Value:
    return shortened(plain(mul(product, factor)))


def _excess(of: Majorants, term: Term) -> Term:
    """A bound of what a factor differs by from 1.

    With `|u|`, `|v|`, `|n u|` at most 1/2: `|(1 + u)/(1 + v) - 1| <= 2 (|u| + |v|)`, the same for products;
    `|exp(u) - 1| <= 2 |u|` and `|cos(u) - 1| <= |u|^2`; `|(1 + u)^n - 1| <= 4 |n u|`, since
    `|log(1 + u)| <= 2 |u|`.
    """
    if not of.varies(term):
        if of.number(term) != 1:
            raise Outside(_NONE)
        return integer(0)
    match term:
        case Mul(args):
            return _twice(of, [_excess(of, arg) for arg in args])
        case Div(above, below):
            try:
                return _twice(of, [_excess(of, above), _excess(of, below)])
            except Outside:
                return of.upper(of.less_one(term))
        case Call("exp", (arg,)):
            return _twice(of, [of.upper(arg)])
        case Call("cos", (arg,)):
            return Pow(_small(of, of.upper(arg)), _TWO)
        case Call("sqrt", (arg,)):
            return _twice(of, [_small(of, _excess(of, arg))])
        case Pow(base, exponent):
            return _of_power(of, base, exponent)
    return of.upper(of.less_one(term))


def _of_power(of: Majorants, base: Term, exponent: Term) -> Term:
    if not of.varies(base):
        value = of.number(base)
        if isinstance(value, acb) or not value > 0:
            raise Outside(_NONE)
        return _twice(of, [of.upper(Mul((exponent, Call("log", (base,)))))])
    if of.is_beyond_one(base):  # `log(b) < b`
        return _twice(of, [of.upper(Mul((exponent, base)))])
    inner = _small(of, _excess(of, base))
    return _twice(of, [Mul((_TWO, of.upper(exponent), inner))])


def _small(of: Majorants, bound: Term) -> Term:
    """A bound that is at most 1/2."""
    if not of.largest(bound) <= fmpq(1, 2):
        raise Outside(_NONE)
    return bound


def _twice(of: Majorants, bounds: list[Term]) -> Term:
    """Twice the sum of bounds, which must be at most 1/2 together."""
    parts = [bound for bound in bounds if bound != integer(0)]
    if not parts:
        return integer(0)
    share = sum((of.largest(part) for part in parts), arb(0))
    if not share <= fmpq(1, 2):
        raise Outside(_NONE)
    return Mul((_TWO, parts[0] if len(parts) == 1 else of.upper(Add(tuple(parts)))))
