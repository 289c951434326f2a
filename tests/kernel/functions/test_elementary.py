"""Exponentials, logarithms, roots, powers and absolute values; near misses where a sign is not known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.kernel.algebra.atoms import Constant, Root
from derivcheck.kernel.functions.elementary import rational_power
from tests.kernel.rings import plain_ring, spoken

ALIKE = [
    # exponentials
    ("exp(x)*exp(y)", "exp(x + y)"),
    ("exp(x/2)^2", "exp(x)"),
    ("exp(x/2)*exp(x/3)", "exp(5*x/6)"),
    ("exp(x/(x + y))*exp(y/(x + y))", "e"),
    ("exp(2*log(a))", "a^2"),
    # logarithms
    ("log(a*p[i])", "log(a) + log(p[i])"),
    ("log(12)", "2*log(2) + log(3)"),
    ("log(exp(x)/a)", "x - log(a)"),
    ("log(x^2)", "2*log(abs(x))"),
    # roots
    ("sqrt(x^2)", "abs(x)"),
    ("sqrt(a)*sqrt(a)", "a"),
    ("a^(1/3)*a^(1/6)", "sqrt(a)"),
    ("1/sqrt(2)", "sqrt(2)/2"),
    ("sqrt(12)", "2*sqrt(3)"),
    ("abs(sqrt(x))", "sqrt(x)"),
    ("sqrt(4*a^3)", "2*a*sqrt(a)"),
    # powers
    ("a^x*a^y", "a^(x + y)"),
    ("(a^x)^y", "a^(x*y)"),
    ("x^n*x^n", "(x^2)^n"),
    ("(-1)^(2*n + 1)", "-1"),
    # absolute values
    ("abs(x)*abs(y)", "abs(x*y)"),
    ("abs(x)^3", "abs(x)*x^2"),
    ("abs(-a)", "a"),
    ("abs(x - y)", "abs(y - x)"),
]
DIFFERENT = [
    ("log(x*y)", "log(x) + log(y)"),
    ("log(x^2)", "2*log(x)"),
    ("sqrt(x^2)", "x"),
    ("sqrt(x*y)", "sqrt(x)*sqrt(y)"),
    ("abs(x + y)", "abs(x) + abs(y)"),
    ("exp(x*y)", "exp(x)*exp(y)"),
    ("(-1)^n", "1"),
    ("x^n", "x"),
]
SLOPES = [
    ("exp(x^2)", "2*x*exp(x^2)"),
    ("log(a)*x", "log(a)"),
    ("log(x)", "1/x"),
    ("sqrt(x)", "1/(2*sqrt(x))"),
    ("abs(x)", "x/abs(x)"),
    ("a^x", "log(a)*a^x"),
    ("x^n", "n*x^(n - 1)"),
    ("exp(x)/x", "exp(x)/x - exp(x)/x^2"),
]


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_one_value(left: str, right: str) -> None:
    assert spoken(f"{left} - ({right})") == "0"


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_two_values(left: str, right: str) -> None:
    assert spoken(f"{left} - ({right})") != "0"


@pytest.mark.parametrize(("body", "slope"), SLOPES)
def test_derivative(body: str, slope: str) -> None:
    assert spoken(f"diff({body}, x) - ({slope})") == "0"


def test_among_reals_a_root_of_a_negative_number_stays_one() -> None:
    ring = plain_ring()
    found = rational_power(ring, ring.constant(-1), Fraction(1, 2))
    assert isinstance(found.atom(), Root)
    assert (found * found).number() == -1
    assert Constant("I") not in ring.places
