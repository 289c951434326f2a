"""The point that a counterexample writes down, made again from its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from flint import fmpq

from derivcheck.model import Claim, Counterexample
from derivcheck.refute.arithmetic.point import Formula, Point, formulas
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.ranges import cells

__all__ = ["point_of"]


def point_of(claim: Claim, found: Counterexample) -> Point | None:
    """The point that a counterexample writes down; None when it is not one of rational numbers."""
    bare = Point(sizes=found.sizes)
    values: dict[str, fmpq | Mapping[tuple[int, ...], fmpq]] = {}
    functions: dict[str, Formula] = {}
    try:
        for name, written in found.values.items():
            symbol = claim.context.symbols.get(name)
            if symbol is None:
                functions[name] = _formula(str(written))
            elif isinstance(written, str):
                values[name] = _number(written)
            else:
                leaves = [_number(leaf) for leaf in _leaves(written)]
                values[name] = dict(zip(cells(symbol, claim.context, bare), leaves, strict=True))
    except (ValueError, Undefined, Undecidable):
        return None
    return Point(found.sizes, found.indices, values, functions)


def _leaves(written: object) -> Iterator[str]:
    if isinstance(written, list | tuple):
        for each in written:
            yield from _leaves(each)
    else:
        yield str(written)


def _number(text: str) -> fmpq:
    value = Fraction(text)
    return fmpq(value.numerator, value.denominator)


def _formula(text: str) -> Formula:
    for arity in range(1, 5):
        for formula in formulas(arity):
            if formula.text == text:
                return formula
    raise ValueError(f"no formula {text}")
