"""Sections that reckon modulo something, in another base or in degrees: nothing of them is refuted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.decided import verdicts


@pytest.mark.parametrize(
    "text",
    [
        "We work modulo $2$. Then $$ 1 + 1 = 0 $$",
        "All congruences are mod $7$:\n\n$$ 3 \\cdot 5 = 1 $$",
        "In $\\mathbb{F}_2$ we have $$ 1 + 1 = 0 $$",
        "In $\\mathbb{Z}/6\\mathbb{Z}$, $$ 2 \\cdot 3 = 0 $$",
        "In binary, $$ 101 + 11 = 1000 $$",
        "With angles in degrees $$ \\sin 30 = \\frac12 $$",
        "In a field of characteristic $2$ $$ 1 + 1 = 0 $$",
        "We work modulo $2$.\n\nSo, as everybody knows, $x$ is $y$, and\n\n$$ 1 + 1 = 0 $$",
    ],
)
def test_nothing_is_refuted_in_another_arithmetic(tmp_path: Path, text: str) -> None:
    assert verdicts(tmp_path, text)[-1] == "unknown"


@pytest.mark.parametrize(
    "text",
    [
        "It is known that $$ 1 + 1 = 0 $$",
        "Its characteristic polynomial: $$ 1 + 1 = 0 $$",
        "With $n$ degrees of freedom $$ 1 + 1 = 0 $$",
        "Of a binary variable $$ 1 + 1 = 0 $$",
        "# Modulo\n\nWe work modulo $2$. $$ 2 + 2 = 4 $$\n\n# Numbers\n\nNow $$ 1 + 1 = 0 $$",
    ],
)
def test_elsewhere_it_is(tmp_path: Path, text: str) -> None:
    assert verdicts(tmp_path, text)[-1] == "refuted"
