"""A function that is known by name only: equal at equal arguments, and nothing else."""

from __future__ import annotations

from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["opaque"]


def opaque(ring: Ring, name: str, *arguments: Quotient) -> Quotient:
    """A function that is known by name only."""
    return ring.make(Function(name, arguments, (0,) * len(arguments)))
