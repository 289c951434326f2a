"""Integrals of powers and logarithms in the terms of an infinite sum, by their values.

For a whole `m >= 0`,

    integral(x^e*log(x)^m, x, 0, 1) = (-1)^m m!/(e + 1)^(m + 1)    where e > -1,
    integral(x^e*log(x)^m, x, 1, oo) = -(-1)^m m!/(e + 1)^(m + 1)   where e < -1,

and elsewhere they diverge. With the values in their places the terms are rational in the index, and can be
summed (`derivcheck.refute.calculus.rational_series`).
Source: Gradshteyn and Ryzhik, 4.272.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import factorial

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.ratios import linear
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
    Pow,
    Sym,
    Term,
    free_names,
    integer,
    map_children,
    walk,
)

__all__ = ["without_power_integrals"]

_ONE, _ZERO = integer(1), integer(0)
_MOST_LOGARITHMS = 12
#: The ends, and the sign of `e + 1`.
_WAYS: Mapping[tuple[Term, Term], int] = {(_ZERO, _ONE): 1, (_ONE, Const("oo")): -1}


def without_power_integrals(scope: Scope, term: Term, index: str, local: Local, first: int) -> Term:
    """`term` with such integrals replaced, if they converge for all values of the index from `first` on.

    Raises:
        Outside: one of them diverges for some value.

    """
    if not any(isinstance(part, Integral) for part in walk(term)):
        return term
    term = map_children(lambda part: without_power_integrals(scope, part, index, local, first), term)
    if not isinstance(term, Integral) or term.lower is None or term.upper is None:
        return term
    way = _WAYS.get((term.lower, term.upper))
    found = _monomial(term.body, term.variable)
    if way is None or found is None:
        return term
    for exponent in found.whole:
        _require_whole(scope, exponent, index, local, first)
    order = Add((*found.exponents, _ONE))
    _require_sign(scope, order, index, local, first, way)
    logarithms = Add(found.logarithms)
    known = [part.value for part in found.logarithms if isinstance(part, Num)]
    if len(known) == len(found.logarithms):
        if sum(known) > _MOST_LOGARITHMS:
            return term
        m = int(sum(known))
        times: Term = integer((-1) ** m * factorial(m) * way)
        return Mul((*found.outside, Div(times, Pow(order, integer(m + 1)))))
    _require_whole(scope, logarithms, index, local, first)
    times = Mul((integer(way), Pow(integer(-1), logarithms), Call("factorial", (logarithms,))))
    return Mul((*found.outside, Div(times, Pow(order, Add((logarithms, _ONE))))))


def _require_whole(scope: Scope, exponent: Term, index: str, local: Local, first: int) -> None:
    """That a linear term is a whole number that is not negative from the first value of the index on."""
    slope, start = linear(scope, exponent, index, local)
    if slope.q != 1 or start.q != 1 or slope < 0 or start + slope * first < 0:
        raise Outside("a sum of integrals of powers whose exponents may not be whole")


def _require_sign(scope: Scope, order: Term, index: str, local: Local, first: int, way: int) -> None:
    """That a linear term has this sign from the first value of the index on."""
    slope, start = linear(scope, order, index, local)
    if not (slope * way >= 0 and (start + slope * first) * way > 0):
        raise Outside("a sum of integrals that may diverge")


@frozen
class _Monomial:
    """A product of what does not vary, of powers of the variable, and of its logarithm.

    The exponents `whole` must be whole numbers that are not negative.
    """

    outside: tuple[Term, ...] = ()
    exponents: tuple[Term, ...] = ()
    logarithms: tuple[Term, ...] = ()
    whole: tuple[Term, ...] = ()


def _monomial(term: Term, name: str) -> _Monomial | None:
    if name not in free_names(term):
        return _Monomial((term,))
    match term:
        case Sym():
            return _Monomial((), (_ONE,))
        case Call("log", (Sym(indices=()),)):
            return _Monomial((), (), (_ONE,))
        case Call("log", (Pow(Sym(indices=()) as base, exponent),)) if base == Sym(name):
            return _product(_monomial(exponent, name), _Monomial((), (), (_ONE,)))
        case Neg(arg):
            return _product(_Monomial((integer(-1),)), _monomial(arg, name))
        case Mul(args):
            made: _Monomial | None = _Monomial()
            for arg in args:
                made = _product(made, _monomial(arg, name))
            return made
        case Div(above, below):
            return _product(_monomial(above, name), _power(_monomial(below, name), integer(-1)))
        case Pow(base, exponent) if base != Const("e") and name not in free_names(exponent):
            return _power(_monomial(base, name), exponent)
        case _:
            return None


def _product(one: _Monomial | None, other: _Monomial | None) -> _Monomial | None:
    if one is None or other is None:
        return None
    return _Monomial(
        one.outside + other.outside,
        one.exponents + other.exponents,
        one.logarithms + other.logarithms,
        one.whole + other.whole,
    )


def _power(base: _Monomial | None, exponent: Term) -> _Monomial | None:
    """Of a product of powers any exponent, the variable being positive; of others only what is written."""
    if base is None:
        return None
    times = exponent.value if isinstance(exponent, Num) else None
    if times is not None and (times.denominator != 1 or times < 0) and base.logarithms:
        return None
    splits = any(part != _ONE for part in base.outside)
    if times is not None and times.denominator != 1 and splits:
        return None
    open_ones = (exponent,) if times is None and (base.logarithms or splits) else ()
    return _Monomial(
        tuple(Pow(part, exponent) for part in base.outside if part != _ONE),
        tuple(Mul((part, exponent)) for part in base.exponents),
        tuple(
            integer(int(times)) if part == _ONE and times is not None else Mul((part, exponent))
            for part in base.logarithms
        ),
        base.whole + open_ones,
    )
