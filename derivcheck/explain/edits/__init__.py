"""The mistakes people make, each as the change that undoes it: a table of rows.

Searching tries them in the order of their ranks; a row does not know of the others.
"""

from __future__ import annotations

from derivcheck.explain.edits.factors import EXPONENTS, FACTORS, NUMBERS
from derivcheck.explain.edits.functions import DERIVATIVES, FUNCTIONS
from derivcheck.explain.edits.row import Candidates, Row
from derivcheck.explain.edits.signs import BRACKETS, SIGNS, TERMS
from derivcheck.explain.edits.sums import INDICES, SUMS

__all__ = ["EDITS", "Candidates", "Row"]

EDITS: tuple[Row, ...] = tuple(
    sorted(
        (
            *SIGNS,
            *INDICES,
            *NUMBERS,
            *EXPONENTS,
            *SUMS,
            *DERIVATIVES,
            *FUNCTIONS,
            *FACTORS,
            *BRACKETS,
            *TERMS,
        ),
        key=lambda row: row.rank,
    )
)
