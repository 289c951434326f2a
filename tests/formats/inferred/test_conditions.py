"""Equations that a sentence makes a condition of what it says: "if `$t = b$`" defines nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.decided import verdicts


@pytest.mark.parametrize(
    "words", ["If $t = b$:", "When $t = b$,", "At $t = b$", "In case $t = b$", "For $t = b$"]
)
def test_a_condition_is_no_definition(tmp_path: Path, words: str) -> None:
    text = f"{words}\n\n$$ 2t = t + b $$\n\nFor $t < b$ we have\n\n$$ t^2 = b t $$\n"
    assert verdicts(tmp_path, text)[-1] == "unknown"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For $a = 2b$ we have\n\n$$ a^2 = 4b^2 $$\n", "conditional"),
        ("Where $a = 2b$,\n\n$$ a^2 = 4b^2 $$\n", "proved"),
        ("With $a = 2b$,\n\n$$ a^2 = 4b^2 $$\n", "proved"),
    ],
)
def test_what_holds_under_it_holds_on_condition(tmp_path: Path, text: str, expected: str) -> None:
    assert verdicts(tmp_path, text) == [expected]


def test_what_was_defined_is_in_doubt_behind_it(tmp_path: Path) -> None:
    text = "Let $q = p^2$. Then $$ q + p = p^2 + p $$ For $q = p^3$ we get $$ q + p = p^2 + p $$\n"
    assert verdicts(tmp_path, text) == ["proved", "unknown"]
