r"""What stands around a whole display: `(x = y)`, `\left\{ … \right.`, `\begin{array}{rcl} … \end{array}`.

A relation inside of brackets claims nothing on its own (`f(x = 1)`), so a display is split at those outside
of them. Brackets around all of a display are no brackets of an expression: they are taken off, and its lines
are read as those of any other. `cases` around a whole display is a system of equations if every line has one
before its condition; then a condition has to begin with a word: another column could be another equation.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.notation.latex.brackets import CLOSERS, CLOSING
from derivcheck.notation.latex.lexer import TEXT, Source, Token
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.words import BREAKS, closes, opens

__all__ = ["partners", "without_frame"]

_AROUND = frozenset({",", ".", ";", *BREAKS})
#: the first and the last word of what may stand around a display, and nothing that an expression could be
_FRAMES = frozenset(
    {
        (r"\{", r"\right."),
        (r"\left.", r"\}"),
        (r"\left.", ")"),
        (r"\left.", r"\right."),
    }
)
_ARRAY, _CASES = r"\begin{array}", "begin cases"


def partners(words: list[Token]) -> dict[int, int]:
    """For each bracket and environment that opens, where it closes; those that do not match are left out."""
    opened, found = list[int](), dict[int, int]()
    for at, word in enumerate(words):
        if word.text in CLOSING or opens(word):
            opened.append(at)
        elif (word.text in CLOSERS or closes(word)) and opened:
            found[opened.pop()] = at
    return found


def without_frame(words: list[Token], source: Source) -> list[Token]:
    """`words` without what stands around all of them, if a relation stands directly inside of it.

    Raises `ReadError` for a system of equations of which one has a condition that no word begins.
    """
    while True:
        first, last = 0, len(words) - 2
        while last > first and words[last].text in _AROUND:
            last -= 1
        while first < last and words[first].text in _AROUND:
            first += 1
        if first >= last or not _is_frame(words, first, last):
            return words
        inside = words[first + 1 : last]
        rows = list(_rows(inside))
        if words[first].text == _CASES and not _is_system(inside, rows, source):
            return words
        if not any(_sign(inside, row) is not None for row in rows) and inside[:1] and not opens(inside[0]):
            return words
        words = [*inside, words[-1]]


def _is_frame(words: list[Token], first: int, last: int) -> bool:
    opened, closed = words[first].text, words[last].text
    if opened in (_ARRAY, _CASES) or (opened, closed) == ("(", ")"):
        return partners(words).get(first) == last
    return (opened, closed) in _FRAMES


def _rows(words: list[Token]) -> Iterator[list[int]]:
    """The positions outside of brackets, line by line, without the breaks of lines."""
    inner, row, at = partners(words), list[int](), 0
    while at < len(words):
        if words[at].text == r"\\":
            yield row
            row = []
        else:
            row.append(at)
        at = inner.get(at, at) + 1
    if row:
        yield row


def _sign(words: list[Token], row: list[int]) -> int | None:
    """Which place of the row holds its first relation."""
    return next((place for place, at in enumerate(row) if words[at].text in RELATIONS), None)


def _is_system(words: list[Token], rows: list[list[int]], source: Source) -> bool:
    """Whether each line has a relation before its condition."""
    found = [_has_equation(words, row) for row in rows]
    if not all(found):
        return False
    for row in rows:
        _check_conditions(words, row, source)
    return True


def _has_equation(words: list[Token], row: list[int]) -> bool:
    sign = _sign(words, row)
    columns = [place for place, at in enumerate(row) if words[at].text == "&"]
    if sign is None:
        return False
    return not columns or sign < columns[0] or (sign == columns[0] + 1 and columns[0] > 0)


def _check_conditions(words: list[Token], row: list[int], source: Source) -> None:
    sign = _sign(words, row)
    assert sign is not None
    for place in range(sign + 2, len(row)):
        following = words[row[place + 1]] if place + 1 < len(row) else None
        if words[row[place]].text == "&" and following is not None and following.kind != TEXT:
            hint = r"write \text{if} before a condition, and each equation on a line of its own"
            raise source.error(words[row[place]].start, "one equation on a line of a system", "'&'", hint)
