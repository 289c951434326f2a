"""The verdict where the context says something of functions, which can be meant in two ways.

`derivcheck.modulo.jets` says what the two readings are.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.model import Cause, Claim, Refuted, Unknown, Verdict
from derivcheck.modulo.jets import about_functions, at_point
from derivcheck.terms import is_for_all
from derivcheck.terms.printing import to_text

__all__ = ["decided", "pointwise"]

_UNCLEAR = "but {} may be meant for all values, and is then written with 'for all x:'"
_NOT_CONTINUED = "but it was not shown that functions go through this point for which the assumptions hold"


def pointwise(claim: Claim) -> Claim:
    """The claim on jets that is decided in the place of this one; the claim itself where there is none."""
    found = at_point(claim) if about_functions(claim.context) else None
    return found.claim if found else claim


def decided(claim: Claim, plain: Callable[[Claim], Verdict]) -> Verdict:
    """The verdict, with `plain` to decide claims under one reading."""
    said = about_functions(claim.context)
    found = at_point(claim) if said else None
    verdict = plain(found.claim if found else claim)
    if not (said and isinstance(verdict, Refuted)):
        return verdict
    if found and found.around:
        around = plain(found.around)
        if isinstance(around, Refuted):
            return around
    unclear = [each for each in said if not is_for_all(each)]
    why = _UNCLEAR.format(to_text(unclear[0])) if unclear else _NOT_CONTINUED
    return Unknown(Cause.TOO_HARD, f"the sides differ at {verdict.counterexample.where}, {why}")
