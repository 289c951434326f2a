"""Claims for the tests of explanations, written as one line."""

from __future__ import annotations

from derivcheck import checker
from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.model import Claim, Context, Refuted
from derivcheck.notation import read_condition, read_expression
from derivcheck.terms import Rel

__all__ = ["CONTEXT", "claim", "explained"]

CONTEXT = context_from_mapping(
    {
        "indices": {"i, j, k, l": "1..n"},
        "symbols": {
            "x, y, z, w": "real", "a, b, c": "positive", "m": "positive integer", "u": "complex",
            "v[i]": "real", "p[i]": "positive", "A[i, j]": "real",
        },
        "functions": {"f": "smooth"},
        "definitions": {"q[i]": "exp(v[i])/sum(exp(v[k]), k)"},
    }
)  # fmt: skip


def claim(text: str, context: Context = CONTEXT, *given: str) -> Claim:
    """`left == right`, or another relation, under what is given."""
    place = Place("claim")
    under = context.assuming(*(read_condition(each, context, place) for each in given))
    if "==" in text:
        left, right = (read_expression(side.strip(), context, place) for side in text.split("=="))
        return Claim(left, right, under)
    relation = read_condition(text, context, place)
    assert isinstance(relation, Rel)
    return Claim(relation.left, relation.right, under, relation.op)


def explained(text: str, *given: str) -> Refuted:
    """The verdict on a wrong claim with its explanation."""
    wrong = claim(text, CONTEXT, *given)
    judge = checker.Checker()
    verdict = judge.decide(wrong)
    assert isinstance(verdict, Refuted), verdict
    return judge.explain(wrong, verdict)
