r"""Letters that are whole numbers, behind an equation: `k \in \mathbb{N}`, `n = 1, 2, \dots`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.decided import verdicts


@pytest.mark.parametrize(
    "text",
    [
        r"$$ p_k = a k^2, \quad k \in \mathbb{N} $$",
        r"$$ p_k = a k^2, \; k \in \mathbb{N}_0. $$",
        r"$$ p_k = a k^2, \quad k = 1, 2, \ldots $$",
        r"$$ \begin{aligned} p_k &= a k^2, & k &= 1, 2, \ldots \end{aligned} $$",
    ],
)
def test_a_family_is_defined_for_whole_numbers(tmp_path: Path, text: str) -> None:
    assert verdicts(tmp_path, f"{text}\n\n$$ p_k + a = a k^2 + a $$\n\n") == ["proved"]
    assert verdicts(tmp_path, f"{text}\n\n$$ p_k + a = a k^2 - a $$\n\n") == ["unknown"]


def test_a_condition_on_another_letter_stays_one(tmp_path: Path) -> None:
    text = r"$$ p_k = a k^2 m, \quad m \in \mathbb{N} $$"
    assert verdicts(tmp_path, f"{text}\n\n$$ p_k = a k^2 m $$\n\n") == ["unreadable", "unknown"]
