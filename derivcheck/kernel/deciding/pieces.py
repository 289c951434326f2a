"""Functions in pieces: at each point one of some alternatives holds, and there the function is plain.

`|u|` is `u` where `u >= 0` and `-u` where `u < 0`; the largest of several values is one of them where that is
at least each of the others. A relation with such a function in it comes apart into alternatives, one of
which holds wherever the relation does. Only of real values, and only outside of sums and other binders, whose
indices the alternatives would mention.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from derivcheck.kernel.deciding.known_inequalities import outside_sums
from derivcheck.terms import Add, Call, Div, Mul, Neg, Pow, Rel, Term, integer, map_children

__all__ = ["PIECES", "in_pieces"]

_Piece = tuple[tuple[Rel, ...], Term]
_ZERO = integer(0)


def _modulus(*args: Term) -> Iterator[_Piece]:
    (u,) = args
    yield (Rel(">=", u, _ZERO),), u
    yield (Rel("<", u, _ZERO),), Neg(u)


def _sign(*args: Term) -> Iterator[_Piece]:
    (u,) = args
    for op, value in ((">", 1), ("=", 0), ("<", -1)):
        yield (Rel(op, u, _ZERO),), integer(value)


def _extreme(op: str) -> Callable[..., Iterator[_Piece]]:
    def pieces(*args: Term) -> Iterator[_Piece]:
        for place, each in enumerate(args):
            others = (*args[:place], *args[place + 1 :])
            yield tuple(Rel(op, each, other) for other in others), each

    return pieces


PIECES: Mapping[str, Callable[..., Iterator[_Piece]]] = MappingProxyType(
    {"abs": _modulus, "sign": _sign, "max": _extreme(">="), "min": _extreme("<=")}
)
"""For each function its pieces: the relations that hold on it, and what the function is there."""


def in_pieces(relation: Rel) -> list[tuple[Rel, ...]] | None:
    """Alternatives one of which holds where the relation does, without the first such function in it.

    None where no such function stands in the relation.
    """
    for side in (relation.left, relation.right):
        for part in outside_sums(side):
            if isinstance(part, Call) and part.name in PIECES:
                pieces = PIECES[part.name](*part.args)
                return [(*where, _with_part(relation, part, value)) for where, value in pieces]
    return None


def _with_part(relation: Rel, part: Term, value: Term) -> Rel:
    """The relation with the value for the part, outside of sums and other binders."""

    def changed(term: Term) -> Term:
        if term == part:
            return value
        return map_children(changed, term) if isinstance(term, Add | Call | Div | Mul | Neg | Pow) else term

    return Rel(relation.op, changed(relation.left), changed(relation.right))
