r"""An equation that supposes something of its quantities is not called wrong: `2 (x - 1) = 0` asks for `x`.

Beside each such equation stands one that is wrong whatever its names are.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.model import Document


def document_of(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "notes.md"
    path.write_text(text, encoding="utf-8")
    return formats.load(path)


def last_verdict(tmp_path: Path, *formulas: str) -> str:
    """The verdict on the last equality of the last formula."""
    document = document_of(tmp_path, "\n\n".join(f"$$ {formula} $$" for formula in formulas))
    (_, goals), *_ = checker.goals(document)[::-1]
    return checker.Checker().check(goals[-1])[0].name


#: What shows of `i`, `j` and `k` that they are indices.
INDEXED = r"A_{ij} A_{jk} + A_{ki} = A_{ki} + A_{jk} A_{ij}"

SUPPOSING = [
    (r"x^2 - 5 x + 6 = (x - 2)(x - 3) = 0",),
    (r"\frac{d}{dx} (x - 1)^2 = 2 (x - 1) = 0",),
    (r"(a + b)^2 - 2 a b = a^2 + b^2 = c^2",),
    (r"(a + b)^2 - 2 a b = a^2 + b^2 = 1",),
    (r"x = y = z = 0",),
    (r"AB = BC = CA",),
    (r"p_1 = p_2 = p_3 = \frac{1}{3}",),
    (r"i^2 = j^2 = k^2 = ijk = -1",),
    (r"x = 2", r"x^2 = 9"),
    (r"S = 1 + 2", r"S = 1 + 2 + 3"),
    (INDEXED, r"\delta_{ii} = 3"),
    (INDEXED, r"\delta_{ij} \delta_{jk} = \delta_{ik}"),
]


@pytest.mark.parametrize("formulas", SUPPOSING)
def test_what_the_text_may_suppose_is_undecided(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "unknown"


WRONG = [
    (r"(r + s)^2 = (r + s)(r + s) = r^2 + s^2",),
    (r"\frac{d}{dx} (x - 1)^2 = 2 (x - 1) = 2 x - 1",),
    (r"S = 1 + 2 = 4",),
    (INDEXED, r"1 + \delta_{ij} = \delta_{ij}"),
    (INDEXED, r"\delta_{ij} \delta_{jk} = \delta_{ij} \delta_{ij}"),
]


@pytest.mark.parametrize("formulas", WRONG)
def test_what_is_wrong_for_all_is_refuted(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "refuted"


@pytest.mark.parametrize(
    "formula", [r"1 + 1 \stackrel{?}{=} 3", r"\frac{d}{dx} x^2 \overset{!}{=} 0", r"X \overset{d}{=} Y"]
)
def test_a_question_or_a_demand_is_no_claim(tmp_path: Path, formula: str) -> None:
    document = document_of(tmp_path, f"$$ {formula} $$")
    assert document.survey is not None
    assert not document.derivations
    assert document.survey.others == {"other": 1}
