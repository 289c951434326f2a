"""A step that is right under another reading says which."""

from __future__ import annotations

import pytest

from derivcheck import checker, formats
from derivcheck.model import Refuted
from tests.explain.explaining import explained


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ("log(100*a) == 2 + log(a)", "decimal"),
        ("log(8*a) == 3 + log(a)", "binary"),
        ("diff(sin(x), x) == pi*cos(x)/180", "degrees"),
        ("v[i]*n == sum(v[i], i)", "outside"),
        ("diff(sum(A[i, k]*v[k], k), v[j]) == A[j, i]", "transposed Jacobian"),
    ],
)
def test_the_reading_is_named(step: str, word: str) -> None:
    said = explained(step).explanation
    assert said is not None
    assert (said.kind, word in said.sentence) == ("reading", True), said


FILE = """
symbols: {x: real}
definitions: {S: x^2, "bits(x)": log(x)}
derivations:
  one: {definitions: {S: x^3}, steps: ["diff(S, x)", 2*x]}
  two: {steps: ["diff(S, x)", 3*x^2]}
  three: {steps: ["bits(8)", 3]}
"""


def test_a_definition_of_the_file_is_named_where_a_derivation_shadows_it() -> None:
    document = formats.read(FILE, "a.yaml")
    assert not document.problems
    judge, said = checker.Checker(), []
    for _, [goal] in checker.goals(document)[:3]:
        verdict = judge.decide(goal.claim)
        assert isinstance(verdict, Refuted)
        explanation = judge.explain(goal.claim, verdict).explanation
        said.append(explanation.sentence if explanation.kind == "reading" else "")
    assert "if S were what the file defines" in said[0]
    assert said[1] == ""
    assert "binary" in said[2]
