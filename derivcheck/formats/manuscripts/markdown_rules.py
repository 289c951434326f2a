r"""Formulas in Markdown, as rules for markdown-it: dollars, `\( \)`, `\[ \]` and environments of LaTeX.

A rule looks at one position of the text. Jekyll's habit of doubling the backslash (`\\(`, for Markdown takes
one away) is read as what it becomes. Each inline token notes in its `meta` where it began, for markdown-it
keeps lines only. No formula goes on after an empty line, unless it stands between double dollars with a line
to themselves and holds no words of a text.

A dollar may also be a price. One that opens nothing, or whose text up to the next dollar is words (`$5 or $`)
is prose; where an equation stands behind one that is not closed, a token of its own says so.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from derivcheck.formats.manuscripts.environments import DISPLAYS, WHOLE

__all__ = [
    "BLOCK", "BRACKETS", "DOLLARS", "DOUBLED", "DOUBLE_DOLLARS", "ENVIRONMENT", "START", "UNCLOSED",
    "formula_rules", "inline_formula_rules",
]  # fmt: skip

#: The types of tokens: a display that fills lines, formulas inside of a paragraph, and what is not closed.
BLOCK, DOLLARS, DOUBLE_DOLLARS = "math_block", "math_dollars", "math_double_dollars"
BRACKETS, ENVIRONMENT, UNCLOSED = "math_brackets", "math_environment", "math_unclosed"

#: Keys of a token's `meta`: where its text begins, and whether its backslashes are doubled.
START, DOUBLED = "start", "doubled"

_OPENED = re.compile(r"(\\\\?)([(\[])")
_CLOSERS = {"(": ")", "[": "]"}
_BEGIN = re.compile(r"\\begin\{([A-Za-z]+\*?)\}")
_SIGN = re.compile(r"\\.|\$|[{}]", re.DOTALL)
_LINE = re.compile(r"(?P<dollars>\$\$)|(?P<slashes>\\\\?)\[|\\begin\{(?P<name>[A-Za-z]+\*?)\}")
#: Words between formulas, which no formula holds outside of these commands.
_TEXTS = re.compile(r"\\(?:text|mathrm|mbox|operatorname|textrm|textit|textbf)\s*\{[^{}]*\}")
_TWO_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}[,;:]?[ \t]+[A-Za-z]{2,}")
#: What may stand behind a display on its last line.
_BEHIND = " \t.,;"

#: Text between two dollars that is no formula: words, and perhaps a price before them.
_NO_MATHS = re.compile(r"[^\\^_={}<>+*/|&]*")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: What stands behind a dollar that opens nothing: a price, or the name of a variable of the shell.
_PRICE = re.compile(r"\s|[0-9][^\\^_]*\Z|[A-Za-z_]{3,}|\Z", re.DOTALL)


def formula_rules(md: MarkdownIt) -> None:
    """Adds the rules below to a parser."""
    inline_formula_rules(md)
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("fence", DOUBLE_DOLLARS, _block)
    md.block.ruler.before("blockquote", BLOCK, _block_in_paragraph, {"alt": ends})


def inline_formula_rules(md: MarkdownIt) -> None:
    """Adds the rules for formulas inside of a text to a parser."""
    for name, rule in ((DOLLARS, _dollars), (ENVIRONMENT, _environment), (BRACKETS, _brackets)):
        md.inline.ruler.before("escape", name, rule)


# -- inside of a paragraph -----------------------------------------------------------------------


def _dollars(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    sign = "$$" if state.src.startswith("$$", state.pos) else "$"
    start = state.pos + len(sign)
    end = _closing_dollar(state, sign, start)
    if end < 0:
        is_price = sign == "$" and _PRICE.match(state.src, start) is not None
        return not is_price and _unclosed(state, sign, silent)
    if end == start or (sign == "$" and _is_prose(state.src, start, end)):
        return False
    kind = DOLLARS if sign == "$" else DOUBLE_DOLLARS
    return _found(state, silent, kind, sign, (start, end), len(sign))


def _closing_dollar(state: StateInline, sign: str, start: int) -> int:
    r"""Where the formula from `start` ends, or -1: at the next sign, if it can be outside of braces.

    In `\text{if $x > 0$}` it is not.
    """
    if _is_open(state, sign, start):
        return -1
    depth, first = 0, -1
    tries = 0
    for found in _SIGN.finditer(state.src, start, state.posMax):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not state.src.startswith(sign, found.start()) or found[0] != "$":
            continue
        if depth <= 0:
            return found.start()
        first, tries = (found.start() if first < 0 else first), tries + 1
        if tries > 4:
            return first
    if first < 0:
        _remember_open(state, sign, start)
    return first


def _is_prose(text: str, start: int, end: int) -> bool:
    shown = text[start:end]
    is_apart = shown[0].isspace() or shown[-1].isspace() or text[end + 1 : end + 2].isdigit()
    return (
        (is_apart or shown[0].isdigit())
        and _NO_MATHS.fullmatch(shown) is not None
        and (_WORD.search(shown) is not None or (shown[0].isdigit() and text[end + 1 : end + 2].isdigit()))
    )


def _brackets(state: StateInline, silent: bool) -> bool:
    opened = _OPENED.match(state.src, state.pos)
    if opened is None:
        return False
    close = opened[1] + _CLOSERS[opened[2]]
    if _is_open(state, close, state.pos):
        return False
    end = _unescaped(state.src, close, opened.end(), state.posMax)
    if end >= 0:
        return _found(state, silent, BRACKETS, opened[0], (opened.end(), end), len(close))
    _remember_open(state, close, state.pos)
    rest = state.src[opened.end() : state.posMax]
    if rest.count(_CLOSERS[opened[2]]) > rest.count(opened[2]):
        return False  # an escaped bracket, closed by another
    return _unclosed(state, opened[0], silent)


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
    if opened is None or opened[1] not in DISPLAYS | WHOLE:
        return False
    close = f"\\end{{{opened[1]}}}"
    end = -1 if _is_open(state, close, state.pos) else state.src.find(close, state.pos, state.posMax)
    if end < 0:
        _remember_open(state, close, state.pos)
        return _unclosed(state, opened[0], silent, always=True)
    return _found(state, silent, ENVIRONMENT, opened[0], (state.pos, end + len(close)), 0)


def _found(
    state: StateInline, silent: bool, kind: str, markup: str, span: tuple[int, int], behind: int
) -> bool:
    """Passes a formula and `behind` more characters, its sign at the end."""
    start, end = span
    if not silent:
        token = state.push(kind, "math", 0)
        token.content, token.markup = state.src[start:end], markup
        token.meta = {START: start, DOUBLED: markup.startswith("\\\\")}
    state.pos = end + behind
    return True


def _unclosed(state: StateInline, sign: str, silent: bool, always: bool = False) -> bool:
    """Passes a sign that opens a formula which is not closed, if an equation stands behind it."""
    if not always and sign != "$$" and state.src.find("=", state.pos, state.posMax) < 0:
        return False
    if not silent:
        token = state.push(UNCLOSED, "math", 0)
        token.markup, token.meta = sign, {START: state.pos}
    state.pos += len(sign)
    return True


def _is_open(state: StateInline, sign: str, start: int) -> bool:
    """Whether it is known that no `sign` stands behind `start`: each text is searched once."""
    text, known = state.env.get(f"open {sign}", ("", 0))
    return text is state.src and known <= start and state.posMax == len(state.src)


def _remember_open(state: StateInline, sign: str, start: int) -> None:
    if state.posMax == len(state.src):
        state.env[f"open {sign}"] = (state.src, start)


# -- displays that fill lines --------------------------------------------------------------------


def _block_in_paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A display that ends a paragraph which stands before it, unless double dollars are open in that."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(("\\", "$$"), begin):
        return False
    before = state.src[state.bMarks[state.line] : begin]
    return not before.count("$$") % 2 and _block(state, start_line, end_line, silent)


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A display that begins a line and ends another, or the same."""
    if state.is_code_block(start_line):
        return False
    begin = state.bMarks[start_line] + state.tShift[start_line]
    opened = _LINE.match(state.src, begin, state.eMarks[start_line])
    if opened is None or (opened["name"] and opened["name"] not in DISPLAYS | WHOLE):
        return False
    close = _close_of(opened)
    known: tuple[int, int] = state.env.get(f"open block {close}", (0, 0))
    if known[0] <= start_line < known[1]:
        return False
    line, end = start_line, -1
    while line < end_line and not (line > start_line and _ends_block(state, line)):
        start = opened.end() if line == start_line else state.bMarks[line]
        end = _unescaped(state.src, close, start, state.eMarks[line])
        if end >= 0:
            break
        line += 1
    if end < 0 and opened["dollars"]:
        line, end = _behind_empty_lines(state, start_line, line, end_line)
    if end < 0:
        state.env[f"open block {close}"] = (start_line, line)
        return False
    if state.src[end + len(close) : state.eMarks[line]].strip(_BEHIND):
        return False  # a paragraph goes on after it: then it is for the rule of that
    if not silent:
        first = begin if opened["name"] else opened.end()
        _push_block(state, opened, start_line, line, (first, end + len(close) if opened["name"] else end))
    state.line = line + 1
    return True


def _behind_empty_lines(state: StateBlock, start_line: int, line: int, end_line: int) -> tuple[int, int]:
    """The line with index `line` or later, and the offset, at which double dollars are closed.

    Both signs have a line to themselves, and words of a text stand nowhere between them: an empty line parts
    paragraphs, and a formula is none. The offset is -1 where there are no such signs.
    """
    if _line_of(state, start_line) != "$$":
        return line, -1
    for last in range(line, end_line):
        if _line_of(state, last) == "$$":
            inside = _TEXTS.sub("", state.src[state.eMarks[start_line] : state.bMarks[last]])
            is_text = "$" in inside or _TWO_WORDS.search(inside) is not None
            return last, -1 if is_text else state.src.index("$$", state.bMarks[last])
        if state.sCount[last] < state.blkIndent and not state.isEmpty(last):
            break
    return line, -1


def _line_of(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]].strip()


def _close_of(opened: re.Match[str]) -> str:
    if opened["dollars"]:
        return "$$"
    return f"\\end{{{opened['name']}}}" if opened["name"] else opened["slashes"] + "]"


def _ends_block(state: StateBlock, line: int) -> bool:
    """Whether a line is empty, or outside of the list in which a display begins."""
    return state.isEmpty(line) or state.sCount[line] < state.blkIndent


def _push_block(
    state: StateBlock, opened: re.Match[str], first: int, last: int, span: tuple[int, int]
) -> None:
    token = state.push(BLOCK, "math", 0)
    token.block, token.map = True, [first, last + 1]
    token.markup = "" if opened["name"] else opened[0]
    token.meta = {DOUBLED: opened["slashes"] == "\\\\"}
    edges = [(state.bMarks[line], state.eMarks[line]) for line in range(first, last + 1)]
    edges[0] = (span[0], edges[0][1])
    edges[-1] = (edges[-1][0], span[1])
    token.content = "\n".join(state.src[start:stop] for start, stop in edges)
