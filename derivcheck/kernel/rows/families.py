"""The table of atom families: which module knows what of which class of atoms."""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.kernel.algebra.atoms import Atom
from derivcheck.kernel.algebra.quotient import Family
from derivcheck.kernel.calculus import integrals
from derivcheck.kernel.functions import elementary_families, trigonometric
from derivcheck.kernel.functions import symbols as functions
from derivcheck.kernel.reading import indices
from derivcheck.kernel.sums import family as sum_family
from derivcheck.kernel.sums import product_family

__all__ = ["FAMILIES"]

FAMILIES: Mapping[type[Atom], Family] = {
    **indices.families,
    **functions.families,
    **elementary_families.families,
    **trigonometric.families,
    **sum_family.families,
    **product_family.families,
    **integrals.families,
}
