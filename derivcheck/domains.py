"""The domains of symbols."""

from __future__ import annotations

from enum import Enum

__all__ = ["Domain"]


class Domain(Enum):
    """The values a symbol may take; the value of each member is its spelling in a file."""

    REAL = "real"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    NEGATIVE = "negative"
    NONZERO = "nonzero"
    INTEGER = "integer"
    POSITIVE_INTEGER = "positive integer"
    NONNEGATIVE_INTEGER = "nonnegative integer"
    COMPLEX = "complex"

    @property
    def is_whole(self) -> bool:
        """True for a domain of whole numbers."""
        return self in (Domain.INTEGER, Domain.POSITIVE_INTEGER, Domain.NONNEGATIVE_INTEGER)

    @property
    def is_open(self) -> bool:
        """True for a domain of real numbers in which each of them can move a little."""
        return self in (Domain.REAL, Domain.POSITIVE, Domain.NEGATIVE, Domain.NONZERO)
