r"""Indices that a condition below a sum brings with it: `1 \le i < j \le n`, `0 \le k < n`.

The names between the ends are bound there, and the ends are their range, unless a name is declared as an
index (whose range is known), is bound already, or stands elsewhere as well, where it may be a fixed number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from derivcheck.notation.latex.bounds import bound_value
from derivcheck.notation.latex.lexer import LETTER, NAME, Token
from derivcheck.notation.latex.scripts import Span
from derivcheck.terms import Add, Neg, Term, integer

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["RISING", "STRICT", "Ranged", "names_between", "ranged"]

#: Signs of a condition that says between which ends something lies.
RISING = frozenset({"<", r"\leq"})
STRICT = "<"


class Ranged(NamedTuple):
    """The names with the ends of their range, and where their order stands, if there are several."""

    axes: list[tuple[str, Term, Term]]
    order: list[Span]


def names_between(words: Sequence[Token], signs: Sequence[int]) -> list[str]:
    r"""The names of `1 \le i < j \le n` between the signs at these places; none for another condition."""
    if any(words[at].text not in RISING for at in signs):
        return []
    inner = [words[before + 1 : after] for before, after in pairwise(signs)]
    names = [part[0].text for part in inner if len(part) == 1 and part[0].kind in (LETTER, NAME)]
    return names if len(names) == len(inner) else []


def ranged(parser: Parser, item: Span, signs: list[int]) -> Ranged | None:
    """What the condition in `item` binds: all that stands between its ends, where that is not declared."""
    words = parser.word_list
    names = names_between(words, signs)
    if not names or len(set(names)) < len(names):
        return None
    if any(_is_known(parser, name, item) for name in names):
        return None
    lower = parser.value_in((item[0], signs[0]))
    upper = bound_value(parser, (signs[-1] + 1, item[1]))
    if words[signs[0]].text == STRICT:
        lower = Add((lower, integer(1)))
    if words[signs[-1]].text == STRICT:
        upper = Add((upper, Neg(integer(1))))
    order = [(signs[0] + 1, signs[-1])] if len(names) > 1 else []
    return Ranged([(name, lower, upper) for name in names], order)


def _is_known(parser: Parser, name: str, item: Span) -> bool:
    """Whether a name between the ends of the condition in `item` may mean something without it."""
    from derivcheck.notation.latex.big import end_of_body, places_of

    context = parser.context
    symbol = context.symbols.get(name)
    if symbol is None:
        return name in parser.bound or name in context.names()
    if symbol.axes or name in parser.bound or name in parser.elsewhere:
        return True
    stop = end_of_body(parser, parser.at)
    return any(not item[0] <= place < stop for place in places_of(parser).get(name, ()))
