"""Where a polynomial is not negative, decided exactly: in one real variable, and of degree 2 in several.

In one variable the irreducible factors that occur to an odd power decide: the polynomial keeps its sign where
none of them has a root, and Sturm's sequence counts their roots in an interval. A polynomial of degree 2 is a
quadratic form in its variables and 1, and that is a sum of squares when the pivots of its LDL decomposition
are not negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mpoly, fmpz_poly

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import used_places

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.ring import Ring

__all__ = ["is_definite", "is_real", "sign_of_quadratic", "sign_on_line", "sign_over_reals"]


#: The roots of polynomials of higher degrees are not counted: that takes long.
_HIGHEST = 200


def is_real(ring: Ring, polynomial: fmpz_mpoly) -> bool:
    """True when all atoms of a polynomial are certainly real."""
    return all(signs.is_real(ring.generator_sign(place)) for place in used_places(polynomial))


def sign_over_reals(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """The signs of a polynomial in one atom, or of degree 2, at all real values of its atoms; else any."""
    if not is_real(ring, polynomial):
        return signs.ANY
    occurring = used_places(polynomial)
    if len(occurring) == 1:
        degree = int(polynomial.degrees()[occurring[0]])
        if degree > _HIGHEST:
            return signs.REAL
        coefficients = [0] * (degree + 1)
        for exponents, coefficient in polynomial.terms():
            coefficients[int(exponents[occurring[0]])] = int(coefficient)
        return sign_on_line(coefficients, ring.generator_sign(occurring[0]))
    if polynomial.total_degree() != 2:
        return signs.ANY
    return _sign_of_form(ring, polynomial, occurring)


def _sign_of_form(ring: Ring, polynomial: fmpz_mpoly, occurring: Sequence[int]) -> int:
    """The signs of a polynomial of degree 2; it is positive if one of its squares is known not to be 0."""
    terms, count = _quadratic(polynomial)
    sign = sign_of_quadratic(terms, count)
    if sign != signs.NONNEGATIVE:
        return sign
    for at, value in _where_zero(_matrix(terms, count)):
        difference = ring.generators[occurring[at]] - ring.constant(value)
        if signs.is_within(ring.sign(difference), signs.NONZERO):
            return signs.POSITIVE
    return sign


def _where_zero(matrix: list[list[fmpq]]) -> Iterator[tuple[int, Fraction]]:
    """The variables that have one value only wherever a sum of squares is 0, and that value."""
    last = len(matrix) - 1
    reduced, rank = fmpq_mat(matrix).rref()
    for row in reduced.tolist()[:rank]:
        found = [at for at, entry in enumerate(row) if entry]
        if found[1:] in ([], [last]):
            yield found[0], Fraction(-int(row[last].p), int(row[last].q))


def is_definite(ring: Ring, polynomial: fmpz_mpoly) -> bool:
    """True for a quadratic form, or its negative, that is 0 only where all of its atoms are."""
    if not is_real(ring, polynomial) or any(sum(exponents) != 2 for exponents in polynomial.monoms()):
        return False
    for each in (polynomial, -polynomial):
        found = _pivots(_matrix(*_quadratic(each)))
        if found is not None and all(pivot > 0 for pivot in found[:-1]):
            return True
    return False


def _quadratic(polynomial: fmpz_mpoly) -> tuple[dict[tuple[int, ...], int], int]:
    """The terms of a polynomial of degree 2 in the atoms that occur, and how many these are."""
    occurring = used_places(polynomial)
    terms = {
        tuple(int(exponents[place]) for place in occurring): int(coefficient)
        for exponents, coefficient in polynomial.terms()
    }
    return terms, len(occurring)


def sign_on_line(coefficients: Sequence[int], domain: int) -> int:
    """The signs of the polynomial with these coefficients (lowest first) at the reals with signs in `domain`.

    >>> sign_on_line([1, -2, 1], signs.REAL) == signs.NONNEGATIVE  # (x - 1)^2
    True
    >>> sign_on_line([1, 1, 1], signs.REAL) == signs.POSITIVE
    True
    """
    polynomial = fmpz_poly(list(coefficients))
    _, factors = polynomial.factor()
    found = 0
    for part in (signs.NEGATIVE, signs.ZERO, signs.POSITIVE):
        if part & domain:
            found |= _sign_on_part(polynomial, factors, part)
    return found


def _sign_on_part(polynomial: fmpz_poly, factors: Sequence[tuple[fmpz_poly, int]], part: int) -> int:
    """The signs on the negative numbers, at 0, or on the positive numbers."""
    if part == signs.ZERO:
        return signs.sign_of_number(polynomial[0])
    counts = [(_roots(factor, part), exponent) for factor, exponent in factors]
    if any(count and exponent % 2 for count, exponent in counts):
        return signs.REAL
    here = _sign_far_out(polynomial, part)
    return here | signs.ZERO if any(count for count, _ in counts) else here


def _sign_far_out(polynomial: fmpz_poly, part: int) -> int:
    leading = signs.sign_of_number(polynomial[polynomial.degree()])
    return signs.negate(leading) if part == signs.NEGATIVE and polynomial.degree() % 2 else leading


def _roots(factor: fmpz_poly, part: int) -> int:
    """How many positive (or negative) roots an irreducible polynomial has."""
    if factor.degree() < 1 or factor[0] == 0:  # a number, or the variable itself
        return 0
    current = fmpq_poly(factor)
    if part == signs.NEGATIVE:
        current = current(fmpq_poly([0, -1]))
    following = current.derivative()
    chain = [current]
    while not following.is_zero():
        chain.append(following)
        current, following = following, _primitive(-(current % following))
    near = _changes([each[0] for each in chain])
    far = _changes([each[each.degree()] for each in chain])
    return near - far


def _primitive(polynomial: fmpq_poly) -> fmpq_poly:
    """A positive multiple with whole coefficients as small as can be: else they grow at each step."""
    whole = polynomial.numer()
    return fmpq_poly(whole // whole.content()) if not whole.is_zero() else polynomial


def _changes(values: Sequence[fmpq]) -> int:
    """How often the sign changes along the values, those that are 0 left out."""
    known = [value > 0 for value in values if value != 0]
    return sum(before != after for before, after in pairwise(known))


def sign_of_quadratic(terms: Mapping[tuple[int, ...], int], count: int) -> int:
    """The signs, over all real values, of a polynomial of degree 2 given by its exponents and coefficients.

    >>> sign_of_quadratic({(2, 0): 1, (1, 1): -2, (0, 2): 1}, 2) == signs.NONNEGATIVE
    True
    """
    pivots = _pivots(_matrix(terms, count))
    if pivots is None:
        return signs.REAL
    return signs.POSITIVE if pivots[-1] > 0 else signs.NONNEGATIVE


def _matrix(terms: Mapping[tuple[int, ...], int], count: int) -> list[list[fmpq]]:
    """The symmetric matrix of the form in the variables and 1."""
    matrix = [[fmpq(0)] * (count + 1) for _ in range(count + 1)]
    for exponents, coefficient in terms.items():
        variables = [place for place, exponent in enumerate(exponents) for _ in range(exponent)]
        first, second = [*variables, count, count][:2]
        matrix[first][second] += fmpq(coefficient, 2)
        matrix[second][first] += fmpq(coefficient, 2)
    return matrix


def _pivots(matrix: list[list[fmpq]]) -> list[fmpq] | None:
    """The pivots of the LDL decomposition, none of them negative; None where there is no such one."""
    pivots = []
    for at, row in enumerate(matrix):
        pivot = row[at]
        if pivot < 0 or (not pivot and any(row[at:])):
            return None
        pivots.append(pivot)
        for below in range(at + 1, len(matrix)) if pivot else ():
            factor = matrix[below][at] / pivot
            for column in range(at, len(matrix)):
                matrix[below][column] -= factor * row[column]
    return pivots
