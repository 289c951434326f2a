r"""A display split at its relations: `a = b \\ &= c` is two links, from `a` to `b` and from `b` to `c`.

Only relations outside of brackets, braces and scripts count. A line that begins with a relation goes on with
the chain; one that begins with an operator goes on with the side; one with a left side of its own begins
another chain. What follows a comma, a wide blank or words (`, \quad i \neq j`, `\text{for all } i`) is part
of no side: it stands in `after`, and whoever reads the chain has to read it or to say that it was not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from derivcheck.errors import Place
from derivcheck.frozen import frozen
from derivcheck.notation.latex.layout import layout
from derivcheck.notation.latex.lexer import END, LETTER, NAME, TEXT, Source, Token, where_in
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.tables import RELATIONS
from derivcheck.notation.latex.words import BREAKS, CLOSING, closes, goes_on, opens

__all__ = ["Link", "split_chain"]

Span = tuple[int, int]
_CLOSERS = frozenset(CLOSING.values())
_PUNCTUATION = frozenset({",", ".", ";", ":"})


@frozen
class Link:
    r"""One relation of a display: its sign as written, what it claims, and the offsets of its two sides.

    `kind` is "=", "!=", "<", "<=", ">", ">=", "defines", "approximately", "proportional", "implies",
    "equivalent" or "other". The left side of a chain that begins with a relation is empty. `after` spans what
    follows the right side behind a comma, a wide blank or words. `left_elsewhere` and `right_elsewhere` are
    the names in the other sides, for `elsewhere` of `read_expression`.
    """

    sign: str
    kind: str
    offset: int
    left: Span
    right: Span
    after: Span | None = None
    left_elsewhere: frozenset[str] = frozenset()
    right_elsewhere: frozenset[str] = frozenset()


def split_chain(
    text: str,
    place: Place,
    *,
    macros: Macros | None = None,
    places: Callable[[int], Place] | None = None,
) -> tuple[Link, ...]:
    r"""The relations of a display, in order; none for an expression.

    Raises `ReadError` for what no display may hold (a character outside the notation, a macro that
    calls itself), and for a line of which nobody can know whether it goes on.

    >>> text = r"a &= b \\ &\le c, \quad i \neq j"
    >>> links = split_chain(text, Place("a.md"))
    >>> [(link.kind, text[slice(*link.left)], text[slice(*link.right)]) for link in links]
    [('=', 'a', 'b'), ('<=', 'b', 'c')]
    >>> text[slice(*links[1].after)]
    'i \\neq j'
    """
    source = Source(text, places or where_in(text, place))
    words = layout(source, macros or Macros())
    return tuple(link for chain in _chains(words, source) for link in _links(chain, words, text))


@frozen
class _Side:
    """The words of one side, from `start` to `stop`, and those that follow it."""

    start: int
    stop: int
    after: tuple[int, int] | None = None


@frozen
class _Chain:
    """Sides, and the positions of the relations between them."""

    sides: tuple[_Side, ...]
    signs: tuple[int, ...]


def _chains(words: list[Token], source: Source) -> Iterator[_Chain]:
    """The chains of a display: each begins where a line has a left side of its own."""
    top = _top_level(words)
    starts = [0, *(at + 1 for at in top if words[at].text == r"\\" and _begins(words, at, top, source))]
    for start, stop in zip(starts, [*(start - 1 for start in starts[1:]), len(words) - 1], strict=True):
        signs = [at for at in top if start <= at < stop and words[at].text in RELATIONS]
        signs = _without_those_after(words, signs, [at for at in top if start <= at < stop])
        edges = [start - 1, *signs, stop]
        here = [at for at in top if start <= at < stop]
        sides = [_side(words, here, edges[at] + 1, edges[at + 1]) for at in range(len(edges) - 1)]
        yield _Chain(tuple(sides), tuple(signs))


def _top_level(words: list[Token]) -> list[int]:
    """The positions of the words outside of all brackets."""
    depth, found = 0, []
    for at, word in enumerate(words):
        if word.text in CLOSING or opens(word):
            depth += 1
        elif word.text in _CLOSERS or closes(word):
            depth = max(depth - 1, 0)
        elif not depth:
            found.append(at)
    return found


def _begins(words: list[Token], at: int, top: list[int], source: Source) -> bool:
    """Whether a chain of its own begins after the line break at `at`."""
    end = next((here for here in top if here > at and words[here].text == r"\\"), len(words) - 1)
    row = [here for here in top if at < here < end]
    sign = next((here for here in row if words[here].text in RELATIONS), None)
    first = next((here for here in range(at + 1, end) if words[here].text not in BREAKS), end)
    if sign is None or first == sign:
        return False
    before = [word for word in words[:at] if word.text not in BREAKS and word.text not in _PUNCTUATION]
    if words[first].text != "-":
        return not goes_on(words, at, before)
    if any(words[here].text == "&" for here in row if here < first):
        return False
    if words[sign - 1].text == "&":
        return True
    hint = "put an & before the sign of each relation, or write two displays"
    raise source.error(words[first].start, "a line that begins with a relation or a left side", "'-'", hint)


def _is_end(words: list[Token], at: int) -> bool:
    """Whether the side ends at the word at `at`: a comma, words, a wide blank between two operands."""
    word = words[at]
    if word.text in (",", ";", r"\forall") or word.kind == TEXT:
        return True
    return word.text == r"\quad" and not goes_on(
        words, at, [part for part in words[:at] if part.text not in BREAKS]
    )


def _without_those_after(words: list[Token], signs: list[int], top: list[int]) -> list[int]:
    """The relations that do not stand after a comma or words on their line."""
    kept, is_after = [], False
    for at in top:
        if words[at].text == r"\\":
            is_after = False
        elif at in signs:
            if not is_after:
                kept.append(at)
        elif _is_end(words, at):
            following = next((word for word in words[at + 1 :] if word.text not in BREAKS), None)
            is_relation = following is not None and following.text in RELATIONS
            is_after = not (is_relation and word_is_comma(words[at]))
    return kept


def word_is_comma(word: Token) -> bool:
    """Whether `word` is a mere comma at the end of a line."""
    return word.text in (",", ";")


def _side(words: list[Token], top: list[int], start: int, stop: int) -> _Side:
    end = next((at for at in top if start <= at < stop and _is_end(words, at)), stop)
    after_start, after_stop = _trimmed(words, end, stop)
    after = (after_start, after_stop) if after_start < after_stop else None
    return _Side(*_trimmed(words, start, end), after)


def _trimmed(words: list[Token], start: int, stop: int) -> tuple[int, int]:
    """The same words without breaks and punctuation around them."""
    while start < stop and (words[start].text in BREAKS or words[start].text in _PUNCTUATION):
        start += 1
    while start < stop and (words[stop - 1].text in BREAKS or words[stop - 1].text in _PUNCTUATION):
        stop -= 1
    return start, stop


def _links(chain: _Chain, words: list[Token], text: str) -> Iterator[Link]:
    names = [_names(words[side.start : side.stop]) for side in chain.sides]
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
            left_elsewhere=_union(names, number),
            right_elsewhere=_union(names, number + 1),
        )


def _union(names: list[frozenset[str]], but: int) -> frozenset[str]:
    return frozenset[str]().union(*(found for at, found in enumerate(names) if at != but))


def _names(words: Iterable[Token]) -> frozenset[str]:
    return frozenset(word.text for word in words if word.kind in (LETTER, NAME))


def _offsets(words: list[Token], start: int, stop: int) -> Span:
    if start >= stop:
        here = words[start].start if start < len(words) and words[start].kind != END else words[-1].start
        return here, here
    return words[start].start, words[stop - 1].end
