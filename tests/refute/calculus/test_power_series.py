"""Derivatives of power series: they hold the derivative of the closed form, inside of the circle alone."""

from __future__ import annotations

import pytest
from flint import acb, arb, ctx, fmpq

from derivcheck.errors import Place
from derivcheck.model import Context, Domain, Symbol
from derivcheck.notation import read_expression
from derivcheck.refute import Outside, Point, Undecidable, Undefined, evaluate

REAL = Context(symbols={name: Symbol(name, (), Domain.REAL) for name in ("x", "y")})
COMPLEX = Context(symbols={"w": Symbol("w", (), Domain.COMPLEX)})
AT = {"x": fmpq(1, 3), "y": fmpq(3, 2), "w": acb(fmpq(1, 4), fmpq(1, 2))}


def value_of(text: str, at: dict[str, fmpq | acb] = AT) -> object:
    context = COMPLEX if "w" in text else REAL
    point = Point(values={name: at[name] for name in context.symbols})
    return evaluate(read_expression(text, context, Place("test")), point, context, 128)


@pytest.mark.parametrize(
    ("series", "closed"),
    [
        ("diff(sum(x^k/factorial(k), k, 0, oo), x, 2)", "exp(x)"),
        ("diff(sum(x^k/k^2, k, 1, oo), x)", "-log(1 - x)/x"),
        ("diff(sum(1/(k*y^k), k, 1, oo), y)", "-1/(y*(y - 1))"),
        ("diff(sum(1/(k*x^(-k)), k, 1, oo), x)", "1/(1 - x)"),
        ("diff(sum(k/(2*y)^(2*k + 1), k, 1, oo), y)", "diff(2*y/(4*y^2 - 1)^2, y)"),
        ("diff(sum(exp(-k*x), k, 0, oo), x)", "-exp(-x)/(1 - exp(-x))^2"),
        ("diff(sum(k*(x*y)^k, k, 1, oo), x, y)", "diff(x*y/(1 - x*y)^2, x, y)"),
        ("diff(x^2*y*sum(x^k, k, 0, oo), x)", "diff(x^2*y/(1 - x), x)"),
        ("diff(sum((-1)^k*w^(2*k)/factorial(2*k), k, 0, oo), w)", "-sin(w)"),
    ],
)
def test_the_series_has_the_derivative_of_its_closed_form(series: str, closed: str) -> None:
    found, expected = value_of(series), value_of(closed)
    assert isinstance(found, arb | acb)
    assert isinstance(expected, fmpq | arb | acb)
    before, ctx.prec = ctx.prec, 128
    try:
        assert (acb(found) - acb(expected)).contains(0)
        assert acb(found).real.rad() < 1e-25
    finally:
        ctx.prec = before


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("diff(sum(x^k/k^3, k, 1, oo), x)", fmpq(1)),
        ("diff(sum(x^k/k^3, k, 1, oo), x)", fmpq(-1)),
        ("diff(sum(1/(k^3*x^k), k, 1, oo), x)", fmpq(1)),
        ("diff(sum(x^k, k, 0, oo), x)", fmpq(2)),
        ("diff(sum(exp(-k^2*x), k, 0, oo), x)", fmpq(1)),
        ("diff(sum(x^k/(1 + x)^k, k, 0, oo), x)", fmpq(1)),
    ],
)
def test_elsewhere_no_derivative_is_told(text: str, at: fmpq) -> None:
    with pytest.raises((Outside, Undecidable, Undefined)):
        value_of(text, {"x": at, "y": at})
