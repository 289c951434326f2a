"""Assumptions as laws and signs: where they apply, and where they must not."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Impossible, Kernel, Proof
from tests.refute.worlds import claim, world


def decide(text: str, *assumptions: str) -> object:
    context = world(
        indices={"h, i, j, k, l": "1..n"},
        symbols={"p[i]": "positive", "A[i, j]": "real", "z[i]": "real"}
        | dict.fromkeys("xyb", "real")
        | {"u": "nonnegative"},
        assumptions=assumptions,
    )
    return Kernel().decide(claim(text, context))


FOLLOWS = [
    ("x = 2", ("x = 2",)),
    ("x + y = 5", ("x = 2", "y = 3")),
    ("x = 2*b + 1", ("x = y + 1", "y = 2*b")),
    ("sum(p[k], k != i) = 1 - p[i]", ("sum(p[k], k) = 1",)),
    ("sum(sum(p[k]*p[l], k), l) = 1", ("sum(p[k], k) = 1",)),
    ("sum(A[h, k], k) = 1", ("sum(A[i, j], j) = 1",)),
    ("A[i, i] = z[i]", ("A[i, j] = z[i]*delta(i, j)",)),
    ("x^4 + x^2*y^2 = x^2", ("x^2 + y^2 = 1",)),
    ("abs(x) = x", ("x > 0",)),
    ("abs(x - y) = y - x", ("x < y",)),
    ("abs(z[h]) = -z[h]", ("z[i] <= 0",)),
    ("A[i, j] = 0", ("i < j", "A[i, j] = 0")),
    ("diff(x*y, x) = 3", ("y = 3",)),
    ("diff(sum(p[k], k), p[i]) = 1", ("sum(p[k], k) = 1",)),
]
DOES_NOT = [
    ("x = 3", ("x = 2",)),
    ("sum(A[k, h], k) = 1", ("sum(A[i, j], j) = 1",)),
    ("sum(p[k], k, 1, n-1) = 1", ("sum(p[k], k) = 1",)),
    ("abs(x) = x", ("x < 0",)),
    ("abs(x) = x", ("x + y > 0",)),
    ("A[h, h] = 0", ("i != j", "A[i, j] = 0")),
    ("A[h, l] = 0", ("i < j", "A[i, j] = 0")),
    ("A[h, l] = 1", ("i = j", "A[i, j] = 1")),
    ("z[h] = 0", ("i >= 2", "z[i] = 0")),
    ("abs(z[h]) = z[h]", ("i >= 2", "z[i] > 0")),
    ("diff(x, b) = 2", ("x = y + 1", "y = 2*b")),
    ("diff(sum(p[k], k), p[i]) = 0", ("sum(p[k], k) = 1",)),
]
IMPOSSIBLE = [
    ("x = 1", "x = 2"),
    ("u = -1",),
    ("x > y", "x < y"),
    ("sum(p[k], k) = -1",),
    ("i < j", "j < i"),
    ("i != i",),
]


@pytest.mark.parametrize(("text", "assumptions"), FOLLOWS)
def test_follows(text: str, assumptions: tuple[str, ...]) -> None:
    assert isinstance(decide(text, *assumptions), Proof)


@pytest.mark.parametrize(("text", "assumptions"), DOES_NOT)
def test_does_not_follow(text: str, assumptions: tuple[str, ...]) -> None:
    assert not isinstance(decide(text, *assumptions), Proof)


@pytest.mark.parametrize("assumptions", IMPOSSIBLE)
def test_contradictions_prove_nothing(assumptions: tuple[str, ...]) -> None:
    assert isinstance(decide("x = 7", *assumptions), Impossible)
