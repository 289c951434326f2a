"""What is 0 without a ball: how many terms of a Taylor series, at places that are no rational numbers."""

from __future__ import annotations

import pytest
from flint import arb, fmpq

from derivcheck.refute.arithmetic.exact import LENGTH, exactly, vanishing
from derivcheck.refute.arithmetic.exact_numbers import Known, sharpened
from derivcheck.refute.arithmetic.numbers import Number, working
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.scope import Machine, Scope
from derivcheck.refute.calculus.along import derivative
from derivcheck.refute.evaluation.compiled import value_of
from tests.refute.worlds import term, world

WORLD = world(symbols={"x": "real", "a": "real"})


def scope() -> Scope:
    return Machine(Point(values={"a": fmpq(2)}), WORLD, value_of, False).root()


def at(text: str) -> Number:
    end, here = term(text, WORLD), scope()
    value = value_of(here, end, {})
    assert isinstance(value, arb | fmpq)
    return exactly(here, end, {}, value)


@pytest.mark.parametrize(
    ("text", "place", "count"),
    [
        ("cos(x)", "pi/2", 1),
        ("sin(x)", "pi", 1),
        ("sin(pi - x)", "pi/2", 0),
        ("1 - sin(x)^2", "pi/2", 2),
        ("1 - sin(x)", "pi/2", 2),
        ("sin(x) - x", "0", LENGTH),
        ("2 - x^2", "sqrt(2)", 1),
        ("2 - (sqrt(2)*sin(x))^2", "pi/2", 2),
        ("sqrt(3)*cos(x) - sin(x)", "pi/3", 1),
        ("cos(x) - (sqrt(6) + sqrt(2))/4", "pi/12", 1),
        ("cos(x) - 1/2", "pi/3", 1),
        ("cos(x) - 1/2", "pi/4", 0),
        ("x - pi/a", "pi/2", 1),
        ("x/a - 1", "2", 1),
        ("tan(x) - 1", "pi/4", 1),
        ("exp(cos(x)) - 1", "pi/2", 1),
        ("log(sin(x))", "pi/2", 2),
        ("sqrt(1 + cos(x)) - 1", "pi/2", 1),
        ("cos(x)*x^(1/3)", "pi/2", 1),
        ("cos(x)/sin(x - pi/2)", "pi/2", 0),
        ("cos(x + 1)", "pi/2 - 1", 1),
        ("cos(x)", "pi/2 - 1", 0),
        ("x^2 - 2", "14142/10000", 0),
    ],
)
def test_how_many_terms_vanish(text: str, place: str, count: int) -> None:
    found = vanishing(scope(), term(text, WORLD), {}, "x", at(place))
    assert found == count


@pytest.mark.parametrize("text", ["1 - sin(x)^2", "sqrt(3)*cos(x) - sin(x)", "tan(x) - 1", "x^3 - pi*x"])
@pytest.mark.parametrize("place", ["pi/2", "pi/3", "pi/4", "sqrt(2)", "pi*sqrt(2)"])
def test_balls_agree(text: str, place: str) -> None:
    here, end, read = scope(), at(place), term(text, WORLD)
    zeros = vanishing(here, read, {}, "x", end)
    with working(400):
        values = [derivative(here, read, {}, "x", arb(sharpened(end)), order) for order in range(LENGTH)]
    found = [value is not None and bool(value.contains(0)) and value.rad() < 1e-30 for value in values]
    assert found[:zeros] == [True] * zeros
    assert zeros == LENGTH or not found[zeros]


def test_an_end_may_be_rational_after_all() -> None:
    assert at("cos(pi/2)^2") == fmpq(0)
    assert at("2*sin(pi/6)") == fmpq(1)
    assert isinstance(at("pi/2"), Known)
    assert not isinstance(at("exp(sin(1))"), Known)
