"""What a replay refuses: each step below says something that does not follow, or is defined nowhere."""

from __future__ import annotations

from typing import Any

import pytest

from derivcheck.audit.certificates import claim_of
from derivcheck.audit.points import check_point
from derivcheck.audit.replay import Replay
from derivcheck.audit.terms import RejectedError, read, substituted

CONSTANT = "sum(c, k, a, b) = c*(b - a + 1) when b + 1 >= a"
STATEMENT = {
    "left": "x",
    "op": "=",
    "right": "x",
    "indices": {"i": ["1", "n"]},
    "symbols": {
        "n": {"domain": "positive integer", "axes": []},
        "x": {"domain": "real", "axes": []},
        "p": {"domain": "positive", "axes": []},
        "u": {"domain": "nonzero", "axes": [["1", "n"]]},
        "z": {"domain": "real", "axes": [["1", "n"]]},
    },
    "functions": {},
    "definitions": {"y": {"parameters": ["k"], "body": "exp(z[k])/sum(exp(z[l]), l, 1, n)"}},
    "assumptions": [],
}


def replay(**changes: Any) -> Replay:
    claim = claim_of({"statement": STATEMENT | changes, "conditions": []})
    return Replay(claim, [], (claim.left, claim.right))


def step(law: str, gives: str, **letters: str) -> dict[str, Any]:
    told = {head.replace("_k", "(k)"): text for head, text in letters.items()}
    return {"law": law, "under": [], "with": told, "gives": gives}


@pytest.mark.parametrize(
    "told",
    [
        step("sign", "(x - 1)^2 + 2 > 0"),
        step("exp(a + b) = exp(a)*exp(b)", "exp(x + n) = exp(x)*exp(n)", a="x", b="n"),
        step("log(a*b) = log(a) + log(b) when a > 0, b > 0", "log(p*n) = log(p) + log(n)", a="p", b="n"),
        step(CONSTANT, "sum(x, k, 1, n) = x*(n - 1 + 1)", c="x", a="1", b="n"),
    ],
    ids=lambda told: told["gives"],
)
def test_a_step_is_taken(told: dict[str, Any]) -> None:
    replay().take(told)


@pytest.mark.parametrize(
    "told",
    [
        step("sign", "x^2 + 1 > 5"),
        step("sign", "x > 0"),
        step("sign", "p - 1 >= 0"),
        step("sign", "sum(u[k], k, 1, n) != 0"),
        step("exp(a + b) = exp(a)*exp(b)", "exp(x + n) = exp(x)*exp(x)", a="x", b="n"),
        step("exp(a + b) = exp(a)*exp(b)", "exp(1/x - 1/x) = exp(1/x)*exp(-(1/x))", a="1/x", b="-(1/x)"),
        step("log(a*b) = log(a) + log(b) when a > 0, b > 0", "log(p*x) = log(p) + log(x)", a="p", b="x"),
        step("e = exp(1)", "x = exp(1)", e="x"),
        step(CONSTANT, "sum(x, k, 5, n) = x*(n - 5 + 1)", c="x", a="5", b="n"),
        step("sum(f(k), k, a, a) = f(a)", "sum(z[k], k, n + 1, n + 1) = z[n + 1]", f_k="z[k]", a="n + 1"),
        step("derivative", "diff(abs(x), x) = x/abs(x)", of="abs(x)", by="x"),
        step("derivative", "diff(x^n, n) = 0", of="x^n", by="n"),
        step("abs(a) = a when a >= 0", "abs(x) = x", a="x"),
        step("cosine", "x = x"),
        step("given", "x = 0", number="0"),
    ],
    ids=lambda told: told["gives"],
)  # fmt: skip
def test_a_step_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises((RejectedError, LookupError, ValueError)):
        replay().take(told)


def test_what_is_put_in_is_not_captured() -> None:
    images = {"y": (("k",), read("sum(z[k]*w[l], l, 1, n)"))}
    assert substituted(read("sum(y[l], l, 1, n)"), images) == read("sum(sum(z[l]*w[k], k, 1, n), l, 1, n)")


def test_a_derivative_by_a_defined_family_is_taken_before_the_definition_is_put_in() -> None:
    left = claim_of(
        {"statement": STATEMENT | {"left": "sum(diff(log(y[l]), y[l]), l, 1, n)"}, "conditions": []}
    ).left
    right = claim_of({"statement": STATEMENT | {"left": "sum(1/y[l], l, 1, n)"}, "conditions": []}).left
    assert replay().same(left, right)


@pytest.mark.parametrize(
    "changes",
    [
        {"symbols": {"e": {"domain": "positive", "axes": []}}},
        {"indices": {"x": ["1", "n"]}},
        {"symbols": {"x": {"domain": "complex", "axes": []}}},
        {"left": "w"},
        {"left": "x +"},
        {"left": "#1"},
        {"left": "integral(x, x, 0, 1)"},
        {"left": "sum(z[k], k, 1, oo)"},
        {"left": "diff(x^2, x, n)"},
        {"left": "sum(diff(x^2, x, k), k, 1, n)"},
        {"left": "diff(w(x)^2, w(x))", "functions": {"w": "real"}},
        {"left": "y", "definitions": {"y": {"parameters": [], "body": "diff(x^2, n)"}}},
        {"definitions": {"y": {"parameters": [], "body": "y + 1"}}, "left": "y"},
        {"definitions": {"y": {"parameters": ["t"], "body": "diff(t*x, t)"}}, "left": "y(x)"},
        {"definitions": {"y": {"parameters": ["t"], "body": "diff(t*x, x)"}}, "left": "y(x)"},
        {"definitions": {"y": {"parameters": ["t"], "body": "1 + diff(x*exp(2*t), x)"}}, "left": "y(p)"},
        {"definitions": {"y": {"parameters": ["t"], "body": "diff(t, x)"}}, "left": "y(p)"},
    ],
    ids=str,
)
def test_a_claim_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises((RejectedError, LookupError)):
        replay(**changes)


@pytest.mark.parametrize(
    ("left", "size"),
    [("sum(log(z[k]), k, 1, n, k != i)", "z[i]"), ("factorial(x)", "x"), ("binomial(x, x)", "x")],
)
def test_what_need_not_be_defined_says_nothing(left: str, size: str) -> None:
    """One term of the sum is left out; `factorial(-1/2)` has a value."""
    with pytest.raises(RejectedError):
        replay(left=left).take(step("abs(a) = a when a >= 0", f"abs({size}) = {size}", a=size))


def test_numbers_that_have_lost_their_digits_refute_nothing() -> None:
    point = {"sizes": {}, "indices": {}, "values": {"p": f"3/{2**1075}"}}
    said = STATEMENT | {
        "left": "log(p)",
        "right": "log(2^60*p) - 60*log(2)",
        "indices": {},
        "symbols": {"p": {"domain": "positive", "axes": []}},
        "definitions": {},
    }
    with pytest.raises(RejectedError):
        check_point(lambda: claim_of({"statement": said, "conditions": []}), point, [])


def test_an_index_is_put_into_a_derivative() -> None:
    slope = {"y": {"parameters": ["k"], "body": "diff(x*z[k], z[k])"}}
    left = claim_of(
        {"statement": STATEMENT | {"definitions": slope, "left": "sum(y[l], l, 1, n)"}, "conditions": []}
    ).left
    assert left == read("sum(diff(x*z[l], z[l]), l, 1, n)")
