r"""Indices that stand side by side: `A_{ij}`, `\delta_{i\,j}`, `A_{i,j}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import LETTER, NAME, NUMBER
from derivcheck.notation.latex.scripts import Span, items_in

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["atoms_in", "is_several", "pair"]


def atoms_in(parser: Parser, span: Span) -> list[Span]:
    """The indices that stand side by side in `span`, each a word with its scripts; or none, if more is there.

    Two digits side by side are one index of two digits or two indices: nobody can know, so they are none.
    """
    words, found, at = parser.word_list, list[Span](), span[0]
    while at < span[1]:
        start = at
        if words[at].text == "(":
            at = parser.partner[at] + 1
        elif words[at].kind in (LETTER, NAME) or (words[at].kind == NUMBER and len(words[at].text) == 1):
            at += 1
        else:
            return []
        while at < span[1] and words[at].text == "_":
            at += 1
            at = parser.words.behind(at)
        found.append((start, at))
    return found


def pair(parser: Parser, span: Span) -> list[Span] | None:
    """The two indices in `span`, with or without a comma."""
    items = items_in(parser, span)
    if len(items) == 1:
        items = atoms_in(parser, span)
    return items if len(items) == 2 else None


def is_several(parser: Parser, span: Span) -> bool:
    """Whether letters stand side by side, as in `z_{ij}`: that is two indices, not a product."""
    words = parser.word_list[span[0] : span[1]]
    return len(words) > 1 and all(word.kind in (LETTER, NAME) for word in words)
