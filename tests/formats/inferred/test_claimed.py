"""Which relations of a document are claims: suppositions are none, whatever is declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import formats
from derivcheck.formats.manuscripts.prose import Around
from derivcheck.model import Document

NAMES = "symbols: {x: real, y: real, z: real}"


def load(tmp_path: Path, text: str, name: str) -> Document:
    note = f"<!-- derivcheck\n{NAMES}\n-->\n\n" if name.endswith("md") else f"% derivcheck:\n%   {NAMES}\n\n"
    (tmp_path / name).write_text(note + text, encoding="utf-8")
    return formats.load(tmp_path / name)


SUPPOSED = [
    "By assumption $z = y$.",
    "Because of $z = y$ it is so.",
    "It is not true that $$ z = y $$",
    "A common mistake is to write $$ z = y $$",
    "One might think that $$ z = y $$ on Mondays.",
    "We have $$ z = y $$ but this is false.",
    "Does $$ z = y $$ hold?",
    "It says $z = y$, which is wrong.",
    "Here $z = y$ is supposed.",
    "It is $z = y$ that we assume.",
    "Suppose, e.g. that $z = y$.",
    "We look at it for $z = y$.",
    "Now take the case $z = y$.",
    "So $z = 1$.",
    "If $z = y$ then $y = z$.",
    "Let $z = y$, and $x = y$.",
    "Suppose for contradiction that $$z = y.$$",
    "Suppose that\n\n$$z = y.$$",
    "We assume\n$$\nz = y\n$$\nfrom now on.",
    "It is so, where $$z = y$$ holds.",
    "A point with $z = y$ is nice.",
    "We have $$z = y$$ if $x > 0$.",
    "We have\n\n$$z = y$$\n\nunless it is late.",
    "Note that $z = y$ whenever $x = 0$.",
    "so **suppose** $z = y$.",
    "Assume:\n\n- $x > 0$ and\n  more,\n- $z = y$.",
    "Case 1: $z = y$.",
    "## Second case: $z = y$",
]
CLAIMED = [
    "That is wrong. In fact $z = y$.",
    "Is it so? Yes, it is: $z = y$.",
    "We have $z = y$. Is it clear?",
    "So $z = y$.",
    "Suppose much. Then $z = y$ holds.",
    "If X is normal, then we have $$z = y.$$",
    "Let $x$ be real. We have $$z = y$$ When it is late, we stop.",
    "Let's see: $z = y$.",
    "Assume much. We get:\n\n- that\n- $z = y$.",
    "Assume:\n\n- much.\n\nThen $z = y$.",
    "In each case: $z = y$",
    "This, given that $z = y$, is so.",
    "It is $$z = y$$ where $x$ is real.",
]


@pytest.mark.parametrize("name", ["a.md", "a.tex"])
@pytest.mark.parametrize("text", SUPPOSED)
def test_what_is_supposed_is_counted(tmp_path: Path, text: str, name: str) -> None:
    document = load(tmp_path, text.replace("**", "" if name == "a.tex" else "**"), name)
    assert document.survey is not None and document.survey.stated > 0
    assert not document.derivations


@pytest.mark.parametrize("name", ["a.md", "a.tex"])
@pytest.mark.parametrize("text", CLAIMED)
def test_what_is_said_is_claimed(tmp_path: Path, text: str, name: str) -> None:
    document = load(tmp_path, text, name)
    assert [step.text for one in document.derivations for step in one.steps] == ["z", "y"] or (
        [step.text for one in document.derivations for step in one.steps] == ["z", "y."]
    )


def test_a_supposition_may_define(tmp_path: Path) -> None:
    document = load(tmp_path, "Let $$ w = x + y $$ and hence $$ w = y + x. $$", "a.md")
    assert document.survey is not None and document.survey.definitions == 1
    assert len(document.derivations) == 1


def test_the_context_file_makes_it_a_claim(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("document: a.md\nequations: {1: {when: x = 0}}\n", encoding="utf-8")
    document = load(tmp_path, "We have $$ z = y $$ if it is early.", "a.md")
    assert [one.id for one in document.derivations] == ["equation-1"]


def test_a_display_has_its_inequalities(tmp_path: Path) -> None:
    document = load(tmp_path, "$$ x^2 - 2 x y + y^2 = (x - y)^2 \\ge 0 \\ne z $$\n\n$$ x > 0 $$", "a.md")
    [one] = document.derivations
    assert [step.sign for step in one.steps] == ["=", "=", ">="]
    assert document.survey is not None
    survey = document.survey
    assert (survey.equalities, survey.inequalities, survey.read, survey.others) == (
        1,
        1,
        2,
        {"!=": 1, ">": 1},
    )


@pytest.mark.parametrize(
    ("before", "within", "alone"),
    [
        ("If", True, True),
        ("Then", False, False),
        ("if this is so, that", True, False),
        ("Here $a. b$ is. So", False, False),
        (r"where \(a.\) and", True, False),
        ("Solve the following system:\n\n", True, True),
        ("Let us now assume that", True, True),
    ],
)
def test_the_words_before(before: str, within: bool, alone: bool) -> None:
    assert (Around(before).supposes_within, Around(before).supposes) == (within, alone)
