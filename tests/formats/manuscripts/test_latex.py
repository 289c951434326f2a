"""Formulas of LaTeX documents: which there are, and exactly where their text stands."""

from __future__ import annotations

import pytest

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.manuscripts.latex import read_latex
from derivcheck.formats.manuscripts.manuscript import (
    DISPLAY,
    INLINE,
    Closed,
    Definitions,
    Formula,
    Manuscript,
    Note,
)


def nothing(name: str, place: Place) -> tuple[str, str]:
    raise ReadError(Problem(place, "a file below the document's folder", repr(name)))


def read(text: str) -> Manuscript:
    return read_latex(text, "a.tex", nothing)


def formulas(text: str) -> list[Formula]:
    return [part for part in read(text).parts if isinstance(part, Formula)]


def shown(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text.strip()) for one in formulas(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (r"so $a = b$ and \(c\)", [(INLINE, "a = b"), (INLINE, "c")]),
        (r"\[a = b\] and $$c$$", [(DISPLAY, "a = b"), (DISPLAY, "c")]),
        (r"\begin{align*} a &= b \\ &= c \end{align*}", [(DISPLAY, r"a &= b \\ &= c")]),
        (r"\begin{alignat}{2} a &= b \end{alignat}", [(DISPLAY, "a &= b")]),
        (r"\begin{equation}\begin{split}\end{split}\end{equation}", [(DISPLAY, r"\begin{split}\end{split}")]),
        (r"\begin{eqnarray} a &=& b \end{eqnarray}", [(DISPLAY, "a &=& b")]),
        (r"$$ a \text{ if $b$} $$", [(DISPLAY, r"a \text{ if $b$}")]),
        (r"\begin{align} a \intertext{and} &= b \end{align}", [(DISPLAY, r"a \\              &= b")]),
        ("100\\% $a$ % $b$\n$c$", [(INLINE, "a"), (INLINE, "c")]),
        (r"\$5 and \$6 and \\$a$", [(INLINE, "a")]),
        (r"\verb|$a$| \begin{verbatim}$b$\end{verbatim} \iffalse $c$ \fi $d$", [(INLINE, "d")]),
        (r"\newcommand{\x}{$a$} $b$", [(INLINE, "b")]),
        ("$a$ \\begin{document} $b$ \\end{document} $c$", [(INLINE, "b")]),
        ("\\begin{align} a % \\end{align}\n &= b \\end{align}", [(DISPLAY, "a % \\end{align}\n &= b")]),
        (r"$$ a = {b $$ then $c$", [(DISPLAY, "a = {b"), (INLINE, "c")]),
        (r"\ensuremath{a = b^{2}} and $c$", [(INLINE, "a = b^{2}"), (INLINE, "c")]),
        (r"\begin{empheq}[left=x]{align} a &= b \end{empheq}", [(DISPLAY, "a &= b")]),
        (r"\begin{numcases}{a=} 1 \end{numcases}", [(DISPLAY, r"\begin{numcases}{a=} 1 \end{numcases}")]),
        (r"\newcommand{\be}{\begin{equation}} \def\ee{\end{equation}} \be a = b \ee $c$",
         [(DISPLAY, "a = b"), (INLINE, "c")]),
        (r"\newenvironment{eq}{\begin{align}}{\end{align}} \begin{eq} a &= b \end{eq} $c$",
         [(DISPLAY, "a &= b"), (INLINE, "c")]),
        (r"\iffalse $a$ \else $b$ \fi $c$", [(INLINE, "b"), (INLINE, "c")]),
        (r"\iftrue $a$ \else $b$ \fi $c$", [(INLINE, "a"), (INLINE, "c")]),
        (r"\iffalse \ifx $a$ \else $b$ \fi $d$ \fi $c$", [(INLINE, "c")]),
        (r"\iftrue \ifdraft $a$ \else $b$ \fi \else $d$ \fi $c$", [(INLINE, x) for x in "abc"]),
        (r"\ifthenelse{a}{$b$}{} \iff $c$", [(INLINE, "b"), (INLINE, "c")]),
        (r"$a$ \endinput $b$", [(INLINE, "a")]),
    ],
)  # fmt: skip
def test_the_formulas_of_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert shown(text) == found


def test_every_character_of_a_formula_stands_where_its_place_says() -> None:
    text = (
        "One $a$ and\n  $$b\n  = c$$\n\\begin{align}\n d &= e \\label{eq:d} \\\\\n   &= f\n\\end{align} $g$"
    )
    lines = text.split("\n")
    found = formulas(text)
    assert [one.label for one in found] == ["", "", "eq:d", ""]
    for one in found:
        for offset, character in enumerate(one.text):
            place = one.places(offset)
            assert (lines[place.line - 1] + "\n")[place.column - 1] == character, (one.text, offset, place)


def test_notes_and_macros() -> None:
    notes = "% derivcheck:\n%   symbols:\n%     x: real\n% prose\n"
    text = notes + "\\newcommand{\\half}[1]{\\frac{#1}{2}} % derivcheck is good\n"
    note, macro = read(text).parts
    assert note == Note("\n    symbols:\n      x: real", Place("a.tex", 1, 3), 0)
    assert macro == Definitions(r"\newcommand{\half}[1]{\frac{#1}{2}}", Place("a.tex", 5, 1))


def test_a_macro_ends_with_its_group() -> None:
    text = r"{\def\a{x} {\gdef\b{y}} $\a$} \begin{proof}\newcommand{\c}{z}\end{proof} $\def\d{u} \d$"
    parts = [(one.group if isinstance(one, Definitions | Closed) else one.text) for one in read(text).parts
             if not isinstance(one, Note)]  # fmt: skip
    first, wide, formula, closed, proof, closed_proof, inner, last, closed_last = parts
    assert (first, proof, inner) == (closed, closed_proof, closed_last) and wide == 0
    assert formula == r"\a" and str(last).strip() == r"\d"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("so $$a = b\n\nnext $c$", "a.tex:1:4: expected '$$' after '$$', found an empty line"),
        ("so $a = b", "a.tex:1:4: expected '$' after '$', found the end of the file"),
        (
            "\\begin{align} a = b\n\\section{x} $c$",
            r"a.tex:1:1: expected '\\end{align}' after '\\begin{align}', found '\\section{x}'",
        ),
        (
            r"\input{/etc/passwd} $c$",
            "a.tex:1:1: expected a file below the document's folder, found '/etc/passwd'",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_and_the_rest_is_read(text: str, complaint: str) -> None:
    manuscript = read(text)
    assert [str(one).split("\n")[0] for one in manuscript.problems] == [complaint]
    if "$c$" in text:
        assert shown(text) == [(INLINE, "c")]
