"""Which integrands are seen to be holomorphic wherever they have a value."""

from __future__ import annotations

import pytest
from flint import fmpq

from derivcheck.refute.arithmetic.point import Formula, Point
from derivcheck.refute.arithmetic.scope import Machine
from derivcheck.refute.calculus.holomorphic import is_holomorphic
from derivcheck.refute.evaluation.compiled import value_of
from tests.refute.worlds import term, world

WORLD = world(
    symbols={"x": "real", "a": "real"}, functions={"f": False, "g": False}, definitions={"h(t)": "abs(t)"}
)


def is_seen(text: str) -> bool:
    smooth = Formula("x -> exp(x)", ("x",), term("exp(x)", WORLD))
    kinked = Formula("x -> abs(x)", ("x",), term("abs(x)", WORLD))
    at = Point(values={"a": fmpq(2)}, functions={"f": smooth, "g": kinked})
    return is_holomorphic(Machine(at, WORLD, value_of, False).root(), term(text, WORLD))


@pytest.mark.parametrize(
    "text",
    ["1", "a*x - pi", "x^3/(1 + x^2)", "x^(-2)", "e^(-x^2)", "exp(a/x)*sin(x)", "f(x^2)", "f''(x)"],
)
def test_a_quotient_of_entire_functions_is(text: str) -> None:
    assert is_seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "sqrt(x)",
        "x^(1/2)",
        "x^a",
        "2^x",
        "log(x)",
        "abs(x)",
        "exp(abs(x))",
        "floor(x)",
        "g(x)",
        "h(x)",
        "x/sqrt(a)",
    ],
)
def test_what_has_a_branch_cut_or_a_kink_is_not(text: str) -> None:
    assert not is_seen(text)
