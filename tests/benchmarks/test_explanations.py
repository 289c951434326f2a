"""The benchmark of explanations: its mistakes, its comparison, and a seeded sample of its mutants."""

from __future__ import annotations

import pytest

from tests.benchmarks.explanation_mutants import KINDS, singles, written_alike
from tests.benchmarks.explanations import COLUMNS, main
from tests.explain.explaining import CONTEXT, claim


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("x*y - z", "-z + y*x", True),
        ("2*x/3", "x*(2/3)", True),
        ("sum(v[k], k)", "sum(v[l], l)", True),
        ("[i = j]", "delta(j, i)", True),
        ("x - y", "y - x", False),
        ("x^2", "x*x", False),
        ("x/y", "y/x", False),
    ],
)
def test_written_alike(one: str, other: str, alike: bool) -> None:
    pair = claim(f"{one} == {other}")
    assert written_alike(pair.left, pair.right) is alike


def test_the_mistakes_are_of_the_kinds_that_are_counted() -> None:
    right = claim("0 == x*(y - sum(log(a + v[k]), k)^2)/(y*z) + A[i, j] - sin(x)").right
    made = list(singles(right, CONTEXT, frozenset("ij")))
    assert {kind for kind, _ in made} <= {*KINDS}
    assert len({term for _, term in made}) == len(made) > 40


def test_a_sample_of_our_steps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--limit", "10", "--each", "3", "--pairs", "0"]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("one mistake"))
    mutants, *cells = row.removeprefix("one mistake").replace("%", "").split()
    counts = dict(zip(COLUMNS, map(int, cells[::2]), strict=False))
    assert counts["wrong"] == 0
    assert counts["named"] + counts["mended"] + counts["anew"] >= int(mutants) * 8 // 10
