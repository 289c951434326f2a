r"""What a document says of its quantities is the condition on which a claim is proved, and is shown with it.

Nothing that is concluded, or is itself to be shown, is such a condition.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.checker import Checker, goals
from derivcheck.model import Conditional
from tests.formats.inferred.test_suppositions import document_of


def conditions(tmp_path: Path, text: str) -> tuple[str, ...] | str:
    """The conditions of the verdict on the last equality of a document, or the verdict's name."""
    (_, last), *_ = goals(document_of(tmp_path, text))[::-1]
    verdict = Checker().check(last[-1])[0]
    return verdict.conditions if isinstance(verdict, Conditional) else verdict.name


HELD = [
    ("Let $a > 0$.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", ("a > 0",)),
    ("$$ \\sqrt{a^2} + 1 = 1 + a $$\n\nwhere $a > 0$.", ("a > 0",)),
    ("Let $b > 0$ and $a \\geq 0$.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", ("a >= 0",)),
    ("For a positive constant $a$ one has\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", ("a > 0",)),
    ("Here $a$ and $b$ are positive.\n\n$$ \\sqrt{a^2 b^2} + 1 = 1 + a b $$", ("a > 0", "b > 0")),
    ("A mass $a > 0$ on a spring.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", ("a > 0",)),
    ("Prices $a, b > 0$ are given.\n\n$$ \\sqrt{a^2 b^2} + 1 = 1 + a b $$", ("a > 0", "b > 0")),
    ("With $c = a b$ and $a, b \\geq 0$.\n\n$$ \\sqrt{a^2 b^2} + 1 = 1 + a b $$", ("a >= 0", "b >= 0")),
    ("There is a share $0 < a < 1$ of it.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", ("0 < a",)),
    ("Take a target with $\\sum_k y_k = 1$.\n\n$$ s \\sum_k y_k + t = s + t $$", ("sum(y[k], k) = 1",)),
]
NOT_HELD = [
    ("Let $a < 0$.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", "unknown"),
    ("So it is clear that $a > 0$.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", "unknown"),
    ("Then $c = 1$ and $a, b > 0$.\n\n$$ \\sqrt{a^2 b^2} + 1 = 1 + a b $$", "unknown"),
    ("The mass has $a > b$ then.\n\n$$ \\sqrt{(a - b)^2} + 1 = 1 + a - b $$", "unknown"),
    ("A mass $a < 0$ on a spring.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", "unknown"),
    ("So $a = 1$.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", "unknown"),
    ("We show that $a = 2 b$.\n\n$$ 1 + a = 1 + 2 b $$", "unknown"),
    ("Assume that $\\sqrt{a^2} + 1 = 1 + a$.\n\n$$ \\sqrt{a^2} + 1 = 1 + a $$", "unknown"),
    ("Let $a > 0$.\n\n$$ (a + b)^2 = (a + b)(a + b) = a^2 + b^2 $$", "refuted"),
]


@pytest.mark.parametrize(("text", "expected"), HELD)
def test_what_the_document_says_is_the_condition(
    tmp_path: Path, text: str, expected: tuple[str, ...]
) -> None:
    assert conditions(tmp_path, text) == expected


@pytest.mark.parametrize(("text", "expected"), NOT_HELD)
def test_what_does_not_follow_stays_undecided(tmp_path: Path, text: str, expected: str) -> None:
    assert conditions(tmp_path, text) == expected
