"""The progress bar: on a terminal and after a while, else not at all."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest

from derivcheck.engine.progress import Bar


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_it_appears_after_a_while_and_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with Bar(after=0, every=0) as bar:
        bar(3, 60, "[red]second-answer")
    text = sys.stderr.getvalue()  # type: ignore[attr-defined]
    assert "[red]second-answer" in text
    assert "3/60" in text
    assert text.count("\x1b[?25l") == text.count("\x1b[?25h") == 1


def test_a_short_run_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    with Bar(after=60) as bar:
        bar(3, 60, "second-answer")
    assert sys.stderr.getvalue() == ""  # type: ignore[attr-defined]


def test_nothing_where_standard_error_is_no_terminal() -> None:
    code = """
import sys
from derivcheck.engine.progress import Bar
with Bar(after=0) as bar:
    bar(3, 60, "second-answer")
sys.exit("rich" in sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")
