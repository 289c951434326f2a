r"""Sequences with a closed form: where a text goes on to `T_{n-1}`, the letter below numbers the members."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.decided import verdicts

T = "Let $$ T_n = \\frac{n (n + 1)}{2}. $$\n\n"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("T_n - T_{n-1} = n", "conditional"),
        ("T_n - T_{n-1} = n + 1", "refuted"),
        ("T_{n+1} = T_n + n + 1", "proved"),
        ("T_{n+1} = T_n + n", "refuted"),
        ("T_{n+2} - 2 T_{n+1} + T_n = 1", "proved"),
        ("\\sum_{k=1}^n (T_{n+1} - T_n) = n (n + 1)", "proved"),
    ],
)
def test_neighbours_are_members_of_the_sequence(tmp_path: Path, claim: str, expected: str) -> None:
    assert verdicts(tmp_path, f"{T}$$ {claim} $$\n") == [expected]


def test_a_member_with_a_number_is_a_value_and_no_name(tmp_path: Path) -> None:
    text = f"{T}$$ T_{{n+1}} = T_n + n + 1 $$\n\n$$ T_4 = %s $$\n"
    assert verdicts(tmp_path, text % "10")[-1] == "proved"
    assert verdicts(tmp_path, text % "11")[-1] == "refuted"


def test_catalan_numbers(tmp_path: Path) -> None:
    text = "Let $C_n = \\frac{1}{n + 1} \\binom{2n}{n}$. Then $$ C_{n+1} = \\frac{2 (2n + 1)}{n + %s} C_n $$"
    assert verdicts(tmp_path, text % "2") == ["proved"]
    assert verdicts(tmp_path, text % "1") == ["refuted"]


@pytest.mark.parametrize(
    "other",
    [
        "\\sum_{i=1}^n (x_i + 1) = n + \\sum_{i=1}^n x_i",
        "\\lim_{n \\to \\infty} \\frac{n + 1}{n} = 1",
        "\\frac{d}{dn} (n^2 + x) = 2 n",
    ],
)
def test_a_letter_with_another_use_numbers_nothing(tmp_path: Path, other: str) -> None:
    assert verdicts(tmp_path, f"{T}$$ T_{{n+1}} = T_n + n + 1 $$\n\n$$ {other} $$\n") == [
        "unreadable",
        "proved",
    ]


def test_alone_it_is_a_name_with_a_letter_in_it(tmp_path: Path) -> None:
    text = "The velocity is $$ v_x = 2 x + 1 $$ and $$ v_x + 1 = 2 (x + 1) $$"
    assert verdicts(tmp_path, text) == ["proved"]


def test_a_recurrence_is_no_closed_form(tmp_path: Path) -> None:
    assert "proved" not in verdicts(tmp_path, "Let $$ a_n = a_{n-1} + n $$ Then $$ a_n - a_{n-1} = n $$")


def test_a_name_with_a_letter_in_it_is_introduced_as_such(tmp_path: Path) -> None:
    text = "# One\n\n$$ v_x = 2 p $$ and $$ v = 3 p $$\n\n# Two\n\nWith speed $v_x$ %s\n"
    assert verdicts(tmp_path, text % "$$ v_x + p = 3 p $$") == ["unknown"]
    assert verdicts(tmp_path, text % "$$ v + p = 4 p $$") == ["proved"]


def test_a_letter_of_a_sum_is_the_index_that_it_was(tmp_path: Path) -> None:
    text = (
        "$$ p_k = \\frac{x^k}{k!} $$ $$ p_{k+1} = \\frac{x}{k + 1} p_k $$ $$ \\sum_{k=0}^\\infty p_k = e^x $$"
    )
    assert verdicts(tmp_path, text) == ["proved", "proved"]


def test_a_sequence_of_one_section_is_a_number_in_another(tmp_path: Path) -> None:
    text = f"# One\n\n{T}$$ T_{{n+1}} = T_n + n + 1 $$\n\n# Two\n\n"
    text += "The temperature $T$ gives $$ U = C T + 1 $$ and so $$ \\frac{\\partial U}{\\partial T} = C $$"
    assert verdicts(tmp_path, text) == ["proved", "proved"]


def test_what_is_said_where_a_section_is_looked_at_by_itself_counts(tmp_path: Path) -> None:
    text = "# One\n\nFrom $F_0 = 0$ on $$ F_{n+1} = F_n + 1 $$\n\n"
    text += f"With $a = \\sqrt{{2}}$ $$ a^2 + 1 = 3 $$\n\n{T}$$ T_{{n+1}} = T_n + n + 1 $$"
    assert verdicts(tmp_path, text)[1:] == ["conditional", "proved"]
