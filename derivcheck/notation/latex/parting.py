r"""Families of one letter, told apart by what stands around it: `N` and `N_k`, `y_i` and `y_{ij}`, `x^{(i)}`.

`y_{ij}` and `y_i` are different quantities, be the latter a mean or a row of the former, so they get
different names where both stand in one document. An index in brackets above a letter is one of another kind
than those below it: `x^{(i)}` is mostly the i-th observation, of which `x_j` would be the j-th entry. So
`x^{(i)}_j` is a member of the family `x_sup`, at `j` and `i`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from derivcheck.notation.latex.applied import OPEN, Opaque, is_plain
from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER, SIGN, Token

if TYPE_CHECKING:
    from derivcheck.notation.latex.words import Words

__all__ = ["RAISED", "is_raised", "parted"]

#: What the name of a family with indices above its letter ends with.
RAISED = "_sup"

Span = tuple[int, int]


class _Scripted(NamedTuple):
    """The scripts of one letter: indices below and above it, the words of a power, and where it ends."""

    indices: list[Span]
    is_raised: bool
    power: list[Token]
    stop: int


def is_raised(words: Words, mark: int) -> bool:
    r"""Whether an index in brackets stands above a letter, as in `x^{(i)}`, and no order of a derivative."""
    start, stop = words.group(mark + 1)
    if words.words[start].text != "(" or words.partner[start] != stop - 1 or stop - start < 3:
        return False
    after = words.behind(mark + 1)
    if words.words[after].text == "_":
        after = words.behind(after + 1)
    if words.words[after].text not in OPEN:
        return True
    return not is_plain(tuple(word.text for word in words.words[after + 1 : words.partner[after]]))


def parted(words: Words, start: int, stop: int, opaque: Opaque) -> list[Token]:
    """The words from `start` to `stop`, each family by its name, with all its indices below it."""
    tokens = words.words
    if not (opaque.shapes or opaque.raised):
        return tokens[start:stop]
    made: list[Token] = []
    at = start
    while at < stop:
        token = tokens[at]
        is_scripted = token.kind in (LETTER, NAME) and at + 2 < stop and tokens[at + 1].text in ("_", "^")
        scripted = _scripted(words, at, opaque) if is_scripted else None
        if scripted is None or scripted.stop > stop:
            made.append(token)
            at += 1
            continue
        name, rest = _name(words, at, scripted, opaque)
        new = opaque.shapes.get((name, len(rest)), name if scripted.is_raised else "")
        if new:
            made += _written(words, at, new, rest, opaque)
            made += scripted.power
        else:
            made += tokens[at : scripted.stop]
        at = scripted.stop
    return made


def _scripted(words: Words, at: int, opaque: Opaque) -> _Scripted | None:
    """The scripts of the letter at `at`; `None` where there are primes, or two of one kind."""
    tokens, here = words.words, at + 1
    below: list[Span] = []
    above: list[Span] = []
    power: list[Token] = []
    while tokens[here].text in ("_", "^") and here + 1 < len(tokens) - 1:
        start, stop = words.group(here + 1)
        end = words.behind(here + 1)
        if tokens[here].text == "_":
            if below:
                return None
            below = _items(words, start, stop)
        elif tokens[at].text in opaque.raised and is_raised(words, here):
            if above:
                return None
            above = _items(words, start + 1, stop - 1)
        elif power:
            return None
        else:
            power = tokens[here:end]
        here = end
    return _Scripted(below + above, bool(above), power, here) if below or above else None


def _items(words: Words, start: int, stop: int) -> list[Span]:
    """What stands between commas; letters and digits side by side are one index each."""
    inside = words.words[start:stop]
    if all(word.kind in (LETTER, NAME, NUMBER) or word.text == "," for word in inside):
        return [(start + at, start + at + 1) for at, word in enumerate(inside) if word.text != ","]
    edges, at = [start - 1], start
    while at < stop:
        if words.words[at].text == ",":
            edges.append(at)
        at = words.partner.get(at, at) + 1
    edges.append(stop)
    return [(before + 1, after) for before, after in pairwise(edges)]


def _name(words: Words, at: int, scripted: _Scripted, opaque: Opaque) -> tuple[str, list[Span]]:
    """The name with the words and numbers that belong to it, and its indices."""
    name = words.words[at].text + RAISED * scripted.is_raised
    for number, (start, stop) in enumerate(scripted.indices):
        text = words.words[start].text
        if stop != start + 1 or text in opaque.indices or not text.isalnum():
            return name, scripted.indices[number:]
        name = f"{name}_{text}"
    return name, []


def _written(words: Words, at: int, name: str, indices: list[Span], opaque: Opaque) -> list[Token]:
    """`name` with its indices below it, at the place of the letter at `at`."""
    token = words.words[at]
    made = [Token(NAME, name, token.start, token.end, True)]
    if not indices:
        return made
    place = (token.start, token.end)
    commas = [[Token(SIGN, ",", *place), *words.words[slice(*span)]] for span in indices]
    inside = [word for part in commas for word in part][1:]
    return [*made, Token(SIGN, "_", *place), Token(SIGN, "{", *place), *inside, Token(SIGN, "}", *place)]
