r"""One formula's LaTeX to a term: what mathematicians write, read as they read it; never a guess.

Names mean what the context says, as in the plain notation. What cannot be read is a `ReadError` at its line
and column, and so is what two honest readers would read differently. `place` is where the first character of
the text stands; text that was put together from several places gives `places`, from an offset to a place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from derivcheck.errors import Place, places_in
from derivcheck.model import Context
from derivcheck.notation.latex.chain import Display, Link, split_chain, split_display
from derivcheck.notation.latex.forms import FORMS
from derivcheck.notation.latex.heads import read_head, read_heads
from derivcheck.notation.latex.hidden import Hidden, relation_in
from derivcheck.notation.latex.lexer import Source
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.parser import Parser
from derivcheck.notation.latex.remarks import remark
from derivcheck.notation.latex.uses import Use, names_in, possible_names
from derivcheck.notation.latex.words import Words, words_of
from derivcheck.terms import Term

__all__ = [
    "Display", "Hidden", "Link", "Macros", "Use", "names_in", "possible_names", "read_condition",
    "read_conditional", "read_expression", "read_head", "read_heads", "read_remark", "read_statement",
    "relation_in", "split_chain", "split_display",
]  # fmt: skip

Places = Callable[[int], Place]
_NO_MACROS = Macros()


def read_expression(
    text: str,
    context: Context,
    place: Place,
    *,
    bound: Iterable[str] = (),
    macros: Macros = _NO_MACROS,
    places: Places | None = None,
    elsewhere: Iterable[str] = (),
    words: Words | None = None,
) -> Term:
    r"""The expression that `text` is, exactly as written.

    `elsewhere` holds names that stand beside the text, as on the other side of its equation: they tell
    which of two indices below a sum is free. `words` are those of the text, for who has them already.

    >>> read_expression(r"\frac12", Context(), Place("a.md"))
    Div(num=Num(value=Fraction(1, 1)), den=Num(value=Fraction(2, 1)))
    """
    parser = _parser(text, context, place, bound, macros, places, elsewhere, words)
    return parser.finish(parser.value())


def read_statement(
    text: str,
    context: Context,
    place: Place,
    *,
    bound: Iterable[str] = (),
    macros: Macros = _NO_MACROS,
    places: Places | None = None,
    elsewhere: Iterable[str] = (),
) -> Term:
    r"""An expression, or one relation (`Rel`) between two.

    >>> read_statement(r"2 \leq 1 + 1", Context(), Place("a.md")).op
    '<='
    """
    parser = _parser(text, context, place, bound, macros, places, elsewhere)
    return parser.finish(parser.statement())


def read_condition(
    text: str,
    context: Context,
    place: Place,
    *,
    bound: Iterable[str] = (),
    macros: Macros = _NO_MACROS,
    places: Places | None = None,
) -> Term:
    r"""A relation or a chain of them, joined with `\land`, `\lor`, `\lnot` and brackets.

    >>> type(read_condition(r"0 < 1 \leq 2", Context(), Place("a.md"))).__name__
    'And'
    """
    parser = _parser(text, context, place, bound, macros, places, ())
    return parser.finish(parser.condition())


def read_conditional(
    text: str,
    context: Context,
    place: Place,
    *,
    macros: Macros = _NO_MACROS,
    places: Places | None = None,
    elsewhere: Iterable[str] = (),
    words: Words | None = None,
) -> tuple[Term, tuple[Term, ...]]:
    r"""An expression or relation, and the conditions that stand below its names.

    `y_{k \neq i}` is `y[k]` under the condition `k != i`. The other readers refuse such an index, so that no
    condition is lost.
    """
    parser = _parser(text, context, place, (), macros, places, elsewhere, words)
    parser.conditions = []
    found = parser.finish(parser.statement())
    return found, tuple(dict.fromkeys(parser.conditions))


def read_remark(
    text: str,
    context: Context,
    place: Place,
    *,
    macros: Macros = _NO_MACROS,
    places: Places | None = None,
    about: frozenset[str] = frozenset(),
    bound: Iterable[str] = (),
) -> tuple[Term, ...]:
    r"""The conditions beside a formula: `i \neq j`, `\text{if } x > 0`, `\forall i = 1, \dots, n`.

    A range that an index has anyway is no condition. Raises `ReadError` for all else, such as a second
    equation: a relation without a word before it has to be about indices alone, or to compare one of the
    names `about`, which the formula mentions, with numbers or names. `bound` are variables of the formula.
    """
    parser = _parser(text, context, place, bound, macros, places, ())
    return remark(parser, about)


def _parser(
    text: str,
    context: Context,
    place: Place,
    bound: Iterable[str],
    macros: Macros,
    places: Places | None,
    elsewhere: Iterable[str],
    words: Words | None = None,
) -> Parser:
    if words is None:
        words = words_of(Source(text, places or places_in(text, place)), macros)
    parser = Parser(words, context, FORMS)
    parser.bound = dict.fromkeys(bound, "variable")
    parser.elsewhere = frozenset(elsewhere)
    return parser
