r"""The signs of an expression at a point or between two ends: `\left. F \right|_{x=a}`, `[F]_a^b`.

A bar that `\left.` opens holds such an expression, and so do square brackets with an equation below them or
with something both below and above. A bar that nothing opens stands behind one where something is below it.
"""

from __future__ import annotations

from itertools import pairwise

from derivcheck.notation.latex.brackets import CLOSED, CLOSERS, CLOSING, OPENED
from derivcheck.notation.latex.lexer import LETTER, NAME, SIGN, Token

__all__ = ["BARS", "ENDS", "integrated", "is_valued", "paired"]

#: Bars behind an expression.
BARS = frozenset({"|", r"\right|"})
#: What may close an expression at a point.
ENDS = BARS | {CLOSED, "]"}


def paired(words: list[Token]) -> list[Token]:
    r"""`words` where each `\left.` with the bar that closes it is a pair of brackets."""
    if r"\left." not in [word.text for word in words]:
        return words
    made, opened = list(words), list[int]()
    for at, word in enumerate(words):
        if word.text in CLOSING or word.text == r"\left.":
            opened.append(at)
        elif not opened:
            continue
        elif words[opened[-1]].text == r"\left." and word.text in (r"\right|", "|)"):
            made[opened[-1]] = words[opened[-1]]._replace(kind=SIGN, text=OPENED)
            made[at] = word._replace(kind=SIGN, text=CLOSED)
            opened.pop()
        elif word.text in CLOSERS:
            opened.pop()
    return made


def is_valued(words: list[Token], close: int) -> bool:
    """Whether the bracket that closes at `close` holds an expression at a point or between two ends."""
    text, below, has_above, at = words[close].text, list[str](), False, close + 1
    if text not in ENDS:
        return False
    while words[at].text in ("_", "^"):
        stop = at + 2
        if words[at + 1].text == "{":
            depth = 1
            while depth and words[stop].kind != "end":
                depth += {"{": 1, "}": -1}.get(words[stop].text, 0)
                stop += 1
        if words[at].text == "_":
            below = [word.text for word in words[at + 1 : stop]]
        has_above = has_above or words[at].text == "^"
        at = min(stop, len(words) - 1)
    return bool(below) and (text != "]" or has_above or "=" in below)


def integrated(words: list[Token]) -> frozenset[str]:
    """The letters behind a `d` in a text with an integral."""
    if r"\int" not in [word.text for word in words]:
        return frozenset()
    return frozenset(
        after.text
        for sign, after in pairwise(words)
        if sign.text in ("d", r"\mathrm{d}") and after.kind in (LETTER, NAME)
    )
