"""Finite sums over several indices, summed in another order where an assumption knows the inner sum.

A sum over `k` and `i` of `a[i] u[i,k] u[j,k]` is one atom, in which nothing is inner. With `k` summed first
it holds the sum over `k` of `u[i,k] u[j,k]`, and an assumption may say that this is `delta(i, j)`
(orthonormal rows, an inverse matrix, probabilities that add up to 1). Finite sums whose ranges do not depend
on each other may be taken in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from derivcheck.frozen import NOTHING
from derivcheck.kernel.algebra.atoms import Range, Sum
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["Axis", "exchanged", "orders_of", "rewritten", "summed_in_order"]

#: What comes out is looked at again this often.
_MOST_ROUNDS = 4

Axis = tuple[str, Range]


def exchanged(ring: Ring, value: Quotient) -> Quotient:
    """`value` with its sums over several indices in the order in which fewer indices are left."""
    return rewritten(ring, value, _simpler)


def rewritten(ring: Ring, value: Quotient, rule: Callable[[Ring, Sum], Quotient | None]) -> Quotient:
    """`value` with its sums as the rule writes them, again and again while it writes any anew."""
    for _ in range(_MOST_ROUNDS):
        images = {}
        for place in value.generators:
            atom = ring.atoms[place]
            made = rule(ring, atom) if isinstance(atom, Sum) else None
            if made is not None:
                images[place] = made
        if not images:
            break
        value = ring.replaced(value, images)
    return value


def orders_of(atom: Sum) -> Iterator[list[Axis]]:
    """The indices in the orders in which each is once the innermost; none where the order matters."""
    axes = list(zip(atom.variables(), atom.ranges, strict=True))
    own = set(atom.variables())
    ends = [end for each in atom.ranges for end in each]
    if atom.guard is None and all(end is not None and own.isdisjoint(end.names) for end in ends):
        for place, axis in enumerate(axes):
            yield [*axes[:place], *axes[place + 1 :], axis]


def summed_in_order(
    ring: Ring,
    body: Quotient,
    axes: Sequence[Axis],
    innermost: Callable[[Ring, Quotient, str, Range], Quotient | None] = sum_over,
    images: Mapping[str, Form] = NOTHING,
) -> Quotient | None:
    """The sum over these indices, the last one first, by `innermost`; None where that finds none."""
    (name, ends), *rest = axes
    with ring.binding(*ends) as fresh:
        here = {**images, name: variable(fresh)}
        if not rest:
            return innermost(ring, ring.at(body, here), fresh, ends)
        inner = summed_in_order(ring, body, rest, innermost, here)
        return None if inner is None else sum_over(ring, inner, fresh, ends)


def _simpler(ring: Ring, atom: Sum) -> Quotient | None:
    """The sum with another index summed first, if that leaves fewer indices under one sign."""
    for axes in orders_of(atom) if len(atom.ranges) > 1 else ():
        ring.tick()
        made = summed_in_order(ring, atom.body, axes)
        if made is not None and _widest(ring, made) < len(axes):
            return made
    return None


def _widest(ring: Ring, value: Quotient) -> int:
    atoms = (ring.atoms[place] for place in value.generators)
    return max((len(atom.ranges) for atom in atoms if isinstance(atom, Sum)), default=0)
