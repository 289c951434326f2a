"""Claims about functions as claims about their values and derivatives at a point."""

from __future__ import annotations

import pytest

from derivcheck.checker import check_claim
from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.model import Claim, Refuted, Unknown
from derivcheck.modulo.jets import at_point
from derivcheck.notation import read_statement
from derivcheck.terms import Rel
from derivcheck.terms.printing import to_text


def claim(text: str, *assumptions: str, kind: str = "smooth") -> Claim:
    context = context_from_mapping(
        {
            "symbols": {"x, t, a": "real"},
            "functions": {"y": kind, "f": "smooth"},
            "assumptions": list(assumptions),
        }
    )
    statement = read_statement(text, context, Place("test"))
    assert isinstance(statement, Rel)
    return Claim(statement.left, statement.right, context, statement.op)


def assumed(one: Claim) -> list[str]:
    return [to_text(each) for each in one.context.assumptions]


def test_derivatives_become_symbols_by_the_chain_rule() -> None:
    found = at_point(claim("diff(x*y(x)^2, x) = 0", "y(x) = a"))
    assert found is not None
    text = to_text(found.claim.left)
    assert text == "diff(x*y(x)^2, x) + diff(x*y(x)^2, y(x))*y'(x)"
    assert {"y(x)", "y'(x)"} <= set(found.claim.context.symbols)
    assert not found.claim.context.functions


def test_a_positive_function_is_a_positive_symbol_with_any_slope() -> None:
    found = at_point(claim("diff(y(x), x) = 0", "y(x) = a", kind="positive smooth"))
    assert found is not None
    domains = {name: str(one.domain.value) for name, one in found.claim.context.symbols.items()}
    assert (domains["y(x)"], domains["y'(x)"]) == ("positive", "real")


def test_derivatives_of_assumptions_go_as_far_as_the_claim() -> None:
    plain = at_point(claim("y(x) = 0", "for all x: x^2 + y(x)^2 = 1"))
    second = at_point(claim("diff(y(x), x, 2) = 0", "for all x: x^2 + y(x)^2 = 1"))
    assert plain is not None and second is not None
    assert (len(assumed(plain.claim)), len(assumed(second.claim))) == (1, 3)


def test_around_a_point_an_equation_determines_its_function_and_orders_are_strict() -> None:
    found = at_point(claim("y(x) = 0", "x^2 + y(x)^2 = 1", "y(x) >= 0"))
    assert found is not None and found.around is not None
    more = [each for each in assumed(found.around) if each not in assumed(found.claim)]
    assert more == ["y(x) > 0", "diff((x^2 + y(x)^2) - 1, y(x)) != 0"]


@pytest.mark.parametrize(
    ("text", "assumption"),
    [
        ("y(x) = y(t)", "y(x) = 0"),
        ("y(2*x) = 0", "y(x) = 0"),
        ("y(0) = 0", "y(x) = 0"),
        ("integral(y(x), x, 0, 1) = 0", "y(x) = 0"),
        ("y(x) = 0", "y(-x) = y(x)"),
    ],
)
def test_functions_at_several_places_are_left_alone(text: str, assumption: str) -> None:
    assert at_point(claim(text, assumption)) is None
    assert not isinstance(check_claim(claim(text, assumption)), Refuted)


def test_of_several_equations_nothing_is_said_around() -> None:
    found = at_point(claim("y(x) = f(x)", "x^2 + y(x)^2 = 1", "f(x) = x"))
    assert found is not None and found.around is None


@pytest.mark.parametrize(
    ("text", "assumption", "verdict"),
    [
        ("diff(y(x), x) = 0", "y(x) = 0", "unknown"),  # x may be a root
        ("diff(y(x), x) = 1", "y(x) = 0", "refuted"),
        ("diff(y(x)^2, x) = 0", "y(x) = 0", "proved"),
        ("diff(y(x), x, 2) = 0", "diff(y(x), x) = 0", "unknown"),  # x may be a critical point
        ("diff(y(x), x) = 1", "y(x) = x", "unknown"),  # x may be a fixed point
        ("diff(y(x), x) = 0", "y(x) >= 0", "refuted"),
        ("y(x) = 0", "y(x) >= 0", "refuted"),
        ("diff(y(x), x) = x/y(x)", "x^2 + y(x)^2 = 1", "refuted"),
        ("diff(y(x), x) = -x/y(x)", "x^2 + y(x)^2 = 1", "unknown"),
        ("diff(y(x), x) = -x/y(x)", "for all x: x^2 + y(x)^2 = 1", "conditional"),
        ("diff(y(x), x) = a", "for all x: y(x) = a*x", "proved"),
        ("diff(y(x), x) = 2*a", "for all x: y(x) = a*x", "refuted"),
        ("diff(y(x), x, 2) = 2*a", "for all x: y(x) = a*x^2", "proved"),
        ("diff(y(x), x)*diff(f(x), x) = 1", "for all x: y(x)*f(x) = x^2/2", "refuted"),
        ("y(x)*diff(f(x), x) + f(x)*diff(y(x), x) = x", "for all x: y(x)*f(x) = x^2/2", "proved"),
    ],
)
def test_what_holds_under_both_readings(text: str, assumption: str, verdict: str) -> None:
    found = check_claim(claim(text, assumption))
    assert found.name == verdict, found


def test_an_open_claim_says_how_to_write_what_may_be_meant() -> None:
    found = check_claim(claim("diff(y(x), x) = -x/y(x)", "x^2 + y(x)^2 = 1"))
    assert isinstance(found, Unknown) and "for all x:" in found.detail
