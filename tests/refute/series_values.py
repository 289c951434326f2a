"""The values of texts with a real `x` at 1/3, or with a complex `w` at (1 + 2 I)/4."""

from __future__ import annotations

from flint import acb, fmpq

from derivcheck.errors import Place
from derivcheck.model import Context, Domain, Symbol
from derivcheck.notation import read_expression
from derivcheck.refute import Point, evaluate

__all__ = ["THIRD", "value_of"]

THIRD = fmpq(1, 3)
_REAL = Context(symbols={"x": Symbol("x", (), Domain.REAL)})
_COMPLEX = Context(symbols={"w": Symbol("w", (), Domain.COMPLEX)})
_AT = {"x": THIRD, "w": acb(fmpq(1, 4), fmpq(1, 2))}


def value_of(text: str, precision: int = 128) -> object:
    """What a text is enclosed by."""
    context = _COMPLEX if "w" in text else _REAL
    point = Point(values={name: _AT[name] for name in context.symbols})
    return evaluate(read_expression(text, context, Place("test")), point, context, precision)
