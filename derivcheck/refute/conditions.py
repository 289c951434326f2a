"""A claim under conditions that a proof of it has."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.errors import Place, ReadError
from derivcheck.frozen import replace
from derivcheck.model import Claim
from derivcheck.notation import read_condition

__all__ = ["under_conditions"]


def under_conditions(claim: Claim, conditions: Sequence[str]) -> Claim | None:
    """The claim where the conditions hold; None without any, or where one cannot be read as an assumption."""
    try:
        read = [read_condition(each, claim.context, Place("<proof>")) for each in conditions]
    except ReadError:
        return None
    return replace(claim, context=claim.context.assuming(*read)) if read else None
