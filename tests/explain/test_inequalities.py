"""What is said of a wrong inequality: the relation that holds, what was done, when it is right."""

from __future__ import annotations

import pytest

from derivcheck import checker
from derivcheck.model import Proved
from tests.explain.explaining import claim, explained

MEAN = "sum(p[k], k) = 1"

CASES = [
    # (the wrong inequality, what is given, the kind, words of the sentence, the relation that holds)
    ("x^2 > 0", (), "strict", "> should be >=", ">= 0"),
    ("2*x*y < x^2 + y^2", (), "strict", "may be equal", "<= x^2 + y^2"),
    ("(x + y)^2 < x^2 + 2*x*y + y^2", (), "relation", "are equal", "= x^2 + 2*x*y + y^2"),
    ("x^2 + y^2 <= 2*x*y", (), "direction", "<= should be >=", ">= 2*x*y"),
    ("log(a) >= a - 1", (), "direction", "log x <= x - 1", "<= a - 1"),
    ("1/a <= 1/(a + b)", (), "direction", "should be", ">= 1/(a + b)"),
    ("sum(p[k]*v[k]^2, k) <= sum(p[k]*v[k], k)^2", (MEAN,), "Jensen", "the square is convex",
     ">= sum(p[k]*v[k], k)^2"),
    ("log(sum(p[k]*exp(v[k]), k)) <= sum(p[k]*v[k], k)", (MEAN,), "Jensen", "log is concave",
     ">= sum(p[k]*v[k], k)"),
    ("exp(sum(v[k], k)/n) >= sum(exp(v[k]), k)/n", (), "Jensen", "exp is convex", "<= sum(exp(v[k]), k)/n"),
    ("-2*x <= -2*y", ("x <= y",), "multiplied", "by -2, which turns it round", ">= -2*y"),
    ("1/a <= 1/b", ("a <= b",), "reciprocals", "in the other order", ">= 1/b"),
    ("sum(v[k], k)^2 <= sum(v[k]^2, k)", (), "factor lost", "the factor n", "<= n*sum(v[k]^2, k)"),
    ("2*x*y <= (x^2 + y^2)/2", (), "divisor too many", "by 2", "<= x^2 + y^2"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "given", "kind", "words", "fix"), CASES)
def test_the_relation_that_holds_is_said(
    step: str, given: tuple[str, ...], kind: str, words: str, fix: str
) -> None:
    said = explained(step, *given).explanation
    assert said is not None
    assert (said.kind, words in said.sentence, said.fix) == (kind, True, fix), said


@pytest.mark.parametrize(("step", "given", "fix"), [(case[0], case[1], case[4]) for case in CASES])
def test_it_is_proved(step: str, given: tuple[str, ...], fix: str) -> None:
    left = next(step.split(sign)[0] for sign in (" <= ", " >= ", " < ", " > ") if sign in step)
    sign, right = fix.split(" ", 1)
    written = f"{left} {'==' if sign == '=' else sign} {right}"
    assert isinstance(checker.check_claim(claim(written, claim("0 == 0").context, *given)), Proved)


@pytest.mark.parametrize(
    ("step", "given", "word"),
    [
        ("z*x <= z*y", "x <= y", "multiplied by z, which may be negative"),
        ("x^2 < y^2", "x < y", "were squared"),
        ("x <= y", "x^2 <= y^2", "follows abs(x) <= abs(y) only"),
        ("x == y", "x^2 = y^2", "follows abs(x) = abs(y) only"),
        ("1/x <= 1/y", "x <= y", "their order depends on the signs"),
        ("x*y <= x - y", "z > 0", ">= does not hold for all values either"),
    ],
)
def test_what_may_go_wrong_is_said(step: str, given: str, word: str) -> None:
    said = explained(step, given).explanation
    assert said is not None
    assert (word in said.sentence, said.fix) == (True, ""), said


@pytest.mark.parametrize(
    ("step", "given", "conditions"),
    [
        ("-x <= x", (), ("x >= 0",)),
        ("x^2 > 0", (), ("x != 0",)),
        ("x^2 + 1 != 2*x", (), ("x != 1",)),
        ("(x + 1)^2 <= (x + 2)^2", (), ("x >= -3/2",)),
        ("a^2 >= a", (), ("a >= 1",)),
        ("z*x <= z*y", ("x <= y",), ("z >= 0",)),
        ("abs(x - y) <= x - y", (), ("x >= y",)),
        ("abs(x - y) == x - y", (), ("x >= y",)),
        ("limit(exp(-z*x), x, oo) == 0", (), ("z > 0",)),
        ("sum(1/(n - 1), k, 1, n - 1) == 1", (), ("n >= 2",)),
        # what is assumed the other way round, or says the same as the step, is no help
        ("1/a <= 1/b", ("a <= b",), ()),
        ("x <= 3", (), ()),
    ],
)
def test_where_it_holds(step: str, given: tuple[str, ...], conditions: tuple[str, ...]) -> None:
    residual = explained(step, *given).residual
    assert residual is not None
    assert residual.holds_if == conditions


@pytest.mark.parametrize("weight", ["p[k]", "v[k]"])
def test_jensen_needs_weights(weight: str) -> None:
    said = explained(f"sum({weight}*x^2, k) < sum({weight}*x, k)^2").explanation
    assert said is None or said.kind != "Jensen"
