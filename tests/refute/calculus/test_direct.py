"""Integrands as plain functions of one complex number, beside evaluation in full."""

from __future__ import annotations

from contextlib import suppress

import pytest
from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.point import Formula, Point
from derivcheck.refute.arithmetic.scope import Machine, Scope
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.calculus.direct import Direct, by_mean_value, direct, variable
from derivcheck.refute.evaluation.compiled import value_of
from tests.refute.worlds import term, world

WORLD = world(
    symbols={"x": "real", "a": "real", "n": "positive integer"},
    functions={"f": False, "g": False},
    definitions={"h(t)": "abs(t)"},
)
SMOOTH = Formula("x -> exp(x) + 1", ("x",), term("exp(x) + 1", WORLD))
KINKED = Formula("x -> abs(x)", ("x",), term("abs(x)", WORLD))


def scope() -> Scope:
    at = Point(values={"a": fmpq(5, 2), "n": fmpq(3)}, functions={"f": SMOOTH, "g": KINKED})
    return Machine(at, WORLD, value_of, False).root()


def made(text: str) -> Direct | None:
    return direct(scope(), term(text, WORLD), {"x": variable}, {})


@pytest.mark.parametrize(
    "text",
    [
        "1", "x", "a*x - pi", "x^3/(1 + x^2)", "x^(-2)", "x^n", "e^(-x^2)", "exp(a/x)*sin(x)", "f(x^2)",
        "a^x", "2^(-x)", "x^a", "x^x", "x^(1/3)", "x^(-2/3)", "sqrt(1 + x)", "log(x)*x", "tan(x)*sech(x)",
        "erf(x)", "atan(x) + asin(x/9)", "gamma(x)", "loggamma(x + 1)", "x*a*cosh(x)*n",
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", [acb(arb("0.75", "0.001")), acb(arb("0.75", "0.001"), arb("0.25"))])
def test_values_are_those_of_evaluation_in_full(text: str, place: acb) -> None:
    function = made(text)
    assert function is not None
    for smooth in (False, True):
        assert function(place, smooth).is_finite()
        assert function(place, smooth).overlaps(acb(value_of(scope(), term(text, WORLD), {"x": place})))


@pytest.mark.parametrize(
    "text",
    [
        "abs(x)",
        "exp(abs(x))",
        "floor(x)",
        "max(x, 0)",
        "g(x)",
        "h(x)",
        "f'(x)",
        "re(x)",
        "diff(f(x), x)",
        "0^x",
    ],
)
def test_what_is_not_analytic_by_its_shape_is_left_to_evaluation_in_full(text: str) -> None:
    assert made(text) is None


@pytest.mark.parametrize(
    "text",
    ["sqrt(x)", "x^(1/2)", "x^a", "x^x", "log(x)", "loggamma(x)", "asin(2 + x)", "acosh(x)", "1/x", "cot(x)"],
)
@pytest.mark.parametrize(
    "place", [acb(arb(0, "0.1"), arb(0, "0.1")), acb(arb("-0.05", "0.1"), arb(0, "0.1"))]
)
def test_nothing_is_analytic_in_a_ball_that_meets_a_cut_or_a_pole(text: str, place: acb) -> None:
    function = made(text)
    assert function is not None
    with suppress(Undecidable, Undefined):
        assert not function(place, True).is_finite()


def test_on_a_cut_there_is_a_value_and_no_derivative() -> None:
    function = made("sqrt(x)")
    assert function is not None
    assert function(acb(-4), False).overlaps(acb(0, 2))
    with pytest.raises(Undefined):
        function(acb(-4), True)


def test_the_mean_value_form_is_narrower() -> None:
    value, slope = made("x^2 - 2*x + 1"), made("2*x - 2")
    assert value is not None
    assert slope is not None
    place = acb(arb("0.9", "0.01"))
    near = by_mean_value(value, slope)(place, True)
    assert near.real.rad() < value(place, True).real.rad() / 5
    for each in ("0.89", "0.9", "0.91"):
        assert near.overlaps((acb(each) - 1) ** 2)


def test_a_mean_value_says_nothing_across_a_cut() -> None:
    value, slope = made("log(x)"), made("1/x")
    assert value is not None
    assert slope is not None
    across = acb(arb(-4), arb(0, 1))
    with pytest.raises(Undecidable):
        by_mean_value(value, slope)(across, True)
    assert by_mean_value(value, slope)(across, False).overlaps(acb(-4, -1).log())
