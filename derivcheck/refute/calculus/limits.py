"""Limits at a point, by certified expansions.

The limit of `f` at `a` is taken over the points near `a` at which `f` is defined (Rudin): where `f` has no
values on one side, it is the limit from the other. With `x = a + t`, `x = a - t`, `x = 1/t` or `x = -1/t`
the body is expanded in terms `c * exp(w) * t^e * log(t)^j` with numbers `c` that are exact or enclosed; a
term counts as absent only where its coefficient is exactly 0. Functions that are analytic at the limit of
their argument are expanded by python-flint's power series. Two one-sided expansions are needed only where
something depends on the side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import comb
from operator import add, mul

from flint import arb, arb_series, fmpq

from derivcheck.model import Definition
from derivcheck.refute.arithmetic.duals import Dual, Value
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, rational, root_power, sign
from derivcheck.refute.arithmetic.point import Formula
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.expansions import (
    LENGTH,
    Grows,
    Key,
    NoValues,
    Series,
    constant,
    is_exact_zero,
)
from derivcheck.terms import Add, Call, Const, Div, Limit, Mul, Neg, Pow, Sym, Term, free_names, substitute

__all__ = ["limit"]


def limit(scope: Scope, term: Limit, local: Local) -> Value:
    """The value of a limit.

    Raises:
        Undefined: there certainly is no finite limit.
        Undecidable: it cannot be told.

    """
    if scope.machine.principal:
        raise Outside("a limit among complex numbers")
    if term.point in (Const("oo"), Neg(Const("oo"))):
        side = 1 if term.point == Const("oo") else -1
        return _Expander(scope, term, local, None, side).limit()
    point = scope.machine.rule(scope, term.point, local)
    if isinstance(point, Dual):
        raise Outside("a derivative of a limit by its point")
    above = _Expander(scope, term, local, point, 1)
    try:
        right: Number | None = above.limit()
    except NoValues:
        right = None
    if right is not None and not above.one_sided:
        return right
    try:
        left: Number | None = _Expander(scope, term, local, point, -1).limit()
    except NoValues:
        left = None
    return _common(left, right)


def _common(left: Number | None, right: Number | None) -> Number:
    """The two-sided limit; one side alone counts where there is nothing on the other."""
    if left is None and right is None:
        raise Undefined("a limit where there are no values")
    if left is None or right is None:
        return right if right is not None else left  # type: ignore[return-value]
    if isinstance(left, fmpq) and isinstance(right, fmpq) and left == right:
        return left
    if not ball(left).overlaps(ball(right)):
        raise Undefined("different limits from the two sides")
    raise Undecidable("whether the limits from the two sides are one")


class _Expander:
    """Expands one body towards one side of a point; `one_sided` is set where the side has mattered."""

    def __init__(self, scope: Scope, term: Limit, local: Local, point: Number | None, side: int) -> None:
        self.scope, self.body, self.name, self.local = scope, term.body, term.variable, local
        self.one_sided = point is None
        machine = scope.machine
        self.formulas: Mapping[str, Formula | Definition] = {
            **machine.context.definitions,
            **machine.point.functions,
        }
        way = fmpq(side)
        terms: dict[Key, Number] = {((), Fraction(-1 if point is None else 1), 0): way}
        if point is not None:
            terms[(), Fraction(0), 0] = point
        self.variable = Series(terms)

    def limit(self) -> Number:
        """The finite limit."""
        series = self.of(self.body)
        try:
            return series.split()[0]
        except Grows:
            series.lead()  # which certainly is not 0
            raise Undefined("an infinite limit") from None

    def of(self, term: Term) -> Series:
        """The expansion of a term."""
        if self.name not in free_names(term):
            value = self.scope.machine.rule(self.scope, term, self.local)
            if isinstance(value, Dual):
                raise Outside("a derivative of a limit")
            return constant(value)
        match term:
            case Sym(indices=()):
                return self.variable
            case Neg(arg):
                return self.of(arg) * constant(-ONE)
            case Add(args):
                return reduce(add, map(self.of, args))
            case Mul(args):
                return reduce(mul, map(self.of, args))
            case Div(above, below):
                return self.of(above) * self.raised(self.of(below), fmpq(-1))
            case Pow(base, exponent):
                return self._power(base, exponent)
            case Call(name, args) if name in self.formulas:
                return self._formula(term)
            case Call(name, (arg,)):
                return self._called(name, self.of(arg))
            case _:
                raise Outside(f"a limit of {type(term).__name__.lower()}")

    def _formula(self, term: Call) -> Series:
        """A function that stands for a formula."""
        found = self.formulas[term.name]
        if any(term.primes) or self.name in free_names(found.body) - set(found.parameters):
            raise Outside("a limit of such a function")
        return self.of(substitute(found.body, dict(zip(found.parameters, term.args, strict=True))))

    def _power(self, base: Term, exponent: Term) -> Series:
        if base == Const("e"):
            return self.exponential(self.of(exponent))
        if self.name not in free_names(exponent):
            value = self.scope.machine.rule(self.scope, exponent, self.local)
            if isinstance(value, fmpq):
                return self.raised(self.of(base), value)
        return self.exponential(self.of(exponent) * self.logarithm(self.of(base)))

    def raised(self, series: Series, exponent: fmpq) -> Series:
        """A rational power."""
        if exponent.q == 1 and exponent >= 0:
            total = constant(ONE)
            for _ in range(int(exponent.p)):
                total = total * series
            return total
        scale, low, value, rest = series.lead()
        if exponent.q != 1:
            self.one_sided = self.one_sided or low != 0
            if sign(value) < 0:
                raise NoValues("a root of negative numbers")
        times = Fraction(int(exponent.p), int(exponent.q))
        coefficient, binomials = Fraction(1), list[Number]()
        for step in range(LENGTH):
            binomials.append(rational(coefficient))
            coefficient = coefficient * (times - step) / (step + 1)
        moved = tuple((power, each * exponent) for power, each in scale)
        whole = value ** int(exponent.p) if exponent.q == 1 else root_power(value, exponent)
        return Series({(moved, low * times, 0): whole}) * rest.composed(binomials)

    def exponential(self, series: Series) -> Series:
        """`exp` of what grows like a sum of powers, of logarithms, or has a limit."""
        if series.scaled or (series.order is not None and series.order <= 0):
            raise Undecidable("the exponential of what is not known far enough")
        powers: list[tuple[Fraction, Number]] = []
        rest: dict[Key, Number] = {}
        exponent = Fraction(0)
        start: Number = ZERO
        for (_, power, logs), value in series.terms.items():
            if power > 0:
                rest[(), power, logs] = value
            elif power == 0 and logs == 0:
                start = value
            elif power == 0 and logs == 1 and isinstance(value, fmpq):
                exponent = Fraction(int(value.p), int(value.q))
            elif logs == 0 and isinstance(value, fmpq):  # terms are told apart by it
                powers.append((power, value))
            else:
                raise Undecidable("the exponential of such growth")
        self.one_sided = self.one_sided or bool(powers) or exponent != 0
        scale = tuple(sorted(powers, key=lambda pair: pair[0]))
        factor = ONE if is_exact_zero(start) else ball(start).exp()
        return Series({(scale, exponent, 0): factor}) * Series(rest, series.order).composed(
            _taylor("exp", ZERO)
        )

    def logarithm(self, series: Series) -> Series:
        """`log(lead) + log(1 + u)`"""
        scale, low, value, rest = series.lead()
        self.one_sided = self.one_sided or low != 0 or bool(scale)
        if sign(value) < 0:
            raise NoValues("a logarithm of negative numbers")
        terms: dict[Key, Number] = {((), power, 0): each for power, each in scale}
        terms[(), Fraction(0), 0] = ZERO if value == 1 else ball(value).log()
        terms[(), Fraction(0), 1] = rational(low)
        ones: list[Number] = [ZERO, *(fmpq((-1) ** (place + 1), place) for place in range(1, LENGTH))]
        return Series(terms) + rest.composed(ones)

    def _called(self, name: str, series: Series) -> Series:
        match name:
            case "exp":
                return self.exponential(series)
            case "log":
                return self.logarithm(series)
            case "sqrt":
                return self.raised(series, fmpq(1, 2))
            case "abs":
                _, low, value, _ = series.lead()
                self.one_sided = self.one_sided or low != 0
                return series * constant(fmpq(sign(value)))
            case _ if name in _RATIOS:
                above, below = _RATIOS[name]
                inverse = self.raised(self._called(below, series), fmpq(-1))
                return self._called(above, series) * inverse if above else inverse
            case "erfc":
                return constant(ONE) + self._called("erf", series) * constant(-ONE)
            case "asinh":
                square = self.raised(series * series + constant(ONE), fmpq(1, 2))
                return self.logarithm(series + square)
            case "atanh":
                inverse = self.raised(constant(ONE) + series * constant(-ONE), fmpq(-1))
                return self.logarithm((constant(ONE) + series) * inverse) * constant(fmpq(1, 2))
            case "tanh":
                return self._hyperbolic_tangent(series)
            case "sinh" | "cosh":
                down = self.exponential(series * constant(-ONE)) * constant(fmpq(-1 if name == "sinh" else 1))
                return (self.exponential(series) + down) * constant(fmpq(1, 2))
            case _:
                return self._analytic(name, series)

    def _hyperbolic_tangent(self, series: Series) -> Series:
        try:
            series.split()
        except Grows:
            self.one_sided = True
            return self._far_out("tanh", series)
        return self._called("sinh", series) * self.raised(self._called("cosh", series), fmpq(-1))

    def _analytic(self, name: str, series: Series) -> Series:
        """By the Taylor series at the limit of the argument, or what is known of the function far out."""
        try:
            start, rest = series.split()
        except Grows:
            self.one_sided = True
            return self._far_out(name, series)
        return rest.composed(_taylor(name, start))

    def _far_out(self, name: str, series: Series) -> Series:
        if name in ("sin", "cos"):
            return Series({}, Fraction(0))
        scale, _, value, _ = series.lead()
        if name == "atan" and not scale:
            inverse = self.raised(series, fmpq(-1))
            rest = self._analytic("atan", inverse) * constant(-ONE)
            return constant(arb.pi() / 2 * sign(value)) + rest
        if name in ("erf", "tanh") and not scale:
            return constant(fmpq(sign(value))) + Series({}, Fraction(LENGTH))
        raise Outside(f"{name} far out")


#: Quotients of other functions, or reciprocals.
_RATIOS: Mapping[str, tuple[str, str]] = {
    "tan": ("sin", "cos"),
    "cot": ("cos", "sin"),
    "sec": ("", "cos"),
    "csc": ("", "sin"),
    "coth": ("cosh", "sinh"),
    "sech": ("", "cosh"),
    "csch": ("", "sinh"),
}

_TAYLOR: Mapping[str, Callable[[arb_series], arb_series]] = {
    **{
        name: getattr(arb_series, name)
        for name in ("exp", "sin", "cos", "atan", "asin", "acos", "erf", "gamma")
    },
    "loggamma": arb_series.lgamma,
    "digamma": lambda series: series.lgamma().derivative(),
}


def _taylor(name: str, start: Number) -> list[Number]:
    """The coefficients of a function at a point; at 0 they are exact where they are rational."""
    if name in _EXACT and is_exact_zero(start):
        return [_EXACT[name](place) for place in range(LENGTH)]
    row = _TAYLOR.get(name)
    if row is None:
        raise Outside(f"a limit of {name}")
    if name in ("asin", "acos") and not abs(ball(start)) < 1:
        raise Undecidable("an inverse function at the end of its domain")
    if name in ("gamma", "loggamma", "digamma") and not ball(start) > 0:
        raise Undecidable("gamma at what may be a pole")
    found = row(arb_series([ball(start), arb(1)], prec=LENGTH + 1))
    return [found[place] for place in range(LENGTH)]


def _factorial(place: int) -> int:
    total = 1
    for step in range(2, place + 1):
        total *= step
    return total


_EXACT: Mapping[str, Callable[[int], Number]] = {
    "exp": lambda n: fmpq(1, _factorial(n)),
    "sin": lambda n: fmpq((0, 1, 0, -1)[n % 4], _factorial(n)),
    "cos": lambda n: fmpq((1, 0, -1, 0)[n % 4], _factorial(n)),
    "atan": lambda n: fmpq((0, 1, 0, -1)[n % 4], max(n, 1)),
    "asin": lambda n: fmpq(comb(n - 1, n // 2), 2 ** (n - 1) * n) if n % 2 else ZERO,
}
