"""The table of atom families: which module knows what of which class of atoms."""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.kernel import elementary, functions, indices, products, sums
from derivcheck.kernel.atoms import Atom
from derivcheck.kernel.ring import Family

__all__ = ["FAMILIES"]

FAMILIES: Mapping[type[Atom], Family] = {
    **indices.families,
    **functions.families,
    **elementary.families,
    **sums.families,
    **products.families,
}
