"""Antidifferences: what is found has the differences that it should have."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.sums.gosper import antidifference
from tests.refute.worlds import term, world

WORLD = world(indices={"k": "1..n"}, symbols={"a": "positive", "x": "real"})


def differences(text: str) -> bool | None:
    """Whether the differences of what is found are right; None where nothing is."""
    terms = (term(text, WORLD),)

    def question(session: Session) -> bool | None:
        ring, value = session.ring, session.read(terms[0]).value
        found = antidifference(ring, (value,), "k")
        if found is None:
            return None
        following = ring.at(found.value, {"k": variable("k").shifted(1)})
        return (following - found.value - value).is_zero()

    return Kernel().ask(WORLD, terms, question)


@pytest.mark.parametrize(
    "text",
    [
        "k",
        "k^3 - 2*k",
        "a^k",
        "k*a^k",
        "(k^2 + 3)*2^k",
        "1/(k*(k + 1))",
        "1/((k + 2)*(k + 3))",
        "1/((2*k + 1)*(2*k + 3))",
        "1/(k*(k + 2))",
        "k*factorial(k)",
        "factorial(k)*(k^2 + 4*k + 1)",
        "factorial(k)*(k^2 + k + 1)",
        "factorial(k)*(2*k^2 + 5*k + 2)",
        "k/factorial(k + 1)",
        "(2*k + 1)/(k^2*(k + 1)^2)",
        "a^k*(k*(a - 1) + a)",
        "(4*k + 1)*factorial(k)/factorial(2*k + 1)",
    ],
)
def test_what_is_found_is_right(text: str) -> None:
    assert differences(text) is True


@pytest.mark.parametrize("text", ["1/k", "factorial(k)", "a^k/k", "1/factorial(k)", "1/(k^2 + 1)"])
def test_where_there_is_none_none_is_found(text: str) -> None:
    assert differences(text) is None
