"""A `d` that stands before no variable is a number like others: a dimension, a distance, an entry."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.decided import verdicts


@pytest.mark.parametrize(
    "claim",
    [
        r"(a - \lambda) (d - \lambda) - b c = \lambda^2 - (a + d) \lambda + a d - b c",
        r"(2\pi)^{-d/2} (2\pi)^{d/2} = 1",
        r"\frac{d}{2} + \frac{d}{2} = d",
        r"\sum_{i=1}^n (d_i + 1) = n + \sum_{i=1}^n d_i",
    ],
)
def test_a_letter_that_differentiates_nothing_is_a_number(tmp_path: Path, claim: str) -> None:
    assert verdicts(tmp_path, f"$$ {claim} $$\n") == ["proved"]


@pytest.mark.parametrize("calculus", [r"\int_0^1 x \, dx = \frac{1}{2}", r"\frac{d}{dx} x^2 = 2 x"])
def test_each_section_is_looked_at_by_itself(tmp_path: Path, calculus: str) -> None:
    text = f"# One\n\n$$ {calculus} $$\n\n# Two\n\n$$ \\frac{{d}}{{2}} + \\frac{{d}}{{2}} = d $$\n"
    assert verdicts(tmp_path, text) == ["proved", "proved"]
    assert verdicts(tmp_path, text.replace("# Two\n", "")) == ["proved", "unreadable"]


@pytest.mark.parametrize("claim", ["d x = 2 d - d x", "d^3 x + d = 1", r"d \theta + d = 1", "d(x) + d = 1"])
def test_before_a_variable_it_may_differentiate(tmp_path: Path, claim: str) -> None:
    assert verdicts(tmp_path, f"$$ {claim} $$\n") == ["unreadable"]
