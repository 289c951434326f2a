"""The tools: a process that is killed when it runs away, Maxima's language, the printed table."""

from __future__ import annotations

import time
from importlib import import_module

import pytest

from tests.benchmarks.corpus_claims import CorpusClaim
from tests.benchmarks.corpus_contexts import read
from tests.benchmarks.corpus_maxima_text import NoTextError, maxima
from tests.benchmarks.corpus_outcomes import Outcome, Result
from tests.benchmarks.corpus_tables import listed, reasons, table
from tests.benchmarks.corpus_workers import Worker, attempt

WITNESS = {"x": "-1"}


def claim(lhs: str, label: str = "true", **declared: str) -> CorpusClaim:
    return CorpusClaim(
        "some", "here", "rational", lhs, "0", label, declared or {"x": "real"}, witness=WITNESS
    )


def sleepy(asked: CorpusClaim, timeout: float) -> Outcome:
    """Decides, except that it sleeps over one claim and fails on another."""
    if asked.lhs == "sleep":
        time.sleep(30)
    if asked.lhs == "fail":
        raise ZeroDivisionError("of zero")
    return Outcome("proved", 0.0)


def test_a_runaway_is_killed_and_the_next_claim_is_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.benchmarks.corpus_workers.GRACE", 0.0)
    importable = import_module("tests.benchmarks.test_corpus_tools").sleepy
    worker = Worker(importable, timeout=0.2)
    try:
        assert worker.decide(claim("sleep")).detail == "out of time (killed)"
        assert worker.decide(claim("x")).verdict == "proved"
    finally:
        worker.close()


def test_a_crash_is_an_outcome() -> None:
    found = attempt(sleepy, claim("fail"), 1.0)
    assert found.verdict == "undecided"
    assert found.detail.startswith("crash: ZeroDivisionError at test_corpus_tools.py:")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x - 2*exp(pi)", "(v_x + (-((2) * exp(%pi))))"),
        ("Sum(1/k, (k, 1, 9))", "sum(((1) / v_k), v_k, (1), (9))"),
        ("Derivative(sign(x), x)", "diff(signum(v_x), v_x, 1)"),
        ("Piecewise((1, x > 0), (x, Eq(x, 2)), (3, True))",
         "(if (v_x > (0)) then (1) elseif equal(v_x, (2)) then v_x else (3))"),
        ("Catalan*besselj(1, x)", "(%catalan * bessel_j((1), v_x))"),
        ("polylog(2, x)", "li[(2)](v_x)"),
    ],
)  # fmt: skip
def test_terms_in_the_language_of_maxima(text: str, expected: str) -> None:
    assert maxima(read(claim(text)).left) == expected


@pytest.mark.parametrize(("text", "named"), [("Heaviside(x)", "heaviside"), ("zeta(2, x)", "zeta")])
def test_what_maxima_has_no_word_for(text: str, named: str) -> None:
    with pytest.raises(NoTextError, match=named):
        maxima(read(claim(text)).left)


def test_the_table_counts_right_wrong_and_undecided() -> None:
    said = {"x": ("true", "proved"), "2*x": ("false", "proved"), "3*x": ("false", "undecided")}
    results = [
        Result(claim(lhs, label), "some tool", Outcome(verdict, 0.002, "too hard"))
        for lhs, (label, verdict) in said.items()
    ]
    line = table(results).splitlines()[1].split("  ")
    assert [cell.strip() for cell in line if cell.strip()] == [
        *("rational", "some tool", "3", "1", "1", "1", "0", "0", "0/2", "2.00", "2.00"),
    ]
    assert "here/some" in listed(results, "wrong") and "{'x': '-1'}" in listed(results, "wrong")
    assert "undecided: too hard" in reasons(results, 5)


def test_a_tool_is_not_blamed_for_what_it_cannot_be_told() -> None:
    assert Result(claim("x"), "some tool", Outcome("refuted", 0.0, informed=False)).standing == "undecided"
