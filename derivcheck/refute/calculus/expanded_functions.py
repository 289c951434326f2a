"""Functions of expansions: powers, exponentials, logarithms, and a row for any other function.

Functions that are analytic at the limit of their argument are expanded by python-flint's power series; where
the argument grows, by what is known of them far out (Stirling's series and that of `erf`; the limits of
`atan` and `Si` and how fast they are approached).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial, reduce
from itertools import repeat
from operator import mul

from flint import arb, fmpq

from derivcheck.refute.arithmetic.exact_numbers import (
    Constant,
    Inexact,
    exact_exponential,
    exact_logarithm,
    exact_power,
    pi,
)  # fmt: skip
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, binomials, rational, root_power
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.refute.calculus.expansions import (
    Exponent,
    Grows,
    Key,
    Lead,
    NoValues,
    Series,
    beyond,
    scale_of,
    tends_to_zero,
)  # fmt: skip
from derivcheck.refute.calculus.taylor import coefficients
from derivcheck.refute.functions.table import floor_number

__all__ = ["Expanding"]

#: Powers with larger exponents have no expansions.
_HIGHEST_POWER = 1000
#: Poles of gamma further out are not looked at.
_LARGEST_STEP = 20


class Expanding:
    """Expansions of functions on one side of a point; `one_sided` is set where the side has mattered."""

    def __init__(self, length: int, *, one_sided: bool) -> None:
        self.length, self.one_sided = length, one_sided
        self.zero = Series(length, {})
        self.one = self.zero.constant(ONE)

    def raised(self, series: Series, exponent: fmpq) -> Series:
        """A rational power."""
        if abs(exponent) > _HIGHEST_POWER:
            raise Undecidable("an expansion of a power with a very large exponent")
        if exponent.q == 1 and exponent >= 0:
            return reduce(mul, repeat(series, int(exponent.p)), self.one)
        if exponent > 0 and not series.scales:
            return self.zero
        lead = series.lead()
        times: Exponent = int(exponent.p) if exponent.q == 1 else Fraction(int(exponent.p), int(exponent.q))
        logs = lead.power[1] * times
        if logs != int(logs):
            raise Undecidable("a root of a logarithm of what is small")
        value = lead.value
        if exponent.q != 1:  # the logarithm is negative: by powers of `-log(t)`
            self.mark(lead)
            if lead.sign < 0:
                raise NoValues("a root of negative numbers")
            value = -value if lead.power[1] % 2 else value
        raised = _power(value, exponent)
        moved = tuple((powers, each * exponent) for powers, each in lead.scale)
        turned = exponent.q != 1 and int(logs) % 2
        outside = self.zero.plain({(moved, lead.power[0] * times, int(logs)): -raised if turned else raised})
        return outside * lead.rest.composed(binomials(exponent, self.length))

    def mark(self, lead: Lead) -> None:
        """Note that the side matters, where it does for what hangs on the leading term."""
        self.one_sided = self.one_sided or bool(lead.scale) or lead.power != (0, 0)

    def exponential(self, series: Series) -> Series:
        """`exp` of what grows like a sum of powers, of logarithms, or has a limit."""
        order = series.orders.get(())
        if order is not None and not tends_to_zero(order):
            raise Undecidable("the exponential of what is not known far enough")
        growth: dict[tuple[Exponent, int], Number] = {}
        rest: dict[Key, Number] = {}
        exponent: Exponent = 0
        start: Number = ZERO
        for (scale, power, logs), value in series.terms.items():
            if scale or tends_to_zero((power, logs)):
                rest[scale, power, logs] = value
            elif power == 0 and logs == 0:
                start = value
            elif power == 0 and logs == 1 and isinstance(value, fmpq):
                exponent = int(value.p) if value.q == 1 else Fraction(int(value.p), int(value.q))
            elif (power < 0 or logs > 1) and isinstance(value, fmpq | Constant):  # terms are told apart by it
                growth[power, logs] = value
            else:
                raise Undecidable("the exponential of such growth")
        self.one_sided = self.one_sided or bool(growth) or exponent != 0
        small = self.zero.plain(rest, series.orders).composed(coefficients("exp", ZERO, self.length))
        return self.zero.plain({(scale_of(growth), exponent, 0): _exponential(start)}) * small

    def logarithm(self, series: Series) -> Series:
        """`log(lead) + log(1 + u)`"""
        lead = series.lead()
        self.mark(lead)
        if lead.sign < 0:
            raise NoValues("a logarithm of negative numbers")
        (scale, (low, logs), value, rest) = lead
        if logs:
            raise Undecidable("the logarithm of a logarithm of what is small")
        terms: dict[Key, Number] = {((), *powers): each for powers, each in scale}
        terms[(), 0, 0] = _logarithm(value)
        terms[(), 0, 1] = rational(low)
        return self.zero.plain(terms) + rest.composed(coefficients("log(1 + u)", ZERO, self.length))

    def called(self, name: str, series: Series) -> Series:
        """The function of this name of a series."""
        row = _FUNCTIONS.get(name)
        return self.analytic(name, series) if row is None else row(self, series)

    def analytic(self, name: str, series: Series) -> Series:
        """By the Taylor series at the limit of the argument, or what is known of the function far out."""
        try:
            start, rest = series.split()
        except Grows:
            self.one_sided = True
            return self._far_out(name, series)
        return rest.composed(coefficients(name, start, self.length))

    def _far_out(self, name: str, series: Series) -> Series:
        if name in ("sin", "cos"):
            return self.zero.remainder((0, 0))
        lead = series.lead()
        if not lead.scale and name == "erf":
            return self._error_function(series, lead.sign)
        if not lead.scale and name in _TENDING:
            limit, speed = _TENDING[name]
            low, logs = lead.power
            order = beyond(self.length) if speed is None else (-speed * low, -speed * logs)
            return self.zero.constant(limit() * fmpq(lead.sign)) + self.zero.remainder(order)
        if not lead.scale and name == "atan":
            rest = self.analytic("atan", self.raised(series, fmpq(-1))).times(-ONE)
            return self.zero.constant(pi() * fmpq(lead.sign, 2)) + rest
        if not lead.scale and name == "loggamma" and lead.sign > 0:
            return self._stirling(series)
        if not lead.scale and name == "digamma" and lead.sign > 0:
            row = [ZERO, fmpq(-1, 2)]
            row += [fmpq(-place) * _stirling_coefficient(place) for place in range(1, self.length - 1)]
            return self.logarithm(series) + self.raised(series, fmpq(-1)).composed(row)
        raise Outside(f"{name} far out")

    def _stirling(self, series: Series) -> Series:
        """The logarithm of gamma: `(x - 1/2) log(x) - x + log(2 pi)/2 + 1/(12 x) - ...`."""
        half, inverse = fmpq(1, 2), self.raised(series, fmpq(-1))
        start = (series + self.zero.constant(-half)) * self.logarithm(series) + series.times(-ONE)
        row = [ZERO, *map(_stirling_coefficient, range(1, self.length))]
        return start + self.zero.constant((2 * arb.pi()).log() * half) + inverse.composed(row)

    def _error_function(self, series: Series, side: int) -> Series:
        """`erf(x) = 1 - exp(-x^2)/(sqrt(pi) x) (1 - 1/(2 x^2) + 3/(4 x^4) - ...)`, with -1 for 1 below 0."""
        row = [ZERO, ONE]
        while len(row) < self.length:
            row += [ZERO, row[-1] * fmpq(1 - len(row), 2)]
        falling = self.exponential((series * series).times(-ONE)) * self.raised(series, fmpq(-1)).composed(
            row
        )
        return self.zero.constant(fmpq(side)) + falling.times(-_power(pi(), fmpq(-1, 2)))

    def chosen(self, upper: Series, lower: Series) -> Series:
        """A binomial coefficient of what is not negative: by factors, or by gamma functions."""
        beside = upper + lower.times(-ONE)
        if not lower.orders and not lower.terms.keys() - {((), 0, 0)}:
            (number,) = lower.terms.values() or (ZERO,)
            if isinstance(number, fmpq) and number.q == 1 and 0 <= number <= _LARGEST_STEP:
                steps = [upper + self.zero.constant(fmpq(-step)) for step in range(int(number.p))]
                below = reduce(mul, (fmpq(step + 1) for step in range(len(steps))), ONE)
                return reduce(mul, steps, self.one).times(1 / below)
        if any(self.side_of(each) < 0 for each in (upper, lower, beside)):
            raise Outside("a limit of such binomial coefficients")
        above, *below_it = (_gamma(self, each + self.one) for each in (upper, lower, beside))
        return above * self.raised(reduce(mul, below_it), fmpq(-1))

    def side_of(self, series: Series) -> int:
        """The sign of a series on this side, 0 for what is 0 all along it."""
        if not series.scales:
            return 0
        lead = series.lead()
        self.mark(lead)
        return lead.sign

    def angle(self, up: Series, across: Series) -> Series:
        """The angle of a point: `atan(up/across)`, and half a turn more or less on the left."""
        side = self.side_of(across)
        if not side and not up.scales:
            raise NoValues("the angle of the origin")
        if not side:
            return self.zero.constant(pi() * fmpq(self.side_of(up), 2))
        found = self.called("atan", up * self.raised(across, fmpq(-1)))
        if side > 0:
            return found
        return found + self.zero.constant(pi() * fmpq(-1 if self.side_of(up) < 0 else 1))

    def extreme(self, side: int, one: Series, other: Series) -> Series:
        """The greater one (`side` is 1) or the smaller one (-1)."""
        difference = one + other.times(-ONE)
        if not difference.scales:
            return one
        return one if self.side_of(difference) == side else other


def _stirling_coefficient(place: int) -> fmpq:
    """The coefficient of `x^-place`."""
    return fmpq.bernoulli(place + 1) / (place * (place + 1)) if place % 2 else ZERO


def _power(value: Number, exponent: fmpq) -> Number:
    try:
        return exact_power(value, exponent)
    except Inexact:
        return value ** int(exponent.p) if exponent.q == 1 else root_power(value, exponent)


def _exponential(value: Number) -> Number:
    try:
        return exact_exponential(value)
    except Inexact:
        return ball(value).exp()


def _logarithm(value: Number) -> Number:
    try:
        return exact_logarithm(value)
    except Inexact:
        return ball(value).log()


# -- rows --------------------------------------------------------------------------------------------------


def _hyperbolic(side: int, at: Expanding, series: Series) -> Series:
    """`cosh` (`side` is 1) or `sinh` (-1)."""
    down = at.exponential(series.times(-ONE)).times(fmpq(side))
    return (at.exponential(series) + down).times(fmpq(1, 2))


def _hyperbolic_tangent(at: Expanding, series: Series) -> Series:
    try:
        series.split()
    except Grows:
        return at.analytic("tanh", series)
    return at.called("sinh", series) * at.raised(at.called("cosh", series), fmpq(-1))


def _area_sine(at: Expanding, series: Series) -> Series:
    return at.logarithm(series + at.raised(series * series + at.one, fmpq(1, 2)))


def _area_cosine(at: Expanding, series: Series) -> Series:
    factors = (at.raised(series + at.zero.constant(fmpq(each)), fmpq(1, 2)) for each in (-1, 1))
    return at.logarithm(series + reduce(mul, factors))


def _area_tangent(at: Expanding, series: Series) -> Series:
    inverse = at.raised(at.one + series.times(-ONE), fmpq(-1))
    return at.logarithm((at.one + series) * inverse).times(fmpq(1, 2))


def _absolute(at: Expanding, series: Series) -> Series:
    try:
        return series.times(fmpq(at.side_of(series)))
    except Undecidable:
        most = series.largest()
        if series.scales != {()} or most is None:
            raise
        return at.zero.remainder(most)


def _floor(at: Expanding, series: Series) -> Series:
    try:
        start, rest = series.split()
    except Grows:
        at.one_sided = True
        return series + at.zero.remainder((0, 0))
    below = floor_number(start)
    touches = isinstance(start, fmpq) and below == start and rest.scales
    return at.zero.constant(below - 1 if touches and at.side_of(rest) < 0 else below)


def _gamma(at: Expanding, series: Series) -> Series:
    """At a pole `-m` by `gamma(x + m + 1)/(x (x + 1) ... (x + m))`."""
    try:
        start, rest = series.split()
    except Grows:
        return at.exponential(at.analytic("loggamma", series))
    if not isinstance(start, fmpq) or start.q != 1 or not -_LARGEST_STEP <= start <= 0:
        return at.analytic("gamma", series)
    steps = (rest + at.zero.constant(fmpq(-step)) for step in range(int(-start.p) + 1))
    here = rest.composed(coefficients("gamma", ONE, at.length))
    return here * at.raised(reduce(mul, steps), fmpq(-1))


def _ratio(above: str, below: str, at: Expanding, series: Series) -> Series:
    """A quotient of two other functions, or a reciprocal."""
    inverse = at.raised(at.called(below, series), fmpq(-1))
    return at.called(above, series) * inverse if above else inverse


def _sinc(at: Expanding, series: Series) -> Series:
    return at.called("sin", series) * at.raised(series, fmpq(-1)) if series.scales else at.one


_FUNCTIONS: Mapping[str, Callable[[Expanding, Series], Series]] = {
    "exp": Expanding.exponential,
    "log": Expanding.logarithm,
    "sqrt": lambda at, series: at.raised(series, fmpq(1, 2)),
    "abs": _absolute,
    "heaviside": lambda at, series: at.zero.constant(fmpq(at.side_of(series) + 1, 2)),
    "sign": lambda at, series: at.zero.constant(fmpq(at.side_of(series))),
    "floor": _floor,
    "ceiling": lambda at, series: _floor(at, series.times(-ONE)).times(-ONE),
    "gamma": _gamma,
    "factorial": lambda at, series: _gamma(at, series + at.one),
    "harmonic": lambda at, series: (
        at.called("digamma", series + at.one) + at.zero.constant(arb.const_euler())
    ),
    "erfc": lambda at, series: at.one + at.called("erf", series).times(-ONE),
    "cosh": partial(_hyperbolic, 1),
    "sinh": partial(_hyperbolic, -1),
    "tanh": _hyperbolic_tangent,
    "asinh": _area_sine,
    "acosh": _area_cosine,
    "atanh": _area_tangent,
    "tan": partial(_ratio, "sin", "cos"),
    "cot": partial(_ratio, "cos", "sin"),
    "sec": partial(_ratio, "", "cos"),
    "csc": partial(_ratio, "", "sin"),
    "coth": partial(_ratio, "cosh", "sinh"),
    "sech": partial(_ratio, "", "cosh"),
    "csch": partial(_ratio, "", "sinh"),
    "sinc": _sinc,
}

#: The limits of odd functions far out, and that they are approached as fast as that power of 1 over the
#: argument; faster than any power where there is none.
_TENDING: Mapping[str, tuple[Callable[[], Number], int | None]] = {
    "tanh": (lambda: ONE, None),
    "Si": (lambda: pi() / fmpq(2), 1),
    "fresnels": (lambda: fmpq(1, 2), 1),
    "fresnelc": (lambda: fmpq(1, 2), 1),
}
