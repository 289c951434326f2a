"""Whether a point at which a claim fails is an error of the author, where the text declares little.

What nobody declares may be such that the claim holds all the same: among positive numbers, among whole ones,
or where the text says more of its names. A claim that fails in each of these ways is wrong.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.frozen import replace
from derivcheck.model import Cause, Claim, Goal, Refuted, Unknown, Unreadable, Verdict
from derivcheck.terms import Term

__all__ = ["doubted", "excused"]

#: How the doubt ends about a claim with parts of formulas that are taken for numbers.
_UNKNOWN = ("unknown number", "unknown numbers")


def doubted(goal: Goal, verdict: Verdict, decide: Callable[[Claim], Verdict]) -> Verdict:
    """A proof, unless it fails where a letter that nothing declares is what it may be as well."""
    for claim, letter in goal.readings:
        if isinstance(decide(claim), Refuted):
            detail = f"nothing declares {letter}: it holds for real numbers, and fails for the imaginary unit"
            return Unknown(Cause.UNDECLARED, detail)
    return verdict


def excused(goal: Goal, refuted: Refuted, decide: Callable[[Claim], Verdict]) -> Verdict:
    """`refuted`, with a point as the text allows it, unless the claim may hold all the same.

    Where no whole number satisfies what is assumed, other numbers have to.
    """
    reason = goal.doubt
    symbols = goal.claim.context.symbols if goal.claim is not None else {}
    wrong, void = dict[tuple[Term, ...], Refuted | None](), list[tuple[tuple[Term, ...], str]]()
    for claim, why in () if reason else goal.supposed:
        verdict, assumed = decide(claim), claim.context.assumptions
        if isinstance(verdict, Refuted):
            wrong[assumed] = verdict if claim.context.symbols == symbols else wrong.get(assumed)
        elif isinstance(verdict, Unreadable):
            void.append((assumed, why))
        else:
            reason = why
            break
    reason = reason or next((why for assumed, why in void if assumed not in wrong), "")
    if not reason:
        allowed = [one for assumed, one in wrong.items() if assumed and one is not None]
        return replace(refuted, counterexample=allowed[-1].counterexample) if allowed else refuted
    cause = Cause.UNDECLARED if goal.inferred else Cause.OUTSIDE
    if reason.endswith(_UNKNOWN):  # whose names in a point are none of the author's
        return Unknown(cause, f"{reason}, and nothing says what makes the sides equal")
    return Unknown(cause, f"the sides differ at {refuted.counterexample.where}, but {reason}")
