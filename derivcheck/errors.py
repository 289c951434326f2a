"""Places in a text, and the one grammar in which every complaint is written.

A complaint reads ``file:line:column: expected …, found …`` followed by one sentence of help.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from derivcheck.frozen import frozen

__all__ = ["OutOfTime", "Place", "Problem", "ReadError", "nearest", "places_in"]


@frozen
class Place:
    """A position in a file; lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def moved(self, columns: int) -> Place:
        """The place `columns` characters further right on the same line."""
        return Place(self.file, self.line, self.column + columns)


@frozen
class Problem:
    """Something that could not be read: where, what was expected, what stood there, and what helps.

    >>> print(Problem(Place("a.yaml", 3, 7), "a declared name", "'q'", "did you mean 'p'?"))
    a.yaml:3:7: expected a declared name, found 'q'
      did you mean 'p'?
    """

    place: Place
    expected: str
    found: str
    hint: str = ""

    @property
    def message(self) -> str:
        """The complaint without its place and without the hint."""
        return f"expected {self.expected}, found {self.found}"

    def __str__(self) -> str:
        head = f"{self.place}: {self.message}"
        return f"{head}\n  {self.hint}" if self.hint else head


def places_in(text: str, place: Place) -> Callable[[int], Place]:
    """The place of the character at an offset of `text`; a line break in it begins a new line."""

    def where(offset: int) -> Place:
        last = text.rfind("\n", 0, offset)
        if last < 0:
            return place.moved(offset)
        return Place(place.file, place.line + text.count("\n", 0, offset), offset - last)

    return where


class ReadError(ValueError):
    """Raised by a reader; carries the `Problem` as data."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that names the known word closest to `name`, or "" when none is close.

    >>> nearest("sofmax", ["softmax", "loss"])
    "did you mean 'softmax'?"
    """
    from difflib import get_close_matches  # imported on the error path alone

    close = get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f"did you mean {close[0]!r}?" if close else ""


class OutOfTime(Exception):  # noqa: N818 - it is an event, not a mistake
    """Raised by the `tick` that long computations call, when a step has used up its time."""
