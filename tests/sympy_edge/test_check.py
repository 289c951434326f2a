"""`check`: verdicts of chains of SymPy expressions, and the context that the expressions imply."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from sympy import (
    Derivative,
    Eq,
    Function,
    Idx,
    IndexedBase,
    Integer,
    KroneckerDelta,
    Mul,
    Ne,
    Piecewise,
    Pow,
    Sum,
    Symbol,
    exp,
    log,
    sqrt,
    symbols,
)

import derivcheck
from derivcheck import Context, ReadError, check
from derivcheck.model import Cause, Domain, Explanation, Refuted, Unknown
from derivcheck.terms.printing import to_text

i, j, k = symbols("i j k", integer=True)
n = Symbol("n", integer=True, positive=True)
x, y = symbols("x y", real=True)
z, p = IndexedBase("z", real=True), IndexedBase("p", positive=True)
first, second = Idx("a", (1, n)), Idx("b", (1, n))
f = Function("f", positive=True)
total = Sum(exp(z[k]), (k, 1, n))
others = Sum(Piecewise((z[k], Ne(k, i)), (0, True)), (k, 1, n))


def names(*expressions: Any, **options: Any) -> list[str]:
    return [verdict.name for verdict in check(expressions, **options).verdicts]


# verdicts

DECIDED = {
    "softmax": ([Derivative(log(total), z[i]), exp(z[i]) / total], ["proved"]),
    "softmax, another index": ([Derivative(log(total), z[i]), exp(z[j]) / total], ["refuted"]),
    "delta": ([Derivative(z[first], z[second]), KroneckerDelta(first, second)], ["proved"]),
    "guard": ([others, Sum(z[k], (k, 1, n)) - z[i]], ["proved"]),
    "quotient": ([Mul(x, Pow(x, -1, evaluate=False), evaluate=False), x / x], ["conditional"]),
    "root": ([sqrt(Symbol("a") ** 2), Symbol("a")], ["refuted"]),
    "root, positive": ([sqrt(Pow(x, 4, evaluate=False)), x * x, x * x + 0], ["proved", "proved"]),
    "function": ([Derivative(log(f(x)), x), Derivative(f(x), x) / f(x)], ["proved"]),
    "relations": ([Eq(x + x, 2 * x, evaluate=False), Eq(x * y, x)], ["proved", "refuted"]),
}  # fmt: skip


@pytest.mark.parametrize(("expressions", "verdicts"), DECIDED.values(), ids=DECIDED)
def test_decides(expressions: list[Any], verdicts: list[str]) -> None:
    assert names(*expressions) == verdicts


def test_result_tells_the_first_wrong_step() -> None:
    found = check([x, x + 0 * y, 2 * x, 2 * x], seed=3)
    assert not found.ok and len(found) == 3
    assert found.first_wrong is not None and found.first_wrong.goal.number == 3
    assert (found.first_wrong.goal.left, found.first_wrong.goal.right) == ("x", "2*x")


def test_texts_and_expressions_mix() -> None:
    assert names("2*x", x + x) == ["proved"]
    context = {"symbols": {"a": "positive"}}
    assert names("sqrt(a^2)", "a", context=context) == ["proved"]
    assert names("sqrt(a^2)", Symbol("a"), context=context) == ["proved"]


def test_no_time_is_unknown() -> None:
    found = check([Derivative(log(total), z[i]), exp(z[i]) / total], timeout=0.0)
    assert found.verdicts == (Unknown(Cause.OUT_OF_TIME, "more than 0 s"),)


# what is refused


def complaint(*expressions: Any, **options: Any) -> str:
    with pytest.raises(ReadError) as caught:
        check(expressions, **options)
    return str(caught.value)


def test_refuses() -> None:
    assert "two expressions" in complaint(x)
    assert "two expressions" in complaint()
    assert "of the chain" in complaint(x, Eq(x, y), y)
    assert "expression 2" in complaint(x, [x])
    assert "evaluate=False" in complaint(Eq(x + x, 2 * x))
    assert "declared name" in complaint(x, y, context=Context())
    assert "did you mean 'xs'" in complaint(x, x, context={"symbols": {"xs": "real"}})
    assert "'z' with no indices" in complaint(z[1], z[1], context={"symbols": {"z": "real"}})
    assert "one meaning" in complaint(x, Symbol("x"))
    assert "even" in complaint(Symbol("m", even=True), x)


# the context


def inferred(*expressions: Any) -> Context:
    return check(expressions).context


def shown(context: Context, name: str) -> str:
    found = context.indices.get(name) or context.symbols[name].axes[0]
    return f"{to_text(found.lower)}..{to_text(found.upper)}"


DOMAINS = {
    "real": ({}, Domain.REAL),
    "positive": ({"positive": True, "real": True}, Domain.POSITIVE),
    "nonnegative": ({"nonnegative": True}, Domain.NONNEGATIVE),
    "negative": ({"negative": True}, Domain.NEGATIVE),
    "nonzero": ({"nonzero": True}, Domain.NONZERO),
    "integer": ({"integer": True}, Domain.INTEGER),
    "complex": ({"complex": True}, Domain.COMPLEX),
}


@pytest.mark.parametrize(("assumed", "domain"), DOMAINS.values(), ids=DOMAINS)
def test_domains(assumed: dict[str, bool], domain: Domain) -> None:
    a = Symbol("a", **assumed)
    assert inferred(a + a, 2 * a).symbols["a"].domain is domain


def test_an_assumption_without_a_domain_is_kept() -> None:
    context = inferred(Symbol("a", nonpositive=True), Symbol("a", nonpositive=True))
    assert [to_text(one) for one in context.assumptions] == ["a <= 0"]
    family = IndexedBase("w", nonpositive=True)
    context = inferred(Sum(family[k], (k, 1, n)), Sum(family[k], (k, 1, n)))
    assert [to_text(one) for one in context.assumptions] == ["w[i] <= 0"]


def test_ranges_come_from_limits() -> None:
    context = inferred(Sum(z[k], (k, 1, n)) + p[i] * z[i], p[i] * z[i] + Sum(z[k], (k, 1, n)))
    assert [shown(context, name) for name in "zpi"] == ["1..n"] * 3
    assert context.symbols["n"].domain is Domain.POSITIVE_INTEGER


def test_ranges_hold_shifted_and_partial_ones() -> None:
    steps = Sum(z[k + 1] - z[k], (k, 1, n - 1))
    assert shown(inferred(steps, z[n] - z[1]), "z") == "1..n"
    parts = Sum(z[k], (k, 1, j - 1)) + z[j] + Sum(z[k], (k, j + 1, n))
    assert shown(inferred(parts, Sum(z[k], (k, 1, n))), "j") == "1..n"


def test_ranges_come_from_idx_and_shape() -> None:
    free = Idx("i", (1, n))
    assert shown(inferred(z[free], z[free]), "z") == "1..n"
    shaped = IndexedBase("w", shape=(n,))
    assert shown(inferred(shaped[i], shaped[i]), "i") == "0..n - 1"
    assert shown(inferred(Sum(shaped[k], (k, 1, n)), shaped[1]), "w") == "1..n"
    assert "shape" in complaint(Sum(shaped[k], (k, 0, n)), x)


def test_a_compared_index_has_the_same_range() -> None:
    inside = Sum(KroneckerDelta(k, i) * z[k], (k, 1, n))
    assert shown(inferred(inside, z[i]), "i") == "1..n"
    assert names(inside, Piecewise((z[i], True))) == ["proved"]


def test_what_is_only_compared_may_lie_outside_the_range() -> None:
    assert names(Sum(KroneckerDelta(k, i), (k, 1, n)), Integer(1)) == ["refuted"]


def test_numbers_are_a_range_at_last() -> None:
    assert shown(inferred(z[1] + z[3], z[3] + z[1]), "z") == "1..3"


def test_single_places_are_in_the_range() -> None:
    assert shown(inferred(Sum(z[k], (k, 1, n)) + z[0], z[0] + Sum(z[k], (k, 1, n))), "z") == "0..n"
    assert shown(inferred(Sum(z[k], (k, 1, n)) + z[n + 1], Sum(z[k], (k, 1, n + 1))), "z") == "1..n + 1"


def test_an_open_range_is_an_error() -> None:
    assert "a range for the index 'i', found none" in complaint(z[i], z[i])
    m = Symbol("m", integer=True)
    assert "one range" in complaint(Sum(z[k], (k, 1, n)), Sum(z[k], (k, 1, m)))


def test_public_names() -> None:
    assert derivcheck.check is check


def test_numbers_of_python_are_expressions() -> None:
    assert check([2, Fraction(4, 2)]).ok
    assert not check([2, 3]).ok


def test_what_is_printed_is_short() -> None:
    checked = check(["x + 1", "1 + x", "x + 2"], {"symbols": {"x": "real"}})
    assert repr(checked) == "Checked(1 proved, 1 refuted, the first wrong one at step 3)"
    assert repr(checked.first_wrong) == "Check(step 3, refuted: 1 + x, x + 2)"
    assert repr(checked.context) == "Context(x; 0 assumptions)"


def test_a_wrong_step_is_explained() -> None:
    verdict = check(["x*(x + 1)", "x^2 - x"], {"symbols": {"x": "real"}}).verdicts[0]
    assert isinstance(verdict, Refuted)
    assert verdict.explanation == Explanation("sign", "the sign of x is wrong", "x^2 + x")
