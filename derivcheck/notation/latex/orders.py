r"""How often something is differentiated: 3 in `\frac{\partial^3 f}{\partial x^3}`, `n` in `d^n/dx^n`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.forms import MOST_DERIVATIVES
from derivcheck.notation.latex.lexer import Token
from derivcheck.notation.latex.scripts import Span
from derivcheck.notation.latex.words import shown
from derivcheck.notation.partials import is_whole
from derivcheck.terms import Sym, Term
from derivcheck.terms.printing import to_text

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["Order", "Variables", "check_order", "squared", "times"]

#: A variance is a quantity of its own, whose name is a square.
_OF_VARIANCES = frozenset({"sigma", "tau", "s"})

Order = int | Term
Variables = list[tuple[Term, Order]]


def times(parser: Parser, span: Span) -> Order:
    """The number of derivatives in a superscript."""
    word = parser.word_list[span[0]]
    is_number = span[1] == span[0] + 1 and word.text.isdecimal() and len(word.text) <= 3
    if (word.text and not word.text.isdecimal()) or span[1] > span[0] + 1:
        order = parser.value_in(span)
        if is_whole(order, parser.context, parser.bound):
            return order
    if not is_number or not 1 <= int(word.text) <= MOST_DERIVATIVES:
        hint = "or what is declared as whole"
        raise parser.error(word, f"a whole number of derivatives, 1 to {MOST_DERIVATIVES}", shown(word), hint)
    return int(word.text)


def squared(variables: Variables) -> Sym | None:
    r"""What a derivative of the first order is by the square of: the `\sigma` of `\partial\sigma^2`.

    Of other letters, `\frac{\partial u}{\partial x^2}` may be a second derivative with a slip.
    """
    if len(variables) != 1 or variables[0][1] != 2 or not isinstance(variables[0][0], Sym):
        return None
    found = variables[0][0]
    return found if found.name.split("_")[0] in _OF_VARIANCES else None


def check_order(parser: Parser, token: Token, order: Order, variables: Variables) -> None:
    """Complain unless a derivative has as many orders above as below; those with symbols stand alone."""
    numbers = [times for _, times in variables if isinstance(times, int)]
    total: Order = variables[0][1] if len(variables) == 1 else sum(numbers)
    if len(variables) > len(numbers) > 0 or (len(variables) > 1 and not numbers):
        hint = "write one after the other"
        raise parser.error(token, "an order that is a number, or one symbol", "several with symbols", hint)
    if total != order:
        hint = r"write as many above as below: \frac{\partial^2 f}{\partial x \partial y}"
        found = f"{_shown(order)} above and {_shown(total)} below"
        raise parser.error(token, "a derivative of one order", found, hint)


def _shown(order: Order) -> str:
    return str(order) if isinstance(order, int) else to_text(order)
