"""`derivcheck verify --propose sympy`: what it proves, what it only says, and what limits it keeps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("sympy", reason="SymPy is not installed")

import derivcheck
from derivcheck import proposals
from derivcheck.cli import cli

ROOT = Path(__file__).parents[2]
FILE = """
derivations:
  sixth-power: {steps: ["integral(1/(1 + x^6), x, 0, 1)", "pi/6 + log(2 + sqrt(3))/(2*sqrt(3))"]}
  fourth-power: {steps: ["integral(1/(1 + x^4), x, 0, 1)", "(pi + 2*log(1 + sqrt(2)))/(4*sqrt(2))"]}
  across-a-pole: {steps: ["integral(1/x^2, x, -1, 1)", -2]}
"""


def report(folder: Path, hash_seed: int, *options: str) -> tuple[int, str]:
    (folder / "a.yaml").write_text(FILE, encoding="utf-8")
    command = [sys.executable, "-m", "derivcheck", "verify", "a.yaml", "--format", "json", "--no-time"]
    environment = {**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*command, *options], cwd=folder, env=environment, capture_output=True, check=False)
    assert not done.stderr
    return done.returncode, done.stdout.decode()


def steps(text: str) -> list[dict[str, Any]]:
    return [step for derivation in json.loads(text)["derivations"] for step in derivation["steps"]]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[int, str]]:
    folder = tmp_path_factory.mktemp("proposals")
    return [report(folder, 1, "--propose", "sympy"), report(folder, 2, "--propose", "sympy", "-j", "2")]


def test_what_the_kernel_proves_is_proved_and_what_sympy_says_is_told(reports: list[tuple[int, str]]) -> None:
    code, text = reports[0]
    found = [(step["verdict"], step["rules"], step["proposed"]) for step in steps(text)]
    assert found == [
        ("proved", ["normal form", "antiderivative proposed by SymPy"], None),
        ("unknown", [], "SymPy agrees"),
        ("unknown", [], "SymPy gives oo for integral(1/x^2, x, -1, 1)"),
    ]
    assert code == 3


def test_the_workers_are_isolated_as_ever(reports: list[tuple[int, str]]) -> None:
    assert json.loads(reports[0][1])["isolated"] is (sys.platform == "linux")


def test_hash_seed_and_number_of_workers_change_nothing(reports: list[tuple[int, str]]) -> None:
    assert reports[0] == reports[1]


def test_what_sympy_says_stands_beside_the_step(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(FILE, encoding="utf-8")
    command = ["verify", str(tmp_path / "a.yaml"), "--propose", "sympy", "-k", "fourth-power"]
    assert "asked       SymPy agrees" in CliRunner().invoke(cli, command).stdout


def test_without_sympy_the_option_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "is_installed", lambda: False)
    found = CliRunner().invoke(cli, ["verify", str(tmp_path), "--propose", "sympy"])
    assert found.exit_code == 2
    assert "SymPy is not installed" in found.stderr


def test_in_the_library() -> None:
    claim = "integral(1/(1 + x^4), x, 0, 1) = (pi + 2*log(1 + sqrt(2)))/(4*sqrt(2))"
    found = derivcheck.check([claim], {}, propose="sympy")
    assert [getattr(verdict, "proposed", None) for verdict in found.verdicts] == ["SymPy agrees"]
    with pytest.raises(ValueError, match="expected propose='sympy', found 'maple'"):
        derivcheck.check(["1", "1"], {}, propose="maple")
