"""Expansions towards a point: sums of `c * exp(w) * t^s * t^e * log(t)^j` as `t` tends to 0 from above.

Here `w` is a sum of such terms without exponentials that grow, `s` an exponent that is no number, `e` a
rational number; the coefficients `c` are normal forms without `t`, or polynomials in waves that go on for
ever and are bounded. Terms with the same *scale* (`w` and `s`) are kept together with an order: what was left
out is smaller than `t^order` times some power of the logarithm. Sums and products are those of series; a
reciprocal, a root or a logarithm is taken of `lead * (1 + u)` with a small `u`, where the leading coefficient
is known not to be 0 (or to be positive), and to stay away from 0 where it holds waves.

Source: Gruntz, On computing limits in a symbolic manipulation system (1996), for one scale of exponentials.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import repeat
from operator import mul

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.factors import is_nonzero
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["Exponent", "Part", "Power", "Scale", "Series", "Unexpanded", "growth", "inverted", "is_small"]

#: A whole exponent is an `int`: it equals the fraction, and its arithmetic takes a tenth of the time.
Exponent = int | Fraction
#: An exponent of `t`, and a power of the logarithm.
Power = tuple[Exponent, int]
#: The terms of an exponent that grow, the fastest first, and the exponent of `t` that is no number.
Scale = tuple[tuple[tuple[Power, Quotient], ...], Quotient]
_Terms = Mapping[Power, Quotient]

#: Higher powers go by the binomial series.
_MOST_FACTORS = 24


class Unexpanded(Exception):  # noqa: N818 - an event, not a mistake
    """There is no expansion of this kind, or the sign is not known of what it hangs on."""

    def __init__(self, hangs_on: Quotient | None = None) -> None:
        super().__init__("no expansion")
        self.hangs_on = hangs_on


@frozen
class Part:
    """The terms of one scale by exponent and power of the logarithm; no order means that this is all."""

    terms: _Terms
    order: Exponent | None = None

    @property
    def lowest(self) -> Exponent | None:
        """The exponent from which on there may be something; None for nothing at all."""
        exponents = [exponent for exponent, _ in self.terms]
        if self.order is not None:
            exponents.append(self.order)
        return min(exponents, default=None)

    def cut(self, length: int) -> Part:
        """The same to so many powers."""
        if not self.terms:
            return self
        end = min(exponent for exponent, _ in self.terms) + length
        if self.order is not None and self.order <= end:
            end = self.order
        elif all(exponent < end for exponent, _ in self.terms):
            return self
        return Part({key: value for key, value in self.terms.items() if key[0] < end}, end)

    def plus(self, other: Part) -> Part:
        """The sum."""
        terms = dict(self.terms)
        for key, value in other.terms.items():
            total = terms[key] + value if key in terms else value
            if total.is_zero():
                terms.pop(key, None)
            else:
                terms[key] = total
        orders = [part.order for part in (self, other) if part.order is not None]
        order = min(orders, default=None)
        if order is not None:
            terms = {key: value for key, value in terms.items() if key[0] < order}
        return Part(terms, order)

    def multiplied(self, value: Quotient) -> Part:
        """The multiple by what is not 0."""
        terms = {key: each * value for key, each in self.terms.items()}
        return Part({key: each for key, each in terms.items() if not each.is_zero()}, self.order)

    def times(self, other: Part) -> Part:
        """The product."""
        terms: dict[Power, Quotient] = {}
        for (e, j), a in self.terms.items():
            for (f, k), b in other.terms.items():
                key, value = (e + f, j + k), a * b
                terms[key] = terms[key] + value if key in terms else value
        orders = []
        for one, two in ((self, other), (other, self)):
            if one.order is not None and two.lowest is not None:
                orders.append(one.order + two.lowest)
        order = min(orders, default=None)
        kept = {
            key: value
            for key, value in terms.items()
            if not value.is_zero() and (order is None or key[0] < order)
        }
        return Part(kept, order)


class Series:
    """An expansion in the symbol `name`: its parts by scale, in one ring, to `length` powers."""

    def __init__(self, ring: Ring, name: str, length: int, parts: Mapping[Scale, Part]) -> None:
        self.ring, self.name, self.length = ring, name, length
        self.parts = {
            scale: cut
            for scale, part in parts.items()
            if (cut := part.cut(length)).terms or cut.order is not None
        }

    # -- making

    def _made(self, parts: Mapping[Scale, Part]) -> Series:
        return Series(self.ring, self.name, self.length, parts)

    def plain(self, terms: _Terms, order: Exponent | None = None) -> Series:
        """A series with these terms and no exponentials, as long as this one."""
        kept = {key: value for key, value in terms.items() if not value.is_zero()}
        return self._made({((), self.ring.zero): Part(kept, order)})

    def constant(self, value: Quotient) -> Series:
        """What does not depend on `t`."""
        return self.plain({(0, 0): value})

    def remainder(self, order: Exponent) -> Series:
        """Something of which only the order is known."""
        return self.plain({}, order)

    # -- arithmetic

    def __add__(self, other: Series) -> Series:
        parts = dict(self.parts)
        for scale, part in other.parts.items():
            parts[scale] = parts[scale].plus(part) if scale in parts else part
        return self._made(parts)

    def __mul__(self, other: Series) -> Series:
        parts: dict[Scale, Part] = {}
        for one, a in self.parts.items():
            for two, b in other.parts.items():
                scale, part = _joined(one, two), a.times(b)
                parts[scale] = parts[scale].plus(part) if scale in parts else part
        return self._made(parts)

    def times(self, value: Quotient) -> Series:
        """A multiple."""
        if value.is_zero():
            return self._made({})
        return self._made({scale: part.multiplied(value) for scale, part in self.parts.items()})

    def power(self, exponent: int) -> Series:
        """A whole power that is not negative."""
        if exponent > _MOST_FACTORS:
            return self.raised(exponent, lambda lead: lead**exponent)
        return reduce(mul, repeat(self, exponent)) if exponent else self.constant(self.ring.one)

    # -- the leading term

    def only(self) -> Part:
        """The part without exponentials, where there is no other."""
        if self.parts.keys() - {((), self.ring.zero)}:
            raise Unexpanded
        return self.parts.get(((), self.ring.zero), Part({}))

    def parted(self) -> tuple[Part, Series]:
        """The part without exponentials, and beside it those that are small, where there is no other."""
        plain = ((), self.ring.zero)
        others = {scale: part for scale, part in self.parts.items() if scale != plain}
        if not all(is_small(self.ring, scale) for scale in others):
            raise Unexpanded
        return self.parts.get(plain, Part({})), self._made(others)

    def lead(self) -> tuple[Scale, Exponent, Quotient, Series]:
        """Scale, exponent and coefficient of the leading term, and `u` for the rest as `lead * (1 + u)`."""
        scale = self._dominant()
        part = self.parts[scale]
        lowest = part.lowest
        found = {power: value for (exponent, power), value in part.terms.items() if exponent == lowest}
        if lowest is None or set(found) != {0}:
            raise Unexpanded
        coefficient = found[0]
        if not self.is_steady(coefficient):
            raise Unexpanded
        if not is_nonzero(self.ring, coefficient.num):
            raise Unexpanded(coefficient)
        inverse = self.ring.one / coefficient
        terms = {
            (exponent - lowest, power): value * inverse
            for (exponent, power), value in part.terms.items()
            if exponent != lowest
        }
        order = None if part.order is None else part.order - lowest
        if len(self.parts) > 1:  # the others are smaller than any power
            order = self.length if order is None else min(order, self.length)
        return scale, lowest, coefficient, self.plain(terms, order)

    def is_steady(self, coefficient: Quotient) -> bool:
        """True for a coefficient without waves, or with waves that cannot outweigh its constant."""
        if self.name not in coefficient.symbols:
            return True
        sizes: dict[bool, Fraction] = {True: Fraction(0), False: Fraction(0)}
        for exponents, value in coefficient.num.terms():
            atoms = [self.ring.atoms[place] for place, power in enumerate(exponents) if power]
            if not all(isinstance(atom, Cosine | Sine) for atom in atoms):
                return False
            sizes[not atoms] += abs(Fraction(int(value)))
        return coefficient.den.is_constant() and sizes[True] > sizes[False]

    def _dominant(self) -> Scale:
        """The scale beside which all others are exponentially small."""
        for scale in self.parts:
            others = [other for other in self.parts if other != scale]
            if all(is_small(self.ring, _joined(other, inverted(scale))) for other in others):
                return scale
        raise Unexpanded

    def monomial(self, scale: Scale, exponent: Exponent, coefficient: Quotient) -> Series:
        """One term."""
        return self._made({scale: Part({(exponent, 0): coefficient})})

    def raised(self, exponent: Exponent, root: Callable[[Quotient], Quotient]) -> Series:
        """A rational power of what is positive, or a whole power; `root` raises the coefficient."""
        scale, lowest, coefficient, rest = self.lead()
        if exponent.denominator != 1 and self.ring.sign(coefficient) != signs.POSITIVE:
            raise Unexpanded(coefficient)
        binomials = _binomials(exponent, self.length + 1)
        outside = self.monomial(_multiple(self.ring, scale, exponent), lowest * exponent, root(coefficient))
        return outside * rest.composed(lambda order: self.ring.constant(binomials[order]))

    def composed(self, coefficient: Callable[[int], Quotient]) -> Series:
        """A power series with these coefficients in what tends to 0."""
        part, beside = self.parted()
        lowest, total = part.lowest, self.constant(coefficient(0))
        if lowest is None:
            return total + self.times(coefficient(1)) + self._squared() if beside.parts else total
        if lowest <= 0:
            raise Unexpanded
        small, power, order = self, self, 0
        if beside.parts:  # beside powers they count as left out
            small = self._made({((), self.ring.zero): part.plus(Part({}, lowest + self.length))})
        while order < self.length and lowest * (order + 1) < self.length:
            power, order = power * small if order else small, order + 1
            total = total + power.times(coefficient(order))
        return total + self.remainder(lowest * (order + 1))

    def _squared(self) -> Series:
        """What is left out where of a power series in small exponentials two terms are kept."""
        scale = self._dominant()
        lowest = self.parts[scale].lowest
        return self._made({scale: Part({}, (lowest or 0) + self.length)})


@lru_cache(maxsize=64)
def _binomials(exponent: Exponent, length: int) -> tuple[Fraction, ...]:
    """The first coefficients of `(1 + u)^exponent`."""
    found = [Fraction(1)]
    for step in range(length - 1):
        found.append(found[-1] * (exponent - step) / (step + 1))
    return tuple(found)


def _joined(one: Scale, two: Scale) -> Scale:
    for scale, other in ((one, two), (two, one)):
        if not scale[0] and scale[1].is_zero():
            return other
    powers = dict(one[0])
    for power, value in two[0]:
        powers[power] = powers[power] + value if power in powers else value
    return growth(powers), one[1] + two[1]


def growth(powers: _Terms) -> tuple[tuple[Power, Quotient], ...]:
    """Terms that grow, the fastest first."""
    kept = [(power, value) for power, value in powers.items() if not value.is_zero()]
    return tuple(sorted(kept, key=lambda pair: (pair[0][0], -pair[0][1])))


def inverted(scale: Scale) -> Scale:
    """The scale of the reciprocal."""
    return tuple((power, -value) for power, value in scale[0]), -scale[1]


def _multiple(ring: Ring, scale: Scale, times: Exponent) -> Scale:
    number = ring.constant(times)
    return tuple((power, value * number) for power, value in scale[0]), scale[1] * number


def is_small(ring: Ring, scale: Scale) -> bool:
    """True when the exponential of the scale is certainly smaller than every power of `t`."""
    if not scale[0]:
        return False
    (_, logs), value = scale[0][0]
    return ring.sign(value) == (signs.POSITIVE if logs % 2 else signs.NEGATIVE)  # log(t) is negative
