"""Signs of polynomials against their values, and combinations against what they add up to."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from derivcheck.kernel.algebra import combinations, signs
from derivcheck.kernel.algebra.combinations import combination
from derivcheck.kernel.algebra.polynomial_signs import sign_of_quadratic, sign_on_line

SMALL = st.integers(-3, 3)
POINTS = [Fraction(number, 4) for number in range(-24, 25)]


def no_tick() -> None:
    """Time without a limit."""


@given(st.lists(SMALL, min_size=2, max_size=7).filter(lambda found: found[-1] != 0))
def test_no_value_has_another_sign(coefficients: list[int]) -> None:
    for domain in (signs.REAL, signs.NONNEGATIVE, signs.POSITIVE, signs.NEGATIVE):
        allowed = sign_on_line(coefficients, domain)
        for point in POINTS:
            if signs.sign_of_number(point) & domain:
                value = sum(coefficient * point**power for power, coefficient in enumerate(coefficients))
                assert signs.sign_of_number(value) & allowed


@pytest.mark.parametrize(
    ("coefficients", "domain", "sign"),
    [
        ([1, -2, 1], signs.REAL, signs.NONNEGATIVE),
        ([-2, 0, 1], signs.REAL, signs.REAL),
        ([1, 0, 1], signs.REAL, signs.POSITIVE),
        ([-1, 0, -1], signs.REAL, signs.NEGATIVE),
        ([0, 0, 0, 1], signs.NONNEGATIVE, signs.NONNEGATIVE),
        ([0, 1], signs.POSITIVE, signs.POSITIVE),
        ([1, -3, 1], signs.NEGATIVE, signs.POSITIVE),
        ([4, 0, -4, 0, 1], signs.REAL, signs.NONNEGATIVE),  # (x^2 - 2)^2
    ],
)
def test_sign_on_line(coefficients: list[int], domain: int, sign: int) -> None:
    assert sign_on_line(coefficients, domain) == sign


@given(st.dictionaries(st.sampled_from([(2, 0), (1, 1), (0, 2), (1, 0), (0, 1), (0, 0)]), SMALL, min_size=1))
def test_no_value_of_a_quadratic_has_another_sign(terms: dict[tuple[int, ...], int]) -> None:
    allowed = sign_of_quadratic(terms, 2)
    for x in POINTS[::3]:
        for y in POINTS[::3]:
            value = sum(number * x**a * y**b for (a, b), number in terms.items())
            assert signs.sign_of_number(Fraction(value)) & allowed


VECTORS = st.lists(st.dictionaries(st.sampled_from("abcd"), SMALL.map(fmpq)), min_size=1, max_size=6)


@given(VECTORS, st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_a_combination_that_exists_is_found(columns: list[dict[str, fmpq]], factors: list[int]) -> None:
    target: dict[str, fmpq] = {}
    for column, factor in zip(columns, factors, strict=False):
        for key, value in column.items():
            target[key] = target.get(key, fmpq(0)) + factor * value
    found = combination(columns, target, frozenset(), no_tick)
    assert found is not None and all(value > 0 for value in found.values())


@pytest.mark.parametrize("most", range(4))
@given(VECTORS, st.dictionaries(st.sampled_from("abcd"), SMALL.map(fmpq)), st.sets(st.integers(0, 5)))
def test_what_is_found_in_a_few_steps_adds_up(
    most: int, columns: list[dict[str, fmpq]], target: dict[str, fmpq], prized: set[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(combinations, "_MOST_PIVOTS", most)
        found = combination(columns, target, frozenset(prized & set(range(len(columns)))), no_tick)
    for key in "abcd" if found is not None else "":
        total = sum((value * columns[place].get(key, 0) for place, value in found.items()), fmpq(0))
        assert total == target.get(key, 0)
    assert found is None or all(value > 0 for value in found.values())


@pytest.mark.parametrize(
    ("found", "target", "right"),
    [
        ({0: 1}, {"a": 1, "b": 2}, True),
        ({0: 2}, {"a": 1, "b": 2}, False),
        ({0: -1}, {"a": -1, "b": -2}, False),  # what is not negative may only be added
        ({0: 1}, {"a": 1}, False),
        ({}, {"a": 1}, False),
    ],
)
def test_a_certificate_is_checked(found: dict[int, int], target: dict[str, int], right: bool) -> None:
    columns = [{"a": fmpq(1), "b": fmpq(2)}]
    given_factors = {place: fmpq(factor) for place, factor in found.items()}
    wanted = {key: fmpq(value) for key, value in target.items()}
    assert combinations._adds_up(columns, given_factors, wanted) is right


def test_a_combination_that_does_not_exist() -> None:
    one = fmpq(1)
    assert combination([{"a": one}], {"a": -one}, frozenset(), no_tick) is None
    assert combination([{"a": one}], {"b": one}, frozenset(), no_tick) is None


def test_a_prized_column_is_used_where_it_can_be() -> None:
    one = fmpq(1)
    columns = [{"a": one}, {"a": one}, {"b": one}]
    found = combination(columns, {"a": one}, frozenset({1}), no_tick)
    assert found is not None and 1 in found
    assert combination(columns, {"a": one}, frozenset({2}), no_tick) == {0: one}


def test_a_prized_column_may_grow_without_end() -> None:
    one = fmpq(1)
    found = combination([{"a": one}, {"a": -one}], {}, frozenset({0}), no_tick)
    assert found == {0: one, 1: one}
