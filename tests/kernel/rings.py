"""Rings to try single rules in, and the normal forms of texts as texts."""

from __future__ import annotations

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.linear import Facts, variable
from derivcheck.kernel.algebra.quotient import Size
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.rows.families import FAMILIES
from derivcheck.model import Context
from derivcheck.terms.printing import to_text
from tests.kernel.random_terms import CONTEXT
from tests.refute.worlds import term

__all__ = ["plain_ring", "session_of", "spoken"]


def plain_ring() -> Ring:
    """A ring that knows `1 <= i, j <= n` and nothing of symbols."""
    ring = Ring(FAMILIES, Size())
    i, j, n = map(variable, "ijn")
    ring.facts = Facts().knowing(i.shifted(-1), n.minus(i), j.shifted(-1), n.minus(j), n.shifted(-1))
    return ring


def session_of(context: Context = CONTEXT, free: str = "ij") -> Session:
    """A large session in which these indices are free."""
    return Session(context, frozenset(free) & context.indices.keys(), size=Size(96))


def spoken(text: str, context: Context = CONTEXT) -> str:
    """The normal form of a text as text."""
    read = term(text, context)

    def written(session: Session) -> str:
        return to_text(session.speaker().term(session.read(read).value), context.indices)

    return Kernel().ask(context, (read,), written)
