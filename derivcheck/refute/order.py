"""Ranges whose ends are out of order.

A sum from `a` to `b < a - 1` is 0 to some readers, and minus the sum from `b + 1` to `a - 1` to others
(Karr, and SymPy). Between sizes and indices of declared ranges it is 0. Where an end is a whole number
that no range declares, nothing is concluded from a point at which the ends are out of order.
"""

from __future__ import annotations

from derivcheck.model import Context, Domain
from derivcheck.terms import Big, free_names

__all__ = ["is_ambiguous"]

_WHOLE = (Domain.INTEGER, Domain.POSITIVE_INTEGER, Domain.NONNEGATIVE_INTEGER)


def is_ambiguous(context: Context, term: Big) -> bool:
    """Whether an end of the range is a whole number that is neither an index nor a size."""
    names = free_names(term.lower) | free_names(term.upper)
    whole = (name for name in names & context.symbols.keys() if context.symbols[name].domain in _WHOLE)
    return any(name not in _sizes(context) for name in whole)


def _sizes(context: Context) -> frozenset[str]:
    ranges = [*context.indices.values(), *(axis for each in context.symbols.values() for axis in each.axes)]
    return frozenset().union(*(free_names(axis.lower) | free_names(axis.upper) for axis in ranges))
