"""All there is about a claim: definitions expanded, values at the counterexample, changes tried."""

from __future__ import annotations

import pytest

from derivcheck import checker
from derivcheck.definitions import expanded
from derivcheck.explain.anatomy import anatomy
from derivcheck.terms.printing import to_text
from tests.explain.explaining import CONTEXT, claim


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("q[i]", "exp(v[i])/sum(exp(v[k]), k)"),
        ("q[k]", "exp(v[k])/sum(exp(v[k]), k)"),
        ("diff(q[i], v[j])", "diff(exp(v[i])/sum(exp(v[k]), k), v[j])"),
        ("diff(log(q[i]), q[i])", "diff(log(q[i]), q[i])"),
        ("x + y", "x + y"),
    ],
)
def test_definitions_are_expanded(text: str, after: str) -> None:
    term = claim(f"{text} == 0").left
    assert to_text(expanded(term, CONTEXT), CONTEXT.indices) == after


def of(text: str) -> dict[str, str]:
    """The values of the parts at the counterexample."""
    wrong = claim(text)
    return {part.strip(): value for part, value in anatomy(wrong, checker.check_claim(wrong)).values}


def test_the_counterexample_is_evaluated_part_by_part() -> None:
    found = of("(x + y)^2 == x^2 + y^2")
    assert set(found) == {"(x + y)^2", "x + y", "x", "y", "x^2 + y^2", "x^2", "y^2"}
    assert found["x + y"] == str(int(found["x"]) + int(found["y"]))


def test_the_terms_of_a_sum_are_shown() -> None:
    found = of("sum(v[k]^2, k) == sum(v[k], k)^2")
    assert found["sum(v[k]^2, k)"] != found["sum(v[k], k)^2"]
    assert {"k = 1", "k = 2"} <= set(found)


def test_a_function_has_the_values_of_its_formula() -> None:
    assert {"f(x)", "f(y)", "f(x + y)"} <= set(of("f(x + y) == f(x) + f(y)"))


def test_a_claim_that_holds_has_no_values() -> None:
    right = claim("x + x == 2*x")
    found = anatomy(right, checker.check_claim(right))
    assert (found.normal, found.values, found.candidates) == (("2*x", "2*x"), (), ())
