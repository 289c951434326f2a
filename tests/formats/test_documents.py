"""Documents as wholes: each equality of ours, in the LaTeX in which people wrote them, with its verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.model import Document

HERE = Path(__file__).parent / "documents"
CONTEXTS = Path(__file__).parents[1] / "contexts"

#: By document and equation, the verdicts of its equalities, each by its first letter.
VERDICTS = {
    "cross-entropy-post": {
        3: "P", 4: "PP", 5: "P", 6: "PP", 7: "PRRP", 8: "P", 9: "PPPP", 10: "PPPP", 11: "P",
    },
    "log-of-sum-thread": {
        3: "P", 4: "PP", 5: "R", 6: "P", 7: "PP", 8: "PPP", 9: "PRPPPPP",
    },
    "softmax-jacobian-note": {
        1: "P", 3: "P", 4: "P", 5: "PP", 6: "P", 7: "P", 8: "P", 9: "P", 10: "PPP",
        11: "PP", 12: "PP", 13: "P",
    },
    "softmax-loss-thread": {
        3: "P", 4: "P", 6: "RPP", 7: "P", 8: "PPPPPPP",
        "inline-1": "P", "inline-2": "P", "inline-3": "P", "inline-4": "P", "inline-5": "P",
    },
}  # fmt: skip


def verdicts(document: Document) -> dict[str, str]:
    judge = checker.Checker()
    return {
        derivation.id: "".join(judge.check(goal)[0].name[0].upper() for goal in goals)
        for derivation, goals in checker.goals(document)
        if derivation is not None
    }


@pytest.mark.parametrize("name", VERDICTS)
def test_every_equality_is_read_and_decided(name: str) -> None:
    context = CONTEXTS / f"{name}.yaml"
    assert len(context.read_text(encoding="utf-8").splitlines()) <= 25
    document = formats.load(HERE / f"{name}.md", context)
    assert document.problems == ()
    assert document.survey is not None
    assert document.survey.read == document.survey.equalities
    expected = {
        f"equation-{key}" if isinstance(key, int) else key: found for key, found in VERDICTS[name].items()
    }
    assert verdicts(document) == expected


def test_letters_multiplied_in_both_orders_are_no_numbers(tmp_path: Path) -> None:
    texts = "AB = BA + C", "(AB)^2 = A^2 B^2", "(X + Y)^2 = X^2 + 2XY + Y^2"
    (tmp_path / "a.md").write_text("".join(f"$$ {text} $$\n\n" for text in texts), encoding="utf-8")
    document = formats.load(tmp_path / "a.md")
    read = [step.problem is None for one in document.derivations for step in one.steps[1:]]
    assert read == [False, False, True]
