"""Infinite sums by bounds of their terms: enclosures that hold the value, and terms that are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flint import acb, arb, ctx, fmpq

from derivcheck.refute import Outside, Undecidable, Undefined
from tests.refute.series_values import THIRD, value_of


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("sum(1/(2^k*(1 - 4^(-k))) - 2^k/(4^k - 1), k, 1, oo)", lambda: arb(0)),
        ("sum(k/(exp(2*pi*k) - 1), k, 1, oo)", lambda: arb(1) / 24 - 1 / (8 * arb.pi())),
        ("sum(zeta(k) - 1, k, 2, oo)", lambda: arb(1)),
        ("sum((zeta(2*k) - 1)/k, k, 1, oo)", lambda: arb(2).log()),
        ("sum(zeta(2*k)/4^k, k, 1, oo)", lambda: arb(1) / 2),
        ("sum(harmonic(k)/2^k, k, 1, oo)", lambda: 2 * arb(2).log()),
        ("sum(fibonacci(k)*x^k, k, 0, oo)", lambda: arb(3) / 5),
        ("sum(1/fibonacci(2^k), k, 0, oo)", lambda: (7 - arb(5).sqrt()) / 2),
        ("sum(lucas(k)/4^k, k, 0, oo)", lambda: arb(28) / 11),
        ("sum(2^k/(1 + 3^(2^k)), k, 0, oo)", lambda: arb(1) / 2),
        ("sum(x^(2^k)/(1 - x^(2^(k + 1))), k, 0, oo)", lambda: arb(1) / 2),
        ("sum(besselj(2*k, x), k, 1, oo)", lambda: (1 - arb(THIRD).bessel_j(arb(0))) / 2),
        ("sum(legendre(k, x)/2^k, k, 0, oo)", lambda: 1 / (arb(5) / 4 - arb(THIRD)).sqrt()),
        ("sum(hermite(k, x)/factorial(k), k, 0, oo)", lambda: (2 * arb(THIRD) - 1).exp()),
        ("sum(chebyshevu(k, x)/3^k, k, 0, oo)", lambda: 1 / (1 - 2 * arb(THIRD) / 3 + arb(1) / 9)),
        ("sum(bernoulli(2*k)/factorial(2*k), k, 1, oo)", lambda: 1 / (arb(1).exp() - 1) - fmpq(1, 2)),
        ("sum(tan(x/2^k)/2^k, k, 1, oo)", lambda: 3 - arb(THIRD).cot()),
        ("sum(atan(1/2^k) - atan(2^(-k)), k, 1, oo)", lambda: arb(0)),
        ("sum(log(1 + 4^(-k))/2^k - log(1 + 1/4^k)*2^(-k), k, 0, oo)", lambda: arb(0)),
        ("sum(catalan(k)/5^k, k, 0, oo)", lambda: (1 - (1 - arb(4) / 5).sqrt()) * 5 / 2),
        ("sum(floor(k/2)/2^k, k, 0, oo)", lambda: arb(2) / 3),
        ("sum(mod(k, 3)/2^k, k, 0, oo)", lambda: arb(8) / 7),
        ("sum(min(1/2^k, 1/3^k), k, 0, oo)", lambda: arb(3) / 2),
        ("sum(cos(k*x)/2^k, k, 0, oo)", lambda: (4 - 2 * arb(THIRD).cos()) / (5 - 4 * arb(THIRD).cos())),
        ("sum(2^(-k*x)*sqrt(k), k, 1, oo)", lambda: _roots()),
        ("sum(w^k/(2 + w^k) - 1/(2*w^(-k) + 1), k, 1, oo)", lambda: arb(0)),
    ],
)
@pytest.mark.parametrize("precision", [64, 192])
def test_the_enclosure_holds_the_value_and_is_narrow(
    text: str, closed: Callable[[], arb], precision: int
) -> None:
    found = value_of(text, precision)
    before, ctx.prec = ctx.prec, 2 * precision
    try:
        assert isinstance(found, arb | acb)
        assert (found - closed()).contains(0)
        assert acb(found).real.rad() < arb(2) ** (24 - precision)
    finally:
        ctx.prec = before


def _roots() -> arb:
    """`Li_s(2^(-1/3))` for `s = -1/2`."""
    return acb(arb(2) ** -THIRD).polylog(acb(fmpq(-1, 2))).real


@pytest.mark.parametrize(
    "text",
    [
        "sum(1/log(k), k, 2, oo)",
        "sum(zeta(k), k, 2, oo)",
        "sum(fibonacci(k)/2^k - 1, k, 0, oo)",
        "sum(fibonacci(k)*2^k/3^k, k, 0, oo)",
        "sum(sin(1/(k - 100))/2^k, k, 0, oo)",
        "sum(cos(1/(k - 5000))/2^k, k, 0, oo)",
        "sum(atan((k - 300)^(-3))/2^k, k, 0, oo)",
        "sum(1/(2^k*(2^k - 2^200)), k, 0, oo)",
        "sum(1/(3^k - 3^150), k, 0, oo)",
        "sum(log(1 - 2^100/2^k), k, 200, oo) + sum(log(1 - 2^100/2^k), k, 1, oo)",
        "sum(sqrt(100 - k)/2^k, k, 0, oo)",
        "sum(zeta(80 - k)/2^k, k, 0, oo)",
        "sum(exp(1/(k - 90))/2^k, k, 0, oo)",
        "sum(polylog(2, 2^90/2^k), k, 0, oo)",
        "sum((1 + (-1)^k)/2, k, 0, oo)",
        "sum(tanh(k), k, 1, oo)",
    ],
)
def test_what_has_no_value_or_no_bound_is_left_alone(text: str) -> None:
    with pytest.raises((Outside, Undecidable, Undefined)):
        value_of(text)
