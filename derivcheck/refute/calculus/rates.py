"""How large and how small a term is near an end of its range: far out, or where the term is singular.

A *rate* is `factor * d^power * exp(-decay * d^kind)`, where `d` is the variable itself on `[start, oo)`
with `start >= 1` (`AtInfinity`), or the distance from a finite end on `(0, start]` with `start <= 1`
(`AtEnd`). For each kind of term there is a rate that its absolute value does not exceed (`upper`) and,
where something divides by it, one that it does exceed (`lower`). A sum is not smaller than its largest part
less the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import factorial

from flint import arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import plain
from derivcheck.refute.arithmetic.exact import sharpened, vanishing
from derivcheck.refute.arithmetic.numbers import ONE, Number, ball
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.along import derivative, fraction, is_positive
from derivcheck.refute.calculus.slopes import slope_of
from derivcheck.refute.calculus.sums_of_powers import sum_of_powers
from derivcheck.terms import Add, Call, Const, Diff, Div, Mul, Neg, Num, Pow, Sym, Term, free_names, integer

__all__ = ["AtEnd", "AtInfinity", "Rate", "Rates"]

#: `log(d)` is compared with this power of `d`.
_SLOW = fmpq(1, 8)
_BOUNDED = {"sin": 1, "cos": 1, "atan": 2, "tanh": 1, "erf": 1}
_HALF = Num(Fraction(1, 2))
#: Functions that are quotients of others.
_QUOTIENTS: Mapping[str, Callable[[Term], Term]] = {
    "tan": lambda x: Div(Call("sin", (x,)), Call("cos", (x,))),
    "cot": lambda x: Div(Call("cos", (x,)), Call("sin", (x,))),
    "sec": lambda x: Div(integer(1), Call("cos", (x,))),
    "csc": lambda x: Div(integer(1), Call("sin", (x,))),
    "sech": lambda x: Div(integer(1), Call("cosh", (x,))),
    "csch": lambda x: Div(integer(1), Call("sinh", (x,))),
}


@frozen
class Rate:
    """`factor * d^power * exp(-decay * d^kind)`"""

    factor: arb
    power: fmpq = fmpq(0)
    kind: fmpq = fmpq(1)
    decay: arb = arb(0)

    def raised(self, exponent: fmpq) -> Rate:
        """The power of a rate."""
        factor = self.factor**exponent if exponent.q == 1 else (self.factor.log() * exponent).exp()
        if self.factor.is_zero() and exponent > 0:
            factor = arb(0)
        return Rate(factor, self.power * exponent, self.kind, self.decay * exponent)


class Rates:
    """The rates of terms in one variable near one end."""

    def __init__(self, scope: Scope, name: str, local: Local, start: arb) -> None:
        self.scope, self.name, self.local, self.start = scope, name, dict(local), start

    # -- what both ends share

    def upper(self, term: Term) -> Rate:
        """A rate that `|term|` does not exceed; `Undecidable` without one."""
        return self._rate(term, upper=True)

    def lower(self, term: Term) -> Rate:
        """A rate that `|term|` exceeds; `Undecidable` without one."""
        return self._rate(term, upper=False)

    def _rate(self, term: Term, upper: bool) -> Rate:
        if self.name not in free_names(term):
            return Rate(abs(self.number(term)))
        known = self.direct(term, upper)
        if known is not None:
            return known
        match term:
            case Neg(arg):
                return self._rate(arg, upper)
            case Mul(args):
                made = self._rate(args[0], upper)
                for arg in args[1:]:
                    made = self.times(made, self._rate(arg, upper), upper)
                return made
            case Div(above, below):
                inverse = self._rate(below, not upper).raised(fmpq(-1))
                return self.times(self._rate(above, upper), inverse, upper)
            case Pow(base, exponent) if base != Const("e"):
                return self.power(base, exponent, upper)
            case Pow(_, exponent):
                return self.called("exp", exponent, upper)
            case Call(name, (arg,)):
                return self.called(name, arg, upper)
            case Add(args):
                return self.sum_of(args, upper)
            case Diff():
                return self._rate(slope_of(term, self.scope.machine.context), upper)
            case _:
                raise Outside("the growth of such a term")

    def power(self, base: Term, exponent: Term, upper: bool) -> Rate:
        """The rate of a power with a fixed rational exponent."""
        value = self.at(exponent, ONE) if self.name not in free_names(exponent) else None
        if not isinstance(value, fmpq):
            raise Outside("the growth of a power with such an exponent")
        return self._rate(base, upper == (value >= 0)).raised(value)

    def called(self, name: str, arg: Term, upper: bool) -> Rate:
        """The rate of a function."""
        if name == "sqrt":
            return self._rate(arg, upper).raised(fmpq(1, 2))
        if name == "log" and upper:
            return self.logarithm(arg)
        if name in _BOUNDED and upper:
            return Rate(arb(_BOUNDED[name]))
        if name in _QUOTIENTS:
            return self._rate(_QUOTIENTS[name](arg), upper)
        if name == "cosh" and not upper:
            return self._rate(Mul((_HALF, Call("exp", (arg,)))), upper)
        raise Outside(f"the growth of {name}")

    def times(self, a: Rate, b: Rate, upper: bool) -> Rate:
        """The product of two rates."""
        kind, decay = a.kind, a.decay
        if decay.is_zero():
            kind, decay = b.kind, b.decay
        elif not b.decay.is_zero():
            if a.kind == b.kind:
                decay = a.decay + b.decay
            elif upper and a.decay > 0 and b.decay > 0:
                kind, decay = (b.kind, b.decay) if b.kind > a.kind else (kind, decay)
            else:
                kind, decay = self.outweighed(a, b, upper)
        return Rate(a.factor * b.factor, a.power + b.power, kind, decay)

    def outweighed(self, a: Rate, b: Rate, upper: bool) -> tuple[fmpq, arb]:
        """Kind and decay of a product of exponentials one of which grows."""
        raise Outside("the growth of a product of exponentials")

    def number(self, term: Term) -> arb:
        """The value of a term without the variable."""
        return ball(plain(self.scope.machine.rule(self.scope, term, self.local)))

    def at(self, term: Term, value: Number) -> Number:
        """The plain value of a term where the variable has this value."""
        self.local[self.name] = value
        return plain(self.scope.machine.rule(self.scope, term, self.local))

    def direct(self, term: Term, upper: bool) -> Rate | None:
        """A rate that is seen at once, or None."""
        raise NotImplementedError

    def sum_of(self, args: tuple[Term, ...], upper: bool) -> Rate:
        """The rate of a sum."""
        raise NotImplementedError

    def logarithm(self, arg: Term) -> Rate:
        """The rate of a logarithm."""
        raise NotImplementedError

    def tail(self, rate: Rate) -> arb:
        """What the integral of the rate between here and the end does not exceed."""
        raise NotImplementedError


class AtEnd(Rates):
    """Near a finite end, in the distance from it; `side` is 1 where the range lies above the end."""

    def __init__(self, scope: Scope, name: str, local: Local, start: arb, end: Number, side: int) -> None:
        super().__init__(scope, name, local, start)
        self.end, self.side = end, side
        here = ball(sharpened(end))
        self.near = here.union(here + side * start)

    def direct(self, term: Term, upper: bool) -> Rate | None:
        value = self._quietly(lambda: self.at(term, self.near))
        if value is None or not upper:
            if value is not None and not value.contains(0):
                return Rate(value.abs_lower())
            return self._by_slope(term, upper)
        return (self._by_slope(term, upper) if value.contains(0) else None) or Rate(value.abs_upper())

    def _quietly(self, make: Callable[[], Number]) -> arb | None:
        try:
            value = ball(make())
        except (Undecidable, Undefined):
            return None
        return value if value.is_finite() else None

    def _by_slope(self, term: Term, upper: bool) -> Rate | None:
        """What vanishes at the end with `m - 1` derivatives is `f^(m)/m! d^m`, taken somewhere in between."""
        there = self._quietly(lambda: self.at(term, self.end))
        plainly = int(there is not None and bool(there.is_zero()))
        zeros = max(vanishing(self.scope, term, self.local, self.name, self.end), plainly)
        for order in range(zeros, 0, -1):
            found = derivative(self.scope, term, self.local, self.name, self.near, order)
            if found is not None and found.is_finite() and (upper or not found.contains(0)):
                size = found.abs_upper() if upper else found.abs_lower()
                return Rate(size / factorial(order), fmpq(order))
        return None

    def sum_of(self, args: tuple[Term, ...], upper: bool) -> Rate:
        if not upper:
            if all(is_positive(arg, self.name) for arg in args):  # not smaller than either of its terms
                return min((self.lower(arg) for arg in args), key=lambda rate: rate.power)
            above, below = fraction(Add(args))
            if below == integer(1):
                raise Outside("how small a sum is near an end")
            return self._rate(Div(above, below), upper)
        rates = [self.upper(arg) for arg in args]
        total = arb(0)
        for rate in rates:
            total = total + rate.factor
        return Rate(total, min(rate.power for rate in rates))

    def logarithm(self, arg: Term) -> Rate:
        low, high = self.lower(arg), self.upper(arg)
        total = abs(low.factor.log()) + abs(high.factor.log())
        times = max(abs(low.power), abs(high.power))
        return Rate(total + times / _SLOW, -_SLOW)

    def tail(self, rate: Rate) -> arb:
        if not rate.power > -1:
            raise Undecidable("an integral that may diverge")
        exponent = rate.power + 1
        return rate.factor * (self.start.log() * exponent).exp() / exponent


class AtInfinity(Rates):
    """From a large value of the variable on."""

    def direct(self, term: Term, upper: bool) -> Rate | None:
        return Rate(arb(1), fmpq(1)) if term == Sym(self.name) else None

    def sum_of(self, args: tuple[Term, ...], upper: bool) -> Rate:
        rates = [self.upper(arg) for arg in args]
        if upper:
            return self._together(rates)
        order = sorted(range(len(args)), key=lambda place: _order(rates[place]), reverse=True)
        first = order[0]
        lead = self.lower(args[first])
        if lead.kind != rates[first].kind and not lead.decay.is_zero():
            raise Outside("the growth of a sum of exponentials")
        factor = lead.factor
        for place in order[1:]:
            factor = factor - self._share(rates[place], lead)
        if not factor > 0:
            raise Undecidable("how small a sum is", sharpen=True)
        return Rate(factor, lead.power, lead.kind, lead.decay)

    def _share(self, other: Rate, lead: Rate) -> arb:
        """`other/lead` at the start, which it never exceeds later on."""
        decay = other.decay - lead.decay if other.kind == lead.kind or lead.decay.is_zero() else None
        if other.decay.is_zero():
            kind, decay = lead.kind, -lead.decay
        elif decay is None:
            raise Outside("the growth of a sum of exponentials")
        else:
            kind = other.kind
        power = other.power - lead.power
        self._require_falling(power, kind, decay)
        return other.factor * _at(self.start, power, kind, decay)

    def _require_falling(self, power: fmpq, kind: fmpq, decay: arb) -> None:
        """`d^power exp(-decay d^kind)` does not grow from the start on."""
        steady = decay.is_zero() and power <= 0
        if not steady and not (decay > 0 and decay * kind * _at(self.start, kind) >= power):
            raise Undecidable("a term that has not begun to fall")

    def _together(self, rates: list[Rate]) -> Rate:
        total = arb(0)
        for rate in rates:
            total = total + rate.factor
        power = max(rate.power for rate in rates)
        growing = [rate for rate in rates if rate.decay < 0]
        if growing:
            if len(growing) > 1:
                raise Outside("the growth of a sum of exponentials")
            return Rate(total, power, growing[0].kind, growing[0].decay)
        if not all(rate.decay > 0 for rate in rates):
            return Rate(total, power)
        slowest = rates[0].decay
        for rate in rates[1:]:
            slowest = slowest.min(rate.decay)
        return Rate(total, power, min(rate.kind for rate in rates), slowest)

    def called(self, name: str, arg: Term, upper: bool) -> Rate:
        if name == "exp":
            return self._exponential(arg, upper)
        if name == "sinh" and not upper:
            return self._hyperbolic_sine(arg)
        return super().called(name, arg, upper)

    def outweighed(self, a: Rate, b: Rate, upper: bool) -> tuple[fmpq, arb]:
        """From the start on `d^p` is at most `d^q start^(p - q)`, for `p < q`."""
        slow, fast = sorted((a, b), key=lambda rate: rate.kind)
        if not upper or not fast.decay > 0:
            return super().outweighed(a, b, upper)
        left = fast.decay + slow.decay * _at(self.start, slow.kind - fast.kind)
        if not left > 0:
            raise Undecidable("which of two exponentials is the stronger")
        return fast.kind, left

    def _hyperbolic_sine(self, arg: Term) -> Rate:
        """`sinh(u) > exp(u)/4` for `u > 1`."""
        low = self.lower(arg)
        grows = low.decay.is_zero() and low.power >= 0 and low.factor * _at(self.start, low.power) > 1
        if not grows or not ball(self.at(arg, self.start)) > 1:
            raise Undecidable("how large a hyperbolic sine is")
        return self._rate(Mul((_HALF, _HALF, Call("exp", (arg,)))), upper=False)

    def _exponential(self, arg: Term, upper: bool) -> Rate:
        """`exp` of a sum of powers, whose leading one takes in the others; or of what is bounded."""
        terms = sum_of_powers(arg, self.name, self.number) or {}
        kind = max(terms, default=fmpq(0))
        if kind <= 0:
            if not upper:
                raise Outside("how small an exponential is")
            return Rate(self.upper(arg).factor.exp())
        lead = terms.pop(kind)
        rest = arb(0)
        for power, coefficient in terms.items():
            rest = rest + abs(coefficient) * _at(self.start, power - kind)
        return Rate(arb(1), fmpq(0), kind, -(lead + rest) if upper else -(lead - rest))

    def logarithm(self, arg: Term) -> Rate:
        total, steepest = arb(0), _SLOW
        for rate in (self.lower(arg), self.upper(arg)):  # `|log|` lies below the sum of both
            total = total + abs(rate.factor.log()) + abs(rate.power) / _SLOW + abs(rate.decay)
            steepest = steepest if rate.decay.is_zero() else max(steepest, rate.kind)
        return Rate(total, steepest)

    def tail(self, rate: Rate) -> arb:
        if rate.decay > 0:
            self._require_falling(rate.power + 2, rate.kind, rate.decay)
            return rate.factor * _at(self.start, rate.power + 1, rate.kind, rate.decay)
        if not rate.decay.is_zero() or not rate.power < -1:
            raise Undecidable("an integral that may diverge")
        return rate.factor * _at(self.start, rate.power + 1) / (-rate.power - 1)


def _order(rate: Rate) -> tuple[float, fmpq]:
    growth = -float(rate.decay.mid())
    return growth, rate.power


def _at(start: arb, power: fmpq, kind: fmpq = ONE, decay: arb | None = None) -> arb:
    """`start^power * exp(-decay * start^kind)`"""
    logarithm = start.log()
    value = (logarithm * power).exp()
    return value * (-(decay * (logarithm * kind).exp())).exp() if decay is not None else value
