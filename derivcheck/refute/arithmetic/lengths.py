"""Ranges between values that are no whole numbers, `x, x + 1, ..., x + m`, the ends as written `m` apart.

The ends are compared as written, term by term, so that the length does not hang on the point.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import fmpq

from derivcheck.refute.arithmetic.duals import Value, add
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.terms import Add, Big, Neg, Term, fraction_of

__all__ = ["between_values", "written_length"]


def written_length(term: Big) -> int | None:
    """How many terms there are if the ends differ by a written whole number; None for all others."""
    if term.guard is not None or _is_whole(term.lower):
        return None
    counts: dict[Term, int] = {}
    length = Fraction(1)
    for end, sign in ((term.upper, 1), (term.lower, -1)):
        for part in end.args if isinstance(end, Add) else (end,):
            inner, turned = (part.arg, -sign) if isinstance(part, Neg) else (part, sign)
            number = fraction_of(inner)
            if number is not None:
                length += turned * number
            else:
                counts[inner] = counts.get(inner, 0) + turned
    if any(counts.values()) or length.denominator != 1 or length < 0:
        return None
    return int(length)


def _is_whole(term: Term) -> bool:
    number = fraction_of(term)
    return number is not None and number.denominator == 1


def between_values(
    scope: Scope,
    local: Local,
    term: Big,
    start: Value,
    body: Callable[[Scope, Local], Value],
    join: Callable[[Value, Value], Value],
    empty: Value,
) -> Value:
    """The sum or product from the value `start` on; its length must be written."""
    length = written_length(term) or 0
    scope.machine.spend(length)
    inner, total = dict(local), empty
    for step in range(length):
        scope.machine.work()
        inner[term.index] = add(start, fmpq(step))
        total = join(total, body(scope, inner))
    return total
