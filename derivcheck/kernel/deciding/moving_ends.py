"""Equations of integrals by the derivative of both sides by an end.

Let `b` be a real number at the end of an integral from `a`. If the sides are equal for `b = a`, and their
difference has the derivative 0 for every `b`, they are equal for every `b` by the mean value theorem: nothing
has to be known of the order of `a` and `b`. So reductions of integrals (`sin(x)^(n + 2)` to `sin(x)^n`) and
changes of their variable are shown. A proof that the derivative of the *difference* is 0 says that there is
one everywhere: if it were so only where there is one, the proof would have conditions.

What is assumed of `b` is left aside, for the derivative is to be 0 between `a` and `b`, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.frozen import replace
from derivcheck.model import Claim, Context, Domain
from derivcheck.terms import (
    Add,
    Diff,
    Integral,
    Neg,
    Num,
    Sym,
    Term,
    free_names,
    integer,
    mentioned,
    substitute,
    walk,
)

__all__ = ["by_moving_an_end"]


def by_moving_an_end(claim: Claim) -> tuple[Claim, ...]:
    """That the sides are equal where an integral is over nothing, and that their difference is constant."""
    if claim.op != "=":
        return ()
    context = claim.context
    for end, start in _ends(claim):
        assumptions = tuple(each for each in context.assumptions if end.name not in mentioned(each))
        inside = replace(context, assumptions=assumptions)
        left, right = (substitute(side, {end.name: start}) for side in claim.sides)
        difference = Add((claim.left, Neg(claim.right)))
        return Claim(left, right, inside), Claim(Diff(difference, ((end, 1),)), integer(0), inside)
    return ()


def _ends(claim: Claim) -> Iterator[tuple[Sym, Term]]:
    """The symbols that end integrals, each with the other end."""
    for part in (each for side in claim.sides for each in walk(side)):
        match part:
            case Integral(_, _, lower, Sym(name, ()) as upper) if lower is not None:
                if name not in free_names(lower) and _runs_from(claim.context, name, lower):
                    yield upper, lower


def _runs_from(context: Context, name: str, start: Term) -> bool:
    """Whether the symbol may be all numbers between the start and any value that it has."""
    if name not in context.symbols or name in _behind(context):
        return False
    domain = context.symbols[name].domain
    match start:
        case Num(value):
            return domain is Domain.REAL or (domain is Domain.POSITIVE and value > 0)
        case Sym(other, ()) if other in context.symbols:
            found = context.symbols[other].domain
            return found is domain and domain in (Domain.REAL, Domain.POSITIVE)
        case _:
            return False


def _behind(context: Context) -> frozenset[str]:
    """The names that definitions mention."""
    return frozenset().union(*(each.mentions for each in context.definitions.values()))
