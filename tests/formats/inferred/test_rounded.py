r"""Numbers with decimals in a document, which may be rounded or cut off at their last place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.inferred.test_unknowns import last_verdict

ROUNDED = [
    r"\pi = 3.14159",
    r"\pi = 3.1415",
    r"-\pi = -3.1415",
    r"3.14159 = \pi",
    r"\frac13 = 0.33",
    r"115.7625 = 115.76",
    r"0.33 = 0.3",
    r"2^{70} = 1.18 \times 10^{21}",
    r"e^{-10} = 4.54\cdot 10^{-5}",
    r"e^{-10} = 0.00",
]
WRONG = [
    r"\pi = 3.15",
    r"\pi = 3.1417",
    r"\pi = -3.14",
    r"-\pi = -3.1417",
    r"\frac13 = 0.34",
    r"0.1 \cdot 0.1 = 0.1",
    r"2^{70} = 1.19 \times 10^{21}",
    r"2^{10} = 1000",
    r"\frac13 = 0.33 + 0",
]


@pytest.mark.parametrize("text", ROUNDED)
def test_what_may_be_rounded_is_not_refuted(tmp_path: Path, text: str) -> None:
    assert last_verdict(tmp_path, text) == "unknown"


@pytest.mark.parametrize("text", WRONG)
def test_what_no_rounding_gives_is_refuted(tmp_path: Path, text: str) -> None:
    assert last_verdict(tmp_path, text) == "refuted"


def test_a_number_that_is_exact_is_proved(tmp_path: Path) -> None:
    assert last_verdict(tmp_path, r"100 \cdot 1.05^2 = 110.25") == "proved"
