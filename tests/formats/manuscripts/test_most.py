"""What a hostile document makes too much of is an error at its place, before it fills the memory."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path

import pytest

from derivcheck import formats
from derivcheck.errors import Place
from derivcheck.formats.inferred import chains
from derivcheck.formats.manuscripts.latex import read_latex
from derivcheck.formats.manuscripts.manuscript import (
    MOST,
    Definitions,
    Formula,
    Manuscript,
    Note,
    Places,
    collected,
)
from derivcheck.formats.manuscripts.markdown import read_markdown
from derivcheck.model import Document


def nothing(name: str, place: object) -> tuple[str, str]:
    raise AssertionError(name)


def latex(text: str) -> Manuscript:
    return read_latex(text, "a.tex", nothing)


def markdown(text: str) -> Manuscript:
    return read_markdown(text, "a.md")


@pytest.mark.parametrize(
    ("read", "kind", "unit"),
    [
        (latex, Definitions, "\\newcommand{\\a}{b}\n"),
        (latex, Note, "% derivcheck:\n%   symbols: {}\n\n"),
        (markdown, Note, "<!-- derivcheck\nsymbols: {}\n-->\n\n"),
    ],
)
def test_so_many_and_no_more_are_read(read, kind, unit) -> None:  # type: ignore[no-untyped-def]
    most = MOST[kind]
    assert not read(unit * most).problems
    manuscript = read(unit * (most + 2))
    assert sum(isinstance(part, kind) for part in manuscript.parts) == most
    [problem] = manuscript.problems
    assert problem.expected.startswith(f"at most {most} ")
    assert problem.place.line == unit.count("\n") * most + 1


def test_so_many_formulas_and_no_more_are_read() -> None:
    formula = Formula("a", Places("a.md", (0,), (Place("a.md", 3, 2),)), "inline")
    parts, problems = collected(repeat(formula, MOST[Formula] + 2))
    assert len(parts) == MOST[Formula]
    assert [(one.place.line, one.found) for one in problems] == [(3, "one more")]


def document_of(tmp_path: Path, text: str) -> Document:
    path = tmp_path / "a.tex"
    path.write_text(text, encoding="utf-8")
    return formats.load(path)


@pytest.mark.parametrize("unit", ["$\\x{y} = 1$\n", "\\[a = a = a = a = a\\]\n"])
def test_the_words_of_all_formulas_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unit: str
) -> None:
    macro = "\\newcommand{\\x}[1]{#1 + #1 + #1 + #1 + #1 + #1 + #1 + #1 + #1 + #1 + #1 + #1 + #1 + #1 + #1}\n"
    monkeypatch.setattr(chains, "MOST_WORDS", 400)
    few = document_of(tmp_path, macro + unit * 4).survey
    many = document_of(tmp_path, macro + unit * 40).survey
    assert few is not None and not few.unread
    assert many is not None and [one.expected.split(" words")[0] for one in many.unread] == ["at most 400"]


def test_a_note_knows_its_lines_without_holding_them() -> None:
    [note] = (part for part in latex("\n" * 500 + "% derivcheck:\n%   symbols: {}\n").parts)
    assert isinstance(note, Note)
    assert len(note.body) < 40
    assert note.text.count("\n", 0, note.text.index("symbols")) == 501
