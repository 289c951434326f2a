"""Sums over one range under one sign."""

from __future__ import annotations

import pytest

from derivcheck.explain.merging import merged
from derivcheck.terms.printing import to_text
from tests.explain.explaining import CONTEXT, claim


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sum(v[k]*p[k], k) - sum(p[l]*q[l], l)", "sum(p[k]*(v[k] - q[k]), k)"),
        ("x*sum(v[k]*p[k], k) + sum(y*p[k]*v[k], k)", "sum(v[k]*p[k]*(x + y), k)"),
        ("x - sum(v[k]*p[k], k) + sum(p[k]*q[k], k)", "x + sum(p[k]*(q[k] - v[k]), k)"),
        # nothing is gained, or it would be another sum
        ("sum(v[k], k) + sum(p[k], k)", "sum(p[k] + v[k], k)"),
        (
            "sum(v[k]*p[k], k) + sum(v[k]*p[k], k, 1, n - 1)",
            "sum(v[k]*p[k], k) + sum(v[k]*p[k], k, 1, n - 1)",
        ),
        ("sum(v[k]*p[k], k) - p[k]*sum(v[l]*p[l], l)", "sum(v[k]*p[k], k) - p[k]*sum(v[l]*p[l], l)"),
        ("sum(v[k]*p[k], k != i) - sum(v[k]*p[k], k)", "sum(v[k]*p[k], k != i) - sum(v[k]*p[k], k)"),
    ],
)
def test_sums_are_taken_together(before: str, after: str) -> None:
    found = to_text(merged(claim(f"{before} == 0").left), CONTEXT.indices)
    assert found.replace("v[k] + p[k]", "p[k] + v[k]") == after
