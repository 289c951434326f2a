"""A normal form: a reduced quotient of two polynomials in atoms; and what can be known of an atom.

Equal quotients are equal pairs of polynomials, so they are keys of dictionaries and parts of other atoms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import compress, count
from math import comb, prod
from typing import TYPE_CHECKING, Any

from flint import Ordering, fmpz, fmpz_mpoly, fmpz_mpoly_ctx

from derivcheck.frozen import NOTHING, frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom
from derivcheck.kernel.algebra.linear import Form

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.ring import Ring

__all__ = [
    "Change", "ChangeForm", "Family", "Quotient", "Restart", "Size", "TooLarge", "Undefined",
    "by_powers", "check_numbers", "check_power", "coefficients_by", "polynomial_ring", "used_places",
]  # fmt: skip


class Restart(Exception):  # noqa: N818 - an event, not a mistake
    """The ring is too small: carries the `Size` to begin again with."""

    def __init__(self, size: Size) -> None:
        super().__init__("the ring is too small")
        self.size = size


class TooLarge(Exception):  # noqa: N818 - an event, not a mistake
    """A power or product has too many terms, or too large numbers, to be written out."""


#: A claim that is expected to need more atoms than these is given at once so many generators: polynomials are
#: slower with them, but beginning again costs more.
_ROOM = ((19, 32), (5, 16))
#: Of powers up to this, of so few terms, only the numbers are measured before they are taken.
_SMALL_POWER = 8
_MOST_TERMS = 50_000
_MOST_PRODUCTS = 4_000_000
_MOST_BITS, _MOST_BITS_TOGETHER = 200_000, 100_000_000
_HIGHEST_DEGREE = 1_000_000


def check_power(polynomial: fmpz_mpoly, exponent: int) -> None:
    """Raise `TooLarge` when this power has too many terms, too high a degree, or too large coefficients."""
    longest = max([coefficient.bit_length() for coefficient in polynomial.coeffs()], default=1)
    if longest > 1 and exponent * longest > _MOST_BITS:
        raise TooLarge
    terms = len(polynomial)
    if exponent <= _SMALL_POWER and terms <= _SMALL_POWER:
        return
    if int(polynomial.total_degree()) * exponent > _HIGHEST_DEGREE:
        raise TooLarge
    if terms <= 1:
        return
    made = min(comb(exponent + terms - 1, terms - 1), prod(d * exponent + 1 for d in polynomial.degrees()))
    if made > _MOST_TERMS or made * exponent * longest > _MOST_BITS_TOGETHER:
        raise TooLarge


def check_numbers(polynomial: fmpz_mpoly) -> None:
    """Raise `TooLarge` when the first number is so large that products would soon fill the memory."""
    if polynomial.leading_coefficient().bit_length() > 4 * _MOST_BITS:
        raise TooLarge


class Undefined(Exception):  # noqa: N818 - an event, not a mistake
    """What was asked for has no value: a division by zero that is written out.

    `everywhere` is set when this does not hang on a bound index, whose range may be empty.
    """

    def __init__(self, everywhere: bool = False) -> None:
        super().__init__("undefined")
        self.everywhere = everywhere

    @classmethod
    def here(cls, ring: Ring) -> Undefined:
        """The same for what is read now, among the bound indices and guards that stand around it."""
        return cls(everywhere=not ring.open and not ring.guarded)


@frozen
class Size:
    """How many generators a ring has, and the unit of each argument under `exp` and each base under a root.

    The units are kept by the printed form of the argument, which does not depend on the ring.
    """

    generators: int = 8
    units: Mapping[str, int] = NOTHING

    def larger(self) -> Size:
        """Twice as many generators, as if one had begun with them: units are then found anew."""
        return Size(2 * self.generators)

    def for_claim(self, atoms: int) -> Size:
        """The same, or a larger one for a claim that is expected to need so many."""
        wanted = next((room for few, room in _ROOM if atoms > few), self.generators)
        return self if self.generators >= wanted else Size(wanted, self.units)

    def finer(self, argument: str, unit: int) -> Size:
        """The same with another unit for one argument."""
        return Size(self.generators, {**self.units, argument: unit})


@cache
def polynomial_ring(generators: int) -> tuple[fmpz_mpoly_ctx, tuple[fmpz_mpoly, ...]]:
    """The polynomials in so many generators, and the generators; all rings of that size share them."""
    context = fmpz_mpoly_ctx.get(("g", generators), Ordering.deglex)
    return context, tuple(context.gens())


def used_places(polynomial: fmpz_mpoly) -> tuple[int, ...]:
    """The generators that occur in a polynomial, in ascending order."""
    if polynomial.is_constant():
        return ()
    return tuple(compress(count(), polynomial.degrees()))


def by_powers(polynomial: fmpz_mpoly, places: Sequence[int]) -> dict[tuple[tuple[int, int], ...], fmpz_mpoly]:
    """A polynomial in these generators: beside each product of powers of them, as places with exponents,
    the polynomial in the others.
    """
    parts: dict[tuple[tuple[int, int], ...], dict[tuple[int, ...], fmpz]] = {}
    for exponents, coefficient in polynomial.terms():
        powers = tuple([(place, int(exponents[place])) for place in places if exponents[place]])
        if powers:
            kept = list(exponents)
            for place, _ in powers:
                kept[place] = 0
            exponents = tuple(kept)
        parts.setdefault(powers, {})[exponents] = coefficient
    context = polynomial.context()
    return {powers: context.from_dict(terms) for powers, terms in parts.items()}


def coefficients_by(polynomial: fmpz_mpoly, place: int, degree: int) -> list[fmpz_mpoly]:
    """The coefficients of a polynomial in one generator, from the constant up to this degree."""
    found, zero = by_powers(polynomial, [place]), polynomial.context().constant(0)
    return [found.get(((place, power),) if power else (), zero) for power in range(degree + 1)]


class Quotient:
    """A reduced quotient of polynomials; immutable, equal when mathematically built alike."""

    __slots__ = ("_generators", "_hash", "_key", "_names", "_symbols", "den", "num", "ring")
    _generators: tuple[int, ...]
    _hash: int
    _key: tuple[Any, ...]
    _names: frozenset[str]
    _symbols: frozenset[str]

    def __init__(self, ring: Ring, num: fmpz_mpoly, den: fmpz_mpoly) -> None:
        self.ring = ring
        self.num = num
        self.den = den

    def __add__(self, other: Quotient) -> Quotient:
        if self.num.is_zero():
            return other
        if other.num.is_zero():
            return self
        if self.den == other.den:
            return self.ring.quotient(self.num + other.num, self.den)
        mine, others = self.den, other.den
        if len(mine) > 1 and len(others) > 1 and not (common := mine.gcd(others)).is_one():
            mine, others = mine // common, others // common
        return self.ring.quotient(self.num * others + other.num * mine, self.den * others)

    def __sub__(self, other: Quotient) -> Quotient:
        return self + (-other)

    def __neg__(self) -> Quotient:
        return Quotient(self.ring, -self.num, self.den)

    def __mul__(self, other: Quotient) -> Quotient:
        if self.is_one():
            return other
        if other.is_one():
            return self
        if len(self.num) * len(other.num) > _MOST_PRODUCTS:
            raise TooLarge
        return self.ring.quotient(self.num * other.num, self.den * other.den)

    def __truediv__(self, other: Quotient) -> Quotient:
        if other.is_one():
            return self
        return self.ring.quotient(self.num * other.den, self.den * other.num)

    def __pow__(self, exponent: int) -> Quotient:
        times, whole = abs(exponent), self.den.is_one()
        for part in (self.num,) if whole else (self.num, self.den):
            if times > 1:
                check_power(part, times)
        num, den = self.num**times, self.den if whole else self.den**times
        if exponent < 0:
            return self.ring.quotient(den, num)
        return self.ring.quotient(num, den) if self.ring.relations else Quotient(self.ring, num, den)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quotient) and self.num == other.num and self.den == other.den

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:  # not asked for before, as of most quotients
            # What tells nearly all quotients apart: python-flint lists exponents a hundred times more slowly.
            above = () if self.num.is_zero() else (self.num.total_degree(), *self.num.coeffs())
            self._hash = hash((self.generators, above, len(self.den)))
            return self._hash

    @property
    def key(self) -> tuple[Any, ...]:
        """Something to sort by, the same in every run."""
        try:
            return self._key
        except AttributeError:
            self._key = tuple(
                [(tuple(map(int, exponents)), int(c)) for exponents, c in part.terms()]
                for part in (self.den, self.num)
            )
            return self._key

    @property
    def generators(self) -> tuple[int, ...]:
        """The generators that occur, in ascending order."""
        try:
            return self._generators
        except AttributeError:
            self._generators = self._occurring()
            return self._generators

    def _occurring(self) -> tuple[int, ...]:
        if self.den.is_one():
            return used_places(self.num)
        return tuple(sorted({*used_places(self.num), *used_places(self.den)}))

    @property
    def names(self) -> frozenset[str]:
        """The index names that occur free in it."""
        try:
            return self._names
        except AttributeError:
            self._names = frozenset().union(*(self.ring.names[place] for place in self.generators))
            return self._names

    @property
    def symbols(self) -> frozenset[str]:
        """The symbols that it depends on."""
        try:
            return self._symbols
        except AttributeError:
            self._symbols = frozenset().union(*(self.ring.symbols[place] for place in self.generators))
            return self._symbols

    @property
    def level(self) -> int:
        """The highest level of a bound index in it."""
        return max((self.ring.levels[place] for place in self.generators), default=0)

    def is_zero(self) -> bool:
        """True when this is the number 0."""
        return bool(self.num.is_zero())

    def is_one(self) -> bool:
        """True when this is the number 1."""
        return bool(self.den.is_one() and self.num.is_one())

    def number(self) -> Fraction | None:
        """The rational number that this is, or None."""
        if not (self.num.is_constant() and self.den.is_constant()):
            return None
        if self.num.is_zero():
            return Fraction(0)
        return Fraction(int(self.num.leading_coefficient()), int(self.den.leading_coefficient()))

    @property
    def is_closed(self) -> bool:
        """True for a number: no symbol and no index stands in it."""
        return not (self.symbols or self.names)

    def whole_number(self) -> int | None:
        """The whole number that this is, or None."""
        number = self.number()
        return int(number) if number is not None and number.denominator == 1 else None

    def index_form(self) -> Form | None:
        """The index form that this is, or None."""
        return self.ring.whole_form(self.num) if self.den.is_one() else None

    def atom(self) -> Atom | None:
        """The atom that this is, or None."""
        places = self.generators
        if len(places) == 1 and self.den.is_one() and self.num == self.ring.polynomials[places[0]]:
            return self.ring.atoms[places[0]]
        return None

    def partial(self, place: int) -> Quotient:
        """The partial derivative by a generator, the others held."""
        above = self.num.derivative(place)
        if self.den.is_one():
            return self.ring.quotient(above, self.den)
        below = self.den.derivative(place)
        if below.is_zero():
            return self.ring.quotient(above, self.den)
        common = self.den.gcd(below)  # the repeated factors, which need not be squared
        rest, below = self.den // common, below // common
        return self.ring.quotient(above * rest - self.num * below, self.den * rest)

    def terms(self) -> list[tuple[tuple[int, ...], fmpz]]:
        """The monomials of the numerator with their coefficients."""
        return list(self.num.terms())


Change = Callable[[Quotient], Quotient]
ChangeForm = Callable[[Form], Form]


@frozen
class Family:
    """What can be done with the atoms of one class; a missing row means that nothing is known.

    `rebuild` makes the atom anew from changed parts; `derivative` is its partial derivative by one
    symbol; `sign` the signs it may have; `total` whether it is defined for all values that
    its symbols may take; `log` and `power` its logarithm and rational powers where it is positive,
    when they are not just atoms; `absolute` its absolute value, `conjugate` its complex conjugate, and `exp`
    the exponential of a rational multiple of it, likewise; `sign_of_sum` the signs of a polynomial in them.
    """

    rebuild: Callable[[Any, Any, Change, ChangeForm], Quotient]
    derivative: Callable[[Any, Any, Any], Quotient]
    sign: Callable[[Any, Any], int]
    total: Callable[[Any, Any], bool] = lambda ring, atom: all(map(ring.is_total, atom.quotients()))
    log: Callable[[Any, Any], Quotient | None] = lambda ring, atom: None
    power: Callable[[Any, Any, Fraction], Quotient | None] = lambda ring, atom, exponent: None
    absolute: Callable[[Any, Any], Quotient | None] = lambda ring, atom: None
    conjugate: Callable[[Any, Any], Quotient | None] = lambda ring, atom: None
    exp: Callable[[Any, Any, Fraction], Quotient | None] = lambda ring, atom, coefficient: None
    sign_of_sum: Callable[[Any, Quotient], int] = lambda ring, value: signs.ANY
