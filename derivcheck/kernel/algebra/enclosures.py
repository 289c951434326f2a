"""Normal forms without free symbols, enclosed in balls.

A normal form in one variable is evaluated on a ball of values of that variable (python-flint's `arb`): the
result holds every value that it takes there. What has no enclosure (a parameter, a generic function)
gives none, and so does what may be undefined somewhere on the ball.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from flint import acb, arb, ctx, fmpq, fmpz_mpoly

from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Constant,
    Cosine,
    Exponential,
    Function,
    Inverse,
    Logarithm,
    Root,
    Sine,
    SymbolAtom,
)  # fmt: skip
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["Enclosure", "rational"]

_PRECISION = 96


def rational(value: Fraction) -> fmpq:
    """The same number for python-flint."""
    return fmpq(value.numerator, value.denominator)


class Enclosure:
    """Evaluates normal forms of one ring where symbols lie in these balls."""

    def __init__(self, ring: Ring, values: Mapping[str, arb]) -> None:
        self.ring, self.values = ring, values
        self._known: dict[int, arb | None] = {}

    def of(self, value: Quotient) -> arb | None:
        """A finite ball with all the values of `value`; None without one."""
        before, ctx.prec = ctx.prec, _PRECISION
        try:
            return self._quotient(value)
        finally:
            ctx.prec = before

    def _quotient(self, value: Quotient) -> arb | None:
        above = self._polynomial(value.num)
        if above is None or value.den.is_one():
            return above
        below = self._polynomial(value.den)
        return _finite(above / below) if below is not None and not below.contains(0) else None

    def _polynomial(self, polynomial: fmpz_mpoly) -> arb | None:
        total = arb(0)
        for exponents, coefficient in polynomial.terms():
            part = arb(coefficient)
            for place, exponent in enumerate(exponents):
                if exponent:
                    value = self._generator(place)
                    if value is None:
                        return None
                    part = part * (acb(value) ** int(exponent)).real  # also where 0 lies in the ball
            total = total + part
        return _finite(total)

    def _generator(self, place: int) -> arb | None:
        if place not in self._known:
            self._known[place] = self._atom(self.ring.atoms[place])
        return self._known[place]

    def _atom(self, atom: Atom) -> arb | None:
        if isinstance(atom, SymbolAtom):
            return self.values.get(atom.name)
        if isinstance(atom, Constant):
            return arb.pi() if atom.name == "pi" else None
        row = _ROWS.get(type(atom))
        if row is None:
            return None
        inner = self._quotient(atom.quotients()[0])
        made = row(atom, inner) if inner is not None else None
        return _finite(made) if made is not None else None


def _finite(value: arb) -> arb | None:
    return value if value.is_finite() else None


def _inverse(atom: Inverse, x: arb) -> arb:
    return x.atan() if atom.name == "atan" else x.asin()


def _function(atom: Function, x: arb) -> arb | None:
    if any(atom.orders) or len(atom.arguments) != 1:
        return None
    if atom.name == "gamma":
        return x.gamma() if x > 0 else None
    return x.erf() if atom.name == "erf" else None


def _unit(atom: Exponential | Cosine | Sine, x: arb) -> arb:
    return x / atom.unit if atom.unit != 1 else x


_ROWS: Mapping[type[Atom], Callable[[Any, arb], arb | None]] = {
    Exponential: lambda atom, x: _unit(atom, x).exp(),
    Cosine: lambda atom, x: _unit(atom, x).cos(),
    Sine: lambda atom, x: _unit(atom, x).sin(),
    Inverse: _inverse,
    Logarithm: lambda atom, x: x.log(),
    Root: lambda atom, x: x.root(atom.degree) if x >= 0 else None,
    Absolute: lambda atom, x: abs(x),
    Function: _function,
}
