"""Logarithms, roots and inverse functions taken apart by the angles of their factors.

The normal form under a case has the value of what was read at points of the case, near the cuts and on them.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from flint import acb, fmpq

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.quotient import Undefined
from derivcheck.kernel.algebra.sectors import Sector
from derivcheck.kernel.deciding.session import Case, Session
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.signals import Undecidable
from derivcheck.refute.arithmetic.signals import Undefined as NoValue
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.terms import Call, Rel, Sym, Term, integer
from tests.refute.worlds import term, world

WORLD = world(symbols={"z": "complex", "w": "complex", "a": "positive"})
TEXTS = [
    "log(z^2) + log(-z) + log(1/z)",
    "sqrt(z^2) + sqrt(-z) + sqrt(1/z) + sqrt(z^3)",
    "log(z*w) + sqrt(z/w)",
    "log(conjugate(z)) + sqrt(conjugate(z)*w)",
    "log((1 + z)/(1 - z)) + log(1 - z^2)",
    "sqrt(z^2 - 1) + sqrt(1 - z^2) + sqrt(1 + z^2)",
    "log((z - 1)*(z + 1)/z^2)",
    "sqrt(z/(z + a)) + sqrt((z - a)/z) + log(a - z)",
    "asin(z) + acos(1/z)",
    "atan(z) + atan(1/z)",
    "asinh(z) + atanh(z)",
    "acosh(z)",
    "log(I*z + sqrt(1 - z^2)) + log(z - sqrt(z - 1)*sqrt(z + 1))",
    "log(exp(z)) + exp(z/2) + sqrt(exp(2*z))",
    "atan(tan(z)) + asin(sin(z)) + log(cos(z))",
    "z^(1/3)*(z^2)^(1/3) + (-z)^(2/3) + sqrt(sqrt(z))",
    "log(2 + 3*I) + log(2 - 3*I) + log(I*z) + log((1 - 2*I)*z)",
    "arg(z) + arg(-z) + arg(z*w) + im(log(z^3))",
]
POINTS = [(x, y) for x in (-3, -1, 1, 2) for y in (-2, 0, 1, 3)]
_SIGNS = {"<": lambda value: value < 0, "=": lambda value: value == 0, ">": lambda value: value > 0}


def _case(name: str, im: str, re: str) -> tuple[Rel, ...]:
    return tuple(Rel(op, Call(part, (Sym(name),)), integer(0)) for part, op in (("im", im), ("re", re)))


def _spoken(session: Session, read: Term) -> Term:
    return session.speaker().term(session.read(read).value)


def _value(part: Term, values: dict[str, object]) -> acb | None:
    try:
        return acb(Evaluation(Point(values=values), WORLD, True).number(part))
    except (NoValue, Undecidable):
        return None


@pytest.mark.parametrize("text", TEXTS)
def test_the_value_stays(text: str) -> None:
    read, compared = term(text, WORLD), 0
    for im, re in product("<=>", "<>"):
        case = Case(values=(*_case("z", im, re), *_case("w", ">", "<")))
        kernel = Kernel()
        kernel._sectored = True
        try:
            spoken = kernel.ask(WORLD, (read,), lambda session: _spoken(session, read), case)
        except (Undefined, NeedsCase, Outside):
            continue
        for x, y in POINTS:
            if not (_SIGNS[re](x) and _SIGNS[im](y)):
                continue
            values = {"z": acb(x, y), "w": acb(-2, 3), "a": fmpq(3, 2)}
            before, after = _value(read, values), _value(spoken, values)
            if before is not None and after is not None:
                compared += 1
                assert before.overlaps(after), (x, y)
    assert compared > 8


def test_turns() -> None:
    half = Fraction(1, 2)
    assert Sector(Fraction(-1), Fraction(1), above=True).turn() == 0
    assert Sector(Fraction(-1), Fraction(1)).turn() is None
    assert Sector(Fraction(1), Fraction(3), above=True).turn() == 1
    assert Sector(-3 * half, -half, above=True, below=True).turn() is None
    assert Sector(-3 * half, -Fraction(1)).turn() == -1


def test_modulo_whole_turns() -> None:
    wide, up = Sector(Fraction(-1), Fraction(2)), Sector(Fraction(0), Fraction(1), above=True, below=True)
    assert wide.modulo(up) == Sector(Fraction(0), Fraction(1), above=True, below=True)
    assert Sector(Fraction(-1), Fraction(3, 2)).modulo(up) == up
    assert Sector(Fraction(-2), Fraction(-1)).modulo(up) == Sector(Fraction(-2), Fraction(-1), True, True)
