"""The signs of what hangs on a variable of integration: as they are, and none that is left out."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.sums.ranges import range_variable
from tests.refute.worlds import term, world

WORLD = world(symbols={"x": "real", "a": "positive", "c": "real"})
EVERY = signs.REAL


@pytest.mark.parametrize(
    ("text", "low", "high", "sign"),
    [
        # linear: a mean of the values at the ends
        ("x - 1", "1", "2", signs.POSITIVE),
        ("x - 1", "2", "1", signs.POSITIVE),
        ("1 - x", "1", "a + 1", signs.NEGATIVE),
        ("x", "-a", "a", EVERY),
        ("x", "c", "a", EVERY),
        ("a*x + 1", "0", "oo", signs.POSITIVE),
        ("1 - x", "-oo", "0", signs.POSITIVE),
        ("x", "-oo", "oo", EVERY),
        # shifted
        ("x^2 + 3*x", "0", "oo", signs.POSITIVE),
        ("x^2 - 3*x", "0", "oo", EVERY),
        ("x^3 - a*x", "-oo", "0", EVERY),
        ("x^3 + a*x", "-oo", "0", signs.NEGATIVE),
        # quadratic
        ("x^2 + x + 1", "c", "a", signs.POSITIVE),
        ("-x^2 + x - 1", "c", "a", signs.NEGATIVE),
        ("x^2 + c*x + 1", "c", "a", EVERY),
        # factors
        ("x^2 - x", "1", "a + 1", signs.POSITIVE),
        ("x^2 - x", "0", "1", signs.NEGATIVE),
        # above or below the mean of the ends
        ("2 - x^2", "0", "1", signs.POSITIVE),
        ("x^3 - 9*x", "1", "2", signs.NEGATIVE),
        ("a + 1 + x - x^2", "0", "1", signs.POSITIVE),
        ("x - x^2 - 1/8", "0", "1", EVERY),
        # balls: a sign that does not change
        ("exp(x) - x", "-1", "1", signs.POSITIVE),
        ("x - cos(x)", "1", "3", signs.POSITIVE),
        ("x - sqrt(2)", "0", "1", signs.NEGATIVE),
        # balls: 0 at an end, there and back
        ("sin(x) - x", "0", "1", signs.NEGATIVE),
        ("sin(x) - x", "1", "0", signs.NEGATIVE),
        ("sin(x) - x", "-1", "0", signs.POSITIVE),
        ("exp(x) - 1 - x", "0", "2", signs.POSITIVE),
        ("exp(x) - 1 - x", "-2", "0", signs.POSITIVE),
        ("exp(x) - e", "0", "1", signs.NEGATIVE),
        ("sin(pi*x)", "0", "1", signs.POSITIVE),
        # balls: a change of sign inside, beside an end at which it is 0
        ("(exp(x) - e)*(exp(x) - 2)", "0", "1", EVERY),
        ("(exp(x) - e)*(exp(x) - 2)", "1", "0", EVERY),
        ("(exp(x) - 1)*(exp(x) - 2)", "0", "1", EVERY),
        ("sin(2*pi*x)", "0", "1", EVERY),
        ("sin(x) - x/2", "0", "3", EVERY),
        ("cos(x)", "0", "2", EVERY),
        ("x - cos(x)", "0", "1", EVERY),
        ("log(x) - 1", "1", "3", EVERY),
        # what hangs on something else
        ("exp(x) - c", "0", "1", EVERY),
    ],
)
def test_sign_inside(text: str, low: str, high: str, sign: int) -> None:
    terms = tuple(term(each, WORLD) for each in (text, low.replace("oo", "0"), high.replace("oo", "0")))

    def found(session: Session) -> int:
        value, *ends = (session.read(each).value for each in terms)
        begin, end = (None if "oo" in said else each for said, each in zip((low, high), ends, strict=True))
        name = range_variable(session.ring, "test", begin, end)
        return session.ring.sign(with_symbol(session.ring, value, "x", symbol(session.ring, name, ())))

    assert Kernel().ask(WORLD, terms, found) & EVERY == sign
