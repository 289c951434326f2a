"""What integrals come to next to an end, beside their antiderivatives, and nothing where they diverge."""

from __future__ import annotations

import pytest
from flint import arb, fmpq

from derivcheck.refute.arithmetic.numbers import ball, working
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.scope import Machine, Scope
from derivcheck.refute.calculus.next_to_ends import far_out, near_to
from derivcheck.refute.evaluation.compiled import value_of
from tests.refute.worlds import term, world

WORLD = world(symbols={"x": "real", "a": "real"})


def _scope() -> Scope:
    return Machine(Point(values={"a": fmpq(5, 2)}), WORLD, value_of, False).root()


def _at(text: str, place: arb) -> arb:
    return arb(ball(value_of(_scope(), term(text, WORLD), {"x": place})))


@pytest.mark.parametrize(
    ("body", "primitive"),
    [
        ("1/x^2", "-1/x"),
        ("a*x/(a^2 + x^2)^(3/2)", "-a/sqrt(a^2 + x^2)"),
        ("a/(a^2 + x^2)", "atan(x/a) - pi/2"),
        ("x^(-3/2)", "-2/sqrt(x)"),
        ("log(x)/x^2", "-(log(x) + 1)/x"),
        ("log(x)^2/x^3", "-(2*log(x)^2 + 2*log(x) + 1)/(4*x^2)"),
        ("1/x - 1/(x + 1)", "-log(1 + 1/x)"),
        ("exp(-1/x)/x^2", "exp(-1/x) - 1"),
        ("sin(1/x)/x^2", "cos(1/x) - 1"),
        ("x^(-sqrt(2))", "x^(1 - sqrt(2))/(1 - sqrt(2))"),
        ("(3*x)^(-sqrt(2))/x", "-(3*x)^(-sqrt(2))/sqrt(2)"),
        ("cos(pi*log(3*x))/x^2", "(pi*sin(pi*log(3*x)) - cos(pi*log(3*x)))/(x*(1 + pi^2))"),
        ("sin(log(x)*a)/x^2", "-(a*cos(a*log(x)) + sin(a*log(x)))/(x*(1 + a^2))"),
        ("-1/(x*sqrt(x))", "2/sqrt(x)"),
    ],
)
def test_integrals_to_infinity(body: str, primitive: str) -> None:
    with working(192):
        found = far_out(_scope(), term(body, WORLD), "x", {}, arb(3))
        assert found is not None
        place, value = arb(found[0]), found[1]
        assert place >= 3
        assert value.rad() < arb(2) ** -44
        assert (value + _at(primitive, place)).contains(0)


@pytest.mark.parametrize(
    ("body", "primitive", "end", "side"),
    [
        ("1/sqrt(x)", "2*sqrt(x)", 0, 1),
        ("1/sqrt(1 - x)", "-2*sqrt(1 - x)", 1, -1),
        ("1/sqrt(1 - x^2)", "asin(x) - pi/2", 1, -1),
        ("1/sqrt(1 - x^2)", "asin(x) + pi/2", -1, 1),
        ("log(x)", "x*log(x) - x", 0, 1),
        ("log(x)^2*x", "x^2*(2*log(x)^2 - 2*log(x) + 1)/4", 0, 1),
        ("log(1 - x)/(a + 1)", "((x - 1)*log(1 - x) - x + 1)/(a + 1)", 1, -1),
        ("x^(sqrt(2) - 2)", "x^(sqrt(2) - 1)/(sqrt(2) - 1)", 0, 1),
        ("(1 - x)^(sqrt(2) - 2)", "-(1 - x)^(sqrt(2) - 1)/(sqrt(2) - 1)", 1, -1),
        ("(2*x)^(-1/sqrt(2))*x^(-1/4)", "2^(-1/sqrt(2))*x^(3/4 - 1/sqrt(2))/(3/4 - 1/sqrt(2))", 0, 1),
        ("cos(a*log(x))", "x*(cos(a*log(x)) + a*sin(a*log(x)))/(1 + a^2)", 0, 1),
        ("sin(a*log(2*x))", "x*(sin(a*log(2*x)) - a*cos(a*log(2*x)))/(1 + a^2)", 0, 1),
        ("sqrt(x)/(exp(x) - 1)*(exp(x) - 1)/x", "2*sqrt(x)", 0, 1),
        ("sin(x)/x^(3/2)/(1 - cos(x))*(1 - cos(x))/sin(x)*x", "2*sqrt(x)", 0, 1),
    ],
)
def test_integrals_next_to_a_number(body: str, primitive: str, end: int, side: int) -> None:
    with working(192):
        most = arb(1) / 4
        found = near_to(_scope(), term(body, WORLD), "x", {}, fmpq(end), side, most)
        assert found is not None
        distance, value = arb(found[0]), found[1]
        assert 0 < distance <= most
        assert value.rad() < arb(2) ** -44
        assert (value - side * _at(primitive, end + side * distance)).contains(0)


@pytest.mark.parametrize(
    "body",
    [
        "1/x", "1", "x^2", "1/(x + 1) - 1/(2*x)", "cos(log(x))/x", "x^(-1/sqrt(2))", "log(x)/x",
        "exp(-x)", "sin(x)/x^2", "abs(x)/x^3", "1/sqrt(2 - x^4)", "1/x + exp(-x)",
        "cos(log(x))*sin(2*log(x))/x^2", "(1 + x)^(-sqrt(2))", "cos(log(1 + x))/x^2",
    ],
)  # fmt: skip
def test_nothing_is_said_of_what_diverges_or_has_no_expansion_far_out(body: str) -> None:
    with working(192):
        assert far_out(_scope(), term(body, WORLD), "x", {}, arb(1)) is None


@pytest.mark.parametrize(
    "body",
    [
        "1/x",
        "x^(-sqrt(2))",
        "cos(log(x))/x",
        "log(x)/x",
        "1/(exp(x) - 1)",
        "exp(1/x)",
        "log(-x)",
        "(-x)^(1/2)",
    ],
)
def test_nothing_is_said_of_what_diverges_or_has_no_expansion_at_a_number(body: str) -> None:
    with working(192):
        assert near_to(_scope(), term(body, WORLD), "x", {}, fmpq(0), 1, arb(1)) is None
