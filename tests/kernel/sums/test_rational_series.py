"""Infinite sums of rational terms, each closed form beside the sum itself in ball arithmetic."""

from __future__ import annotations

import pytest
from flint import arb

from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.session import Session
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.evaluation.evaluate import evaluate
from derivcheck.terms import Big, Term, walk
from tests.refute.worlds import term, world

WORLD = world(symbols={"x": "real", "a": "positive"})


def closed_form(text: str) -> Term:
    terms = (term(text, WORLD),)

    def question(session: Session) -> Term:
        return session.speaker().term(session.read(terms[0]).value)

    return Kernel().ask(WORLD, terms, question)


@pytest.mark.parametrize(
    "text",
    [
        # without powers: digamma and polygamma at rational numbers
        "sum(1/((4*k + 1)*(4*k + 3)), k, 0, oo)",
        "sum((k + 1)/((3*k + 1)^2*(8*k + 5)), k, 2, oo)",
        "sum(1/(6*k + 1)^2 - 1/(6*k + 5)^2, k, 0, oo)",
        "sum((3 - k)/((2*k - 1)*(k + 1/3)^3), k, 0, oo)",
        "sum(1/((12*k + 5)*(k + 1)), k, 1, oo)",
        "sum(1/(8*k + 7)^4, k, 0, oo)",
        # alternating
        "sum((-1)^k/(4*k + 1), k, 0, oo)",
        "sum((-1)^(k + 1)*(k + 2)/((3*k + 1)*(k + 4)), k, 1, oo)",
        "sum(cos(pi*k)/(2*k + 1)^2, k, 0, oo)",
        "sum((-1)^k/(2*k + 1)^5, k, 3, oo)",
        "sum((1 + (-1)^k)/(k + 1)^3, k, 0, oo)",
        # beside powers: logarithms and arc tangents
        "sum(1/16^k*(4/(8*k + 1) - 2/(8*k + 4) - 1/(8*k + 5) - 1/(8*k + 6)), k, 0, oo)",
        "sum((-1/3)^k/(2*k + 1), k, 0, oo)",
        "sum((1/2)^k*(k^2 + 1)/(3*k + 2), k, 1, oo)",
        "sum((-3/4)^(k + 1)/((6*k + 5)*(4*k - 1)), k, 0, oo)",
        "sum((3^k + 2^k)/(6^k*(k + 1)), k, 2, oo)",
        # one over a square and a constant
        "sum(1/(k^2 + 3), k, 0, oo)",
        "sum(1/((k - 1/2)^2 + 2), k, -1, oo)",
        "sum((-1)^k/(k^2 + 1/4), k, -2, oo)",
        "sum((-1)^k*5/((k + 1)^2 - 2), k, 1, oo)",
        "sum(1/((2*k + 1)^2 - 5), k, 0, oo)",
    ],
)
def test_the_closed_form_by_value(text: str) -> None:
    found = closed_form(text)
    assert not any(isinstance(part, Big) for part in walk(found))
    value, wanted = (evaluate(each, Point(), WORLD, 96) for each in (found, term(text, WORLD)))
    assert arb(value).overlaps(arb(wanted))
    assert arb(wanted).rad() < 1e-15


@pytest.mark.parametrize(
    "text",
    [
        "sum(1/(3*k + 1), k, 0, oo)",
        "sum((k + 1)/(k^2 + 1), k, 0, oo)",
        "sum((-1)^k*k/(2*k + 1), k, 0, oo)",
        "sum(1/(k*(k - 2)), k, 1, oo)",
        "sum(x^k/(k + a), k, 0, oo)",
    ],
)
def test_no_closed_form(text: str) -> None:
    assert any(isinstance(part, Big) for part in walk(closed_form(text)))
