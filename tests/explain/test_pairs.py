"""Two mistakes in one step: both are named, and what mends them is proved."""

from __future__ import annotations

import pytest

from derivcheck import checker
from derivcheck.model import Conditional, Proved
from tests.explain.explaining import claim, explained

CASES = [
    # (the wrong step, the kinds of the two mistakes, the right side as it should be)
    ("(x + 2*y)^2 == x^2 + 2*x*y + 2*y^2", "number and number", "x^2 + 4*x*y + 4*y^2"),
    ("diff(x^3*y + 2*x*z, x) == 2*x^2*y + 3*z", "number and number", "3*x^2*y + 2*z"),
    ("log(a^2/b) == log(a) + log(b)", "coefficient lost and sign", "2*log(a) - log(b)"),
    ("exp(2*x + y) == exp(x)*exp(-y)", "coefficient lost and sign", "exp(2*x)*exp(y)"),
    (
        "sum((v[k] - x)^2, k) == sum(v[k]^2, k) + 2*x*sum(v[k], k) + x^2",
        "sign and sum lost",
        "sum(v[k]^2, k) - 2*x*sum(v[k], k) + n*x^2",
    ),
    ("diff(sin(x^2)*exp(x), x) == cos(x^2)*exp(x) - sin(x^2)*exp(x)", "inner derivative lost and sign",
     "2*x*cos(x^2)*exp(x) + sin(x^2)*exp(x)"),
    ("integral(x^2 + 2*x, x, 0, a) == a^3/2 + a", "number and exponent lost", "a^3/3 + a^2"),
]  # fmt: skip


@pytest.mark.parametrize(("step", "kind", "right"), CASES)
def test_both_mistakes_are_named(step: str, kind: str, right: str) -> None:
    said = explained(step).explanation
    assert said is not None
    assert (said.kind, said.fix) == (kind, right)
    assert ", and " in said.sentence


@pytest.mark.parametrize("step", [case[0] for case in CASES])
def test_what_mends_it_is_right(step: str) -> None:
    said = explained(step).explanation
    assert said is not None and said.fix
    left, _ = step.split("==")
    assert isinstance(checker.check_claim(claim(f"{left} == {said.fix}")), Proved | Conditional)


def test_a_single_change_is_preferred() -> None:
    said = explained("x*(y - z) == x*y + x*z").explanation
    assert said is not None
    assert said.kind == "sign"
