"""The JSON report: the shape that programs rely on, key by key, and the same bytes every time."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from derivcheck.model import Report, Unreadable
from derivcheck.reports.json import to_json
from tests.reports.samples import FILE, GREEN, PROBLEM, RED, REFUTED, UNKNOWN, check, derivation, report

STEP_KEYS = {
    "number", "kind", "file", "line", "column", "left", "relation", "right", "by", "note", "inferred",
    "verdict", "expected", "ok", "method", "rules", "conditions", "cause", "detail", "tried",
    "proposed", "counterexample", "difference", "explanation", "fix", "holds_if", "problem", "simplified",
    "seconds",
}  # fmt: skip


def tree(found: Report) -> Any:
    return json.loads(to_json(found))


def test_the_summary_counts_everything() -> None:
    assert tree(GREEN)["summary"] == {
        "files": 1, "derivations": 4, "steps": 8, "proved": 5, "conditional": 1, "refuted": 2, "unknown": 0,
        "unreadable": 0, "unexpected": 0, "seconds": 0.0512,
    }  # fmt: skip


def test_what_could_not_be_read_is_counted_wherever_it_stood() -> None:
    assert tree(RED)["summary"]["unreadable"] == 3


@pytest.mark.parametrize("found", [GREEN, RED])
def test_every_step_has_every_key(found: Report) -> None:
    for one in tree(found)["derivations"]:
        assert set(one) == {"file", "id", "title", "ok", "expected", "remarks", "steps"}
        assert all(set(step) == STEP_KEYS for step in one["steps"])


def test_a_refuted_step() -> None:
    step = tree(GREEN)["derivations"][1]["steps"][1]
    evidence = {
        "number": 3, "kind": "step", "line": 53, "column": 9, "verdict": "refuted", "expected": "refuted",
        "ok": True, "method": "ball arithmetic", "conditions": [], "cause": None,
        "difference": "q[i]*(1 - p[i])", "explanation": None, "fix": None, "holds_if": ["p[i] = 1"],
        "counterexample": {
            "sizes": {"n": 2}, "indices": {"i": 1}, "values": {"p": ["1/2", "1/2"], "z": ["0", "0"]},
            "left": "0", "right": "-1/4",
        },
    }  # fmt: skip
    assert step.items() >= evidence.items()


def test_an_unknown_step_says_why_and_what_was_tried() -> None:
    step = tree(report(derivation("a", check(2, UNKNOWN))))["derivations"][0]["steps"][0]
    assert (step["cause"], step["detail"], step["tried"]) == ("too hard", UNKNOWN.detail, UNKNOWN.tried)
    assert step["ok"] is False


def test_an_unreadable_step_says_where() -> None:
    step = tree(report(derivation("a", check(2, Unreadable(PROBLEM)))))["derivations"][0]["steps"][0]
    assert step["problem"] == {
        "file": FILE, "line": 12, "column": 9, "expected": "a declared name", "found": "'qq'",
        "hint": "did you mean 'q'?",
    }  # fmt: skip


def test_problems_and_warnings_stand_at_the_top() -> None:
    found = tree(RED)
    assert found["problems"] == [
        {
            "file": "derivations/bad.yaml", "line": 3, "column": 5, "expected": "a mapping",
            "found": "a list", "hint": "see the README",
        }
    ]  # fmt: skip
    assert [(one["line"], one["column"]) for one in found["warnings"]] == [(9, 3)]


def test_ok_knows_what_was_expected_of_the_whole_and_strictness() -> None:
    whole = tree(report(derivation("a", check(2, REFUTED), expected="refuted")))["derivations"][0]
    assert (whole["ok"], whole["steps"][0]["ok"]) == (True, True)
    cancelling = tree(replace(GREEN, strict=True))["derivations"][2]
    assert (cancelling["ok"], cancelling["steps"][0]["ok"]) == (False, False)


def test_without_times_the_same_findings_give_the_same_bytes() -> None:
    assert to_json(GREEN, times=False) == to_json(replace(GREEN, seconds=3.0), times=False)
    assert json.loads(to_json(GREEN, times=False))["summary"]["seconds"] is None


def test_it_is_ascii_and_ends_with_a_newline() -> None:
    text = to_json(report(derivation("ableitung-für-\u202e", check(2, REFUTED))))
    assert text.isascii()
    assert text.endswith("}\n")
