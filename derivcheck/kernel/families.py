"""The table of atom families: which module knows what of which class of atoms."""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.kernel import (
    elementary_families,
    functions,
    indices,
    integrals,
    products,
    sum_family,
    trigonometric,
)
from derivcheck.kernel.atoms import Atom
from derivcheck.kernel.quotient import Family

__all__ = ["FAMILIES"]

FAMILIES: Mapping[type[Atom], Family] = {
    **indices.families,
    **functions.families,
    **elementary_families.families,
    **trigonometric.families,
    **sum_family.families,
    **products.families,
    **integrals.families,
}
