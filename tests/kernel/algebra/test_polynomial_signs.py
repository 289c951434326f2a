"""Quadratic forms that are 0 only where all of their variables are, and the signs of polynomials."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.polynomial_signs import is_definite, sign_over_reals
from derivcheck.kernel.deciding.session import Session
from tests.refute.worlds import term, world

WORLD = world(symbols={"x": "real", "y": "real", "t": "real", "a": "positive", "w": "complex"})


def ask(text: str, definite: bool) -> int:
    terms = (term(text, WORLD),)

    def question(session: Session) -> int:
        polynomial = session.read(terms[0]).value.num
        return (is_definite if definite else sign_over_reals)(session.ring, polynomial)

    return Kernel().ask(WORLD, terms, question)


@pytest.mark.parametrize(
    "text", ["x^2", "x^2 + y^2", "x^2 + x*y + y^2", "-x^2 - 3*y^2 + 2*x*y", "x^2 + y^2 + t^2 - x*y - y*t"]
)
def test_definite(text: str) -> None:
    assert ask(text, definite=True)


@pytest.mark.parametrize(
    "text",
    [
        *("x", "x*y", "x^2 - y^2", "x^2 + 2*x*y + y^2", "x^2 + y^2 + 1", "x^2 + y", "x^4 + y^2", "w^2 + x^2"),
        "x^2 + y^2 + t^2 - x*y - y*t - x*t",
    ],
)
def test_not_definite(text: str) -> None:
    assert not ask(text, definite=True)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("x^2 + 1", signs.POSITIVE),
        ("-x^2 - 1", signs.NEGATIVE),
        ("x^2 - 2*x + 1", signs.NONNEGATIVE),
        ("x^2 - 1", signs.REAL),
        ("x^3", signs.REAL),
        ("a^3 + a", signs.POSITIVE),
        ("a^2 - a", signs.REAL),
        ("x^2 + x*y + y^2 + 1", signs.POSITIVE),
        ("x^2 + 2*x*y + y^2", signs.NONNEGATIVE),
        ("x^2 - y^2", signs.REAL),
        ("x*y + 1", signs.REAL),
        ("x^4 + y^2 + 1", signs.ANY),
        ("w^2 + 1", signs.ANY),
    ],
)
def test_sign(text: str, sign: int) -> None:
    found = ask(text, definite=False)
    assert found == sign or (sign == signs.REAL and found == signs.ANY)
