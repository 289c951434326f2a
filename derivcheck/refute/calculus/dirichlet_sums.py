"""Infinite sums of powers `(p k + q)^(-s)` with any exponent, `(-1)^k` allowed as a factor, enclosed.

With `p > 0` and `x = k + q/p > 0` at the first index they are `p^(-s) zeta(s, x)`, where `s` has a real part
above 1, and with alternating signs `(2 p)^(-s) (zeta(s, x/2) - zeta(s, (x + 1)/2))`, where it is positive.
Hurwitz's function is enclosed by python-flint.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.duals import Dual, Value, mul
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.ratios import free_factors, linear
from derivcheck.refute.calculus.slow_series import without_sign
from derivcheck.terms import Div, Mul, Pow, Term, free_names, integer

__all__ = ["dirichlet_sum"]

_ONE = integer(1)

#: `p`, `q` and `-s`
_Power = tuple[fmpq, fmpq, acb]


def dirichlet_sum(scope: Scope, body: Term, index: str, local: Local, first: int) -> Value | None:
    """The sum from `first` on; None where the terms are none of these, or need not have a sum."""
    alternates, factor = without_sign(scope, body, index, local)
    outside, factor = free_factors(factor, index)
    try:
        powers = list(_powers(scope, factor, _ONE, index, local))
        before = _ONE if outside is None else outside
        scale = scope.machine.rule(scope, before, local)
    except Outside:
        return None
    if isinstance(scale, Dual) or any(each[:2] != powers[0][:2] for each in powers):
        return None
    p, q, _ = powers[0]
    s, x = -sum((power for *_, power in powers), acb(0)), first + q / p
    if not (x > 0 and s.real > (0 if alternates else 1)):
        return None
    total = _alternating(s, x) * (-1) ** first if alternates else s.zeta(acb(x))
    total = total * acb(p) ** -s
    if not total.is_finite():
        return None
    return mul(scale, total if scope.machine.principal else arb(total.real))


def _alternating(s: acb, x: fmpq) -> acb:
    return (s.zeta(acb(x / 2)) - s.zeta(acb((x + 1) / 2))) * acb(2) ** -s


def _powers(scope: Scope, term: Term, times: Term, index: str, local: Local) -> Iterator[_Power]:
    """The powers of which a term is the product.

    Raises:
        Outside: it has other factors.

    """
    match term:
        case Mul(args):
            for arg in args:
                yield from _powers(scope, arg, times, index, local)
        case Div(above, below) if times == _ONE:
            if above != _ONE:
                yield from _powers(scope, above, times, index, local)
            yield from _powers(scope, below, integer(-1), index, local)
        case Pow(base, exponent) if index not in free_names(exponent):
            yield _power(scope, base, Mul((times, exponent)), index, local)
        case _:
            yield _power(scope, term, times, index, local)


def _power(scope: Scope, base: Term, exponent: Term, index: str, local: Local) -> _Power:
    slope, constant = linear(scope, base, index, local)
    power = scope.machine.rule(scope, exponent, local)
    if not slope > 0 or isinstance(power, Dual):
        raise Outside("an infinite sum of such terms")
    return slope, constant, acb(power)
