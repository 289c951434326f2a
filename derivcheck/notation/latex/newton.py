r"""Functions whose argument is not written: `\dot\theta`, `\ddot x`, `\cos\theta`, with `theta(t)` declared.

Newton's dot is the derivative by the one argument. A bracket behind such a name is a factor if it does not
mention the argument, and holds more than a name or a number: `\dot\theta (\ddot\theta + g)`. Where it
mentions the argument it could be either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import LETTER, NAME, Token
from derivcheck.notation.latex.scripts import Scripts
from derivcheck.notation.latex.words import shown
from derivcheck.terms import Call, Term, symbol

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["undotted", "value_alone"]

_DOTS = (("_ddot", 2), ("_dot", 1))


def undotted(name: str) -> tuple[str, int]:
    r"""The name below the dots, and how many there are.

    >>> undotted("theta_ddot"), undotted("theta")
    (('theta', 2), ('theta', 0))
    """
    return next(((name.removesuffix(end), dots) for end, dots in _DOTS if name.endswith(end)), (name, 0))


def value_alone(parser: Parser, token: Token, name: str, scripts: Scripts, dots: int) -> Term | None:
    """The value of a function or its derivative at its declared argument; None where another is written."""
    argument = _argument_of(parser, name)
    if not argument or name in parser.bound:
        return None
    if scripts.below is not None:
        return None
    if name in parser.context.definitions and not dots:
        if parser.peek().text == "(":
            return None  # what is defined as a function is called
    elif _is_applied(parser, token, name, argument):
        return None
    above = scripts.above
    if above is not None and parser.word_list[above[0]].text == "(":
        return None
    at = symbol(argument)
    known = parser.context.symbols.get(argument)
    if argument not in parser.bound and (known is None or known.axes):
        hint = "declare it under symbols"
        raise parser.error(token, f"the argument of {name!r} among the symbols", repr(argument), hint)
    orders = dots + scripts.primes
    return Call(name, (at,), (orders,) if orders else ())


def _argument_of(parser: Parser, name: str) -> str:
    """The declared argument of a function, or the parameter of one that is defined; "" without one."""
    function = parser.context.functions.get(name)
    if function is not None:
        return function.argument or ""
    defined = parser.context.definitions.get(name)
    if defined is None or not defined.is_function or len(defined.parameters) != 1:
        return ""
    known = parser.context.symbols.get(defined.parameters[0])
    return defined.parameters[0] if known is not None and not known.axes else ""


def _is_applied(parser: Parser, token: Token, name: str, argument: str) -> bool:
    """Whether the bracket that follows, if one does, holds the argument of the function."""
    from derivcheck.notation.latex.functions import takes_call

    opened = parser.peek()
    if opened.text != "(":
        return False
    if takes_call(parser):
        return True
    inside = parser.word_list[parser.at + 1 : parser.partner[parser.at]]
    if not any(word.kind in (LETTER, NAME) and word.text == argument for word in inside):
        return False
    hint = rf"write \cdot for a product, or declare {name!r} without its argument"
    raise parser.error(opened, f"one meaning of the bracket behind {name!r}", shown(opened), hint)
