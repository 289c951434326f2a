"""Some thousands of odd inputs; `python -m tests.fuzz --inputs 1000000` is the long run."""

from __future__ import annotations

import pytest

from derivcheck.errors import ReadError
from tests import fuzz
from tests.fuzz import READERS, Reader


@pytest.mark.parametrize("name", READERS)
def test_a_reader_reads_or_refuses(name: str) -> None:
    found = fuzz.fuzz(name, 0, 700)
    assert found.faults == []
    assert found.read > 30
    assert found.refused > 300


def test_another_exception_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> bool:
        if "9" in text:
            raise ZeroDivisionError
        return True

    monkeypatch.setitem(fuzz.READERS, "broken", Reader(broken, lambda: ["1 + 9"], ("9",)))  # type: ignore[arg-type]
    assert "ZeroDivisionError" in fuzz.fuzz("broken", 0, 20).faults[0]
    assert issubclass(ReadError, ValueError)
