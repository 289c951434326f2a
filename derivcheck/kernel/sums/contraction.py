"""Kronecker deltas in the bound index: `sum([k = e] f(k); a, b) = [a <= e <= b] f(e)`.

Where `e` may lie outside of the range, `f(e)` has to be defined everywhere: 0 times what is not defined is
not 0. Of several deltas the one contracts that is written first, so that the result does not hang on which of
them was met first.
"""

from __future__ import annotations

from derivcheck.kernel.algebra.atoms import Delta
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.reading.indices import at_least
from derivcheck.kernel.sums.sum_atoms import Scope

__all__ = ["contracted"]


def contracted(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    """The sum of what has a delta in the bound index as a factor; None without one."""
    degrees = part.num.degrees()
    found = [(atom.form, place) for place in part.generators if isinstance(atom := ring.atoms[place], Delta)]
    for form, place in sorted(found) if len(found) > 1 else found:
        target = form.solved(scope.index)
        if target is None or degrees[place] < 1:
            continue
        inside = at_least(ring, target.minus(scope.lower))
        if scope.upper is not None:
            inside = inside * at_least(ring, scope.upper.minus(target))
        if inside.is_zero():
            return ring.zero
        rest = ring.at(ring.replaced(part, {place: ring.one}), {scope.index: target})
        if inside.is_one() or ring.is_total(rest):
            return inside * rest
    return None
