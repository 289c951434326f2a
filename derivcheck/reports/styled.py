"""Styled lines as data: one rendering of a report, painted where colour is wanted and plain elsewhere.

A line is a tuple of spans (text, style), so no text of a user's is ever read as markup; and what a user's
text could do to a terminal (control characters, marks that reverse the reading direction) is made visible
by `shown`. Piped lines are never wrapped or cut; on a terminal they are folded at blanks, and what is
carried over is indented to the column that the line names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from derivcheck.frozen import frozen

__all__ = ["Line", "Span", "coloured", "folded", "line", "plain", "shown"]

Span = tuple[str, str]

#: What a style looks like; colours are the terminal's own sixteen, so its theme decides.
_LOOKS = {
    "": "",
    "good": "green",
    "bad": "bold red",
    "doubt": "yellow",
    "quiet": "dim",
    "head": "bold",
    "green": "bold green",
    "red": "bold red",
}


#: What makes a line of a log a command on GitHub and on Azure: `::` where a line, or a folded part of one,
#: could begin; `##[` and `##vso[` anywhere.
_COMMAND = re.compile(r"(?<!\S)::|##(?=(?:vso)?\[)")


@frozen
class Line:
    """One line of a report; `hang` is the column at which a folded line goes on, None for "never fold"."""

    spans: tuple[Span, ...] = ()
    hang: int | None = None

    @property
    def text(self) -> str:
        """The line without its styles and without blanks at its end."""
        return "".join(text for text, _ in self.spans).rstrip()


def line(*spans: Span | str, hang: int | None = None) -> Line:
    """A line of spans; a bare string is a span without style.

    >>> line("  ", ("✓", "good"), " softmax").text
    '  ✓ softmax'
    """
    return Line(tuple((span, "") if isinstance(span, str) else span for span in spans), hang)


def shown(text: str) -> str:
    r"""`text` on one line, with everything made visible that a terminal, or the log of a CI run, could obey.

    >>> shown("a\n  + b \x1b[31m")
    'a + b \\x1b[31m'
    >>> shown("::error::a"), shown("a ##[error]")
    ('\\x3a:error::a', 'a \\x23#[error]')
    """
    joined = _COMMAND.sub(lambda found: f"{_escaped(found[0][0])}{found[0][1:]}", " ".join(text.split()))
    if joined.isprintable():
        return joined
    return "".join(char if char.isprintable() else _escaped(char) for char in joined)


def _escaped(char: str) -> str:
    return (
        char.encode("ascii", "backslashreplace").decode("ascii") if ord(char) > 127 else f"\\x{ord(char):02x}"
    )


def plain(lines: Iterable[Line]) -> str:
    """The lines as text without colour, each as long as it is."""
    return "".join(f"{one.text}\n" for one in lines)


def coloured(lines: Iterable[Line], width: int) -> str:
    """The lines for a terminal `width` columns wide, with its escape codes for colour."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    stream = StringIO()
    console = Console(
        file=stream, force_terminal=True, color_system="standard", width=width, legacy_windows=False
    )
    for one in lines:
        for part in folded(one, width):
            spans = ((text, _LOOKS[style]) for text, style in part.spans)
            console.print(Text.assemble(*spans, end="\n"), soft_wrap=True, highlight=False)
    return stream.getvalue()


def folded(long: Line, width: int) -> Iterator[Line]:
    """`long` in pieces of at most `width` columns, broken at blanks; a longer word stays whole.

    >>> [part.text for part in folded(line("one two three", hang=2), 9)]
    ['one two', '  three']
    """
    if long.hang is None or len(long.text) <= width:
        yield long
        return
    pieces: list[Span] = []
    used = 0
    for word, style in _words(long.spans):
        if used + len(word.rstrip()) > width and used > long.hang and word.strip():
            yield Line(tuple(pieces))
            pieces, used = [(" " * long.hang, "")], long.hang
        pieces.append((word, style))
        used += len(word)
    yield Line(tuple(pieces))


def _words(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans cut after each run of blanks."""
    for text, style in spans:
        start = 0
        for here in range(1, len(text)):
            if text[here - 1] == " " and text[here] != " ":
                yield text[start:here], style
                start = here
        if start < len(text):
            yield text[start:], style
