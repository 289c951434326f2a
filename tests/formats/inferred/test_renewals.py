"""Names that a document takes anew: each claim is about what its name means where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.reports.imported import to_yaml
from tests.formats.decided import verdicts

SQUARE = "Let $f(x) = x^2$. Then $$ f'(x) = 2x $$\n\n"
OTHER = "1 + f'(x) = 1 + 2x"


@pytest.mark.parametrize(
    "words",
    [
        "Now let $f(x) = x^3$. Then",
        "Consider instead $f(x) = x^3$, for which",
        "For $f(x) = x^3$ we get",
        "For the function $f(x) = x^3$ we get",
        "We set $$ f(x) = x^3. $$ So",
        "Next $$ f(x) := x^3 $$ and",
        "Let now $f$ be any function. Then",
        "Let $f$ be a smooth function. Then",
        "For an arbitrary function $f$",
        "For a function $f$ that is arbitrary we look at another function $f$. Then",
    ],
)
def test_nothing_is_proved_of_what_a_name_was_before(tmp_path: Path, words: str) -> None:
    assert verdicts(tmp_path, f"{SQUARE}{words} $$ {OTHER} $$\n") == ["proved", "unknown"]


@pytest.mark.parametrize(
    "words",
    [
        "Let again $f(x) = x^2$. Then",
        "With $f(x) = x^{2}$,",
        "Here $f$ is a function of a real number,",
        "where $f$ denotes the function above, and",
        "For $f(1) = 1$ see above. Now",
    ],
)
def test_a_name_that_is_said_again_is_what_it_was(tmp_path: Path, words: str) -> None:
    assert verdicts(tmp_path, f"{SQUARE}{words} $$ f''(x) = 2 $$\n")[-1] == "proved"


@pytest.mark.parametrize(
    "text",
    [
        "Now let $f(x) = x^3$. Then $$ f'(x) = 3x^2 $$",
        "Let $f(x) = x^3$. Now let $f(x) = x^4$. Then $$ f'(x) = 4x^3 $$",
        "Now let $f(x) = x^3$ and $g(x) = 2 f(x)$. Then $$ g'(x) = 6x^2 $$",
        "Here $$ f'(x) = 3x^2 $$ where now $f(x) = x^3$.",
        "Let $q = \\frac{a}{b}$. Then $$ b q = a $$ Let $q = 2 a$. $$ q + a = 3 a $$",
    ],
)
def test_the_new_meaning_holds_from_there_on(tmp_path: Path, text: str) -> None:
    assert set(verdicts(tmp_path, SQUARE + text)) <= {"proved", "conditional"}


@pytest.mark.parametrize(
    "words",
    [
        "The second one is $f(x) = x^3$.",
        "**Cubes.** $f(x) = x^3$.",
        "The cube is instead $$ f(x) = x^3. $$",
        "# Cubes\n\n$$ f(x) = x^3 $$\n\n",
        "Let $f, g$ be differentiable.",
        "Let $f \\in C^1$ be given.",
        "Let $f > 0$ be smooth.",
    ],
)
def test_a_function_is_another_one_where_nothing_is_concluded(tmp_path: Path, words: str) -> None:
    found = verdicts(tmp_path, f"{SQUARE}{words} $$ {OTHER} $$\n")
    assert found in (["proved", "unknown"], ["unknown", "unknown"])


@pytest.mark.parametrize(
    "words",
    [
        "So $f(x) = x^{2+0}$.",
        "We have $f(x) = x x$,",
        "We show that $f(x) = x x$.",
        "We get $$ f(x) = x x, $$",
    ],
)
def test_a_conclusion_takes_nothing_anew(tmp_path: Path, words: str) -> None:
    assert verdicts(tmp_path, f"{SQUARE}{words} $$ {OTHER} $$\n")[-1] == "proved"


TIED = "Let $q = 2 p$. Then $$ q + p = 3 p. $$\n\n## Next\n\n"


@pytest.mark.parametrize("words", ["Here $p + q = 1$.", "With $p + q = 1$", "Let $q$ be any number. Then"])
def test_a_quantity_of_another_section_may_be_another_one(tmp_path: Path, words: str) -> None:
    assert verdicts(tmp_path, f"{TIED}{words} $$ q + 1 = 2 p + 1 $$\n")[-1] == "unknown"
    assert verdicts(tmp_path, f"{TIED}So $$ q + 1 = 2 p + 1 $$\n")[-1] == "proved"


def test_what_a_later_section_defines_says_nothing_of_an_earlier_one(tmp_path: Path) -> None:
    text = "$$ p + 1 = 2 q + 1 $$\n\n## Next\n\nLet $p = 2 q$. Then $$ p + 1 = 2 q + 1 $$"
    assert verdicts(tmp_path, text) == ["unknown", "proved"]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("", "proved"),
        ("\\section{Next}", "unknown"),
        ("\\begin{proof}", "proved"),
        ("Let $x, y$ be real.", "unknown"),
        ("Let $x, y \\in \\mathbb{R}$.", "unknown"),
        ("\\begin{lemma}", "unknown"),
        ("\\begin{Theorem*}", "unknown"),
    ],
)
def test_a_theorem_speaks_for_itself(tmp_path: Path, between: str, expected: str) -> None:
    text = rf"\begin{{lemma}} Let $x = y + 1$. {between} Then \[ x^2 - y^2 = 2 y + 1 \] \end{{lemma}}"
    (tmp_path / "a.tex").write_text(text, encoding="utf-8")
    ((_, goals),) = checker.goals(formats.load(tmp_path / "a.tex"))
    assert [checker.Checker().check(goal)[0].name for goal in goals] == [expected]


@pytest.mark.parametrize("heading", ["Exercise 2", "**Theorem 3**", "Example"])
def test_so_does_what_stands_below_a_heading_of_a_theorem(tmp_path: Path, heading: str) -> None:
    text = f"## Exercise 1\n\nLet $x = 2 y$. So $$ x - y = y $$\n\n## {heading}\n\nNow $$ x - y = y $$"
    assert verdicts(tmp_path, text) == ["proved", "unknown"]
    assert verdicts(tmp_path, text.replace(heading, "More")) == ["proved", "unknown"]
    assert verdicts(tmp_path, text.replace("## Exercise 1", "## One")) == ["proved", "proved"]


def test_a_value_at_a_parameter_is_no_other_function(tmp_path: Path) -> None:
    text = "With $f(x) = a x^2 + x$ $$ f(a) = a^3 + a $$ and $$ f'(x) = 2 a x + 1 $$"
    assert verdicts(tmp_path, text) == ["proved", "proved"]


def test_what_a_theorem_says_of_its_letters_is_no_condition_of_the_next(tmp_path: Path) -> None:
    text = r"\begin{lemma} Let $a > 0$. Then \[ |a| + 1 = a + 1 \] \end{lemma}"
    text += r"\begin{lemma} Now \[ |a| + 2 = a + 2 \] \end{lemma}"
    (tmp_path / "a.tex").write_text(text, encoding="utf-8")
    found = checker.goals(formats.load(tmp_path / "a.tex"))
    assert [checker.Checker().check(goal)[0].name for _, goals in found for goal in goals] == [
        "conditional",
        "unknown",
    ]


def test_what_rests_on_a_name_that_is_taken_anew_is_not_known_any_more(tmp_path: Path) -> None:
    text = "With $g(x) = f(x) + 1$ $$ g'(x) = 2x $$ Now let $f(x) = x^3$. Then $$ 1 + g'(x) = 1 + 2x $$"
    assert verdicts(tmp_path, SQUARE + text) == ["proved", "proved", "unknown"]


def test_a_function_with_several_variables_is_left_open(tmp_path: Path) -> None:
    text = f"Let $f(t) = t^3$. Then $$ {OTHER} $$\n"
    assert set(verdicts(tmp_path, SQUARE + text)) == {"unknown"}


def test_a_conclusion_about_what_a_name_was_defines_nothing(tmp_path: Path) -> None:
    text = "Let $f$ be a smooth function. $$ f'(3) = 6 $$ $$ f''(x) + 1 = 3 $$"
    assert verdicts(tmp_path, SQUARE + text) == ["proved", "unknown", "unknown"]


def test_each_derivation_of_an_imported_document_has_its_own_names(tmp_path: Path) -> None:
    text = "Now let $f(x) = x^3$. Then $$ f'(x) = 3x^2 $$\n"
    (tmp_path / "a.md").write_text(SQUARE + text, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(to_yaml(formats.load(tmp_path / "a.md")), encoding="utf-8")
    judge = checker.Checker()
    found = checker.goals(formats.load(tmp_path / "b.yaml"))
    assert [judge.check(goal)[0].name for _, goals in found for goal in goals] == ["proved", "proved"]


@pytest.mark.parametrize("word", ["For example, let", "Let", "Consider", "Take for instance"])
def test_an_example_says_nothing_of_what_stands_before(tmp_path: Path, word: str) -> None:
    text = (
        f"$$ f'(2x) = 2 f'(x) $$ and $$ f(0) + f(1) = f(1) $$\n\n{word} $f(x) = x^2$. Then $$ f'(x) = 2x $$"
    )
    assert verdicts(tmp_path, text) == ["unknown", "unknown", "proved"]


def test_what_stands_right_behind_a_display_explains_it(tmp_path: Path) -> None:
    text = "We know\n\n$$ f'(x) = 2x $$\n\nwhere $f(x) = x^2$."
    assert verdicts(tmp_path, text) == ["proved"]


def test_a_document_may_take_names_anew_very_often(tmp_path: Path) -> None:
    again = "".join(f"Let $f(x) = x^{{{k}}}$. $$ f'(x) = {k} x^{{{k - 1}}} $$\n\n" for k in range(3, 60))
    found = verdicts(tmp_path, SQUARE + again)
    assert set(found) == {"proved", "unknown"}
    assert found[:5] == ["proved"] * 5


def test_a_value_that_was_found_is_that_of_its_section(tmp_path: Path) -> None:
    text = "# One\n\nFrom $$ 2 x = 4 $$ we get $$ x = 2 $$ so $$ x^2 = 4 $$\n\n# Two\n\n"
    text += "$$ x^2 - 4 = (x - 2) (x - 1) $$"
    assert verdicts(tmp_path, text)[1:] == ["proved", "unknown"]
    assert verdicts(tmp_path, text.replace("$$ 2 x = 4 $$", ""))[-1] == "proved"
    assert verdicts(tmp_path, text.replace("# Two\n\n", ""))[-1] == "proved"
