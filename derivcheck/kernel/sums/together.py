"""Sums over one range taken under one sign, where what cancels in their bodies cancels.

`sum(x[k]/(x[k] + y)) + sum(y/(x[k] + y))` is `sum(1)`: each body alone comes apart no further.
"""

from __future__ import annotations

from derivcheck.kernel.algebra.atoms import Sum
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["numerator", "under_one_sign"]


def numerator(value: Quotient) -> Quotient:
    """The numerator alone, which is 0 exactly where the value is."""
    return value.ring.quotient(value.num, value.ring.one.den)


def under_one_sign(ring: Ring, difference: Quotient) -> Quotient:
    """Sums over one range whose bodies are fractions, taken under one sign."""
    value = numerator(difference)
    groups: dict[object, list[int]] = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Sum) and atom.guard is None and len(atom.ranges) == 1 and len(atom.body.den) > 1:
            groups.setdefault(atom.ranges, []).append(place)
    for places in groups.values():
        value = _taken_together(ring, value, places)
    return value


def _taken_together(ring: Ring, value: Quotient, places: list[int]) -> Quotient:
    zeros = dict.fromkeys(places, ring.zero)
    slopes = [ring.quotient(value.num.derivative(place), ring.one.den) for place in places]
    if any(set(places) & set(slope.generators) for slope in slopes):
        return value  # not linear in these sums
    first = ring.atoms[places[0]]
    assert isinstance(first, Sum)
    with ring.binding(*first.ranges[0]) as name:
        body = ring.zero
        for place, slope in zip(places, slopes, strict=True):
            atom = ring.atoms[place]
            assert isinstance(atom, Sum)
            body = body + slope * ring.at(atom.body, {atom.variables()[0]: variable(name)})
        return ring.replaced(value, zeros) + sum_over(ring, body, name, first.ranges[0])
