"""One expression's text to a term, in the plain notation; never `eval`, never a guess.

Every function raises `ReadError` with the exact line and column. `bound` lists names that are bound
around the text, such as the arguments of a function whose body is read.
"""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.errors import Place
from derivcheck.model import Context
from derivcheck.notation.heads import Head, read_head, read_heads, read_names, read_range
from derivcheck.notation.meaning import meaning
from derivcheck.notation.open_words import TRUTH
from derivcheck.notation.operators import CONDITIONS, JOINING
from derivcheck.notation.parser import Parser
from derivcheck.terms import Rel, Term

__all__ = [
    "Head", "read_condition", "read_expression", "read_head", "read_heads", "read_names", "read_range",
    "read_statement",
]  # fmt: skip


def read_expression(text: str, context: Context, place: Place, *, bound: Iterable[str] = ()) -> Term:
    """The expression that `text` is, exactly as written.

    >>> read_expression("1 + 1", Context(), Place("a.yaml"))
    Add(args=(Num(value=Fraction(1, 1)), Num(value=Fraction(1, 1))))
    """
    parser = _parser(text, context, place, bound)
    return parser.finish(parser.value())


def read_statement(text: str, context: Context, place: Place, *, bound: Iterable[str] = ()) -> Term:
    """An expression, or one relation (`Rel`) between two.

    >>> read_statement("2 = 1 + 1", Context(), Place("a.yaml")).op
    '='
    """
    parser = _parser(text, context, place, bound)
    found = parser.finish(parser.expression())
    if any(found is truth for truth in TRUTH.values()):
        word = next(word for word in parser.words if word.text in TRUTH)
        raise parser.error(word, "an expression or one relation", parser.shown(word), "write the relation")
    if isinstance(found, CONDITIONS) and not isinstance(found, Rel):
        joint = next((word for word in parser.words if word.text in JOINING), parser.words[0])
        raise parser.error(joint, "an expression or one relation", parser.shown(joint), "write two steps")
    return found


def read_condition(text: str, context: Context, place: Place, *, bound: Iterable[str] = ()) -> Term:
    """A relation, or several joined with `and`, `or`, `not` and brackets.

    >>> type(read_condition("1 < 2 and not 1 = 2", Context(), Place("a.yaml"))).__name__
    'And'
    """
    parser = _parser(text, context, place, bound)
    return parser.finish(parser.condition())


def _parser(text: str, context: Context, place: Place, bound: Iterable[str]) -> Parser:
    parser = Parser(text, context, place, meaning)
    parser.bound = dict.fromkeys(bound, "variable")
    return parser
