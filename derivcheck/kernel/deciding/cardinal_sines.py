"""Cardinal sines beside sines: `u sinc(u) = sin(u)`.

Where `u` may be 0, `sinc(u)` is an entire function of its own, and so is `sinh(u)/u`
(`derivcheck.kernel.functions.special`). With `sin(u)/u` in its place a difference may be seen to be 0. Then
the difference times a power of `u` is 0, by no more than `cos(u)^2 + u^2 sinc(u)^2 = 1` and the relations of
the other atoms. These are solved for powers of atoms, so what is made of symbols that no assumption ties
down, and of logarithms, divides no zero: the difference itself is 0, also where `u` is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.kernel.algebra.atoms import IMAGINARY, Atom, Constant, Function, Logarithm, SymbolAtom
from derivcheck.kernel.algebra.factors import square_of
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.functions.trigonometric import hyperbolic, rotation
from derivcheck.terms import HYPERGEOMETRIC

__all__ = ["vanishes_by_cardinal_sines"]


def vanishes_by_cardinal_sines(session: Session, value: Quotient) -> bool:
    """True where `value` is 0 with `sin(u)/u` for each `sinc(u)` in it."""
    ring, theory = session.ring, session.theory
    laws = (law.symbols for law in theory.laws)
    tied = frozenset[str]().union(*laws, *(each.symbols for each in theory.vanishing))
    quotients = dict(_quotients(ring, value, tied))
    return bool(quotients) and ring.replaced(value, quotients).is_zero()


def _quotients(ring: Ring, value: Quotient, tied: frozenset[str]) -> Iterator[tuple[int, Quotient]]:
    """The places of cardinal sines of what is free, and the quotients that they are off 0."""
    for place in value.generators:
        u, is_sine = _argument(ring, ring.atoms[place]) or (ring.zero, False)
        if not u.is_zero() and _is_free(ring, u) and tied.isdisjoint(u.symbols):
            yield place, (rotation if is_sine else hyperbolic)(ring, u)[1] / u


def _argument(ring: Ring, atom: Atom) -> tuple[Quotient, bool] | None:
    """`u` of `0F1(; 3/2; -u^2/4)`, which is `sin(u)/u`, or of the same without the sign, `sinh(u)/u`."""
    match atom:
        case Function(name, (*parameters, z)) if name == HYPERGEOMETRIC and not any(atom.orders):
            is_cardinal = [each.number() for each in parameters] == [0, Fraction(3, 2)]
            return square_of(ring, z * ring.constant(4)) if is_cardinal else None
    return None


def _is_free(ring: Ring, u: Quotient) -> bool:
    """Whether this is made of symbols without indices and of logarithms."""
    atoms = [ring.atoms[place] for place in u.generators]
    return all(
        isinstance(atom, Constant | Logarithm) or atom == IMAGINARY or _is_symbol(atom) for atom in atoms
    )


def _is_symbol(atom: Atom) -> bool:
    return isinstance(atom, SymbolAtom) and not atom.indices
