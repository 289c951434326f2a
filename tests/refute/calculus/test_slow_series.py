"""Infinite sums of terms that fall like a power of the index, and infinite products."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flint import acb, acb_series, arb, ctx, fmpq

from derivcheck.refute import Outside, Undecidable, Undefined
from tests.refute.series_values import THIRD, value_of


def _slope_of_zeta(place: int) -> arb:
    return acb_series([acb(place), acb(1)], prec=2).zeta(acb(1))[1].real


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("sum(atan(1/(k^2 + k + 1)), k, 1, oo)", lambda: arb.pi() / 4),
        ("sum(atan(2/k^2), k, 1, oo)", lambda: 3 * arb.pi() / 4),
        ("sum(log(1 - 1/k^2), k, 2, oo)", lambda: -arb(2).log()),
        ("sum(1/k^(3/2), k, 1, oo)", lambda: (arb(3) / 2).zeta()),
        ("sum(k^(-x - 1), k, 1, oo)", lambda: arb(fmpq(4, 3)).zeta()),
        ("sum(log(k)/k^2, k, 1, oo)", lambda: -_slope_of_zeta(2)),
        ("sum(1/k - log(1 + 1/k), k, 1, oo)", lambda: arb.const_euler()),
        ("sum((-1)^k/sqrt(k), k, 1, oo)", lambda: (arb(2).sqrt() - 1) * acb(fmpq(1, 2)).zeta().real),
        (
            "sum((-1)^k*log(k)/k, k, 1, oo)",
            lambda: arb.const_euler() * arb(2).log() - arb(2).log() ** 2 / 2,
        ),
        (
            "sum((-1)^k*(sqrt(k + 1) - sqrt(k)), k, 0, oo)",
            lambda: 2 * (1 - 2 * arb(2).sqrt()) * acb(fmpq(-1, 2)).zeta().real,
        ),
        ("sum(1/(k^2 + pi^2), k, 1, oo)", lambda: (_square().coth() * _square() - 1) / (2 * arb.pi() ** 2)),
        ("sum(exp(1/k) - 1 - 1/k, k, 1, oo) - sum(exp(1/k) - 1 - 1/k, k, 200, oo)", lambda: _first()),
        ("sum(1/(k^2 + x^2), k, -oo, oo)", lambda: 3 * arb.pi() * (arb.pi() * THIRD).coth()),
        ("sum(exp(-k^2), k, -oo, 5) - sum(exp(-k^2), k, -5, oo)", lambda: arb(0)),
        ("prod(1 - 1/k^2, k, 2, oo)", lambda: arb(1) / 2),
        ("prod(1 - x^2/k^2, k, 1, oo)", lambda: (arb.pi() * THIRD).sin() / (arb.pi() * THIRD)),
        ("prod((1 + 1/k)*exp(-1/k), k, 1, oo)", lambda: (-arb.const_euler()).exp()),
        ("prod(1 + x^(2^k), k, 0, oo)", lambda: arb(3) / 2),
        ("prod(cos(x/2^k), k, 1, oo)", lambda: 3 * arb(THIRD).sin()),
        ("prod(1 + 2^(-k), k, 1, oo)*prod(1 - 2^(1 - 2*k), k, 1, oo)", lambda: arb(1)),
        ("prod(k^(1/2^k), k, 1, oo) - exp(sum(log(k)/2^k, k, 1, oo))", lambda: arb(0)),
        ("prod(sqrt(1 + 3^(-k))*2^(4^(-k)), k, 1, oo)", lambda: _roots()),
        ("prod(1 - w^k, k, 1, oo)*prod(1/(1 - w^k), k, 1, oo)", lambda: arb(1)),
        ("prod(k - 3, k, 3, 5)*prod(1 - 4/k^2, k, 1, oo)", lambda: arb(0)),
    ],
)
@pytest.mark.parametrize("precision", [64, 192])
def test_the_enclosure_holds_the_value_and_is_narrow(
    text: str, closed: Callable[[], arb], precision: int
) -> None:
    found = value_of(text, precision)
    before, ctx.prec = ctx.prec, 2 * precision
    try:
        assert isinstance(found, arb | acb | fmpq)
        assert (acb(found) - closed()).contains(0)
        assert acb(found).real.rad() < arb(2) ** (32 - precision)
    finally:
        ctx.prec = before


def _square() -> arb:
    return arb.pi() ** 2


def _first() -> arb:
    places = (fmpq(1, place) for place in range(1, 200))
    return sum((arb(each).exp() - 1 - each for each in places), arb(0))


def _roots() -> arb:
    factors = (1 + arb(3) ** -place for place in range(1, 2 * ctx.prec))
    total = sum((factor.log() for factor in factors), arb(0)) / 2 + arb(2).log() / 3
    return (total + arb(0, arb(2) ** -ctx.prec)).exp()


@pytest.mark.parametrize(
    "text",
    [
        "sum(2^(1/k) - 1 - log(2)/k, k, 1, oo)",
        "sum(1/sqrt(k), k, 1, oo)",
        "sum(sqrt(k^2 + 1) - k, k, 1, oo)",
        "sum(log(1 + 1/k), k, 1, oo)",
        "sum((-1)^k*sqrt(k), k, 1, oo)",
        "sum((-1)^k*(1 + 1/k), k, 1, oo)",
        "sum((-1)^k*k^(1/3)/(k^(1/3) + 1), k, 1, oo)",
        "sum(log(k - 3)/k^2, k, 1, oo)",
        "sum(log(k - 3000)/k^2, k, 1, oo)",
        "sum(atan(1/(k - 70))/k^2, k, 1, oo)",
        "sum(sqrt(k - 100000)/k^3, k, 1, oo)",
        "sum(1/(k*log(k)), k, 2, oo)",
        "sum(1/k^2, k, -oo, oo)",
        "sum(2^k, k, -oo, oo)",
        "prod(1 + 1/k, k, 1, oo)",
        "prod(1/2, k, 1, oo)",
        "prod(1 - 1/k, k, 2, oo)",
        "prod(1 + 1/(k - 20)^2, k, 1, oo)",
        "prod((-1)^k, k, 1, oo)",
        "prod(1 + (-1)^k/sqrt(k), k, 2, oo)",
        "prod(log(k), k, 3, oo)",
        "prod(1 + 1/(2^k - 2^50), k, 1, oo)",
    ],
)
def test_what_has_no_value_or_no_expansion_is_left_alone(text: str) -> None:
    with pytest.raises((Outside, Undecidable, Undefined)):
        value_of(text)
