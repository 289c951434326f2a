r"""Formulas in Markdown that the plugins do not know: `\( \)`, `\[ \]`, environments inside a paragraph.

A rule looks at one position of the text. Jekyll's habit of doubling the backslash (`\\(`, for Markdown takes
one away) is read as what it becomes. Each inline token of interest notes in its `meta` where it began, for
markdown-it keeps lines only.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from derivcheck.formats.environments import DISPLAYS

__all__ = ["BRACKET_BLOCK", "BRACKET_INLINE", "DOUBLED", "ENVIRONMENT", "START", "placed_rules"]

BRACKET_BLOCK, BRACKET_INLINE, ENVIRONMENT = "math_brackets", "math_brackets_inline", "math_environment"

#: Keys of a token's `meta`: where its text begins, and whether its backslashes are doubled.
START, DOUBLED = "start", "doubled"

_OPENED = re.compile(r"(\\\\?)([(\[])")
_CLOSERS = {"(": ")", "[": "]"}
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")

InlineRule = Callable[[StateInline, bool], bool]


def placed_rules(md: MarkdownIt) -> None:
    """Adds the rules below to a parser."""
    md.inline.ruler.before("escape", ENVIRONMENT, _environment)
    md.inline.ruler.before("escape", BRACKET_INLINE, _brackets)
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("blockquote", BRACKET_BLOCK, _bracket_block, {"alt": ends})


def _brackets(state: StateInline, silent: bool) -> bool:
    opened = _OPENED.match(state.src, state.pos)
    if opened is None:
        return False
    close = opened[1] + _CLOSERS[opened[2]]
    end = _unescaped(state.src, close, opened.end(), state.posMax)
    if end < 0:
        return False
    if not silent:
        token = state.push(BRACKET_INLINE, "math", 0)
        token.content, token.markup = state.src[opened.end() : end], opened[0]
        token.meta = {START: opened.end(), DOUBLED: len(opened[1]) == 2}
    state.pos = end + len(close)
    return True


def _unescaped(text: str, close: str, start: int, end: int) -> int:
    r"""Where `close` stands, its backslash not escaped itself (`\\)` only ends a row), or -1."""
    while True:
        found = text.find(close, start, end)
        if found < 0 or len(close) > 2:
            return found
        before = found
        while before > start and text[before - 1] == "\\":
            before -= 1
        if (found - before) % 2 == 0:
            return found
        start = found + 1


def _environment(state: StateInline, silent: bool) -> bool:
    opened = _BEGIN.match(state.src, state.pos)
    if opened is None or opened[1] not in DISPLAYS:
        return False
    close = f"\\end{{{opened[1]}}}"
    end = state.src.find(close, opened.end(), state.posMax)
    if end < 0:
        return False
    if not silent:
        token = state.push(ENVIRONMENT, "math", 0)
        token.content, token.info = state.src[opened.end() : end], opened[1]
        token.meta = {START: opened.end(), DOUBLED: False}
    state.pos = end + len(close)
    return True


def _bracket_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    r"""A display between `\[` at the beginning of a line and `\]` at the end of one."""
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    opened = _OPENED.match(state.src, begin, state.eMarks[start_line])
    if opened is None or opened[2] != "[":
        return False
    close = opened[1] + "]"
    for line in range(start_line, end_line):
        start = opened.end() if line == start_line else state.bMarks[line]
        found = _unescaped(state.src, close, start, state.eMarks[line])
        if found < 0:
            continue
        if state.src[found + len(close) : state.eMarks[line]].strip(" .,;"):
            return False  # a paragraph goes on after it: then it is the inline rule's
        if not silent:
            token = state.push(BRACKET_BLOCK, "math", 0)
            token.block, token.markup, token.map = True, opened[0], [start_line, line + 1]
            pieces = [
                state.src[
                    opened.end() if at == start_line else state.bMarks[at] : found
                    if at == line
                    else state.eMarks[at]
                ]
                for at in range(start_line, line + 1)
            ]
            token.content = "\n".join(pieces)
            token.meta = {DOUBLED: len(opened[1]) == 2}
        state.line = line + 1
        return True
    return False
