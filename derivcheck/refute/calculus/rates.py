"""How large and how small a term is near an end of its range: far out, or where the term is singular.

A *rate* is `factor * d^power * exp(-decay * d^kind)`, where `d` is the variable itself on `[start, oo)`
with `start >= 1` (`derivcheck.refute.calculus.far_out`), or the distance from a finite end on `(0, start]`
with `start <= 1` (`AtEnd`). For each kind of term there is a rate that its absolute value does not exceed
(`upper`) and, where something divides by it, one that it does exceed (`lower`). A sum is not smaller than its
largest part less the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, factorial

from flint import arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import plain
from derivcheck.refute.arithmetic.exact import LENGTH, vanishing
from derivcheck.refute.arithmetic.exact_numbers import sharpened
from derivcheck.refute.arithmetic.numbers import ONE, Number, ball, is_zero
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.along import derivative, fraction, is_positive
from derivcheck.refute.calculus.outside import addends
from derivcheck.refute.calculus.slopes import slope_of
from derivcheck.terms import Add, Call, Const, Diff, Div, Mul, Neg, Num, Pow, Term, free_names, integer

__all__ = ["SLOW", "AtEnd", "Rate", "Rates"]

#: `log(d)` is compared with this power of `d`.
SLOW = fmpq(1, 8)
_BOUNDED = {"sin": 1, "cos": 1, "atan": 2, "tanh": 1, "erf": 1}
#: Functions of real numbers that are not larger than these.
_NOT_LARGER = ("sin", "atan", "tanh")
#: Functions that grow like a logarithm at 0.
_LIKE_LOGARITHM = ("Ci", "Chi")
_HALF = Num(Fraction(1, 2))
#: What falls faster than every power of `d` is compared with this one, or one that is little higher.
_FLAT = 8
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
            case Pow(base, exponent):
                if base == Const("e"):
                    return self.called("exp", exponent, upper)
                return self.power(base, exponent, upper)
            case Call(name, args):
                return self._called(name, args, upper)
            case Add(args):
                return self.sum_of(args, upper)
            case Diff():
                return self._rate(slope_of(term, self.scope.machine.context), upper)
            case _:
                raise Outside("the growth of such a term")

    def power(self, base: Term, exponent: Term, upper: bool) -> Rate:
        """The rate of a power with a fixed rational exponent."""
        if self.name in free_names(exponent):
            if self.name not in free_names(base) and is_zero(self.number(base)):
                raise Outside("the growth of powers of 0")  # which has no logarithm
            return self._rate(Call("exp", (Mul((exponent, Call("log", (base,)))),)), upper)
        value = self.at(exponent, ONE)
        if isinstance(value, arb) and value.is_exact():  # as parts of complex numbers are
            value = value.fmpq()
        if not isinstance(value, fmpq):
            raise Outside("the growth of a power with such an exponent")
        return self._rate(base, upper == (value >= 0)).raised(value)

    def _called(self, name: str, args: tuple[Term, ...], upper: bool) -> Rate:
        if len(args) == 1:
            return self.called(name, args[0], upper)
        if name == "besselj" and upper:
            return self.of_bessel(args[0])
        raise Outside("the growth of such a term")

    def of_bessel(self, order: Term) -> Rate:
        """`|J(n, x)| <= 1` for a whole `n`, by Bessel's integral."""
        value = None if self.name in free_names(order) else self.at(order, ONE)
        if not isinstance(value, fmpq) or value.q != 1:
            raise Outside("the growth of a Bessel function")
        return Rate(arb(1))

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
        if name == "exp":
            return self.exponential(arg, upper)
        if name == "cosh" and not upper:
            return self._rate(Mul((_HALF, Call("exp", (arg,)))), upper)
        raise Outside(f"the growth of {name}")

    def exponential(self, arg: Term, upper: bool) -> Rate:
        """The rate of `exp`, which of a sum is a product."""
        made = Rate(arb(1))
        for part in addends(arg):
            made = self.times(made, self.steep(part, upper), upper)
        return made

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

    def steep(self, arg: Term, upper: bool) -> Rate:
        """The rate of `exp` of what is no sum."""
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
        self.inside = here + side * start
        self.near = here.union(self.inside)

    def direct(self, term: Term, upper: bool) -> Rate | None:
        found = self._at_once(term, upper)
        # What vanishes with so many derivatives may do so with more, which its factors show.
        is_open = found is not None and found.power >= LENGTH and isinstance(term, Mul | Pow)
        return None if is_open else found

    def _at_once(self, term: Term, upper: bool) -> Rate | None:
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

    def steep(self, arg: Term, upper: bool) -> Rate:
        known = self.direct(Call("exp", (arg,)), upper) or self._of_bounded(arg, upper)
        if known is not None:
            return known
        least = self.lower(arg)
        if not (upper and least.factor > 0 and least.power < 0 and ball(self.at(arg, self.inside)) < 0):
            raise Outside("the growth of exp")
        order = ceil(_FLAT / -least.power)  # `exp(-u) < m!/u^m`
        return Rate(factorial(order) / least.factor**order, -order * least.power)

    def _of_bounded(self, arg: Term, upper: bool) -> Rate | None:
        """`exp(u)` lies between `exp(-|u|)` and `exp(|u|)`."""
        try:
            size = self.upper(arg)
        except Undecidable:
            return None
        if size.power < 0:
            return None
        bound = size.factor * (self.start.log() * size.power).exp()
        return Rate((bound if upper else -bound).exp())

    def _like_logarithm(self, name: str, arg: Term) -> Rate:
        """`Ci(u)` and `Chi(u)` differ from `log(|u|)` by less than 3 where `|u| <= 1`."""
        size = self.upper(arg)
        if not (size.power > 0 and size.factor * (self.start.log() * size.power).exp() <= 1):
            raise Outside(f"the growth of {name}")
        rate = self.logarithm(arg)
        return Rate(rate.factor + 3, rate.power)

    def called(self, name: str, arg: Term, upper: bool) -> Rate:
        if name in _LIKE_LOGARITHM and upper:
            return self._like_logarithm(name, arg)
        if name in _NOT_LARGER and upper:  # at 0, where the argument has no derivative
            try:
                size = self.upper(arg)
            except Undecidable:
                return super().called(name, arg, upper)
            return size if size.power > 0 else super().called(name, arg, upper)
        return super().called(name, arg, upper)

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
        return Rate(total + times / SLOW, -SLOW)

    def tail(self, rate: Rate) -> arb:
        if not rate.power > -1:
            raise Undecidable("an integral that may diverge")
        exponent = rate.power + 1
        return rate.factor * (self.start.log() * exponent).exp() / exponent
