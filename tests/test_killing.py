"""A short run whose workers are killed; `python -m tests.killing` is the long one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.killing import Killing, compare, killed


@pytest.mark.skipif(sys.platform != "linux", reason="looks for workers in /proc")
def test_every_step_has_one_verdict_and_the_right_one(tmp_path: Path) -> None:
    found = killed(tmp_path, 300, every=0.05)
    assert found.faults == []
    assert found.verdicts.total() == 300
    assert found.kills > 2


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [{"number": 2, "verdict": "proved", "cause": None, "detail": None}] * 2,
        [{"number": 2, "verdict": "refuted", "cause": None, "detail": None}],
        [{"number": 2, "verdict": "unknown", "cause": "internal error", "detail": None}],
    ],
)
def test_a_verdict_too_many_or_too_few_or_wrong_would_be_seen(steps: list[dict[str, object]]) -> None:
    found = Killing()
    compare({"derivations": [{"id": "a", "steps": steps}]}, {("a", 2): "proved"}, found)
    assert found.faults
