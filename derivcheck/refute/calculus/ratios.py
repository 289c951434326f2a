"""The ratio of neighbouring terms of an infinite sum, and bounds of it from a place on.

It is read off a term as written: products and quotients of

* powers of what is free of `k`, with whole exponents linear in `k`: a number;
* rational functions of `k`, and factorials, double factorials and binomial coefficients of linear ones: a
  rational function, bounded for `k >= K` by putting the ball `[0, 1/K]` for `1/k`;
* powers `b^e` with whole exponents of degree 2 in `k`, and exponentials of any such: `|b|^(e(k + 1) - e(k))`
  falls if the difference times `log|b|` does;
* powers `(p k + r)^(-s k - c)` with `s > 0`: with `b = |p k + r|` at least 1 and growing, and `s k + c >= 0`,
  the ratio is at most `b(k + 1)^(-s)`. These fall faster than any geometric series.

Where a ratio of the others has a bound, a term has a value if the one before has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flint import acb, arb, fmpq, fmpq_poly

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import Value, mul, plain, raised
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.refute.calculus.rational_series import near_infinity, rational_term, written_whole
from derivcheck.refute.functions.table import apply
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Pow, Sym, Term, free_names, integer

__all__ = ["FALLS", "Ratio", "free_factors", "linear", "ratio"]

#: What shrinks by such a factor, or a smaller one, is summed one by one.
FALLS = fmpq(99, 100)
_LONGEST_STEP = 8
_ONE = integer(1)
_NO_SHAPE = "an infinite sum of such terms"


@frozen
class Ratio:
    """`factor` times powers of polynomials in `k`, times what the `others` bound from a place on."""

    factor: Number
    powers: tuple[tuple[fmpq_poly, int], ...] = ()
    others: tuple[Callable[[int], arb], ...] = ()

    def times(self, other: Ratio) -> Ratio:
        """The product of two ratios."""
        factor = plain(mul(self.factor, other.factor))
        return Ratio(factor, self.powers + other.powers, self.others + other.others)

    def bound(self, start: int) -> arb:
        """A bound of the absolute value for all `k >= start`."""
        degree = sum(int(polynomial.degree()) * times for polynomial, times in self.powers)
        total = abs(acb(self.factor))
        for other in self.others:
            total = total * other(start)
        if degree > 0 and not self.others:
            raise Outside("an infinite sum whose terms may grow")
        if degree > 0:
            return arb("inf")
        total = total * arb(start) ** degree
        for polynomial, times in self.powers:
            value = abs(near_infinity(polynomial, start))
            if times <= 0 and value.contains(0):
                return arb("inf")
            total = total * value**times
        return total.abs_upper() if total.is_finite() else arb("inf")


def free_factors(body: Term, index: str) -> tuple[Term | None, Term]:
    """What is free of the index and can stand before the sum, and the rest; None where nothing can."""
    match body:
        case Neg(arg):
            return integer(-1), arg
        case Mul(args):
            free = tuple(arg for arg in args if index not in free_names(arg))
            rest = tuple(arg for arg in args if index in free_names(arg))
            if free and rest:
                return Mul(free), rest[0] if len(rest) == 1 else Mul(rest)
        case Div(above, below) if index not in free_names(below):
            return Div(_ONE, below), above
        case Div(above, below) if index not in free_names(above) and above != _ONE:
            return above, Div(_ONE, below)
    return None, body


def ratio(scope: Scope, term: Term, index: str, local: Local, times: int = 1) -> Ratio:
    """`term(k + 1)/term(k)` to the power `times`"""
    if index not in free_names(term):
        return Ratio(ONE)
    match term:
        case Neg(arg):
            return ratio(scope, arg, index, local, times)
        case Mul(args):
            total = Ratio(ONE)
            for arg in args:
                total = total.times(ratio(scope, arg, index, local, times))
            return total
        case Div(above, below):
            made = ratio(scope, above, index, local, times)
            return made.times(ratio(scope, below, index, local, -times))
        case Call("exp", (arg,)) | Pow(Const("e"), arg):
            return _exponential_ratio(scope, arg, index, local, times)
        case Pow(base, exponent) if (whole := written_whole(exponent)) is not None:
            return ratio(scope, base, index, local, times * whole)
        case Pow(base, exponent) if index in free_names(base):
            return _tower_ratio(scope, base, exponent, index, local, times)
        case Pow(base, exponent):
            return _power_ratio(scope, base, exponent, index, local, times)
        case Call("RisingFactorial", (base, length)) if index not in free_names(base):
            return _rising_ratio(scope, base, linear(scope, length, index, local), local, times)
        case Call(name, args) if name in _FACTORIALS:
            powers = _FACTORIALS[name](*(linear(scope, arg, index, local) for arg in args))
            return Ratio(ONE, tuple((part, each * times) for part, each in powers))
        case _:
            return _rational_ratio(scope, term, index, local, times)


def _rational_ratio(scope: Scope, term: Term, index: str, local: Local, times: int) -> Ratio:
    found = rational_term(scope, term, index, local)
    if not found.above:
        raise Outside(_NO_SHAPE)
    following = fmpq_poly([1, 1])
    powers = [(found.above(following), times), (found.above, -times)]
    powers += [(found.below(following), -times), (found.below, times)]
    return Ratio(ONE, (*powers, *((divisor, 0) for divisor in found.divisors)))


def _exponential_ratio(scope: Scope, arg: Term, index: str, local: Local, times: int) -> Ratio:
    scale: Value = fmpq(times)
    outside, inside = free_factors(arg, index)
    while outside is not None:
        scale = mul(scale, scope.machine.rule(scope, outside, local))
        outside, inside = free_factors(inside, index)
    step, size = _step(scope, inside, index, local), plain(scale)
    if step.degree() < 1:
        power = plain(mul(size, step[0]))
        return Ratio(plain(apply("exp", (power,), principal=scope.machine.principal)))
    return Ratio(ONE, (), (_falling_power(acb(size).real, step),))


def _falling_power(logarithm: arb, step: fmpq_poly) -> Callable[[int], arb]:
    """A bound of `exp(logarithm * step(k))` from a place on, for a linear step."""

    def bound(start: int) -> arb:
        if not logarithm * arb(step[1]) < 0:
            return arb("inf")
        return (logarithm * arb(step(fmpq(start)))).exp()

    return bound


def _power_ratio(scope: Scope, base: Term, exponent: Term, index: str, local: Local, times: int) -> Ratio:
    step = _step(scope, exponent, index, local)
    if any(each.q != 1 for each in _values(scope, exponent, index, local)):
        raise Outside("an infinite sum of powers whose exponents are not whole")
    step = step * times
    value = plain(scope.machine.rule(scope, base, local))
    if (step.degree() > 0 or step[0] < 0) and not isinstance(value, fmpq) and acb(value).contains(0):
        raise Undecidable("whether the base of a power is 0", sharpen=True)
    if step.degree() < 1:
        return Ratio(plain(raised(value, int(step[0].p))))
    if value == 0:
        raise Outside(_NO_SHAPE)
    return Ratio(ONE, (), (_falling_power(abs(acb(value)).log(), step),))


def _tower_ratio(scope: Scope, base: Term, exponent: Term, index: str, local: Local, times: int) -> Ratio:
    """The ratio for `(p k + r)^(-s k - c)`, which falls faster than any power."""
    while isinstance(base, Pow) and (whole := written_whole(base.exponent)) is not None:
        base, times = base.base, times * whole
    if isinstance(base, Div):
        above = ratio(scope, Pow(base.num, exponent), index, local, times)
        return above.times(ratio(scope, Pow(base.den, exponent), index, local, -times))
    p, r = linear(scope, base, index, local)
    slope, constant = linear(scope, exponent, index, local)
    if slope.q != 1 or constant.q != 1:
        raise Outside("an infinite sum of powers whose exponents are not whole")
    slope, constant = -times * slope, -times * constant
    if not p:
        return Ratio(plain(raised(r, -int(slope.p))))
    if slope <= 0:
        raise Outside("an infinite sum whose terms may grow")
    size, beside = (p, r) if p > 0 else (-p, -r)

    def bound(start: int) -> arb:
        if size * start + beside < 1 or slope * start + constant < 0:
            return arb("inf")
        return arb(size * (start + 1) + beside) ** -int(slope.p)

    return Ratio(ONE, (), (bound,))


def _step(scope: Scope, exponent: Term, index: str, local: Local) -> fmpq_poly:
    """`e(k + 1) - e(k)` for an exponent that is a polynomial of degree 1 or 2."""
    found = rational_term(scope, exponent, index, local)
    if found.below.degree() or found.above.degree() > 2 or any(each.degree() > 0 for each in found.divisors):
        raise Outside(_NO_SHAPE)  # an exponent with a pole may lack a value far out
    polynomial = found.above / found.below[0]
    return polynomial(fmpq_poly([1, 1])) - polynomial


def _values(scope: Scope, exponent: Term, index: str, local: Local) -> list[fmpq]:
    """Values of a polynomial of degree 2; if these are whole, so are all at whole numbers."""
    found = rational_term(scope, exponent, index, local)
    return [found.above(fmpq(place)) / found.below[0] for place in range(3)]


# -- factorials ----------------------------------------------------------------------------------------------

_Linear = tuple[fmpq, fmpq]
_Powers = list[tuple[fmpq_poly, int]]


def _factorial(argument: _Linear, each: int = 1) -> _Powers:
    """`(p k + p + r)!/(p k + r)!`"""
    slope, constant = argument
    if slope.q != 1 or not 0 <= slope <= _LONGEST_STEP:
        raise Outside("an infinite sum of such factorials")
    steps = range(1, int(slope.p) + 1)
    return [(fmpq_poly([constant + step, slope]), each) for step in steps]


def _double_factorial(argument: _Linear) -> _Powers:
    slope, constant = argument
    if slope.q != 1 or slope.p % 2 or not 0 <= slope <= _LONGEST_STEP:
        raise Outside("an infinite sum of such factorials")
    return [(fmpq_poly([constant + step, slope]), 1) for step in range(2, int(slope.p) + 1, 2)]


def _binomial(upper: _Linear, lower: _Linear) -> _Powers:
    if not upper[0] and lower[0] == 1 and lower[1].q == 1:
        return [(fmpq_poly([upper[1] - lower[1], -1]), 1), (fmpq_poly([lower[1] + 1, 1]), -1)]
    rest = upper[0] - lower[0], upper[1] - lower[1]
    if any(each.q != 1 for each in (*upper, *lower)):
        raise Outside("an infinite sum of such factorials")
    return [*_factorial(upper), *_factorial(lower, -1), *_factorial(rest, -1)]


def _rising_ratio(scope: Scope, base: Term, length: _Linear, local: Local, times: int) -> Ratio:
    """`b + r + k`, of which the absolute value lies between `k` more and `k` less than that of `b + r`."""
    number = plain(scope.machine.rule(scope, base, local))
    if isinstance(number, fmpq):
        return Ratio(ONE, tuple((part, each * times) for part, each in _rising((ZERO, number), length)))
    if length[0] != 1 or length[1].q != 1:
        raise Outside("an infinite sum of such factorials")
    size = abs(acb(number) + length[1]).upper().ceil().unique_fmpz()
    if size is None:
        raise Outside("an infinite sum of such factorials")
    return Ratio(ONE, ((fmpq_poly([fmpq(size) if times > 0 else -fmpq(size), 1]), times),))


def _rising(base: _Linear, length: _Linear) -> _Powers:
    if base[0] or length[0] != 1 or length[1].q != 1:
        raise Outside("an infinite sum of such factorials")
    return [(fmpq_poly([base[1] + length[1], 1]), 1)]


_FACTORIALS: Mapping[str, Callable[..., _Powers]] = {
    "factorial": _factorial,
    "factorial2": _double_factorial,
    "gamma": lambda argument: _factorial((argument[0], argument[1] - 1)),
    "binomial": _binomial,
    "RisingFactorial": _rising,
}


def linear(scope: Scope, term: Term, index: str, local: Local) -> tuple[fmpq, fmpq]:
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
            slope, constant = linear(scope, arg, index, local)
            return -slope, -constant
        case Add(args):
            parts = [linear(scope, arg, index, local) for arg in args]
            return sum((p for p, _ in parts), ZERO), sum((r for _, r in parts), ZERO)
        case Mul(args):
            total = (ZERO, ONE)
            for arg in args:
                slope, constant = linear(scope, arg, index, local)
                if slope and total[0]:
                    raise Outside("an infinite sum of such terms")
                total = (total[0] * constant + total[1] * slope, total[1] * constant)
            return total
        case Div(above, below):
            (slope, constant), (none, number) = (linear(scope, part, index, local) for part in (above, below))
            if none or not number:
                raise Outside("an infinite sum of such terms")
            return slope / number, constant / number
        case _:
            raise Outside("an infinite sum of such terms")
