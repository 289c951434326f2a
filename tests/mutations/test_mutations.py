"""A seeded sample of the mutants of the gallery, and the mistakes one by one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.kernel.random_terms import CONTEXT, read
from tests.mutations.judging import Judges, claims, judged, made, text
from tests.mutations.mutants import MISTAKES, mutants

GALLERY = Path(__file__).parents[2] / "derivations"
SAMPLE = 240


def test_a_sample_is_decided_and_never_wrongly() -> None:
    everything = list(made(claims([str(GALLERY)])))
    judges = Judges()
    counts: Counter[str] = Counter()
    wrong = []
    for mutant in Random(2).sample(everything, SAMPLE):
        outcome = judged(mutant, judges)
        counts[outcome.name] += 1
        if outcome.name == "wrong":
            wrong.append(f"{text(mutant.claim.left)} = {text(mutant.claim.right)}: {outcome.detail}")
    assert not wrong, "\n".join(wrong)
    assert counts["unknown"] <= SAMPLE // 20, counts
    assert counts["refuted"] >= SAMPLE * 3 // 4, counts


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("sign of a term", "x - a", ["-x - a", "x + a"]),
        ("term lost", "x + a", ["a", "x"]),
        ("factor lost", "x*a/y", ["a/y", "x/y", "x*a"]),
        ("factor added", "x*a", ["x*a*x", "x*a*a"]),
        ("index swapped", "z[i]*delta(i, j)", ["z[j]*delta(i, j)"]),
        ("index swapped", "sum(z[k], k)", ["sum(z[i], k)", "sum(z[j], k)"]),
        ("bound off by one", "sum(z[k], k)", ["sum(z[k], k, 1 + 1, n)", "sum(z[k], k, 1, n - 1)"]),
        ("exponent changed", "x^2", ["x^3", "x"]),
        ("function swapped", "log(a)", ["exp(a)", "a"]),
        ("guard dropped", "sum(z[k], k != i)", ["sum(z[k], k)"]),
        ("delta dropped", "[i = j]", ["1", "0"]),
        ("number changed", "2*x", ["3*x", "1*x"]),
        ("derivative changed", "diff(x*a, x)", ["x*a", "diff(x*a, x, 2)"]),
    ],
)
def test_a_mistake(kind: str, before: str, after: list[str]) -> None:
    term = read(before)
    found = [mutant for name, mutant in mutants(term, CONTEXT, frozenset("ij")) if name == kind]
    assert set(map(text, found)) == {text(read(each)) for each in after}


def test_every_mistake_is_tried_above() -> None:
    marks = test_a_mistake.pytestmark  # type: ignore[attr-defined]
    assert {row[0] for row in marks[0].args[1]} == set(MISTAKES)
