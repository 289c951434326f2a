"""Finite sums over several indices, summed in another order where an assumption knows the inner sum.

A sum over `k` and `i` of `a[i] u[i,k] u[j,k]` is one atom, in which nothing is inner. With `k` summed first
it holds the sum over `k` of `u[i,k] u[j,k]`, and an assumption may say that this is `delta(i, j)`
(orthonormal rows, an inverse matrix, probabilities that add up to 1). Finite sums whose ranges do not depend
on each other may be taken in any order.
"""

from __future__ import annotations

from collections.abc import Mapping

from derivcheck.kernel.algebra.atoms import Range, Sum
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["exchanged"]

#: What comes out is looked at again this often.
_MOST_ROUNDS = 4

_Axis = tuple[str, Range]


def exchanged(ring: Ring, value: Quotient) -> Quotient:
    """`value` with its sums over several indices in the order in which fewer indices are left."""
    for _ in range(_MOST_ROUNDS):
        images = {}
        for place in value.generators:
            atom = ring.atoms[place]
            simpler = _simpler(ring, atom) if isinstance(atom, Sum) else None
            if simpler is not None:
                images[place] = simpler
        if not images:
            break
        value = ring.replaced(value, images)
    return value


def _simpler(ring: Ring, atom: Sum) -> Quotient | None:
    """The sum with another index summed first, if that leaves fewer indices under one sign."""
    axes = list(zip(atom.variables(), atom.ranges, strict=True))
    own = set(atom.variables())
    ends = [end for each in atom.ranges for end in each]
    if len(axes) < 2 or atom.guard is not None:
        return None
    if any(end is None or not own.isdisjoint(end.names) for end in ends):
        return None
    for place, axis in enumerate(axes):
        ring.tick()
        made = _summed(ring, atom, (*axes[:place], *axes[place + 1 :], axis), {})
        if _widest(ring, made) < len(axes):
            return made
    return None


def _summed(ring: Ring, atom: Sum, axes: tuple[_Axis, ...], images: Mapping[str, Form]) -> Quotient:
    """The sum over these indices, the last one first."""
    if not axes:
        return ring.at(atom.body, images)
    (name, ends), *rest = axes
    with ring.binding(*ends) as fresh:
        body = _summed(ring, atom, tuple(rest), {**images, name: variable(fresh)})
        return sum_over(ring, body, fresh, ends)


def _widest(ring: Ring, value: Quotient) -> int:
    atoms = (ring.atoms[place] for place in value.generators)
    return max((len(atom.ranges) for atom in atoms if isinstance(atom, Sum)), default=0)
