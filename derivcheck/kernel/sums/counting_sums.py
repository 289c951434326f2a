"""Sums with Bell's and Stirling's numbers over all that is counted.

    sum of binomial(n, k) bell(k), k <= n   is  bell(n + 1),    by the block that holds one more element,
    sum of stirling(n, k), k <= n           is  bell(n),        by the number of blocks,
    sum of stirling(n, k) x (x - 1) ... (x - k + 1), k <= n  is  x^n,

where `x` is what the factor beside `stirling(n, 1)` is, if the one beside `stirling(n, 0)` is 1.
Source: Graham, Knuth, Patashnik, Concrete Mathematics, 6.10, and exercise 7.15.
"""

from __future__ import annotations

from contextlib import suppress

from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.linear import constant, variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.counting import bell
from derivcheck.kernel.functions.gammas import binomial, falling
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.sums.bodies import split_body
from derivcheck.kernel.sums.sum_atoms import Scope

__all__ = ["counting_sum"]

#: So many terms may be missing at the beginning.
_MOST_MISSING = 4


def counting_sum(ring: Ring, body: Quotient, scope: Scope) -> Quotient | None:
    """The sum of `body` from 0 or a little later on; None where it is none of these."""
    upper, low = scope.upper, scope.lower
    if upper is None or low.terms or not 0 <= low.const <= _MOST_MISSING or scope.guard is not None:
        return None
    counts = any(_is_count(ring, place, scope.index) for place in body.generators)
    if not counts or not ring.facts.entails(upper.minus(low)):
        return None
    with suppress(Outside, Undefined), ring.binding(constant(0), upper) as name:
        opened, total = ring.at(body, {scope.index: variable(name)}), ring.zero
        for coefficient, part in split_body(ring, opened, name):
            found = _of_part(ring, part, name, ring.of_form(upper))
            if found is None:
                return None
            total = total + coefficient * found
        missing = (ring.at(body, {scope.index: constant(place)}) for place in range(low.const))
        return total - sum(missing, ring.zero)
    return None


def _of_part(ring: Ring, part: Quotient, index: str, n: Quotient) -> Quotient | None:
    inside = [place for place in part.generators if _is_count(ring, place, index)]
    if len(inside) != 1:
        return None
    atom, k = ring.atoms[inside[0]], ring.of_form(variable(index))
    assert isinstance(atom, Function)
    rest = part / ring.generator(atom)
    if atom.arguments == (k,):
        factor = rest / binomial(ring, n, k)
        return None if index in factor.names else factor * bell(ring, n + ring.one)
    if atom.arguments != (n, k):
        return None
    if index not in rest.names:
        return rest * bell(ring, n)
    first, second = (ring.at(rest, {index: constant(place)}) for place in (0, 1))
    x = second / first
    powers = (rest - first * falling(ring, x, k)).is_zero()
    return first * whole_power(ring, x, n) if powers else None


def _is_count(ring: Ring, place: int, index: str) -> bool:
    atom = ring.atoms[place]
    return isinstance(atom, Function) and atom.name in ("bell", "stirling") and index in ring.names[place]
