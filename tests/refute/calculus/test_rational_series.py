"""Infinite sums of rational terms: enclosures that hold the value, and terms that are left alone."""

from __future__ import annotations

import pytest
from flint import acb, arb, ctx, fmpq

from derivcheck.errors import Place
from derivcheck.model import Context, Domain, Range, Symbol
from derivcheck.notation import read_expression
from derivcheck.refute import Outside, Point, Undecidable, Undefined, evaluate
from derivcheck.terms import Const, integer

INFINITE = Range(integer(1), Const("oo"))
CONTEXT = Context(
    symbols={"x": Symbol("x", (), Domain.REAL), "z": Symbol("z", (INFINITE,), Domain.REAL)},
)
POINT = Point(values={"x": fmpq(1, 3), "z": {(place,): fmpq(1) for place in range(1, 9)}})


def value_of(text: str, precision: int = 128) -> object:
    return evaluate(read_expression(text, CONTEXT, Place("test")), POINT, CONTEXT, precision)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("sum(1/k^2, k, 1, oo)", lambda: arb(2).zeta()),
        ("sum(1/(k + x)^3, k, 0, oo)", lambda: acb(3).zeta(acb(1) / 3).real),
        ("sum((-1)^k/(2*k + 1), k, 0, oo)", lambda: arb.pi() / 4),
        ("sum((-1)^(3*k + 1)/k, k, 1, oo)", lambda: arb.log(arb(2))),
        ("sum((1 + (-1)^k)/k^2, k, 1, oo)", lambda: arb(2).zeta() / 2),
        ("sum(1/(k^2 + 1), k, 1, oo)", lambda: (arb.pi() * arb.coth(arb.pi()) - 1) / 2),
        ("sum(1/((k - 70)^2 + x), k, 100, oo) - sum(1/(k^2 + x), k, 30, oo)", lambda: arb(0)),
        ("sum(k/(k^2*(k + 1)), k, 1, oo)", lambda: arb(1)),
    ],
)
@pytest.mark.parametrize("precision", [64, 192])
def test_the_enclosure_holds_the_value_and_is_narrow(text: str, closed, precision: int) -> None:  # type: ignore[no-untyped-def]
    found = value_of(text, precision)
    before, ctx.prec = ctx.prec, 2 * precision
    try:
        assert isinstance(found, arb)
        assert (found - closed()).contains(0)
        assert found.rad() < arb(2) ** (24 - precision)
    finally:
        ctx.prec = before


@pytest.mark.parametrize(
    "text",
    [
        "sum(1/k, k, 1, oo)",
        "sum((-1)^k, k, 1, oo)",
        "sum((-1)^k*k/(k + 1), k, 1, oo)",
        "sum(1/sqrt(k), k, 1, oo)",
        "sum(z[k]/k^2, k, 1, oo)",
        "sum(1/(k - 100000)^2, k, 1, oo)",
        "sum(1/((-1)^k + k), k, 2, oo)",
    ],
)
def test_other_terms_are_left_alone(text: str) -> None:
    with pytest.raises((Outside, Undecidable)):
        value_of(text)


def test_a_term_without_a_value_leaves_none() -> None:
    with pytest.raises(Undefined):
        value_of("sum((k - 3)/((k - 3)*k^2), k, 1, oo)")
