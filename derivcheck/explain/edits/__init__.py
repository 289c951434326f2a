"""The mistakes people make, each as the change that undoes it: a table of rows.

Searching tries them in the order of their ranks; a row does not know of the others.
"""

from __future__ import annotations

from derivcheck.explain.edits.factors import EXPONENTS, FACTORS, NUMBERS
from derivcheck.explain.edits.functions import DERIVATIVES, FUNCTIONS
from derivcheck.explain.edits.integrals import INTEGRALS
from derivcheck.explain.edits.row import Candidates, Row
from derivcheck.explain.edits.signs import BRACKETS, SIGNS, TERMS
from derivcheck.explain.edits.sums import INDICES, SIZES, SUMS

__all__ = ["EDITS", "NEAR", "OF_BOUNDS", "Candidates", "Row"]

EDITS: tuple[Row, ...] = tuple(
    sorted(
        (
            *SIGNS,
            *INDICES,
            *NUMBERS,
            *EXPONENTS,
            *SUMS,
            *DERIVATIVES,
            *INTEGRALS,
            *FUNCTIONS,
            *FACTORS,
            *BRACKETS,
            *TERMS,
        ),
        key=lambda row: row.rank,
    )
)

#: What is tried two at a time: nothing that is far, and nothing that is borrowed from elsewhere.
NEAR: tuple[Row, ...] = tuple(row for row in EDITS if row.rank <= 2 and not row.borrows)

_NAMES_OF_BOUNDS = frozenset(
    (
        "sign", "number", "coefficient lost", "exponent", "exponent lost", "exponent too many",
        "factor too many", "divisor too many", "square of a sum", "term too many",
    )
)  # fmt: skip

#: The mistakes made in a bound: the other changes hold an inequality by making a side large or small.
OF_BOUNDS: tuple[Row, ...] = (*(row for row in EDITS if row.name in _NAMES_OF_BOUNDS), *SIZES)
