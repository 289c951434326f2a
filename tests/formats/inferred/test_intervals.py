r"""Letters in an interval, of which a wrong step is wrong there: `p \in (0, 1)`, `p (0 < p < 1)`."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.model import Refuted
from tests.formats.decided import verdicts


@pytest.mark.parametrize("words", [r"Here $p \in (0, 1)$.", "A coin with parameter $p (0 < p < 1)$."])
def test_a_step_is_decided_where_the_text_puts_its_letter(tmp_path: Path, words: str) -> None:
    text = f"{words}\n\n$$ |1 - p| + p = 1 - p + p = 1 $$\n\n$$ p^2 + p - p = p + p^2 - p = p(1 - p) + p $$\n"
    assert verdicts(tmp_path, text) == ["conditional", "proved", "proved", "refuted"]


def test_the_point_lies_there(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Here $p \\in (0, 1)$.\n\n$$ p + 1 = 1 + p = 1 - p $$\n", encoding="utf-8")
    judge = checker.Checker()
    [(_, goals)] = [one for one in checker.goals(formats.load(tmp_path / "a.md")) if one[1]]
    verdict = judge.check(goals[-1])[0]
    assert isinstance(verdict, Refuted)
    assert verdict.counterexample.values["p"] == "1/2"
