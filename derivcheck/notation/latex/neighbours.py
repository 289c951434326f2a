r"""Equations side by side: `z_j = w_j x + b, \qquad h_j = \sigma(z_j)`.

What stands behind a comma and a wide blank is mostly a condition on the equation before it (`x = 1`,
`i \neq j`), and then has to be read as one. It is an equation of its own where it cannot be a condition:
where it gives a derivative, which is not 0, or an expansion, where it is about a sum of given numbers, where
it begins with a sum or an integral as the line does, and where it gives what the display did not mention
before by name (or not with that number below it), as an expression. A plain number on its right side makes it
a condition again (`f = y, \quad t = 1`). It is taken for one of its own, too, where its left side is more
than a name and more than indices (`\varphi \psi = -1`); who claims it has to mind that it may be a condition
all the same. Behind `\quad \text{and} \quad` stands another equation, unless a condition may stand before it,
which that goes on with.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from derivcheck.notation.latex.landau import LANDAU
from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER, PRIMES, TEXT, Token
from derivcheck.notation.latex.tables import RELATIONS

__all__ = ["neighbours"]

_EQUALITIES = frozenset({"=", "defines"})
_DIFFERENTIALS = frozenset({r"\partial", "d", r"\mathrm{d}"})
_JOINTS = frozenset({",", ";"})
_INDICES = frozenset("ijkl")
#: Letters of which an equation mostly says for which numbers another one holds.
_COUNTED = frozenset("ijklmnstNMKT")
_SUMS = frozenset({r"\sum", r"\prod"})
_BIG = _SUMS | {r"\int", r"\iint", r"\iiint", r"\lim"}
#: Names of numbers that everybody knows.
_CONSTANTS = frozenset({"pi", "e"})
_AND = frozenset({"and", ", and", "and also", "and thus", "and hence"})


def neighbours(words: list[Token], row: list[int], partner: dict[int, int]) -> Iterator[int]:
    """The positions of the wide blanks in `row` behind which an equation of its own begins.

    `row` are the positions outside of brackets of one line, `partner` those of closing brackets.
    """
    blanks = [at for at in row if words[at].text == r"\quad"]
    signs = [at for at in row if words[at].text in RELATIONS]
    for number, at in enumerate(blanks):
        stop = next((blank for blank in blanks[number + 1 :] if blank > at + 1), row[-1] + 1)
        inside = [sign for sign in signs if at < sign < stop]
        is_joined = _is_joined(words, row, at)
        if not inside or signs[0] > at or not (is_joined or words[at - 1].text in _JOINTS):
            continue
        if RELATIONS[words[inside[0]].text] not in _EQUALITIES:
            continue
        right = words[inside[0] + 1 : stop]
        if not any(word.text == r"\dots" or word.kind == TEXT for word in right):
            left = (at + 1, inside[0])
            is_alike = words[at + 1].text in _BIG and words[at + 1].text == words[row[0]].text
            if is_joined or _is_of_its_own(words, left, right, partner, is_alike=is_alike):
                yield at


def _is_joined(words: list[Token], row: list[int], at: int) -> bool:
    r"""Whether `\text{and}` stands before the blank at `at`, and nothing before it can be a condition.

    In `a = b, \quad x = 1 \quad \text{and} \quad y = 2` it joins two conditions.
    """
    before = [place for place in row if place < at]
    if not before or before[-1] != at - 1 or words[at - 1].kind != TEXT or words[at - 1].text not in _AND:
        return False
    rest = before[:-1]
    while rest and (words[rest[-1]].text == r"\quad" or words[rest[-1]].text in _JOINTS):
        rest.pop()
    return all(
        words[place].kind != TEXT and words[place].text not in (r"\quad", r"\forall", *_JOINTS)
        for place in rest
    )


def _is_of_its_own(
    words: list[Token], left: tuple[int, int], right: list[Token], partner: dict[int, int], *, is_alike: bool
) -> bool:
    """Whether an equation with these sides can be no condition on what stands before it, which it may be
    alike: then it begins with the same sign.
    """
    start, stop = left
    if _is_derivative(words, start, stop):
        return [word.text for word in right if word.kind in (LETTER, NAME, NUMBER)] != ["0"]
    if any(word.text in LANDAU and after.text == "(" for word, after in pairwise(right)):
        return True
    names = {word.text for word in right if word.kind in (LETTER, NAME)}
    if words[start].text in _SUMS and _is_of_numbers([*words[start:stop], *right]):
        return True
    is_new = _is_new(words, start) and words[start].text not in _INDICES
    if _is_composite(words, start, stop, names):
        return True
    return bool(names) and (is_alike or (is_new and _is_head(words, start, stop, partner)))


def _is_composite(words: list[Token], start: int, stop: int, right: set[str]) -> bool:
    r"""Whether more than a name and indices stand from `start` to `stop`, and it is no sum: `a b`.

    In `\frac{k}{m} = \omega^2` the name on the right shows that these are no indices.
    """
    inside = range(start, stop)
    names = [
        words[at].text for at in inside if words[at].kind in (LETTER, NAME) and words[at - 1].text != "_"
    ]
    shown = {*names, *right} if words[start].text == r"\frac" else names
    return len(names) > 1 and words[start].text not in _BIG and not _COUNTED.issuperset(shown)


def _is_of_numbers(words: list[Token]) -> bool:
    r"""Whether an equation begins with a sum and names only what sums bind: `\sum_k 1/k^2 = \pi^2/6`."""
    names = {word.text for word in words if word.kind in (LETTER, NAME)} - _CONSTANTS
    bound = set()
    for at, word in enumerate(words[:-3]):
        if word.text in _SUMS and words[at + 1].text == "_":
            bound.add(words[at + 3 if words[at + 2].text == "{" else at + 2].text)
    return names <= bound


def _is_new(words: list[Token], start: int) -> bool:
    """Whether the name at `start` does not stand before it; `d_2` is another one than `d_1`."""
    before = [at for at in range(start) if words[at].text == words[start].text]
    if words[start + 1].text != "_" or words[start + 2].kind != NUMBER:
        return not any(words[at].kind in (LETTER, NAME) for at in before)
    head = [word.text for word in words[start : start + 3]]
    return not any([word.text for word in words[at : at + 3]] == head for at in before)


def _is_derivative(words: list[Token], start: int, stop: int) -> bool:
    r"""Whether `\frac{\partial f}{\partial x}` or `f'(x)` begins at `start`."""
    first = words[start]
    if first.text == r"\frac":
        return words[start + 1].text == "{" and words[start + 2].text in _DIFFERENTIALS
    return first.kind in (LETTER, NAME) and words[start + 1].kind == PRIMES and start + 1 < stop


def _is_head(words: list[Token], start: int, stop: int, partner: dict[int, int]) -> bool:
    """Whether a name with its indices, a power or its arguments is all from `start` to `stop`."""
    at = start + 1
    if words[start].kind not in (LETTER, NAME):
        return False
    while at < stop and (words[at].text == "_" or (words[at].text == "^" and words[at + 1].kind == NUMBER)):
        at = partner.get(at + 1, at + 1) + 1
    if at < stop and words[at].text == "(":
        close = partner.get(at, stop)
        if not any(word.kind in (LETTER, NAME) for word in words[at:close]):
            return False
        at = close + 1
    return at == stop or (at == stop - 1 and words[at].text == "&")
