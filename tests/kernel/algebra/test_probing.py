"""What numbers modulo primes say of combinations: never "no" where there is one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.kernel.algebra.equations import combination
from derivcheck.kernel.algebra.probing import may_combine
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.deciding.session import Session
from derivcheck.model import Context, Domain, Symbol
from tests.kernel.rings import session_of
from tests.refute.worlds import term

WORLD = Context(symbols={name: Symbol(name, (), Domain.REAL) for name in "abxy"})


def _values(*texts: str) -> tuple[Session, list[Quotient]]:
    session = session_of(WORLD)
    return session, [session.read(term(text, WORLD)).value for text in texts]


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("1", ("sin(x)^2", "cos(x)^2")),
        ("sin(x)*cos(a) + cos(x)*sin(a)", ("sin(x)", "cos(x)")),
        ("sqrt(2)*x + sqrt(3)*x^2", ("x", "x^2")),
        ("(5 + x)^(1/3)*(a^2 + 1)^(1/3)", ("(5 + x)^(1/3)", "x")),
        ("x*sqrt(1 + x^2)", ("x/sqrt(1 + x^2)", "x^3/sqrt(1 + x^2)")),
        ("1/((x + a)*(x + b))", ("1/(x + a)", "1/(x + b)")),
        ("sqrt(sin(x) + 2)*sqrt(cos(x) + 2)*a", ("sqrt(sin(x) + 2)*sqrt(cos(x) + 2)", "sin(x)")),
    ],
)
def test_where_there_is_a_combination_there_may_be_one(whole: str, parts: tuple[str, ...]) -> None:
    session, (value, *made) = _values(whole, *parts)
    assert combination(session.ring, made, value, "x") is not None
    assert may_combine(session.ring, made, value, "x")
    assert may_combine(session.ring, [*made, *made], value, "x")


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("1", ("sin(x)^2", "cos(x)")),
        ("sin(x)*cos(a) + cos(2*x)*sin(a)", ("sin(x)", "cos(x)")),
        ("sqrt(2)*x + sqrt(3)*x^3", ("x", "x^2")),
        ("(5 + x)^(1/3)", ("(5 + x)^(2/3)", "x")),
        ("1/((x + a)*(x + b))", ("1/(x + a)", "1/(x - b)")),
        ("sqrt(x + sqrt(x^2 + 1))", ("sqrt(x^2 + 1)", "x")),
    ],
)
def test_where_there_is_none_it_is_seen(whole: str, parts: tuple[str, ...]) -> None:
    session, (value, *made) = _values(whole, *parts)
    assert combination(session.ring, made, value, "x") is None
    assert not may_combine(session.ring, made, value, "x")


def test_long_sums_are_found_after_numbers_were_looked_at() -> None:
    texts = [f"1/(x + {place})" for place in range(1, 12)]
    session, parts = _values(*texts)
    ring = session.ring
    whole = sum((part * ring.constant(Fraction(place, 7)) for place, part in enumerate(parts)), ring.zero)
    found = combination(ring, parts, whole, "x")
    assert found == [ring.constant(Fraction(place, 7)) for place in range(11)]
    beside = session.read(term("1/(x + 12)", WORLD)).value
    assert combination(ring, parts, whole + beside, "x") is None
