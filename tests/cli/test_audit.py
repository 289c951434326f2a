"""`audit` and `verify --audit`: what they print, and the exit code of a rejected certificate."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from derivcheck.cli import cli

TEXT = """\
symbols: {x: positive}
derivations:
  one:
    steps: ['log(x^2)', '2*log(x)']
  two:
    steps: ['x^2', {expr: 'x', expect: refuted}]
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(TEXT, encoding="utf-8")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def write_report() -> dict:  # type: ignore[type-arg]
    found = call("verify", "--format", "json", "--certificates", "a.yaml")
    Path("report.json").write_text(found.stdout, encoding="utf-8")
    made: dict = json.loads(found.stdout)  # type: ignore[type-arg]
    return made


def test_a_report_is_audited() -> None:
    write_report()
    found = call("audit", "report.json")
    assert (found.exit_code, found.stdout) == (0, "proved: 1 replayed\nrefuted: 1 replayed\n")


def test_a_changed_report_is_an_internal_error() -> None:
    report = write_report()
    report["derivations"][0]["steps"][0]["certificate"]["statement"]["right"] = "0"
    Path("report.json").write_text(json.dumps(report), encoding="utf-8")
    found = call("audit", "report.json")
    assert found.exit_code == 4
    assert "a.yaml:4: proved, rejected: expected a certificate of this claim" in found.stdout


def test_what_is_no_report_is_wrong_usage() -> None:
    Path("report.json").write_text("[]", encoding="utf-8")
    assert call("audit", "report.json").exit_code == 2


def test_verify_audits_in_the_same_run() -> None:
    found = call("verify", "--audit", "a.yaml")
    assert found.exit_code == 0
    assert "audited: 2 certificates replayed, 0 with a step that is trusted, 0 rejected" in found.stdout


def test_a_rejected_certificate_is_no_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    import derivcheck.certify.build  # noqa: F401  writes the version that it found when it was imported

    monkeypatch.setattr("derivcheck.certify.search._MOST_PASSES", 0)
    monkeypatch.setattr("derivcheck.audit.certificates.VERSION", -1)
    found = call("verify", "--audit", "a.yaml")
    assert found.exit_code == 4
    assert "the auditor rejects the certificate" in found.stdout


def test_an_audit_without_end_is_a_rejection() -> None:
    report = write_report()
    step = report["derivations"][0]["steps"][0]
    step["statement"]["left"] = step["certificate"]["statement"]["left"] = "+".join(
        f"(x + {n})^60" for n in range(99)
    )
    Path("report.json").write_text(json.dumps(report), encoding="utf-8")
    found = call("audit", "report.json", "--timeout", "0.05")
    assert found.exit_code == 4
    assert "rejected: it takes more than 0.05 s to check" in found.stdout


def test_the_schema_of_a_certificate() -> None:
    assert json.loads(call("schema", "--certificate").stdout)["title"] == "A certificate of derivcheck"


def test_a_verdict_that_does_not_exist_is_not_passed_over(tmp_path: Path) -> None:
    report = {"derivations": [{"file": "a.yaml", "steps": [{"verdict": "Proved", "line": 1}]}]}
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    found = CliRunner().invoke(cli, ["audit", str(tmp_path / "report.json")])
    assert found.exit_code == 2
    assert "expected a verdict" in found.output


def test_what_holds_on_a_condition_is_not_passed_as_proved(tmp_path: Path) -> None:
    Path("b.yaml").write_text(
        "symbols: {x: real}\nderivations: {one: {steps: [x^2/x, x]}}\n", encoding="utf-8"
    )
    made = CliRunner().invoke(cli, ["verify", "b.yaml", "--format", "json", "--certificates"])
    report = json.loads(made.stdout)
    report["derivations"][0]["steps"][0]["verdict"] = "proved"
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    found = CliRunner().invoke(cli, ["audit", str(tmp_path / "report.json")])
    assert found.exit_code == 4
    assert "conditions where the verdict says so" in found.output
