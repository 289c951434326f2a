"""Infinite sums: their values, and those that have none that is known."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.session import Session
from derivcheck.terms import Big, Term, walk
from tests.refute.worlds import term, world

WORLD = world(symbols={"x": "real", "y": "real", "a": "positive", "N": "nonnegative integer"})


def normal_form(text: str) -> Term:
    terms = (term(text, WORLD),)

    def question(session: Session) -> Term:
        return session.speaker().term(session.read(terms[0]).value)

    return Kernel().ask(WORLD, terms, question)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sum(1/(k*(k + 1)), k, 1, oo)", "1"),
        ("sum(1/((k + a)*(k + a + 1)), k, 0, oo)", "1/a"),
        ("sum((-1)^k*(2*k + 1)/(k*(k + 1)), k, 1, oo)", "-1"),
        ("sum(x^k, k, N, oo)", "x^N/(1 - x)"),
        ("sum(k*x^k, k, 0, oo)", "x/(1 - x)^2"),
        ("sum(x^k/factorial(k), k, 2, oo)", "exp(x) - 1 - x"),
        ("sum(x^(2*k)/factorial(2*k), k, 0, oo)", "cosh(x)"),
        ("sum((-1)^k*x^(2*k)/factorial(2*k), k, 1, oo)", "cos(x) - 1"),
        ("sum(a^(2*k + 1)/factorial(2*k + 1), k, 0, oo)", "sinh(a)"),
        ("sum((-1)^k*a^(2*k + 1)/factorial(2*k + 1), k, 0, oo)", "sin(a)"),
        ("sum((-1)^k*(2*a/3)^(2*k)/factorial(2*k), k, 0, oo)", "cos(2*a/3)"),
        ("sum(x^k/k, k, 3, oo)", "-log(1 - x) - x - x^2/2"),
        ("sum(k^2*x^k/factorial(k), k, 0, oo)", "(x^2 + x)*exp(x)"),
        ("sum(1/k^2, k, 1, oo)", "pi^2/6"),
        ("sum(1/k^4, k, 2, oo)", "pi^4/90 - 1"),
        ("sum((-1)^k/k^2, k, 1, oo)", "-pi^2/12"),
        ("sum(1/(2*k + 1)^2, k, 0, oo)", "pi^2/8"),
        ("sum((-1)^k/(2*k + 1), k, 0, oo)", "pi/4"),
        ("sum((-1)^k/(2*k + 1)^3, k, 1, oo)", "pi^3/32 - 1"),
        ("sum(1/k^3, k, 1, oo)", "zeta(3)"),
        ("sum(1/(k*(k + x)), k, 1, oo)", "(digamma(x + 1) + EulerGamma)/x"),
    ],
)
def test_value(text: str, found: str) -> None:
    assert normal_form(f"{text} - ({found})") == normal_form("0")


@pytest.mark.parametrize(
    "text",
    [
        "sum(1/k, k, 1, oo)",
        "sum(k, k, 1, oo)",
        "sum(1, k, 1, oo)",
        "sum((-1)^k, k, 0, oo)",
        "sum((-1)^k*k, k, 0, oo)",
        "sum(1/(k + x), k, 1, oo)",
        "sum(x^(k^2), k, 0, oo)",
        "sum(factorial(k)*x^k, k, 0, oo)",
        "sum(x^k/(k + 1)^2, k, 0, oo)",
        "sum(x^k/factorial(k), k, N, oo)",
        "sum(x^k/factorial(k), k, 40, oo)",
    ],
)
def test_no_value_is_known(text: str) -> None:
    assert any(isinstance(part, Big) for part in walk(normal_form(text)))
