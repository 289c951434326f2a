"""The sessions of the kernel: kept for claims of one context, and made anew where a ring was too small."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from derivcheck.frozen import NOTHING
from derivcheck.kernel.algebra.quotient import Restart, Size
from derivcheck.kernel.deciding.occurring import Occurring, expected_atoms, what_occurs
from derivcheck.kernel.deciding.session import Case, Session
from derivcheck.model import Claim, Context
from derivcheck.terms import Term

__all__ = ["Sessions"]

#: A ring is made larger at most this often; so many sessions are kept before all are forgotten.
_MOST_RESTARTS, _MOST_SESSIONS = 40, 64

T = TypeVar("T")


class Sessions:
    """What was read, by context; `tick` may raise to give up."""

    def __init__(
        self, tick: Callable[[], None] = lambda: None, proposed: Mapping[Term, tuple[Term, ...]] = NOTHING
    ) -> None:
        self.tick = tick
        self._proposed = proposed
        self._sessions: dict[object, Session] = {}
        self._size = Size()
        self._occurring: dict[object, Occurring] = {}
        self._contexts: dict[int, Context] = {}  # kept alive, for sessions are found by identity
        self.principal = False  # set while principal branches are meant whatever occurs in a claim
        # Set while few points may be set aside; logarithms come apart by angles.
        self._generic = self._sectored = False

    @property
    def has_units(self) -> bool:
        """Whether arguments were split finer, for one of the claims that were asked."""
        return bool(self._size.units)

    def ask(
        self,
        context: Context,
        terms: tuple[Term, ...],
        question: Callable[[Session], T],
        case: Case = Case(),  # noqa: B008 - frozen
    ) -> T:
        """The answer to a question about terms of one context, asked again in a larger ring where needed."""
        indices = self._about(context, terms).indices
        return self._restarting(lambda: question(self._session(context, terms, indices, case)))

    def _session(
        self, context: Context, terms: tuple[Term, ...], indices: frozenset[str], case: Case
    ) -> Session:
        about = self._about(context, terms)
        principal = about.principal or self.principal
        key = (id(context), indices, case, principal, about.angles, self._generic, self._sectored)
        session = self._sessions.get(key)
        if session is None:
            if len(self._sessions) >= _MOST_SESSIONS:
                for kept in (self._sessions, self._contexts, self._occurring):
                    kept.clear()
            self._contexts[id(context)] = context
            self._size = self._size.for_claim(expected_atoms(terms))
            session = self._sessions[key] = Session(
                context,
                indices,
                case,
                self._size,
                lambda: self.tick(),
                principal=principal,
                angles=about.angles,
                generic=self._generic,
                sectored=self._sectored,
            )
            session.reader.proposed = self._proposed
        return session

    def _about(self, context: Context, terms: tuple[Term, ...]) -> Occurring:
        """What occurs in the terms; asked often of the same ones."""
        found = self._occurring.get((id(context), terms))
        if found is None:
            self._contexts[id(context)] = context
            found = self._occurring[id(context), terms] = what_occurs(context, terms)
        return found

    def _again(self, question: Callable[[Claim], T]) -> Callable[[Claim], T]:
        """A question about a claim, asked again in a larger ring where needed."""
        return lambda claim: self._restarting(lambda: question(claim))

    def _restarting(self, question: Callable[[], T]) -> T:
        for _ in range(_MOST_RESTARTS):
            try:
                return question()
            except Restart as restart:
                self._size = restart.size
                self._sessions.clear()
        return question()
