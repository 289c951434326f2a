"""Analytic functions of complex symbols.

An analytic function that is real on an open set is constant there. So what is made of complex symbols by
analytic functions alone, and is no constant, is not real as a whole, and its conjugate is not written by such
functions. That spares making the conjugates of most values, to find that they are others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Cosine,
    Exponential,
    Inverse,
    Logarithm,
    Power,
    Root,
    Sine,
    SymbolAtom,
    is_axis,
)

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.quotient import Quotient
    from derivcheck.kernel.algebra.ring import Ring

__all__ = ["is_analytic"]

#: Analytic off their cuts and poles.
_ANALYTIC = (Exponential, Cosine, Sine, Inverse, Logarithm, Root, Power)


def is_analytic(ring: Ring, value: Quotient) -> bool:
    """Whether it is seen to be an analytic function of complex symbols, and not a constant.

    False decides nothing: only what occurs most is looked at.
    """
    moves = False
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, SymbolAtom):
            if is_axis(atom.name):
                return False
            moves |= not signs.is_real(ring.generator_sign(place))
        elif isinstance(atom, _ANALYTIC):
            inside = [is_analytic(ring, part) for part in atom.quotients() if part.number() is None]
            if not all(inside):
                return False
            moves |= bool(inside)
        else:
            return False
    return moves
