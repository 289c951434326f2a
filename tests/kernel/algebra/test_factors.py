"""Quotients as products: the product is the quotient again, and the factors are irreducible and primitive."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.kernel.algebra.factors import cancelling_sums, factored, factored_by_roots
from tests.kernel.random_terms import read
from tests.kernel.rings import session_of


@pytest.mark.parametrize(
    ("text", "number", "exponents"),
    [
        ("6*x", 6, [1]),
        ("-x/2", Fraction(-1, 2), [1]),
        ("x^2*y^3", 1, [2, 3]),
        ("x^2 - y^2", 1, [1, 1]),
        ("2*x^2 + 4*x*y + 2*y^2", 2, [2]),
        ("y - x", -1, [1]),
        ("x/(x*y + x)", 1, [-1]),
        ("(x^2 - 1)/(x + 1)^3", 1, [-2, 1]),
        ("sum(z[k], k)^2*exp(x)", 1, [1, 2]),
        ("7", 7, []),
    ],
)
def test_factors(text: str, number: int | Fraction, exponents: list[int]) -> None:
    session = session_of()
    value = session.read(read(text)).value
    found = factored(session.ring, value)
    assert abs(found.number) == abs(number)
    assert sorted(exponent for _, exponent in found.parts) == exponents
    product = session.ring.constant(found.number)
    for factor, exponent in found.parts:
        assert factor.den.is_one()
        assert factor.num.content() == 1
        product = product * factor**exponent
    assert product == value


@pytest.mark.parametrize(
    ("text", "exponents"),
    [
        ("x + y*sqrt(x)", [1, 1]),
        ("(x + sqrt(x))/(x - sqrt(x))", [-1, 1]),
        ("(x^2 - y*x^(2/3))^3", [2, 3]),
        ("x + y", [1]),
        ("x^30 + sqrt(x)", [1]),
    ],
)
def test_factors_by_roots(text: str, exponents: list[int]) -> None:
    session = session_of()
    value = session.read(read(text)).value
    found = factored_by_roots(session.ring, value)
    assert sorted(exponent for _, exponent in found.parts) == exponents
    product = session.ring.constant(found.number)
    for factor, exponent in found.parts:
        product = product * factor**exponent
    assert (product - value).is_zero()


@pytest.mark.parametrize(
    ("first", "second", "sums"),
    [("x - y", "2*x + y", ["3*x"]), ("1 - x", "1 + x", ["2"]), ("x", "x + y", []), ("-x", "x/y", [])],
)
def test_sums_in_which_terms_cancel(first: str, second: str, sums: list[str]) -> None:
    session = session_of()
    one, other, *made = (session.read(read(each)).value for each in (first, second, *sums))
    assert list(cancelling_sums(session.ring, one, other)) == made
