"""Integrals at a point: enclosures of what converges, and nothing said of what may not."""

from __future__ import annotations

import pytest
from flint import arb, fmpq

from derivcheck.refute import Undecidable, Undefined, evaluate
from tests.refute.worlds import point, term, world

REAL = world(symbols={"x": "real", "y": "real"})
POINT = point(x="1/2", y=2)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("integral(t^2, t, 0, 1)", "1/3"),
        ("integral(t^2, t, 1, 0)", "-1/3"),
        ("integral(t*y, t, 0, x)", "1/4"),
        ("integral(1/t, t, 1, e)", "1"),
        ("integral(sin(t), t, 0, pi)", "2"),
        ("diff(integral(x*t^2, t, 0, 1), x)", "1/3"),
        ("diff(integral(t^2, t, x, x^2), x)", "-3/16"),
        ("diff(integral(x*t^2, t, 0, x), x)", "1/6"),
        ("diff(integral(exp(x*t), t, 0, 1), x, x) - integral(t^2*exp(x*t), t, 0, 1)", "0"),
        ("diff(integral(t*y, t, 0, y), y, 2)", "6"),
        ("diff(integral(t^2*x^3, t, x, y), x, y)", "3"),
        ("diff(integral(sin(y - t)*t^2, t, 0, y), y, 2) + integral(sin(y - t)*t^2, t, 0, y)", "4"),
        ("diff(integral(integral(t*u*y, u, 0, t*y), t, 0, y), y, 2)", "168"),
        ("integral(sqrt(cos(t))*sin(t), t, 0, pi/2)", "2/3"),
        ("integral(sqrt(2 - t^2), t, 0, sqrt(2)) - pi/2", "0"),
        ("integral(sqrt(sin(t)^2), t, 0, pi)", "2"),
        ("integral(sqrt(y^2)*abs(y)*t, t, 0, 1)", "2"),
        ("integral(sqrt(sin(t)^2), t, -pi, pi)", "4"),
        ("integral(sqrt(1 - sin(t)^2)*cos(t), t, 0, pi/2) - pi/4", "0"),
        ("integral(sqrt(2 - (sqrt(2)*sin(t))^2)*cos(t), t, 0, pi/2) - pi*sqrt(2)/4", "0"),
        ("integral(sqrt(1 - sin(t)^2), t, 0, pi)", "2"),
        ("integral(sqrt(2 - 2*cos(t)), t, 0, 2*pi)", "8"),
        ("integral(sqrt(t^2 - 2*t + 1), t, 1, 2)", "1/2"),
        ("integral((t^2)^(3/2), t, -1, 2)", "17/4"),
        ("integral(sqrt(t - sqrt(t)), t, 1, 4) - integral(2*u*sqrt(u^2 - u), u, 1, 2)", "0"),
    ],
)
def test_the_value_lies_in_the_enclosure(text: str, expected: str) -> None:
    found = evaluate(term(text, REAL), POINT, REAL)
    assert isinstance(found, arb | fmpq)
    top, _, bottom = expected.partition("/")
    assert arb(found).overlaps(arb(fmpq(int(top), int(bottom or 1))))
    assert arb(found).rad() < 1e-12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("integral(1/sqrt(2 - t^2), t, 0, sqrt(2)) - pi/2", "0"),
        ("integral(log(sin(t)), t, 0, pi) + pi*log(2)", "0"),
        ("integral(log(sin(t)/t), t, 0, pi/2) - integral(log(sin(t)) - log(t), t, 0, pi/2)", "0"),
        ("integral(log(tan(t)), t, 0, pi/2)", "0"),
        ("integral(sqrt(tan(t)), t, 0, pi/2) - pi/sqrt(2)", "0"),
        ("integral(sech(t), t, 0, oo) - pi/2", "0"),
        ("integral(sqrt(cos(t))/(sqrt(cos(t)) + sqrt(sin(t))), t, 0, pi/2) - pi/4", "0"),
        ("integral(1/sqrt(t*(1 - t)), t, cos(pi/2)^2, cos(0)^2) - pi", "0"),
        ("integral(integral(u*exp(-u^2), u, 0, oo), t, 0, 2*pi) - pi", "0"),
        ("integral(integral(exp(-(t^2 + u^2)/2), u, -oo, oo), t, -oo, oo) - 2*pi", "0"),
        (
            "integral(integral(-t/(u + 1), u, 0, 1), t, 0, 2) + 2*log(2)",
            "0",
        ),
        ("integral(1/((1 + t^2)*(1 + t^y)), t, 0, oo) - pi/4", "0"),
        ("integral(log(t^y*exp(-t)), t, 0, 1) + 5/2", "0"),
        ("integral(t^(-2)*exp(2 - 1/t), t, 1, oo) - e^2 + e", "0"),
        ("integral(log(1 + 3/t^2), t, 0, oo) - pi*sqrt(3)", "0"),
        ("integral(t^(5/4)/(t + 1)^(5/2), t, 0, oo) - beta(9/4, 1/4)", "0"),
        ("integral(1/(t*log(t)*sqrt(t)), t, 3, oo) + Ei(-log(3)/2)", "0"),
        ("integral(t^2/sinh(t)^2, t, -oo, oo) - pi^2/3", "0"),
        ("integral(1/(1 + tan(t)), t, 0, pi/2) - pi/4", "0"),
        ("integral(1/(1 + tan(t)^20), t, 0, pi/2) - pi/4", "0"),
        ("integral(1/(1 + 1/t), t, 0, 1) + log(2)", "1"),
        ("integral(1/(1 + t^(-2)), t, 0, 1) + pi/4", "1"),
        ("integral(log(t^(-2)), t, 0, 1)", "2"),
        ("integral(log(1/t - 1), t, 0, 1)", "0"),
        ("integral(exp(-2*t)*log(2*exp(-2*t)), t, 0, oo) - log(2)/2 + 1/2", "0"),
        ("integral(exp(-t^2/2)*log(exp(-t^2/2)/3), t, -oo, oo) + sqrt(2*pi)*(log(3) + 1/2)", "0"),
    ],
)
def test_an_improper_integral_lies_in_the_enclosure(text: str, expected: str) -> None:
    found = evaluate(term(text, REAL), POINT, REAL)
    assert arb(found).overlaps(arb(int(expected)))
    assert arb(found).rad() < 1e-9


@pytest.mark.parametrize(
    "text",
    [
        "integral(1/t, t, -1, 1)",
        "integral(1/cos(t), t, 0, pi/2)",
        "integral(tan(t), t, 0, pi/2)",
        "integral(1/(1 - sin(t)), t, 0, pi/2)",
        "integral(1/sqrt(1 - cos(t)), t, 0, pi/2)",
        "integral(sqrt(cos(t)), t, 0, 2)",
        "integral(sqrt(cos(t)), t, 0, pi)",
        "integral(1/t^2, t, -1, 1)",
        "integral(1/cos(t)^2, t, 0, pi)",
        "integral(tan(t), t, 0, 2)",
        "integral(1/(t - x), t, 0, 1)",
        "integral(log(t^2), t, -1, 1)",
        "diff(integral(1/t, t, -1, x), x)",
        "integral(t/t, t, -1, 1)",
        "integral(0^t, t, 0, 1)",
    ],
)
def test_a_singular_point_inside_the_range_is_not_decided(text: str) -> None:
    with pytest.raises(Undecidable):
        evaluate(term(text, REAL), POINT, REAL)


@pytest.mark.parametrize("text", ["(exp(t) + (-1)^n)^(9/2)", "sqrt(exp(t) + 2*(-1)^n)"])
def test_a_power_of_a_negative_number_is_not_taken_for_positive(text: str) -> None:
    context = world(symbols={"n": "positive integer"})
    with pytest.raises(Undecidable):
        evaluate(term(f"integral({text}, t, -1, 3)", context), point(n=1), context)


@pytest.mark.parametrize(
    "text",
    [
        "integral(sqrt(t), t, -1, -1/2)",
        "integral(log(t - 2), t, 0, 1)",
        "integral(log(cos(t)), t, pi/2, pi)",
        "integral(sqrt(-cos(t)), t, 0, pi/2)",
    ],
)
def test_an_integrand_without_values_has_no_integral(text: str) -> None:
    with pytest.raises(Undefined):
        evaluate(term(text, REAL), POINT, REAL)
