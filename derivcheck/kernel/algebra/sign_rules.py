"""Signs of polynomials: by their terms, and where these alone do not show them."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from flint import fmpz_mpoly
from flint.utils.flint_exceptions import DomainError

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.analytic import is_analytic
from derivcheck.kernel.algebra.atoms import Absolute, Cosine, Function, Root, Sine, Sum
from derivcheck.kernel.algebra.comparisons import compared, sign_of_squares_apart
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.polynomial_signs import sign_over_reals
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.ring import Ring

__all__ = ["is_supposed", "sign_by_rules", "sign_by_terms", "sign_of_form"]

#: Signs that do not say on which side of 0 a value is; that it is not 0 may be known of it.
_UNORDERED = frozenset({signs.ANY, signs.REAL, signs.NONZERO, signs.REAL & signs.NONZERO})
_MOST_WAVES = 2
#: Of longer sums of sums no square is looked for under one sign: that takes long.
_MOST_SUMMED = 24
#: In longer polynomials moduli are not replaced by what they are on either side of 0.
_MOST_BESIDE = 4
_WAVES = (Cosine, Sine)


def sign_by_terms(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """The signs that the signs of its terms leave to a polynomial in these generators."""
    total = signs.ZERO
    known = [(place, ring.generator_sign(place)) for place in places]
    for exponents, coefficient in polynomial.terms():
        sign = signs.sign_of_number(coefficient)
        for place, its in known:
            if exponents[place]:
                sign = signs.multiply(sign, signs.power(its, int(exponents[place])))
        total = signs.add(total, sign)
    return total


def sign_of_form(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """The signs that the facts leave to a whole-number form."""
    form = ring.whole_form(polynomial, places)
    return ring.facts.sign(form) if form is not None else signs.ANY


def is_supposed(ring: Ring, polynomial: fmpz_mpoly) -> bool:
    """True for what was taken not to be a whole number, and so is not 0, or differs from such by one."""
    for value in ring.supposed:
        near = (polynomial - value.num, polynomial + value.num) if value.den.is_one() else ()
        if any(ring.whole_form(each) is not None for each in near):
            return True
    return False


def sign_by_rules(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...], total: int) -> int:
    """The signs that are left of `total`, those that the terms leave, to a polynomial in these generators."""
    if ring.principal and not signs.is_real(total):
        total &= _with_conjugates(ring, polynomial)
    if len(polynomial) == 2 and total not in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
        plainer = compared(ring, polynomial)
        total &= sign_of_squares_apart(ring, polynomial) if plainer is None else ring.sign(plainer)
        total &= _of_moduli(ring, polynomial, places) if ring.principal else signs.ANY
    if total not in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
        total &= _of_known_square(ring, polynomial)
    if total in _UNORDERED:
        total &= _of_squares(ring, polynomial, places) & _with_root(ring, polynomial)
        total &= _with_spread(ring, polynomial, places) & _with_wave(ring, polynomial, places)
        total &= _of_one_wave(ring, polynomial, places)
    if total in _UNORDERED:
        total &= _of_all_summed(ring, polynomial, places)
    if total not in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
        total &= _on_either_side(ring, polynomial, places)
    return total


def _on_either_side(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """`p(|u|)` for a real `u` is `p(u)` or `p(-u)`: `1 - |u|` is positive for `-1 < u < 1`."""
    if ring.combining or len(polynomial) > _MOST_BESIDE:
        return signs.ANY
    moduli = [place for place in places if isinstance(ring.atoms[place], Absolute)]
    if len(moduli) != 1:
        return signs.ANY
    (place,) = moduli
    atom = ring.atoms[place]
    assert isinstance(atom, Absolute)
    if not signs.is_real(ring.sign(atom.argument)):
        return signs.ANY
    value = Quotient(ring, polynomial, ring.one.den)
    return ring.sign(ring.replaced(value, {place: atom.argument})) | ring.sign(
        ring.replaced(value, {place: -atom.argument})
    )


def _of_squares(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """The signs of what may be a sum of squares: a quadratic, or of an even degree in one variable."""
    if len(polynomial) < 3:
        return signs.ANY
    degree = polynomial.total_degree()
    if degree % 2 or (degree > 2 and len(places) > 1):
        return signs.ANY
    return sign_over_reals(ring, polynomial)


def _of_known_square(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """`1 - cos(x)^2` is not negative, being known as the square of `sin(x)`; so with squares of moduli."""
    for place, (power, image) in ring.relations.items():
        atom = ring.atoms[place]
        is_square = isinstance(atom, Sine | Absolute) and image.den.is_one()
        if is_square and polynomial in (image.num, -image.num):
            modulus = isinstance(atom, Absolute)  # of what may have this very sign: it is not asked
            sign = signs.NONNEGATIVE if modulus else signs.power(ring.generator_sign(place), power)
            return sign if polynomial == image.num else signs.negate(sign)
    return signs.ANY


def _of_moduli(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """`z conj(z) - |z|` has the sign of the difference of the squares, which comes apart."""
    if not any(isinstance(ring.atoms[place], Absolute) for place in places):
        return signs.ANY
    first, second = (
        Quotient(ring, ring.context.from_dict({exponents: coefficient}), ring.one.den)
        for exponents, coefficient in polynomial.terms()
    )
    if not all(signs.is_within(ring.sign(each), signs.NONNEGATIVE) for each in (first, -second)):
        return signs.ANY
    difference = first * first - second * second
    if difference.is_zero() or not difference.den.is_one():
        return signs.ZERO if difference.is_zero() else signs.ANY
    squares = difference.num
    lowest = tuple(map(min, zip(*squares.monoms(), strict=True)))
    shared = ring.context.from_dict({lowest: 1})
    return signs.multiply(ring.polynomial_sign(shared), ring.polynomial_sign(squares // shared))


def _with_root(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """`b sqrt(q) + a` has the sign of `b` where `b^2 q > a^2`, that of `a` where `b^2 q < a^2`.

    Where one of them may not be real it is still not 0, if the squares differ. Their difference must be
    simpler, of such atoms made only of the other ones and of earlier ones; else there is no end.
    """
    places = [place for place, (power, _) in ring.relations.items() if power == 2]
    degrees = polynomial.degrees() if places else ()
    for place in places:
        if degrees[place] != 1 or not isinstance(ring.atoms[place], Root):
            continue
        slope = polynomial.derivative(place)
        rest = polynomial - slope * ring.polynomials[place]
        if len(slope) > 1:
            continue
        square = ring.relations[place][1]
        above, below = (ring.quotient(part * part, ring.one.den) for part in (slope, rest))
        difference = above * square - below
        left = ring.relations.keys() & difference.generators
        if place in left or any(each > place and not degrees[each] for each in left):
            continue
        sign = ring.sign(difference)
        if sign in (signs.ANY, signs.REAL):
            continue
        root = signs.multiply(ring.polynomial_sign(slope), ring.generator_sign(place))
        found = _of_the_larger(sign, root, ring.polynomial_sign(rest))
        if found not in (signs.ANY, signs.REAL):
            return found
    return signs.ANY


def _of_the_larger(difference: int, root: int, rest: int) -> int:
    """The signs of a sum of two terms by those of the difference of their squares, and their own."""
    if not signs.is_real(root | rest):
        return signs.ANY if difference & signs.ZERO else signs.NONZERO
    if signs.is_within(difference, signs.NONNEGATIVE):
        return root & ~signs.ZERO if difference == signs.POSITIVE else root | signs.ZERO
    if signs.is_within(difference, signs.NONPOSITIVE):
        return rest & ~signs.ZERO if difference == signs.NEGATIVE else rest | signs.ZERO
    return signs.REAL


def _with_wave(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """`a + b cos(x)` lies between `a - b` and `a + b`, for a real `x`."""
    waves = [place for place in places if isinstance(ring.atoms[place], _WAVES)]
    if not 0 < len(waves) <= _MOST_WAVES:  # each asks for the signs of two polynomials with one less
        return signs.ANY
    degrees = polynomial.degrees()
    for place in waves:
        if degrees[place] != 1 or not signs.is_real(ring.generator_sign(place)):
            continue
        slope = polynomial.derivative(place)
        rest = polynomial - slope * ring.polynomials[place]
        both = _sign_or_square(ring, rest - slope) | _sign_or_square(ring, rest + slope)
        if signs.is_within(both, signs.NONNEGATIVE) or signs.is_within(both, signs.NONPOSITIVE):
            return both
    return signs.ANY


def _of_one_wave(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """The sum of two angles may be known to lie between two zeros, as they are themselves."""
    waves = [place for place in places if isinstance(ring.atoms[place], _WAVES)]
    if (
        len(polynomial) < 2
        or ring.combining
        or all(ring.generator_sign(place) in _UNORDERED for place in waves)
    ):
        return signs.ANY
    return ring.families[Sine].sign_of_sum(ring, Quotient(ring, polynomial, ring.one.den))


def _sign_or_square(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """The signs of a polynomial, which may be the square of another one."""
    sign = ring.polynomial_sign(polynomial)
    if sign in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
        return sign
    try:
        root = polynomial.sqrt()
    except DomainError:
        return sign
    return sign & signs.power(ring.polynomial_sign(root), 2)


def _with_spread(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """`a Q + b`, where `Q`, `S` and `W` are the sums of `w x^2`, `w x` and `w`, so that `W Q >= S^2`.

    It is `(a (W Q - S^2) + (b W + a S^2))/W`. Source: Cauchy-Schwarz.
    """
    sums = [(place, atom) for place in places if isinstance(atom := ring.atoms[place], Sum)]
    degrees = polynomial.degrees() if len(sums) > 1 else ()
    for (place, squares), (other, mixed) in permutations(sums, 2):
        weight = _weight(ring, squares, mixed) if degrees[place] == 1 else None
        if weight is None:
            continue
        slope = Quotient(ring, polynomial.derivative(place), ring.one.den)
        rest = Quotient(ring, polynomial, ring.one.den) - slope * ring.generators[place]
        left = rest * weight + slope * ring.generators[other] ** 2
        if not left.den.is_one():
            continue
        found = signs.multiply(sign_by_terms(ring, slope.num, slope.generators), signs.NONNEGATIVE)
        found = signs.add(found, sign_by_terms(ring, left.num, left.generators))
        if found not in (signs.ANY, signs.REAL):
            return found
    return signs.ANY


def _weight(ring: Ring, squares: Sum, mixed: Sum) -> Quotient | None:
    """The sum of `w` for those of `w x^2` and `w x`, if it occurs and is positive, and no `w` is negative."""
    if (squares.ranges, squares.guard) != (mixed.ranges, mixed.guard) or squares.body.is_zero():
        return None
    each = mixed.body * mixed.body / squares.body
    both = ring.sign(each) | ring.sign(squares.body)
    if not signs.is_within(both, signs.NONNEGATIVE) or not ring.is_total(each):
        return None
    if not signs.is_real(ring.sign(mixed.body)):
        return None
    if each.is_one():
        (low, high), *more = squares.ranges
        if more or squares.guard is not None or high is None:
            return None
        weight = ring.of_form(high.minus(low).shifted(1))
    else:
        atom = Sum(squares.ranges, each, squares.guard)
        known = ring.law(atom)
        if known is None and atom not in ring.places:
            return None
        weight = ring.generator(atom) if known is None else known
    return weight if ring.sign(weight) == signs.POSITIVE else None


def _of_all_summed(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> int:
    """The signs of sums over one range, taken under one sign, that what is summed there leaves to them.

    A part with the length of the range as a factor is a sum over it: `n m^2 - 2 m S + Q` is the sum of
    `(x - m)^2` where `S` and `Q` are those of `x` and `x^2`. A range may be empty, but not out of order.
    """
    sums = {place: atom for place in places if isinstance(atom := ring.atoms[place], Sum)}
    if not sums or len(polynomial) > _MOST_SUMMED:
        return signs.ANY
    first = next(iter(sums.values()))
    (low, high), *more = first.ranges
    alike = all(atom.ranges == first.ranges and atom.guard is None for atom in sums.values())
    degrees = polynomial.degrees()
    if more or high is None or not alike or any(degrees[place] > 1 for place in sums):
        return signs.ANY
    length = high.minus(low).shifted(1)
    count = ring.of_form(length).num
    if count.is_zero() or not ring.facts.entails(length):
        return signs.ANY
    slopes = {place: polynomial.derivative(place) for place in sums}
    if any(slope.degrees()[place] for slope in slopes.values() for place in sums):
        return signs.ANY  # products of sums
    rest = polynomial - sum(slope * ring.polynomials[place] for place, slope in slopes.items())
    times, left = divmod(rest, count)
    with ring.reserving(Quotient(ring, polynomial, ring.one.den).names), ring.binding(low, high) as name:
        body = ring.quotient(times, ring.one.den)
        for place, atom in sums.items():
            each = ring.at(atom.body, {atom.variables()[0]: variable(name)})
            body = body + ring.quotient(slopes[place], ring.one.den) * each
        sign = signs.multiply(_sign_by_powers(ring, body.num), ring.polynomial_sign(body.den))
    for ordered in (signs.NONNEGATIVE, signs.NONPOSITIVE):
        if signs.is_within(sign, ordered):
            return signs.add(ordered, ring.polynomial_sign(left))
    return signs.ANY


def _sign_by_powers(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """The signs of a polynomial, which may be a product of powers."""
    number, powers = polynomial.factor_squarefree()
    sign = signs.sign_of_number(number)
    for each, exponent in powers:
        sign = signs.multiply(sign, signs.power(ring.polynomial_sign(each), int(exponent)))
    return sign


def _with_conjugates(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """`z conj(z)` is not negative, and what is its own conjugate is real."""
    value = Quotient(ring, polynomial, ring.one.den)
    if is_analytic(ring, value):
        return signs.ANY
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
    try:
        return signs.REAL if ring.conjugate(ring, value) == value else signs.ANY
    except TooLarge:  # as a sine of a sum whose conjugate is written out
        return signs.ANY
