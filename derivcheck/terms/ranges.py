"""When a sum runs over exactly the declared range of its index, so that its bounds go without saying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from derivcheck.terms.binding import free_names
from derivcheck.terms.nodes import Big, Term

__all__ = ["RangeLike", "is_declared_range"]


class RangeLike(Protocol):
    """Two bounds, both included."""

    @property
    def lower(self) -> Term:
        """The first value."""

    @property
    def upper(self) -> Term:
        """The last value."""


def is_declared_range(term: Big, declared: Mapping[str, RangeLike] | None, bound: Iterable[str]) -> bool:
    """Whether the bounds of `term` are those declared for its index.

    A name bound around the term that hides a name in the bounds makes it another range.
    """
    found = declared.get(term.index) if declared else None
    if found is None or found.lower != term.lower or found.upper != term.upper:
        return False
    return not (free_names(term.lower) | free_names(term.upper)).intersection(bound)
