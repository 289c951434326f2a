"""The terminal report against what it should look like, and what must hold of any report."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from derivcheck.errors import Place
from derivcheck.model import Explanation, Refuted, Report, Residual, Unreadable
from derivcheck.reports.steps import problem_lines
from derivcheck.reports.styled import coloured, plain
from derivcheck.reports.terminal import Layout, to_lines
from tests.reports.samples import (
    AT_FAULT,
    FILE,
    GREEN,
    PROBLEM,
    PROVED,
    RED,
    REFUTED,
    check,
    derivation,
    report,
)
from tests.reports.test_styled import HOSTILE

GOLDEN = Path(__file__).parent / "golden"


def source(place: Place) -> str | None:
    return "      - log(qq[i])" if place.file == FILE else None


CASES = {
    "green": (GREEN, Layout(source=source)),
    "red": (RED, Layout(source=source)),
    "red-quiet": (RED, Layout(source=source, quiet=True)),
    "green-quiet": (GREEN, Layout(quiet=True, times=False)),
    "green-strict": (replace(GREEN, strict=True), Layout()),
    "at-fault": (AT_FAULT, Layout(times=False)),
    "nothing": (report(), Layout(times=False)),
}


@pytest.mark.parametrize("name", CASES)
def test_report(name: str) -> None:
    """UPDATE_GOLDEN=1 writes the files anew; read the difference before you keep it."""
    found = plain(to_lines(*CASES[name]))
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


@pytest.mark.parametrize("found", [GREEN, RED])
def test_on_a_terminal_every_line_keeps_to_the_width(found: Report) -> None:
    import re

    text = re.sub(r"\x1b\[[0-9;]*m", "", coloured(to_lines(found), 80))
    assert max(len(part.rstrip()) for part in text.splitlines()) <= 80


@pytest.mark.parametrize("column", [1, 40, 60, 250, 480, 500])
def test_of_a_long_line_the_part_around_the_caret_is_shown(column: int) -> None:
    text = "." * (column - 1) + "#" + "." * (500 - column)
    found = list(problem_lines(replace(PROBLEM, place=Place(FILE, 2, column)), lambda place: text))
    excerpt, caret = found[1].text, found[2].text
    assert excerpt.index("#") == caret.index("^")
    assert len(excerpt) < 120


def test_a_problem_that_was_told_is_pointed_to_once_in_each_derivation() -> None:
    unread = [check(number, Unreadable(PROBLEM)) for number in (2, 3)]
    text = plain(to_lines(report(derivation("one", *unread), derivation("two", *unread))))
    assert text.count("expected a declared name") == 1
    assert text.count(f"{FILE}:12:9: see above") == 1


def test_a_long_formula_is_only_counted_among_what_was_inferred() -> None:
    one = check(2, PROVED)
    goal = replace(one.goal, inferred=("x: real", f"{'E(X)' * 9}: an unknown number"))
    text = plain(to_lines(report(derivation("one", replace(one, goal=goal)))))
    assert "proved; x and 1 unknown number inferred" in text


def test_a_strangers_text_stays_text() -> None:
    evil = replace(REFUTED.counterexample, values={HOSTILE: HOSTILE})
    found = report(
        derivation(HOSTILE, check(2, Refuted("m", evil), left=HOSTILE, right=HOSTILE, note=HOSTILE)),
        derivation("final", check(1, PROVED, HOSTILE, left=HOSTILE, right=HOSTILE, kind="claim")),
    )
    text = plain(to_lines(found))
    assert all(part.isprintable() for part in text.split("\n"))


def test_a_long_normal_form_gives_way_to_the_proved_right_side() -> None:
    long = " + ".join(["sum(x[k]^2, k)"] * 20)
    mended = Explanation("sign", "the sign of b is wrong", "a - b")
    wrong = replace(REFUTED, residual=Residual(long, ("b = 0",)), explanation=mended)
    found = replace(check(1, wrong, left="c", right="a + b", kind="claim"), simplified=long)
    text = plain(to_lines(report(derivation("final", found))))
    assert "simplifies to a - b, not to a + b: refuted" in text
    assert long not in text and "holds if    b = 0" in text


def test_the_report_itself_does_not_import_rich_or_sympy() -> None:
    code = (
        "import sys; from tests.reports.samples import RED\n"
        "from derivcheck.reports import json, styled, terminal\n"
        "styled.plain(terminal.to_lines(RED)), json.to_json(RED)\n"
        "sys.exit(any(name in sys.modules for name in ('rich', 'sympy')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
