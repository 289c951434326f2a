"""The search proves nothing that a point refutes: the auditor's laws hold."""

from __future__ import annotations

import pytest

from derivcheck.audit.certificates import claim_of
from derivcheck.certify.search import find_proof
from tests.audit.certificates import some, steps


@pytest.mark.parametrize("paths", [("derivations",), some("tests/cases/refuted")], ids=["gallery", "cases"])
def test_what_is_refuted_is_not_proved(paths: tuple[str, ...]) -> None:
    refuted = [step for step in steps(*paths) if step["verdict"] == "refuted"]
    proved = [step for step in refuted if find_proof(claim_of(step["certificate"]), points=False) is not None]
    assert len(refuted) > 10
    assert [step["statement"]["left"] for step in proved] == []
