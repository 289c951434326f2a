"""Whole parts inside of integrals, as sums of conditions.

Where `m <= g < n` for whole `m` and `n` all along a range, `floor(g) = m + [g >= m + 1] + ... + [g >= n - 1]`
there; `ceiling(g) = -floor(-g)`, `frac(g) = g - floor(g)` and `mod(a, b) = a - b floor(a/b)`. The range is
then cut where a condition begins or ceases to hold (`derivcheck.refute.calculus.pieces`).
"""

from __future__ import annotations

from functools import lru_cache

from flint import arb, fmpq

from derivcheck.refute.arithmetic.duals import Dual
from derivcheck.refute.arithmetic.numbers import Number, ball
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.terms import (
    Add,
    Bracket,
    Call,
    Div,
    Mul,
    Neg,
    Rel,
    Term,
    free_names,
    integer,
    map_children,
    walk,
)

__all__ = ["has_steps", "without_steps"]

_CALLS = ("ceiling", "floor", "frac", "mod")
_MOST_STEPS = 16


@lru_cache(maxsize=512)
def has_steps(term: Term, name: str) -> bool:
    """Whether a whole part in `term` varies with `name`."""
    return any(_is_step(part) and name in free_names(part) for part in walk(term))


def _is_step(term: Term) -> bool:
    return isinstance(term, Call) and term.name in _CALLS and not any(term.primes)


def without_steps(scope: Scope, term: Term, name: str, local: Local, low: Number, high: Number) -> Term:
    """What has the value of `term` along the range.

    Raises:
        Outside: a whole part takes too many values.

    """
    if not has_steps(term, name):
        return term
    term = map_children(lambda part: without_steps(scope, part, name, local, low, high), term)
    here = {**local, name: ball(low).union(ball(high))}
    match term:
        case Call("floor", (arg,)):
            return _floor(scope, arg, here)
        case Call("ceiling", (arg,)):
            return Neg(_floor(scope, Neg(arg), here))
        case Call("frac", (arg,)):
            return Add((arg, Neg(_floor(scope, arg, here))))
        case Call("mod", (left, right)):
            return Add((left, Neg(Mul((right, _floor(scope, Div(left, right), here))))))
        case _:
            return term


def _floor(scope: Scope, term: Term, here: Local) -> Term:
    value = scope.machine.rule(scope, term, here)
    if isinstance(value, Dual):  # whose jumps may move
        raise Outside("the derivative of an integral over a whole part")
    if not isinstance(value, arb | fmpq) or not ball(value).is_finite():
        raise Outside("an integral over the whole part of what is not bounded")
    first, last = (end.floor().unique_fmpz() for end in (ball(value).lower(), ball(value).upper()))
    if first is None or last is None or last - first > _MOST_STEPS:
        raise Outside("an integral over a whole part with many values")
    steps = tuple(Bracket(Rel(">=", term, integer(whole))) for whole in range(int(first) + 1, int(last) + 1))
    return Add((integer(int(first)), *steps)) if steps else integer(int(first))
