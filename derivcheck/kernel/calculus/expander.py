"""Expansions of normal forms towards a point (`derivcheck.kernel.calculus.expansions`): a row for every atom.

Functions that are analytic at the limit of their argument go by their Taylor series
(`derivcheck.kernel.calculus.taylor`). Far out `atan(y) = pi/2 - atan(1/y)`, gamma and its logarithmic
derivative have Stirling's series, and of `Si` and Fresnel's integrals the limit is known and how fast it is
approached. A sine or cosine of what grows is bounded: it stays as it is, a coefficient that still hangs
on the variable. Such coefficients are polynomials in bounded atoms, thus bounded, and nothing is concluded
from the sign of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import factorial, floor
from operator import mul
from typing import Any

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Cosine,
    Exponential,
    Function,
    Inverse,
    Logarithm,
    Product,
    Root,
    Sine,
    Sum,
    SymbolAtom,
)  # fmt: skip
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus import expansions_far_out as far_out
from derivcheck.kernel.calculus.expanded_sums import expanded_product, expanded_sum
from derivcheck.kernel.calculus.expansions import (
    Exponent,
    Growth,
    Lead,
    Part,
    Power,
    Series,
    Unexpanded,
    beyond,
    growth,
    rank,
    tends_to_zero,
)  # fmt: skip
from derivcheck.kernel.calculus.taylor import rate_coefficient, stirling_coefficient, taylor
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.symbols import function
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.knowledge.conditions import constant_part

__all__ = ["Expander"]


class Expander:
    """Expands normal forms towards a point; `one_sided` is set where the side may have mattered."""

    def __init__(self, ring: Ring, name: str, point: Quotient | None, side: int, length: int) -> None:
        self.ring, self.name, self.length = ring, name, length
        self._towards = point, side
        self.one_sided = point is None
        empty = Series(ring, name, length, {})
        self.empty = empty
        way = ring.constant(side)
        if point is None:
            self.variable = empty.plain({(-1, 0): way})
        else:
            self.variable = empty.plain({(0, 0): point, (1, 0): way})
        self._known: dict[int, Series] = {}

    def of(self, value: Quotient) -> Series:
        """The expansion of a normal form."""
        if self.name not in value.symbols:
            return self.empty.constant(value)
        above = self._polynomial(self.ring.quotient(value.num, self.ring.one.den))
        if value.den.is_one():
            return above
        below = self._polynomial(self.ring.quotient(value.den, self.ring.one.den))
        return above * below.raised(-1, lambda lead: self.ring.one / lead)

    def inside(self, body: Quotient) -> Series:
        """The expansion of what has an index that is bound around it: of that nothing is remembered."""
        deeper = Expander(self.ring, self.name, *self._towards, self.length)
        try:
            series = deeper.of(body)
        except Unexpanded:
            raise Unexpanded from None  # what it hangs on says nothing out here
        self.one_sided = self.one_sided or deeper.one_sided
        return series

    def _polynomial(self, value: Quotient) -> Series:
        ring, total = self.ring, self.empty
        for exponents, coefficient in value.num.terms():
            inside = [place for place, power in enumerate(exponents) if power and self._varies(place)]
            kept = [0 if place in inside else int(power) for place, power in enumerate(exponents)]
            outside = ring.context.from_dict({tuple(kept): coefficient})
            beside = ring.quotient(outside, ring.one.den)
            powers = [self._generator(place).power(int(exponents[place])) for place in inside]
            total = total + (reduce(mul, powers).times(beside) if powers else self.empty.constant(beside))
        return total

    def _varies(self, place: int) -> bool:
        return self.name in self.ring.symbols[place]

    def _generator(self, place: int) -> Series:
        if place not in self._known:
            atom = self.ring.atoms[place]
            row = _ROWS.get(type(atom))
            if row is None:
                raise Unexpanded
            self.one_sided = self.one_sided or type(atom) not in _ON_BOTH_SIDES
            self._known[place] = row(self, atom)
        return self._known[place]

    def split(self, series: Series) -> tuple[Quotient, Series]:
        """A finite limit and what tends to 0."""
        part, beside = series.parted()
        start = part.terms.get((0, 0), self.ring.zero)
        rest = {power: value for power, value in part.terms.items() if power != (0, 0)}
        small = Part(rest, part.order).largest
        if (small is not None and not tends_to_zero(small)) or self.name in start.symbols:
            raise Unexpanded
        return start, self.empty.plain(rest, part.order) + beside

    def side_of(self, series: Series) -> int:
        """1 or -1, the sign that the series has close to the point, which may hang on the side."""
        lead = series.lead()
        sign = self.ring.sign(lead.coefficient)
        if sign not in (signs.POSITIVE, signs.NEGATIVE):
            raise Unexpanded(lead.coefficient)
        self.mark(lead)
        turned = lead.power[1] % 2 == 1  # the logarithm is negative
        return 1 if (sign == signs.POSITIVE) != turned else -1

    def mark(self, lead: Lead) -> None:
        """Note that the side matters, where it does for what hangs on the leading term."""
        plain = not lead.scale[0] and lead.scale[1].is_zero() and lead.power == (0, 0)
        self.one_sided = self.one_sided or not plain

    def power_of(self, exponent: Quotient, coefficient: Quotient, grows: Growth = ()) -> Series:
        """`coefficient * exp(grows) * t^exponent`"""
        number = constant_part(self.ring, exponent)
        scale = grows, exponent - self.ring.constant(number)
        return self.empty.monomial(scale, (_exponent(number), 0), coefficient)

    def factorials(self, order: int) -> Quotient:
        """`1/order!`"""
        return self.ring.constant(Fraction(1, factorial(order)))


# -- one row per kind of atom ----------------------------------------------------------------------------


def _symbol(expand: Expander, atom: SymbolAtom) -> Series:
    return expand.variable


def _exponential(expand: Expander, atom: Exponential) -> Series:
    return _raised(expand, expand.of(atom.argument).times(expand.ring.constant(Fraction(1, atom.unit))))


def _raised(expand: Expander, series: Series) -> Series:
    """`exp` of what grows is a scale, of `c log(t)` a power of `t`, of the rest a power series."""
    ring = expand.ring
    part, beside = series.parted()
    if part.order is not None and not tends_to_zero(part.order):
        raise Unexpanded
    exponent, start = ring.zero, ring.zero
    powers: dict[Power, Quotient] = {}
    rest: dict[Power, Quotient] = {}
    for (power, logs), value in part.terms.items():
        if tends_to_zero((power, logs)):
            rest[power, logs] = value
        elif power == 0 and logs <= 1:
            start, exponent = (value, exponent) if logs == 0 else (start, value)
        else:
            powers[power, logs] = value
    if any(expand.name in value.symbols for value in (exponent, *powers.values())):
        raise Unexpanded  # waves do not grow
    expand.one_sided = expand.one_sided or bool(powers) or not exponent.is_zero()
    outside = expand.power_of(exponent, exp(ring, start), growth(powers))
    return outside * (expand.empty.plain(rest, part.order) + beside).composed(expand.factorials)


def _exponent(number: Fraction) -> Exponent:
    return number.numerator if number.denominator == 1 else number


def _logarithm(expand: Expander, atom: Logarithm) -> Series:
    return _logged(expand, expand.of(atom.argument))


def _logged(expand: Expander, series: Series) -> Series:
    ring = expand.ring
    scale, (lowest, logs), coefficient, rest = series.lead()
    if logs:
        raise Unexpanded
    if ring.sign(coefficient) != signs.POSITIVE:
        raise Unexpanded(coefficient)
    terms = dict(scale[0])
    terms[0, 0] = log(ring, coefficient)
    terms[0, 1] = scale[1] + ring.constant(lowest)
    expand.one_sided = expand.one_sided or bool(scale[0]) or not terms[0, 1].is_zero()
    signed = rest.composed(
        lambda order: ring.zero if order == 0 else ring.constant(Fraction((-1) ** (order + 1), order))
    )
    return expand.empty.plain(terms) + signed


def _root(expand: Expander, atom: Root) -> Series:
    series, exponent = expand.of(atom.base), Fraction(1, atom.degree)
    expand.mark(series.lead())
    return series.raised(exponent, lambda lead: rational_power(expand.ring, lead, exponent))


def _absolute(expand: Expander, atom: Absolute) -> Series:
    series = expand.of(atom.argument)
    try:
        return series.times(expand.ring.constant(expand.side_of(series)))
    except Unexpanded as unexpanded:
        largest = series.only().largest
        if largest is None or unexpanded.hangs_on is not None:
            raise
        return expand.empty.remainder(largest)


def _wave(expand: Expander, atom: Cosine | Sine) -> Series:
    """By the angle sum of the limit and the rest; where the argument grows it stays, and is bounded."""
    ring = expand.ring
    series = expand.of(atom.argument).times(ring.constant(Fraction(1, atom.unit)))
    try:
        start, rest = expand.split(series)
    except Unexpanded:
        if ring.principal and not signs.is_real(ring.sign(atom.argument)):
            raise
        return expand.empty.constant(ring.generator(atom))
    cosine, sine = rotation(ring, start)
    turns = (cosine, -sine, -cosine, sine) if isinstance(atom, Cosine) else (sine, cosine, -sine, -cosine)
    return rest.composed(lambda n: expand.factorials(n) * turns[n % 4])


def _by_taylor(expand: Expander, name: str, series: Series, orders: Sequence[Quotient] = ()) -> Series:
    """A function that is analytic at the limit of its argument."""
    start, rest = expand.split(series)
    return rest.composed(taylor(expand.ring, name, orders, start, expand.length + 1))


def _inverse(expand: Expander, atom: Inverse) -> Series:
    if atom.name != "atan":
        return _by_taylor(expand, atom.name, expand.of(atom.argument))
    return _arc_tangent(expand, expand.of(atom.argument))


def _arc_tangent(expand: Expander, series: Series) -> Series:
    """For what grows `atan(y) = pi/2 - atan(1/y)`."""
    ring = expand.ring
    if _grows(series):
        half = pi(ring) * ring.constant(Fraction(expand.side_of(series), 2))
        inverse = series.raised(-1, lambda lead: ring.one / lead)
        return expand.empty.constant(half) + _arc_tangent(expand, inverse).times(ring.constant(-1))
    return _by_taylor(expand, "atan", series)


def _function(expand: Expander, atom: Function) -> Series:
    """A function by Taylor's theorem, a generic one or one that is known; or far out."""
    if expand.ring.is_generic(atom.name):
        return _generic(expand, atom)
    *orders, argument = atom.arguments
    if atom.name == "binomial" and expand.name not in argument.symbols:
        return far_out.binomial(expand, expand.of(orders[0]), argument, _gamma)
    if any(expand.name in order.symbols for order in orders):
        raise Unexpanded
    series = expand.of(argument)
    row = _NAMED.get(atom.name)
    return _analytic(expand, atom.name, orders, series) if row is None else row(expand, series)


def _analytic(expand: Expander, name: str, orders: Sequence[Quotient], series: Series) -> Series:
    if not _grows(series):
        return _by_taylor(expand, name, series, orders)
    if name == "erf":
        return far_out.error_function(expand, series, _raised)
    ring, tending = expand.ring, _TENDING.get(name)
    if tending is None:
        raise Unexpanded
    limit, speed = tending
    lowest, logs = series.lead().power
    order = beyond(expand.length) if speed is None else (-speed * lowest, -speed * logs)
    start = expand.empty.constant(limit(ring) * ring.constant(expand.side_of(series)))
    return start + expand.empty.remainder(order)


def _grows(series: Series) -> bool:
    largest = series.only().largest
    return largest is not None and rank(largest) < (0, 0)


def _loggamma(expand: Expander, series: Series) -> Series:
    """Far out by Stirling's series, `(x - 1/2) log(x) - x + log(2 pi)/2 + 1/(12 x) - ...`."""
    if not _grows(series):
        return _by_taylor(expand, "loggamma", series)
    if expand.side_of(series) < 0:
        raise Unexpanded
    ring, empty = expand.ring, expand.empty
    half, one = ring.constant(Fraction(1, 2)), ring.one
    start = (series + empty.constant(-half)) * _logged(expand, series) + series.times(-one)
    inverse = series.raised(-1, lambda lead: one / lead)
    return (
        start
        + empty.constant(log(ring, pi(ring) * ring.constant(2)) * half)
        + inverse.composed(lambda order: ring.constant(stirling_coefficient(order)))
    )


def _digamma(expand: Expander, series: Series) -> Series:
    """Far out the derivative of Stirling's series, `log(x) - 1/(2 x) - 1/(12 x^2) + ...`."""
    if not _grows(series):
        return _by_taylor(expand, "digamma", series)
    if expand.side_of(series) < 0:
        raise Unexpanded
    ring = expand.ring
    inverse = series.raised(-1, lambda lead: ring.one / lead)
    return _logged(expand, series) + inverse.composed(lambda order: ring.constant(rate_coefficient(order)))


def _gamma(expand: Expander, series: Series) -> Series:
    return (
        _raised(expand, _loggamma(expand, series)) if _grows(series) else _by_taylor(expand, "gamma", series)
    )


def _sign(expand: Expander, series: Series) -> Series:
    return expand.empty.constant(expand.ring.constant(expand.side_of(series)))


def _floor(expand: Expander, series: Series) -> Series:
    """The whole part of the limit, or one less where that is approached from below; or less than 1 away."""
    if _grows(series):
        return series + expand.empty.remainder((0, 0))
    start, rest = expand.split(series)
    number = start.number()
    if number is None:
        raise Unexpanded
    whole = floor(number)
    if whole == number and rest.parts and expand.side_of(rest) < 0:
        whole -= 1
    return expand.empty.constant(expand.ring.constant(whole))


def _generic(expand: Expander, atom: Function) -> Series:
    if len(atom.arguments) != 1:
        raise Unexpanded
    start, rest = expand.split(expand.of(atom.arguments[0]))
    return rest.composed(
        lambda n: expand.factorials(n) * function(expand.ring, atom.name, (start,), (atom.orders[0] + n,))
    )


_NAMED: Mapping[str, Callable[[Expander, Series], Series]] = {
    "digamma": _digamma,
    "floor": _floor,
    "gamma": _gamma,
    "loggamma": _loggamma,
    "sign": _sign,
}

#: The limits of odd functions far out, and that they are approached as fast as that power of 1 over the
#: argument; faster than any power where there is none.
_TENDING: Mapping[str, tuple[Callable[[Ring], Quotient], int | None]] = {
    "Si": (lambda ring: pi(ring) * ring.constant(Fraction(1, 2)), 1),
    "fresnels": (lambda ring: ring.constant(Fraction(1, 2)), 1),
    "fresnelc": (lambda ring: ring.constant(Fraction(1, 2)), 1),
}

_ROWS: Mapping[type[Atom], Callable[[Expander, Any], Series]] = {
    SymbolAtom: _symbol,
    Exponential: _exponential,
    Logarithm: _logarithm,
    Root: _root,
    Absolute: _absolute,
    Cosine: _wave,
    Sine: _wave,
    Inverse: _inverse,
    Function: _function,
    Sum: expanded_sum,
    Product: expanded_product,
}

#: The atoms whose rows say where they need `t` to be positive; the others may need it anywhere.
_ON_BOTH_SIDES = frozenset(
    {SymbolAtom, Exponential, Logarithm, Root, Absolute, Cosine, Sine, Inverse, Function, Sum, Product}
)
