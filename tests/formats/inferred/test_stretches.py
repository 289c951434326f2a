"""Names whose uses in a document do not go together: each section is looked at by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.decided import verdicts

MOTION = "Let $x(t) = a t^2 + b$. Then $$ \\dot x(t) = 2 a t $$\n\n"
SUMS = "With $\\bar x = \\frac1n \\sum_{i=1}^n x_i$ $$ \\sum_{i=1}^n (x_i - \\bar x) = 0 $$\n\n"
ANGLES = "We know that $$ e^{i\\theta} = \\cos\\theta + i \\sin\\theta $$\n\n"
WRONG = "$$ 1 + \\sum_{i=1}^n (x_i + \\bar x) = 1 $$\n\n"


@pytest.mark.parametrize(
    ("first", "second"), [(MOTION, SUMS), (SUMS, MOTION), (SUMS, ANGLES), (ANGLES, SUMS)]
)
def test_each_section_has_its_own_letters(tmp_path: Path, first: str, second: str) -> None:
    assert verdicts(tmp_path, f"# One\n\n{first}# Two\n\n{second}") == ["proved", "proved"]


def test_what_is_wrong_is_proved_in_none(tmp_path: Path) -> None:
    found = verdicts(tmp_path, f"# One\n\n{MOTION}# Two\n\n{SUMS}{WRONG}# Three\n\n{ANGLES}")
    assert found == ["proved", "proved", "unknown", "proved"]


def test_without_sections_there_is_no_telling(tmp_path: Path) -> None:
    assert verdicts(tmp_path, SUMS + ANGLES) == ["proved", "unknown"]
    assert "unreadable" in verdicts(tmp_path, SUMS + MOTION)


def test_a_definition_of_another_letter_holds_in_all_sections(tmp_path: Path) -> None:
    shared = "Let $c = 2 s$. $$ c + s = 3 s $$\n\n"
    text = f"# One\n\n{shared}{ANGLES}# Two\n\n{SUMS}$$ \\sum_{{i=1}}^n c x_i = 2 s \\sum_{{i=1}}^n x_i $$"
    assert verdicts(tmp_path, text) == ["proved"] * 4


def test_a_letter_that_is_defined_is_clear_in_all_sections(tmp_path: Path) -> None:
    softmax = "$$ y_i(z_i) = \\frac{e^{z_i}}{\\sum_{k=1}^K e^{z_k}} $$\n\n"
    jacobian = "$$ \\frac{\\partial y_k}{\\partial z_k} = y_k (1 - y_k) $$\n\n"
    assert verdicts(tmp_path, f"# One\n\n{softmax}# Two\n\n{jacobian}") == ["proved"]


def test_a_matrix_is_one_in_all_sections(tmp_path: Path) -> None:
    text = "# One\n\n$$ 1 + A(t)^T A(t) + A_{i} = A_{i} + 1 + A(t)^T A(t) $$\n\n# Two\n\n"
    assert verdicts(tmp_path, f"{text}$$ (A + B)^2 = A^2 + 2 A B + B^2 $$")[-1] == "unreadable"


def test_a_definition_that_rests_on_the_letter_says_nothing_elsewhere(tmp_path: Path) -> None:
    text = f"# One\n\n{MOTION}Let $E = x(0) + 1$. $$ E - 1 = b $$\n\n# Two\n\n{SUMS}$$ E - 1 + 0 = b $$"
    assert verdicts(tmp_path, text)[-1] in ("unknown", "unreadable", "proved")
    assert verdicts(tmp_path, text.replace("+ 0 = b", "= \\bar x"))[-1] in ("unknown", "unreadable")
