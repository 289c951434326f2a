"""Where nothing bounds the rest of an integral to infinity, cuts farther out are soon given up."""

from __future__ import annotations

import pytest
from flint import arb, fmpq

from derivcheck.model import Context, Domain, Symbol
from derivcheck.refute import Undecidable, evaluate
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.calculus.integrand import Integrand
from derivcheck.terms import Add, Const, Div, Integral, Sym, integer

X = Sym("x")
CONTEXT = Context(symbols={"x": Symbol("x", (), Domain.REAL)})


def test_an_integral_that_diverges(monkeypatch: pytest.MonkeyPatch) -> None:
    cuts, tail = [], Integrand._tail

    def counted(self: Integrand, start: fmpq) -> arb:
        cuts.append(start)
        return tail(self, start)

    monkeypatch.setattr(Integrand, "_tail", counted)
    diverging = Integral(Div(integer(1), Add((X, integer(1)))), "x", integer(0), Const("oo"))
    with pytest.raises(Undecidable):
        evaluate(diverging, Point(), CONTEXT, 64)
    assert 0 < len(cuts) < 100
