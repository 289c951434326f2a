"""Closed forms by induction on a size.

`L(n) = R(n)` for all whole `n >= a` when it holds at `n = a` and when `L(n+1) = R(n+1)` follows from
`L(n) = R(n)`. Each of the two is a claim of its own: the first with `n = a` assumed, the second with
the claim itself assumed, which makes the sum to `n` a law, so that the sum to `n + 1` becomes the
closed form and one more term.

It is only used where nothing else changes with `n`: no free index, no definition, no family over
`1..n`, no assumption that mentions `n`; and the conditions of the claim must not mention `n`, for the
hypothesis must be defined wherever the step is.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.frozen import frozen
from derivcheck.kernel.quotient import Quotient
from derivcheck.kernel.reading import Reading
from derivcheck.model import Claim, Context, Domain
from derivcheck.terms import Add, Rel, Sym, Term, free_names, integer, substitute

__all__ = ["Induction", "inductions"]

_LEAST = {Domain.POSITIVE_INTEGER: 1, Domain.NONNEGATIVE_INTEGER: 0}


@frozen
class Induction:
    """The two claims that prove a claim for every value of one size."""

    base: Claim
    step: Claim


def inductions(claim: Claim, left: Reading, right: Reading) -> Iterator[Induction]:
    """The inductions that may be tried for a claim that was read as `left` and `right`."""
    context = claim.context
    names = free_names(claim.left) | free_names(claim.right)
    if names & (context.indices.keys() | context.definitions.keys()):
        return
    for name in sorted(names):
        least = _least(context, name)
        if (
            least is not None
            and _stands_alone(context, names, name)
            and not _conditions_on(left, right, name)
        ):
            yield _induction(claim, name, least)


def _least(context: Context, name: str) -> int | None:
    declared = context.symbols.get(name)
    return _LEAST.get(declared.domain) if declared is not None and not declared.axes else None


def _stands_alone(context: Context, names: frozenset[str], size: str) -> bool:
    """True when no family and no assumption changes with the size."""
    if any(size in free_names(assumption) for assumption in context.assumptions):
        return False
    families = [context.symbols[name] for name in sorted(names) if name in context.symbols]
    ends: list[Term] = [
        end for family in families for axis in family.axes for end in (axis.lower, axis.upper)
    ]
    return not any(size in free_names(end) for end in ends)


def _conditions_on(left: Reading, right: Reading, size: str) -> bool:
    values: list[Quotient] = [
        part
        for condition in (*left.conditions, *right.conditions)
        for part in (condition.value, condition.guard)
        if part is not None
    ]
    forms = [
        condition.form for condition in (*left.conditions, *right.conditions) if condition.form is not None
    ]
    return any(size in value.names for value in values) or any(size in form.names for form in forms)


def _induction(claim: Claim, name: str, least: int) -> Induction:
    size = Sym(name)
    context = claim.context
    base = Claim(claim.left, claim.right, context.assuming(Rel("=", size, integer(least))))
    following = {name: Add((size, integer(1)))}
    hypothesis = context.assuming(Rel("=", claim.left, claim.right))
    step = Claim(substitute(claim.left, following), substitute(claim.right, following), hypothesis)
    return Induction(base, step)
