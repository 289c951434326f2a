"""The ranges of a context at given sizes: which indices there are, and which families need values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from derivcheck.model import Context, Range, Symbol
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.scope import is_infinite
from derivcheck.refute.evaluation.evaluate import Evaluation

__all__ = ["Bounds", "bounds", "cells", "inside", "tuples"]

#: The ends of a range; None for an infinite upper end.
Bounds = tuple[int, int | None]

#: How far the values of a family over an infinite range are chosen.
_WINDOW = 8


def bounds(axis: Range, context: Context, point: Point) -> Bounds:
    """The ends of `axis` at the sizes of `point`."""
    here = Evaluation(point, context)
    upper = None if is_infinite(axis.upper) else here.whole(axis.upper)
    return here.whole(axis.lower), upper


def inside(place: int, ends: Bounds) -> bool:
    """Whether `place` lies in the range."""
    low, high = ends
    return low <= place and (high is None or place <= high)


def tuples(ends: tuple[Bounds, ...], window: int = _WINDOW) -> Iterator[tuple[int, ...]]:
    """All tuples of indices in these ranges; of an infinite range the first `window` members."""
    spans = (range(low, (low + window if high is None else high) + 1) for low, high in ends)
    return product(*spans)


def cells(symbol: Symbol, context: Context, point: Point) -> list[tuple[int, ...]]:
    """The members of a family that need a value at the sizes of `point`."""
    return list(tuples(tuple(bounds(axis, context, point) for axis in symbol.axes)))
