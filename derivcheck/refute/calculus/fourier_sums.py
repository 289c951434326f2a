"""Infinite sums of waves over powers of the index, which shrink too slowly to be summed one by one.

`cos(t k + v)/k^s` and `sin(t k + v)/k^s`, from `k = 1` on, sum up to the real and the imaginary part of
`exp(I v) Li_s(exp(I t))`, also beside `(-1)^k`, which turns `t` by `pi`. On the unit circle the series of the
polylogarithm converges for `s > 1`, and for `s = 1` everywhere but at 1 (Abel).
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.duals import Dual, Value, mul, neg, plain, raised
from derivcheck.refute.arithmetic.numbers import ONE, ball, is_zero
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.refute.calculus.ratios import linear
from derivcheck.terms import Add, Call, Div, Mul, Neg, Num, Pow, Sym, Term, free_names, integer

__all__ = ["fourier_sum"]

#: Sums that begin further off are left alone.
_LATEST = 64


def fourier_sum(scope: Scope, body: Term, index: str, local: Local, first: int) -> Value | None:
    """The sum of `body` from `first` on; None where it is not of this shape."""
    waves, turned, degree = [], False, 0
    times: Value = ONE
    for factor, power in _factors(body, 1):
        match factor:
            case _ if index not in free_names(factor):
                times = mul(times, raised(scope.machine.rule(scope, factor, local), power))
            case Call("cos" | "sin", _) if power == 1:
                waves.append(factor)
            case Pow(Neg(Num(1)) | Num(-1), exponent) if _is_linear(exponent, index):
                slope, constant = linear(scope, exponent, index, local)
                if slope != 1 or constant.q != 1:
                    return None
                turned ^= True
                times = times if constant.p % 2 == 0 else neg(times)
            case Sym(name, ()) if name == index:
                degree -= power
            case _:
                return None
    if len(waves) != 1 or degree < 1 or not 1 <= first <= _LATEST:
        return None
    (wave,) = waves
    if not _is_linear(wave.args[0], index):
        return None
    start, following = (_angle(scope, wave.args[0], {**local, index: place}) for place in (0, 1))
    around = (acb(0, following - start) + (acb(0, arb.pi()) if turned else 0)).exp()
    if degree == 1 and (around - 1).contains(0):
        raise Undecidable("a series on its circle of convergence", sharpen=True)
    total = around.polylog(degree) * acb(0, start).exp()
    for place in range(1, first):
        total -= around**place * acb(0, start).exp() / fmpq(place) ** degree
    if not total.is_finite():
        raise Undecidable("a series on its circle of convergence", sharpen=True)
    return mul(times, total.real if wave.name == "cos" else total.imag)


def _angle(scope: Scope, angle: Term, local: Local) -> arb:
    value = scope.machine.rule(scope, angle, local)
    if isinstance(value, Dual):
        raise Outside("the derivative of an infinite sum")
    number = plain(value)
    if isinstance(number, acb) and not is_zero(number.imag):
        raise Outside("an infinite sum of such terms")
    return ball(number.real if isinstance(number, acb) else number)


def _factors(body: Term, times: int) -> Iterator[tuple[Term, int]]:
    """The factors of a product with their exponents."""
    match body:
        case Mul(args):
            for arg in args:
                yield from _factors(arg, times)
        case Div(above, below):
            yield from _factors(above, times)
            yield from _factors(below, -times)
        case Pow(base, Num(power)) if power.denominator == 1:
            yield from _factors(base, times * int(power))
        case Pow(base, Neg(Num(power))) if power.denominator == 1:
            yield from _factors(base, -times * int(power))
        case _:
            if body != integer(1):
                yield body, times


def _is_linear(term: Term, index: str) -> bool:
    match term:
        case _ if index not in free_names(term) or term == Sym(index):
            return True
        case Neg(arg):
            return _is_linear(arg, index)
        case Add(args):
            return all(_is_linear(arg, index) for arg in args)
        case Mul(args):
            moving = [arg for arg in args if index in free_names(arg)]
            return len(moving) == 1 and _is_linear(moving[0], index)
        case Div(above, below):
            return index not in free_names(below) and _is_linear(above, index)
        case _:
            return False
