"""A proposed antiderivative proves what it is one of, and nothing else: not across a pole or a jump."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim
from derivcheck.terms import Integral
from tests.refute.worlds import term, world

WORLD = world(symbols={"a": "positive", "c": "real", "x": "real"})


def is_proved(body: str, low: str, high: str, value: str, *proposed: str) -> bool:
    integral = term(f"integral({body}, x, {low}, {high})", WORLD)
    assert isinstance(integral, Integral)
    proposals = {Integral(integral.body, "x"): tuple(term(each, WORLD) for each in proposed)}
    return isinstance(Kernel(proposed=proposals).decide(Claim(integral, term(value, WORLD), WORLD)), Proof)


@pytest.mark.parametrize(
    ("body", "low", "high", "proposed", "value"),
    [
        (
            "erf(x)^2",
            "0",
            "a",
            "x*erf(x)^2 + 2*erf(x)*exp(-x^2)/sqrt(pi) - sqrt(2)*erf(sqrt(2)*x)/sqrt(pi)",
            "a*erf(a)^2 + 2*erf(a)*exp(-a^2)/sqrt(pi) - sqrt(2)*erf(sqrt(2)*a)/sqrt(pi)",
        ),
        (
            "1/(1 + x^6)",
            "0",
            "1",
            "atan(x)/3 + atan(2*x - sqrt(3))/6 + atan(2*x + sqrt(3))/6"
            " + sqrt(3)*(log(x^2 + sqrt(3)*x + 1) - log(x^2 - sqrt(3)*x + 1))/12",
            "pi/6 + sqrt(3)*(log(2 + sqrt(3)) - log(2 - sqrt(3)))/12",
        ),
        (
            "1/(1 + x^4)",
            "1",
            "oo",
            "(log(x^2 + sqrt(2)*x + 1) - log(x^2 - sqrt(2)*x + 1))/(4*sqrt(2))"
            " + (atan(sqrt(2)*x + 1) + atan(sqrt(2)*x - 1))/(2*sqrt(2))",
            "(pi - log(2 + sqrt(2)) + log(2 - sqrt(2)) - 2*atan(1 + sqrt(2)) - 2*atan(sqrt(2) - 1))"
            "/(4*sqrt(2)) + pi/(4*sqrt(2))",
        ),
    ],
)
def test_what_is_one_is_used(body: str, low: str, high: str, proposed: str, value: str) -> None:
    assert is_proved(body, low, high, value, proposed)
    assert is_proved(body, low, high, value, "x", "1/x", proposed)
    assert not is_proved(body, low, high, value)
    assert not is_proved(body, low, high, f"{value} + 1", proposed)


#: Integrand, ends, an antiderivative almost everywhere, and the difference of its values at the ends.
TRAPS = [
    ("1/x^2", "-1", "1", "-1/x", "-2"),
    ("1/x", "-1", "2", "log(abs(x))", "log(2)"),
    ("1/x", "-1", "2", "log(x^2)/2", "log(2)"),
    ("1/(x - c)", "0", "1", "log(abs(x - c))", "log(abs(1 - c)) - log(abs(c))"),
    ("2/(1 - x^2)", "0", "2", "log(abs((1 + x)/(1 - x)))", "log(3)"),
    ("tan(x)^2", "0", "pi", "tan(x) - x", "-pi"),
    ("1/(2 + cos(x))", "0", "2*pi", "2*atan(tan(x/2)/sqrt(3))/sqrt(3)", "0"),
    ("1/(1 + cos(x)^2)", "0", "pi", "sqrt(2)*atan(tan(x)/sqrt(2))/2", "0"),
    ("1", "0", "4", "atan(tan(x))", "4 - pi"),
    ("1", "0", "2", "x + floor(x)", "4"),
    ("1", "0", "5/2", "mod(x, 1)", "1/2"),
    ("1", "-1", "1", "x + sign(x)", "4"),
    ("1", "-1", "1", "x + abs(x)/x", "4"),
    ("1", "-1", "1", "x + sqrt(x^2)/x", "4"),
    ("1", "-1", "1", "x + heaviside(x)", "3"),
    ("1", "-1", "1", "x + [x > 0]", "3"),
    ("1", "-1", "1", "x + cases(1 if x > 0, 0)", "3"),
    ("1 - 1/(1 + x^2)", "-1", "1", "x + atan(1/x)", "2 + pi/2"),
    ("-1/(1 + x^2)", "-1", "1", "acot(x)", "pi/2"),
    ("sqrt(1 - sin(x)^2)", "0", "pi", "sin(x)", "0"),
    ("sqrt(1 + cos(2*x))", "0", "pi", "sqrt(2)*sin(x)", "0"),
    ("exp(1/x)/(x^2*(1 + exp(1/x))^2)", "-1", "1", "1/(1 + exp(1/x))", "1/(1 + e) - 1/(1 + exp(-1))"),
    ("exp(x)/x", "-1", "1", "Ei(x)", "Ei(1) - Ei(-1)"),
    ("1/log(x)", "1/2", "2", "li(x)", "li(2) - li(1/2)"),
    ("cos(x)", "0", "oo", "sin(x)", "0"),
    ("x^c", "0", "1", "x^(c + 1)/(c + 1)", "1/(c + 1)"),
    ("2*x", "0", "1", "x^2 + x", "2"),
]


@pytest.mark.parametrize(("body", "low", "high", "proposed", "value"), TRAPS)
def test_what_is_none_on_the_whole_range_is_not(
    body: str, low: str, high: str, proposed: str, value: str
) -> None:
    assert not is_proved(body, low, high, value, proposed)
