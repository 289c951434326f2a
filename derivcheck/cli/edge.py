"""The edge that all commands share: loading a file, painting, writing, complaining."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from derivcheck.errors import Place, Problem

if TYPE_CHECKING:
    from derivcheck.model import Document
    from derivcheck.reports.styled import Line

__all__ = ["SECONDS", "Excerpts", "load", "painted", "refuse", "write"]

#: How much of a file is looked at for excerpts; readers take no larger one.
MOST_CHARACTERS = 1 << 20

#: The shell's own code for a program ended by a reader that went away.
_PIPE_CLOSED = 141

#: As for what cannot be read.
_NOT_WRITTEN = 2


class _Seconds(click.FloatRange):
    """A number of seconds: what is no number is within any of click's ranges, and no clock is infinite."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found = float(super().convert(value, param, ctx))
        if not found <= _LONGEST:
            self.fail(f"expected at most {_LONGEST} seconds, found {value}.", param, ctx)
        return found


#: Three years, which every clock can measure.
_LONGEST = 100_000_000
SECONDS = _Seconds(min=0, min_open=True)


def load(file: str, context: str | None = None) -> Document:
    """The document in `file`; ends with exit code 2, and says why, when something in it cannot be read.

    `context` is the context file of a document in prose.
    """
    from derivcheck import formats

    document = formats.load(file, context)
    if document.problems:
        refuse(document.problems)
    return document


def refuse(problems: Iterable[Problem], text: str | None = None) -> NoReturn:
    """Says on standard error what could not be read, in `text` or in the files, and ends with 2."""
    from derivcheck.reports.steps import problem_lines

    source = Excerpts() if text is None else lambda place: text

    lines = [line for problem in problems for line in problem_lines(problem, source)]
    click.echo(painted(lines, sys.stderr), err=True, nl=False, color=True)
    raise click.exceptions.Exit(2)


class Excerpts:
    """The lines of files, for the excerpts under complaints; each file is read once for all of its lines."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def __call__(self, place: Place) -> str | None:
        """The line at a place; None where there is nothing to show."""
        if place.file not in self._files:
            self._files[place.file] = _lines(place.file)
        lines = self._files[place.file]
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None


def _lines(file: str) -> list[str]:
    try:
        with open(file, encoding="utf-8") as stream:
            return stream.readlines(MOST_CHARACTERS)
    except (OSError, UnicodeDecodeError):
        return []


def painted(lines: Sequence[Line], stream: TextIO) -> str:
    """The lines as text for `stream`: with colours where it wants them."""
    from derivcheck.reports import styled

    if not _wants_colour(stream):
        return styled.plain(lines)
    from shutil import get_terminal_size

    return styled.coloured(lines, get_terminal_size().columns)


def _wants_colour(stream: TextIO) -> bool:
    """Whether to paint: not with NO_COLOR, else with FORCE_COLOR, else on a terminal that can."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def write(text: str) -> None:
    """Writes a command's one result to standard output."""
    try:
        click.echo(text, nl=not text.endswith("\n"), color=True)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone; nothing may be flushed into the closed pipe at exit, not even by Python itself.
        _forget_the_rest()
        raise click.exceptions.Exit(_PIPE_CLOSED) from None
    except OSError as error:
        _forget_the_rest()
        complaint = f"Error: the report cannot be written: {(error.strerror or str(error)).lower()}"
        click.echo(complaint, err=True)
        raise click.exceptions.Exit(_NOT_WRITTEN) from None


def _forget_the_rest() -> None:
    """Leave nothing in standard output's buffer that Python would write at exit, and fail to once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
