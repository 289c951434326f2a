"""Claims about classes of functions: up to a constant, up to terms of higher order.

`integral(f, x) = F + C` and `exp(x) = 1 + x + O(x^2)` are no equations between numbers: a side stands for
many functions. Such a claim is put into plain ones, on derivatives or on limits, which are decided as any
other. So neither the kernel nor the refuter has to know of classes, and what stands where it has no one
meaning is outside the language of both. Claims under assumptions about functions become claims about their
values and derivatives at a point.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.model import Claim, Verdict
from derivcheck.modulo.restated import LANDAU, ORDERS, Restated, Unclear
from derivcheck.terms import Call, Integral, Term, atoms, kinds

__all__ = ["ORDERS", "Restated", "Unclear", "pointwise", "restated", "under_both_readings"]


_CLASSES = frozenset({Integral, Call})


def restated(claim: Claim) -> Restated | None:
    """The plain claims in the place of one about classes; None for one that is plain.

    Raises:
        Unclear: a class stands where it has no one meaning.

    """
    definitions = claim.context.definitions.values()
    if not any(map(_has_class, (claim.left, claim.right, *(each.body for each in definitions)))):
        return None
    from derivcheck.modulo.reading import read  # most runs do without

    return read(claim)


def pointwise(claim: Claim) -> Claim:
    """The claim about values and derivatives that is decided in the place of one with assumed functions."""
    if not (claim.context.functions and claim.context.assumptions):
        return claim
    from derivcheck.modulo.two_readings import pointwise

    return pointwise(claim)


def under_both_readings(claim: Claim, plain: Callable[[Claim], Verdict]) -> Verdict:
    """The verdict, which `plain` decides, under both readings of what is assumed of functions."""
    if not (claim.context.functions and claim.context.assumptions):
        return plain(claim)
    from derivcheck.modulo.two_readings import decided

    return decided(claim, plain)


def _has_class(term: Term) -> bool:
    """Whether an integral without bounds or `O(…)` stands in `term`."""
    return not kinds(term).isdisjoint(_CLASSES) and any(
        (isinstance(part, Integral) and part.lower is None)
        or (isinstance(part, Call) and part.name == LANDAU)
        for part in atoms(term)
    )
