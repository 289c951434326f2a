r"""Markdown: the formulas, notes and macros in a text.

The text is taken apart by markdown-it and its plugins, so that what stands in code, or is escaped, is no
formula. A formula stands between dollars, double dollars, `\( \)`, `\[ \]`, in a block of code with the
language `math`, or in an environment of amsmath. What the document says to derivcheck stands in a comment,
`<!-- derivcheck … -->`, or under the key `derivcheck` of its front matter.

markdown-it says on which lines a token stands. The column is found by looking for the token's own lines in
those of the file: they only lose what stands before them (the `>` of a quotation, the indent of a list).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.dollarmath.index import math_inline_dollar
from mdit_py_plugins.front_matter import front_matter_plugin

from derivcheck.errors import Place, Problem
from derivcheck.formats.environments import DISPLAYS, WITH_ARGUMENT
from derivcheck.formats.manuscript import DISPLAY, INLINE, Formula, Manuscript, Note, Part, Segments
from derivcheck.formats.markdown_rules import (
    BRACKET_BLOCK,
    BRACKET_INLINE,
    DOUBLED,
    ENVIRONMENT,
    START,
    placed_rules,
)
from derivcheck.formats.notes import key_note, labels_in
from derivcheck.frozen import frozen

__all__ = ["read_markdown"]

_BLOCKS = frozenset({"math_block", BRACKET_BLOCK, "amsmath"})
_INLINES = {"math_inline": INLINE, "math_inline_double": DISPLAY, ENVIRONMENT: DISPLAY}
_COMMENT = re.compile(r"<!--[ \t]*derivcheck\b[ \t]*:?")
_OUTER = re.compile(r"\s*\\begin\{([A-Za-z]+\*?)\}(\{[^{}]*\})?")
_OPENED = re.compile(r"(?<!\\)(?:\\\\)*(\$\$|\\begin\{([A-Za-z]+\*?)\})")
_UNESCAPED = re.compile(r"\\([\\_*])")


def read_markdown(text: str, file: str) -> Manuscript:
    r"""The parts of a document in Markdown, in order.

    >>> [part.text for part in read_markdown("If $a$ then\n\n$$b = c$$", "a.md").parts]
    ['a', 'b = c']
    """
    lines = text.split("\n")
    tokens = _parser().parse(text)
    parts: list[Part] = []
    problems: list[Problem] = []
    cells: dict[int, int] = {}
    for before, token in zip([None, *tokens], tokens, strict=False):
        for found in _parts(before, token, lines, file, cells):
            (problems if isinstance(found, Problem) else parts).append(found)  # type: ignore[arg-type]
    return Manuscript(file, _title(tokens), tuple(parts), tuple(problems))


def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table")
    dollarmath_plugin(md, allow_labels=False, allow_blank_lines=False, double_inline=True)
    dollars = math_inline_dollar(allow_space=True, allow_digits=False, allow_double=True)

    def placed(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not dollars(state, silent):
            return False
        for token in state.tokens[count:]:
            token.meta = {START: start + len(token.markup), DOUBLED: False}
        return True

    md.inline.ruler.at("math_inline", placed)
    amsmath_plugin(md)
    front_matter_plugin(md)
    placed_rules(md)
    return md


def _title(tokens: list[Token]) -> str:
    """The first heading."""
    for opened, inside in pairwise(tokens):
        if opened.type == "heading_open":
            return " ".join(inside.content.split())
    return ""


def _parts(
    before: Token | None, token: Token, lines: list[str], file: str, cells: dict[int, int]
) -> Iterator[Part | Problem]:
    if token.map is None:
        return
    if token.type == "front_matter":
        yield from key_note(lines[: token.map[1]], file, 1)
    elif token.type == "html_block":
        yield from _notes(lines, token.map[0], token.map[1], file)
    elif token.type in _BLOCKS:
        yield from _block(token, lines, file, 0)
    elif token.type == "fence" and token.info.strip() == "math":
        yield from _block(token, lines, file, 1)
    elif token.type == "inline":
        in_table = before is not None and before.type in ("td_open", "th_open")
        sheet = _Sheet.of(token.content, token.map[0], lines, cells if in_table else None)
        yield from _inline(token, sheet, lines, file)


# -- blocks --------------------------------------------------------------------------------------


def _block(token: Token, lines: list[str], file: str, skipped: int) -> Iterator[Formula]:
    assert token.map is not None
    text = token.content.rstrip("\n")
    sheet = _Sheet.of(text, token.map[0] + skipped, lines, None, token.markup if skipped == 0 else "")
    yield from _formula(text, 0, len(text), sheet, file, DISPLAY, doubled=bool(token.meta.get(DOUBLED)))


@frozen
class _Sheet:
    """The lines of a token's text: the offset at which each begins, with its line and column in the file."""

    lines: tuple[tuple[int, int, int], ...]

    @staticmethod
    def of(text: str, line: int, lines: list[str], cells: dict[int, int] | None, markup: str = "") -> _Sheet:
        """The sheet of `text`, whose first line stands on the line with index `line` of the file."""
        found, offset = [], 0
        for number, part in enumerate(text.split("\n"), line):
            source = lines[number] if number < len(lines) else ""
            column = _column(part, source, cells.get(number, 0) if cells is not None else None, markup)
            markup = ""  # it stands before the first line only
            if cells is not None:
                cells[number] = column + len(part)
            found.append((offset, number + 1, column + 1))
            offset += len(part) + 1
        return _Sheet(tuple(found))

    def pieces(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """For `text[start:end]`, line by line: its start and end, and its line and column in the file."""
        for number, (offset, line, column) in enumerate(self.lines):
            after = self.lines[number + 1][0] if number + 1 < len(self.lines) else len(text) + 1
            first, last = max(start, offset), min(end, after)
            if first < last:
                yield first, last, line, column + first - offset


def _column(part: str, source: str, cell: int | None, markup: str) -> int:
    """The index in the line `source` at which `part` begins."""
    shown = part.strip()
    lead = len(part) - len(part.lstrip())
    if markup and (at := source.find(markup + part)) >= 0:
        return at + len(markup)
    if not shown:
        return 0
    if cell is not None:
        return max(source.find(shown, cell), 0) - lead
    bare = source.rstrip()
    return (len(bare) - len(shown) if bare.endswith(shown) else max(source.rfind(shown), 0)) - lead


def _formula(
    text: str, start: int, end: int, sheet: _Sheet, file: str, kind: str, *, doubled: bool
) -> Iterator[Formula]:
    if text[start : start + 1] == "`" and text[end - 1 : end] == "`" and end - start > 1:
        start, end = start + 1, end - 1  # between dollars and backticks, as GitHub and GitLab write it
    start, end = _inside(text, start, end)
    segments = Segments(file)
    for first, last, line, column in sheet.pieces(text, start, end):
        for at, piece in _unescaped(text[first:last]) if doubled else ((0, text[first:last]),):
            segments.add(piece, line, column + at)
    found, places = segments.done(Place(file, sheet.lines[0][1], sheet.lines[0][2]))
    yield Formula(found, places, kind, next(iter(labels_in(found)), ""))


def _unescaped(text: str) -> Iterator[tuple[int, str]]:
    r"""`text` in pieces, each with its offset, without the backslashes that Markdown takes away."""
    at = 0
    for escape in _UNESCAPED.finditer(text):
        yield at, text[at : escape.start()]
        yield escape.start() + 1, escape[1]
        at = escape.end()
    yield at, text[at:]


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of `text[start:end]` inside of the environment that displays all of it, if one does."""
    opened = _OUTER.match(text, start, end)
    if opened is None or opened[1] not in DISPLAYS:
        return start, end
    close = f"\\end{{{opened[1]}}}"
    stop = text.rfind(close, opened.end(1), end)
    if stop < 0 or text[stop + len(close) : end].strip(" \n\t.,;"):
        return start, end
    with_argument = opened[1] in WITH_ARGUMENT and opened[2] is not None
    return (opened.end() if with_argument else opened.end(1) + 1), stop


# -- paragraphs ----------------------------------------------------------------------------------


def _inline(token: Token, sheet: _Sheet, lines: list[str], file: str) -> Iterator[Part | Problem]:
    assert token.map is not None
    for child in token.children or ():
        kind = _INLINES.get(child.type)
        if child.type == BRACKET_INLINE:
            kind = DISPLAY if child.markup.endswith("[") else INLINE
        if kind is not None and START in child.meta:
            start = child.meta[START]
            end = start + len(child.content)
            yield from _formula(token.content, start, end, sheet, file, kind, doubled=child.meta[DOUBLED])
        elif child.type == "html_inline" and _COMMENT.match(child.content):
            yield from _notes(lines, token.map[0], token.map[1], file)
            return
        elif child.type == "text":
            yield from _unclosed(child.content, token, lines, file)


def _unclosed(shown: str, token: Token, lines: list[str], file: str) -> Iterator[Problem]:
    """Complains of a display that begins in the text `shown`, which is prose: it was not closed."""
    assert token.map is not None
    opened = _OPENED.search(shown)
    if opened is None or (opened[2] and opened[2] not in DISPLAYS):
        return
    close = f"\\end{{{opened[2]}}}" if opened[2] else "$$"
    number = next((at for at in range(*token.map) if opened[1] in lines[at]), token.map[0])
    place = Place(file, number + 1, lines[number].rfind(opened[1]) + 1)
    hint = "a formula ends before the next empty line"
    yield Problem(place, f"{close!r} after {opened[1]!r}", "the end of the paragraph", hint)


def _notes(lines: list[str], first: int, last: int, file: str) -> Iterator[Note | Problem]:
    """The comments to derivcheck on the lines with the indices from `first` up to `last`."""
    text = "\n".join(lines[first:last])
    at = 0
    while (opened := _COMMENT.search(text, at)) is not None:
        line = first + text.count("\n", 0, opened.start())
        column = opened.start() - text.rfind("\n", 0, opened.start())
        place = Place(file, line + 1, column)
        end = text.find("-->", opened.end())
        if end < 0:
            yield Problem(place, "'-->' at the end of the comment", "the end of the document")
            return
        margin = " " * (opened.end() - text.rfind("\n", 0, opened.end()) - 1)
        body = text[opened.end() : end]
        yield Note("\n" * line + (margin + body if body.split("\n")[0].strip() else body), place)
        at = end
