"""Functions taken for one another, lost, or moved through a sum; derivatives and their rules."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.explain.building import product, times, total
from derivcheck.explain.edits.row import Row
from derivcheck.explain.places import Place
from derivcheck.explain.pool import Pool
from derivcheck.model import Domain
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Const,
    Diff,
    Div,
    Mul,
    Neg,
    Nth,
    Num,
    Partial,
    Pow,
    Sym,
    Term,
    integer,
)

__all__ = ["DERIVATIVES", "FUNCTIONS"]

#: Functions that are taken for one another.
_FAMILIES = (
    ("sin", "cos", "tan", "cot", "sec", "csc"),
    ("sinh", "cosh", "tanh", "coth", "sech", "csch"),
    ("asin", "acos", "atan", "acot", "asec", "acsc"),
    ("asinh", "acosh", "atanh", "acoth", "asech", "acsch"),
    ("sin", "sinh"), ("cos", "cosh"), ("tan", "tanh"), ("atan", "atanh"), ("asin", "asinh"),
    ("asin", "sin"), ("acos", "cos"), ("atan", "tan"), ("acosh", "acos"), ("asinh", "sinh"),
    ("exp", "log"), ("abs", "sign"), ("floor", "ceiling"), ("re", "im"),
    ("gamma", "factorial"), ("gamma", "loggamma"), ("gamma", "digamma"), ("erf", "erfc"), ("max", "min"),
)  # fmt: skip

_OTHERS: dict[str, tuple[str, ...]] = {}
for _family in _FAMILIES:
    for _name in _family:
        _OTHERS[_name] = (*_OTHERS.get(_name, ()), *(other for other in _family if other != _name))

#: Functions that are left out, besides those that the two sides mention.
_COMMON = ("exp", "log", "sqrt", "abs")


def _swapped(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    node = place.node
    if isinstance(node, Call) and not node.primes:
        for name in _OTHERS.get(node.name, ()):
            made = Call(name, node.args)
            yield made, node, made


def _any_other(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """Any function of the step, and any common one."""
    node = place.node
    if isinstance(node, Call) and not node.primes and len(node.args) == 1:
        for name in _known(pool):
            if name != node.name:
                made = Call(name, node.args)
                yield made, node, made


def _known(pool: Pool) -> Iterator[str]:
    """The functions of one argument that a step may mention."""
    declared = pool.context.functions
    for name in dict.fromkeys((*pool.functions, *_COMMON)):
        if name not in declared and name not in pool.context.definitions and name in (*_OTHERS, *_COMMON):
            yield name


def _lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if isinstance(place.node, Num | Neg) or isinstance(place.parent, Neg):
        return
    for name in _known(pool):
        if name == "abs" and isinstance(place.node, Mul | Div | Pow):
            continue  # it is the value of one of the factors
        made = Call(name, (place.node,))
        yield made, place.node, made


def _conjugate_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`conjugate(z)` for a complex symbol."""
    node = place.node
    symbol = pool.context.symbols.get(node.name) if isinstance(node, Sym) else None
    is_conjugated = isinstance(place.parent, Call) and place.parent.name == "conjugate"
    if symbol is not None and symbol.domain is Domain.COMPLEX and not is_conjugated:
        made = Call("conjugate", (node,))
        yield made, node, made


def _too_many(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Call(_, (arg,), _):
            yield arg, place.node, arg
        case Pow(Const("e"), exponent):
            yield exponent, place.node, exponent


def _through(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`log(a + b)` for `log(a) + log(b)`, `exp(a)*exp(b)` for `exp(a) + exp(b)`, and back."""
    match place.node:
        case Add(args) | Mul(args):
            calls = [(at, arg) for at, arg in enumerate(args) if isinstance(arg, Call) and len(arg.args) == 1]
            for name in dict.fromkeys(call.name for _, call in calls):
                mine = [(at, call) for at, call in calls if call.name == name]
                if len(mine) < 2:
                    continue
                inner = tuple(call.args[0] for _, call in mine)
                rest = tuple(arg for at, arg in enumerate(args) if at not in {at for at, _ in mine})
                for join in (Add, Mul):
                    whole = (Call(name, (join(inner),)), *rest)
                    made = total(whole) if isinstance(place.node, Add) else product(whole)
                    yield made, place.node, made
                if isinstance(place.node, Add):
                    made = total((product(tuple(call for _, call in mine)), *rest))
                    yield made, place.node, made
                else:
                    made = product((total(tuple(call for _, call in mine)), *rest))
                    yield made, place.node, made
        case Call(name, ((Add() | Mul()) as inside,), ()):
            # Of a number alone, as in `gamma(x + 1)`, nobody takes the function.
            parts = tuple(Call(name, (arg,)) for arg in inside.args if not isinstance(arg, Neg | Num))
            if len(parts) == len(inside.args):
                for join in (Add, Mul):
                    made = join(parts)
                    yield made, place.node, made
        case _:
            return
    yield from _difference(place)


def _difference(place: Place) -> Iterator[tuple[Term, ...]]:
    """`log(a - b)` or `log(a/b)` for `log(a) - log(b)`."""
    match place.node:
        case Add((Call(name, (first,), ()), Neg(Call(other, (second,), ())))) if name == other:
            for made in (Call(name, (Add((first, Neg(second))),)), Call(name, (Div(first, second),))):
                yield made, place.node, made
        case Add((Call(name, (first,), ()), *_)):
            return
        case _:
            return


def _quotient(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    """A function of a quotient and the quotient of the functions."""
    match place.node:
        case Div(Call(name, (first,), ()), Call(other, (second,), ())) if name == other:
            made: Term = Call(name, (Div(first, second),))
            yield made, place.node, made
            made = Add((Call(name, (first,)), Neg(Call(name, (second,)))))
            yield made, place.node, made
        case Call(name, (Div(first, second),), ()):
            made = Div(Call(name, (first,)), Call(name, (second,)))
            yield made, place.node, made
            made = Add((Call(name, (first,)), Neg(Call(name, (second,)))))
            yield made, place.node, made
        case Div(Big("sum", above, index, lower, upper, None), Big("sum", below, other, low, up, None)):
            if index == other and (lower, upper) == (low, up):
                made = Big("sum", Div(above, below), index, lower, upper)
                yield made, place.node, made
        case Big("sum", Div(above, below), index, lower, upper, guard):
            made = Div(
                Big("sum", above, index, lower, upper, guard), Big("sum", below, index, lower, upper, guard)
            )
            yield made, place.node, made


# -- derivatives


def _derivative_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if isinstance(place.node, Num | Neg) or isinstance(place.parent, Neg | Diff | Nth | Partial):
        return
    if not place.path and place.node not in pool.differentiated:
        return  # the right side is another function, of which nobody spoke
    for variable, _ in pool.variables:
        if isinstance(variable, Sym):
            yield Diff(place.node, ((variable, 1),)), place.node


def _order(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Diff(body, ((variable, times), *rest)):
            if times > 1:
                yield Diff(body, ((variable, times - 1), *rest)), integer(times - 1)
            if times < 4:
                yield Diff(body, ((variable, times + 1), *rest)), integer(times + 1)


def _derivative_too_many(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Diff(body, _):
            yield body, place.node, body


def _inner(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    if isinstance(place.parent, Mul | Neg) or (isinstance(place.node, Num) and place.node.value == 0):
        return
    for inner in pool.inner:
        yield times(inner, place.node), inner


FUNCTIONS = (
    Row("conjugate lost", 1, _conjugate_lost, "{0} should be {1}"),
    Row("function", 1, _swapped, "{0} should be {1}"),
    Row("function", 3, _any_other, "{0} should be {1}"),
    Row("function too many", 2, _too_many, "{0} should be {1}"),
    Row("function lost", 3, _lost, "{0} should be {1}"),
    Row("function of a sum", 2, _through, "{0} is not the same as {1}"),
    Row("function of a quotient", 2, _quotient, "{0} is not the same as {1}"),
)
DERIVATIVES = (
    Row("inner derivative lost", 1, _inner, "the inner derivative {0} is missing (chain rule)"),
    Row("order of the derivative", 1, _order, "the derivative should be of order {0}"),
    Row(
        "derivative too many", 2, _derivative_too_many, "{0} should be {1}: nothing is left to differentiate"
    ),
    Row("derivative lost", 2, _derivative_lost, "the derivative of {0} was not taken"),
)
