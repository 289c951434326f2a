"""One-sided limits, read off expansions (`derivcheck.kernel.calculus.expansions`).

Towards a finite point `a` the variable is `a + t` or `a - t`, towards infinity `1/t`, with `t` tending to 0
from above. Every atom has a row that expands it; where the expansion has no terms that grow and its order
is positive, its constant term is the limit. Where nothing in it hung on `t` being positive it is an expansion
on both sides. So what L'Hopital's rule and the orders of growth of
exponentials, powers and logarithms would say is read off, with no condition left to check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import factorial
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
    Root,
    Sine,
    SymbolAtom,
)  # fmt: skip
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.expansions import Exponent, Part, Power, Series, Unexpanded, growth, is_small
from derivcheck.kernel.calculus.taylor import taylor
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.symbols import function
from derivcheck.kernel.functions.trigonometric import pi, rotation

__all__ = ["limit_from", "one_sided_limit", "sign_near"]

#: Expansions are made to so many powers, one after the other, until the limit shows.
_LENGTHS = (3, 7, 12)


def one_sided_limit(
    ring: Ring, value: Quotient, name: str, point: Quotient | None, side: int
) -> Quotient | None:
    """The limit as the symbol `name` tends to `point` from above (`side` is 1) or below (-1), or None.

    Without a point to infinity (1) or minus infinity (-1).
    """
    return limit_from(ring, value, name, point, side)[0]


def limit_from(
    ring: Ring, value: Quotient, name: str, point: Quotient | None, side: int
) -> tuple[Quotient | None, bool]:
    """The limit from one side of a point, or None, and whether it is that from the other side as well."""
    if name not in value.symbols:
        return value, True
    for length in _LENGTHS:
        expand = _Expander(ring, name, point, side, length)
        try:
            found = _constant_term(expand.of(value))
        except (Unexpanded, Undefined, TooLarge, NotImplementedError):
            continue
        if found is not None:
            return found, not expand.one_sided
    return None, False


def sign_near(ring: Ring, value: Quotient, name: str, point: Quotient | None, side: int) -> int:
    """The signs that `value` may have close enough to the point, on this side of it."""
    try:
        return ring.sign(_Expander(ring, name, point, side, _LENGTHS[1]).of(value).lead()[2])
    except (Unexpanded, Undefined, TooLarge, NotImplementedError):
        return signs.ANY


def _constant_term(series: Series) -> Quotient | None:
    ring, found = series.ring, series.ring.zero
    for scale, part in series.parts.items():
        if is_small(ring, scale):
            continue
        if scale[0] or not _vanishes(ring, scale[1], part):
            return None
        if scale[1].is_zero():
            found = part.terms.get((0, 0), ring.zero)
    return found


def _vanishes(ring: Ring, exponent: Quotient, part: Part) -> bool:
    """True when all terms but a constant one, and what was left out, tend to 0."""
    plain = exponent.is_zero()
    if plain and any(power for each, power in part.terms if each == 0):
        return False
    lowest = [each for each, _ in part.terms if each or not plain]
    lowest += [part.order] if part.order is not None else []
    return all(ring.sign(exponent + ring.constant(each)) == signs.POSITIVE for each in lowest)


class _Expander:
    """Expands normal forms towards one point; `one_sided` is set where the side may have mattered."""

    def __init__(self, ring: Ring, name: str, point: Quotient | None, side: int, length: int) -> None:
        self.ring, self.name, self.length = ring, name, length
        self.one_sided = point is None
        empty = Series(ring, length, {})
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
        part = series.only()
        if (part.lowest is not None and part.lowest < 0) or any(j for e, j in part.terms if e == 0):
            raise Unexpanded
        if part.order is not None and part.order <= 0:
            raise Unexpanded
        start = part.terms.get((0, 0), self.ring.zero)
        rest = {key: value for key, value in part.terms.items() if key[0] > 0}
        return start, self.empty.plain(rest, part.order)

    def factorials(self, order: int) -> Quotient:
        """`1/order!`"""
        return self.ring.constant(Fraction(1, factorial(order)))


# -- one row per kind of atom ----------------------------------------------------------------------------


def _symbol(expand: _Expander, atom: SymbolAtom) -> Series:
    return expand.variable


def _exponential(expand: _Expander, atom: Exponential) -> Series:
    """`exp` of negative powers is a scale, of `c log(t)` a power of `t`, of the rest a power series."""
    ring = expand.ring
    series = expand.of(atom.argument).times(ring.constant(Fraction(1, atom.unit)))
    part = series.only()
    if part.order is not None and part.order <= 0:
        raise Unexpanded
    exponent, start = ring.zero, ring.zero
    powers: dict[Power, Quotient] = {}
    rest: dict[Power, Quotient] = {}
    for (power, logs), value in part.terms.items():
        if power > 0:
            rest[power, logs] = value
        elif power == 0 and logs <= 1:
            start, exponent = (value, exponent) if logs == 0 else (start, value)
        elif power < 0:
            powers[power, logs] = value
        else:
            raise Unexpanded
    expand.one_sided = expand.one_sided or bool(powers) or not exponent.is_zero()
    number = exponent.number()
    scale = growth(powers), ring.zero if number is not None else exponent
    outside = expand.empty.monomial(scale, 0 if number is None else _exponent(number), exp(ring, start))
    return outside * expand.empty.plain(rest, part.order).composed(expand.factorials)


def _exponent(number: Fraction) -> Exponent:
    return number.numerator if number.denominator == 1 else number


def _logarithm(expand: _Expander, atom: Logarithm) -> Series:
    ring = expand.ring
    scale, lowest, coefficient, rest = expand.of(atom.argument).lead()
    if ring.sign(coefficient) != signs.POSITIVE:
        raise Unexpanded
    terms = dict(scale[0])
    terms[0, 0] = log(ring, coefficient)
    terms[0, 1] = scale[1] + ring.constant(lowest)
    expand.one_sided = expand.one_sided or bool(scale[0]) or not terms[0, 1].is_zero()
    signed = rest.composed(
        lambda order: ring.zero if order == 0 else ring.constant(Fraction((-1) ** (order + 1), order))
    )
    return expand.empty.plain(terms) + signed


def _root(expand: _Expander, atom: Root) -> Series:
    series, exponent = expand.of(atom.base), Fraction(1, atom.degree)
    scale, lowest, _, _ = series.lead()
    expand.one_sided = expand.one_sided or bool(scale[0]) or not scale[1].is_zero() or lowest != 0
    return series.raised(exponent, lambda lead: rational_power(expand.ring, lead, exponent))


def _absolute(expand: _Expander, atom: Absolute) -> Series:
    series = expand.of(atom.argument)
    sign = expand.ring.sign(series.lead()[2])
    if sign not in (signs.POSITIVE, signs.NEGATIVE):
        raise Unexpanded
    return series if sign == signs.POSITIVE else series.times(expand.ring.constant(-1))


def _wave(expand: _Expander, atom: Cosine | Sine) -> Series:
    """By the angle sum of the limit and the rest; where the argument grows, no more than bounded."""
    ring = expand.ring
    series = expand.of(atom.argument).times(ring.constant(Fraction(1, atom.unit)))
    try:
        start, rest = expand.split(series)
    except Unexpanded:
        return expand.empty.remainder(0)
    cosine, sine = rotation(ring, start)
    turns = (cosine, -sine, -cosine, sine) if isinstance(atom, Cosine) else (sine, cosine, -sine, -cosine)
    return rest.composed(lambda n: expand.factorials(n) * turns[n % 4])


def _by_taylor(expand: _Expander, name: str, series: Series) -> Series:
    """A function that is analytic at the limit of its argument."""
    start, rest = expand.split(series)
    coefficients = taylor(expand.ring, name, start, expand.length + 1)
    if coefficients is None:
        raise Unexpanded
    return rest.composed(coefficients.__getitem__)


def _inverse(expand: _Expander, atom: Inverse) -> Series:
    if atom.name != "atan":
        return _by_taylor(expand, atom.name, expand.of(atom.argument))
    return _arc_tangent(expand, expand.of(atom.argument))


def _arc_tangent(expand: _Expander, series: Series) -> Series:
    """For what grows `atan(y) = pi/2 - atan(1/y)`."""
    ring = expand.ring
    lowest = series.only().lowest
    if lowest is not None and lowest < 0:
        expand.one_sided = True
        sign = ring.sign(series.lead()[2])
        if sign not in (signs.POSITIVE, signs.NEGATIVE):
            raise Unexpanded
        half = pi(ring) * ring.constant(Fraction(1 if sign == signs.POSITIVE else -1, 2))
        inverse = series.raised(-1, lambda lead: ring.one / lead)
        return expand.empty.constant(half) + _arc_tangent(expand, inverse).times(ring.constant(-1))
    return _by_taylor(expand, "atan", series)


def _function(expand: _Expander, atom: Function) -> Series:
    """A function by Taylor's theorem, a generic one or one that is known; the error function far out."""
    ring = expand.ring
    if ring.is_generic(atom.name):
        return _generic(expand, atom)
    if len(atom.arguments) != 1:
        raise Unexpanded
    series = expand.of(atom.arguments[0])
    lowest = series.only().lowest
    if atom.name != "erf" or lowest is None or lowest >= 0:
        return _by_taylor(expand, atom.name, series)
    expand.one_sided = True
    sign = ring.sign(series.lead()[2])
    if sign not in (signs.POSITIVE, signs.NEGATIVE):
        raise Unexpanded
    limit = expand.empty.constant(ring.constant(1 if sign == signs.POSITIVE else -1))
    return limit + expand.empty.remainder(expand.length)


def _generic(expand: _Expander, atom: Function) -> Series:
    if len(atom.arguments) != 1:
        raise Unexpanded
    start, rest = expand.split(expand.of(atom.arguments[0]))
    return rest.composed(
        lambda n: expand.factorials(n) * function(expand.ring, atom.name, (start,), (atom.orders[0] + n,))
    )


_ROWS: Mapping[type[Atom], Callable[[_Expander, Any], Series]] = {
    SymbolAtom: _symbol,
    Exponential: _exponential,
    Logarithm: _logarithm,
    Root: _root,
    Absolute: _absolute,
    Cosine: _wave,
    Sine: _wave,
    Inverse: _inverse,
    Function: _function,
}

#: The atoms whose rows say where they need `t` to be positive; the others may need it anywhere.
_ON_BOTH_SIDES = frozenset({SymbolAtom, Exponential, Logarithm, Root, Cosine, Sine, Inverse, Function})
