"""What is defined whatever the values are."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.session import Session
from tests.refute.worlds import term, world

WORLD = world(
    indices={"i, j": "1..n"},
    symbols={"a": "positive", "x": "real", "y": "real", "s": "nonnegative", "z[i]": "real"},
    functions={"f": False},
)


def is_total(text: str) -> bool:
    terms = (term(text, WORLD),)

    def question(session: Session) -> bool:
        return session.ring.is_total(session.read(terms[0]).value)

    return Kernel().ask(WORLD, terms, question)


@pytest.mark.parametrize(
    "text",
    [
        *("x*y", "x/a", "x/(x^2 + 1)", "log(a)", "log(x^2 + 1)", "sqrt(s)", "sqrt(x^2 + y^2)", "1/sqrt(a)"),
        *(
            "exp(x)",
            "a^x",
            "x^n",
            "abs(x)",
            "sin(x)",
            "atan(x)",
            "gamma(a)",
            "f(x)",
            "f(log(a))",
            "delta(i, j)/2",
        ),
        *("sum(z[k], k, 1, n)", "sum(log(k), k, 1, n)", "prod(z[k], k, 1, n)", "x*i/j"),
    ],
)
def test_total(text: str) -> None:
    assert is_total(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1/x",
            "x/(x^2 - 1)",
            "log(x)",
            "log(s)",
            "log(x^2)",
            "sqrt(x)",
            "1/sqrt(s)",
            "x^(-n)",
            "1/(i - j)",
        ),
        *("exp(1/x)", "a^(1/x)", "abs(log(x))", "sin(sqrt(x))", "asin(x)", "gamma(x)", "gamma(s)", "f(1/x)"),
        *("sum(1/z[k], k, 1, n)", "sum(log(z[k]), k, 1, n)", "prod(1/z[k], k, 1, n)", "sum(x^k, k, 1, oo)"),
    ],
)
def test_not_total(text: str) -> None:
    assert not is_total(text)
