"""Exponentials that others give are replaced, and no others; the value stays the same."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.atoms import Exponential
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.functions.related_exponentials import exponentials_by_others
from tests.refute.worlds import term, world

WORLD = world(symbols={"a": "real", "b": "real", "x": "real"})


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2*exp(1/x) + 3*exp(1/(x + 1)) + 5*exp(1/x + 1/(x + 1))", 2),
        ("2*exp(1/x) + 3*exp(1/(x + 1)) + 5*exp(1/x + 1/(x + 1)) + 7*exp(1/x - 1/(x + 1))", 2),
        ("2*exp(a/x) + 3*exp(b/(x + 1)) + 5*exp(2*a/x - 3*b/(x + 1))", 2),
        ("2*exp(1/x) + 3*exp(1/(x + 2)) + 5*exp(1/x + 1/(x + 2))", 2),
        ("2*exp(1/x) + 3*exp(1/(x + 1)) + 5*exp(1/x + 1/(x + 2))", 3),
        ("2*exp(x) + 3*exp(a) + 5*exp(a*x)", 3),
    ],
)
def test_exponentials_that_others_give(text: str, left: int) -> None:
    read = term(text, WORLD)

    def asked(session: Session) -> tuple[int, bool]:
        ring, value = session.ring, session.read(read).value
        made = exponentials_by_others(ring, value)
        many = sum(isinstance(ring.atoms[place], Exponential) for place in made.generators)
        return many, exponentials_by_others(ring, made - value).is_zero()

    assert Kernel().ask(WORLD, (read,), asked) == (left, True)
