"""Deltas of a bound index that stand under a function or in a denominator, taken out of it.

`f([k = e]) = f(0) + [k = e] (f(1) - f(0))`, where both `f(0)` and `f(1)` are defined for every `k` of the
range.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra.atoms import Delta
from derivcheck.kernel.algebra.linear import Facts
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.replacing import with_generator
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["delta_taken_out"]


def delta_taken_out(ring: Ring, body: Quotient, index: str, inside: Facts) -> Quotient | None:
    """The body with a delta of the index linear in it; None without one, or where that may not be."""
    place = next(_hidden(ring, body, index), None)
    if place is None:
        return None
    with ring.supposing(inside):
        try:
            without, there = (with_generator(ring, body, place, value) for value in (ring.zero, ring.one))
        except Undefined:
            return None
        if not (ring.is_total(without) and ring.is_total(there)):
            return None
    return without + ring.generators[place] * (there - without)


def _hidden(ring: Ring, value: Quotient, index: str, *, inside: bool = False) -> Iterator[int]:
    """The deltas of the index, and of no index bound further in, that are not just factors of terms."""
    for place in value.generators:
        if index not in ring.names[place]:
            continue
        atom = ring.atoms[place]
        if isinstance(atom, Delta):
            further = any(name[0] == "$" for name in atom.names())
            if not further and (inside or value.den.degrees()[place] > 0):
                yield place
            continue
        for part in atom.quotients():
            yield from _hidden(ring, part, index, inside=True)
