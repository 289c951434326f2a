r"""Markdown: the formulas, notes and macros in a text.

The text is taken apart by markdown-it and its plugins, so that what stands in code, or is escaped, is no
formula. A formula stands between dollars, double dollars, `\( \)`, `\[ \]`, in a block of code with the
language `math` or `{math}`, or in an environment of amsmath. What the document says to derivcheck stands in
a comment, `<!-- derivcheck … -->`, or under the key `derivcheck` of its front matter.

markdown-it says on which lines a token stands. The column is found by looking for the token's own lines in
those of the file: they only lose what stands before them (the `>` of a quotation, the indent of a list).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from derivcheck.errors import Place, Problem
from derivcheck.formats.manuscripts.directives import MATH, options_in, unfolded
from derivcheck.formats.manuscripts.environments import DISPLAYS, WITH_ARGUMENT
from derivcheck.formats.manuscripts.macros import parted
from derivcheck.formats.manuscripts.manuscript import (
    DISPLAY,
    INLINE,
    Division,
    Formula,
    Manuscript,
    Note,
    Part,
    Segments,
    collected,
)
from derivcheck.formats.manuscripts.markdown_rules import (
    BLOCK,
    BRACKETS,
    DOLLARS,
    DOUBLE_DOLLARS,
    DOUBLED,
    ENVIRONMENT,
    START,
    UNCLOSED,
    formula_rules,
    inline_formula_rules,
)
from derivcheck.formats.manuscripts.notes import key_note, labels_in
from derivcheck.formats.manuscripts.prose import Around, around
from derivcheck.frozen import frozen

__all__ = ["read_markdown"]

_INLINES = {DOLLARS: INLINE, DOUBLE_DOLLARS: DISPLAY, ENVIRONMENT: DISPLAY}
_COMMENT = re.compile(r"<!--[ \t]*derivcheck\b[ \t]*:?")
_OUTER = re.compile(r"\s*\\begin\{([A-Za-z]+\*?)\}((?:\[[^\[\]]*\])?\{[^{}]*\})?")
_UNESCAPED = re.compile(r"\\([\\_*])")
#: The key of a token's `meta` under which the prose around it stands.
_PROSE_AROUND = "around"
#: The one under which the paragraph before a list stands.
_LEAD = "lead"
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
#: Languages of blocks of code that hold LaTeX, and one formula if nothing in them says where one begins.
_LATEX = frozenset({"latex", "tex"})
#: What no formula holds.
_PROSE = re.compile(
    r"\\(?:documentclass|usepackage|includegraphics|(?:sub)*section|chapter|item|caption|cite|footnote"
    r"|begin\{(?:document|figure|table|tabular|itemize|enumerate|theorem|lemma|proof))(?![A-Za-z])"
)
#: The heading of what states something on its own.
_STATEMENT = re.compile(
    r"[\W_]*(?:theorem|lemma|proposition|corollary|claim|conjecture|example|exercise|problem|question|remark)s?\b",
    re.IGNORECASE,
)
#: What of HTML is no text; a comment of LaTeX.
_ATTRIBUTE = r"""\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
_NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|pre|code|svg)\b.*?(?:</\1\s*>|\Z)"
    rf"|</?[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*\s*/?>",
    re.DOTALL | re.IGNORECASE,
)
_NOT_READ = re.compile(r"(?<!\\)%[^\n]*")


def read_markdown(text: str, file: str) -> Manuscript:
    r"""The parts of a document in Markdown, in order.

    >>> [part.text for part in read_markdown("If $a$ then\n\n$$b = c$$", "a.md").parts]
    ['a', 'b = c']
    """
    lines = text.split("\n")
    tokens = list(unfolded(_parser().parse(text), _formulas_parser()))
    raw = _raw_parser()
    cells: dict[int, int] = {}
    _look_around(tokens)
    pairs = zip([None, *tokens], tokens, strict=False)
    found = (part for pair in pairs for part in _parts(*pair, lines, file, cells, raw))
    return Manuscript(file, _title(tokens), *collected(found))


def _parser() -> MarkdownIt:
    md = _formulas_parser()
    front_matter_plugin(md)
    return md


def _formulas_parser() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table")
    formula_rules(md)
    return md


def _raw_parser() -> MarkdownIt:
    """A parser of text in which nothing but formulas has a meaning."""
    md = MarkdownIt("zero").enable("escape")
    inline_formula_rules(md)
    return md


def _title(tokens: list[Token]) -> str:
    """The first heading."""
    for opened, inside in pairwise(tokens):
        if opened.type == "heading_open":
            return " ".join(inside.content.split())
    return ""


def _look_around(tokens: list[Token]) -> None:
    """Notes for each display that fills lines what prose stands in the paragraphs directly around it.

    For each item of a list, the paragraph before the list is noted.
    """
    leads = list[str]()
    for at, token in enumerate(tokens):
        if token.type in _LISTS:
            leads.append(
                tokens[at - 2].content if at > 1 and tokens[at - 1].type == "paragraph_close" else ""
            )
        elif token.type.removesuffix("close") + "open" in _LISTS:
            leads.pop()
        elif token.type == "inline" and leads:
            token.meta[_LEAD] = leads[-1]
        if token.type in (BLOCK, "fence"):
            before = tokens[at - 2].content if at > 1 and tokens[at - 1].type == "paragraph_close" else ""
            is_text = at + 2 < len(tokens) and tokens[at + 1].type == "paragraph_open"
            behind = tokens[at + 2].content if is_text else ""
            token.meta[_PROSE_AROUND] = around(before + behind, len(before), len(before))


def _parts(
    before: Token | None, token: Token, lines: list[str], file: str, cells: dict[int, int], raw: MarkdownIt
) -> Iterator[Part | Problem]:
    if token.map is None:
        return
    language = token.info.strip() if token.type == "fence" else ""
    if before is not None and before.type == "heading_open":
        yield Division(_STATEMENT.match(token.content) is not None, token.content)
    if token.type == "front_matter":
        yield from key_note(lines[: token.map[1]], file, 1)
    elif token.type == "html_block":
        yield from _notes(lines, token.map[0], token.map[1], file)
        yield from _raw(_blanked(_NO_TEXT, token.content), token, 0, lines, file, raw)
    elif token.type == BLOCK:
        yield from _block(token, lines, file, 0)
    elif language == "math":
        yield from _block(token, lines, file, 1)
    elif language == MATH:
        options, skipped = options_in(token.content)
        token.content = token.content.split("\n", skipped)[skipped]
        yield from _block(token, lines, file, 1 + skipped, options.get("label", ""))
    elif language in _LATEX:
        yield from _latex(token, lines, file, raw)
    elif token.type == "inline":
        in_table = before is not None and before.type in ("td_open", "th_open")
        sheet = _Sheet.of(token.content, token.map[0], lines, cells if in_table else None)
        yield from _inline(token, sheet, lines, file)


# -- blocks --------------------------------------------------------------------------------------


def _block(token: Token, lines: list[str], file: str, skipped: int, label: str = "") -> Iterator[Part]:
    assert token.map is not None
    text = token.content.rstrip("\n")
    sheet = _Sheet.of(text, token.map[0] + skipped, lines, None, token.markup if skipped == 0 else "")
    prose, doubled = token.meta[_PROSE_AROUND], bool(token.meta.get(DOUBLED))
    yield from _formula(text, 0, len(text), sheet, file, DISPLAY, prose, doubled=doubled, label=label)


def _latex(token: Token, lines: list[str], file: str, raw: MarkdownIt) -> Iterator[Part | Problem]:
    """The formulas of a block of code in LaTeX: those that it marks, or else all of it."""
    text = _blanked(_NOT_READ, token.content)
    found = list(_raw(text, token, 1, lines, file, raw))
    if found or _PROSE.search(text):
        yield from found
    else:
        yield from _block(token, lines, file, 1)


def _raw(
    text: str, token: Token, skipped: int, lines: list[str], file: str, raw: MarkdownIt
) -> Iterator[Part | Problem]:
    """The formulas in the text of `token` that is no Markdown and begins `skipped` lines below it."""
    if "$" not in text and "\\" not in text:
        return
    assert token.map is not None
    sheet = _Sheet.of(token.content, token.map[0] + skipped, lines, None)
    start = 0
    for part in re.split(r"(\n[ \t]*\n)", text):
        for inside in raw.parseInline(part):
            yield from _formulas(inside, start, sheet, file)
        start += len(part)


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """`text` with blanks where `pattern` matches; everything else stands where it stood."""
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


@frozen
class _Sheet:
    """The lines of a token's text: the offset at which each begins, with its line and column in the file."""

    lines: tuple[tuple[int, int, int], ...]
    starts: tuple[int, ...]

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
        return _Sheet(tuple(found), tuple(offset for offset, _, _ in found))

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
        """For the text from `start` to `end`, line by line: start and end, line and column in the file."""
        for number in range(max(bisect_right(self.starts, start) - 1, 0), len(self.lines)):
            offset, line, column = self.lines[number]
            if offset >= end:
                return
            after = self.lines[number + 1][0] if number + 1 < len(self.lines) else end
            first, last = max(start, offset), min(end, after)
            if first < last:
                yield first, last, line, column + first - offset

    def place(self, file: str, at: int) -> Place:
        """The place of the character at `at`."""
        offset, line, column = self.lines[max(bisect_right(self.starts, at) - 1, 0)]
        return Place(file, line, column + at - offset)


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
    text: str,
    start: int,
    end: int,
    sheet: _Sheet,
    file: str,
    kind: str,
    prose: Around,
    *,
    doubled: bool,
    shift: int = 0,
    label: str = "",
) -> Iterator[Part]:
    if text[start : start + 1] == "`" and text[end - 1 : end] == "`" and end - start > 1:
        start, end = start + 1, end - 1  # between dollars and backticks, as GitHub and GitLab write it
    start, end = _inside(text, start, end)
    segments = Segments(file)
    for first, last, line, column in sheet.pieces(start + shift, end + shift):
        shown = text[first - shift : last - shift]
        for at, piece in _unescaped(shown) if doubled else ((0, shown),):
            segments.add(piece, line, column + at)
    found, places = segments.done(Place(file, sheet.lines[0][1], sheet.lines[0][2]))
    yield from parted(Formula(found, places, kind, label or next(iter(labels_in(found)), ""), prose))


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
    yield from _formulas(token, 0, sheet, file)
    for child in token.children or ():
        if child.type == "html_inline" and _COMMENT.match(child.content):
            yield from _notes(lines, token.map[0], token.map[1], file)
            return


def _formulas(token: Token, shift: int, sheet: _Sheet, file: str) -> Iterator[Part | Problem]:
    """The formulas in an inline token whose text begins at `shift` of the sheet."""
    for child in token.children or ():
        kind = _INLINES.get(child.type)
        if child.type == BRACKETS:
            kind = DISPLAY if child.markup.endswith("[") else INLINE
        if child.type == UNCLOSED:
            yield _unclosed(child.markup, sheet.place(file, shift + child.meta[START]))
        elif kind is not None:
            start = child.meta[START]
            end = start + len(child.content)
            sign = 0 if child.type == ENVIRONMENT else len(child.markup)
            prose = around(token.content, start - sign, end + sign)
            if token.meta.get(_LEAD):
                before = prose.before.replace("\n", " ")
                prose = Around(f"{token.meta[_LEAD]}\n- {before}", prose.behind)
            yield from _formula(
                token.content, start, end, sheet, file, kind, prose,
                doubled=child.meta[DOUBLED], shift=shift,
            )  # fmt: skip


def _unclosed(sign: str, place: Place) -> Problem:
    """Complains of a sign that opens a formula, which is not closed."""
    close = {"$": "$", "$$": "$$"}.get(sign) or (
        sign.replace("begin", "end") if "{" in sign else sign[:-1] + {"(": ")", "[": "]"}[sign[-1]]
    )
    hint = "a formula ends before the next empty line"
    return Problem(place, f"{close!r} after {sign!r}", "the end of the paragraph", hint)


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
        yield Note(margin + body if body.split("\n")[0].strip() else body, place, line)
        at = end
