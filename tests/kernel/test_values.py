"""The normal form never changes a value, and derivatives are those of finite sums taken by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.session import Session
from derivcheck.refute import Point, evaluate
from derivcheck.terms import Term
from tests.kernel.random_terms import CONTEXT, read
from tests.kernel.rewriting import Tally, try_term

TERMS = 600


def normal_form(text: str) -> Term:
    def spoken(session: Session) -> Term:
        return session.speaker().term(session.read(read(text)).value)

    return Kernel().ask(CONTEXT, (read(text),), spoken)


class TestRandomTerms:
    def test_values_stay(self) -> None:
        tally = Tally()
        for seed in range(TERMS):
            try_term(seed, tally)
        assert not tally.wrong, "\n".join(tally.wrong)
        assert tally.counts["points with equal values"] > 3 * TERMS, tally.text()
        assert tally.counts["points lost"] < TERMS // 50, tally.text()

    @settings(max_examples=60)
    @given(st.integers(10**6, 10**9))
    def test_values_stay_anywhere(self, seed: int) -> None:
        tally = Tally()
        try_term(seed, tally)
        assert not tally.wrong


#: A derivative as a term, and the same by hand over a finite family `z`, at place `i` (counted from 0).
BY_HAND = [
    ("diff(sum(z[k]^2, k), z[i])", lambda z, i: 2 * z[i]),
    ("diff(sum(z[k], k)^2, z[i])", lambda z, i: 2 * sum(z)),
    ("diff(sum(sum(z[k]*z[l], k), l), z[i])", lambda z, i: 2 * sum(z)),
    ("diff(sum(k*z[k], k), z[i])", lambda z, i: i + 1),
    ("diff(sum(z[k], k, 1, n-1), z[i])", lambda z, i: int(i < len(z) - 1)),
    ("diff(sum(z[k], k, 2, n), z[i])", lambda z, i: int(i > 0)),
    ("diff(sum(z[k+1]^2, k, 1, n-1), z[i])", lambda z, i: 2 * z[i] if i else 0),
    ("diff(sum(sum(z[l], l, 1, k), k), z[i])", lambda z, i: len(z) - i),
    ("diff(sum(z[k]^2, k != i), z[i])", lambda z, i: 0),
    ("diff(sum(z[i]*z[k], k != i), z[i])", lambda z, i: sum(z) - z[i]),
    ("diff(sum(z[k]^3, k), z[i], 2)", lambda z, i: 6 * z[i]),
    ("diff(sum(sum((z[k] - z[l])^2, k), l), z[i])", lambda z, i: 4 * sum(z[i] - each for each in z)),
    ("diff(prod(z[k] + 7, k), z[i])", lambda z, i: _product(each + 7 for j, each in enumerate(z) if j != i)),
    ("diff(sum(delta(k, i)*z[k]^2, k), z[i])", lambda z, i: 2 * z[i]),
    ("diff(sum([k < i]*z[k]*z[i], k), z[i])", lambda z, i: sum(z[:i])),
]


def _product(values: object) -> Fraction:
    total = Fraction(1)
    for each in values:  # type: ignore[attr-defined]
        total *= each
    return total


@pytest.mark.parametrize(("text", "by_hand"), BY_HAND, ids=[text for text, _ in BY_HAND])
@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_derivative_of_a_finite_sum(text: str, by_hand: object, size: int) -> None:
    z = [Fraction(value, 2) for value in (3, -1, 4, 5)][:size]
    normal = normal_form(text)
    values = {"z": {(place,): fmpq(each.numerator, each.denominator) for place, each in enumerate(z, 1)}}
    for place in range(size):
        point = Point({"n": size}, {"i": place + 1, "j": 1}, values, {})
        wanted = Fraction(by_hand(z, place))  # type: ignore[operator]
        assert evaluate(normal, point, CONTEXT) == fmpq(wanted.numerator, wanted.denominator)
