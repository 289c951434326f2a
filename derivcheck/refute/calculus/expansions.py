"""Expansions with numbers: sums of `c * exp(w) * t^e * log(t)^j` as `t` tends to 0 from above.

The coefficients are exact or enclosed, and a term counts as absent only where its coefficient is exactly 0.
What was left out is smaller than `t^order` times some power of the logarithm; `w` is a sum of negative
powers of `t`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from flint import fmpq

from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, sign
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined

__all__ = ["LENGTH", "Grows", "Key", "NoValues", "Scale", "Series", "constant", "is_exact_zero"]

#: Expansions are made to so many powers.
LENGTH = 13

Scale = tuple[tuple[Fraction, Number], ...]
Key = tuple[Scale, Fraction, int]


class Series:
    """A sum of terms by scale, exponent and power of the logarithm, with what was left out."""

    def __init__(self, terms: Mapping[Key, Number], order: Fraction | None = None) -> None:
        kept = {key: value for key, value in terms.items() if not is_exact_zero(value)}
        low = min((exponent for scale, exponent, _ in kept if not scale), default=None)
        if low is not None and any(not key[0] and key[1] >= low + LENGTH for key in kept):
            order = low + LENGTH if order is None else min(order, low + LENGTH)
        self.order = order
        self.terms = {key: value for key, value in kept.items() if order is None or key[1] < order or key[0]}

    @property
    def scaled(self) -> bool:
        """True where an exponential of something large is in it."""
        return any(scale for scale, _, _ in self.terms)

    def lowest(self) -> Fraction | None:
        """The exponent from which on there may be something."""
        exponents = [exponent for _, exponent, _ in self.terms]
        return min(exponents if self.order is None else [*exponents, self.order], default=None)

    def __add__(self, other: Series) -> Series:
        terms = dict(self.terms)
        for key, value in other.terms.items():
            terms[key] = terms[key] + value if key in terms else value
        orders = [each.order for each in (self, other) if each.order is not None]
        return Series(terms, min(orders, default=None))

    def __mul__(self, other: Series) -> Series:
        if (self.scaled and other.order is not None) or (other.scaled and self.order is not None):
            return self._with_exponentials(other)
        terms: dict[Key, Number] = {}
        for (v, e, j), a in self.terms.items():
            for (w, f, k), b in other.terms.items():
                key, value = (_joined(v, w), e + f, j + k), a * b
                terms[key] = terms[key] + value if key in terms else value
        orders = []
        for one, two in ((self, other), (other, self)):
            low = two.lowest()
            if one.order is not None and low is not None:
                orders.append(one.order + low)
        return Series(terms, min(orders, default=None))

    def _with_exponentials(self, other: Series) -> Series:
        """A product in which an exponential meets a remainder: 0 but for a remainder, if it is small."""
        for each in (self, other):
            if any(scale and not _is_small(scale) for scale, _, _ in each.terms):
                raise Undecidable("the growth of an exponential times a remainder")
        plain = [
            Series(
                {key: value for key, value in each.terms.items() if not key[0]},
                each.order or Fraction(LENGTH),
            )
            for each in (self, other)
        ]
        return plain[0] * plain[1]

    def lead(self) -> tuple[Scale, Fraction, Number, Series]:
        """Scale, exponent, coefficient and `u` of `lead * (1 + u)`."""
        if self.scaled and len(self.terms) > 1:
            plain = {key: value for key, value in self.terms.items() if not key[0]}
            if not plain or not all(_is_small(scale) for scale, _, _ in self.terms if scale):
                raise Undecidable("which of several exponentials leads")
            return Series(plain, self.order if self.order is not None else Fraction(LENGTH)).lead()
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
        return scale, low, value, Series(rest, None if self.order is None else self.order - low)

    def composed(self, coefficients: list[Number]) -> Series:
        """A power series in what tends to 0."""
        total, power, low = constant(coefficients[0]), constant(ONE), self.lowest()
        if low is None:
            return total
        if low <= 0 or self.scaled:
            raise Undecidable("a function of something that does not tend to 0")
        for place in range(1, len(coefficients)):
            power = power * self
            total = total + power * constant(coefficients[place])
        return total + Series({}, low * len(coefficients))

    def split(self) -> tuple[Number, Series]:
        """A finite limit and what tends to 0."""
        here = Series({key: value for key, value in self.terms.items() if not _is_small(key[0])}, self.order)
        if len(here.terms) != len(self.terms) and here.order is None:
            here.order = Fraction(LENGTH)
        low = here.lowest()
        if here.scaled or (low is not None and low < 0) or any(e == 0 and j for _, e, j in here.terms):
            raise Grows
        if here.order is not None and here.order <= 0:
            raise Undecidable("an expansion that is not known far enough")
        start = here.terms.get(((), Fraction(0), 0), ZERO)
        return start, Series({key: value for key, value in here.terms.items() if key[1] > 0}, here.order)


class NoValues(Undefined):
    """There are no values on this side."""


class Grows(Undecidable):
    """A series without a finite limit that is needed."""

    def __init__(self) -> None:
        super().__init__("a function far out")


def constant(value: Number) -> Series:
    """What does not depend on `t`."""
    return Series({((), Fraction(0), 0): value})


def is_exact_zero(value: Number) -> bool:
    """True for 0 itself, not for a ball that holds 0."""
    return not value if isinstance(value, fmpq) else bool(value.is_zero())


def _joined(one: Scale, two: Scale) -> Scale:
    powers = dict(one)
    for power, value in two:
        powers[power] = powers[power] + value if power in powers else value
    return tuple(
        sorted(((p, v) for p, v in powers.items() if not is_exact_zero(v)), key=lambda pair: pair[0])
    )


def _is_small(scale: Scale) -> bool:
    return bool(scale) and sign(scale[0][1]) < 0
