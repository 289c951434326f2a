"""Kronecker deltas in the bound index: `sum([k = e] f(k); a, b) = [a <= e <= b] f(e)`.

Where `e` may lie outside of the range, `f(e)` has to be defined everywhere: 0 times what is not defined is
not 0.
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
    for place in part.generators:
        atom = ring.atoms[place]
        target = atom.form.solved(scope.index) if isinstance(atom, Delta) else None
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
