"""What is said about a relation that does not follow from the one before."""

from __future__ import annotations

import pytest

from derivcheck.checker import Checker
from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.model import Claim, Refuted
from derivcheck.notation import read_condition

CONTEXT = context_from_mapping({"symbols": {"x, y, a, b": "real", "p": "positive"}})


@pytest.mark.parametrize(
    ("given", "sign", "goal", "sentence", "fix"),
    [
        ("x^2 = 3*x", "=>", "x = 3", "divided by x, which may be 0: the solutions with x = 0 are lost",
         "<=> x = 0 or x = 3"),
        ("a*x = a*y", "=>", "x = y", "divided by a, which may be 0", ""),
        ("x^2 = 4", "=>", "x = 2", "the root is taken with one sign only: the solutions of x = -2 are lost",
         "<=> x = 2 or x = -2"),
        ("(x - 1)*(x - 2) = 0", "<=>", "x = 1", "the solutions with x - 2 = 0 are lost",
         "<=> x = 2 or x = 1"),
        ("sqrt(x + 2) = x", "<=>", "x + 2 = x^2", "only => holds: both sides are squared", "=> x + 2 = x^2"),
        ("x = 1", "<=>", "x^2 = x", "only => holds: both sides are multiplied by x", "=> x^2 = x"),
        ("-2*x < 4", "<=>", "x < -2", "by -2, which is negative and turns the sign round", "<=> x > -2"),
        ("x + y = a and x - y = b", "<=>", "x = (a + b)/2 and y = (b - a)/2", "the sign of b - a is wrong",
         "<=> x = (a + b)/2 and y = (a - b)/2"),
        ("p*x + a = b", "<=>", "x = (a - b)/p", "the sign of a - b is wrong", "<=> x = (b - a)/p"),
        ("p = exp(-x)/2", "<=>", "x = log(2*p)", "the sign of log(2*p) is wrong", "<=> x = -log(2*p)"),
        ("(x - 1)/(x + 2) = 3", "<=>", "x - 1 = 3*x + 2", "2 should be 6", "<=> x - 1 = 3*x + 6"),
        ("a = p*x^2", "=>", "2*a = 4*p*x^2", "4 should be 2", "=> 2*a = 2*p*x^2"),
        ("x + y = a and x = 1", "=>", "y = a + 1 and (x = 1 or x = 2)", "the sign of 1 is wrong",
         "=> y = a - 1 and (x = 1 or x = 2)"),
        ("1/x < 2", "<=>", "x > 1/2", "multiplied by x/2, which may be negative", ""),
        ("x < y", "=>", "a*x < a*y", "multiplied by a, which may be negative: then the sign turns round", ""),
    ],
)  # fmt: skip
def test_the_mistake_is_named(given: str, sign: str, goal: str, sentence: str, fix: str) -> None:
    left, right = (read_condition(text, CONTEXT, Place("test")) for text in (given, goal))
    claim, judge = Claim(left, right, CONTEXT, sign), Checker()
    verdict = judge.decide(claim)
    assert isinstance(verdict, Refuted)
    said = judge.explain(claim, verdict).explanation
    assert said is not None
    assert sentence in said.sentence
    assert said.fix == fix
