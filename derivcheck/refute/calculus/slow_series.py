"""Infinite sums of terms that fall like a power of the index, `(-1)^k` allowed as a factor.

By the expansion of a term (`derivcheck.refute.calculus.inverse_powers`) its sum from `K` on is one of

    sum of k^(-s) log(k)^j = (-d/ds)^j zeta(s, K),    s > 1,

and what is left out is at most such a sum, too. The coefficients of all powers with `s <= 1` must be
exactly 0. Terms with a sign are taken two by two, `f(k) - f(k + 1)` for even `k`, where `f` must tend to 0.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from math import factorial, floor

from flint import acb, acb_series, arb, ctx, fmpq

from derivcheck.refute.arithmetic.numbers import capped
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.inverse_powers import Expander, Expansion
from derivcheck.refute.calculus.ratios import linear
from derivcheck.terms import Add, Div, Mul, Neg, Num, Pow, Sym, Term, free_names, integer, substitute

__all__ = ["slow_tail", "without_sign"]

_FARTHEST = 4096
#: The radius is so many times the inverse of the place from which on terms are summed.
_RADII = (32, 8)
_SPARE = 12
_SLOW = "an infinite sum whose terms do not shrink fast enough"


def slow_tail(scope: Scope, body: Term, index: str, local: Local, first: int) -> tuple[int, arb]:
    """A place from which on the terms are summed, and their sum from there on.

    Raises:
        Outside: the terms have no such expansion, or fall too slowly.

    """
    alternates, factor = without_sign(scope, body, index, local)
    start = max(64, ctx.prec, first)
    start += start % 2
    refused = Outside(_SLOW)
    while start <= _FARTHEST + first:
        for times in _RADII:
            try:
                total = _from(scope, factor, index, local, start, times, alternates)
            except Outside as reason:
                refused = reason
                continue
            return start, total
        start *= 4
    raise refused


def _from(
    scope: Scope, body: Term, index: str, local: Local, start: int, times: int, alternates: bool
) -> arb:
    length = ctx.prec // (times.bit_length() - 1) + _SPARE
    with capped(length):
        at = Expander(scope, index, local, fmpq(times, start))
        found = at.expanded(body)
        if alternates:
            _require_falling(found, Fraction(0))
            following = at.expanded(substitute(body, {index: Add((Sym(index), integer(1)))}))
            negated = at.product(following, at.expanded(integer(-1)))
            found = at.sum(found, negated)
        _require_falling(found, Fraction(-1))
        return _summed(found, start, fmpq(times, start), alternates)


def _require_falling(found: Expansion, least: Fraction) -> None:
    """No power of the index from `least` on has a coefficient."""
    for (exponent, _), part in found.items():
        for place in range(floor(exponent - least) + 1):
            if not part.is_zero(place):
                raise Outside(_SLOW)


def _summed(found: Expansion, start: int, radius: fmpq, alternates: bool) -> arb:
    total = arb(0)
    for (exponent, logs), part in found.items():
        least = max(0, floor(exponent + 1) + 1)  # the coefficients before are 0
        many = max(part.series.prec, least)
        for place in range(least, many):
            coefficient = part.coefficient(place)
            total += arb(coefficient) * _zeta(place - exponent, logs, start, alternates, ctx.prec)
        rest = part.norm / arb(radius) ** many * _zeta(many - exponent, logs, start, alternates, ctx.prec)
        total += arb(0, rest.abs_upper())
    if not total.is_finite():
        raise Outside(_SLOW)
    return total


@lru_cache(maxsize=1024)
def _zeta(power: Fraction, logs: int, start: int, even: bool, _precision: int) -> arb:
    """The sum of `log(k)^j/k^s` from `start` on, over even `k` alone if need be, at the working precision."""
    s = acb(fmpq(power.numerator, power.denominator))
    if not logs:
        found = s.zeta(acb(fmpq(start, 2))) * acb(2) ** -s if even else s.zeta(acb(start))
        return arb(found.real)
    with capped(logs + 1):
        around = acb_series([s, acb(1)])
        series = around.zeta(acb(fmpq(start, 2) if even else fmpq(start)))
        if even:
            series = series * (around * -acb(2).log()).exp()
        found = series[logs] * ((-1) ** logs * factorial(logs))
    return arb(found.real)


def without_sign(scope: Scope, body: Term, index: str, local: Local) -> tuple[bool, Term]:
    """Whether the sign alternates, and a term such that `body` is `(-1)^k` times it, or the term itself."""
    match body:
        case Neg(arg):
            alternates, rest = without_sign(scope, arg, index, local)
            return alternates, Neg(rest)
        case Mul(args):
            parts = [without_sign(scope, arg, index, local) for arg in args]
            return sum(each for each, _ in parts) % 2 == 1, Mul(tuple([rest for _, rest in parts]))
        case Div(above, below):
            (one, top), (other, bottom) = (without_sign(scope, part, index, local) for part in (above, below))
            return one != other, Div(top, bottom)
        case Pow(base, exponent) if index not in free_names(base):
            if scope.machine.rule(scope, base, local) != fmpq(-1):
                return False, body
            slope, constant = linear(scope, exponent, index, local)
            if slope.q == constant.q == 1:
                return slope.p % 2 == 1, Num(Fraction(-1 if constant.p % 2 else 1))
    return False, body
