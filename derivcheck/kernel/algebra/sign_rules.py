"""Signs of polynomials that their terms alone do not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpz_mpoly

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function, Root, Sine
from derivcheck.kernel.algebra.comparisons import compared
from derivcheck.kernel.algebra.quotient import Quotient

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.ring import Ring

__all__ = ["sign_by_rules", "sign_of_form"]


def sign_of_form(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """The signs that the facts leave to a whole-number form."""
    form = ring.whole_form(polynomial)
    return ring.facts.sign(form) if form is not None else signs.ANY


def sign_by_rules(ring: Ring, polynomial: fmpz_mpoly, total: int) -> int:
    """The signs that are left of `total`, those that the terms leave."""
    if ring.principal and not signs.is_real(total):
        total &= _with_conjugates(ring, polynomial)
    if len(polynomial) == 2 and total not in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
        plainer = compared(ring, polynomial)
        total &= signs.ANY if plainer is None else ring.sign(plainer)
    if total in (signs.ANY, signs.REAL):
        total &= _of_square_of_sine(ring, polynomial) & _with_root(ring, polynomial)
    return total


def _of_square_of_sine(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """`1 - cos(x)^2` is not negative, for the relation of `sin(x)` says that it is a square."""
    for place, (power, image) in ring.relations.items():
        if isinstance(ring.atoms[place], Sine) and polynomial in (image.num, -image.num):
            sign = signs.power(ring.generator_sign(place), power)
            return sign if polynomial == image.num else signs.negate(sign)
    return signs.ANY


def _with_root(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """`b sqrt(q) + a` is positive where `b > 0` and `b^2 q > a^2`: the root outweighs the rest."""
    places = [place for place, (power, _) in ring.relations.items() if power == 2]
    degrees = polynomial.degrees() if places else ()
    for place in places:
        if degrees[place] != 1 or not isinstance(ring.atoms[place], Root):
            continue
        slope = polynomial.derivative(place)
        rest = polynomial - slope * ring.polynomials[place]
        square = ring.relations[place][1]
        above, below = (Quotient(ring, part * part, ring.one.den) for part in (slope, rest))
        if slope.is_constant() and ring.sign(above * square - below) == signs.POSITIVE:
            return signs.sign_of_number(slope.leading_coefficient())
    return signs.ANY


def _with_conjugates(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """`z conj(z)` is not negative, and what is its own conjugate is real."""
    partners = {
        place: partner
        for place, atom in enumerate(ring.atoms)
        if isinstance(atom, Function) and atom.name == "conjugate"
        for partner in atom.arguments[0].generators
    }
    total = signs.ZERO
    for exponents, coefficient in polynomial.terms():
        sign = signs.sign_of_number(coefficient)
        left = list(map(int, exponents))
        for place, partner in partners.items():
            if left[place] and left[place] == left[partner]:
                sign = signs.multiply(sign, signs.NONNEGATIVE)
                left[place] = left[partner] = 0
        for place, exponent in enumerate(left):
            if exponent:
                sign = signs.multiply(sign, signs.power(ring.generator_sign(place), exponent))
        total = signs.add(total, sign)
    if signs.is_real(total):
        return total
    value = Quotient(ring, polynomial, ring.one.den)
    return signs.REAL if ring.conjugate(ring, value) == value else signs.ANY
