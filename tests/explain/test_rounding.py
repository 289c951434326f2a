"""A decimal that is a rounded number is said to be one; beside each there is one that is not."""

from __future__ import annotations

import pytest

from tests.explain.explaining import explained


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("pi == 3.14", "3.14 is pi rounded"),
        ("3.14 == pi", "3.14 is pi rounded"),
        ("pi == 3.141", "3.141 is pi cut off"),
        ("-1/3 == -0.33", "0.33 is 1/3 rounded"),
        ("x/3 + y == 0.333*x + y", "0.333 is 1/3 rounded"),
        ("0.1*0.15 == 0.02", "0.02 is 3/200 rounded"),
    ],
)
def test_a_rounded_number_is_named(step: str, sentence: str) -> None:
    said = explained(step).explanation
    assert said is not None
    assert (said.kind, said.sentence.startswith(sentence)) == ("rounded", True), said


@pytest.mark.parametrize(
    "step", ["pi == 3.15", "-1/3 == -0.34", "x/2 == 0.25*x", "x^2/3 == (0.3*x)^2", "x == 1.5", "pi == 3"]
)
def test_another_number_is_not(step: str) -> None:
    said = explained(step).explanation
    assert said is None or said.kind != "rounded"
