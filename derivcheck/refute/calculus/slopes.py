"""Derivatives as terms, where only their size is asked for.

The rules of the calculus, term by term. What comes out equals the derivative wherever there is one; where
there is none it may have a value all the same, so whether a derivative exists is asked of the term itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.definitions import expanded
from derivcheck.model import Context
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.terms import Add, Call, Const, Diff, Div, Mul, Neg, Pow, Sym, Term, free_names, integer

__all__ = ["slope_of"]

_ONE, _TWO = integer(1), integer(2)

#: The derivatives of functions of one argument.
_RULES: Mapping[str, Callable[[Term], Term]] = {
    "exp": lambda x: Call("exp", (x,)),
    "log": lambda x: Div(_ONE, x),
    "sqrt": lambda x: Div(_ONE, Mul((_TWO, Call("sqrt", (x,))))),
    "sin": lambda x: Call("cos", (x,)),
    "cos": lambda x: Neg(Call("sin", (x,))),
    "sinh": lambda x: Call("cosh", (x,)),
    "cosh": lambda x: Call("sinh", (x,)),
    "tanh": lambda x: Add((_ONE, Neg(Pow(Call("tanh", (x,)), _TWO)))),
    "atan": lambda x: Div(_ONE, Add((_ONE, Pow(x, _TWO)))),
    "erf": lambda x: Div(Mul((_TWO, Call("exp", (Neg(Pow(x, _TWO)),)))), Call("sqrt", (Const("pi"),))),
}


def slope_of(term: Diff, context: Context) -> Term:
    """The derivative as a term; `Outside` where a part has no rule here."""
    body = expanded(term.body, context)
    for by, order in term.variables:
        if not isinstance(by, Sym) or by.indices or by.name in context.definitions:
            raise Outside("the growth of such a derivative")
        for _ in range(order):
            body = _slope(body, by.name)
    return body


def _slope(term: Term, name: str) -> Term:
    if name not in free_names(term):
        return integer(0)
    match term:
        case Sym(indices=()):
            return _ONE
        case Neg(arg):
            return Neg(_slope(arg, name))
        case Add(args):
            return Add(tuple(_slope(arg, name) for arg in args))
        case Mul(args):
            return Add(tuple(_with_slope(args, place, name) for place in range(len(args))))
        case Div(above, below):
            turned = Div(Mul((above, _slope(below, name))), Pow(below, _TWO))
            return Add((Div(_slope(above, name), below), Neg(turned)))
        case Pow(base, exponent) if base == Const("e"):
            return Mul((term, _slope(exponent, name)))
        case Pow(base, exponent) if name not in free_names(exponent):
            return Mul((exponent, Pow(base, Add((exponent, Neg(_ONE)))), _slope(base, name)))
        case Call(function, (arg,), ()) if function in _RULES:
            return Mul((_RULES[function](arg), _slope(arg, name)))
        case _:
            raise Outside("the growth of such a derivative")


def _with_slope(factors: tuple[Term, ...], place: int, name: str) -> Term:
    return Mul((*factors[:place], _slope(factors[place], name), *factors[place + 1 :]))
