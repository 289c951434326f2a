"""A proof holds no step that it does not need: nothing can be left out of it unnoticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.audit.certificates import step_of
from tests.corrupted import is_rejected


@pytest.mark.parametrize(
    "claim", ["diff(tan(x), x) = 1 + tan(x)^2", "sqrt(x^2)^2 = x^2", "log(exp(x)^3) = 3*x"]
)
def test_every_step_is_needed(claim: str, tmp_path: Path) -> None:
    step = step_of(f"symbols: {{x: real}}\nfinal: ['{claim}']\n", tmp_path)
    certificate = step["certificate"]
    steps = certificate["proof"]["steps"]
    for at in range(len(steps)):
        shorter = certificate["proof"] | {"steps": [*steps[:at], *steps[at + 1 :]]}
        assert is_rejected(certificate | {"proof": shorter}, step)
