"""Terms far out as powers of the index and its logarithm, with a bound of what is left out.

Such a term is `f(k) = sum of k^e log(k)^j T(1/k)` over some rational `e` and whole `j`, with power series
`T(u) = c_0 + c_1 u + ...` that converge for `|u| <= H`. Of each the first coefficients are enclosed (and
a few known exactly, to see what cancels), and a bound `M` of its norm `|c_0| + |c_1| H + |c_2| H^2 + ...`.
The norm of a sum or product is at most the sum or product of the norms; that of a power series in `w` with
coefficients `a_0, a_1, ...` is at most `|a_0| + |a_1| |w| + ...` with the norm of `w`. For a real `k >= K`
the terms from the `N`-th on come to at most `M/(K H)^N`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce

from flint import acb, arb, arb_series, fmpq, fmpq_series

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import Dual
from derivcheck.refute.arithmetic.numbers import root_power
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.rational_series import written_whole
from derivcheck.terms import Add, Call, Div, Mul, Neg, Pow, Sym, Term, free_names

__all__ = ["Expander", "Expansion", "Part", "Key"]

#: So many coefficients are known exactly, where they are rational.
_EXACT = 12
_HIGHEST_POWER = 40
_NONE = "an infinite sum whose terms have no expansion far out"

#: The exponents of the index and of its logarithm.
Key = tuple[Fraction, int]


@frozen
class Part:
    """A power series with its first coefficients, some also exactly, and a bound of its norm."""

    series: arb_series
    exact: fmpq_series | None
    norm: arb

    def coefficient(self, place: int) -> fmpq | arb:
        """The coefficient of `u^place`, exactly if that is known."""
        if self.exact is not None and place < self.exact.prec:
            return self.exact[place]
        return self.series[place]

    def is_zero(self, place: int) -> bool:
        """Whether a coefficient is exactly 0."""
        value = self.coefficient(place)
        return not value if isinstance(value, fmpq) else bool(value.is_zero())


#: The parts of a term; beside one power of the logarithm no two exponents differ by a whole number.
Expansion = Mapping[Key, Part]


class Expander:
    """Expansions of terms in `index`, whose series converge for `1/k <= radius`."""

    def __init__(self, scope: Scope, index: str, local: Local, radius: fmpq) -> None:
        self.scope, self.index, self.local = scope, index, local
        self.radius = arb(radius)

    def expanded(self, term: Term) -> Expansion:
        """The parts of a term.

        Raises:
            Outside: there is no rule for it, or its series need not converge so far.

        """
        if self.index not in free_names(term):
            return self._constant(self.scope.machine.rule(self.scope, term, self.local))
        match term:
            case Sym(_, ()):
                return {(Fraction(1), 0): self._number(fmpq(1))}
            case Neg(arg):
                return self.product(self._constant(fmpq(-1)), self.expanded(arg))
            case Add(args):
                return reduce(self.sum, map(self.expanded, args))
            case Mul(args):
                return reduce(self.product, map(self.expanded, args))
            case Div(above, below):
                return self.product(self.expanded(above), self._power(self.expanded(below), fmpq(-1)))
            case Pow(base, exponent):
                return self._raised(base, exponent)
            case Call(name, (arg,)):
                return self._called(name, self.expanded(arg))
        raise Outside(_NONE)

    def _raised(self, base: Term, exponent: Term) -> Expansion:
        whole = written_whole(exponent)
        if whole is not None:
            return self._power(self.expanded(base), fmpq(whole))
        if self.index not in free_names(exponent):
            value = self.scope.machine.rule(self.scope, exponent, self.local)
            if isinstance(value, fmpq):
                return self._power(self.expanded(base), value)
        logarithm = self._logarithm(self.expanded(base))
        return self._analytic("exp", self.product(self.expanded(exponent), logarithm))

    # -- arithmetic ------------------------------------------------------------------------------------------

    def _constant(self, value: object) -> Expansion:
        if isinstance(value, acb) and value.imag.is_zero():
            value = value.real
        if isinstance(value, Dual) or not isinstance(value, fmpq | arb):
            raise Outside(_NONE)
        return {(Fraction(0), 0): self._number(value)}

    def _number(self, value: fmpq | arb) -> Part:
        exact = fmpq_series([value], prec=_EXACT) if isinstance(value, fmpq) else None
        return Part(arb_series([arb(value)]), exact, abs(arb(value)).abs_upper())

    def sum(self, one: Expansion, other: Expansion) -> Expansion:
        """The sum of two expansions."""
        total = dict(one)
        for (exponent, logs), part in other.items():
            near = [e for e, j in total if j == logs and (e - exponent).denominator == 1]
            if not near:
                total[exponent, logs] = part
                continue
            (here,) = near
            highest = max(here, exponent)
            first = self._lowered(total.pop((here, logs)), int(highest - here))
            total[highest, logs] = self._added(first, self._lowered(part, int(highest - exponent)))
        return total

    def _added(self, one: Part, other: Part) -> Part:
        exact = None if one.exact is None or other.exact is None else one.exact + other.exact
        made = Part(one.series + other.series, exact, _up(one.norm + other.norm))
        if one.is_zero(0) or not made.is_zero(0):
            return made
        # What cancels is no part of the norm, as in `exp(u) - 1`.
        many = made.series.prec
        left = self._beyond(one, many) + self._beyond(other, many)
        return Part(made.series, exact, _up(self._up_to(made, many) + left))

    def _up_to(self, part: Part, many: int) -> arb:
        """The norm of the first coefficients."""
        return sum([abs(arb(part.coefficient(m))) * self.radius**m for m in range(many)], arb(0))

    def _beyond(self, part: Part, many: int) -> arb:
        """At most the norm of the others."""
        return (part.norm - self._up_to(part, many)).abs_upper()

    def _lowered(self, part: Part, steps: int) -> Part:
        """The series times a power of `u`."""
        if not steps:
            return part
        shift = [0] * steps + [1]
        exact = None if part.exact is None else part.exact * fmpq_series(shift, prec=_EXACT)
        return Part(part.series * arb_series(shift), exact, _up(part.norm * self.radius**steps))

    def product(self, one: Expansion, other: Expansion) -> Expansion:
        """The product of two expansions."""
        total: Expansion = {}
        for (e, j), a in one.items():
            for (f, i), b in other.items():
                total = self.sum(total, {(e + f, j + i): _multiplied(a, b)})
        return total

    def _led(self, expansion: Expansion) -> tuple[Fraction, Part]:
        """The exponent and the series of a single part, whose first coefficient is not 0."""
        if len(expansion) != 1:
            raise Outside(_NONE)
        (((exponent, logs), part),) = expansion.items()
        steps = next((place for place in range(_EXACT) if not part.is_zero(place)), None)
        if logs or steps is None:
            raise Outside(_NONE)
        if steps:
            series = arb_series(part.series.coeffs()[steps:], prec=part.series.prec - steps)
            exact = part.exact
            if exact is not None:
                exact = fmpq_series(exact.coeffs()[steps:], prec=exact.prec - steps)
            part = Part(series, exact, _up(part.norm / self.radius**steps))
        if part.series[0].contains(0):
            raise Outside(_NONE)
        return exponent - steps, part

    # -- functions -------------------------------------------------------------------------------------------

    def _power(self, expansion: Expansion, exponent: fmpq) -> Expansion:
        if abs(exponent) > _HIGHEST_POWER:
            raise Outside(_NONE)
        if exponent.q == 1 and exponent >= 0:
            made = self._constant(fmpq(1))
            for _ in range(int(exponent.p)):
                made = self.product(made, expansion)
            return made
        degree, part = self._led(expansion)
        low, rest = _apart(part)
        key = degree * Fraction(int(exponent.p), int(exponent.q)), 0
        if exponent == -1:
            exact = None if part.exact is None else part.exact.inv()
            return {key: Part(part.series.inv(), exact, _up(1 / (low * _below_one(rest / low))))}
        if exponent.q == 1:
            return self._power(self._power(expansion, fmpq(-1)), -exponent)
        if not part.series[0] > 0:
            raise Outside(_NONE)
        series = (part.series.log() * arb(exponent)).exp()
        norm = abs(series[0]) / _below_one(rest / low) ** abs(arb(exponent))
        return {key: Part(series, _exact_power(part.exact, exponent), _up(norm))}

    def _logarithm(self, expansion: Expansion) -> Expansion:
        degree, part = self._led(expansion)
        if not part.series[0] > 0:
            raise Outside(_NONE)
        low, rest = _apart(part)
        exact = None
        if part.exact is not None and part.exact[0] == 1:
            exact = part.exact.log()
        norm = abs(part.series[0].log()) + (rest / low) / _below_one(rest / low)
        made: Expansion = {(Fraction(0), 0): Part(part.series.log(), exact, _up(norm))}
        if degree:
            slope = fmpq(degree.numerator, degree.denominator)
            made = self.sum(made, {(Fraction(0), 1): self._number(slope)})
        return made

    def _called(self, name: str, expansion: Expansion) -> Expansion:
        if name == "sqrt":
            return self._power(expansion, fmpq(1, 2))
        if name == "log":
            return self._logarithm(expansion)
        if name not in _FUNCTIONS:
            raise Outside(_NONE)
        return self._analytic(name, expansion)

    def _analytic(self, name: str, expansion: Expansion) -> Expansion:
        """A function of what has a limit."""
        if len(expansion) != 1:
            raise Outside(_NONE)
        (((exponent, logs), part),) = expansion.items()
        if exponent > 0:
            exponent, part = self._led(expansion)
        if logs or exponent.denominator != 1 or exponent > 0:
            raise Outside(_NONE)
        part = self._lowered(part, int(-exponent))
        of, growth, anywhere = _FUNCTIONS[name]
        from_zero = part.is_zero(0)
        if not (anywhere or from_zero):
            raise Outside(_NONE)
        exact = getattr(part.exact, name)() if from_zero and part.exact is not None else None
        series, (_, rest) = of(part.series), _apart(part)
        norm = abs(series[0]) + growth(part.series[0], rest)
        return {(Fraction(0), 0): Part(series, exact, _up(norm))}


def _up(value: arb) -> arb:
    if not value.is_finite():
        raise Outside(_NONE)
    return value.abs_upper()


def _multiplied(one: Part, other: Part) -> Part:
    exact = None if one.exact is None or other.exact is None else one.exact * other.exact
    return Part(one.series * other.series, exact, _up(one.norm * other.norm))


def _apart(part: Part) -> tuple[arb, arb]:
    """At least the size of the first coefficient, and at most the norm of the others."""
    low = abs(part.series[0]).abs_lower()
    return low, (part.norm - low).abs_upper()


def _below_one(size: arb) -> arb:
    """`1 - size`, which must be positive."""
    if not size < 1:
        raise Outside(_NONE)
    return 1 - size


def _exact_power(series: fmpq_series | None, exponent: fmpq) -> fmpq_series | None:
    if series is None or not series[0] > 0:
        return None
    start = root_power(series[0], exponent)
    if not isinstance(start, fmpq):
        return None
    first, power, last = (fmpq_series([value]) for value in (1 / series[0], exponent, start))
    return ((series * first).log() * power).exp() * last


def _of_exponential(start: arb, rest: arb) -> arb:
    return start.exp() * rest.expm1()


def _of_wave(along: Callable[[arb], arb], across: Callable[[arb], arb]) -> Callable[[arb, arb], arb]:
    """`sin(s + w) = sin(s) cos(w) + cos(s) sin(w)`, and the like."""
    return lambda start, rest: abs(along(start)) * (rest.cosh() - 1) + abs(across(start)) * rest.sinh()


def _geometric(_start: arb, rest: arb) -> arb:
    """For coefficients that are at most 1."""
    return rest / _below_one(rest)


def _hyperbolic(sign: int) -> Callable[[arb_series], arb_series]:
    return lambda x: (x.exp() + (-x).exp() * sign) / 2


_Function = tuple[Callable[[arb_series], arb_series], Callable[[arb, arb], arb], bool]

#: How a function is expanded, the norm of what it adds to its value at the limit of its argument, from that
#: and the norm of the rest of the argument, and whether that is so at any limit or at 0 alone.
_FUNCTIONS: Mapping[str, _Function] = {
    "exp": (arb_series.exp, _of_exponential, True),
    "sin": (arb_series.sin, _of_wave(arb.sin, arb.cos), True),
    "cos": (arb_series.cos, _of_wave(arb.cos, arb.sin), True),
    "sinh": (_hyperbolic(-1), _of_wave(arb.sinh, arb.cosh), True),
    "cosh": (_hyperbolic(1), _of_wave(arb.cosh, arb.sinh), True),
    "atan": (arb_series.atan, _geometric, True),
    "tan": (arb_series.tan, _geometric, False),
    "asin": (arb_series.asin, _geometric, False),
    "tanh": (lambda x: _hyperbolic(-1)(x) / _hyperbolic(1)(x), _geometric, False),
    "atanh": (lambda x: ((1 + x).log() - (1 - x).log()) / 2, _geometric, False),
    "asinh": (lambda x: (x + (x * x + 1).sqrt()).log(), _geometric, False),
}
