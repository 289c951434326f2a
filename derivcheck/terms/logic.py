"""Conditions taken apart: relations joined with `and`, `or` and `not`.

A condition has a truth value at a point where all of its relations have values on both sides, and there the
laws of propositional logic hold. `A => B` and `A <=> B` are claims between two conditions.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from types import MappingProxyType

from derivcheck.terms.nodes import And, Not, Or, Rel, Term

__all__ = [
    "CONDITIONS", "IMPLICATIONS", "MIRRORED", "OPPOSITES", "alternatives", "negated", "opposite",
    "relations_in",
]  # fmt: skip

#: The kinds of terms that are true or false.
CONDITIONS = (Rel, And, Or, Not)
#: The signs between two conditions.
IMPLICATIONS = frozenset({"=>", "<=>"})
#: The relation between real numbers that holds where this one fails.
OPPOSITES = MappingProxyType({"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"})
#: The order that says the same with the sides exchanged.
MIRRORED = MappingProxyType({"<": ">", "<=": ">=", ">": "<", ">=": "<="})

#: A condition that comes apart into more alternatives than this is left alone.
_MOST_ALTERNATIVES = 32


def opposite(relation: Rel) -> Rel:
    """The relation that holds, of real numbers, where this one fails."""
    return Rel(OPPOSITES[relation.op], relation.left, relation.right)


def negated(condition: Term) -> Term:
    """The condition that holds, of real numbers, where this one fails.

    >>> from derivcheck.terms import Sym
    >>> negated(Rel("<", Sym("x"), Sym("y"))).op
    '>='
    """
    match condition:
        case Rel():
            return opposite(condition)
        case Not(inner):
            return inner
        case And(args):
            return Or(tuple(map(negated, args)))
        case Or(args):
            return And(tuple(map(negated, args)))
    raise TypeError(f"expected a condition, found {type(condition).__name__}")


def alternatives(condition: Term) -> tuple[tuple[Rel, ...], ...] | None:
    """The condition as alternatives, each a tuple of relations that hold together; None for too many."""
    match condition:
        case Rel():
            return ((condition,),)
        case Not(inner):
            return alternatives(negated(inner))
        case And(args) | Or(args):
            parts = [alternatives(part) for part in args]
        case _:
            raise TypeError(f"expected a condition, found {type(condition).__name__}")
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if isinstance(condition, Or):
        made = tuple(one for part in known for one in part)
    else:
        made = tuple(tuple(rel for one in chosen for rel in one) for chosen in product(*known))
    return made if len(made) <= _MOST_ALTERNATIVES else None


def relations_in(condition: Term) -> Iterator[Rel]:
    """The relations that a condition is made of."""
    match condition:
        case Rel():
            yield condition
        case Not(inner):
            yield from relations_in(inner)
        case And(args) | Or(args):
            for part in args:
                yield from relations_in(part)
