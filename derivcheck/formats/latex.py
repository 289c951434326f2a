r"""LaTeX: the formulas, notes and macros in a text, and in the files that it takes in.

The scanner goes from one word that matters to the next: a comment, a verbatim text, the beginning of a
formula, an `\input`, the definition of a macro. Everything else is prose. A library was tried for it
(pylatexenc): it builds a tree of all prose as well, in ten times the time, and gives up on a whole
document where a brace is missing; what is needed of LaTeX here is this one pass, which loses nothing but
the formula that is not closed.

What the document says to derivcheck stands in comments: `% derivcheck:` and, on the lines of comment below
and further in, what belongs to it. Files are read by the caller, who knows what may be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.environments import DISPLAYS, VERBATIM, WITH_ARGUMENT
from derivcheck.formats.manuscript import (
    DISPLAY,
    INLINE,
    Definitions,
    Formula,
    Manuscript,
    Part,
    Segments,
    lines_from,
)  # fmt: skip  # isort: skip
from derivcheck.formats.notes import DEPTH, after_group, key_note, labels_in

__all__ = ["Taken", "read_latex"]

#: The text and name of the file that an `\input` at a place names; raises `ReadError` if it may not be read.
Taken = Callable[[str, Place], tuple[str, str]]

_VERBATIM = "|".join(re.escape(name) for name in sorted(VERBATIM, key=len, reverse=True))
_WORD = re.compile(
    rf"""(?P<note>^[ \t]*%[ \t]*derivcheck[ \t]*:)
      | (?P<comment>%)
      | (?P<verb>\\(?:verb|lstinline)\*?(?P<fence>[^A-Za-z*\s]))
      | \\begin\s*\{{(?P<shown>{_VERBATIM})\}}
      | \\begin\s*\{{(?P<display>[A-Za-z]+\*?)\}}
      | \\(?P<input>input|include|subfile)(?:\s*\{{(?P<file>[^{{}}\n]*)\}}|\s+(?P<bare>[^\s{{}}\\%]+))
      | \\(?P<macro>newcommand|renewcommand|providecommand|def|DeclareMathOperator)(?![A-Za-z])
      | (?P<off>\\iffalse)(?![A-Za-z])
      | (?P<begin>\\begin\s*\{{document\}})
      | (?P<end>\\end\s*\{{document\}})
      | (?P<open>\\\(|\\\[|\$\$|\$)
      | \\.
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_CLOSERS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$", "$": "$"}
_ARGUMENT = re.compile(r"\s*(?:\[[^\[\]]*\])?\s*\{[^{}]*\}")
_INTERTEXT = re.compile(r"\\(?:short)?intertext\s*(?=\{)")
#: So many signs inside of braces are passed over, as the dollars in `\text{if $x$}` are.
_MOST_TRIES = 4
#: No formula goes on after an empty line, nor after one of these.
_BREAK = re.compile(r"\n[ \t]*\n|\\(?:(?:sub)*section|chapter|paragraph|begin\{document\}|end\{document\})")


def read_latex(text: str, file: str, taken: Taken) -> Manuscript:
    r"""The parts of a document in LaTeX, in order; `taken` gives the text of files named in it.

    >>> def nothing(name, place): raise ReadError(Problem(place, "no file", name))
    >>> [part.text for part in read_latex(r"If $a$ then \[b = c % really", "a.tex", nothing).parts]
    ['a']
    >>> [part.text for part in read_latex(r"\begin{align*} b &= c \end{align*}", "a.tex", nothing).parts]
    [' b &= c ']
    """
    parts: list[Part] = []
    problems: list[Problem] = []
    for found in _Scanner(text, file, taken).parts():
        (problems if isinstance(found, Problem) else parts).append(found)  # type: ignore[arg-type]
    title = re.search(r"\\title\s*\{([^{}]*)\}", text)
    return Manuscript(file, " ".join(title[1].split()) if title else "", tuple(parts), tuple(problems))


class _Scanner:
    """One pass over the text of one file, at `at`."""

    def __init__(self, text: str, file: str, taken: Taken) -> None:
        self.text = text
        self.file = file
        self.taken = taken
        self.starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self.at = 0

    def place(self, offset: int) -> Place:
        from bisect import bisect_right

        line = bisect_right(self.starts, offset)
        return Place(self.file, line, offset - self.starts[line - 1] + 1)

    def parts(self) -> Iterator[Part | Problem]:
        body = re.search(r"^[^%\n]*\\begin\s*\{document\}", self.text, re.MULTILINE)
        begin = body.end() if body else 0
        while (word := _WORD.search(self.text, self.at)) is not None:
            self.at = word.end()
            if word["end"]:
                return
            for found in self.part(word):
                if word.start() >= begin or not isinstance(found, Formula):
                    yield found

    def part(self, word: re.Match[str]) -> Iterator[Part | Problem]:
        """What the word begins; moves on behind it."""
        if word["note"]:
            yield from self.note(word)
        elif word["comment"]:
            self.at = self.end_of_line(word.end())
        elif word["verb"]:
            self.at = self.after(word["fence"], word.end())
        elif word["shown"]:
            self.at = self.after(f"\\end{{{word['shown']}}}", word.end())
        elif word["off"]:
            self.at = self.after(r"\fi", word.end())
        elif word["macro"]:
            yield self.macro(word)
        elif word["input"]:
            yield from self.input(word)
        elif word["display"] in DISPLAYS:
            yield self.environment(word)
        elif word["open"]:
            yield self.formula(
                word, _CLOSERS[word["open"]], word.end(), DISPLAY if word["open"] in (r"\[", "$$") else INLINE
            )

    def end_of_line(self, start: int) -> int:
        end = self.text.find("\n", start)
        return end if end >= 0 else len(self.text)

    def after(self, close: str, start: int) -> int:
        """Behind the next `close`; where there is none, `start`."""
        end = self.text.find(close, start)
        return end + len(close) if end >= 0 else start

    # -- formulas --------------------------------------------------------------------------------

    def environment(self, word: re.Match[str]) -> Formula | Problem:
        start = word.end()
        if word["display"] in WITH_ARGUMENT and (argument := _ARGUMENT.match(self.text, start)):
            start = argument.end()
        return self.formula(word, f"\\end{{{word['display']}}}", start, DISPLAY)

    def formula(self, word: re.Match[str], close: str, start: int, kind: str) -> Formula | Problem:
        """The formula from `start` up to `close`, or why there is none; the scanner goes on behind it."""
        end, stopped = self.closed(close, start)
        if end < 0:
            self.at = stopped
            found = self.text[stopped : stopped + 12].split("\n\n")[0].strip()
            shown = (
                repr(found)
                if found
                else "an empty line"
                if stopped < len(self.text)
                else "the end of the file"
            )
            hint = f"{word[0]} is not closed; what follows is read on"
            return Problem(self.place(word.start()), f"{close!r} after {word[0]!r}", shown, hint)
        self.at = end + len(close)
        return self.made(start, end, kind)

    def closed(self, close: str, start: int) -> tuple[int, int]:
        """Where `close` stands outside of braces and comments, or -1; and where looking for it ended.

        Where braces are not balanced, it is the first one inside of them: the formula's own reader complains.
        """
        word = re.compile(rf"%[^\n]*|{re.escape(close)}|\\[^A-Za-z]|\{{|\}}|{_BREAK.pattern}", re.DOTALL)
        depth, at, tries = 0, start, 0
        inside: tuple[int, int] | None = None
        while (found := word.search(self.text, at)) is not None:
            shown = found[0]
            if shown == close and (depth <= 0 or not close.startswith("$")):
                return found.span()
            if shown == close:
                inside, tries = inside or found.span(), tries + 1
                if tries > _MOST_TRIES:
                    return inside
            depth += DEPTH.get(shown, 0)
            if _BREAK.fullmatch(shown):
                return inside or (-1, found.start())
            at = found.end()
        return inside or (-1, len(self.text))

    def made(self, start: int, end: int, kind: str) -> Formula:
        segments = Segments(self.file)
        first = self.place(start)
        text = self.without_intertext(start, end)
        for line, number, column in lines_from(text, 0, len(text), first.line, first.column):
            segments.add(line, number, column)
        found, places = segments.done(first)
        return Formula(found, places, kind, next(iter(labels_in(found)), ""))

    def without_intertext(self, start: int, end: int) -> str:
        r"""The text with a new row for each `\intertext{…}`: the rows around it belong together."""
        text = self.text[start:end]
        for found in reversed(list(_INTERTEXT.finditer(text))):
            stop = after_group(text, found.end())
            blank = re.sub(r"[^\n]", " ", text[found.start() + 2 : stop])
            text = text[: found.start()] + r"\\" + blank + text[stop:]
        return text

    # -- notes, macros, files --------------------------------------------------------------------

    def note(self, word: re.Match[str]) -> Iterator[Part]:
        """The lines of comment from here on, without their signs of comment."""
        line = self.place(word.start()).line
        lines, at = [], word.start()
        while at < len(self.text):
            end = self.end_of_line(at)
            shown = self.text[at:end]
            if not shown.lstrip().startswith("%"):
                break
            sign = shown.index("%")
            lines.append(" " * (sign + 1) + shown[sign + 1 :])
            at = end + 1
        yield from key_note(lines, self.file, line)
        self.at = min(at, len(self.text))

    def macro(self, word: re.Match[str]) -> Definitions:
        """The definition of a macro, whose formulas are none of the document's."""
        found = re.compile(
            r"\*?\s*(?:\{\s*\\[^{}]*\}|\\(?:[A-Za-z]+|.))\s*(?:\[[^\]]*\]\s*|#\d\s*)*(?=\{)"
        ).match(self.text, word.end())
        end = after_group(self.text, found.end()) if found else word.end()
        self.at = end
        return Definitions(self.text[word.start() : end], self.place(word.start()))

    def input(self, word: re.Match[str]) -> Iterator[Part | Problem]:
        r"""The parts of the file that `\input` names."""
        place = self.place(word.start())
        try:
            text, file = self.taken((word["file"] or word["bare"] or "").strip(), place)
        except ReadError as error:
            yield error.problem
            return
        yield from _Scanner(text, file, self.taken).parts()
