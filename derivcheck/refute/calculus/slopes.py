"""Derivatives as terms, where only their size is asked for.

The rules of the calculus, term by term. What comes out equals the derivative wherever there is one; where
there is none it may have a value all the same, so whether a derivative exists is asked of the term itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from derivcheck.definitions import expanded
from derivcheck.model import Context
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.terms import Add, Call, Const, Diff, Div, Mul, Neg, Pow, Sym, Term, free_names, integer

__all__ = ["partial", "slope_of"]

_ZERO, _ONE, _TWO = integer(0), integer(1), integer(2)

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
            body = partial(body, by.name)
    return body


def partial(term: Term, name: str) -> Term:
    """The derivative by one name; what is defined is taken as it stands."""
    if name not in free_names(term):
        return _ZERO
    match term:
        case Sym(indices=()):
            return _ONE
        case Neg(arg):
            return Neg(partial(arg, name))
        case Add(args):
            return _total(partial(arg, name) for arg in args)
        case Mul(args):
            return _total(_with_slope(args, place, name) for place in range(len(args)))
        case Div(above, below):
            first, second = partial(above, name), _product(above, partial(below, name))
            parts = (Div(first, below), Neg(Div(second, Pow(below, _TWO))))
            return _total(part for part, top in zip(parts, (first, second), strict=True) if top != _ZERO)
        case Pow(base, exponent) if base == Const("e"):
            return _product(term, partial(exponent, name))
        case Pow(base, exponent) if name not in free_names(exponent):
            return _product(exponent, Pow(base, Add((exponent, Neg(_ONE)))), partial(base, name))
        case Call(function, (arg,), ()) if function in _RULES:
            return _product(_RULES[function](arg), partial(arg, name))
        case _:
            raise Outside("the growth of such a derivative")


def _with_slope(factors: tuple[Term, ...], place: int, name: str) -> Term:
    return _product(*factors[:place], partial(factors[place], name), *factors[place + 1 :])


def _total(parts: Iterable[Term]) -> Term:
    """The sum of what is not 0."""
    left = [part for part in parts if part != _ZERO]
    return Add(tuple(left)) if len(left) > 1 else left[0] if left else _ZERO


def _product(*factors: Term) -> Term:
    """The product in one level, without factors of 1, its exponentials in one."""
    flat = [part for factor in factors for part in (factor.args if isinstance(factor, Mul) else (factor,))]
    powers = [part for part in flat if isinstance(part, Call) and part.name == "exp"]
    left = [part for part in flat if part != _ONE and part not in powers]
    if powers:
        exponents = tuple(part.args[0] for part in powers)
        left.append(Call("exp", (Add(exponents),)) if len(powers) > 1 else powers[0])
    if _ZERO in left:
        return _ZERO
    return Mul(tuple(left)) if len(left) > 1 else left[0] if left else _ONE
