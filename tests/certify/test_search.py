"""The search proves nothing that a point refutes: the auditor's laws hold."""

from __future__ import annotations

from typing import Any

import pytest

from derivcheck.audit.certificates import claim_of
from derivcheck.audit.terms import RejectedError
from derivcheck.certify.search import find_proof
from tests.audit.certificates import some, steps


@pytest.mark.parametrize("paths", [("derivations",), some("tests/cases/refuted")], ids=["gallery", "cases"])
def test_what_is_refuted_is_not_proved(paths: tuple[str, ...]) -> None:
    refuted = [step for step in steps(*paths) if step["verdict"] == "refuted"]
    proved = [step for step in refuted if _is_proved(step["certificate"])]
    assert len(refuted) > 10
    assert [step["statement"]["left"] for step in proved] == []


def _is_proved(certificate: dict[str, Any]) -> bool:
    try:
        claim = claim_of(certificate)
    except RejectedError:  # a claim that the auditor does not read
        return False
    return find_proof(claim, points=False) is not None
