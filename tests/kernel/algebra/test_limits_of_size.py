"""Powers and products with too many terms, or too long numbers, are refused before they are made."""

from __future__ import annotations

import pytest

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.polynomial_signs import sign_over_reals
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.symbols import symbol
from tests.kernel.rings import plain_ring


def xy() -> tuple[Ring, Quotient, Quotient]:
    ring = plain_ring()
    return ring, symbol(ring, "x", ()), symbol(ring, "y", ())


def test_a_power_with_too_many_terms() -> None:
    ring, x, y = xy()
    assert len(((x + y) ** 40).num) == 41
    for value, exponent in ((x + y, 60_000), (x + y + ring.one, 400)):
        with pytest.raises(TooLarge):
            value**exponent


def test_a_power_with_too_long_numbers() -> None:
    ring, x, _ = xy()
    assert (ring.constant(2) ** 1000).number() == 2**1000
    with pytest.raises(TooLarge):
        ring.constant(3) ** 1_000_000
    with pytest.raises(TooLarge):
        (ring.constant(3) * x) ** 500_000


def test_a_power_of_too_high_a_degree() -> None:
    _, x, y = xy()
    assert (x**1000).num.total_degree() == 1000
    with pytest.raises(TooLarge):
        (x * y) ** 600_000


def test_a_product_with_too_many_terms() -> None:
    ring, x, y = xy()
    places = [ring.places[value.atom()] for value in (x, y)]

    def long(place: int) -> Quotient:
        terms = {}
        for exponent in range(2001):
            exponents = [0] * ring.size.generators
            exponents[place] = exponent
            terms[tuple(exponents)] = 1
        return Quotient(ring, ring.context.from_dict(terms), ring.one.den)

    one, other = map(long, places)
    with pytest.raises(TooLarge):
        one * other


def test_a_polynomial_of_too_high_a_degree_stays_in_one_piece() -> None:
    ring, x, y = xy()
    square = x**600 - y
    assert len(polynomial_factors(ring, (square * (x + y)).num)[1]) == 2
    assert len(polynomial_factors(ring, (square * square).num)[1]) == 1


def test_the_roots_of_a_polynomial_of_too_high_a_degree_are_not_counted() -> None:
    ring, x, _ = xy()
    ring.sign_of_name = lambda name: signs.REAL
    low, high = ((x**degree - x ** (degree // 2) + ring.one).num for degree in (200, 300))
    assert sign_over_reals(ring, low) == signs.POSITIVE
    assert sign_over_reals(ring, high) == signs.REAL
