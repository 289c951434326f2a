r"""Functions whose arguments are not written: `\dot\theta`, `\cos\theta`, `u_{xx}`, with `theta(t)` declared.

Newton's dot is the derivative by the one argument; an index below is one by the arguments that it names. A
bracket behind such a name is a factor if it does not mention an argument, and holds more than a name or a
number: `\dot\theta (\ddot\theta + g)`. Where it mentions an argument it could be either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.notation.latex.lexer import LETTER, NAME, Token
from derivcheck.notation.latex.scripts import Scripts
from derivcheck.notation.latex.words import shown
from derivcheck.terms import Call, Term, symbol

if TYPE_CHECKING:
    from derivcheck.notation.latex.parser import Parser

__all__ = ["orders_below", "undotted", "value_alone"]

_DOTS = (("_ddot", 2), ("_dot", 1))
_BRACES = ("{", "}")


def undotted(name: str) -> tuple[str, int]:
    r"""The name below the dots, and how many there are.

    >>> undotted("theta_ddot"), undotted("theta")
    (('theta', 2), ('theta', 0))
    """
    return next(((name.removesuffix(end), dots) for end, dots in _DOTS if name.endswith(end)), (name, 0))


def value_alone(parser: Parser, token: Token, name: str, scripts: Scripts, dots: int) -> Term | None:
    """The value of a function or its derivative at its declared arguments; None where others are written."""
    arguments = _arguments_of(parser, name)
    if not arguments or name in parser.bound:
        return None
    orders = orders_below(parser, name, scripts) if scripts.below else _by_marks(arguments, scripts, dots)
    if orders is None:
        return None
    if name in parser.context.definitions and not any(orders):
        if parser.peek().text == "(":
            return None  # what is defined as a function is called
    elif _is_applied(parser, token, name, arguments):
        return None
    above = scripts.above
    if above is not None and parser.word_list[above[0]].text == "(":
        return None
    for argument in arguments:
        known = parser.context.symbols.get(argument)
        if argument not in parser.bound and (known is None or known.axes):
            hint = "declare it under symbols"
            raise parser.error(token, f"the argument of {name!r} among the symbols", repr(argument), hint)
    return Call(name, tuple(map(symbol, arguments)), orders if any(orders) else ())


def _by_marks(arguments: tuple[str, ...], scripts: Scripts, dots: int) -> tuple[int, ...] | None:
    marks = dots + scripts.primes
    return None if marks and len(arguments) > 1 else (marks, *(0 for _ in arguments[1:]))


def orders_below(parser: Parser, name: str, scripts: Scripts) -> tuple[int, ...] | None:
    """How often each declared argument is differentiated by, as in `u_{xt}`; None where no index says so."""
    arguments = _arguments_of(parser, name)
    if scripts.below is None or scripts.primes or scripts.star:
        return None
    letters = [word.text for word in parser.word_list[slice(*scripts.below)] if word.text not in _BRACES]
    return tuple(map(letters.count, arguments)) if letters and set(letters) <= set(arguments) else None


def _arguments_of(parser: Parser, name: str) -> tuple[str, ...]:
    """The declared arguments of a function, or the parameter of one that is defined; none without them."""
    function = parser.context.functions.get(name)
    if function is not None:
        return function.arguments
    defined = parser.context.definitions.get(name)
    if defined is None or not defined.is_function or len(defined.parameters) != 1:
        return ()
    known = parser.context.symbols.get(defined.parameters[0])
    return defined.parameters if known is not None and not known.axes else ()


def _is_applied(parser: Parser, token: Token, name: str, arguments: tuple[str, ...]) -> bool:
    """Whether the bracket that follows, if one does, holds the arguments of the function."""
    from derivcheck.notation.latex.functions import takes_call

    opened = parser.peek()
    if opened.text != "(":
        return False
    if takes_call(parser) or len(parser.parts(parser.at)) > 1:
        return True
    if len(arguments) > 1:
        return False
    inside = parser.word_list[parser.at + 1 : parser.partner[parser.at]]
    if not any(word.kind in (LETTER, NAME) and word.text in arguments for word in inside):
        return False
    hint = rf"write \cdot for a product, or declare {name!r} without its argument"
    raise parser.error(opened, f"one meaning of the bracket behind {name!r}", shown(opened), hint)
