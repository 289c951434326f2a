"""Conditions on indices as numbers: what the facts decide, and the one spelling of what they leave open."""

from __future__ import annotations

import pytest

from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.reading.indices import at_least, delta
from tests.kernel.rings import plain_ring

FIRST, SECOND, SIZE = map(variable, "ijn")


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (constant(0), 1),
        (constant(3), 0),
        (FIRST, 0),
        (SIZE.minus(FIRST).shifted(1), 0),
        (FIRST.times(2).shifted(1), 0),
    ],
)
def test_a_delta_that_is_decided(form: Form, value: int) -> None:
    assert delta(plain_ring(), form).number() == value


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (FIRST, 1),
        (FIRST.shifted(-1), 1),
        (FIRST.times(-1), 0),
        (SIZE.minus(FIRST), 1),
        (FIRST.minus(SIZE).shifted(-1), 0),
        (constant(-1), 0),
    ],
)
def test_a_comparison_that_is_decided(form: Form, value: int) -> None:
    assert at_least(plain_ring(), form).number() == value


def test_a_condition_is_its_own_square() -> None:
    ring = plain_ring()
    for one in (delta(ring, FIRST.minus(SECOND)), at_least(ring, FIRST.minus(SECOND))):
        assert one * one == one
        assert one.number() is None


def test_one_spelling() -> None:
    ring = plain_ring()
    assert delta(ring, FIRST.minus(SECOND)) == delta(ring, SECOND.times(3).minus(FIRST.times(3)))
    assert at_least(ring, FIRST.minus(SECOND)) == ring.one - at_least(ring, SECOND.minus(FIRST).shifted(-1))


def test_a_comparison_at_the_edge_is_a_delta() -> None:
    ring = plain_ring()
    assert at_least(ring, FIRST.minus(SIZE)) == delta(ring, FIRST.minus(SIZE))
    assert at_least(ring, constant(1).minus(FIRST)) == delta(ring, FIRST.shifted(-1))
    assert at_least(ring, FIRST.shifted(-2)) == ring.one - delta(ring, FIRST.shifted(-1))
