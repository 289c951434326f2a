"""Expansions with numbers: sums of `c * exp(w) * t^e * log(t)^j` as `t` tends to 0 from above.

The coefficients are exact or enclosed, and a term counts as absent only where its coefficient is exactly 0.
What was left out is smaller than `t^order` times some power of the logarithm; `w` is a sum of negative
powers of `t`. An expansion goes to `length` powers beyond its first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from flint import fmpq

from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, shortened, sign
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined

__all__ = ["Exponent", "Grows", "Key", "NoValues", "Scale", "Series", "is_exact_zero", "quotient_of"]

#: A whole exponent is an `int`: it equals the fraction, and its arithmetic takes a tenth of the time.
Exponent = int | Fraction
Scale = tuple[tuple[Exponent, Number], ...]
Key = tuple[Scale, Exponent, int]

_CONSTANT: Key = ((), 0, 0)


class Series:
    """A sum of terms by scale, exponent and power of the logarithm, with what was left out."""

    __slots__ = ("length", "order", "terms")

    def __init__(self, length: int, terms: Mapping[Key, Number], order: Exponent | None = None) -> None:
        self.length = length
        kept = {key: shortened(value) for key, value in terms.items() if not is_exact_zero(value)}
        exponents = [exponent for scale, exponent, _ in kept if not scale]
        if exponents and (end := min(exponents) + length) <= max(exponents):
            order = end if order is None else min(order, end)
        self.order = order
        if order is not None:
            kept = {key: value for key, value in kept.items() if key[1] < order or key[0]}
        self.terms = kept

    def plain(self, terms: Mapping[Key, Number], order: Exponent | None = None) -> Series:
        """The series of these terms, as long as this one."""
        return Series(self.length, terms, order)

    def constant(self, value: Number) -> Series:
        """What does not depend on `t`."""
        return Series(self.length, {_CONSTANT: value})

    def remainder(self, order: Exponent) -> Series:
        """Something of which only the order is known."""
        return Series(self.length, {}, order)

    @property
    def scaled(self) -> bool:
        """True where an exponential of something large is in it."""
        return any(scale for scale, _, _ in self.terms)

    def lowest(self) -> Exponent | None:
        """The exponent from which on there may be something."""
        exponents = [exponent for _, exponent, _ in self.terms]
        return min(exponents if self.order is None else [*exponents, self.order], default=None)

    def __add__(self, other: Series) -> Series:
        terms = dict(self.terms)
        _accumulate(terms, other, ONE)
        orders = [each.order for each in (self, other) if each.order is not None]
        return self.plain(terms, min(orders, default=None))

    def times(self, value: Number) -> Series:
        """A multiple."""
        if is_exact_zero(value):
            return self.plain({})
        return self.plain({key: each * value for key, each in self.terms.items()}, self.order)

    def __mul__(self, other: Series) -> Series:
        if (self.scaled and other.order is not None) or (other.scaled and self.order is not None):
            return self._with_exponentials(other)
        orders = [
            one.order + low
            for one, two in ((self, other), (other, self))
            if one.order is not None and (low := two.lowest()) is not None
        ]
        terms: dict[Key, Number] = {}
        for (v, e, j), a in self.terms.items():
            for (w, f, k), b in other.terms.items():
                key, value = (_joined(v, w), e + f, j + k), a * b
                terms[key] = terms[key] + value if key in terms else value
        return self.plain(terms, min(orders, default=None))

    def _with_exponentials(self, other: Series) -> Series:
        """A product in which an exponential meets a remainder: 0 but for a remainder, if it is small."""
        for each in (self, other):
            if any(scale and not _is_small(scale) for scale, _, _ in each.terms):
                raise Undecidable("the growth of an exponential times a remainder")
        one, two = (
            self.plain(
                {key: value for key, value in each.terms.items() if not key[0]},
                each.length if each.order is None else each.order,
            )
            for each in (self, other)
        )
        return one * two

    def lead(self) -> tuple[Scale, Exponent, Number, Series]:
        """Scale, exponent, coefficient and `u` of `lead * (1 + u)`."""
        if self.scaled and len(self.terms) > 1:
            scale = self._dominant()
            terms: dict[Key, Number] = {((), e, j): c for (v, e, j), c in self.terms.items() if v == scale}
            order = min(e for _, e, _ in terms) + self.length  # the others are smaller than any power
            order = min(order, self.order) if self.order is not None and not scale else order
            return scale, *self.plain(terms, order).lead()[1:]
        low = self.lowest()
        if low is None:
            raise NoValues("division by zero")
        found = {key: value for key, value in self.terms.items() if key[1] == low}
        if len(found) != 1 or next(iter(found))[2]:
            raise Undecidable("the leading term of an expansion")
        (scale, _, _), value = next(iter(found.items()))
        if sign(value) == 0:
            raise Undecidable("the leading term of an expansion", sharpen=True)
        rest: dict[Key, Number] = {
            ((), e - low, j): other / value for (_, e, j), other in self.terms.items() if e != low
        }
        return scale, low, value, self.plain(rest, None if self.order is None else self.order - low)

    def _dominant(self) -> Scale:
        """The scale beside which all others, and what was left out, are exponentially small."""
        scales: set[Scale] = {scale for scale, _, _ in self.terms}
        if self.order is not None:
            scales.add(())
        for scale in scales:
            if all(_is_small(quotient_of(other, scale)) for other in scales - {scale}):
                return scale
        raise Undecidable("which of several exponentials leads")

    def composed(self, coefficients: Sequence[Number]) -> Series:
        """A power series with these first coefficients in what tends to 0."""
        low = self.lowest()
        if low is None:
            return self.constant(coefficients[0])
        if low <= 0 or self.scaled:
            raise Undecidable("a function of something that does not tend to 0")
        terms, power = {_CONSTANT: coefficients[0]}, self
        orders = [low * len(coefficients)]
        for place, coefficient in enumerate(coefficients[1:], start=1):
            if low * place > low + self.length:
                orders.append(low * place)
                break
            power = power * self if place > 1 else self
            if not is_exact_zero(coefficient):
                _accumulate(terms, power, coefficient)
                orders += [] if power.order is None else [power.order]
        return self.plain(terms, min(orders))

    def split(self) -> tuple[Number, Series]:
        """A finite limit and what tends to 0."""
        here = self.plain(
            {key: value for key, value in self.terms.items() if not _is_small(key[0])}, self.order
        )
        if len(here.terms) != len(self.terms) and here.order is None:
            here.order = self.length
        low = here.lowest()
        if here.scaled or (low is not None and low < 0) or any(e == 0 and j for _, e, j in here.terms):
            raise Grows
        if here.order is not None and here.order <= 0:
            raise Undecidable("an expansion that is not known far enough")
        start = here.terms.get(_CONSTANT, ZERO)
        return start, self.plain({key: value for key, value in here.terms.items() if key[1] > 0}, here.order)


class NoValues(Undefined):
    """There are no values on this side."""


class Grows(Undecidable):
    """A series without a finite limit that is needed."""

    def __init__(self) -> None:
        super().__init__("a function far out")


def is_exact_zero(value: Number) -> bool:
    """True for 0 itself, not for a ball that holds 0."""
    return not value if isinstance(value, fmpq) else bool(value.is_zero())


def _accumulate(terms: dict[Key, Number], series: Series, factor: Number) -> None:
    """Add the terms of a series, times a number."""
    for key, value in series.terms.items():
        terms[key] = terms[key] + factor * value if key in terms else factor * value


def _joined(one: Scale, two: Scale) -> Scale:
    if not one or not two:
        return one or two
    powers = dict(one)
    for power, value in two:
        powers[power] = powers[power] + value if power in powers else value
    return tuple(
        sorted(((p, v) for p, v in powers.items() if not is_exact_zero(v)), key=lambda pair: pair[0])
    )


def quotient_of(one: Scale, two: Scale) -> Scale:
    """The scale of the quotient of two exponentials."""
    return _joined(one, tuple((power, -value) for power, value in two))


def _is_small(scale: Scale) -> bool:
    return bool(scale) and sign(scale[0][1]) < 0
