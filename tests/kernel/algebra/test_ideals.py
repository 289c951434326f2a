"""Members of an ideal, and contradictions, against what is computed by hand."""

from __future__ import annotations

import pytest

from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.kernel import Impossible, Kernel, Open, Proof
from derivcheck.model import Claim
from derivcheck.notation import read_statement
from derivcheck.terms import Rel


def decided(assumptions: list[str], claim: str) -> Proof | Open | Impossible:
    context = context_from_mapping({
        "symbols": {"x, y, z": "real", "p, q": "nonnegative", "w": "complex"},
        "assumptions": assumptions,
    })  # fmt: skip
    relation = read_statement(claim, context, Place("test"))
    assert isinstance(relation, Rel)
    return Kernel().decide(Claim(relation.left, relation.right, context, relation.op))


@pytest.mark.parametrize(
    ("assumptions", "claim"),
    [
        (["x^2 = x + 1"], "x^5 = 5*x + 3"),
        (["x^2 = 2*y", "x*y = 3"], "x^3 = 6"),
        (["x*y = z", "y*z = x"], "y^2*z = x*y"),
        (["x^2*y^2 = 0"], "x*y = 0"),
        (["w^2 = -1"], "w^4 = 1"),
    ],
)
def test_members(assumptions: list[str], claim: str) -> None:
    assert isinstance(decided(assumptions, claim), Proof)


@pytest.mark.parametrize(
    ("assumptions", "claim"),
    [
        (["x^2 = x + 1"], "x^5 = 5*x + 2"),
        (["x^2 = 2*y", "x*y = 3"], "x^3 = 5"),
        (["x*y = z", "y*z = x"], "y^2 = 1"),
        (["x*y = x*z"], "y = z"),
        (["w^2 = -1"], "w = w^2"),
    ],
)
def test_others(assumptions: list[str], claim: str) -> None:
    assert isinstance(decided(assumptions, claim), Open)


@pytest.mark.parametrize(
    "assumptions",
    [
        ["x^2 + x + 1 = 0"],
        ["x*y = 1", "x = 0"],
        ["p + q = -1"],
        ["x^2 = 2", "x^2 = 3"],
        ["x^2 + y^2 = x*y - 1"],
    ],
)
def test_contradictions(assumptions: list[str]) -> None:
    assert isinstance(decided(assumptions, "x = x"), Impossible)


@pytest.mark.parametrize(
    "assumptions", [["w^2 + w + 1 = 0"], ["w^2 = -1"], ["x^2 = 0"], ["p + q = 0"], ["x^2 - 3*x*y + y^2 = -1"]]
)
def test_what_is_satisfied_is_no_contradiction(assumptions: list[str]) -> None:
    assert not isinstance(decided(assumptions, "x = x"), Impossible)
