"""Limits at a point, by certified expansions.

The limit of `f` at `a` is taken over the points near `a` at which `f` is defined (Rudin): where `f` has no
values on one side, it is the limit from the other. With `x = a + t`, `x = a - t`, `x = 1/t` or `x = -1/t`
the body is expanded in terms `c * exp(w) * t^e * log(t)^j` with numbers `c` that are exact or enclosed; a
term counts as absent only where its coefficient is exactly 0. Functions that are analytic at the limit of
their argument are expanded by python-flint's power series. Two one-sided expansions are needed only where
something depends on the side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import repeat
from math import comb, factorial
from operator import add, mul

from flint import arb, arb_series, fmpq

from derivcheck.definitions import hanging_on
from derivcheck.model import Definition
from derivcheck.refute.arithmetic.duals import Dual, Value
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, rational, root_power, sign
from derivcheck.refute.arithmetic.point import Formula
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.expansions import (
    Exponent,
    Grows,
    Key,
    NoValues,
    Series,
    is_exact_zero,
    quotient_of,
)  # fmt: skip
from derivcheck.terms import Add, Call, Const, Div, Limit, Mul, Neg, Pow, Sym, Term, free_names, substitute

__all__ = ["limit"]

#: Expansions are made to so many powers, one after the other, until the limit shows.
_LENGTHS = (5, 14)
#: Powers with larger exponents have no expansions.
_HIGHEST_POWER = 1000

_INFINITE = (Const("oo"), Neg(Const("oo")))


def limit(scope: Scope, term: Limit, local: Local) -> Value:
    """The value of a limit.

    Raises:
        Undefined: there certainly is no finite limit.
        Undecidable: it cannot be told.

    """
    if scope.machine.principal:
        raise Outside("a limit among complex numbers")
    if hanging_on(term.variable, term.body, scope.machine.context) is not None:
        raise Outside(f"a definition that mentions the bound variable {term.variable!r}")
    point = None if term.point in _INFINITE else scope.machine.rule(scope, term.point, local)
    if isinstance(point, Dual):
        raise Outside("a derivative of a limit by its point")
    for length in _LENGTHS[:-1]:
        try:
            return _expanded(scope, term, local, point, length)
        except Outside:
            raise
        except Undecidable:
            continue
    return _expanded(scope, term, local, point, _LENGTHS[-1])


def _expanded(scope: Scope, term: Limit, local: Local, point: Number | None, length: int) -> Number:
    """The value of a limit by expansions to so many powers; without a point at infinity."""
    if point is None:
        return _Expander(scope, term, local, None, -1 if isinstance(term.point, Neg) else 1, length).limit()
    above = _Expander(scope, term, local, point, 1, length)
    try:
        right: Number | None = above.limit()
    except NoValues:
        right = None
    if right is not None and not above.one_sided:
        return right
    try:
        left: Number | None = _Expander(scope, term, local, point, -1, length).limit()
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

    def __init__(
        self, scope: Scope, term: Limit, local: Local, point: Number | None, side: int, length: int
    ) -> None:
        self.scope, self.body, self.name, self.local = scope, term.body, term.variable, local
        self.length = length
        self.one_sided = point is None
        machine = scope.machine
        self.formulas: Mapping[str, Formula | Definition] = {
            **machine.context.definitions,
            **machine.point.functions,
        }
        self.zero = Series(length, {})
        self.one = self.zero.constant(ONE)
        terms: dict[Key, Number] = {((), -1 if point is None else 1, 0): fmpq(side)}
        if point is not None:
            terms[(), 0, 0] = point
        self.variable = self.zero.plain(terms)

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
            return self.zero.constant(value)
        match term:
            case Sym(indices=()):
                return self.variable
            case Neg(arg):
                return self.of(arg).times(-ONE)
            case Add(args):
                return reduce(add, map(self.of, args))
            case Mul(args):
                return reduce(mul, map(self.of, args))
            case Div(above, below):
                return self._divided(self.of(above), self.of(below))
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

    def _divided(self, above: Series, below: Series) -> Series:
        """A quotient; with exponentials in both, that of the leading terms is taken first."""
        if above.scaled and below.scaled:
            (v, e, a, u), (w, f, b, rest) = above.lead(), below.lead()
            inverse = rest.composed(_binomials(fmpq(-1), self.length))
            return self.zero.plain({(quotient_of(v, w), e - f, 0): a / b}) * ((self.one + u) * inverse)
        return above * self.raised(below, fmpq(-1))

    def raised(self, series: Series, exponent: fmpq) -> Series:
        """A rational power."""
        if abs(exponent) > _HIGHEST_POWER:
            raise Undecidable("an expansion of a power with a very large exponent")
        if exponent.q == 1 and exponent >= 0:
            return reduce(mul, repeat(series, int(exponent.p)), self.one)
        scale, low, value, rest = series.lead()
        if exponent.q != 1:
            self.one_sided = self.one_sided or low != 0
            if sign(value) < 0:
                raise NoValues("a root of negative numbers")
        times: Exponent = int(exponent.p) if exponent.q == 1 else Fraction(int(exponent.p), int(exponent.q))
        moved = tuple((power, each * exponent) for power, each in scale)
        whole = value**times if isinstance(times, int) else root_power(value, exponent)
        lead = self.zero.plain({(moved, low * times, 0): whole})
        return lead * rest.composed(_binomials(exponent, self.length))

    def exponential(self, series: Series) -> Series:
        """`exp` of what grows like a sum of powers, of logarithms, or has a limit."""
        if series.scaled or (series.order is not None and series.order <= 0):
            raise Undecidable("the exponential of what is not known far enough")
        powers: list[tuple[Exponent, Number]] = []
        rest: dict[Key, Number] = {}
        exponent: Exponent = 0
        start: Number = ZERO
        for (_, power, logs), value in series.terms.items():
            if power > 0:
                rest[(), power, logs] = value
            elif power == 0 and logs == 0:
                start = value
            elif power == 0 and logs == 1 and isinstance(value, fmpq):
                exponent = int(value.p) if value.q == 1 else Fraction(int(value.p), int(value.q))
            elif logs == 0 and isinstance(value, fmpq):  # terms are told apart by it
                powers.append((power, value))
            else:
                raise Undecidable("the exponential of such growth")
        self.one_sided = self.one_sided or bool(powers) or exponent != 0
        scale = tuple(sorted(powers, key=lambda pair: pair[0]))
        factor = ONE if is_exact_zero(start) else ball(start).exp()
        small = self.zero.plain(rest, series.order).composed(_taylor("exp", ZERO, self.length))
        return self.zero.plain({(scale, exponent, 0): factor}) * small

    def logarithm(self, series: Series) -> Series:
        """`log(lead) + log(1 + u)`"""
        scale, low, value, rest = series.lead()
        self.one_sided = self.one_sided or low != 0 or bool(scale)
        if sign(value) < 0:
            raise NoValues("a logarithm of negative numbers")
        terms: dict[Key, Number] = {((), power, 0): each for power, each in scale}
        terms[(), 0, 0] = ZERO if value == 1 else ball(value).log()
        terms[(), 0, 1] = rational(low)
        return self.zero.plain(terms) + rest.composed(_taylor("log(1 + u)", ZERO, self.length))

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
                return series.times(fmpq(sign(value)))
            case _ if name in _RATIOS:
                above, below = _RATIOS[name]
                inverse = self.raised(self._called(below, series), fmpq(-1))
                return self._called(above, series) * inverse if above else inverse
            case "erfc":
                return self.one + self._called("erf", series).times(-ONE)
            case "asinh":
                square = self.raised(series * series + self.one, fmpq(1, 2))
                return self.logarithm(series + square)
            case "atanh":
                inverse = self.raised(self.one + series.times(-ONE), fmpq(-1))
                return self.logarithm((self.one + series) * inverse).times(fmpq(1, 2))
            case "tanh":
                return self._hyperbolic_tangent(series)
            case "sinh" | "cosh":
                down = self.exponential(series.times(-ONE)).times(fmpq(-1 if name == "sinh" else 1))
                return (self.exponential(series) + down).times(fmpq(1, 2))
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
        return rest.composed(_taylor(name, start, self.length))

    def _far_out(self, name: str, series: Series) -> Series:
        if name in ("sin", "cos"):
            return self.zero.remainder(0)
        scale, _, value, _ = series.lead()
        if name == "atan" and not scale:
            inverse = self.raised(series, fmpq(-1))
            rest = self._analytic("atan", inverse).times(-ONE)
            return self.zero.constant(arb.pi() / 2 * sign(value)) + rest
        if name in ("erf", "tanh") and not scale:
            return self.zero.constant(fmpq(sign(value))) + self.zero.remainder(self.length)
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


def _taylor(name: str, start: Number, length: int) -> Sequence[Number]:
    """The first coefficients of a function at a point; at 0 they are exact where they are rational."""
    if name in _EXACT and is_exact_zero(start):
        return _exact(name, length)
    row = _TAYLOR.get(name)
    if row is None:
        raise Outside(f"a limit of {name}")
    if name in ("asin", "acos") and not abs(ball(start)) < 1:
        raise Undecidable("an inverse function at the end of its domain")
    if name in ("gamma", "loggamma", "digamma") and not ball(start) > 0:
        raise Undecidable("gamma at what may be a pole")
    found = row(arb_series([ball(start), arb(1)], prec=length + 1))
    return [found[place] for place in range(length)]


@lru_cache(maxsize=16)
def _exact(name: str, length: int) -> tuple[Number, ...]:
    return tuple(map(_EXACT[name], range(length)))


_EXACT: Mapping[str, Callable[[int], Number]] = {
    "exp": lambda n: fmpq(1, factorial(n)),
    "sin": lambda n: fmpq((0, 1, 0, -1)[n % 4], factorial(n)),
    "cos": lambda n: fmpq((1, 0, -1, 0)[n % 4], factorial(n)),
    "atan": lambda n: fmpq((0, 1, 0, -1)[n % 4], max(n, 1)),
    "asin": lambda n: fmpq(comb(n - 1, n // 2), 2 ** (n - 1) * n) if n % 2 else ZERO,
    "log(1 + u)": lambda n: fmpq((-1) ** (n + 1), n) if n else ZERO,
}


@lru_cache(maxsize=64)
def _binomials(exponent: fmpq, length: int) -> tuple[fmpq, ...]:
    """The first coefficients of `(1 + u)^exponent`."""
    found = [ONE]
    for step in range(length - 1):
        found.append(found[-1] * (exponent - step) / (step + 1))
    return tuple(found)
