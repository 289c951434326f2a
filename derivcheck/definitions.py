"""Terms with what their definitions stand for.

Who needs a term's shape, rather than its value, looks at it in this way: `q[i] <= 1` is about a sum and one
of its members only when it is known what `q` stands for.
"""

from __future__ import annotations

from derivcheck.frozen import frozen, replace
from derivcheck.model import Claim, Context, Definition
from derivcheck.terms import Call, Diff, Sym, Term, map_children, substitute

__all__ = ["expanded", "looked_through"]

#: Definitions inside of definitions are taken apart this deep, and so many parts are looked at.
_DEEPEST, _MOST_PARTS = 8, 20_000


class _TooMany(Exception):  # noqa: N818 - an event, not a mistake
    """More parts than are looked at."""


def expanded(term: Term, context: Context) -> Term:
    """`term` with what its definitions stand for; what a derivative is taken by keeps its name.

    What would become very large stays as it is.
    """
    if not context.definitions:
        return term
    try:
        return _Expansion(context, [_MOST_PARTS]).of(term, frozenset(), _DEEPEST)
    except _TooMany:
        return term


def looked_through(claim: Claim) -> Claim:
    """The claim with both sides expanded."""
    left, right = (expanded(side, claim.context) for side in (claim.left, claim.right))
    return replace(claim, left=left, right=right)


@frozen
class _Expansion:
    context: Context
    left: list[int]

    def of(self, term: Term, kept: frozenset[str], depth: int) -> Term:
        self.left[0] -= 1
        if self.left[0] < 0:
            raise _TooMany
        if isinstance(term, Diff):
            kept = kept | {by.name for by, _ in term.variables if isinstance(by, Sym)}
            return Diff(self.of(term.body, kept, depth), term.variables)
        made = map_children(lambda part: self.of(part, kept, depth), term)
        if not isinstance(made, Sym | Call) or made.name in kept or not depth:
            return made
        definition = self.context.definitions.get(made.name)
        if definition is None or (isinstance(made, Call) and any(made.primes)):
            return made
        return self.of(_body(definition, made), kept, depth - 1)


def _body(definition: Definition, use: Sym | Call) -> Term:
    arguments = use.args if isinstance(use, Call) else use.indices
    return substitute(definition.body, dict(zip(definition.parameters, arguments, strict=True)))
