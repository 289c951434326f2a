"""What claims about classes of functions say in plain claims."""

from __future__ import annotations

import pytest

from derivcheck.checker import check_claim
from derivcheck.errors import Place
from derivcheck.model import Claim, Context, Domain, FunctionSymbol, Refuted, Symbol
from derivcheck.modulo import Unclear, restated
from derivcheck.notation import read_condition, read_statement
from derivcheck.terms import Rel
from derivcheck.terms.printing import to_text

HERE = Place("test")
SYMBOLS = {
    "x": Domain.REAL,
    "C": Domain.REAL,
    "s": Domain.NONNEGATIVE,
    "n": Domain.POSITIVE_INTEGER,
}
CONTEXT = Context(
    symbols={name: Symbol(name, (), domain) for name, domain in SYMBOLS.items()},
    functions={"f": FunctionSymbol("f")},
)


def claim(text: str, *assumptions: str) -> Claim:
    statement = read_statement(text, CONTEXT, HERE)
    assert isinstance(statement, Rel)
    context = CONTEXT.assuming(*(read_condition(each, CONTEXT, HERE) for each in assumptions))
    return Claim(statement.left, statement.right, context, statement.op)


def said(claim: Claim) -> str:
    return to_text(Rel(claim.op, claim.left, claim.right))


@pytest.mark.parametrize("text", ["x^2 = x*x", "integral(x, x, 0, 1) = 1/2", "f(x) <= f(x)"])
def test_a_plain_claim_is_left_alone(text: str) -> None:
    assert restated(claim(text)) is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("integral(2*x, x) = x^2 + C", "2*x = diff(x^2 + C, x)"),
        ("integral(t, t) = 1", "t = diff(1, t)"),
        ("2*integral(f(x), x)/3 - x = C", "1/3*2*f(x) + diff(-x, x) = diff(C, x)"),
        ("diff(integral(f(x), x), x)^2 = 1", "f(x)^2 = 1"),
        ("diff(integral(f(x), x), x, 3) >= 1", "diff(f(x), x, 2) >= 1"),
    ],
)
def test_up_to_a_constant_is_about_derivatives(text: str, plain: str) -> None:
    found = restated(claim(text))
    assert found is not None
    assert [said(each) for each in found.enough] == [plain] == [said(each) for each, _ in found.needed]


def test_the_end_of_a_range_is_left_out() -> None:
    found = restated(claim("integral(s*x, x) = x^2", "x >= s"))
    assert found is not None
    assert [to_text(each) for each in found.enough[0].context.assumptions] == ["x > s"]
    inner = restated(claim("integral(s, s) = s^2/2"))
    assert inner is not None
    assert inner.enough[0].context.symbols["s"].domain is Domain.POSITIVE


def test_what_cancels_is_looked_at() -> None:
    found = restated(claim("integral(f(x), x) + 1 = x + integral(f(x), x)"))
    assert found is not None
    assert found.rest is not None
    assert said(found.rest.cancelled) == "f(x) = f(x)"
    assert said(found.rest.left_over) == "1 = x"


@pytest.mark.parametrize(
    ("text", "enough", "needed"),
    [
        ("f(x) = C + O(x^2)", "(f(x) - (C + 0))/x^2", ["f(x) - (C + 0)", "(f(x) - (C + 0))/x"]),
        ("f(s) = O(s)", "(f(s) - 0)/s*(sqrt(s)/sqrt(s))", ["(f(s) - 0)*(sqrt(s)/sqrt(s))"]),
    ],
)
def test_up_to_an_order_is_about_limits(text: str, enough: str, needed: list[str]) -> None:
    found = restated(claim(text))
    assert found is not None
    assert [said(each) for each in found.enough] == [f"0*limit({enough}, {text[2]}, 0) = 0"]
    limits = [each.left for each, _ in found.needed]
    assert [to_text(limit.body) for limit in limits] == needed  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "assumptions", "reason"),
    [
        ("x*integral(f(x), x) = 1", (), "no term of a side"),
        ("integral(x, x) < 1", (), "other than ="),
        ("integral(x, x) = integral(t, t)", (), "by t and x"),
        ("integral(n, n) = n^2/2", (), "no real variable"),
        ("integral(x, x) = 1", ("x = 2",), "the assumptions tie"),
        ("integral(x, x) = 1", ("x >= 2", "x <= 2"), "may tie"),
        ("integral(x, x) = O(x)", (), "in one claim"),
        ("O(x) = 1", (), "the left side alone"),
        ("x < 1 + O(x)", (), "other than ="),
        ("x = x*O(x)", (), "no term of a side"),
        ("1 = O(1/n)", (), "no power of one symbol"),
        ("n^2 = O(n)", (), "positive integer, tends to 0"),
        ("x = O(x, x, x)", (), "no declared symbol"),
        ("x = O(x)", ("x > 1",), "assumptions on it"),
        ("O(x, x, 1) = O(x, x, 2)", (), "different points"),
        ("x = O(x, x, oo) + O(1/x, x, oo)", (), "different orders"),
    ],
)
def test_what_has_no_one_meaning(text: str, assumptions: tuple[str, ...], reason: str) -> None:
    with pytest.raises(Unclear, match=reason):
        restated(claim(text, *assumptions))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (
            "integral(2*x, x) = x^3",
            "the derivatives by x differ, so the sides differ by more than a constant",
        ),
        ("exp(x) = 1 + O(x^3)", "(left - right)/x does not tend to 0 as x tends to 0"),
        ("cos(x) = O(x)", "left - right does not tend to 0 as x tends to 0"),
        ("x^2 = O(x, x, oo)", "(left - right)/(x) does not stay bounded as x tends to oo"),
    ],
)
def test_a_mistake_says_what_differs(text: str, mistake: str) -> None:
    verdict = check_claim(claim(text))
    assert isinstance(verdict, Refuted)
    assert verdict.explanation is not None
    assert verdict.explanation.sentence == mistake
