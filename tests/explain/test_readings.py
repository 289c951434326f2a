"""A step that is right under another reading says which."""

from __future__ import annotations

import pytest

from tests.explain.explaining import explained


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ("log(100*a) == 2 + log(a)", "decimal"),
        ("log(8*a) == 3 + log(a)", "binary"),
        ("diff(sin(x), x) == pi*cos(x)/180", "degrees"),
        ("v[i]*n == sum(v[i], i)", "outside"),
    ],
)
def test_the_reading_is_named(step: str, word: str) -> None:
    said = explained(step).explanation
    assert said is not None
    assert (said.kind, word in said.sentence) == ("reading", True), said
