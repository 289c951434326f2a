"""Limits at a point among complex numbers, of quotients of what is analytic there.

Where `f` and `g` are analytic at `a` and `g(a) != 0`, the limit of `f/g` is `f(a)/g(a)`; where both are 0 at
`a`, it is the limit of `f'/g'`, for so it is with their power series, of which that of `g` is not 0. That
they are analytic is read off their atoms, as smoothness is (`derivcheck.kernel.calculus.smoothness`);
moduli may only stand where nothing has to be differentiated. It does not matter whether the variable is real.
Source: Ahlfors, Complex Analysis, section 4.3.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Cosine,
    Exponential,
    Function,
    Inverse,
    Logarithm,
    Root,
    Sine,
    SymbolAtom,
)
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.smoothness import value_at
from derivcheck.kernel.functions.symbols import Variable

__all__ = ["complex_limit", "is_nonzero_near"]

_MOST_DERIVATIVES = 4
#: Off their cuts; of the other functions those that are smooth are so.
_ANALYTIC = (SymbolAtom, Exponential, Cosine, Sine, Inverse, Logarithm, Root)


def complex_limit(
    ring: Ring, value: Quotient, name: str, point: Quotient
) -> tuple[Quotient, Quotient] | None:
    """The limit, and what must not be 0 for it to be one; None where it is not found.

    Raises:
        Undefined: the value grows beyond all bounds.

    """
    for _ in range(_MOST_DERIVATIVES):
        above, below = (ring.quotient(part, ring.one.den) for part in (value.num, value.den))
        bottom = with_symbol(ring, below, name, point)
        if not bottom.is_zero():
            top = value_at(ring, above, name, point)
            known = value_at(ring, below, name, point)
            return None if top is None or known is None else (top / known, known)
        if _is_nonzero_at(ring, above, name, point):
            raise Undefined.here(ring)
        if not (_is_zero_at(ring, above, name, point) and _is_zero_at(ring, below, name, point)):
            return None
        by = Variable(name, ())
        slope = ring.derivative(below, by)
        if slope.is_zero():
            return None
        value = ring.derivative(above, by) / slope
    return None


def _is_analytic_at(ring: Ring, value: Quotient, name: str, point: Quotient) -> bool:
    return _is_analytic(ring, value, name) and value_at(ring, value, name, point, smooth=True) is not None


def _is_analytic(ring: Ring, value: Quotient, name: str) -> bool:
    """Whether the variable stands in analytic functions alone."""
    for place in value.generators:
        atom = ring.atoms[place]
        if name not in ring.symbols[place]:
            continue
        plain = isinstance(atom, _ANALYTIC) or (isinstance(atom, Function) and not ring.is_generic(atom.name))
        if not plain or not all(_is_analytic(ring, part, name) for part in atom.quotients()):
            return False
    return True


def _is_zero_at(ring: Ring, value: Quotient, name: str, point: Quotient) -> bool:
    return _is_analytic_at(ring, value, name, point) and with_symbol(ring, value, name, point).is_zero()


def _is_nonzero_at(ring: Ring, value: Quotient, name: str, point: Quotient) -> bool:
    there = value_at(ring, value, name, point)
    return there is not None and signs.is_within(certain_sign(ring, there), signs.NONZERO)


def is_nonzero_near(ring: Ring, value: Quotient, name: str, point: Quotient) -> bool:
    """Whether `value` is certainly not 0 close to the point, save perhaps at it."""
    if _is_nonzero_at(ring, value, name, point):
        return True
    if not _is_analytic_at(ring, value, name, point):
        return False
    return _is_nonzero_at(ring, ring.derivative(value, Variable(name, ())), name, point)
