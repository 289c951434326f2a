"""Expansions towards a point: sums of `c * exp(w) * t^s * t^e * log(t)^j` as `t` tends to 0 from above.

Here `w` is a sum of such terms without exponentials that grow, `s` an exponent that is no number, `e` a
rational number; the coefficients `c` are normal forms without `t`, or polynomials in waves that go on for
ever and are bounded. Terms with the same *scale* (`w` and `s`) are kept together with an order for what was
left out. Sums and products are those of series; a reciprocal, a root or a logarithm is taken of `lead * (1 +
u)` with a small `u`, where the leading coefficient is known not to be 0 (or to be positive), and to stay away
from 0 where it holds waves.

Source: Gruntz, On computing limits in a symbolic manipulation system (1996), for one scale of exponentials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import repeat
from math import inf
from operator import mul
from typing import NamedTuple

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.factors import is_nonzero
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = [
    "Exponent", "Growth", "Lead", "Order", "Part", "Power", "Scale", "Series", "Unexpanded", "beyond",
    "growth", "inverted", "is_small", "rank", "tends_to_zero",
]  # fmt: skip

#: A whole exponent is an `int`: it equals the fraction, and its arithmetic takes a tenth of the time.
Exponent = int | Fraction
#: An exponent of `t`, and a power of the logarithm.
Power = tuple[Exponent, int]
#: The terms of an exponent that grow, the fastest first.
Growth = tuple[tuple[Power, Quotient], ...]
#: Those, and the exponent of `t` that is no number.
Scale = tuple[Growth, Quotient]
#: The same for what was left out, where the power of the logarithm may be infinite: any.
Order = tuple[Exponent, float]
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
    """The terms of one scale by exponent and power of the logarithm; no order means that this is all.

    The order `(e, j)` says that what was left out is at most a multiple of `t^e log(t)^j`, or where `j` is
    infinite of `t^e` times some power of the logarithm.
    """

    terms: _Terms
    order: Order | None = None

    @property
    def largest(self) -> Order | None:
        """The greatest power of `t` and its logarithm that there may be; None for nothing at all."""
        powers: list[Order] = [*self.terms] if self.order is None else [*self.terms, self.order]
        return min(powers, key=rank, default=None)

    @property
    def lowest(self) -> Exponent | None:
        """The exponent from which on there may be something; None for nothing at all."""
        largest = self.largest
        return None if largest is None else largest[0]

    def cut(self, length: int) -> Part:
        """The same to so many powers."""
        if not self.terms:
            return self
        end = beyond(min(exponent for exponent, _ in self.terms) + length)
        if self.order is not None and rank(self.order) <= rank(end):
            end = self.order
        elif all(rank(power) < rank(end) for power in self.terms):
            return self
        return Part({key: value for key, value in self.terms.items() if rank(key) < rank(end)}, end)

    def plus(self, other: Part) -> Part:
        """The sum."""
        terms = dict(self.terms)
        for key, value in other.terms.items():
            total = terms[key] + value if key in terms else value
            if total.is_zero():
                terms.pop(key, None)
            else:
                terms[key] = total
        order = _least(part.order for part in (self, other))
        if order is not None:
            terms = {key: value for key, value in terms.items() if rank(key) < rank(order)}
        return Part(terms, order)

    def multiplied(self, value: Quotient) -> Part:
        """The multiple by what is not 0."""
        return Part(_without_zeros({key: each * value for key, each in self.terms.items()}), self.order)

    def times(self, other: Part) -> Part:
        """The product."""
        terms: dict[Power, Quotient] = {}
        for (e, j), a in self.terms.items():
            for (f, k), b in other.terms.items():
                key, value = (e + f, j + k), a * b
                terms[key] = terms[key] + value if key in terms else value
        order = _least(
            (one.order[0] + two.largest[0], one.order[1] + two.largest[1])
            for one, two in ((self, other), (other, self))
            if one.order is not None and two.largest is not None
        )
        kept = {
            key: value
            for key, value in terms.items()
            if not value.is_zero() and (order is None or rank(key) < rank(order))
        }
        return Part(kept, order)


def rank(power: Order) -> tuple[Exponent, float]:
    """What orders powers of `t` and its logarithm by size, the greatest first."""
    return power[0], -power[1]


def beyond(exponent: Exponent) -> Order:
    """The order of what is smaller than a power of `t` times some power of the logarithm."""
    return exponent, inf


def tends_to_zero(power: Order) -> bool:
    """True for a positive power of `t`, and for a negative one of its logarithm."""
    return rank(power) > (0, 0)


def _without_zeros(terms: _Terms) -> _Terms:
    return {power: value for power, value in terms.items() if not value.is_zero()}


def _least(orders: Iterable[Order | None]) -> Order | None:
    return min((order for order in orders if order is not None), key=rank, default=None)


class Lead(NamedTuple):
    """The leading term of a series, and `u` for the whole as `lead * (1 + u)`."""

    scale: Scale
    power: Power
    coefficient: Quotient
    rest: Series


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

    def plain(self, terms: _Terms, order: Order | None = None) -> Series:
        """A series with these terms and no exponentials, as long as this one."""
        return self._made({((), self.ring.zero): Part(_without_zeros(terms), order)})

    def constant(self, value: Quotient) -> Series:
        """What does not depend on `t`."""
        return self.plain({(0, 0): value})

    def remainder(self, order: Order) -> Series:
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

    def changed(self, change: Callable[[Quotient], Quotient]) -> Series:
        """The same with every coefficient changed; of waves only the order is kept, for they are bounded."""
        parts = {}
        for scale, part in self.parts.items():
            waves = [power for power, value in part.terms.items() if self.name in value.symbols]
            terms = {power: change(value) for power, value in part.terms.items() if power not in waves}
            parts[scale] = Part({}, _least([part.order, *waves])).plus(Part(_without_zeros(terms)))
        return self._made(parts)

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

    def lead(self) -> Lead:
        """The leading term, and `u` for the rest as `lead * (1 + u)`."""
        scale = self._dominant()
        part = self.parts[scale]
        power = min(part.terms, key=rank, default=None)
        if power is None or (part.order is not None and rank(part.order) <= rank(power)):
            raise Unexpanded
        coefficient = part.terms[power]
        if not self.is_steady(coefficient):
            raise Unexpanded
        if not is_nonzero(self.ring, coefficient.num):
            raise Unexpanded(coefficient)
        inverse, (lowest, logs) = self.ring.one / coefficient, power
        terms = {
            (e - lowest, j - logs): each * inverse for (e, j), each in part.terms.items() if (e, j) != power
        }
        order = None if part.order is None else (part.order[0] - lowest, part.order[1] - logs)
        if len(self.parts) > 1:  # the others are smaller than any power
            order = _least((order, beyond(self.length)))
        return Lead(scale, power, coefficient, self.plain(terms, order))

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

    def monomial(self, scale: Scale, power: Power, coefficient: Quotient) -> Series:
        """One term."""
        return self._made({scale: Part({power: coefficient})})

    def raised(self, exponent: Exponent, root: Callable[[Quotient], Quotient]) -> Series:
        """A rational power of what is positive, or a whole power; `root` raises the coefficient."""
        scale, (lowest, logs), coefficient, rest = self.lead()
        times = logs * exponent
        if times != int(times):
            raise Unexpanded
        if exponent.denominator == 1:
            value = root(coefficient)
        else:  # the logarithm is negative: by powers of `-log(t)`
            base = -coefficient if logs % 2 else coefficient
            if self.ring.sign(base) != signs.POSITIVE:
                raise Unexpanded(base)
            value = -root(base) if int(times) % 2 else root(base)
        power = lowest * exponent, int(times)
        outside = self.monomial(_multiple(self.ring, scale, exponent), power, value)
        binomials = _binomials(exponent, self.length + 1)
        return outside * rest.composed(lambda order: self.ring.constant(binomials[order]))

    def composed(self, coefficient: Callable[[int], Quotient | None]) -> Series:
        """A power series with these coefficients, up to the first that is not known, in what tends to 0."""
        part, beside = self.parted()
        largest, start = part.largest, coefficient(0)
        if start is None:
            raise Unexpanded
        total = self.constant(start)
        if largest is None:
            if not beside.parts:
                return total
            slope = coefficient(1)
            if slope is None:
                raise Unexpanded
            return total + self.times(slope) + self._squared()
        if not tends_to_zero(largest):
            raise Unexpanded
        small, power, order = self, self, 0
        if beside.parts:  # beside powers they count as left out
            end = beyond(largest[0] + self.length)
            small = self._made({((), self.ring.zero): part.plus(Part({}, end))})
        while order < self.length and largest[0] * (order + 1) < self.length:
            found = coefficient(order + 1)
            if found is None:
                break
            power, order = power * small if order else small, order + 1
            total = total + power.times(found)
        logs = largest[1] * (order + 1) if largest[0] == 0 else inf
        return total + self.remainder((largest[0] * (order + 1), logs))

    def _squared(self) -> Series:
        """What is left out where of a power series in small exponentials two terms are kept."""
        scale = self._dominant()
        lowest = self.parts[scale].lowest
        return self._made({scale: Part({}, beyond((lowest or 0) + self.length))})


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


def growth(powers: _Terms) -> Growth:
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
