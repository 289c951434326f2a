"""Functions that are known by name only, equal at equal arguments, and which of two arguments they keep."""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["gives_way", "opaque"]

_HALF = Fraction(1, 2)


def opaque(ring: Ring, name: str, *arguments: Quotient) -> Quotient:
    """A function that is known by name only."""
    return ring.make(Function(name, arguments, (0,) * len(arguments)))


def gives_way(ring: Ring, z: Quotient) -> bool:
    """Whether `0 < z < 1`, and of the two `1 - z` is to stand as an argument."""
    number, rest = z.number(), ring.one - z
    if not ring.sign(z) == ring.sign(rest) == signs.POSITIVE:
        return False
    if number is not None:
        return number > _HALF
    first, second = ((each.num.leading_coefficient() < 0, each.key) for each in (z, rest))
    return first > second
