"""Sets of signs: whatever numbers do, the set holds the sign of what comes out."""

from __future__ import annotations

from itertools import product

import pytest

from derivcheck.kernel.algebra import signs

NUMBERS = (-2, -1, 0, 1, 3)
SETS = range(8)


def _members(allowed: int) -> list[int]:
    return [number for number in NUMBERS if signs.sign_of_number(number) & allowed]


@pytest.mark.parametrize("allowed", SETS)
def test_of_one(allowed: int) -> None:
    for number in _members(allowed):
        assert signs.sign_of_number(-number) & signs.negate(allowed)
        for exponent in (1, 2, 3, 4):
            assert signs.sign_of_number(number**exponent) & signs.power(allowed, exponent)
        if number:
            assert signs.sign_of_number(1 / number) & signs.reciprocal(allowed)


@pytest.mark.parametrize(("first", "second"), list(product(SETS, SETS)))
def test_of_two(first: int, second: int) -> None:
    for a, b in product(_members(first), _members(second)):
        assert signs.sign_of_number(a + b) & signs.add(first, second)
        assert signs.sign_of_number(a * b) & signs.multiply(first, second)


def test_within() -> None:
    assert signs.is_within(signs.POSITIVE, signs.NONNEGATIVE)
    assert not signs.is_within(signs.NONNEGATIVE, signs.POSITIVE)
    assert not signs.is_within(signs.ANY, signs.NONZERO)
