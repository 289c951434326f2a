"""A quotient as a product: a rational number times powers of irreducible factors.

Factors are primitive with a positive leading coefficient; generators come apart by their exponents
alone, and only what is left with several terms is given to python-flint to factor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from math import isqrt, prod

from flint import fmpz_mpoly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Root
from derivcheck.kernel.algebra.quotient import Quotient, polynomial_ring, used_places
from derivcheck.kernel.algebra.ring import Ring

__all__ = [
    "Factors",
    "cancelling_sums",
    "certain_sign",
    "factored",
    "factored_by_roots",
    "is_nonzero",
    "parted",
    "polynomial_factors",
    "square_of",
    "whole_content",
]

#: What has a higher degree in the roots of its generators is not factored in them.
_MOST_SPREAD = 24
#: A polynomial of a higher degree stays in one piece: time and memory grow without bound.
_HIGHEST = 1000


@frozen
class Factors:
    """`number * product(factor ** exponent)`; exponents are whole and not zero."""

    number: Fraction
    parts: tuple[tuple[Quotient, int], ...]


def factored(ring: Ring, value: Quotient) -> Factors:
    """`value`, which is not zero, as a product."""
    above, upper = polynomial_factors(ring, value.num)
    if value.den.is_one():
        return Factors(Fraction(above), tuple(upper))
    below, lower = polynomial_factors(ring, value.den)
    return Factors(Fraction(above, below), (*upper, *((factor, -exponent) for factor, exponent in lower)))


def square_of(ring: Ring, value: Quotient) -> tuple[Quotient, bool] | None:
    """`w` and whether `value = -w^2`, else `value = w^2`; None for what is no such square."""
    factors = factored(ring, value)
    number = abs(factors.number)
    root = Fraction(isqrt(number.numerator), isqrt(number.denominator))
    if any(times % 2 for _, times in factors.parts) or root**2 != number:
        return None
    powers = (factor ** (times // 2) for factor, times in factors.parts)
    return prod(powers, start=ring.constant(root)), factors.number < 0


def factored_by_roots(ring: Ring, value: Quotient) -> Factors:
    """The same, where `x` is the power of its root in each factor with both: `x + sqrt(x) = r (r + 1)`."""
    found = factored(ring, value)
    if not any(_roots_with_bases(ring, factor) for factor, _ in found.parts):
        return found
    number, powers = found.number, dict[Quotient, int]()
    for factor, exponent in found.parts:
        its, parts = _by_roots(ring, factor)
        number *= Fraction(its) ** exponent
        for each, times in parts:
            powers[each] = powers.get(each, 0) + times * exponent
    return Factors(number, tuple((factor, exponent) for factor, exponent in powers.items() if exponent))


def _by_roots(ring: Ring, factor: Quotient) -> tuple[int, list[tuple[Quotient, int]]]:
    roots = _roots_with_bases(ring, factor)
    spread = _in_roots(ring, factor.num, roots) if roots else factor.num
    if not roots or spread.total_degree() > _MOST_SPREAD:
        return 1, [(factor, 1)]
    number, parts = polynomial_factors(ring, spread)
    return number, [(ring.quotient(each.num, each.den), times) for each, times in parts]


def _roots_with_bases(ring: Ring, factor: Quotient) -> dict[int, tuple[int, int]]:
    """By the generators of a factor the root of each that occurs beside it, and its degree."""
    found = {}
    for place in factor.generators:
        atom = ring.atoms[place]
        base = atom.base.atom() if isinstance(atom, Root) else None
        if isinstance(atom, Root) and base is not None and ring.places[base] in factor.generators:
            found[ring.places[base]] = place, atom.degree
    return found


def _in_roots(ring: Ring, polynomial: fmpz_mpoly, roots: Mapping[int, tuple[int, int]]) -> fmpz_mpoly:
    total: dict[tuple[int, ...], int] = {}
    for exponents, coefficient in polynomial.terms():
        row = [int(each) for each in exponents]
        for place, (root, degree) in roots.items():
            row[root] += degree * row[place]
            row[place] = 0
        total[tuple(row)] = total.get(tuple(row), 0) + int(coefficient)
    return ring.context.from_dict(total)


def is_nonzero(ring: Ring, polynomial: fmpz_mpoly) -> bool:
    """True for a polynomial that is certainly not 0, taken as a whole or factor by factor."""
    number = whole_content(polynomial)
    primitive = polynomial // number if number > 1 else polynomial
    if signs.is_within(ring.polynomial_sign(primitive), signs.NONZERO):
        return True
    if len(polynomial) < 2:
        return False
    _, parts = polynomial_factors(ring, polynomial)
    if len(parts) < 2 and parts[0][1] == 1:
        return False
    return all(signs.is_within(ring.polynomial_sign(factor.num), signs.NONZERO) for factor, _ in parts)


def certain_sign(ring: Ring, value: Quotient) -> int:
    """The signs that `value` may have; any sign where it may not be defined.

    `1/a` with `a >= 0` is positive where it is defined. What a law makes of the parameters of a body, as the
    `c` in `1 + c x`, has to be defined wherever the body is, for the claim may not ask for it.
    """
    return ring.sign(value) if is_nonzero(ring, value.den) else signs.ANY


def whole_content(polynomial: fmpz_mpoly) -> int:
    """The greatest common divisor of the coefficients; 0 for the polynomial 0."""
    return int(polynomial.content())  # type: ignore[attr-defined]  # missing in python-flint's stubs


def polynomial_factors(ring: Ring, polynomial: fmpz_mpoly) -> tuple[int, list[tuple[Quotient, int]]]:
    """The whole content with its sign, and the irreducible factors with their exponents."""
    shared = polynomial.term_content()
    number, rest = int(shared.leading_coefficient()), polynomial // shared
    if rest.leading_coefficient() < 0:
        number, rest = -number, -rest
    (exponents,) = shared.monoms()
    parts = [(ring.generators[place], int(exponent)) for place, exponent in enumerate(exponents) if exponent]
    return number, parts if rest.is_one() else [*parts, *_irreducible(ring, rest)]


def parted(
    ring: Ring, polynomial: fmpz_mpoly, inside: Callable[[Quotient], bool]
) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """A polynomial as a product: its number and the factors that are not `inside`, and those that are."""
    number, parts = polynomial_factors(ring, polynomial)
    outer, inner = ring.context.constant(number), ring.one.num
    for factor, exponent in parts:
        if inside(factor):
            inner = inner * factor.num**exponent
        else:
            outer = outer * factor.num**exponent
    return outer, inner


def cancelling_sums(ring: Ring, first: Quotient, second: Quotient) -> Iterator[Quotient]:
    """`f + c g` for the numbers `c > 0` for which a term of `f` and one of `c g` cancel."""
    above, below = first.num * second.den, second.num * first.den
    pairs = [(int(coefficient), int(below[exponents])) for exponents, coefficient in above.terms()]
    for ratio in dict.fromkeys(Fraction(-mine, its) for mine, its in pairs if mine * its < 0):
        yield first + second * ring.constant(ratio)


def _irreducible(ring: Ring, polynomial: fmpz_mpoly) -> tuple[tuple[Quotient, int], ...]:
    """The factors of a primitive polynomial with several terms and a positive leading coefficient.

    One of a very high degree counts as irreducible.
    """
    whole = Quotient(ring, polynomial, ring.one.den)
    if not 1 < polynomial.total_degree() <= _HIGHEST:
        return ((whole, 1),)
    if whole not in ring.factors:
        ring.tick()
        ring.factors[whole] = _factors_of(ring, whole)
    return ring.factors[whole]


def _factors_of(ring: Ring, whole: Quotient) -> tuple[tuple[Quotient, int], ...]:
    try:
        found = _factors_in_few(ring, whole.num)
    except (OverflowError, RuntimeError):  # what python-flint cannot factor stays in one piece
        return ((whole, 1),)
    made = []
    for factor, exponent in found:
        positive = factor if factor.leading_coefficient() > 0 else -factor
        made.append((Quotient(ring, positive, whole.den), exponent))
    return tuple(sorted(made, key=lambda pair: pair[0].key) if len(made) > 1 else made)


def _factors_in_few(ring: Ring, polynomial: fmpz_mpoly) -> list[tuple[fmpz_mpoly, int]]:
    """The factors, found in a ring of the generators that occur: ten times as fast as in one of 24."""
    places = used_places(polynomial)
    few, _ = polynomial_ring(len(places))
    terms = polynomial.terms()
    small = few.from_dict(
        {tuple([exponents[place] for place in places]): value for exponents, value in terms}
    )
    _, found = small.factor()
    if len(found) == 1 and found[0][1] == 1:
        return [(polynomial, 1)]
    made = []
    for factor, exponent in found:
        spread = {}
        for exponents, value in factor.terms():
            widened = [0] * ring.size.generators
            for place, each in zip(places, exponents, strict=True):
                widened[place] = each
            spread[tuple(widened)] = value
        made.append((ring.context.from_dict(spread), int(exponent)))
    return made
