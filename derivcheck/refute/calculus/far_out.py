"""How large and how small a term is far out: rates on `[start, oo)`, `start >= 1`.

The rates are those of `derivcheck.refute.calculus.rates`, in the variable itself. Which of several terms is
the largest shows at the start, from where on the quotient of the others by it does not grow.
"""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from derivcheck.frozen import replace
from derivcheck.refute.arithmetic.numbers import ONE, ball
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.refute.calculus.rates import SLOW, Rate, Rates
from derivcheck.refute.calculus.sums_of_powers import sum_of_powers
from derivcheck.terms import Add, Call, Mul, Neg, Num, Pow, Sym, Term, integer

__all__ = ["AtInfinity"]

_QUARTER = Num(Fraction(1, 4))


class AtInfinity(Rates):
    """From a large value of the variable on."""

    def direct(self, term: Term, upper: bool) -> Rate | None:
        return Rate(arb(1), fmpq(1)) if term == Sym(self.name) else None

    def sum_of(self, args: tuple[Term, ...], upper: bool) -> Rate:
        if upper and (shorter := self._cancelled(args)) is not None:
            return shorter
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

    def _cancelled(self, args: tuple[Term, ...]) -> Rate | None:
        """The rate of a sum of powers, some of which certainly cancel."""
        powers = sum_of_powers(Add(args), self.name, self.number)
        if powers is None or not any(value.is_zero() for value in powers.values()):
            return None
        left = {power: value for power, value in powers.items() if not value.is_zero()}
        highest = max(left, default=fmpq(0))
        factor = sum((abs(value) * _at(self.start, power - highest) for power, value in left.items()), arb(0))
        return Rate(factor, highest)

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
        if name in ("sinh", "cosh") and not upper:
            return self._hyperbolic(name, arg)
        if name == "log" and not upper:
            return self._growing_logarithm(arg)
        if name in ("sinh", "cosh") and upper:  # not more than the mean of both
            both = self.upper(Call("exp", (arg,))), self.upper(Call("exp", (Neg(arg),)))
            return self._together([replace(each, factor=each.factor / 2) for each in both])
        if name == "erfc" and upper:
            return self._complement(arg)
        return super().called(name, arg, upper)

    def _complement(self, arg: Term) -> Rate:
        """`erfc(u) < exp(-u^2)` for `u >= 1`."""
        least = self._least(arg, 1)
        if least is None or not least.decay.is_zero() or least.power < 0 or not self._start_of(least) >= 1:
            raise Outside("the growth of erfc")
        return self.upper(Call("exp", (Neg(Pow(arg, integer(2))),)))

    def outweighed(self, a: Rate, b: Rate, upper: bool) -> tuple[fmpq, arb]:
        """From the start on `d^p` is at most `d^q start^(p - q)`, for `p < q`."""
        slow, fast = sorted((a, b), key=lambda rate: rate.kind)
        if not upper or not fast.decay > 0:
            return super().outweighed(a, b, upper)
        left = fast.decay + slow.decay * _at(self.start, slow.kind - fast.kind)
        if not left > 0:
            raise Undecidable("which of two exponentials is the stronger")
        return fast.kind, left

    def _hyperbolic(self, name: str, arg: Term) -> Rate:
        """`cosh(u) >= exp(|u|)/2`, and `|sinh(u)| > exp(|u|)/4` for `|u| > 1`."""
        here = ball(self.at(arg, self.start))
        low = self.lower(arg) if abs(here) > 1 else None
        if low is None or not (low.decay.is_zero() and low.power >= 0) or not self._start_of(low) > 1:
            if name == "cosh":
                return super().called(name, arg, upper=False)
            raise Undecidable("how large a hyperbolic sine is")
        size = arg if here > 0 else Neg(arg)  # of one sign from the start on
        return self._rate(Mul((_QUARTER, Call("exp", (size,)))), upper=False)

    def _growing_logarithm(self, arg: Term) -> Rate:
        """`|log(u)|` is not less than `log(|u|)`, and that not less than where `|u|` begins."""
        low = self.lower(arg)
        if not low.decay.is_zero() or low.power < 0 or not self._start_of(low) > 1:
            raise Undecidable("how large a logarithm is")
        return Rate(self._start_of(low).log())

    def _start_of(self, rate: Rate) -> arb:
        return rate.factor * _at(self.start, rate.power, rate.kind, rate.decay)

    def exponential(self, arg: Term, upper: bool) -> Rate:
        """Of a sum of powers the leading one takes in the others."""
        terms = sum_of_powers(arg, self.name, self.number)
        if terms is None:
            return super().exponential(arg, upper)
        kind = max(fmpq(0), *terms)
        lead, rest = terms.pop(kind, arb(0)), arb(0)
        for power, coefficient in terms.items():
            rest = rest + abs(coefficient) * _at(self.start, power - kind)
        if kind == 0:
            return Rate((lead + rest if upper else lead - rest).exp())
        return Rate(arb(1), fmpq(0), kind, -(lead + rest) if upper else -(lead - rest))

    def steep(self, arg: Term, upper: bool) -> Rate:
        """`exp(u)` lies between `exp(-|u|)` and `exp(|u|)`.

        Where `u` keeps its sign and `|u|` exceeds a rate, one of these bounds is sharper; where that is
        `c exp(b d^k)`, it exceeds `c (b d^k)^2/2`.
        """
        if sum_of_powers(arg, self.name, self.number) is not None:
            return self.exponential(arg, upper)
        size = self.upper(arg)
        if size.decay >= 0 and size.power <= 0:
            bound = size.factor * _at(self.start, size.power, size.kind, size.decay)
            return Rate((bound if upper else -bound).exp())
        least = self._least(arg, -1 if upper else 1)
        if upper and least is not None and least.decay < 0 and least.power >= 0:
            return Rate(arb(1), fmpq(0), 2 * least.kind, least.factor * least.decay**2 / 2)
        steep = size if least is None else least
        if not steep.decay.is_zero() or not steep.power > 0:
            raise Outside("the growth of an exponential")
        rises = upper if least is None else not upper
        return Rate(arb(1), fmpq(0), steep.power, -steep.factor if rises else steep.factor)

    def _least(self, arg: Term, sign: int) -> Rate | None:
        """A rate that `|arg|` exceeds, where `arg` certainly keeps this sign from the start on."""
        try:
            least = self.lower(arg)
            here = ball(self.at(arg, self.start)) * sign
        except Undecidable:
            return None
        return least if least.factor > 0 and here > 0 else None

    def logarithm(self, arg: Term) -> Rate:
        """`|log(1 + u)| <= |u|/(1 - |u|)`; else it grows more slowly than a small power."""
        beyond = self._beyond_one(arg)
        if beyond is not None:
            return beyond
        total, steepest = arb(0), SLOW
        for rate in (self.lower(arg), self.upper(arg)):  # `|log|` lies below the sum of both
            total = total + abs(rate.factor.log()) + abs(rate.power) / SLOW + abs(rate.decay)
            steepest = steepest if rate.decay.is_zero() else max(steepest, rate.kind)
        return Rate(total, steepest)

    def _beyond_one(self, arg: Term) -> Rate | None:
        """The rate of `log(1 + u)` for a sum `u` that vanishes at infinity."""
        if not isinstance(arg, Add) or integer(1) not in arg.args:
            return None
        args = list(arg.args)
        args.remove(integer(1))
        rate = self.upper(Add(tuple(args)) if len(args) > 1 else args[0])
        size = self._start_of(rate)
        falls = rate.power <= 0 and rate.decay >= 0 and (rate.power < 0 or rate.decay > 0)
        return replace(rate, factor=rate.factor / (1 - size)) if falls and size < 1 else None

    def tail(self, rate: Rate) -> arb:
        if rate.factor.is_zero() and rate.decay.is_zero():
            return arb(0)
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
