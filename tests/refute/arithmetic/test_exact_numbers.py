"""Numbers that are known exactly: what is left of their sums, products, powers and logarithms."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flint import arb, fmpq

from derivcheck.refute.arithmetic.exact_numbers import (
    Constant,
    Inexact,
    exact_exponential,
    exact_logarithm,
    exact_power,
    exact_waves,
    pi,
)
from derivcheck.refute.arithmetic.numbers import Number


def log(value: int) -> Number:
    return exact_logarithm(fmpq(value))


def root(value: int, degree: int = 2) -> Number:
    return exact_power(fmpq(value), fmpq(1, degree))


def e(power: int = 1) -> Number:
    return exact_exponential(fmpq(power))


@pytest.mark.parametrize(
    ("found", "value"),
    [
        (log(12) - log(3) - 2 * log(2), fmpq(0)),
        (log(27) / log(3), fmpq(3)),
        (root(2) * root(3) / root(6), fmpq(1)),
        (root(2, 3) * root(4, 3), fmpq(2)),
        (root(12) - 2 * root(3), fmpq(0)),
        (e(3) / e() / e(2), fmpq(1)),
        (exact_logarithm(e(3) * root(2)) - log(2) / 2, fmpq(3)),
        (exact_exponential(3 * log(2) - log(5)), fmpq(8, 5)),
        (exact_power(pi() * 4, fmpq(-2)) * pi() * pi(), fmpq(1, 16)),
        (exact_waves(pi() / 3)[0], fmpq(1, 2)),
        (exact_waves(pi() / 12)[1] * 4 - root(6) + root(2), fmpq(0)),
    ],
)
def test_what_cancels_leaves_a_rational_number(found: Number, value: fmpq) -> None:
    assert isinstance(found, fmpq)
    assert found == value


@pytest.mark.parametrize(
    "found",
    [pi() + log(2), e() * pi() / 7, root(5) - root(3), log(2) * log(3), exact_power(pi(), fmpq(1, 3)) + 1],
)
def test_what_does_not_is_a_ball_around_it(found: Number) -> None:
    assert isinstance(found, Constant)
    assert found.rad() < 1e-12
    assert found == found + pi() - pi()
    assert hash(found) == hash(found * 3 / 3)


def test_the_balls_are_right() -> None:
    values = pi().__float__(), float(log(7).mid()), float(root(5, 4).mid()), float(e(-2).mid())
    assert values == pytest.approx(
        (3.141592653589793, 1.945910149055313, 1.4953487812212205, 0.1353352832366127)
    )


@pytest.mark.parametrize(
    "attempt",
    [
        lambda: exact_logarithm(fmpq(-2)),
        lambda: exact_logarithm(pi()),
        lambda: exact_logarithm(fmpq(0)),
        lambda: exact_exponential(pi()),
        lambda: exact_power(fmpq(-8), fmpq(1, 3)),
        lambda: exact_power(pi() + 1, fmpq(-1)),
        lambda: exact_power(fmpq(2), fmpq(100000)),
        lambda: exact_waves(pi() / 7),
        lambda: exact_power(arb(2), fmpq(2)),
    ],
)
def test_the_rest_is_not_known_exactly(attempt: Callable[[], Number]) -> None:
    with pytest.raises(Inexact):
        attempt()


def test_with_a_plain_ball_they_are_plain_balls() -> None:
    for found in (pi() + arb(1), arb(1) + pi(), pi() * arb(2), arb(2) / pi(), arb(2) - pi()):
        assert type(found) is arb
        assert found.rad() < 1e-12
    assert bool((arb(4) - pi()).overlaps(4 - arb.pi()))
    assert bool((fmpq(4) / pi()).overlaps(4 / arb.pi()))
    assert bool((fmpq(4) - pi()).overlaps(4 - arb.pi()))
