"""A long sum is the same as its terms added one by one, whatever its terms are."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.rows.written_sums import long_sum
from tests.refute.worlds import term, world

WORLD = world(
    indices={"i, j": "1..n"},
    symbols={"a": "positive", "x": "real", "y": "real", "w": "real", "z[i]": "real"},
    assumptions=("w^2 = y",),
)

TERMS = [
    "3",
    "-3",
    "1/2",
    "x",
    "-x",
    "2*x*y",
    "-(2*x)*(-y)",
    "x^2",
    "x^0",
    "x*x^2",
    "a^0.5",
    "2.5*x",
    "a^(1/2)",
    "a^(3/2)",
    "a^(-1)",
    "x^y",
    "x/2",
    "w",
    "w^2",
    "y^3",
    "z[i]",
    "x*z[j]",
    "n",
    "n*x",
    "pi",
    "(x + 1)*(x - 1)",
]


@pytest.mark.parametrize("text", TERMS)
def test_a_term_is_added_as_it_is_read(text: str) -> None:
    terms = tuple(term(each, WORLD) for each in ("x", text, "1", text, "-y"))

    def is_the_same(session: Session) -> bool:
        total = session.ring.zero
        for each in terms:
            total = total + session.reader.value(each)
        return long_sum(session.reader, terms) == total

    assert Kernel().ask(WORLD, terms, is_the_same)
