"""Sums as atoms, and the sums that are polynomials in their length."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from math import comb

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.atoms import Range, Sum, bound_index
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["Scope", "faulhaber", "sum_atom"]


@frozen
class Scope:
    """A bound index with its range, and the condition under which its values are taken."""

    index: str
    lower: Form
    upper: Form | None
    guard: Quotient | None = None

    @property
    def range(self) -> Range:
        return self.lower, self.upper


def sum_atom(ring: Ring, part: Quotient, scopes: tuple[Scope, ...]) -> Quotient:
    """The sum as an atom, its indices in the order that makes the least key.

    An order may turn the sign of the body (`A[k, l] = -A[l, k]`); a sum that is its own opposite is 0.
    """
    guard = scopes[0].guard
    level = max(part.level, guard.level if guard is not None else 0)
    bound = [variable(bound_index(level + 1 + step)) for step in range(len(scopes))]
    made: dict[Sum, bool] = {}
    for order in permutations(scopes):
        images = {scope.index: name for scope, name in zip(order, bound, strict=True)}
        ranges = tuple(scope.range for scope in order)
        body = ring.at(part, images)
        turned = body.num.leading_coefficient() < 0
        condition = ring.at(guard, images) if guard is not None else None
        atom = Sum(ranges, -body if turned else body, condition)
        if made.setdefault(atom, turned) != turned:
            return ring.zero
    least = (
        min(made, key=lambda atom: (str(atom.ranges), atom.body.key)) if len(made) > 1 else next(iter(made))
    )
    closed = ring.make(least)
    return -closed if made[least] else closed


def faulhaber(ring: Ring, degree: int, length: Quotient) -> Quotient:
    """`1^p + … + n^p` as a polynomial in `n`, from `(n+1)^(p+1) - 1 = sum over q of comb(p+1, q) S_q`."""
    sums: list[Quotient] = []
    for power in range(degree + 1):
        total = (length + ring.one) ** (power + 1) - ring.one
        for lower, known in enumerate(sums):
            total = total - ring.constant(comb(power + 1, lower)) * known
        sums.append(total * ring.constant(Fraction(1, power + 1)))
    return sums[degree]
