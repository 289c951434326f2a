r"""A display split at its relations: `a = b \\ &= c` is two links, from `a` to `b` and from `b` to `c`.

Only relations outside of brackets, braces and scripts count. A line that begins with a relation goes on with
the chain; one that begins with an operator goes on with the side; one with a left side of its own begins
another chain, and so does a second column (`a &= b & c &= d`), and what cannot be a condition behind a comma
and a wide blank (`derivcheck.notation.latex.neighbours`). Behind words that nobody here understands
(`\text{By (3) } a &= b`) neither the equation is read nor what goes on with it. What follows a comma, a wide
blank or words (`, \quad i \neq j`, `\text{for all } i`) is part of no side: it stands in `after`, and whoever
reads the chain has to read it or to say that it was not read.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from derivcheck.errors import Place, ReadError, places_in
from derivcheck.frozen import frozen
from derivcheck.notation.latex.brackets import CLOSERS, CLOSING
from derivcheck.notation.latex.frames import partners, without_frame
from derivcheck.notation.latex.hidden import Hidden, hidden_in
from derivcheck.notation.latex.layout import layout
from derivcheck.notation.latex.leads import (
    PUNCTUATION,
    behind_lead,
    first_sign,
    is_aligned,
    is_behind_words,
    is_lead,
)
from derivcheck.notation.latex.lexer import END, LETTER, NAME, TEXT, Source, Token
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.neighbours import neighbours
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.valued import integrated
from derivcheck.notation.latex.words import BREAKS, closes, followers, goes_on, opens

__all__ = ["Display", "Link", "split_chain", "split_display"]

Span = tuple[int, int]
_EQUALITIES = frozenset({"=", "defines"})


@frozen
class Link:
    r"""One relation of a display: its sign as written, what it claims, and the offsets of its two sides.

    `kind` is "=", "!=", "<", "<=", ">", ">=", "defines", "approximately", "proportional", "implies",
    "equivalent" or "other". The left side of a chain that begins with a relation is empty. `after` spans what
    follows the right side behind a comma, a wide blank or words. `left_elsewhere` and `right_elsewhere` are
    the names in the other sides, for `elsewhere` of `read_expression`. `beside` says that the chain stands
    behind another one on its line.
    """

    sign: str
    kind: str
    offset: int
    left: Span
    right: Span
    after: Span | None = None
    left_elsewhere: frozenset[str] = frozenset()
    right_elsewhere: frozenset[str] = frozenset()
    beside: bool = False


@frozen
class Display:
    """The links of a display, in order, the relations that are none, and the number of words in all."""

    links: tuple[Link, ...]
    hidden: tuple[Hidden, ...] = ()
    size: int = 0


def split_display(
    text: str,
    place: Place,
    *,
    macros: Macros | None = None,
    places: Callable[[int], Place] | None = None,
) -> Display:
    r"""A display split at its relations.

    Raises `ReadError` for what no display may hold (a character outside the notation, a macro that
    calls itself), and for a line of which nobody can know whether it goes on.

    >>> [found.kind for found in split_display(r"P(X \leq x)", Place("a.md")).hidden]
    ['<=']
    """
    source = Source(text, places or places_in(text, place))
    words = without_frame(layout(source, macros or Macros()), source)
    chains = list(_chains(words, source))
    links = tuple(link for chain in chains for link in _links(chain, words, text))
    lost = [(chain.sides[0].start, chain.stop) for chain in chains if not chain.signs]
    return Display(links, tuple(hidden_in(words, lost, source)), len(words))


def split_chain(
    text: str,
    place: Place,
    *,
    macros: Macros | None = None,
    places: Callable[[int], Place] | None = None,
) -> tuple[Link, ...]:
    r"""The relations of a display, in order; none for an expression.

    Raises `ReadError` as `split_display` does, and for a relation that is hidden in what is no expression.

    >>> text = r"a &= b \\ &\le c, \quad i \neq j"
    >>> links = split_chain(text, Place("a.md"))
    >>> [(link.kind, text[slice(*link.left)], text[slice(*link.right)]) for link in links]
    [('=', 'a', 'b'), ('<=', 'b', 'c')]
    >>> text[slice(*links[1].after)]
    'i \\neq j'
    """
    display = split_display(text, place, macros=macros, places=places)
    for hidden in display.hidden:
        if hidden.problem is not None:
            raise ReadError(hidden.problem)
    return display.links


@frozen
class _Side:
    """The words of one side, from `start` to `stop`, and those that follow it."""

    start: int
    stop: int
    after: tuple[int, int] | None = None


@frozen
class _Chain:
    """Sides, the positions of the relations between them, and where the chain stops."""

    sides: tuple[_Side, ...]
    signs: tuple[int, ...]
    stop: int
    beside: bool = False


def _chains(words: list[Token], source: Source) -> Iterator[_Chain]:
    """The chains of a display: each begins where a line has a left side of its own."""
    top = _top_level(words)
    cells, beside = _cells(words, top, source)
    starts = [0, *(row[0] + 1 for row in cells[1:] if _begins(words, row, source))]
    ends = sorted([*_ends(words, top), *beside])
    for start, stop in zip(starts, [*(start - 1 for start in starts[1:]), len(words) - 1], strict=True):
        first = behind_lead(words, start)
        signs = _signs(words, top[bisect_left(top, first) : bisect_left(top, stop)], ends)
        if first == start and is_behind_words(words, top[bisect_left(top, start) : bisect_left(top, stop)]):
            signs = []  # nor what goes on with it
        edges = [first - 1, *signs, stop]
        sides = [_side(words, ends, edges[at] + 1, edges[at + 1]) for at in range(len(edges) - 1)]
        is_beside = start > 0 and words[start - 1].text == r"\quad"
        yield _Chain(tuple(sides), tuple(signs), stop, is_beside)


def _rows(words: list[Token], top: list[int]) -> tuple[list[list[int]], set[int]]:
    """The positions outside of brackets, line by line and column by column, each with the break before it.

    Also the numbers of those that are no first column.
    """
    rows: list[list[int]] = [[]]
    columns: set[int] = set()
    for at in top:
        if words[at].text == r"\\":
            rows.append([])
        elif _parts_columns(words, at):
            columns.add(len(rows))
            rows.append([])
        rows[-1].append(at)
    return rows, columns


def _cells(words: list[Token], top: list[int], source: Source) -> tuple[list[list[int]], list[int]]:
    r"""The lines and columns of a display that hold an equation each, and where those begin that do not.

    In `a &= b & i \neq j` the second column is a condition: its relation is not aligned as the one before is,
    or is no equality.
    """
    rows, columns = _rows(words, top)
    cells, beside = [rows[0]], list[int]()
    for number, row in enumerate(rows[1:], 1):
        if number not in columns:
            cells.append(row)
            continue
        before, sign = (first_sign(words, part) for part in (cells[-1], row))
        if before is None or sign is None:
            expected = "an operator, or a relation on both sides of this '&'"
            raise source.error(words[row[0]].start, expected, "'&'", "write one equation to a line")
        aligned = is_aligned(words, sign)
        if aligned == is_aligned(words, before) and (aligned or RELATIONS[words[sign].text] in _EQUALITIES):
            cells.append(row)
        else:
            cells[-1] += row
            beside.append(row[0])
    for row in cells:
        _check_signs_after_columns(words, row, source)
    return list(_side_by_side(words, cells)), beside


def _side_by_side(words: list[Token], cells: list[list[int]]) -> Iterator[list[int]]:
    """The same lines and columns, each equation beside another one on its own.

    Not where the next line goes on with a relation: with which of them, nobody knows.
    """
    has_blanks = any(word.text == r"\quad" for word in words)
    partner = partners(words) if has_blanks else {}
    for number, row in enumerate(cells):
        if not row:
            yield row
            continue
        following = cells[number + 1] if number + 1 < len(cells) else []
        first = next((words[at] for at in following if words[at].text not in BREAKS), None)
        goes_on_with = first is not None and first.text in RELATIONS
        starts = list(neighbours(words, row, partner)) if has_blanks and not goes_on_with else []
        edges = [row[0], *starts, row[-1] + 1]
        for start, stop in pairwise(edges):
            yield [at for at in row if start <= at < stop]


def _check_signs_after_columns(words: list[Token], row: list[int], source: Source) -> None:
    """Between two relations of a line, `& -c` may go on with the side or begin another equation."""
    signs = [at for at in row if words[at].text in RELATIONS]
    for at in row:
        if words[at].text != "&" or words[at - 1].text in BREAKS or words[at + 1].text not in ("-", "+"):
            continue
        if signs and signs[0] < at - 1 and at < signs[-1]:
            hint = "write each equation on a line of its own"
            raise source.error(words[at].start, "one equation on a line", "'&' before a sign", hint)


def _parts_columns(words: list[Token], at: int) -> bool:
    """Whether an `&` stands between two operands, where TeX begins another column."""
    if words[at].text != "&" or words[at - 1].text in BREAKS:
        return False
    following = next((word for word in words[at + 1 :] if word.text not in BREAKS), words[-1])
    if following.kind in (TEXT, END) or following.text in RELATIONS or following.text in PUNCTUATION:
        return False
    before = words[_before(words, at)]
    return at > 0 and before.text not in RELATIONS and not goes_on(before, following)


def _top_level(words: list[Token]) -> list[int]:
    """The positions of the words outside of all brackets."""
    depth, found = 0, []
    for at, word in enumerate(words):
        if word.text in CLOSING or opens(word):
            depth += 1
        elif word.text in CLOSERS or closes(word):
            depth = max(depth - 1, 0)
        elif not depth:
            found.append(at)
    return found


def _begins(words: list[Token], row: list[int], source: Source) -> bool:
    """Whether a chain of its own begins with the line `row`."""
    sign = first_sign(words, row)
    if sign is None:
        return False
    first = next(at for at in range(row[0] + 1, sign + 1) if words[at].text not in BREAKS)
    if first == sign:
        return False
    if (
        is_lead(words[first])
        or is_behind_words(words, row)
        or (words[row[0]].text == r"\quad" and words[row[0] - 1].kind == TEXT)
    ):
        return True
    if words[first].text != "-":
        return not goes_on(words[_before(words, row[0])], words[first])
    if any(words[at].text == "&" for at in row if at < first):
        return False
    if words[sign - 1].text == "&":
        return True
    hint = "put an & before the sign of each relation, or write two displays"
    raise source.error(words[first].start, "a line that begins with a relation or a left side", "'-'", hint)


def _ends(words: list[Token], top: list[int]) -> list[int]:
    """Where a side may end: at commas, at words, at wide blanks between two operands."""
    after, found = followers(words), []
    for at in top:
        word = words[at]
        is_blank = word.text == r"\quad" and not goes_on(words[_before(words, at)], after[at])
        if is_blank or word.text in (",", ";", r"\forall") or word.kind == TEXT:
            found.append(at)
    return found


def _before(words: list[Token], at: int) -> int:
    """The position of the last word before `at` that is neither a break nor punctuation, or of the first."""
    at -= 1
    while at > 0 and (words[at].text in BREAKS or words[at].text in PUNCTUATION):
        at -= 1
    return max(at, 0)


def _signs(words: list[Token], here: list[int], ends: list[int]) -> list[int]:
    """The relations among `here` that do not stand after a comma or words on their line."""
    kept, is_after, stops = [], False, set(ends)
    for at in here:
        if words[at].text == r"\\":
            is_after = False
        elif words[at].text in RELATIONS:
            kept += [] if is_after else [at]
        elif at in stops:
            is_after = not (words[at].text in (",", ";") and words[at + 1].text in RELATIONS)
    return kept


def _side(words: list[Token], ends: list[int], start: int, stop: int) -> _Side:
    first = bisect_left(ends, start)
    end = ends[first] if first < len(ends) and ends[first] < stop else stop
    after_start, after_stop = _trimmed(words, end, stop)
    after = (after_start, after_stop) if after_start < after_stop else None
    return _Side(*_trimmed(words, start, end), after)


def _trimmed(words: list[Token], start: int, stop: int) -> tuple[int, int]:
    """The same words without breaks and punctuation around them."""
    while start < stop and (words[start].text in BREAKS or words[start].text in PUNCTUATION):
        start += 1
    while start < stop and (words[stop - 1].text in BREAKS or words[stop - 1].text in PUNCTUATION):
        stop -= 1
    return start, stop


def _links(chain: _Chain, words: list[Token], text: str) -> Iterator[Link]:
    names = [_names(words[side.start : side.stop]) for side in chain.sides]
    times = Counter(name for found in names for name in found)
    for number, at in enumerate(chain.signs):
        left, right = chain.sides[number], chain.sides[number + 1]
        sign = words[at]
        yield Link(
            sign=text[sign.start : sign.end],
            kind=RELATIONS[sign.text],
            offset=sign.start,
            left=_offsets(words, left.start, left.stop),
            right=_offsets(words, right.start, right.stop),
            after=None if right.after is None else _offsets(words, *right.after),
            left_elsewhere=_elsewhere(times, names[number]),
            right_elsewhere=_elsewhere(times, names[number + 1]),
            beside=chain.beside,
        )


def _elsewhere(times: Counter[str], own: frozenset[str]) -> frozenset[str]:
    """The names in other sides than the one with the names `own`."""
    return frozenset(name for name, count in times.items() if count > (name in own))


def _names(words: list[Token]) -> frozenset[str]:
    """The names in a side, and the variables of its integrals, each as `d x`."""
    found = {word.text for word in words if word.kind in (LETTER, NAME)}
    return frozenset(found | {f"d {name}" for name in integrated(words)})


def _offsets(words: list[Token], start: int, stop: int) -> Span:
    if start >= stop:
        here = words[start].start if start < len(words) and words[start].kind != END else words[-1].start
        return here, here
    return words[start].start, words[stop - 1].end
