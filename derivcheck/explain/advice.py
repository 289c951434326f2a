"""What to do about a claim that is left undecided, in words."""

from __future__ import annotations

from derivcheck.explain.doubts import remedy, text_of
from derivcheck.model import Claim
from derivcheck.terms import Term
from derivcheck.terms.printing import to_text

__all__ = ["advice_on"]


def advice_on(
    claim: Claim, part: Claim | None, condition: Term | None, unread: Term | None
) -> dict[str, str]:
    """What an undecided claim hangs on, and what to do."""
    declared = claim.context.indices
    advice = []
    if unread is not None:
        advice.append(f"there is no rule for {to_text(unread, declared)}")
    if part is not None:
        advice.append(f"it follows from {text_of(part)}")
    if condition is not None:
        advice.append(f"it is proved if {to_text(condition)} is assumed")
    todo = "split the step into smaller ones, or add an assumption that it rests on"
    if condition is not None:
        todo = remedy(condition, claim.context)
    elif part is not None:
        todo = "prove that first, in smaller steps"
    elif unread is not None:
        todo = ""
    return {"advice": "; ".join(advice), "remedy": todo}
