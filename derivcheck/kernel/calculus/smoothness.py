"""Where a normal form is smooth in a variable of integration, and its values at the ends of the range.

A normal form is a quotient of polynomials in atoms; it is smooth inside the range when its denominator is
never 0 there and each atom that hangs on the variable is smooth: a logarithm or a root where its argument
is positive, an absolute value where it is not 0, and so on (`_INSIDE`); functions that are known by their
derivatives have rows of their own (`derivcheck.kernel.calculus.smooth_functions`). It is continuous up to an
end when the same holds there, save that a root or an arcsine may be at its edge (`_AT_END`). Nothing is said
where a sign is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Cosine,
    Exponential,
    Function,
    Inverse,
    Logarithm,
    Power,
    Root,
    Sine,
    SymbolAtom,
)  # fmt: skip
from derivcheck.kernel.algebra.factors import is_nonzero
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.smooth_functions import is_function_continuous, is_function_smooth

__all__ = ["is_continuous_at", "is_smooth", "value_at"]

_Test = Callable[[Ring, Any], bool]


def _anywhere(ring: Ring, atom: Atom) -> bool:
    return True


def _sign_of_part(allowed: int) -> _Test:
    return lambda ring, atom: signs.is_within(ring.sign(atom.quotients()[0]), allowed)


def _inverse(allowed: int) -> _Test:
    def test(ring: Ring, atom: Inverse) -> bool:
        x = atom.argument
        if ring.principal and not signs.is_real(ring.sign(x)):
            return False  # it may be on a cut
        return atom.name == "atan" or signs.is_within(ring.sign(ring.one - x * x), allowed)

    return test


def _whole_power(ring: Ring, atom: Atom) -> bool:
    """Whether the exponent is a whole number that is not negative."""
    form = atom.quotients()[1].index_form()
    return form is not None and ring.entails(form)


def _function(ring: Ring, atom: Function) -> bool:
    return is_function_smooth(ring, atom.name, atom.arguments)


def _function_at_end(ring: Ring, atom: Function) -> bool:
    return is_function_continuous(ring, atom.name, atom.arguments)


#: When an atom is smooth in its parts.
_INSIDE: Mapping[type[Atom], _Test] = {
    SymbolAtom: _anywhere,
    Exponential: _anywhere,
    Cosine: _anywhere,
    Sine: _anywhere,
    Inverse: _inverse(signs.POSITIVE),
    Logarithm: _sign_of_part(signs.POSITIVE),
    Root: _sign_of_part(signs.POSITIVE),
    Absolute: _sign_of_part(signs.NONZERO),
    Function: _function,
    Power: _whole_power,
}
#: When an atom is continuous in its parts, as far as that is more.
_AT_END: Mapping[type[Atom], _Test] = {
    **_INSIDE,
    Inverse: _inverse(signs.NONNEGATIVE),
    Root: _sign_of_part(signs.NONNEGATIVE),
    Absolute: _anywhere,
    Function: _function_at_end,
}


def is_smooth(ring: Ring, value: Quotient, name: str) -> bool:
    """True when `value` is certainly smooth in the variable all through the inside of its range."""
    if not is_nonzero(ring, value.den):
        return False
    for place in value.generators:
        atom = ring.atoms[place]
        if name not in ring.symbols[place]:
            continue
        test = _INSIDE.get(type(atom))
        if test is None or not test(ring, atom):
            return False
        if not all(is_smooth(ring, part, name) for part in atom.quotients()):
            return False
    return True


def value_at(
    ring: Ring, value: Quotient, name: str, end: Quotient, *, smooth: bool = False
) -> Quotient | None:
    """The value at an end of the range, where `value` is certainly continuous up to it; else None.

    With `smooth` it must be smooth there as well.
    """
    try:
        return with_symbol(ring, value, name, end) if _holds(ring, value, name, end, smooth) else None
    except Undefined:
        return None


def is_continuous_at(ring: Ring, value: Quotient, name: str, end: Quotient) -> bool:
    """True when `value` is certainly continuous up to an end of the range."""
    try:
        return _holds(ring, value, name, end, smooth=False)
    except Undefined:
        return False


def _holds(ring: Ring, value: Quotient, name: str, end: Quotient, smooth: bool) -> bool:
    below = with_symbol(ring, ring.quotient(value.den, ring.one.den), name, end)
    if below.is_zero() or not is_nonzero(ring, below.num):
        return False
    for place in value.generators:
        atom = ring.atoms[place]
        if name not in ring.symbols[place]:
            continue
        test = (_INSIDE if smooth else _AT_END).get(type(atom))
        if test is None or not all(_holds(ring, part, name, end, smooth) for part in atom.quotients()):
            return False
        if not test(ring, _Moved(ring, atom, name, end)):
            return False
    return True


class _Moved:
    """An atom as the tests see it, with its parts where the variable is at an end."""

    def __init__(self, ring: Ring, atom: Atom, name: str, end: Quotient) -> None:
        self._parts = tuple(with_symbol(ring, part, name, end) for part in atom.quotients())
        self.name = getattr(atom, "name", "")

    def quotients(self) -> tuple[Quotient, ...]:
        return self._parts

    @property
    def arguments(self) -> tuple[Quotient, ...]:
        return self._parts

    @property
    def argument(self) -> Quotient:
        return self._parts[0]
