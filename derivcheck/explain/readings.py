"""Other readings of a step: what the author may have meant by the same words.

`log` may be the decimal or the binary logarithm, angles may be in degrees, an index under a sum may be the
one outside. A reading is a row; a step that is proved under one of them is right in its author's context, and
wrong in the one that the file declares.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.frozen import frozen
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim
from derivcheck.terms import Big, Call, Const, Div, Mul, Term, free_names, fresh_name, integer, map_children

__all__ = ["READINGS", "ReadingRow", "other_reading"]


@frozen
class ReadingRow:
    """A reading: how a node is written under it, given the names that are free in the step."""

    sentence: str
    change: Callable[[Term, frozenset[str]], Term]


def other_reading(kernel: Kernel, claim: Claim) -> str:
    """The sentence of the first reading under which the claim is proved; "" without one."""
    free = free_names(claim.left) | free_names(claim.right)
    for row in READINGS:
        left, right = (_changed(side, row, free) for side in (claim.left, claim.right))
        if (left, right) == (claim.left, claim.right):
            continue
        if isinstance(kernel.decide(Claim(left, right, claim.context)), Proof):
            return row.sentence
    return ""


def _changed(term: Term, row: ReadingRow, free: frozenset[str]) -> Term:
    return row.change(map_children(lambda part: _changed(part, row, free), term), free)


def _logarithm(base: int) -> Callable[[Term, frozenset[str]], Term]:
    def change(term: Term, _free: frozenset[str]) -> Term:
        named = isinstance(term, Call) and term.name == "log"
        return Div(term, Call("log", (integer(base),))) if named else term

    return change


_OF_ANGLES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))


def _degrees(term: Term, _free: frozenset[str]) -> Term:
    if isinstance(term, Call) and term.name in _OF_ANGLES:
        return Call(term.name, (Div(Mul((Const("pi"), term.args[0])), integer(180)),))
    return term


def _outer_index(term: Term, free: frozenset[str]) -> Term:
    if isinstance(term, Big) and term.index in free and term.index in free_names(term.body):
        fresh = fresh_name(term.index, free | free_names(term.body))
        return Big(term.op, term.body, fresh, term.lower, term.upper, term.guard)
    return term


READINGS = (
    ReadingRow(
        "it would be right if log were the decimal logarithm; here it is the natural one", _logarithm(10)
    ),
    ReadingRow(
        "it would be right if log were the binary logarithm; here it is the natural one", _logarithm(2)
    ),
    ReadingRow("it would be right if angles were in degrees; here they are in radians", _degrees),
    ReadingRow(
        "it would be right if the index under the sum were the one outside; here the sum binds it",
        _outer_index,
    ),
)
