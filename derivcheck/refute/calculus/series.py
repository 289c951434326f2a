"""Infinite sums enclosed: a finite part and a ball for the rest.

From some `K` on let `|a(k + 1)/a(k)| <= q < 1`. Then the terms from `K` on sum up to at most `|a(K)|/(1 -
q)` in absolute value. The ratio is read off the term as written: products and quotients of powers with
whole exponents linear in `k`, of linear polynomials in `k`, of factorials of these, and of what is free
of `k`. So it is a number times powers of linear polynomials `p k + r`, which for `k >= K` is bounded by
putting the ball `[0, 1/K]` for `1/k`.

Rational terms are summed by `derivcheck.refute.calculus.rational_series`. A term of any other shape, or a
ratio that does not stay below 1, is outside the language: no series is declared divergent.
"""

from __future__ import annotations

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import Dual, Value, add, div, mul, plain, raised
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.refute.calculus.rational_series import rational_sum
from derivcheck.refute.functions.table import apply
from derivcheck.terms import Add, Big, Call, Const, Div, Mul, Neg, Num, Pow, Sym, Term, free_names

__all__ = ["infinite_sum"]

_BEGINNINGS = (16, 64, 256)
_LONGEST_STEP = 8


@frozen
class _Ratio:
    """`factor` times the product of `(p k + r)^times` over `linear`."""

    factor: Number
    linear: tuple[tuple[fmpq, fmpq, int], ...] = ()

    def times(self, other: _Ratio, sign: int = 1) -> _Ratio:
        """The product, or the quotient, of two ratios."""
        factor = mul(self.factor, other.factor) if sign > 0 else div(self.factor, other.factor)
        turned = tuple((p, r, sign * times) for p, r, times in other.linear)
        return _Ratio(plain(factor), self.linear + turned)

    def bound(self, start: int) -> arb:
        """A bound of the absolute value for all `k >= start`."""
        degree = sum(times for _, _, times in self.linear)
        if degree > 0:
            raise Outside("an infinite sum whose terms may grow")
        half = fmpq(1, 2 * start)
        near = arb(half) + arb(0, half * fmpq(257, 256))  # holds [0, 1/start]
        total = abs(acb(self.factor)) * arb(start) ** degree
        for p, r, times in self.linear:
            total = total * abs(arb(p) + arb(r) * near) ** times
        return total.abs_upper() if total.is_finite() else arb("inf")


def infinite_sum(scope: Scope, term: Big, local: Local) -> Value:
    """The value of a sum to infinity.

    Raises:
        Outside: the terms are not of the shape that is bounded here, or do not shrink fast enough.

    """
    if term.op != "sum" or term.guard is not None:
        raise Outside("an infinite product, or an infinite sum under a condition")
    lower = scope.machine.rule(scope, term.lower, local)
    if not isinstance(lower, fmpq) or lower.q != 1:
        raise Outside("an infinite sum from what is not a whole number")
    first = int(lower.p)
    try:
        return rational_sum(scope, term, local, first)
    except Outside:
        ratio = _ratio(scope, term.body, term.index, local)
    for start in _BEGINNINGS:
        begin = max(start, first)
        bound = ratio.bound(begin)
        if bound < fmpq(99, 100):
            return _summed(scope, term, local, first, begin, bound)
    raise Outside("an infinite sum whose terms do not shrink by a constant factor")


def _summed(scope: Scope, term: Big, local: Local, first: int, begin: int, bound: arb) -> Value:
    inner = dict(local)
    total: Value = ZERO
    place = first
    while True:
        scope.machine.work()
        inner[term.index] = place
        value = scope.machine.rule(scope, term.body, inner)
        if isinstance(value, Dual):
            raise Outside("the derivative of an infinite sum")
        if place >= begin:
            rest = abs(acb(plain(value))) / (1 - bound)
            if rest < _tolerance(total) or place > begin + 4000:
                return _widened(total, rest)
        total, place = add(total, value), place + 1


def _tolerance(total: Value) -> arb:
    """What is left out at most, relative to what is there."""
    from flint import ctx

    size = abs(acb(plain(total))).mid()
    return (arb(size) + arb(2) ** -200) * arb(2) ** (-ctx.prec)


def _widened(total: Value, rest: arb) -> Value:
    radius = rest.abs_upper()
    ball = arb(0, radius)
    number = plain(total)
    return number + acb(ball, ball) if isinstance(number, acb) else arb(number) + ball


# -- the ratio of neighbouring terms -------------------------------------------------------------------------


def _ratio(scope: Scope, term: Term, index: str, local: Local) -> _Ratio:
    """`term(k + 1)/term(k)`"""
    if index not in free_names(term):
        return _Ratio(ONE)
    match term:
        case Neg(arg):
            return _ratio(scope, arg, index, local)
        case Mul(args):
            total = _Ratio(ONE)
            for arg in args:
                total = total.times(_ratio(scope, arg, index, local))
            return total
        case Div(above, below):
            return _ratio(scope, above, index, local).times(_ratio(scope, below, index, local), -1)
        case Call("exp", (arg,)) | Pow(Const("e"), arg):
            slope, _ = _linear(scope, arg, index, local)
            return _Ratio(plain(apply("exp", (slope,), principal=scope.machine.principal)))
        case Pow(base, exponent):
            return _power_ratio(scope, base, exponent, index, local)
        case Call("factorial", (arg,)):
            slope, constant = _linear(scope, arg, index, local)
            return _factorial_ratio(slope, constant)
        case _:
            slope, constant = _linear(scope, term, index, local)
            return _Ratio(ONE, ((slope, slope + constant, 1), (slope, constant, -1)))


def _power_ratio(scope: Scope, base: Term, exponent: Term, index: str, local: Local) -> _Ratio:
    if index in free_names(base):
        if not isinstance(exponent, Num) or exponent.value.denominator != 1:
            raise Outside("an infinite sum of powers that are not whole")
        times = int(exponent.value)
        inner = _ratio(scope, base, index, local)
        linear = tuple((p, r, each * times) for p, r, each in inner.linear)
        return _Ratio(plain(raised(inner.factor, times)), linear)
    slope, constant = _linear(scope, exponent, index, local)
    if slope.q != 1 or constant.q != 1:
        raise Outside("an infinite sum of powers whose exponents are not whole")
    value = plain(scope.machine.rule(scope, base, local))
    if slope < 0 and not isinstance(value, fmpq) and acb(value).contains(0):
        raise Undecidable("whether the base of a power is 0", sharpen=True)
    return _Ratio(plain(raised(value, int(slope.p))))


def _factorial_ratio(slope: fmpq, constant: fmpq) -> _Ratio:
    if slope.q != 1 or not 0 < slope <= _LONGEST_STEP:
        raise Outside("an infinite sum of such factorials")
    steps = range(1, int(slope.p) + 1)
    return _Ratio(ONE, tuple((slope, constant + step, 1) for step in steps))


def _linear(scope: Scope, term: Term, index: str, local: Local) -> tuple[fmpq, fmpq]:
    """`p`, `r` when the term is `p k + r` with rational numbers."""
    if index not in free_names(term):
        number = scope.machine.rule(scope, term, local)
        if not isinstance(number, fmpq):
            raise Outside("an infinite sum of such terms")
        return ZERO, number
    match term:
        case Sym(name, ()) if name == index:
            return ONE, ZERO
        case Neg(arg):
            slope, constant = _linear(scope, arg, index, local)
            return -slope, -constant
        case Add(args):
            parts = [_linear(scope, arg, index, local) for arg in args]
            return sum((p for p, _ in parts), ZERO), sum((r for _, r in parts), ZERO)
        case Mul(args):
            total = (ZERO, ONE)
            for arg in args:
                slope, constant = _linear(scope, arg, index, local)
                if slope and total[0]:
                    raise Outside("an infinite sum of such terms")
                total = (total[0] * constant + total[1] * slope, total[1] * constant)
            return total
        case Div(above, below):
            (slope, constant), (none, number) = (
                _linear(scope, part, index, local) for part in (above, below)
            )
            if none or not number:
                raise Outside("an infinite sum of such terms")
            return slope / number, constant / number
        case _:
            raise Outside("an infinite sum of such terms")
