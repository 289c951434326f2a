"""SymPy to terms, with signs and quotients as people write them.

Each SymPy class that has a meaning here has a row, looked up by the exact class: a subclass
that we do not know (a matrix sum is a kind of `Add`) may mean something else. Whatever has no row is an
error that names it. A limit from one side only is an error too, as ours is from both.

`Mul(-1, x)` becomes `-x`, a negative power a quotient, a power one half a root, a `Piecewise` that is 0
(in a product: 1) for some values of the summation index a guard of the sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from derivcheck.errors import Place
from derivcheck.terms.functions import ARITY
from derivcheck.terms.nodes import And, Call, Const, Neg, Or, Rel, Term
from derivcheck.terms.sympy_edge.names import Known
from derivcheck.terms.sympy_edge.reader import Bound, Reader, Row, Rows
from derivcheck.terms.sympy_edge.tables import CONSTANTS, FUNCTIONS, RELATIONS

__all__ = ["Reading", "from_sympy", "read_sympy"]

_NOWHERE = Place("<sympy>")


@dataclass(frozen=True)
class Reading:
    """A term with what SymPy knows about each of its free names."""

    term: Term
    names: Mapping[str, Known]


def from_sympy(expr: Any, place: Place = _NOWHERE) -> Term:
    """The term that the SymPy expression or relation `expr` says; a `Float` is its decimal, exactly.

    Raises `ReadError` at `place` for a construct that the language does not have, and for two different
    symbols of one name.

    >>> import sympy
    >>> from derivcheck.terms import Div, Sym
    >>> x, y = sympy.symbols("x y")
    >>> from_sympy(x / y) == Div(Sym("x"), Sym("y"))
    True
    """
    return read_sympy(expr, place).term


def read_sympy(expr: Any, place: Place = _NOWHERE) -> Reading:
    """As `from_sympy`, with what SymPy knows about the free names."""
    reader = Reader(expr, place, _rows())
    return Reading(reader.read(expr, frozenset()), MappingProxyType(reader.scope.free))


def _always(term: Term) -> Row:
    return lambda _reader, _expr, _bound: term


def _call(name: str) -> Row:
    fewest, most = ARITY[name]

    def read(reader: Reader, expr: Any, bound: Bound) -> Term:
        if len(expr.args) < fewest or (most is not None and len(expr.args) > most):
            reader.refuse(f"{name} with {fewest} arguments", expr)
        return Call(name, reader.several(expr.args, bound))

    return read


def _relation(op: str) -> Row:
    return lambda reader, expr, bound: Rel(op, *reader.several(expr.args, bound))


def _boolean(kind: type[And] | type[Or]) -> Row:
    return lambda reader, expr, bound: kind(reader.several(expr.args, bound))


@cache
def _rows() -> Rows:
    """SymPy's class -> how it is read."""
    import sympy

    constants = {type(getattr(sympy.S, theirs)): _always(Const(ours)) for ours, theirs in CONSTANTS.items()}
    functions = {getattr(sympy, theirs): _call(ours) for ours, theirs in FUNCTIONS.items()}
    relations = {getattr(sympy, theirs): _relation(ours) for ours, theirs in RELATIONS.items()}
    return {
        **constants,
        **functions,
        **relations,
        type(sympy.S.NegativeInfinity): _always(Neg(Const("oo"))),
        sympy.Float: Reader.decimal,
        sympy.Symbol: Reader.symbol,
        sympy.Dummy: Reader.symbol,
        sympy.Idx: Reader.idx,
        sympy.Indexed: Reader.indexed,
        sympy.Add: Reader.addition,
        sympy.Mul: Reader.product,
        sympy.Pow: Reader.power,
        sympy.Heaviside: Reader.heaviside,
        sympy.polygamma: Reader.polygamma,
        sympy.hyper: Reader.hypergeometric,
        sympy.Derivative: Reader.derivative,
        sympy.Subs: Reader.primed,
        sympy.Sum: Reader.big,
        sympy.Product: Reader.big,
        sympy.Integral: Reader.integral,
        sympy.Limit: Reader.limit,
        sympy.Order: Reader.order,
        sympy.Piecewise: Reader.piecewise,
        sympy.And: _boolean(And),
        sympy.Or: _boolean(Or),
        sympy.Not: Reader.negation,
    }
