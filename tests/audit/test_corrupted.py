"""A certificate with one thing changed is rejected; thousands are tried by `python -m tests.corrupted`."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from tests.audit.certificates import steps
from tests.corrupted import CORRUPTIONS, corrupted, is_rejected


@pytest.mark.parametrize("seed", range(60))
def test_a_corrupted_certificate_is_rejected(seed: int) -> None:
    chance = random.Random(seed)
    step = chance.choice(steps("derivations"))
    kind, certificate, _ = corrupted(step["certificate"], chance)
    assert kind in CORRUPTIONS
    assert is_rejected(certificate, step)


def certificate_of(verdict: str) -> tuple[dict[str, Any], Any]:
    found = (each for each in steps("tests/cases/conditional") if each["verdict"] == verdict)
    step = next(each for each in found if each["certificate"]["proof"] is not None)  # none is trusted by name
    return step, copy.deepcopy(step["certificate"])


def test_a_condition_cannot_be_dropped() -> None:
    step, certificate = certificate_of("conditional")
    assert certificate["proof"] is not None
    certificate["conditions"] = []
    assert is_rejected(certificate, step)
    assert is_rejected(certificate, {**step, "conditions": []})  # not even where the report forgets it too


def test_the_conditions_shown_are_those_certified() -> None:
    step, certificate = certificate_of("conditional")
    assert is_rejected(certificate, {**step, "conditions": ["x = x"]})
    assert is_rejected(certificate, {**step, "conditions": [*step["conditions"], "1 > 0"]})


def test_trust_cannot_be_taken_from_a_certificate_nor_given_to_it() -> None:
    step, certificate = certificate_of("conditional")
    assert is_rejected({**certificate, "trusted": ["kernel: anything"]}, step)
    assert is_rejected({**certificate, "proof": None, "trusted": []}, step)


def test_the_point_is_that_of_the_report() -> None:
    step = next(each for each in steps("derivations") if each["verdict"] == "refuted")
    certificate = copy.deepcopy(step["certificate"])
    certificate["point"]["sizes"]["n"] = 1
    assert is_rejected(certificate, step)
