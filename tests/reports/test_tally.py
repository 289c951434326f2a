"""Counts and exit codes: every kind of finding alone, and which of several decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derivcheck.model import CheckedDerivation, Conditional, Report, Unreadable
from derivcheck.reports.tally import VERDICTS, derivation_code, exit_code, tally
from tests.reports.samples import (
    GREEN,
    INTERNAL,
    PROBLEM,
    PROVED,
    RED,
    REFUTED,
    UNKNOWN,
    check,
    derivation,
    report,
)

CONDITIONAL = Conditional("normal form", ("x != 0",))

#: What the steps of a derivation are, and the exit code of the run.
CASES = {
    "proved": (0, derivation("a", check(2, PROVED))),
    "conditional": (0, derivation("a", check(2, CONDITIONAL))),
    "refuted": (1, derivation("a", check(2, REFUTED))),
    "refuted as expected": (0, derivation("a", check(2, REFUTED, expected="refuted"))),
    "expected error not found": (1, derivation("a", check(2, PROVED, expected="refuted"))),
    "expected error undecided": (1, derivation("a", check(2, UNKNOWN, expected="refuted"))),
    "expected error unreadable": (2, derivation("a", check(2, Unreadable(PROBLEM), expected="refuted"))),
    "expected proof undecided": (3, derivation("a", check(2, UNKNOWN, expected="proved"))),
    "expected proof conditional": (1, derivation("a", check(2, CONDITIONAL, expected="proved"))),
    "unknown": (3, derivation("a", check(2, UNKNOWN))),
    "unknown as expected": (0, derivation("a", check(2, UNKNOWN, expected="unknown"))),
    "no longer unknown": (1, derivation("a", check(2, PROVED, expected="unknown"))),
    "unreadable": (2, derivation("a", check(2, Unreadable(PROBLEM)))),
    "unreadable as expected": (0, derivation("a", check(2, Unreadable(PROBLEM), expected="unreadable"))),
    "expected of the whole": (0, derivation("a", check(2, PROVED), check(3, REFUTED), expected="refuted")),
    "expected of the whole, absent": (1, derivation("a", check(2, PROVED), expected="refuted")),
    "expected of the whole, and more": (
        3,
        derivation("a", check(2, REFUTED), check(3, UNKNOWN), expected="refuted"),
    ),
    "internal error": (4, derivation("a", check(2, INTERNAL))),
    "internal error as expected": (4, derivation("a", check(2, INTERNAL, expected="unknown"))),
    "internal error among others": (
        4,
        derivation("a", check(2, REFUTED), check(3, INTERNAL), check(4, UNKNOWN)),
    ),
    "nothing": (2, derivation("a")),
}


@pytest.mark.parametrize("case", CASES)
def test_exit_code_of_one_finding(case: str) -> None:
    code, found = CASES[case]
    assert exit_code(report(found)) == code
    assert (tally(report(found)).unexpected == 0) is (code == 0)
    assert (derivation_code(found, strict=False) == 0) is found.ok


@pytest.mark.parametrize("other", ["proved", "refuted", "unknown", "unreadable"])
def test_a_problem_comes_before_everything(other: str) -> None:
    assert exit_code(report(CASES[other][1], problems=(PROBLEM,))) == 2


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [("unreadable", "refuted", 2), ("refuted", "unknown", 1), ("unknown", "proved", 3)],
)
def test_of_several_the_gravest_decides(first: str, second: str, code: int) -> None:
    pair: tuple[CheckedDerivation, ...] = (CASES[first][1], CASES[second][1])
    assert exit_code(report(*pair)) == code
    assert exit_code(report(*reversed(pair))) == code


def test_strict_asks_for_proofs_without_conditions() -> None:
    found = report(CASES["conditional"][1])
    assert exit_code(replace(found, strict=True)) == 1
    asked = report(derivation("a", check(2, CONDITIONAL, expected="conditional")), strict=True)
    assert exit_code(asked) == 0


@pytest.mark.parametrize("found", [GREEN, RED])
def test_the_verdicts_add_up(found: Report) -> None:
    counts = tally(found)
    assert sum(counts.verdicts.values()) == counts.checks
    assert tuple(counts.verdicts) == VERDICTS
    assert all(counts.expected[name] <= counts.verdicts[name] for name in VERDICTS)
