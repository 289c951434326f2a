"""Claims about classes of functions: up to a constant, up to terms of higher order.

`integral(f, x) = F + C` and `exp(x) = 1 + x + O(x^2)` are no equations between numbers: a side stands for
many functions. Such a claim is put into plain ones, on derivatives or on limits, which are decided as any
other. So neither the kernel nor the refuter has to know of classes, and what stands where it has no one
meaning is outside the language of both.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.model import Claim
from derivcheck.modulo.constants import is_indefinite, up_to_a_constant
from derivcheck.modulo.orders import LANDAU, has_order, up_to_an_order
from derivcheck.modulo.restated import Restated, Unclear, unfolded
from derivcheck.terms import Term

__all__ = ["Restated", "Unclear", "restated"]


def restated(claim: Claim) -> Restated | None:
    """The plain claims in the place of one about classes; None for one that is plain.

    Raises:
        Unclear: a class stands where it has no one meaning.

    """
    indefinite, order = (_stands(claim, kind) for kind in (is_indefinite, has_order))
    if order and LANDAU in claim.context.names():
        order = False  # it is the author's own
    if indefinite and order:
        raise Unclear("an indefinite integral and O(…) in one claim")
    return up_to_a_constant(claim) if indefinite else up_to_an_order(claim) if order else None


def _stands(claim: Claim, kind: Callable[[Term], bool]) -> bool:
    """Whether a side is of this kind, perhaps by way of a definition."""
    return any(kind(unfolded(side, claim.context, kind)) for side in (claim.left, claim.right))
