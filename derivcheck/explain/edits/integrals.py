"""Integrals: their bounds, and the value at the lower one."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.explain.building import added
from derivcheck.explain.edits.row import Row
from derivcheck.explain.places import Place
from derivcheck.explain.pool import Pool
from derivcheck.terms import Integral, Neg, Sym, Term, free_names, substitute

__all__ = ["INTEGRALS"]


def _exchanged(place: Place, _pool: Pool) -> Iterator[tuple[Term, ...]]:
    match place.node:
        case Integral(body, variable, lower, upper) if lower is not None and upper is not None:
            yield Integral(body, variable, upper, lower), place.node


def _lower_value_lost(place: Place, pool: Pool) -> Iterator[tuple[Term, ...]]:
    """`F(b) - F(a)` for `F(b)`, where the upper bound is a symbol."""
    if place.path:
        return
    for integral in pool.integrals:
        lower, upper = integral.lower, integral.upper
        if lower is not None and isinstance(upper, Sym) and upper.name in free_names(place.node):
            value = substitute(place.node, {upper.name: lower})
            yield added(place.node, Neg(value)), value


INTEGRALS = (
    Row("bounds exchanged", 1, _exchanged, "the bounds of {0} are exchanged"),
    Row("lower bound lost", 2, _lower_value_lost, "the value {0} at the lower bound was not subtracted"),
)
