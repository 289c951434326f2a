"""A point: everything two sides need to have values, and the smooth functions it may choose.

The formula of a generic function comes from the fixed list in this module, so a certificate can
check that it is smooth everywhere (and positive, where that was declared).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from flint import acb, fmpq

from derivcheck.frozen import NOTHING, frozen
from derivcheck.terms import Add, Call, Div, Mul, Neg, Pow, Sym, Term, integer

__all__ = ["Exact", "Formula", "Point", "formulas"]

Exact = fmpq | acb


@frozen
class Formula:
    """A concrete function, smooth on the reals: its parameters, its body, and how it is shown."""

    text: str
    parameters: tuple[str, ...]
    body: Term
    positive: bool = False


@frozen
class Point:
    """Sizes and indices by name, exact values by symbol (a family: by tuple of indices), functions.

    A complex value is an exact `acb`; every other value is an exact rational.
    """

    sizes: Mapping[str, int] = NOTHING
    indices: Mapping[str, int] = NOTHING
    values: Mapping[str, Exact | Mapping[tuple[int, ...], Exact]] = NOTHING
    functions: Mapping[str, Formula] = NOTHING


@cache
def formulas(arity: int) -> tuple[Formula, ...]:
    """The smooth functions of that many variables which a point may choose, simplest first.

    >>> [formula.text for formula in formulas(1)][:3]
    ['x -> x^2 + 1', 'x -> exp(x)', 'x -> x']
    """
    return _ONE if arity == 1 else _of_several(arity)


_X = Sym("x")


def _squared(term: Term) -> Term:
    return Pow(term, integer(2))


def _one_variable(text: str, body: Term, positive: bool = False) -> Formula:
    return Formula(f"x -> {text}", ("x",), body, positive)


_ONE = (
    _one_variable("x^2 + 1", Add((_squared(_X), integer(1))), positive=True),
    _one_variable("exp(x)", Call("exp", (_X,)), positive=True),
    _one_variable("x", _X),
    _one_variable("x^2", _squared(_X)),
    _one_variable("1", integer(1), positive=True),
    _one_variable("1/(x^2 + 1)", Div(integer(1), Add((_squared(_X), integer(1)))), positive=True),
    _one_variable("x^3 - 2*x + 1", Add((Pow(_X, integer(3)), Neg(Mul((integer(2), _X))), integer(1)))),
    _one_variable("sin(x) + 2", Add((Call("sin", (_X,)), integer(2))), positive=True),
    _one_variable("sin(x)", Call("sin", (_X,))),
    _one_variable("-x", Neg(_X)),
    _one_variable("0", integer(0)),
)


def _of_several(arity: int) -> tuple[Formula, ...]:
    names = tuple(f"x{number}" for number in range(1, arity + 1))
    symbols = tuple(Sym(name) for name in names)
    head = f"({', '.join(names)}) -> "
    multiples = tuple(Mul((integer(number), part)) for number, part in enumerate(symbols, 1))
    squares = tuple(Mul((integer(number), _squared(part))) for number, part in enumerate(symbols, 1))
    linear = " + ".join(f"{number}*{name}" for number, name in enumerate(names, 1))
    squared = " + ".join(f"{number}*{name}^2" for number, name in enumerate(names, 1))
    product = "*".join(names)
    return (
        Formula(f"{head}{squared} + 1", names, Add((*squares, integer(1))), True),
        Formula(f"{head}exp({linear})", names, Call("exp", (Add(multiples),)), True),
        Formula(f"{head}{linear}", names, Add(multiples)),
        Formula(f"{head}{product} + {linear}", names, Add((Mul(symbols), *multiples))),
        Formula(f"{head}{product}^2 + 1".replace(product, f"({product})"), names,
                Add((_squared(Mul(symbols)), integer(1))), True),
        Formula(f"{head}sin({linear}) + 2", names, Add((Call("sin", (Add(multiples),)), integer(2))), True),
    )  # fmt: skip
