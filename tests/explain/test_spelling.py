"""What is right is said as a person would write it, and nothing silly is said."""

from __future__ import annotations

import pytest

from derivcheck.explain.spelling import alike
from tests.explain.explaining import CONTEXT, claim, explained
from tests.explain.test_chains import run


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("x + y", "y + x", True),
        ("1*x", "x", True),
        ("x^(1/2)", "sqrt(x)", True),
        ("atan(1/x) + atan(x)", "atan(x) + atan(1/x)", True),
        ("x - y", "y - x", False),
        ("x^2", "x*x", False),
    ],
)
def test_two_spellings_of_one_expression(one: str, other: str, same: bool) -> None:
    both = claim(f"{one} == {other}", CONTEXT)
    assert alike(both.left, both.right) is same


@pytest.mark.parametrize(
    ("step", "sentence", "fix"),
    [
        # numbers in front, signs before all, the term of the product rule as it is
        ("sin(2*x) == 2*sin(x)", "the factor cos(x) was lost", "2*cos(x)*sin(x)"),
        (
            "diff(cos(x)^2, x) == 2*cos(x)",
            "the inner derivative -sin(x) is missing (chain rule)", "-2*sin(x)*cos(x)",
        ),
        ("x - (y - x) == -y", "the term 2*x was lost", "2*x - y"),
        ("diff(x^2*exp(x), x) == 2*x*exp(x)", "the term x^2*exp(x) was lost", "2*x*exp(x) + x^2*exp(x)"),
        # a number is not made of borrowed parts
        ("integral(x*exp(x), x, 0, 1) == exp(1) - 1", "the left side comes to 1", "1"),
        ("1/2 + 1/3 == 2/5", "the left side comes to 5/6", "5/6"),
        ("sin(pi/6) == sqrt(3)/2", "the factor sqrt(3) does not belong there", "1/2"),
        ("limit((1 + 1/x)^x, x, oo) == 1", "the left side comes to e", "e"),
        # what was not differentiated is, and another function is nobody's derivative
        ("diff(f(2*x), x) == f(2*x)", "the derivative of f(2*x) was not taken", "2*f'(2*x)"),
        ("diff(a^a, a) == a*a^(a - 1)", "the factor log(a) + 1 was lost", "(log(a) + 1)*a*a^(a - 1)"),
        # powers
        ("prod(2*k, k) == 2*factorial(n)", "the left side comes to 2^n*prod(k, k)", "2^n*prod(k, k)"),
        ("x^2 - y^2 == (x - y)^2", "(x - y)^2 is not the same as x^2 - y^2", "x^2 - y^2"),
        (
            "diff(prod(v[k], k), v[i]) == prod(v[k], k)",
            "the condition k != i of the product was forgotten", "prod(v[k], k != i)",
        ),
    ],
)  # fmt: skip
def test_the_sentence_and_what_is_right(step: str, sentence: str, fix: str) -> None:
    said = explained(step).explanation
    assert said is not None
    assert (said.sentence, said.fix) == (sentence, fix)


def test_the_left_side_written_again_is_no_explanation() -> None:
    said = explained("atan(x) + atan(1/x) == pi/2").explanation
    assert said is None or "comes to" not in said.sentence


def test_an_inequality_that_may_hold_with_equality() -> None:
    said = explained("1 < exp(x^2)").explanation
    assert said is not None
    assert "<=" in said.sentence and "either" not in said.sentence


@pytest.mark.parametrize(
    ("step", "conditions"),
    [("x^3 >= x^2", ("x >= 1",)), ("-x^2 >= 0", ("x = 0",)), ("x^2 + x*y + y^2 > 0", ("x != 0", "y != 0"))],
)
def test_single_points_are_offered_only_where_nothing_else_helps(
    step: str, conditions: tuple[str, ...]
) -> None:
    found = explained(step).residual
    assert found is not None and found.holds_if == conditions


def test_a_number_is_not_the_same_mistake_as_the_same_number() -> None:
    _, two = run(
        "  one: {steps: ['integral(sin(x), x, 0, pi)', 0]}",
        "  two: {steps: ['limit((x^2 - 1)/(x - 1), x, 1)', 0]}",
    )
    assert two.remarks == ()


def test_derivatives_that_differ_are_not_the_same_mistake() -> None:
    _, two = run(
        "  one: {steps: ['integral(x^2, x)', 2*x]}", "  two: {steps: ['integral(cos(3*x), x)', -sin(3*x)]}"
    )
    assert two.remarks == ()
