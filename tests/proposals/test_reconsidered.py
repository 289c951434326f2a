"""What SymPy proposes proves nothing: the kernel does, or the step is undecided and says what SymPy says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

pytest.importorskip("sympy", reason="SymPy is not installed")

from derivcheck.checker import Checker
from derivcheck.errors import OutOfTime
from derivcheck.model import Cause, Proved, Unknown, Verdict
from derivcheck.proposals import reconsidered
from derivcheck.proposals.answers import antiderivatives, value
from derivcheck.proposals.questions import questions
from derivcheck.terms.printing import to_text
from tests.refute.worlds import claim, world

WORLD = world(symbols={"a": "positive", "c": "real", "x": "real"}, functions={"f": False})

#: Of which the kernel finds no antiderivative that it could evaluate.
FOURTH = "integral(1/(1 + x^4), x, 0, 1) = (pi + 2*log(1 + sqrt(2)))/(4*sqrt(2))"


@contextmanager
def endless() -> Iterator[None]:
    yield


@contextmanager
def over() -> Iterator[None]:
    raise OutOfTime
    yield


def verdict_on(text: str, *, limit: object = endless) -> Verdict:
    asked = claim(text, WORLD)
    judge = Checker(propose=True)
    first = judge.decide(asked)
    assert isinstance(first, Unknown)
    return judge.reconsider(asked, first, limit)  # type: ignore[arg-type]


def opinion(text: str) -> str:
    found = verdict_on(text)
    assert isinstance(found, Unknown)
    return found.proposed


def test_the_kernel_proves_with_an_antiderivative_of_sympys() -> None:
    found = verdict_on("integral(1/(1 + x^6), x, 0, 1) = pi/6 + log(2 + sqrt(3))/(2*sqrt(3))")
    assert isinstance(found, Proved)
    assert found.rules == ("normal form", "antiderivative proposed by SymPy")


def test_without_the_option_nothing_is_asked() -> None:
    asked = claim(FOURTH, WORLD)
    unknown = Checker().decide(asked)
    assert isinstance(unknown, Unknown)
    assert Checker().reconsider(asked, unknown, over) == unknown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FOURTH, "SymPy agrees"),
        ("integral(1/x^2, x, -1, 1) = -2", "SymPy gives oo for integral(1/x^2, x, -1, 1)"),
        ("integral(1/x, x, -1, 1) = 0", ""),
    ],
)  # fmt: skip
def test_what_only_sympy_says_is_said_and_decides_nothing(text: str, said: str) -> None:
    assert opinion(text) == said


@pytest.mark.parametrize(
    "text",
    [  # of the first SymPy 1.14 says that it holds: its antiderivative jumps by 1 at 0
        "integral(exp(1/x)/(x^2*(1 + exp(1/x))^2), x, -1, 1) = 1/(1 + e) - 1/(1 + exp(-1))",
        "integral(sec(x)^2, x, 0, pi) = 0",
        "integral(log(x^2), x, -1, 1) = 4",
    ],
)
def test_what_sympys_antiderivative_does_not_reach_is_not_proved(text: str) -> None:
    assert isinstance(verdict_on(text), Unknown)


def test_who_takes_too_long_says_nothing() -> None:
    found = verdict_on(FOURTH, limit=over)
    assert isinstance(found, Unknown)
    assert found.proposed == ""


def test_a_contradicted_proof_is_as_loud_as_ever() -> None:
    unknown, fault = Unknown(Cause.TOO_HARD), Unknown(Cause.INTERNAL, "a proof that a point contradicts")
    asked = claim("integral(1/(x - 2), x, 0, 1) = 1", WORLD)
    assert reconsidered((asked,), unknown, endless, lambda _, proposed: fault) == fault


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("integral(x^c, x, 1, 2)", ["log(abs(x))", "x^(1 + c)/(1 + c)"]),
        ("integral(1/(x - 2), x, 0, 1)", ["log(abs(-2 + x))"]),
        ("integral(f(x), x, 0, 1)", []),
        ("integral(x^x, x, 0, 1)", []),
    ],
)
def test_antiderivatives_of_sympys(text: str, answers: list[str]) -> None:
    (question,) = questions(claim(f"{text} = 1", WORLD))
    assert sorted(map(to_text, antiderivatives(question))) == answers


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("integral(exp(-a*x), x, 0, oo)", "1/a"),
        ("limit(sin(a*x)/x, x, 0)", "a"),
        ("limit(abs(x)/x, x, 0)", None),
        ("limit(sin(1/x), x, 0)", None),
        ("integral(x^x, x, 0, 1)", None),
    ],
)
def test_values_of_sympys(text: str, answer: str | None) -> None:
    (question,) = questions(claim(f"{text} = 1", WORLD))
    found = value(question)
    assert (None if found is None else to_text(found)) == answer
