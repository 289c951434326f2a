"""Expansions with numbers: sums of `c * exp(w) * t^e * log(t)^j` as `t` tends to 0 from above.

The coefficients are exact or enclosed, and a term counts as absent only where its coefficient is exactly 0.
The *scale* `w` is a sum of what grows faster than the logarithm: multiples of `t^e log(t)^j` with a negative
`e`, and of `log(t)^j` from `j = 2` on. Beside each scale, with an order `(e, j)`, what was left out is at
most a multiple of `exp(w) t^e log(t)^j`, with some power of the logarithm where `j` is infinite. An expansion
goes to `length` powers beyond the first of each scale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import inf
from typing import NamedTuple

from flint import fmpq

from derivcheck.frozen import NOTHING
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, shortened, sign
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined

__all__ = [
    "Exponent",
    "Grows",
    "Key",
    "Lead",
    "NoValues",
    "Order",
    "Scale",
    "Series",
    "beyond",
    "scale_of",
    "tends_to_zero",
]

#: A whole exponent is an `int`: it equals the fraction, and its arithmetic takes a tenth of the time.
Exponent = int | Fraction
#: What grows in an exponent, the fastest first: the exponents of `t` and of its logarithm, the coefficient.
Scale = tuple[tuple[tuple[Exponent, int], Number], ...]
Key = tuple[Scale, Exponent, int]
#: Exponents of `t` and of its logarithm, the latter infinite for any power.
Order = tuple[Exponent, float]

_PLAIN: Scale = ()
_CONSTANT: Key = (_PLAIN, 0, 0)


class Lead(NamedTuple):
    """The leading term of a series, and `u` for the whole as `lead * (1 + u)`."""

    scale: Scale
    power: tuple[Exponent, int]
    value: Number
    rest: Series

    @property
    def sign(self) -> int:
        """The sign of the term, where the logarithm is negative."""
        return sign(self.value) * (-1 if self.power[1] % 2 else 1)


class Series:
    """A sum of terms by scale, exponent and power of the logarithm, with what was left out of each scale."""

    __slots__ = ("length", "orders", "terms")

    def __init__(
        self, length: int, terms: Mapping[Key, Number], orders: Mapping[Scale, Order] = NOTHING
    ) -> None:
        self.length = length
        kept = {key: shortened(value) for key, value in terms.items() if not _is_exact_zero(value)}
        self.orders = dict(orders)
        for scale in {key[0] for key in kept}:
            exponents = [key[1] for key in kept if key[0] == scale]
            if (end := min(exponents) + length) <= max(exponents):
                self.orders[scale] = min(beyond(end), self.orders.get(scale, beyond(end)), key=_rank)
        if self.orders:
            kept = {key: value for key, value in kept.items() if not self._is_left_out(key)}
        self.terms = kept

    def _is_left_out(self, key: Key) -> bool:
        order = self.orders.get(key[0])
        return order is not None and _rank(key[1:]) >= _rank(order)

    def plain(self, terms: Mapping[Key, Number], orders: Mapping[Scale, Order] = NOTHING) -> Series:
        """The series of these terms, as long as this one."""
        return Series(self.length, terms, orders)

    def constant(self, value: Number) -> Series:
        """What does not depend on `t`."""
        return Series(self.length, {_CONSTANT: value})

    def remainder(self, order: Order) -> Series:
        """Something of which only the order is known."""
        return Series(self.length, {}, {_PLAIN: order})

    @property
    def scales(self) -> set[Scale]:
        """The scales beside which there may be something."""
        return {key[0] for key in self.terms} | self.orders.keys()

    def largest(self, scale: Scale = _PLAIN) -> Order | None:
        """The greatest power of `t` and its logarithm that there may be beside this scale."""
        found: list[Order] = [key[1:] for key in self.terms if key[0] == scale]
        return min([*found, self.orders[scale]] if scale in self.orders else found, key=_rank, default=None)

    def __add__(self, other: Series) -> Series:
        terms = dict(self.terms)
        _accumulate(terms, other, ONE)
        return self.plain(terms, _least([*self.orders.items(), *other.orders.items()]))

    def times(self, value: Number) -> Series:
        """A multiple."""
        if _is_exact_zero(value):
            return self.plain({})
        return self.plain({key: each * value for key, each in self.terms.items()}, self.orders)

    def __mul__(self, other: Series) -> Series:
        terms: dict[Key, Number] = {}
        for (v, e, j), a in self.terms.items():
            for (w, f, k), b in other.terms.items():
                key, value = (_joined(v, w), e + f, j + k), a * b
                terms[key] = terms[key] + value if key in terms else value
        orders = [
            (_joined(v, w), (order[0] + most[0], order[1] + most[1]))
            for one, two in ((self, other), (other, self))
            for v, order in one.orders.items()
            for w in two.scales
            if (most := two.largest(w)) is not None
        ]
        return self.plain(terms, _least(orders))

    def lead(self) -> Lead:
        """The leading term, and `u` for the whole as `lead * (1 + u)`."""
        scale = self._dominant()
        power = min((key[1:] for key in self.terms if key[0] == scale), key=_rank, default=None)
        order = self.orders.get(scale)
        if power is None or (order is not None and _rank(order) <= _rank(power)):
            raise Undecidable("the leading term of an expansion")
        value = self.terms[(scale, *power)]
        if sign(value) == 0:
            raise Undecidable("the leading term of an expansion", sharpen=True)
        (low, logs), ends = power, [] if order is None else [(order[0] - power[0], order[1] - power[1])]
        rest: dict[Key, Number] = {
            (_PLAIN, e - low, j - logs): other / value
            for (v, e, j), other in self.terms.items()
            if v == scale and (e, j) != power
        }
        if len(self.scales) > 1:
            ends.append(beyond(self.length))  # the others are smaller than any power
        return Lead(
            scale, power, value, self.plain(rest, {_PLAIN: min(ends, key=_rank)} if ends else NOTHING)
        )

    def _dominant(self) -> Scale:
        """The scale beside which all others are exponentially small."""
        scales = self.scales
        if not scales:
            raise NoValues("division by zero")
        for scale in scales:
            if all(_is_small(_joined(other, _inverted(scale))) for other in scales - {scale}):
                return scale
        raise Undecidable("which of several exponentials leads")

    def composed(self, coefficients: Sequence[Number]) -> Series:
        """A power series with these first coefficients in what tends to 0."""
        if not self.scales:
            return self.constant(coefficients[0])
        most = self.largest()
        if not self._tends(most):
            raise Undecidable("a function of something that does not tend to 0")
        if most is None:
            return self._composed_small(coefficients)
        low, logs = most
        base = self if self.scales == {_PLAIN} else self._without_small(beyond(low + self.length))
        terms, power, count = {_CONSTANT: coefficients[0]}, base, 0
        orders: list[Order] = []
        for count, coefficient in enumerate(coefficients[1:], start=1):
            if low * count > low + self.length:
                break
            power = power * base if count > 1 else base
            if not _is_exact_zero(coefficient):
                _accumulate(terms, power, coefficient)
                orders += power.orders.values()
        else:
            count = len(coefficients)
        orders.append((low * count, logs * count if low == 0 else inf))
        return self.plain(terms, {_PLAIN: min(orders, key=_rank)})

    def _tends(self, most: Order | None) -> bool:
        """Whether the whole tends to 0, with this greatest power beside no exponential."""
        small = all(not scale or _is_small(scale) for scale in self.scales)
        return small and (most is None or tends_to_zero(most))

    def _composed_small(self, coefficients: Sequence[Number]) -> Series:
        """The same in what is exponentially small: its square is smaller than any power of `t` beside it."""
        terms: dict[Key, Number] = {_CONSTANT: coefficients[0]}
        _accumulate(terms, self, coefficients[1])
        scale = self._dominant()
        most = self.largest(scale)
        assert most is not None
        return self.plain(terms, _least([*self.orders.items(), (scale, beyond(most[0] + self.length))]))

    def _without_small(self, order: Order) -> Series:
        """The plain part, where what is exponentially small counts as left out."""
        orders = [(_PLAIN, order), *((v, e) for v, e in self.orders.items() if not v)]
        return self.plain({key: value for key, value in self.terms.items() if not key[0]}, _least(orders))

    def split(self) -> tuple[Number, Series]:
        """A finite limit and what tends to 0."""
        rest = self.plain({key: value for key, value in self.terms.items() if key != _CONSTANT}, self.orders)
        if not rest._tends(rest.largest()):
            order = self.orders.get(_PLAIN)
            if order == rest.largest() and all(not scale or _is_small(scale) for scale in self.scales):
                raise Undecidable("an expansion that is not known far enough")
            raise Grows
        return self.terms.get(_CONSTANT, ZERO), rest


class NoValues(Undefined):
    """There are no values on this side."""


class Grows(Undecidable):
    """A series without a finite limit that is needed."""

    def __init__(self) -> None:
        super().__init__("a function far out")


def _is_exact_zero(value: Number) -> bool:
    """True for 0 itself, not for a ball that holds 0."""
    return not value if isinstance(value, fmpq) else bool(value.is_zero())


def _accumulate(terms: dict[Key, Number], series: Series, factor: Number) -> None:
    """Add the terms of a series, times a number."""
    for key, value in series.terms.items():
        terms[key] = terms[key] + factor * value if key in terms else factor * value


def scale_of(growth: Mapping[tuple[Exponent, int], Number]) -> Scale:
    """The scale of these multiples of powers, the fastest first."""
    kept = ((powers, value) for powers, value in growth.items() if not _is_exact_zero(value))
    return tuple(sorted(kept, key=lambda pair: (pair[0][0], -pair[0][1])))


def _joined(one: Scale, two: Scale) -> Scale:
    if not one or not two:
        return one or two
    growth = dict(one)
    for powers, value in two:
        growth[powers] = growth[powers] + value if powers in growth else value
    return scale_of(growth)


def _inverted(scale: Scale) -> Scale:
    return tuple((powers, -value) for powers, value in scale)


def _least(orders: Iterable[tuple[Scale, Order]]) -> dict[Scale, Order]:
    """The smallest order of each scale."""
    found: dict[Scale, Order] = {}
    for scale, order in orders:
        found[scale] = min(order, found.get(scale, order), key=_rank)
    return found


def _rank(power: Order) -> tuple[Exponent, float]:
    """What orders powers of `t` and its logarithm by size, the greatest first."""
    return power[0], -power[1]


def tends_to_zero(power: Order) -> bool:
    """True for a positive power of `t`, and for a negative one of its logarithm."""
    return _rank(power) > (0, 0)


def beyond(exponent: Exponent) -> Order:
    """The order of what is smaller than a power of `t` times some power of the logarithm."""
    return exponent, inf


def _is_small(scale: Scale) -> bool:
    if not scale:
        return False
    (_, logs), value = scale[0]
    return sign(value) * (-1 if logs % 2 else 1) < 0  # the logarithm of what is small is negative
