r"""Letters that another section introduces in passing: they do not mean there what they meant before."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from tests.formats.decided import verdicts

MEAN = "# Data\n\nThe sample mean is $$ m = \\frac{1}{n} \\sum_{i=1}^n x_i $$\n\n# Next\n\n"
RESTS = "$$ 2 n m = 2 \\sum_{i=1}^n x_i $$\n"


@pytest.mark.parametrize(
    "words",
    [
        "A block with friction coefficient $m$ slides, and",
        "The body has mass $m$ and speed $v$, so",
        "A grid with spacing $m$ and",
        "A car of speed $m$ and",
        "For a ball with speed $v$ and mass $m$",
        "We look at the mass $m$. Now",
        "Let a force $m$ be given. Then",
        "Let $m$ be the mass of the body. Then",
        "Here $m$ denotes the mass, and",
        "Denote by $m$ the mass. Then",
        "The mass of the body is denoted by $m$. Then",
        "For the mass $m > 0$ or not, let $m > 0$. Then",
        "There is some $m$ with",
        "A body is given:\n\n- $m$: its mass\n- $v$: its speed\n\nThen",
        "A **mass** $m$ moves, and",
        "Take a new sample mean $m$. Then",
        "A force $F$ acts upon a body, with $m$ the mass. So",
        "The *total  mass* $m$ is such that",
    ],
)
def test_a_letter_that_words_introduce_is_another_one(tmp_path: Path, words: str) -> None:
    assert verdicts(tmp_path, f"{MEAN}{words} {RESTS}") == ["unknown"]


@pytest.mark.parametrize(
    "behind", ["where $m$ is the mass.", "with $m$ the mass.", "Here $m$ stands for a mass."]
)
def test_what_stands_behind_explains_the_section(tmp_path: Path, behind: str) -> None:
    assert verdicts(tmp_path, f"{MEAN}So {RESTS}\n{behind}") == ["unknown"]


@pytest.mark.parametrize(
    "words",
    [
        "By the definition of $m$",
        "The mean $m$ is such that",
        "With the sample mean $m$ we get",
        "Multiplying $m$ by $2 n$ gives",
        "By doubling $m$ we find",
        "We compute $m$ and get",
        "Recall that $m$ is the mean. So",
        "where $m$ is as above,",
        "For this number $m$ we have",
        "The value $m$ is such that",
        "Now minimize $m$. As",
        "So $m$ is a number with",
    ],
)
def test_a_letter_that_is_spoken_of_is_what_it_was(tmp_path: Path, words: str) -> None:
    assert verdicts(tmp_path, f"{MEAN}{words} {RESTS}") == ["proved"]


def test_in_its_own_section_a_definition_holds(tmp_path: Path) -> None:
    text = MEAN.replace("# Next", "") + "It is the center $m$ of the data, and " + RESTS
    assert verdicts(tmp_path, text) == ["proved"]


def test_the_function_that_a_section_speaks_of_is_the_one_that_was_defined(tmp_path: Path) -> None:
    text = "# One\n\nLet $f(x) = x^2$.\n\n# Two\n\nThe function $f$ has the values $$ f(x) + 1 = x^2 + 1 $$"
    assert verdicts(tmp_path, text) == ["proved"]
    assert verdicts(tmp_path, text.replace("The function", "A function")) == ["unknown"]


def test_a_new_definition_holds_from_there_on(tmp_path: Path) -> None:
    text = f"{MEAN}For a body of mass $m$ with $$ m = 2 k $$ we have $$ m + k = 3 k $$ and {RESTS}"
    assert verdicts(tmp_path, text) == ["proved", "unknown"]


def test_what_was_defined_by_way_of_the_letter_is_not_known_any_more(tmp_path: Path) -> None:
    text = (
        MEAN.replace("# Next", "Let $$ s = n m $$\n\n# Next")
        + "A mass $m$ has $$ 2 s = 2 \\sum_{i=1}^n x_i $$"
    )
    assert verdicts(tmp_path, text) == ["unknown"]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("m + 2", "refuted"),
        ("1 + m", "proved"),
        ("m^2 - 2 m p + m + 1", "unknown"),
        ("m^2 - 3 m p + m + 1", "refuted"),
    ],
)
def test_a_point_must_speak_against_both_meanings(tmp_path: Path, claim: str, expected: str) -> None:
    text = f"# One\n\n$$ m = 2 p $$\n\n# Two\n\nA body of mass $m$: $$ m + p + 1 = 1 + p + m = p + {claim} $$"
    assert verdicts(tmp_path, text) == ["proved", expected]


def test_where_the_letter_was_a_function_no_point_speaks_against_it(tmp_path: Path) -> None:
    text = "# One\n\nLet $m(t) = 2 t$.\n\n# Two\n\nA body of mass $m$: $$ m + p - p = m = 2 m $$"
    assert verdicts(tmp_path, text) == ["proved", "unknown"]


def test_letters_of_latex_documents_are_introduced_as_well(tmp_path: Path) -> None:
    text = r"""\section{Data} The mean is \[ \bar m = \frac{1}{n} \sum_{i=1}^n x_i \]
    \section{Bodies} %s \[ n \bar m = \sum_{i=1}^n x_i \]"""
    for words, expected in (
        (r"A body of mass~$\bar m$ has", "unknown"),
        (r"\begin{description}\item[$\bar m$] the mass \end{description}", "unknown"),
        (r"Where \(\bar m\) denotes the \emph{mass},", "unknown"),
        (r"The mean~$\bar m$ has", "proved"),
    ):
        (tmp_path / "a.tex").write_text(text % words, encoding="utf-8")
        ((_, goals),) = checker.goals(formats.load(tmp_path / "a.tex"))
        assert [checker.Checker().check(goal)[0].name for goal in goals] == [expected], words


@pytest.mark.parametrize(
    "first",
    ["Let $n$ be an integer. Then $$ \\sin(\\pi n) = 0 $$", "$$ \\sum_{i=1}^n i = \\frac{n (n+1)}{2} $$"],
)
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("With the refractive index $n$", "unknown"),
        ("We have", "proved"),
        ("In a sample of size $n$", "proved"),
        ("For an integer $n$", "proved"),
    ],
)
def test_a_whole_number_need_not_be_one_in_another_section(
    tmp_path: Path, first: str, words: str, expected: str
) -> None:
    text = f"# One\n\n{first}\n\n# Two\n\n{words} $$ \\sin(\\pi n) = 0 $$"
    assert verdicts(tmp_path, text) == ["proved", expected]


def test_a_letter_has_the_value_of_its_section(tmp_path: Path) -> None:
    text = "# One\n\nPut $q = \\frac{1}{2}$. Then $$ 1 - q = q $$\n\n# Two\n\n%s $q$ $$ 1 - q = q $$"
    assert verdicts(tmp_path, text % "With the charge") == ["conditional", "unknown"]
    assert verdicts(tmp_path, text % "We know that for") == ["conditional", "conditional"]


def test_what_was_defined_with_another_letter_of_this_name_is_not_known(tmp_path: Path) -> None:
    text = "# One\n\nWith probability $p$ let $$ s = n p (1 - p) $$\n\n# Two\n\n"
    text += "%s $p$ $$ s + p = n p (1 - p) + p $$"
    assert verdicts(tmp_path, text % "A body of momentum") == ["unknown"]
    assert verdicts(tmp_path, text % "Of the probability") == ["proved"]


def test_the_heading_of_a_section_names_what_it_defines(tmp_path: Path) -> None:
    text = "# The loss\n\n$$ L = w^2 $$\n\n# Next\n\nThe %s $L$ is such that $$ L + w = w^2 + w $$"
    assert verdicts(tmp_path, text % "loss") == ["proved"]
    assert verdicts(tmp_path, text % "cost") == ["unknown"]


def test_what_a_display_of_another_section_gives_holds_from_there_on(tmp_path: Path) -> None:
    text = "# One\n\n$$ S = a + b $$\n\n# Two\n\n%s$$ S = a b $$\n\n$$ 2 S = %s $$"
    assert verdicts(tmp_path, text % ("", "2 a b")) == ["unknown", "proved"]
    assert verdicts(tmp_path, text % ("", "2 a + 2 b")) == ["unknown", "unknown"]
    assert verdicts(tmp_path, text % ("So ", "2 a + 2 b")) == ["unknown", "proved"]
    assert verdicts(tmp_path, (text % ("", "2 a b")).replace("# Two", "")) == ["unknown", "unknown"]
    text = text.replace("# One", "# One\n\n<!-- derivcheck\nsymbols: {a: positive, b: positive}\n-->")
    assert verdicts(tmp_path, text % ("", "2 a + b = 2 a b")) == ["refuted", "refuted", "refuted"]
    assert verdicts(tmp_path, text % ("", "2 a + 2 b")) == ["refuted", "unknown"]
