"""Sectors: between which angles a complex number lies.

The angle of a number other than 0 lies in `(-pi, pi]`. What is known of it is an interval, an end of which
may be left out:

* *Half planes.* The signs of the real and the imaginary part leave a quarter, a half, or the whole turn. The
  parts of a symbol `z` are written `re(z)` and `im(z)`, real symbols with signs of their own.
* *Sums.* Where all terms lie in one half plane, so does their sum, and between the outermost of them.
* *Roots, exponentials.* The angle of `a^(1/q)` is a `q`-th of that of `a`; the angle of `exp(w)` is `im(w)`,
  where that lies within half a turn.
* *Products.* The angles of factors add up, here without being brought back to `(-pi, pi]`: their sum is
  what decides whether logarithms and roots come apart. Modulo a whole turn it is the angle of the product,
  which narrows it further. Where `f + c g` is positive for some `c > 0`, the imaginary parts of `f` and `g`
  have opposite signs and not both are negative, so the sum is the angle of `f g`; where `f - c g` is real and
  not positive the difference is the angle of `f/g`.

All angles are in half turns, multiples of `pi`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import IMAGINARY, PI, Exponential, Function, Root, SymbolAtom, axis
from derivcheck.kernel.algebra.factors import cancelling_sums, certain_sign, polynomial_factors
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = [
    "WHOLE",
    "Sector",
    "angle",
    "arc",
    "excludes_negative",
    "excludes_zero",
    "has_positive_real_part",
    "in_parts",
    "parts_of",
    "terms_of",
    "total_angle",
    "total_of_two",
    "turned_by",
]

_HALF = Fraction(1, 2)
#: Sums of more terms are not looked at term by term, nor products of more factors pair by pair.
_MOST_TERMS, _MOST_PAIRED = 12, 4
_MOST_COMBINED = 5
#: With what the imaginary part of an exponent is compared.
_BOUNDS = (Fraction(0), _HALF, Fraction(1))


@frozen
class Sector:
    """The angles from `low` to `high`; an end belongs to them unless it is left out."""

    low: Fraction
    high: Fraction
    above: bool = False  # the lower end is left out
    below: bool = False  # the upper end is left out

    def plus(self, other: Sector) -> Sector:
        """The sums of two angles."""
        above, below = self.above or other.above, self.below or other.below
        return Sector(self.low + other.low, self.high + other.high, above, below)

    def times(self, factor: Fraction) -> Sector:
        """The multiples of the angles."""
        if factor < 0:
            return Sector(self.high * factor, self.low * factor, self.below, self.above)
        return Sector(
            self.low * factor, self.high * factor, self.above and factor > 0, self.below and factor > 0
        )

    def shifted(self, by: Fraction | int) -> Sector:
        """The same, turned."""
        return Sector(self.low + by, self.high + by, self.above, self.below)

    def meet(self, other: Sector) -> Sector:
        """The angles in both; the same sector where there are none, which no point satisfies."""
        low, above = max((self.low, self.above), (other.low, other.above))
        high, below = min((self.high, not self.below), (other.high, not other.below))
        empty = low > high or (low == high and (above or not below))
        return self if empty else Sector(low, high, above, not below)

    def hull(self, other: Sector) -> Sector:
        """The least sector around both."""
        low, above = min((self.low, self.above), (other.low, other.above))
        high, below = max((self.high, not self.below), (other.high, not other.below))
        return Sector(low, high, above, not below)

    def meets(self, other: Sector) -> bool:
        """True when some angle is in both."""
        low, above = max((self.low, self.above), (other.low, other.above))
        high, below = min((self.high, not self.below), (other.high, not other.below))
        return low < high or (low == high and not above and below)

    def modulo(self, other: Sector) -> Sector:
        """What is left of the angles when, but for whole turns, they are also among the others."""
        least, most = (self.low - other.high) // 2, (self.high - other.low) // 2 + 1
        around = (other.shifted(2 * turn) for turn in range(int(least), int(most) + 1))
        met = [each for each in around if self.meets(each)]
        return self.meet(met[0].hull(met[-1])) if met else self

    def turn(self) -> int | None:
        """The `k` for which all angles lie in `(2k - 1, 2k + 1]`; None without one."""
        least = -((1 - self.high) // 2)  # the least k with high <= 2k + 1
        inside = self.low > 2 * least - 1 or (self.low == 2 * least - 1 and self.above)
        return int(least) if inside else None

    def is_one(self) -> bool:
        """True when there is only one angle."""
        return self.low == self.high


WHOLE = Sector(Fraction(-1), Fraction(1), above=True)
_RIGHT, _LEFT = Sector(Fraction(0), Fraction(0)), Sector(Fraction(1), Fraction(1))
_UP, _DOWN = Sector(_HALF, _HALF), Sector(-_HALF, -_HALF)

#: What the sign of the real part, then of the imaginary part, leaves.
_BY_REAL_PART = {
    signs.POSITIVE: Sector(-_HALF, _HALF, above=True, below=True),
    signs.NONNEGATIVE: Sector(-_HALF, _HALF),
}
_BY_IMAGINARY_PART = {
    signs.REAL & signs.NONZERO: Sector(Fraction(-1), Fraction(1), above=True, below=True),
    signs.POSITIVE: Sector(Fraction(0), Fraction(1), above=True, below=True),
    signs.NONNEGATIVE: Sector(Fraction(0), Fraction(1)),
    signs.NEGATIVE: Sector(Fraction(-1), Fraction(0), above=True, below=True),
}
_BY_BOTH_PARTS = {
    (signs.NEGATIVE, signs.POSITIVE): Sector(_HALF, Fraction(1), above=True, below=True),
    (signs.NEGATIVE, signs.NONNEGATIVE): Sector(_HALF, Fraction(1), above=True),
    (signs.NONPOSITIVE, signs.POSITIVE): Sector(_HALF, Fraction(1), below=True),
    (signs.NONPOSITIVE, signs.NONNEGATIVE): Sector(_HALF, Fraction(1)),
    (signs.NEGATIVE, signs.NEGATIVE): Sector(Fraction(-1), -_HALF, above=True, below=True),
    (signs.NONPOSITIVE, signs.NEGATIVE): Sector(Fraction(-1), -_HALF, above=True),
    (signs.POSITIVE, signs.NONPOSITIVE): Sector(-_HALF, Fraction(0), above=True),
    (signs.NONNEGATIVE, signs.NONPOSITIVE): Sector(-_HALF, Fraction(0)),
    (signs.ZERO, signs.POSITIVE): _UP,
    (signs.ZERO, signs.NEGATIVE): _DOWN,
}


def angle(ring: Ring, value: Quotient) -> Sector:
    """Where the angle of a value lies wherever it is not 0."""
    return ring.remembered(lambda: _angle(ring, value), "angle", value)


def _angle(ring: Ring, value: Quotient) -> Sector:
    sign = _sign(ring, value)
    if signs.is_real(sign):
        ends = [_LEFT] if sign & signs.NEGATIVE else []
        ends += [_RIGHT] if sign & signs.POSITIVE else []
        return ends[0].hull(ends[-1]) if ends else WHOLE
    found = _by_parts(ring, value)
    if not value.den.is_one() or len(value.num) == 1:
        found = found.meet(_reduced(_of_product(ring, value)))
    elif len(value.num) <= _MOST_TERMS:
        found = found.meet(_of_sum(ring, value))
    atom = value.atom()
    if isinstance(atom, Root):
        found = found.meet(angle(ring, atom.base).times(Fraction(1, atom.degree)))
    if isinstance(atom, Exponential):
        found = found.meet(turned_by(ring, atom) or WHOLE)
    if isinstance(atom, Function) and atom.name == "conjugate":
        found = found.meet(_turned_over(angle(ring, atom.arguments[0])))
    return _UP if atom == IMAGINARY else found


def _turned_over(sector: Sector) -> Sector:
    """The angles of the conjugates: opposite ones, but for half a turn."""
    return sector.times(Fraction(-1)) if sector.high < 1 or sector.below else WHOLE


def excludes_negative(ring: Ring, value: Quotient) -> bool:
    """True when the value is certainly no negative number."""
    found = angle(ring, value)
    return found.high < 1 or found.below


def excludes_zero(ring: Ring, value: Quotient) -> bool:
    """True when the value is certainly not 0: its terms lie within half a turn less an end, one is not 0."""
    terms = terms_of(ring, value)
    within = any(hull.high - hull.low < 1 or hull.above or hull.below for hull in _hulls(ring, value))
    return within and any(signs.is_within(ring.sign(term), signs.NONZERO) for term in terms)


def has_positive_real_part(ring: Ring, value: Quotient) -> bool:
    """True for a value whose real part is certainly positive."""
    if certain_sign(ring, value) == signs.POSITIVE:
        return True
    return ring.principal and certain_sign(ring, in_parts(ring, parts_of(ring, value)[0])) == signs.POSITIVE


def terms_of(ring: Ring, value: Quotient) -> list[Quotient]:
    """The terms of the numerator."""
    return [
        ring.quotient(ring.context.from_dict({exponents: coefficient}), ring.one.den)
        for exponents, coefficient in value.num.terms()
    ]


def _reduced(sector: Sector) -> Sector:
    """Angles brought back to one turn."""
    turn = sector.turn()
    return WHOLE if turn is None else sector.shifted(-2 * turn)


def _of_product(ring: Ring, value: Quotient) -> Sector:
    """The sum of the angles of the factors, where the value is one term over a polynomial."""
    number, above = polynomial_factors(ring, value.num)
    _, below = polynomial_factors(ring, value.den)
    parts = [*above, *((factor, -exponent) for factor, exponent in below)]
    if len(parts) == 1 and parts[0][1] == 1 and parts[0][0] == value:
        return WHOLE
    powers: dict[Quotient, Fraction] = {}
    for factor, exponent in parts:
        atom = factor.atom()
        base, degree = (atom.base, atom.degree) if isinstance(atom, Root) else (factor, 1)
        powers[base] = powers.get(base, Fraction(0)) + Fraction(exponent, degree)
    return total_angle(ring, list(powers.items()), narrow=True).shifted(int(number < 0))


def arc(ring: Ring, value: Quotient) -> Sector:
    """Where the angle of a value lies wherever it is not 0, but for whole turns."""
    return ring.remembered(lambda: _arc(ring, value), "arc", value)


def _arc(ring: Ring, value: Quotient) -> Sector:
    plain = angle(ring, value)
    if not value.den.is_constant() or not 1 < len(value.num) <= _MOST_TERMS:
        return plain
    return min((plain, *_hulls(ring, value)), key=lambda sector: sector.high - sector.low)


def _of_sum(ring: Ring, value: Quotient) -> Sector:
    found = WHOLE
    for hull in _hulls(ring, value):
        found = found.meet(_reduced(hull))
    return found


def _hulls(ring: Ring, value: Quotient) -> Iterator[Sector]:
    """Sectors of half a turn at most in which all terms lie, whichever way the angles are counted."""
    terms = terms_of(ring, value)
    for turn in (Fraction(0), _HALF, Fraction(1), -_HALF):
        turned = [_reduced(angle(ring, term).shifted(turn)) for term in terms]
        hull = turned[0]
        for sector in turned[1:]:
            hull = hull.hull(sector)
        if hull.high - hull.low <= 1:
            yield hull.shifted(-turn)


# -- parts -------------------------------------------------------------------------------------------------


def parts_of(ring: Ring, value: Quotient) -> tuple[Quotient, Quotient]:
    """The real and the imaginary part."""
    half, unit = ring.constant(_HALF), ring.relate(IMAGINARY, 2, ring.constant(-1))
    other = ring.conjugate(ring, value)
    return (value + other) * half, (other - value) * unit * half


def _by_parts(ring: Ring, value: Quotient) -> Sector:
    if IMAGINARY not in ring.places:
        return WHOLE
    real, imaginary = (_sign_of_real(ring, part) for part in parts_of(ring, value))
    found = _BY_REAL_PART.get(real, WHOLE).meet(_BY_IMAGINARY_PART.get(imaginary, WHOLE))
    return found.meet(_BY_BOTH_PARTS.get((real, imaginary), WHOLE))


def _sign_of_real(ring: Ring, value: Quotient) -> int:
    """The sign of a real value, also as a polynomial in the parts of its symbols, factor by factor."""
    sign = _sign(ring, value) & signs.REAL
    if sign in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE) or not value.symbols:
        return sign
    plain = in_parts(ring, value)
    sign &= _sign(ring, plain)
    if sign == signs.REAL and plain.den.is_one() and len(plain.num) > 1:
        sign &= _by_factors(ring, plain)
    return sign or signs.REAL


def _by_factors(ring: Ring, value: Quotient) -> int:
    number, parts = polynomial_factors(ring, value.num)
    total = signs.sign_of_number(number)
    for factor, exponent in parts:
        total = signs.multiply(total, signs.power(_sign(ring, factor), exponent))
    return total


def _sign(ring: Ring, value: Quotient) -> int:
    """The sign of a value; what several assumptions say together is asked of short ones alone."""
    if len(value.num) <= _MOST_COMBINED and value.num.total_degree() <= 2:
        return ring.sign(value)
    before, ring.combining = ring.combining, True
    try:
        return ring.sign(value)
    finally:
        ring.combining = before


def in_parts(ring: Ring, value: Quotient) -> Quotient:
    """The value with `re(z) + I im(z)` for each complex symbol `z`."""
    unit, images = ring.generator(IMAGINARY), {}
    for place in value.generators:
        atom = ring.atoms[place]
        conjugated = isinstance(atom, Function) and atom.name == "conjugate"
        inner = atom.arguments[0].atom() if conjugated and isinstance(atom, Function) else atom
        if (
            isinstance(inner, SymbolAtom)
            and not inner.indices
            and not signs.is_real(ring.generator_sign(place))
        ):
            across, up = (ring.generator(SymbolAtom(axis(part, inner.name), ())) for part in ("re", "im"))
            images[place] = across - unit * up if conjugated else across + unit * up
    return ring.replaced(value, images)


# -- exponentials ------------------------------------------------------------------------------------------


def turned_by(ring: Ring, atom: Exponential) -> Sector | None:
    """Where the imaginary part of the exponent lies, if that is within half a turn."""
    if IMAGINARY not in ring.places:
        return None
    _, turn = parts_of(ring, atom.argument * ring.constant(Fraction(1, atom.unit)))
    pi = ring.generator(PI)
    low = high = None
    for bound in _BOUNDS:
        for inside in (bound, -bound):
            most = _sign_of_real(ring, pi * ring.constant(inside) - turn)
            least = _sign_of_real(ring, turn - pi * ring.constant(inside))
            if signs.is_within(most, signs.NONNEGATIVE):
                found = inside, most != signs.POSITIVE
                high = found if high is None else min(high, found)
            if signs.is_within(least, signs.NONNEGATIVE):
                start = inside, least == signs.POSITIVE
                low = start if low is None else max(low, start)
    if low is None or high is None:
        return None
    sector = Sector(low[0], high[0], low[1], not high[1])
    return sector if sector.turn() == 0 else None


# -- products ----------------------------------------------------------------------------------------------

_Parts = Sequence[tuple[Quotient, Fraction]]


def total_angle(ring: Ring, parts: _Parts, *, narrow: bool = False) -> Sector:
    """Where the sum of so many times the angles of the factors lies, not brought back to one turn.

    It is made narrower until it lies in one turn, if `narrow` also then.
    """
    total = _RIGHT
    for factor, times in parts:
        total = total.plus(angle(ring, factor).times(times))
    if (total.turn() is not None and not narrow) or not 1 < len(parts) <= _MOST_PAIRED:
        return total
    for (place, (first, mine)), (other, (second, its)) in combinations(enumerate(parts), 2):
        size = min(abs(mine), abs(its))
        pair = total_of_two(ring, first, second, opposite=mine * its < 0).times(size if mine > 0 else -size)
        rest = [part for at, part in enumerate(parts) if at not in (place, other)]
        rest += _left_over(((first, mine), (second, its)), size)
        total = total.meet(pair.plus(total_angle(ring, rest)))
        if total.turn() is not None and not narrow:
            break
    return total


def _left_over(pair: Iterable[tuple[Quotient, Fraction]], size: Fraction) -> _Parts:
    left = ((factor, times - size if times > 0 else times + size) for factor, times in pair)
    return [(factor, times) for factor, times in left if times]


def total_of_two(ring: Ring, first: Quotient, second: Quotient, *, opposite: bool) -> Sector:
    """Where the sum of two angles lies; their difference, if the second one is `opposite`."""
    mine, its = angle(ring, first), angle(ring, second)
    total = mine.plus(its.times(Fraction(-1 if opposite else 1)))
    if _stays_within(ring, first, second, opposite=opposite):
        total = total.meet(WHOLE)
    if total.is_one():
        return total
    product = first * (ring.conjugate(ring, second) if opposite else second)
    told = product.den.is_one() and len(product.num) > 1  # else it is the product of the two once more
    return total.modulo(arc(ring, product)) if told else total.modulo(_by_parts(ring, product))


def _stays_within(ring: Ring, first: Quotient, second: Quotient, *, opposite: bool) -> bool:
    """True where `f + c g > 0` (`f - c g <= 0`, if opposite) for a positive number `c`."""
    turned, wanted = (-second, signs.NONPOSITIVE) if opposite else (second, signs.POSITIVE)
    return any(signs.is_within(ring.sign(each), wanted) for each in cancelling_sums(ring, first, turned))
