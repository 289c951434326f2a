"""A document as its readers see it: the formulas in it, in order, and what it says to derivcheck itself.

A reader of one kind of document (Markdown, LaTeX) finds these parts and knows nothing of mathematics; what
they mean is decided by `derivcheck.formats.documents`, which knows nothing of Markdown or LaTeX.

A formula's text is what stands between its delimiters. Mostly it stands like that in the file, but quoted
lines lose their `>` and escaped characters their backslash, so its places are kept as segments: from an
offset of the text on, a line and a column of the file, until the next segment begins.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from derivcheck.errors import Place, Problem
from derivcheck.formats.manuscripts.prose import Around
from derivcheck.frozen import frozen

__all__ = [
    "DISPLAY",
    "INLINE",
    "MOST",
    "Closed",
    "Definitions",
    "Division",
    "Formula",
    "Manuscript",
    "Note",
    "Part",
    "Places",
    "Segments",
    "collected",
    "lines_from",
]

DISPLAY, INLINE = "display", "inline"
#: A line with its line break.
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


@frozen
class Places:
    """Where the characters of a text stand in a file: the segments, by the offset at which each begins.

    >>> places = Places("a.md", (0, 4), (Place("a.md", 3, 9), Place("a.md", 4, 3)))
    >>> str(places(2)), str(places(5))
    ('a.md:3:11', 'a.md:4:4')
    """

    file: str
    starts: tuple[int, ...]
    segments: tuple[Place, ...]

    def __call__(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        number = max(bisect_right(self.starts, offset) - 1, 0)
        return self.segments[number].moved(offset - self.starts[number])


@frozen
class Formula:
    """A formula: its text, its places, whether it is displayed, its label, if any, the prose around it."""

    text: str
    places: Places
    kind: str
    label: str = ""
    around: Around = Around()

    @property
    def place(self) -> Place:
        """The place of the first visible character of the text."""
        return self.places(len(self.text) - len(self.text.lstrip()))


@frozen
class Note:
    """What the document says to derivcheck, as YAML, and how many lines stand above it."""

    body: str
    place: Place
    above: int

    @property
    def text(self) -> str:
        """What it says, behind so many empty lines that each line has its number in the document."""
        return "\n" * self.above + self.body


@frozen
class Definitions:
    """A text with definitions of macros, and its first place; they hold up to the end of `group`, if any."""

    text: str
    place: Place
    group: int = 0


@frozen
class Closed:
    """The end of a group in which macros were defined."""

    group: int


@frozen
class Division:
    """Where a section begins or, if it `is_statement`, a theorem, an example or the like; its `title` as far
    as it does not stand in the prose around formulas.
    """

    is_statement: bool = False
    title: str = ""


Part = Formula | Note | Definitions | Closed | Division


@frozen
class Manuscript:
    """The parts of a document, in order; its title; and what in it could not be taken apart."""

    file: str
    title: str
    parts: tuple[Part, ...]
    problems: tuple[Problem, ...] = ()


#: No more formulas are read of a document, nor more notes and definitions of macros that go before them.
MOST = MappingProxyType({Formula: 30_000, Note: 100, Definitions: 1_000})
_NAMES = {Formula: "formulas", Note: "notes to derivcheck", Definitions: "definitions of macros"}


def collected(found: Iterable[Part | Problem]) -> tuple[tuple[Part, ...], tuple[Problem, ...]]:
    """The parts of a document, and what is wrong with it; no more of them than anybody writes."""
    parts: list[Part] = []
    problems: list[Problem] = []
    counts = Counter[type]()
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
            continue
        counts[type(one)] += 1
        most = MOST.get(type(one))
        if most is not None and counts[type(one)] > most and not isinstance(one, Closed | Division):
            expected = f"at most {most} {_NAMES[type(one)]} in a document"
            problems.append(Problem(one.place, expected, "one more", "split the file; the rest is not read"))
            break
        parts.append(one)
    return tuple(parts), tuple(problems)


class Segments:
    """Collects the pieces of a text with their places."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._length = 0
        self._texts: list[str] = []
        self._starts: list[int] = []
        self._places: list[Place] = []

    def add(self, text: str, line: int, column: int) -> None:
        """Adds a piece that stands on one line of the file."""
        if text:
            self._starts.append(self._length)
            self._places.append(Place(self._file, line, column))
            self._texts.append(text)
            self._length += len(text)

    def done(self, first: Place) -> tuple[str, Places]:
        """The whole text with its places; `first` is where an empty text stands."""
        starts, places = tuple(self._starts) or (0,), tuple(self._places) or (first,)
        return "".join(self._texts), Places(self._file, starts, places)


def lines_from(text: str, first: Place) -> Iterator[tuple[str, int, int]]:
    """The lines of a text that begins at `first`, with the line break, each with its line and column."""
    for at, line in enumerate(_LINE.findall(text)):
        yield line, first.line + at, 1 if at else first.column
