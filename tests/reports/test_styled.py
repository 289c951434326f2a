"""Styled lines: folding, colour, and text of a stranger's that must stay text."""

from __future__ import annotations

import re

import pytest

from derivcheck.reports.styled import coloured, folded, line, plain, shown

HOSTILE = "\x1b[31m[bold]x[/bold]\x1b]0;title\x07 \u202eabc\u2066 \x9b1m"


def test_nothing_that_a_terminal_obeys_gets_through() -> None:
    assert shown(HOSTILE).isprintable()
    assert shown(HOSTILE) == r"\x1b[31m[bold]x[/bold]\x1b]0;title\x07 \u202eabc\u2066 \x9b1m"


def test_brackets_are_not_markup() -> None:
    text = coloured([line(("[red]z[i][/red]", "bad"))], 80)
    assert "[red]z[i][/red]" in text


def test_plain_lines_are_never_folded_and_have_no_blanks_at_the_end() -> None:
    long = "x + " * 100
    assert plain([line(("a", "good"), " ", long), line("b  ")]) == f"a {long.rstrip()}\nb\n"


@pytest.mark.parametrize("width", [20, 40, 80])
def test_folding_keeps_the_words_and_the_width(width: int) -> None:
    long = line("  ", ("term", "quiet"), " + z[i]*log(q[i])" * 12, hang=6)
    parts = [part.text for part in folded(long, width)]
    assert "".join(parts).split() == long.text.split()
    assert all(len(part) <= width for part in parts if " " in part.strip())
    assert all(part.startswith("      ") for part in parts[1:])


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert [part.text for part in folded(line("x" * 30, hang=4), 10)] == ["x" * 30]


def test_a_line_without_a_hang_is_not_folded() -> None:
    assert len(list(folded(line("one two three"), 5))) == 1


def test_colour_changes_nothing_but_colour() -> None:
    lines = [line("  ", ("✓", "good"), (" second-answer", "head"), " z[i]"), line(), line(("end", "red"))]
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured(lines, 80)) == plain(lines)
