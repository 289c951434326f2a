"""An inequality whose sign can be read off as it is written needs no step."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.audit.certificates import checked
from tests.audit.certificates import step_of


@pytest.mark.parametrize("claim", ["(x - y)^2 >= 0", "0 <= (x - y)^2", "exp(x) + 1 > 0", "(x - y)^2 + 1 > 0"])
def test_its_certificate_is_replayed(claim: str, tmp_path: Path) -> None:
    step = step_of(f"symbols: {{'x, y': real}}\nfinal: ['{claim}']\n", tmp_path)
    assert checked(step["certificate"], step) == "replayed"
