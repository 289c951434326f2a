"""Certificates are written where the steps are decided, inside the same limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from derivcheck.certify import build
from derivcheck.certify.runs import audited
from derivcheck.engine.run import Options, run
from derivcheck.errors import OutOfTime
from derivcheck.frozen import replace
from derivcheck.model import Report
from derivcheck.reports.json import to_json

FILE = """
indices: {"i, k": 1..n}
symbols: {"z[i]": real, x: real}
derivations:
  one: {steps: ["diff(log(sum(exp(z[k]), k)), z[i])", "exp(z[i])/sum(exp(z[k]), k)"]}
  two: {steps: [x, {expr: x + 1, expect: refuted}]}
"""


@pytest.fixture
def checked(tmp_path: Path) -> Any:
    """Runs the file with certificates."""
    (tmp_path / "a.yaml").write_text(FILE)
    return lambda **options: run([str(tmp_path)], Options(certificates=True, **options))


def certificates(report: Report) -> list[dict[str, Any]]:
    derivations = json.loads(to_json(report, times=False))["derivations"]
    return [step["certificate"] for one in derivations for step in one["steps"]]


def test_workers_write_the_same_certificates(checked: Any) -> None:
    found = certificates(checked(jobs=2))
    assert found == certificates(checked(isolated=False))
    assert [each["trusted"] for each in found] == [[], []]


@pytest.mark.parametrize("isolated", [True, False])
def test_a_search_that_does_not_end_leaves_the_kernel_to_be_trusted(
    checked: Any, isolated: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_proof(claim: object, *, points: bool) -> None:
        while True:
            pass

    monkeypatch.setattr(build, "find_proof", find_proof)
    report = checked(isolated=isolated, timeout=0.5)
    proved, refuted = certificates(report)
    assert proved["proof"] is None and proved["trusted"]
    assert refuted["trusted"] == []
    told = audited(report).audited
    assert told is not None and (told.replayed, told.trusted, told.rejected) == (1, 1, 0)


def test_a_verdict_without_a_certificate_is_an_internal_error(checked: Any) -> None:
    report = checked()
    bare = tuple(
        replace(one, checks=tuple(replace(check, certified=None) for check in one.checks))
        for one in report.derivations
    )
    told = audited(replace(report, derivations=bare))
    assert told.audited is not None and told.audited.rejected == 2
    assert {check.verdict.name for one in told.derivations for check in one.checks} == {"unknown"}


def test_an_audit_that_takes_too_long_is_an_internal_error(checked: Any) -> None:
    def limit() -> Any:
        raise OutOfTime

    told = audited(checked(), limit)
    assert told.audited is not None and told.audited.rejected == 2
