"""Values that terms share are those of the refuter."""

from __future__ import annotations

import pytest
from flint import fmpq

from derivcheck.explain.shared import Shared
from derivcheck.refute import Point
from derivcheck.refute.arithmetic.numbers import working
from derivcheck.refute.arithmetic.signals import Undefined
from derivcheck.refute.evaluation.evaluate import Evaluation
from tests.refute.worlds import term, world

CONTEXT = world({"i, j, k": "1..n"}, {"z[i]": "real", "x": "real"}, definitions={"q[i]": "z[i]/sum(z[k], k)"})
POINT = Point(
    sizes={"n": 3},
    indices={"i": 2},
    values={"x": fmpq(1, 2), "z": {(1,): fmpq(1), (2,): fmpq(-2), (3,): fmpq(5)}},
)
TEXTS = (
    "x - 3*x/z[i]", "sum(z[k]*z[i], k)", "sum(z[k], k != i)", "sum(z[k], k, 2, 1)", "prod(z[k]^2 + x, k)",
    "sum(sum(z[k]*z[j] - q[k], k), j)", "diff(sum(z[k]*q[k], k), z[i])", "x^-2 + x^(1/2)", "e^2 + exp(z[i])",
    "sum(sum(z[k]^2, k)*z[k], k)", "sum(delta(k, i)*q[k], k)",
)  # fmt: skip


def test_all_at_once_and_each_alone() -> None:
    shared = Shared(Evaluation(POINT, CONTEXT))
    with working(64):
        for text in TEXTS:
            made = term(text, CONTEXT)
            assert str(shared.number(made)) == str(Evaluation(POINT, CONTEXT).number(made)), text


@pytest.mark.parametrize("text", ["1/(x - 1/2)", "sum(1/(z[k] - 1), k)", "z[n + 1]"])
def test_what_has_no_value(text: str) -> None:
    with working(64), pytest.raises(Undefined):
        Shared(Evaluation(POINT, CONTEXT)).number(term(text, CONTEXT))
