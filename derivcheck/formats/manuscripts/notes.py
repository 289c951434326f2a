r"""What a document says to derivcheck under the key `derivcheck`, and the labels in its formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from derivcheck.errors import Place
from derivcheck.formats.manuscripts.manuscript import Note

__all__ = ["DEPTH", "Braces", "key_note", "labels_in"]

#: What a brace does to the depth of nesting.
DEPTH = {"{": 1, "}": -1}

_KEY = re.compile(r"([ \t]*)derivcheck[ \t]*:(.*)")
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")


def labels_in(text: str) -> tuple[str, ...]:
    r"""The names in `\label{…}`.

    >>> labels_in(r"a = b \label{eq:one}")
    ('eq:one',)
    """
    return tuple(" ".join(name.split()) for name in _LABEL.findall(text)) if "label" in text else ()


def key_note(lines: Sequence[str], file: str, line: int) -> Iterator[Note]:
    """The notes under the key `derivcheck` among `lines`, of which the first has the number `line`.

    What belongs to the key stands on its line or, further in, on those below; other keys are left alone.
    """
    at = 0
    while at < len(lines):
        key = _KEY.fullmatch(lines[at])
        at += 1
        if key is None:
            continue
        first = at - 1
        indent = len(key[1].expandtabs())
        while at < len(lines) and (not lines[at].strip() or _indent(lines[at]) > indent):
            at += 1
        begun = " " * key.start(2) + key[2] if key[2].strip() else ""
        body = "\n".join([begun, *lines[first + 1 : at]])
        yield Note(body, Place(file, line + first, key.end(1) + 1), line + first - 1)


def _indent(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


class Braces:
    """Where the groups in braces of one text end; the text is looked through once, when first asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends: dict[int, int] | None = None

    def after(self, start: int) -> int:
        r"""Behind the group that begins at `start`; where it is not closed, behind its first brace.

        >>> Braces(r"{a\}{b}} c").after(0)
        8
        """
        if self._ends is None:
            self._ends = dict(self._groups())
        return self._ends.get(start, start + 1)

    def _groups(self) -> Iterator[tuple[int, int]]:
        opened: list[int] = []
        for found in re.compile(r"\\.|[{}]", re.DOTALL).finditer(self._text):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] == "}" and opened:
                yield opened.pop(), found.end()
