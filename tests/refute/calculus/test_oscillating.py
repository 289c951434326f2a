"""Integrals to infinity that converge by the waves in them, and those that do not converge."""

from __future__ import annotations

import pytest
from flint import arb

from derivcheck.refute import Undecidable, Undefined, evaluate
from tests.refute.worlds import point, term, world

REAL = world(symbols={"r": "real", "s": "real"})
POINT = point(r="1/3", s=2)


@pytest.mark.parametrize(
    "text",
    [
        "integral(sin(x)/x, x, 0, oo) - pi/2",
        "integral(sin(r*x)/x, x, -oo, oo) - pi",
        "integral(sin(x)/x, x, s, oo) - pi/2 + Si(2)",
        "integral(cos(x)/(x^2 + 1), x, -oo, oo) - pi/e",
        "integral(x*sin(x)/(x^2 + 1), x, -oo, oo) - pi/e",
        "integral(x*cos(x)/(x^2 + x + 1), x, 0, -oo) + integral(x*cos(x)/(x^2 - x + 1), x, oo, 0)",
        "integral(cos(x^2), x, 0, oo) - sqrt(2*pi)/4",
        "integral(cos(9*x^(7/3)), x, 0, oo) - 3*gamma(3/7)*cos(3*pi/14)/(7*9^(3/7))",
        "integral(sin(s*x)/sqrt(x), x, 0, oo) - sqrt(pi)/2",
        "integral(sin(sqrt(x))/x, x, 0, oo) - pi",
        "integral(sin(x)^2/x^2, x, 0, oo) - pi/2",
        "integral(sin(x)^3/x, x, 0, oo) - pi/4",
        "integral((1 - cos(2*x)^2)^2/x^4, x, 0, oo) - 8*pi/3",
        "integral(sin(x)*sin(x/3)*sin(x/5)/x^3, x, 0, oo) - pi/30",
        "integral(sin(x + 1)*cos(x + 1)/(x + 1), x, -1, oo) - pi/4",
        "integral(log(x)*sin(x)/x, x, 0, oo) + pi*EulerGamma/2",
        "integral(sin(x)*log(1 + 1/x), x, 0, oo) + integral((cos(x) - 1)/(x*(x + 1)), x, 0, oo)",
        "integral(cos(x)/sqrt(x^2 + 1), x, 0, oo) - 2*integral(cos(x)/sqrt(x^2 + 1), x, 0, oo)"
        " + integral(cos(sinh(u)), u, 0, 1) + integral(cos(x)/sqrt(x^2 + 1), x, sinh(1), oo)",
    ],
)
def test_values(text: str) -> None:
    value = evaluate(term(text, REAL), POINT, REAL, 64)
    assert isinstance(value, arb)
    assert value.contains(0)
    assert value.rad() < 1e-9


@pytest.mark.parametrize(
    "text",
    [
        "integral(sin(x), x, 0, oo)",
        "integral(x*cos(x^2), x, 0, oo)",
        "integral(x^2*sin(x)/(x^2 + 1), x, 0, oo)",
        "integral(sin(x)^2/x, x, 1, oo)",
        "integral(cos(x)/x, x, 0, oo)",
        "integral(1/x + sin(x)/x, x, 1, oo)",
        "integral(sin(x)/(x - 7), x, 0, oo)",
        "integral(sin(x)*sqrt(10 - x)/x, x, 1, oo)",
        "integral((cos(x) + sqrt(x))/x, x, 1, oo)",
        "integral(sin(log(x))/x, x, 1, oo)",
        "integral(sin(x)/cos(x)/x^2, x, 1, oo)",
    ],
)
def test_what_may_diverge(text: str) -> None:
    with pytest.raises((Undecidable, Undefined)):
        evaluate(term(text, REAL), POINT, REAL, 64)
