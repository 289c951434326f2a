"""Which kind of class a claim is about."""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.model import Claim
from derivcheck.modulo.constants import is_indefinite, up_to_a_constant
from derivcheck.modulo.orders import has_order, up_to_an_order
from derivcheck.modulo.restated import LANDAU, Restated, Unclear, unfolded
from derivcheck.terms import Term

__all__ = ["read"]


def read(claim: Claim) -> Restated | None:
    """As `derivcheck.modulo.restated`, for a claim in which or near which a class stands."""
    indefinite, order = (_stands(claim, kind) for kind in (is_indefinite, has_order))
    if order and LANDAU in claim.context.names():
        order = False  # it is the author's own
    if indefinite and order:
        raise Unclear("an indefinite integral and O(…) in one claim")
    return up_to_a_constant(claim) if indefinite else up_to_an_order(claim) if order else None


def _stands(claim: Claim, kind: Callable[[Term], bool]) -> bool:
    """Whether a side is of this kind, perhaps by way of a definition."""
    return any(kind(unfolded(side, claim.context, kind)) for side in claim.sides)
