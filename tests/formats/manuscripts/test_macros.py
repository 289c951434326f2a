"""A macro holds from where it is defined, up to the end of its group."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import formats
from derivcheck.terms.printing import to_text

NAMES = "symbols: {x: real, y: real, z: real}"
MARKDOWN = f"<!-- derivcheck\n{NAMES}\n-->\n\n"
LATEX = f"% derivcheck:\n%   {NAMES}\n"


def right_sides(tmp_path: Path, text: str, name: str) -> list[str]:
    path = tmp_path / name
    path.write_text((MARKDOWN if name.endswith("md") else LATEX) + text, encoding="utf-8")
    found = []
    for one in formats.load(path).derivations:
        last = one.steps[-1]
        assert last.expression or last.problem
        found.append(to_text(last.expression.term) if last.expression else getattr(last.problem, "found", ""))
    return found


@pytest.mark.parametrize("name", ["a.md", "a.tex"])
def test_a_later_definition_changes_no_earlier_formula(tmp_path: Path, name: str) -> None:
    new = r"\newcommand{\two}{y}" if name == "a.tex" else r"$\newcommand{\two}{y}$"
    renew = new.replace("newc", "renewc").replace("{y}", "{z}")
    text = f"\n\n{new}\n\n$$ x = \\two $$\n\n{renew}\n\n$$ x = \\two $$\n"
    assert right_sides(tmp_path, text, name) == ["y", "z"]


def test_a_definition_inside_of_a_formula_holds_there(tmp_path: Path) -> None:
    text = r"\[ \def\a{y} x = \a \] \[ x = \a \]"
    assert right_sides(tmp_path, text, "a.tex") == ["y", r"\a"]
    assert right_sides(tmp_path, text.replace("\\] ", "\\]\n\n"), "a.md") == ["y", "y"]


def test_a_definition_in_a_group_ends_with_it(tmp_path: Path) -> None:
    text = r"\def\a{y} {\def\a{z} \[ x = \a \] } \[ x = \a \] \begingroup\let\a=z\endgroup \[ x = \a \]"
    assert right_sides(tmp_path, text, "a.tex") == ["z", "y", "y"]


def test_a_macro_is_unknown_before_its_definition(tmp_path: Path) -> None:
    assert right_sides(tmp_path, r"\[ x = \a \] \newcommand{\a}{y}", "a.tex") == [r"\a"]
