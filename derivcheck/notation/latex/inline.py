r"""Derivatives in a line: `d/dx f`, `dy/dx`, `\partial_x f`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.calculus import is_sign, operand_of, taken, variable_at
from derivcheck.notation.latex.lexer import LETTER, NAME, Token
from derivcheck.notation.latex.orders import Variables, check_order, times
from derivcheck.notation.latex.scripts import items_in, read_scripts
from derivcheck.notation.latex.words import shown
from derivcheck.terms import Term

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["read_inline_derivative", "read_partial"]


def read_inline_derivative(parser: Parser, token: Token) -> Term:
    """`d/dx f`, `dy/dx`; the sign `token` has just been passed."""
    scripts = read_scripts(parser)
    order = 1 if scripts.above is None else times(parser, scripts.above)
    operand: Term | None = None
    if parser.peek().text != "/":
        if parser.peek().kind not in (LETTER, NAME) or not _has_slash(parser):
            hint = "declare d, or write the derivative as a fraction; dx stands at the end of an integral"
            raise parser.error(token, "an expression", f"the differential sign {shown(token)}", hint)
        operand = _symbol_alone(parser)
    if not parser.passes("/"):
        raise parser.unexpected("'/' in a derivative such as d/dx")
    if not is_sign(parser, parser.at, parser.stop):
        raise parser.unexpected(f"{shown(token)} and a symbol")
    parser.at += 1
    variables = [variable_at(parser)]
    while is_sign(parser, parser.at, parser.stop):
        parser.at += 1
        variables.append(variable_at(parser))
    check_order(parser, token, order, variables)
    return taken(parser, token, operand_of(parser, variables) if operand is None else operand, variables)


def _has_slash(parser: Parser) -> bool:
    """Whether a name and then `/` and another differential follow."""
    words, at = parser.word_list, parser.at + 1
    while at < parser.stop and words[at].text in ("_", "^"):
        at = parser.partner.get(at + 1, at + 1) + 1
    return at < parser.stop and words[at].text == "/" and is_sign(parser, at + 1, parser.stop)


def _symbol_alone(parser: Parser) -> Term:
    from derivcheck.notation.latex.names import read_symbol

    found, scripts = read_symbol(parser)
    if scripts.above is not None:
        raise parser.error(scripts.first, "a symbol without a power", "a power", r"write \frac{d}{dx} (y^2)")
    return found


def read_partial(parser: Parser, token: Token) -> Term:
    r"""`\partial_x f`, `\partial_{x y} f`, and `\partial/\partial x f`."""
    if parser.peek().text != "_":
        return read_inline_derivative(parser, token)
    scripts = read_scripts(parser)
    assert scripts.below is not None
    variables: Variables = []
    for item in items_in(parser, scripts.below):
        variables += parser.within(*item, lambda: _listed(parser))
    if scripts.above is not None:
        if len(variables) != 1:
            raise parser.error(scripts.first, "one variable below a power", "several")
        variables = [(variables[0][0], times(parser, scripts.above))]
    return taken(parser, token, operand_of(parser, variables), variables)


def _listed(parser: Parser) -> Variables:
    found: Variables = []
    while not found or parser.at < parser.stop:
        found.append(variable_at(parser))
    return found
