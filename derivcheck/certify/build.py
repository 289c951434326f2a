"""The certificate of a verdict, and what the report says beside it."""

from __future__ import annotations

from typing import Any

from derivcheck.audit.certificates import FAULTS, POINTS, VERSION, claim_of
from derivcheck.audit.points import BALLS, OTHERS, check_point
from derivcheck.audit.terms import RELATIONS
from derivcheck.certify.search import find_proof
from derivcheck.certify.statements import statement_of
from derivcheck.model import Claim, Conditional, Proved, Refuted, Verdict

__all__ = ["certify"]


def certify(claim: Claim, verdict: Verdict, *, search: bool = True) -> dict[str, Any]:
    """The keys `statement` and `certificate` of a step; none without evidence.

    Without `search` nothing is replayed: the certificate says only what is trusted.
    """
    if not isinstance(verdict, Proved | Conditional | Refuted):
        return {}
    conditions = list(verdict.conditions) if isinstance(verdict, Conditional) else []
    words = [word for text in conditions for word in text.split(" for every ")[1:]]
    statement = statement_of(claim, words)
    certificate = {"version": VERSION, "statement": statement, "conditions": conditions}
    certificate |= _evidence(certificate, verdict, search=search)
    return {"statement": statement, "certificate": certificate}


def _evidence(
    certificate: dict[str, Any], verdict: Proved | Conditional | Refuted, *, search: bool
) -> dict[str, Any]:
    if isinstance(verdict, Refuted):
        return _point(certificate, verdict, search=search)
    if search and certificate["statement"]["op"] in RELATIONS:
        for points, trusted in ((True, []), (False, [POINTS])):
            proof = _found(certificate, points=points)
            if proof is not None:
                return {"trusted": trusted, "proof": proof}
    return {"trusted": [f"kernel: {rule}" for rule in verdict.rules], "proof": None}


def _found(certificate: dict[str, Any], *, points: bool) -> dict[str, Any] | None:
    try:
        return find_proof(claim_of(certificate), points=points)
    except FAULTS:  # a claim that the auditor does not read
        return None


def _point(certificate: dict[str, Any], verdict: Refuted, *, search: bool) -> dict[str, Any]:
    """The point of a refutation; what the auditor cannot evaluate is said to be trusted."""
    found = verdict.counterexample
    point = {
        "sizes": dict(found.sizes),
        "indices": dict(found.indices),
        "values": dict(found.values),
        "left": found.left,
        "right": found.right,
    }
    for trusted in ([], [OTHERS]) if search else ():
        try:
            check_point(lambda: claim_of(certificate), point, trusted)
        except FAULTS:
            continue
        return {"trusted": trusted, "point": point}
    return {"trusted": [BALLS], "point": point}
