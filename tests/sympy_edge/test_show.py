"""`show`: a document in each notation; the text and the SymPy code can be read back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from derivcheck import formats
from derivcheck.errors import Place
from derivcheck.model import Document
from derivcheck.notation import read_statement
from derivcheck.reports.show import FORMATS, show
from derivcheck.terms.sympy_edge import to_sympy

GALLERY = sorted(Path("derivations").glob("*.yaml"))

SMALL = """
title: Small
indices: {i, k: 1..n}
symbols: {"z[i]": real, S: positive, "lambda": real}
derivations:
  one:
    steps:
      - S*lambda/S
      - sum(z[k], k != i)
    final: S
"""


def document(text: str = SMALL) -> Document:
    return formats.read(text.replace("{i, k: 1..n}", '{"i, k": 1..n}'), "small.yaml")


def test_text() -> None:
    assert show(document(), "text") == (
        "# Small\n\n# one\nS*lambda/S\nsum(z[k], k != i)\n\n# one, final\nS\n"
    )


def test_latex() -> None:
    lines = show(document(), "latex").splitlines()
    assert lines[:4] == ["% Small", "", "% one", r"\begin{gather*}"]
    assert lines.count(r"\end{gather*}") == 2


def test_sympy_names_do_not_clash() -> None:
    text = show(document(), "sympy")
    assert "lambda_ = Symbol('lambda', real=True)" in text
    assert "z = IndexedBase('z', real=True)" in text


def test_an_unreadable_step_is_told() -> None:
    shown = show(document(SMALL.replace("S*lambda/S", "S*mu/S")), "text")
    assert re.search(r"^# line 8: S\*mu/S: expected .*'mu'", shown, re.MULTILINE)


def test_an_unknown_format() -> None:
    with pytest.raises(ValueError, match="text, latex, sympy"):
        show(document(), "word")


@pytest.mark.parametrize("file", GALLERY, ids=str)
@pytest.mark.parametrize("form", FORMATS)
def test_the_gallery_shows(file: Path, form: str) -> None:
    assert show(formats.load(file), form)


@pytest.mark.parametrize("file", GALLERY, ids=str)
def test_the_gallery_reads_back(file: Path) -> None:
    for derivation in formats.load(file).derivations:
        one = Document("a", "", {}, derivation.context, (derivation,), ())
        steps = [step.expression.term for step in derivation.steps if step.expression]
        lines = [line for line in show(one, "text").split("\n\n")[0].splitlines() if not line.startswith("#")]
        assert [read_statement(line, derivation.context, Place("a")) for line in lines] == steps
        space: dict[str, object] = {}
        exec(show(one, "sympy").split("\n# ")[0], space)  # the text is for users to run
        assert space["steps"] == [to_sympy(term, derivation.context) for term in steps]
