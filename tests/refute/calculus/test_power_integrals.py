"""Infinite sums of integrals of powers: their enclosures, and nothing said where an integral may diverge."""

from __future__ import annotations

import pytest
from flint import arb

from derivcheck.refute import Undecidable, evaluate
from tests.refute.worlds import point, term, world

REAL = world(symbols={"y": "real"})


@pytest.mark.parametrize(
    "text",
    [
        "sum((-1)^k*integral(t^k, t, 0, 1)/(k + 1), k, 0, oo) - pi^2/12",
        "sum((-1)^k*integral(t^k*log(t), t, 0, 1), k, 0, oo) + pi^2/12",
        "sum(integral((-1)^k*(1/t^2)^k*log(t)*t^(-2), t, 1, oo), k, 0, oo) - Catalan",
        "sum(integral((2*t)^2*t^k*log(t)^2, t, 0, 1), k, 0, oo) - 8*sum(1/(k + 3)^3, k, 0, oo)",
        "sum(integral(y*t^(-k)*log(t)^2, t, 1, oo), k, 2, oo) - 2*y*sum(1/k^3, k, 1, oo)",
        "sum(integral((y*t^3*log(t))^k/factorial(k), t, 0, 1), k, 0, oo) - integral(t^(y*t^3), t, 0, 1)",
        "sum(integral(log(t^(y*t))^k/factorial(k), t, 0, 1), k, 0, oo)"
        " - sum((-y)^k/(k + 1)^(k + 1), k, 0, oo)",
        "integral(sum(t^k/(k + 1), k, 0, oo), t, 0, 1) - pi^2/6",
        "integral(sum((-1)^k*t^(2*k)/(2*k + 1), k, 0, oo), t, 0, 1) - Catalan",
        "integral(y*t + log(t)*(2*t*sum(t^k, k, 0, oo) - sum(t^k, k, 2, oo)/2), t, 0, 1)"
        " - y/2 + 2*(pi^2/6 - 1) - (pi^2/6 - 1 - 1/4)/2",
    ],
)
def test_the_sum_is_enclosed(text: str) -> None:
    found = evaluate(term(text, REAL), point(y=2), REAL)
    assert isinstance(found, arb)
    assert found.contains(0)
    assert found.rad() < 1e-12


@pytest.mark.parametrize(
    "text",
    [
        "sum(integral(t^(k - 3)*log(t)^2, t, 0, 1), k, 0, oo)",
        "sum(integral(t^(-k)*log(t)^2, t, 1, oo), k, 0, oo)",
        "sum(integral(t^(3 - k)*log(t)^2, t, 0, 1), k, 0, oo)",
        "sum(integral(t^k, t, 0, 1), k, 0, oo)",
        "integral(sum(t^k, k, 0, oo), t, 0, 1)",
        "integral(sum((-1)^k*t^k, k, 0, oo), t, 0, 1)",
        "integral(sum(t^k, k, 0, oo)*sum(t^k, k, 0, oo), t, 0, 1)",
        "integral(sum(t^k, k, 0, oo) - sum(t^k, k, 1, oo), t, 0, 1)",
        "sum(integral((t*log(t))^(k/2)/factorial(k), t, 0, 1), k, 0, oo)",
        "sum(integral((t*log(t))^(k - 3), t, 0, 1), k, 0, oo)",
        "sum(integral(t^(y*k^2)*log(t)^2, t, 0, 1), k, 0, oo)",
    ],
)
def test_what_may_diverge_is_not_decided(text: str) -> None:
    with pytest.raises(Undecidable):
        evaluate(term(text, REAL), point(y=2), REAL)
