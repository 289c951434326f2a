"""Conditions made ready: the function that tells whether one holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from derivcheck.refute.arithmetic.duals import Value, compares
from derivcheck.refute.arithmetic.exact import exact_instead
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.terms import And, Not, Or, Rel, Term

__all__ = ["Asked", "told"]

T = TypeVar("T")
#: What asks a term in a scope, `local` holding the bound names.
Asked = Callable[[Scope, Local], T]


def told(condition: Term, made: Callable[[Term], Asked[Value]]) -> Asked[bool]:
    """Whether `condition` holds; all parts of `and` and `or` must have a truth value."""
    match condition:
        case Rel():
            return _compared(condition, made)
        case And(args=args) | Or(args=args):
            parts, wanted = [told(part, made) for part in args], isinstance(condition, Or)
            return lambda scope, local: ([part(scope, local) for part in parts].count(wanted) > 0) == wanted
        case Not(arg=arg):
            holds = told(arg, made)
            return lambda scope, local: not holds(scope, local)
        case _:
            return lambda _scope, _local: _no_truth(condition)


def _compared(term: Rel, made: Callable[[Term], Asked[Value]]) -> Asked[bool]:
    left, right, op = made(term.left), made(term.right), term.op

    def holds(scope: Scope, local: Local) -> bool:
        sides = left(scope, local), right(scope, local)
        try:
            return compares(op, *sides)
        except Undecidable as unclear:
            return compares(op, *exact_instead(unclear, scope, (term.left, term.right), local, sides))

    return holds


def _no_truth(condition: Term) -> bool:
    raise Outside(f"{type(condition).__name__.lower()} as a condition")
