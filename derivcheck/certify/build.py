"""The certificate of a verdict, and what the report says beside it."""

from __future__ import annotations

from typing import Any

from derivcheck.audit.certificates import VERSION, claim_of, spoken_condition, statement
from derivcheck.audit.points import BALLS, OTHERS, check_point
from derivcheck.audit.signs import RELATIONS
from derivcheck.audit.terms import FAULTS
from derivcheck.certify.conditions import conditions_as_json
from derivcheck.certify.search import find_proof
from derivcheck.certify.terms import context_as_json, term_as_json
from derivcheck.model import Claim, Conditional, Proved, Refuted, Verdict

__all__ = ["certify"]

#: What is said of a proof whose equation is replayed, and of which the points lost or gained are not.
POINTS = "points lost or gained"


def certify(claim: Claim, verdict: Verdict, *, search: bool = True) -> dict[str, Any]:
    """The keys `statement`, `certified_conditions` and `certificate` of a step; none without evidence.

    Without `search` nothing is replayed: the certificate says only what is trusted.
    """
    if not isinstance(verdict, Proved | Conditional | Refuted):
        return {}
    conditions = conditions_as_json(verdict, claim.context) if isinstance(verdict, Conditional) else []
    certificate: dict[str, Any] = {
        "version": VERSION,
        "claim": {"op": claim.op, "left": term_as_json(claim.left), "right": term_as_json(claim.right)},
        "context": context_as_json(claim, [word for each in conditions or () for word in each["every"]]),
        "conditions": conditions or [],
    }
    certificate |= _evidence(certificate, verdict, search=search and conditions is not None)
    told = [spoken_condition(each) for each in certificate["conditions"]]
    return {
        "statement": statement(certificate),
        "certified_conditions": told,
        "certificate": certificate,
    }


def _evidence(
    certificate: dict[str, Any], verdict: Proved | Conditional | Refuted, *, search: bool
) -> dict[str, Any]:
    if isinstance(verdict, Refuted):
        return _point(certificate, verdict, search=search)
    if search and certificate["claim"]["op"] in RELATIONS:
        claim = claim_of(certificate)
        for points, trusted in ((True, []), (False, [POINTS])):
            proof = find_proof(claim, points=points)
            if proof is not None:
                return {"trusted": trusted, "proof": proof}
    return {"trusted": [f"kernel: {rule}" for rule in verdict.rules], "proof": None}


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
            check_point(claim_of(certificate), point, trusted)
        except FAULTS:
            continue
        return {"trusted": trusted, "point": point}
    return {"trusted": [BALLS], "point": point}
