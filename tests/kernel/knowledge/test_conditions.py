"""What is left to ask so that a value has a sign, is no pole, or exists."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.conditions import POLE_FREE, need
from derivcheck.terms.printing import to_text
from tests.refute.worlds import term, world

WORLD = world(symbols={"a": "positive", "x": "real", "y": "real", "s": "nonnegative"})


def asked(text: str, allowed: int) -> list[tuple[str, int]]:
    terms = (term(text, WORLD),)

    def question(session: Session) -> list[tuple[str, int]]:
        speaker = session.speaker()
        found = need(session.ring, session.read(terms[0]).value, allowed)
        return [(to_text(speaker.term(value)), wanted) for value, wanted in found]

    return Kernel().ask(WORLD, terms, question)


@pytest.mark.parametrize(
    ("text", "free"),
    [("1/2", True), ("-1/2", True), ("3", True), ("0", False), ("-1", False), ("a", True), ("s", False)],
)
def test_poles_of_gamma(text: str, free: bool) -> None:
    assert asked(text, POLE_FREE) == ([] if free else [(text, POLE_FREE)])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a*x*y^2", ["x", "y"]),
        ("x/y", ["x", "y"]),
        ("sqrt(x)*a", ["x"]),
        ("abs(x - y)", ["x - y"]),
        ("x^2 + 1", []),
        ("exp(x)*y", ["y"]),
        ("0", ["0"]),
        ("-2", []),
    ],
)
def test_factors_that_may_be_zero(text: str, left: list[str]) -> None:
    assert asked(text, signs.NONZERO) == [(each, signs.NONZERO) for each in left]


@pytest.mark.parametrize(
    ("text", "allowed", "left"),
    [
        ("a*x", signs.POSITIVE, [("x", signs.POSITIVE)]),
        ("-a*x", signs.POSITIVE, [("-x", signs.POSITIVE)]),
        ("-x", signs.NEGATIVE, [("x", signs.POSITIVE)]),
        ("x^3", signs.NONNEGATIVE, [("x", signs.NONNEGATIVE)]),
        ("x^2*a", signs.NONNEGATIVE, []),
        ("x^2*a", signs.POSITIVE, [("x", signs.NONZERO)]),
        ("-x^2", signs.NONNEGATIVE, [("-x^2", signs.NONNEGATIVE)]),
        ("x*y", signs.POSITIVE, [("x*y", signs.POSITIVE)]),
        ("s", signs.POSITIVE, [("s", signs.NONZERO)]),
        ("-1", signs.NONNEGATIVE, [("-1", signs.NONNEGATIVE)]),
    ],
)
def test_what_a_sign_asks_for(text: str, allowed: int, left: list[tuple[str, int]]) -> None:
    assert asked(text, allowed) == left
