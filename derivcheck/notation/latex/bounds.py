"""Names that a sum, an integral or a limit binds, and their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import LETTER, NAME
from derivcheck.notation.latex.scripts import items_in, read_scripts, word_in
from derivcheck.notation.latex.words import shown
from derivcheck.notation.names import STRUCTURE
from derivcheck.terms import Const, Neg, Term

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["bind", "bound_value", "read_bound_name"]


def bound_value(parser: Parser, span: tuple[int, int]) -> Term:
    r"""A bound or the point of a limit: a term, or `\infty` with or without a sign."""
    words = [word.text for word in parser.word_list[span[0] : span[1]]]
    if words in ([r"\infty"], ["+", r"\infty"]):
        return Const("oo")
    return Neg(Const("oo")) if words == ["-", r"\infty"] else parser.value_in(span)


def read_bound_name(parser: Parser, kind: str) -> str:
    """The plain name that stands here, to be bound as `kind` ("index" or "variable")."""
    token = parser.peek()
    if token.kind not in (LETTER, NAME) or token.text in STRUCTURE:
        raise parser.unexpected(f"the name of a bound {kind}")
    parser.at += 1
    scripts = read_scripts(parser)
    name = token.text + "_prime" * scripts.primes + "_star" * scripts.star
    if scripts.above is not None:
        raise parser.error(scripts.first, f"the name of a bound {kind}", "a power")
    for item in items_in(parser, scripts.below) if scripts.below is not None else ():
        word = word_in(parser, item)
        if not word:
            raise parser.error(scripts.first, f"the name of a bound {kind}", shown(parser.word_list[item[0]]))
        name = f"{name}_{word}"
    return name


def bind(parser: Parser, name: str, kind: str) -> None:
    """Let `name` be bound, as "index" or "variable", from here on."""
    parser.bound = {**parser.bound, name: kind}
