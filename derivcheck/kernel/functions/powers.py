"""Powers of one base that may be 0: `a^m = a^(m - 1) a` where `m - 1` is not negative.

Below an exponent of 0 that fails at `a = 0`, so such powers stay apart until it is seen which of them occur.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Power
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["powers_together"]


def powers_together(ring: Ring, value: Quotient) -> Quotient:
    """The value with each power as a multiple of the lowest one of its base that occurs in it."""
    found = [(place, ring.atoms[place]) for place in value.generators]
    powers = [(place, atom) for place, atom in found if isinstance(atom, Power)]
    images: dict[int, Quotient] = {}
    for place, high in powers:
        for _, low in powers:
            more = (high.exponent - low.exponent).number() if low.base == high.base else None
            if more is None or more <= 0 or more.denominator != 1:
                continue
            if signs.is_within(ring.sign(low.exponent), signs.NONNEGATIVE):
                images[place] = ring.generator(low) * high.base ** int(more)
    return ring.replaced(value, images) if images else value
