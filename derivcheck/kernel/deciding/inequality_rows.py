"""Quantities that are never negative: the table of the known inequalities.

A row looks through the terms of a claim and yields instances of one inequality, each as a term that is not
negative wherever it is defined, with the claims that it rests on (a weight is not negative). Whether an
instance is defined wherever the claim is, whoever uses it has to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from derivcheck.kernel.deciding import bounds_of_functions as bounds
from derivcheck.kernel.deciding import function_inequalities as functions
from derivcheck.kernel.deciding import sum_inequalities as sums
from derivcheck.kernel.deciding.known_inequalities import Instance, Row
from derivcheck.model import Context
from derivcheck.terms import Term

__all__ = ["ROWS", "instances"]

ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "logarithms": functions.logarithms,
        "exponentials": functions.exponentials,
        "absolute values": functions.absolute_values,
        "angles": functions.angles,
        "slopes of at most 1": functions.lipschitz,
        "geometric means": functions.geometric_means,
        "below the diagonal": functions.below_the_diagonal,
        "bounds of exponentials": functions.exponential_bounds,
        "whole parts": functions.floors,
        "increasing functions": functions.monotone,
        "powers": functions.powers,
        "roots": functions.roots,
        "ranges of functions": bounds.ranges,
        "bounded polynomials": bounds.polynomials,
        "digamma and trigamma": bounds.digammas,
        "factorials": bounds.factorials,
        "binomials": bounds.counts,
        "members of sums": sums.members,
        "weighted logarithms": sums.weighted_logarithms,
        "weighted exponentials": sums.weighted_exponentials,
        "logarithms of sums": sums.logarithms_of_sums,
        "logarithms under two sums": sums.logarithms_of_two_indices,
        "Cauchy-Schwarz": sums.cauchy_schwarz,
        "products of sums": sums.products_of_sums,
        "products of norms": sums.products_of_norms,
        "triangles under a sum": sums.triangles,
        "geometric means under a sum": sums.geometric_means,
        "squares under a sum": sums.termwise_squares,
    }
)
"""The rows; each is tried for every inequality."""


def instances(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """The instances of all rows for the terms of a claim, each once."""
    seen: set[Term] = set()
    for row in ROWS.values():
        for instance in row(terms, context):
            if instance.value not in seen:
                seen.add(instance.value)
                yield instance
