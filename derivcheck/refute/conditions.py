"""A claim under conditions that a proof of it has."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.errors import Place, ReadError
from derivcheck.frozen import replace
from derivcheck.model import Claim
from derivcheck.notation import read_condition
from derivcheck.terms import Not, Or, Term

__all__ = ["under_conditions"]


def under_conditions(claim: Claim, conditions: Sequence[str]) -> Claim | None:
    """The claim where the conditions hold; None without any, or where one cannot be read as an assumption.

    `x > 0 (when y > 0)` is asked for in a case alone.
    """
    try:
        read = [_read(each, claim) for each in conditions]
    except ReadError:
        return None
    return replace(claim, context=claim.context.assuming(*read)) if read else None


def _read(condition: str, claim: Claim) -> Term:
    asked, _, case = condition.removesuffix(")").partition(" (when ")
    if not case:
        return read_condition(condition, claim.context, Place("<proof>"))
    first, second = (read_condition(each, claim.context, Place("<proof>")) for each in (asked, case))
    return Or((first, Not(second)))
