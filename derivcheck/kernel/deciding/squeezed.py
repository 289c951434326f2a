"""Symbols to which a single value is left where both sides are defined.

`asin(x)` has a value where `1 - x^2 >= 0`, so under the assumption `x >= 1` it has one at `x = 1` alone, and
what is claimed of it is to be shown there.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.deciding.definedness import supposing
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.conditions import Condition
from derivcheck.kernel.knowledge.schemes import KnownSign
from derivcheck.terms import Rel

__all__ = ["only_value"]


def only_value(session: Session, conditions: tuple[Condition, ...]) -> Rel | None:
    """That a symbol equals the one number that it can be where the conditions hold; None without one."""
    with supposing(session, conditions):
        known = session.theory.signs if conditions else ()
        return next((found for each in known if (found := _left_by(session, each)) is not None), None)


def _left_by(session: Session, known: KnownSign) -> Rel | None:
    """The equation of a symbol that an inequality, linear in it alone, leaves together with the others."""
    ring, value = session.ring, known.polynomial
    places = value.generators
    if known.sign == signs.ZERO or known.scheme.names or len(places) != 1 or value.num.total_degree() != 1:
        return None
    symbol = ring.generators[places[0]]
    if not isinstance(symbol.atom(), SymbolAtom) or ring.sign(value) != signs.ZERO:
        return None
    speaker = session.speaker()
    return Rel("=", speaker.term(symbol), speaker.term(symbol - value / value.partial(places[0])))
