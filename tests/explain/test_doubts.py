"""What an undecided step hangs on."""

from __future__ import annotations

import pytest

from derivcheck import checker
from derivcheck.model import Cause, Unknown
from tests.explain.explaining import claim


def advice(text: str) -> str:
    """What the checker says of an undecided claim."""
    doubtful = claim(text)
    judge = checker.Checker()
    verdict = judge.decide(doubtful)
    assert isinstance(verdict, Unknown), verdict
    return judge.advise(doubtful, verdict).advice


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("log(x*y) == log(abs(x)) + log(abs(y))", "it is proved if x > 0 is assumed"),
        (
            "z + sin(w)*log(x*y) == z + sin(w)*(log(abs(x)) + log(abs(y)))",
            "it follows from log(x*y) = log(abs(x)) + log(abs(y)); it is proved if x > 0 is assumed",
        ),
        ("abs(v[i] - 1000)*(v[j] - 1000) == (v[i] - 1000)*abs(v[j] - 1000)", ""),
    ],
)
def test_what_it_hangs_on(step: str, said: str) -> None:
    assert advice(step) == said


def test_time_and_memory_are_not_explained() -> None:
    late = Unknown(Cause.OUT_OF_TIME, "more than 1 s")
    assert checker.Checker().advise(claim("x == y"), late) == late
