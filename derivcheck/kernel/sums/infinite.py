"""Infinite sums as atoms, and deltas that contract in them.

The terms with a factor `[k = e]` are all 0 but one, so `sum(A(k) + [k = e] B(k); a, oo) = sum(A; a, oo) +
[e >= a] B(e)`: the left side converges where the right one does. Otherwise such a sum is taken as a whole,
for coming apart needs convergence; only the monomial that does not depend on the index stands outside.
"""

from __future__ import annotations

from derivcheck.kernel.algebra.atoms import Delta
from derivcheck.kernel.algebra.factors import whole_content
from derivcheck.kernel.algebra.quotient import Quotient, used_places
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.sums.bodies import split_body
from derivcheck.kernel.sums.contraction import contracted
from derivcheck.kernel.sums.sum_atoms import Scope, sum_atom

__all__ = ["deltas_apart", "infinite_sum"]


def infinite_sum(ring: Ring, body: Quotient, scope: Scope) -> Quotient:
    """The sum of `body` from the lower end on."""
    total, rest = deltas_apart(ring, body, scope)
    return total if rest.is_zero() else total + _atom(ring, rest, scope)


def deltas_apart(ring: Ring, body: Quotient, scope: Scope) -> tuple[Quotient, Quotient]:
    """The sum of the terms with a delta of the index, contracted, and the body without them."""
    total = ring.zero
    if scope.guard is None and _has_delta(ring, body, scope.index):
        for coefficient, part in split_body(ring, body, scope.index):
            found = contracted(ring, part, scope)
            if found is not None:
                total = total + coefficient * found
                body = body - coefficient * part
    return total, body


def _has_delta(ring: Ring, body: Quotient, index: str) -> bool:
    """True when a delta of the index stands in the numerator, and none in the denominator."""
    places = {place for place in body.generators if isinstance(ring.atoms[place], Delta)}
    inside = {place for place in places if index in ring.names[place]}
    return bool(inside) and inside.isdisjoint(used_places(body.den))


def _atom(ring: Ring, body: Quotient, scope: Scope) -> Quotient:
    outside: dict[int, int] = {}
    above = [exponents for exponents, _ in body.num.terms()]
    for place in body.generators:
        if scope.index not in ring.names[place]:
            common = min(int(exponents[place]) for exponents in above)
            outside[place] = common
    factor = ring.monomial({place: exponent for place, exponent in outside.items() if exponent})
    number = ring.constant(whole_content(body.num))
    return factor * number * sum_atom(ring, body / (factor * number), (scope,))
