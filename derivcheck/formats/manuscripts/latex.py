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
from collections.abc import Iterator

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.manuscripts.environments import (
    DISPLAYS,
    SECTIONS,
    STATEMENTS,
    VERBATIM,
    WITH_ARGUMENT,
)
from derivcheck.formats.manuscripts.latex_groups import (
    Groups,
    Names,
    Taken,
    behind_branch,
    behind_environment,
)
from derivcheck.formats.manuscripts.macros import after_definition, parted
from derivcheck.formats.manuscripts.manuscript import (
    DISPLAY,
    INLINE,
    Closed,
    Definitions,
    Division,
    Formula,
    Manuscript,
    Part,
    Segments,
    collected,
    lines_from,
)  # fmt: skip  # isort: skip
from derivcheck.formats.manuscripts.notes import DEPTH, Braces, key_note, labels_in
from derivcheck.formats.manuscripts.prose import Around, around

__all__ = ["Taken", "read_latex"]

_VERBATIM = "|".join(re.escape(name) for name in sorted(VERBATIM, key=len, reverse=True))
_WORD = re.compile(
    rf"""(?P<note>^[ \t]*%[ \t]*derivcheck[ \t]*:)
      | (?P<comment>%)
      | (?P<verb>\\(?:verb|lstinline)\*?(?P<fence>[^A-Za-z*\s]))
      | \\begin\s*\{{(?P<shown>{_VERBATIM})\}}
      | \\begin\s*\{{(?P<display>[A-Za-z]+\*?)\}}
      | \\(?P<input>input|include|subfile)(?:\s*\{{(?P<file>[^{{}}\n]*)\}}|\s+(?P<bare>[^\s{{}}\\%]+))
      | \\(?P<macro>(?:new|renew|provide)command|[gex]?def|let|DeclareMathOperator)(?![A-Za-z])
      | \\(?P<environment>(?:re)?newenvironment)(?![A-Za-z])
      | \\(?P<condition>if(?!f(?![A-Za-z])|thenelse)[A-Za-z@]*|else|fi)(?![A-Za-z@])
      | (?P<stop>\\end\s*\{{document\}}|\\endinput(?![A-Za-z]))
      | \\end\s*\{{(?P<ended>[A-Za-z]+\*?)\}}
      | \\(?P<group>(?:begin|end|[be])group)(?![A-Za-z])
      | (?P<open>\\\(|\\\[|\\ensuremath\s*\{{|\$\$|\$)
      | (?P<brace>[{{}}])
      | \\(?P<name>[A-Za-z]+)
      | \\.
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_CLOSERS = {r"\(": r"\)", r"\[": r"\]", "$$": "$$", "$": "$"}
#: Environments that are displays and cannot be read.
_UNKNOWN = frozenset({"numcases", "subnumcases"})
_GROUPS = {"begingroup": "{", "bgroup": "{", "endgroup": "}", "egroup": "}"}
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
    parts, problems = collected(_Scanner(text, file, Names(taken)).parts())
    title = re.search(r"\\title\s*\{([^{}]*)\}", text)
    return Manuscript(file, " ".join(title[1].split()) if title else "", parts, problems)


class _Scanner:
    """One pass over the text of one file, at `at`."""

    def __init__(self, text: str, file: str, names: Names, outer: int = 0) -> None:
        self.text = text
        self.file = file
        self.names = names
        self.groups = Groups(names, outer)
        self.braces = Braces(text)
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
            if word["stop"]:
                return
            for found in self.part(word):
                if word.start() >= begin or not isinstance(found, Formula):
                    yield found

    def part(self, word: re.Match[str]) -> Iterator[Part | Problem]:
        """What the word begins; moves on behind it."""
        read = _READERS.get(word.lastgroup or "")
        return read(self, word) if read is not None else iter(())

    def passed(self, word: re.Match[str]) -> Iterator[Part]:
        """What is no text of the document: a comment, and what is shown as it stands."""
        if word["comment"]:
            self.at = self.end_of_line(word.end())
        else:
            self.at = self.after(word["fence"] or f"\\end{{{word['shown']}}}", word.end())
        return iter(())

    def group(self, word: re.Match[str]) -> Iterator[Part]:
        """A group that begins or ends."""
        brace = word["brace"] or _GROUPS.get(word["group"] or "")
        if brace == "{":
            self.groups.begin(brace)
        elif brace or word["ended"]:
            yield from self.groups.end("{" if brace else word["ended"])

    def condition(self, word: re.Match[str]) -> Iterator[Part]:
        r"""`\iftrue`, `\iffalse`, which leave out a branch, and other conditionals, which leave out none."""
        conditionals, sign = self.groups.conditionals, word["condition"]
        if sign == "iffalse":
            self.at, is_else = behind_branch(self.text, self.at)
            conditionals += [False] if is_else else []
        elif sign.startswith("if"):
            conditionals.append(sign == "iftrue")
        elif conditionals and (sign == "fi" or conditionals[-1]):
            conditionals.pop()
            if sign == "else":
                self.at, _ = behind_branch(self.text, self.at)
        return iter(())

    def end_of_line(self, start: int) -> int:
        end = self.text.find("\n", start)
        return end if end >= 0 else len(self.text)

    def after(self, close: str, start: int) -> int:
        """Behind the next `close`; where there is none, `start`."""
        end = self.text.find(close, start)
        return end + len(close) if end >= 0 else start

    # -- formulas --------------------------------------------------------------------------------

    def environment(self, word: re.Match[str]) -> Iterator[Part | Problem]:
        """An environment, be it a display or not; of other commands only the names for one matter."""
        name = word["display"] or self.names.openers.get(word["name"], "")
        kind = self.names.environments.get(name, name)
        if kind in _UNKNOWN:
            yield from self.formula(word, re.escape(rf"\end{{{name}}}"), word.start(), DISPLAY, whole=True)
        elif kind in DISPLAYS:
            start = word.end()
            if kind in WITH_ARGUMENT and (argument := _ARGUMENT.match(self.text, start)):
                start = argument.end()
            yield from self.formula(word, self.names.closing(kind, name), start, DISPLAY)
        elif name and name != "document":
            self.groups.begin(name)
            if kind.rstrip("*").lower() in STATEMENTS:
                yield Division(is_statement=True)
        elif word["name"] in SECTIONS:
            yield Division()

    def opened(self, word: re.Match[str]) -> Iterator[Part | Problem]:
        """A formula between signs."""
        sign = word["open"]
        close = _CLOSERS.get(sign, "}")
        kind = DISPLAY if sign in (r"\[", "$$") else INLINE
        yield from self.formula(word, re.escape(close), word.end(), kind)

    def formula(
        self, word: re.Match[str], close: str, start: int, kind: str, *, whole: bool = False
    ) -> Iterator[Part | Problem]:
        """The formula from `start` up to what matches `close`, with it if `whole`, or why there is none."""
        end, stop = self.closed(close, start)
        if end < 0:
            self.at = stop
            found = self.text[stop : stop + 12].split("\n\n")[0].strip()
            shown = (
                repr(found) if found else "an empty line" if stop < len(self.text) else "the end of the file"
            )
            hint = f"{word[0]} is not closed; what follows is read on"
            expected = f"{_shown(close)!r} after {word[0]!r}"
            yield Problem(self.place(word.start()), expected, shown, hint)
            return
        self.at = stop
        prose = around(self.text, word.start(), stop)
        yield from self.made(start, stop if whole else end, kind, prose)

    def closed(self, close: str, start: int) -> tuple[int, int]:
        """Where what matches `close` begins outside of braces and comments, or -1; and where that ends.

        Where braces are not balanced, it is the first one inside of them: the formula's own reader complains.
        """
        word = re.compile(rf"%[^\n]*|(?P<close>{close})|\\[^A-Za-z]|\{{|\}}|{_BREAK.pattern}", re.DOTALL)
        depth, at, tries = 0, start, 0
        inside: tuple[int, int] | None = None
        while (found := word.search(self.text, at)) is not None:
            shown = found[0]
            if found["close"] and (depth <= 0 or shown[0] not in "$}"):
                return found.span()
            if found["close"] and shown != "}":
                inside, tries = inside or found.span(), tries + 1
                if tries > _MOST_TRIES:
                    return inside
            depth += DEPTH.get(shown, 0)
            if _BREAK.fullmatch(shown):
                return inside or (-1, found.start())
            at = found.end()
        return inside or (-1, len(self.text))

    def made(self, start: int, end: int, kind: str, prose: Around) -> Iterator[Part]:
        """The formula with the macros that it defines, which are gone behind it."""
        segments = Segments(self.file)
        first = self.place(start)
        text = self.without_intertext(start, end)
        for line, number, column in lines_from(text, first):
            segments.add(line, number, column)
        found, places = segments.done(first)
        formula = Formula(found, places, kind, next(iter(labels_in(found)), ""), prose)
        group = next(self.names.groups)
        parts = list(parted(formula, group))
        yield from parts
        if len(parts) > 1:
            yield Closed(group)

    def without_intertext(self, start: int, end: int) -> str:
        r"""The text with a new row for each `\intertext{…}`: the rows around it belong together."""
        text = self.text[start:end]
        braces = Braces(text)
        for found in reversed(list(_INTERTEXT.finditer(text))):
            stop = braces.after(found.end())
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

    def macro(self, word: re.Match[str]) -> Iterator[Part]:
        """The definition of a macro or environment, whose formulas are none of the document's."""
        if word["environment"]:
            self.at = behind_environment(self.text, word.end(), self.names, self.braces)
            return
        self.at = after_definition(self.text, word.end(), self.braces)
        text = self.text[word.start() : self.at]
        self.names.learn(text)
        is_global = word["macro"] in ("gdef", "xdef") or self.text.endswith(r"\global", 0, word.start())
        yield Definitions(text, self.place(word.start()), 0 if is_global else self.groups.inner())

    def input(self, word: re.Match[str]) -> Iterator[Part | Problem]:
        r"""The parts of the file that `\input` names."""
        place = self.place(word.start())
        try:
            text, file = self.names.taken((word["file"] or word["bare"] or "").strip(), place)
        except ReadError as error:
            yield error.problem
            return
        yield from _Scanner(text, file, self.names, self.groups.inner()).parts()


def _shown(close: str) -> str:
    """The sign that a pattern for the end of a formula looks for first."""
    return re.sub(r"\\(.)", r"\1", close.split("|")[0])


#: What is read by which part of a word.
_READERS = {
    **dict.fromkeys(("comment", "verb", "shown"), _Scanner.passed),
    **dict.fromkeys(("macro", "environment"), _Scanner.macro),
    **dict.fromkeys(("input", "file", "bare"), _Scanner.input),
    **dict.fromkeys(("display", "name"), _Scanner.environment),
    **dict.fromkeys(("ended", "group", "brace"), _Scanner.group),
    "note": _Scanner.note,
    "condition": _Scanner.condition,
    "open": _Scanner.opened,
}
