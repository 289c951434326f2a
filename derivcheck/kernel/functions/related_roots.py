"""Roots that are products or quotients of others, though none of them comes apart by itself.

For numbers with angles in `(-pi, pi]`, `(f g)^(1/q) = f^(1/q) g^(1/q)` where the angles of `f` and `g` add
up to one in `(-pi, pi]`, and `(f/g)^(1/q) = f^(1/q)/g^(1/q)` where their difference lies there. The sum does
where `f + c g > 0` for some `c > 0`, the difference where `f - c g <= 0`
(`derivcheck.kernel.algebra.sectors`). So `sqrt(1 - 1/z) = sqrt(z - 1)/sqrt(z)` and
`sqrt(1 - z^2) = sqrt(1 - z) sqrt(1 + z)` for all complex `z`, also for `z = c^2 x^2`: it is the roots
that are compared, not the factors under them. Over the reals no root is negative,
and equal squares are enough: `sqrt(a sin(x) + sin(x)^2) = sqrt(sin(x)) sqrt(a + sin(x))`, though that square
is written `1 - cos(x)^2`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from derivcheck.kernel.algebra.atoms import Root
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import total_of_two

__all__ = ["roots_by_others"]

#: Among more roots none is looked for that others give.
_MOST_ROOTS = 8

_Place = int


def roots_by_others(ring: Ring, value: Quotient) -> Quotient:
    """The value with each root that is a product or quotient of two others written by these."""
    roots = [place for place in value.generators if isinstance(ring.atoms[place], Root)]
    if not 2 < len(roots) <= _MOST_ROOTS:
        return value
    images: dict[_Place, Quotient] = {}
    for place in sorted(roots, key=lambda place: _length(ring, place), reverse=True):
        others = [each for each in roots if each != place and each not in images]
        found = next(_products(ring, place, others), None)
        if found is not None:
            images[place] = found
    return ring.replaced(value, images)


def _length(ring: Ring, place: _Place) -> int:
    base = _root(ring, place).base
    return len(base.num) + len(base.den)


def _products(ring: Ring, place: _Place, others: Sequence[_Place]) -> Iterator[Quotient]:
    """The ways in which one root is a product or a quotient of two of the others."""
    root = _root(ring, place)
    alike = [each for each in others if _root(ring, each).degree == root.degree]
    for first, second in permutations(alike, 2):
        above, below = _root(ring, first).base, _root(ring, second).base
        if first < second and above * below == root.base and _is_one_turn(ring, above, below, opposite=False):
            yield ring.generators[first] * ring.generators[second]
        if above / below == root.base and _is_one_turn(ring, above, below, opposite=True):
            yield ring.generators[first] / ring.generators[second]


def _root(ring: Ring, place: _Place) -> Root:
    root = ring.atoms[place]
    assert isinstance(root, Root)
    return root


def _is_one_turn(ring: Ring, first: Quotient, second: Quotient, *, opposite: bool) -> bool:
    """True where the sum of the angles, or their difference, lies in `(-pi, pi]`."""
    return not ring.principal or total_of_two(ring, first, second, opposite=opposite).turn() == 0
