"""Every formula of a document with a relation in it is read, counted as what it is, or listed as not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import formats
from derivcheck.model import Survey

#: one relation in every way of hiding it, each a whole display
FORMULAS = r"""
x = y
(x = y)
((x = y))
{x = y}
x {=} y
x \mathrel{=} y
x \le y
x \not< y
x \nleq y
x \not\in y
x \lessgtr y
\ensuremath{x = y}
\boxed{x = y}
\color{red}{x = y}
\underbrace{x = y}_{z}
\overbrace{x = y}^{z}
\begin{cases} x = y \\ z = 2 \end{cases}
\begin{cases} x = y & z > 0 \\ z = 2 & x > 0 \end{cases}
\begin{dcases} x = y \end{dcases}
\left\{ \begin{aligned} x &= y \\ z &= 2 \end{aligned} \right.
\left\{ \begin{array}{l} x = y \\ z = 2 \end{array} \right.
\left\{ \begin{array}{l} x = y \\ z = 2 \end{array} \right\}
\left. \begin{array}{l} x = y \\ z = 2 \end{array} \right\}
\begin{array}{rcl} x &=& y \\ z &=& 2 \end{array}
\begin{foo} x = y \end{foo}
\begin{pmatrix} x = y \end{pmatrix}
\forall x: x = y
\forall x \quad x = y
\exists x : x = y
\text{if } x = y
\text{Hence } x = y
\text{Hence, } (x = y)
x, y = z
x \text{ and } y = z
z (x = y)
2 + (x = y)
\lnot (x = y)
P(x = y)
\Pr[x = y]
\mathbb{1}\{x = y\}
\{x : x = y\}
\left|x = y\right|
\frac{x = y}{2}
\foo{x = y}
\text{$x = y$}
\mbox{where $x = y$}
x = \dots
x = y = \dots = z
{\bf x = y}
\Rightarrow x = y
x \Rightarrow (y = z)
"""
LINES = FORMULAS.strip().splitlines()


def counted(survey: Survey) -> int:
    return (
        survey.equalities + survey.definitions + survey.stated + survey.skipped + sum(survey.others.values())
    )


def survey_of(tmp_path: Path, text: str) -> Survey:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    survey = formats.load(path).survey
    assert survey is not None
    return survey


@pytest.mark.parametrize("formula", LINES)
@pytest.mark.parametrize(
    "form", ["$${}$$", "so ${}$ holds", "\\[\n{}\n\\]", "```tex\n{}\n```", "<p>${}$</p>"]
)
@pytest.mark.parametrize("declared", ["", "<!-- derivcheck\nsymbols: {x: real, y: real, z: real}\n-->\n\n"])
def test_formula_is_accounted_for(tmp_path: Path, formula: str, form: str, declared: str) -> None:
    survey = survey_of(tmp_path, declared + form.replace("{}", formula))
    assert counted(survey) > 0
    assert survey.equalities - survey.read == len(survey.unread)


UNREAD_DEFINITIONS = [
    ("q = \\foo{x}", "an expression, found \\foo"),
    ("f(x) = x \\pm 1", "an operator or the end of the text, found \\pm"),
    ("q_i = x^{+}", "an exponent, found '+'"),
    ("q = r + 1 \\\\ r = \\foo", "an expression, found \\foo"),
]


@pytest.mark.parametrize(("formula", "construct"), UNREAD_DEFINITIONS)
@pytest.mark.parametrize("form", ["$${}$$", "\\[\n{}\n\\]"])
def test_a_definition_that_is_not_read_is_no_definition(
    tmp_path: Path, formula: str, construct: str, form: str
) -> None:
    survey = survey_of(tmp_path, form.replace("{}", formula))
    assert (survey.definitions, survey.read) == (0, 0)
    assert survey.equalities == len(survey.unread) == formula.count("=")
    assert construct in survey.unread[0].message
    assert survey.unread[0].place.line == 1 + form.count("\n") // 2
