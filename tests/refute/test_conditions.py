"""Conditions of proofs as assumptions, and that those of cases speak of these alone."""

from __future__ import annotations

from derivcheck.kernel.deciding.answers import Proof
from derivcheck.refute import Refutation, attack
from derivcheck.refute.conditions import under_conditions
from tests.refute.worlds import claim, world

WORLD = world(symbols={"x": "real", "y": "real"})


def test_a_condition_of_a_case_restricts_nothing_elsewhere() -> None:
    for conditions, holds in [
        (("x > 0",), True),
        (("x > 0 (when y > 0)",), False),
        (("x > 0 (when y > 0)", "x >= 0 (when y <= 0)"), True),
        (("x > 0 (when y > 0 and y < 2)", "x >= 0 (when y <= 0)"), False),
    ]:
        kept = under_conditions(claim("abs(x) = x", WORLD), conditions)
        assert kept is not None
        assert isinstance(attack(kept), Refutation) is not holds
    assert under_conditions(claim("abs(x) = x", WORLD), ("a range in order (when y > 0)",)) is None
    assert under_conditions(claim("abs(x) = x", WORLD), ()) is None


def test_what_single_cases_leave_out_is_said_of_these() -> None:
    first, second = Proof(left_out=("x > 0", "z > 0")), Proof(left_out=("x < 0", "z > 0"))
    parts = [("y > 0", "y <= 0", first), ("y < 0", "y >= 0", second), ("y = 0", "y != 0", Proof())]
    inner = Proof.in_cases(parts, inner=True)
    assert inner.left_out == ("x > 0 (when y > 0)", "z > 0", "x < 0 (when y < 0)")
    outer = Proof.in_cases([("w > 0", "w <= 0", inner), ("w <= 0", "w > 0", second)], inner=False)
    assert outer.left_out == (
        "x > 0 (when w > 0 and y > 0)",
        "z > 0",
        "x < 0 (when w > 0 and y < 0)",
        "x < 0 (when w <= 0)",
    )
