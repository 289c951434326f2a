r"""The relations of a display that are none of its links: what is inside of brackets must not get lost.

A bound below a sum (`\sum_{i=1}^n`) is no relation of the formula. One inside of an expression's brackets
(`P(X = x)`, `1\{i = j\}`, `\{x : x > 0\}`, `[i = j]`, `cases`) belongs to the expression and is only counted.
Any other (`x + (y = z)`, `x, y = 5`, `\forall x: f(x) = 0`) is an equation that was found and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from derivcheck.errors import Problem
from derivcheck.frozen import frozen
from derivcheck.notation.latex.brackets import CLOSERS
from derivcheck.notation.latex.frames import partners
from derivcheck.notation.latex.lexer import COMMAND, LETTER, NAME, NUMBER, PRIMES, TEXT, Source, Token
from derivcheck.notation.latex.tables import RELATIONS, SAME
from derivcheck.notation.latex.words import shown

__all__ = ["Hidden", "hidden_in", "relation_in"]

_SIGN = re.compile(r"\\[A-Za-z]+|[=<>≤≥≠]")
_OPERANDS = frozenset({LETTER, NAME, NUMBER, PRIMES, COMMAND})

_QUANTIFIERS = frozenset({r"\forall", r"\exists"})


@frozen
class Hidden:
    """A relation that is no link: what it claims, and why it was not read, if an equation was to be read."""

    kind: str
    problem: Problem | None = None


def hidden_in(words: list[Token], chains: Iterable[tuple[int, int]], source: Source) -> Iterator[Hidden]:
    """The relations between the positions `chains`, which are those of chains without a link."""
    spans = [span for span in chains if any(words[at].text in RELATIONS for at in range(*span))]
    if not spans:
        return
    around = _brackets_around(words)
    for span in spans:
        for at in range(*span):
            if words[at].text not in RELATIONS:
                continue
            outside = around[at]
            if any(_is_script(words, bracket) for bracket in outside):
                continue
            is_inner = any(_is_of_expression(words, bracket) for bracket in outside)
            kind = RELATIONS[words[at].text]
            yield Hidden(kind, None if is_inner else _problem(words, span[0], at, outside, source))


def relation_in(text: str) -> str:
    r"""What a text claims that cannot be taken apart, going by its signs alone; nothing if there are none.

    >>> relation_in(r"x \le § = 2"), relation_in(r"\sqrt §")
    ('=', '')
    """
    kinds = [RELATIONS.get(SAME.get(sign, sign), "") for sign in _SIGN.findall(text)]
    return "=" if "=" in kinds else next(filter(None, kinds), "")


def _brackets_around(words: list[Token]) -> dict[int, tuple[int, ...]]:
    """For each relation the positions of the brackets around it."""
    closing = partners(words)
    ends = list[int]()
    opened = list[int]()
    found = dict[int, tuple[int, ...]]()
    for at, word in enumerate(words):
        while ends and ends[-1] <= at:
            ends.pop()
            opened.pop()
        if at in closing:
            opened.append(at)
            ends.append(closing[at])
        elif word.text in RELATIONS:
            found[at] = (*opened,)
    return found


def _is_script(words: list[Token], bracket: int) -> bool:
    return bracket > 0 and words[bracket - 1].text in ("_", "^", r"\substack")


def _is_of_expression(words: list[Token], bracket: int) -> bool:
    """Whether the bracket belongs to an expression: it is called, or makes a value of what stands in it."""
    if words[bracket].text in ("[", r"\{", "begin cases"):
        return True
    if not bracket or words[bracket].text.startswith(r"\begin{"):
        return False
    before = words[bracket - 1]
    return before.kind in _OPERANDS or before.text in CLOSERS


def _problem(words: list[Token], start: int, at: int, outside: tuple[int, ...], source: Source) -> Problem:
    said = next((word for word in words[start:at] if word.kind == TEXT or word.text in _QUANTIFIERS), None)
    if outside:
        hint = "write the equation on its own, without anything around it"
        found = f"one inside of {shown(words[outside[0]])}"
        return source.error(words[at].start, "a relation outside of brackets", found, hint).problem
    if said is not None:
        found = shown(said) if said.kind != TEXT else "words before it"
        hint = "move the words out of the formula"
        return source.error(said.start, "a formula", found, hint).problem
    hint = "write each equation on its own"
    return source.error(words[at].start, "one quantity before a relation", "several", hint).problem
