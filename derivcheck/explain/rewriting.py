"""The right side with one part worked out anew: what stands there when no small change mends a step.

One term of a sum, or one factor of a product, is taken for wrong, and the kernel says what it would have to
be. The shortest of these is offered, or the left side's own normal form. Each is proved like any candidate.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.explain.building import negated, product, total, without
from derivcheck.explain.rules import normal
from derivcheck.frozen import frozen
from derivcheck.kernel import Kernel
from derivcheck.model import Claim
from derivcheck.terms import Add, Div, Mul, Neg, Num, Term, integer
from derivcheck.terms.printing import to_text

__all__ = ["Rewritten", "rewritings"]

#: A longer right side is no help to a reader.
_LONGEST = 160
_MOST_PARTS = 6


@frozen
class Rewritten:
    """A right side; `old` should have been `new`.

    `old` is 0 where `new` was added, and None where all of the side was written anew.
    """

    term: Term
    old: Term | None
    new: Term


def rewritings(kernel: Kernel, claim: Claim) -> list[Rewritten]:
    """Right sides that the kernel makes of the left one, those that keep most of what is written first."""
    whole = normal(kernel, claim.left, claim.context)
    if whole is None:
        return []
    found = [*_by_terms(kernel, claim), *_by_factors(kernel, claim)]
    declared = claim.context.indices
    found.sort(key=lambda one: len(to_text(one.new, declared)))
    size = len(to_text(whole, declared))
    kept = [one for one in found if len(to_text(one.new, declared)) < size]
    kept.append(Rewritten(whole, None, whole))
    fresh = [one for one in kept if one.term != claim.right]  # it differs where the kernel is silent
    return [one for one in fresh if len(to_text(one.term, declared)) <= _LONGEST]


def _by_terms(kernel: Kernel, claim: Claim) -> Iterator[Rewritten]:
    right = claim.right
    args = right.args if isinstance(right, Add) else (right,)
    missing = normal(kernel, Add((claim.left, negated(right))), claim.context)
    if missing is not None and not isinstance(missing, Add):
        yield Rewritten(_with_sign((*args, missing)), integer(0), missing)
    if len(args) < 2 or len(args) > _MOST_PARTS:
        return
    for at, arg in enumerate(args):
        rest = without(args, at)
        new = normal(kernel, Add((claim.left, *(negated(each) for each in rest))), claim.context)
        if new is not None and not isinstance(new, Add):
            yield Rewritten(_with_sign((*args[:at], new, *args[at + 1 :])), arg, new)


def _with_sign(args: tuple[Term, ...]) -> Term:
    return total(tuple(arg for arg in args if not (isinstance(arg, Num) and arg.value == 0)))


def _by_factors(kernel: Kernel, claim: Claim) -> Iterator[Rewritten]:
    right, minus = (claim.right.arg, True) if isinstance(claim.right, Neg) else (claim.right, False)
    if not isinstance(right, Mul) or len(right.args) > _MOST_PARTS:
        return
    for at, arg in enumerate(right.args):
        rest = product(without(right.args, at))
        left = negated(claim.left) if minus else claim.left
        new = normal(kernel, Div(left, rest), claim.context)
        if new is not None:
            made = Mul((*right.args[:at], new, *right.args[at + 1 :]))
            yield Rewritten(Neg(made) if minus else made, arg, new)
