"""Limits by expansions: their values, and where there certainly is none."""

from __future__ import annotations

import pytest
from flint import fmpq

from derivcheck.refute.arithmetic.numbers import Number, ball, working
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.scope import Machine
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.compiled import value_of
from tests.refute.worlds import term, world

WORLD = world(symbols={"x": "real", "a": "real", "n": "positive integer"})


def value(text: str) -> Number:
    with working(128):
        scope = Machine(Point(values={"a": fmpq(3)}, sizes={"n": 2}), WORLD, value_of, False).root()
        found = value_of(scope, term(text, WORLD), {})
    assert isinstance(found, Number)
    return found


@pytest.mark.parametrize(
    ("body", "point", "limit"),
    [
        ("sin(x)/x", "0", "1"),
        ("sin(x)/(x - pi)", "pi", "-1"),
        ("(cos(x) - 1/2)/(x - pi/3)", "pi/3", "-sqrt(3)/2"),
        ("(atan(x) - pi/4)/(x - 1)", "1", "1/2"),
        ("(x^x - 4)/(x - 2)", "2", "4*log(2) + 4"),
        ("x*(atan(x) - pi/2)", "oo", "-1"),
        ("((1 + 1/x)^x - e)*x", "oo", "-e/2"),
        # growth with logarithms of numbers
        ("7^x/8^x", "oo", "0"),
        ("4^x/2^(2*x)", "oo", "1"),
        ("(5^x + 3^x)^(1/x)", "oo", "5"),
        ("27^(log(x)/log(3))/x^3", "oo", "1"),
        ("x^a/2^x", "oo", "0"),
        ("(2^x + 1)/(2^x - 1)", "-oo", "-1"),
        # and with logarithms of the variable
        ("x/x^log(x)", "oo", "0"),
        ("x^x/(x^x + (x - 1)^x)", "oo", "e/(e + 1)"),
        ("x^x", "0", "1"),
        ("sinc((a - 3)*x)", "0", "1"),
        # steps, kinks and choices
        ("floor(atan(x))", "1", "0"),
        ("floor(cos(x))", "0", "0"),
        ("ceiling(cos(x))", "0", "1"),
        ("floor(1/x)", "oo", "0"),
        ("sign(x - a)", "oo", "1"),
        ("sign(x)*x", "0", "0"),
        ("max(x, x + 2, sin(x)/x)", "0", "2"),
        ("min(1/x, 1/x^2)*x^2", "oo", "1"),
        ("abs(sin(x))/x", "oo", "0"),
        ("abs(sin(x))/sqrt(1 - cos(x))", "0", "sqrt(2)"),
        # gamma: at poles, and far out by Stirling's series
        ("x*gamma(x)", "0", "1"),
        ("(x + 2)*gamma(x)", "-2", "1/2"),
        ("factorial(x)", "0", "1"),
        ("gamma(x + 1/2)/(sqrt(x)*gamma(x))", "oo", "1"),
        ("factorial(x)*e^x/(x^x*sqrt(x))", "oo", "sqrt(2*pi)"),
        ("factorial(x)^(1/x)/x", "oo", "1/e"),
        ("loggamma(x + 1) - loggamma(x) - log(x)", "oo", "0"),
        ("Si(x)", "-oo", "-pi/2"),
        ("fresnelc(x)", "oo", "1/2"),
        ("acosh(x) - log(x)", "oo", "log(2)"),
    ],
)
def test_a_limit_has_its_value(body: str, point: str, limit: str) -> None:
    found, expected = ball(value(f"limit({body}, x, {point})")), ball(value(limit))
    assert found.rad() < 1e-20
    assert found.overlaps(expected)


@pytest.mark.parametrize(
    ("body", "point"),
    [
        ("8^x/7^x", "oo"),
        ("sign(x)", "0"),
        ("floor(x)", "1"),
        ("abs(x)/x", "0"),
        ("x^log(x)", "oo"),
        ("gamma(x)", "0"),
        ("factorial(x)/x^5", "oo"),
        ("sqrt(-1 - x^2)", "0"),
        ("log(-2 - x)", "oo"),
    ],
)
def test_there_is_no_finite_limit(body: str, point: str) -> None:
    with pytest.raises(Undefined):
        value(f"limit({body}, x, {point})")


@pytest.mark.parametrize(
    ("body", "point"), [("sin(x)", "oo"), ("sin(1/x)", "0"), ("x*sin(x)", "oo"), ("floor(x*sin(x)/x)", "oo")]
)
def test_nobody_can_tell(body: str, point: str) -> None:
    with pytest.raises(Undecidable):
        value(f"limit({body}, x, {point})")
