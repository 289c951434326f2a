"""A proof under a condition that the assumptions exclude is none."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel, Open, Proof
from tests.refute.worlds import claim, world

SYMBOLS = {"x": "real", "a": "real", "n": "nonnegative integer"}
AT_ZERO, BEYOND = (world({}, SYMBOLS, assumptions=(text,)) for text in ("x = 0", "x >= 0"))
EQUAL = world({}, SYMBOLS, assumptions=("x = a",))

POWER = "diff(x^n, x) = n*x^(n - 1)"


@pytest.mark.parametrize("text", ["diff(x*sign(x)^2, x) = 0", "diff(x*(1 - delta(x, 0)), x) = 0", POWER])
def test_what_is_proved_elsewhere_alone_is_not_proved(text: str) -> None:
    assert isinstance(Kernel().decide(claim(text, AT_ZERO)), Open)


def test_a_condition_that_may_hold_is_one() -> None:
    proof = Kernel().decide(claim(POWER, BEYOND))
    assert isinstance(proof, Proof)
    assert proof.conditions == ("x != 0",)


def test_values_that_are_equal_are_not_apart() -> None:
    assert isinstance(Kernel().decide(claim("diff(x*delta(x, a), x) = 1", EQUAL)), Open)
