"""The Levi-Civita symbol in a fixed dimension.

`LeviCivita(i, j, k)` is the sign of a permutation of 1, 2, 3, and 0 where an index comes twice; indices
change places with a minus sign. It is read only where the indices are known to lie between 1 and their
number.
"""

from __future__ import annotations

from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.functions_by_name import opaque

__all__ = ["permutation_sign"]


def permutation_sign(ring: Ring, *indices: Quotient) -> Quotient:
    """The symbol with its indices in order; a number where all of them are numbers."""
    known = [int(number) for index in indices if (number := index.number()) is not None]
    if len(known) == len(indices):
        return ring.zero if len(set(known)) < len(known) else ring.constant(_sign(known))
    if len(set(indices)) < len(indices):
        return ring.zero
    order = sorted(range(len(indices)), key=lambda place: indices[place].key)
    made = opaque(ring, "LeviCivita", *(indices[place] for place in order))
    return made if _sign(order) > 0 else -made


def _sign(places: list[int]) -> int:
    swaps = sum(first > second for at, second in enumerate(places) for first in places[:at])
    return -1 if swaps % 2 else 1
