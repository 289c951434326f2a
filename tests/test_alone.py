"""Some refuted cases for the kernel alone; `python -m tests.alone PATH` takes all of them, and more."""

from __future__ import annotations

import pytest

from tests.alone import REFUTED, is_proved, refuted_cases
from tests.refute.worlds import claim, world


@pytest.mark.parametrize(
    "name",
    [
        "brackets-beside-binomials",
        "distances-between-indices",
        "each-remainder",
        "implications-by-order",
        "inner-ranges-that-move",
        "inner-sums-about-zero",
        "products-of-partial-sums",
    ],
)
def test_nothing_false_is_proved(name: str) -> None:
    claims = [each for _, each in refuted_cases([REFUTED / f"{name}.yaml"])]
    assert claims
    assert not any(is_proved(each, 5.0) for each in claims)


def test_what_is_true_is_proved() -> None:
    assert is_proved(claim("sum(k, k) = n*(n + 1)/2", world(indices={"k": "1..n"})), 5.0)
