r"""What a scanner of LaTeX keeps in mind: open groups, open conditionals, and names for environments.

A macro that is defined in a group (braces, an environment, `\begingroup`) is gone behind it. Of `\iftrue` and
`\iffalse` one branch is read, of every other conditional both. An author may have names for the beginning
and the end of a display, `\be … \ee`, and environments around one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count

from derivcheck.errors import Place
from derivcheck.formats.manuscripts.environments import DISPLAYS
from derivcheck.formats.manuscripts.manuscript import Closed
from derivcheck.formats.manuscripts.notes import Braces

__all__ = ["Groups", "Names", "Taken", "behind_branch", "behind_environment"]

#: The text and name of the file that an `\input` at a place names; raises `ReadError` if it may not be read.
Taken = Callable[[str, Place], tuple[str, str]]

_ENDS = re.compile(r"\\(?:if(?!f(?![A-Za-z])|thenelse)[A-Za-z@]*|else|fi)(?![A-Za-z@])|(?<!\\)%[^\n]*")
_SHORT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
_NAMED = re.compile(
    r"\\[A-Za-z]+\*?\s*\{?\s*\\([A-Za-z]+)\s*\}?\s*(?:\[0\]\s*)?\{\s*(\\(?:begin|end)\s*\{[A-Za-z]+\*?\})\s*\}"
)
_ENVIRONMENT = re.compile(r"\*?\s*\{\s*([A-Za-z]+\*?)\s*\}\s*(?:\[[^\]]*\]\s*)*(?=\{)")


class Names:
    r"""The author's names for displays, in a document with all its files: `\be` for `\begin{equation}`."""

    def __init__(self, taken: Taken) -> None:
        self.taken = taken
        self.groups = count(1)
        self.openers: dict[str, str] = {}
        self.closers: dict[str, list[str]] = {}
        self.environments: dict[str, str] = {}

    def learn(self, definition: str) -> None:
        r"""Takes note of a macro that only begins or ends a display, given its whole definition."""
        found = _NAMED.fullmatch(definition)
        short = _SHORT.fullmatch(found[2]) if found else None
        if found is None or short is None or short[2] not in DISPLAYS:
            return
        if short[1] == "begin":
            self.openers[found[1]] = short[2]
        else:
            self.closers.setdefault(short[2], []).append(found[1])

    def closing(self, environment: str, name: str) -> str:
        """A pattern for the end of an environment of that kind which was begun as `name`."""
        ends = [re.escape(f"\\end{{{name}}}")]
        ends += [rf"\\{word}(?![A-Za-z])" for word in self.closers.get(environment, ())]
        return "|".join(ends)


def behind_environment(text: str, start: int, names: Names, braces: Braces) -> int:
    r"""Behind the definition of an environment, of which `names` takes note if it displays a formula."""
    found = _ENVIRONMENT.match(text, start)
    if found is None:
        return start
    middle = braces.after(found.end())
    gap = re.compile(r"\s*").match(text, middle)
    last = gap.end() if gap else middle
    shorts = [_SHORT.fullmatch(text[found.end() + 1 : middle - 1].strip())]
    end = braces.after(last) if text[last : last + 1] == "{" else middle
    shorts.append(_SHORT.fullmatch(text[last + 1 : end - 1].strip()))
    if shorts[0] and shorts[1] and shorts[0][2] == shorts[1][2] and shorts[0][2] in DISPLAYS:
        names.environments[found[1]] = shorts[0][2]
    return end


def behind_branch(text: str, start: int) -> tuple[int, bool]:
    r"""Behind the `\else` or `\fi` with which the branch from `start` ends, and whether it was `\else`."""
    depth = 0
    for found in _ENDS.finditer(text, start):
        word = found[0]
        if word.startswith(r"\if"):
            depth += 1
        elif word == r"\fi" and depth:
            depth -= 1
        elif word[0] == "\\" and not depth:
            return found.end(), word == r"\else"
    return len(text), False


class Groups:
    """The groups that are open at one place of a file, the innermost last, and the conditionals."""

    def __init__(self, names: Names, outer: int = 0) -> None:
        self._names = names
        self._outer = outer
        self._open: list[tuple[str, list[int]]] = []
        self.conditionals: list[bool] = []

    def begin(self, what: str) -> None:
        """A group begins: `{`, or an environment by its name."""
        self._open.append((what, []))

    def end(self, what: str) -> Iterator[Closed]:
        """A group ends, and with it those inside of it that were not closed."""
        if not any(opened == what for opened, _ in self._open) or (what == "{" and self._open[-1][0] != what):
            return
        while self._open:
            opened, group = self._open.pop()
            yield from (Closed(number) for number in group)
            if opened == what:
                return

    def inner(self) -> int:
        """The number of the innermost group, in which macros are defined now; 0 outside of all."""
        if not self._open:
            return self._outer
        group = self._open[-1][1]
        if not group:
            group.append(next(self._names.groups))
        return group[0]
