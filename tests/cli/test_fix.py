"""`derivcheck verify --fix`: the right step beside the wrong one, and the file otherwise as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from derivcheck.cli import cli

TEXT = """symbols: {x: real}   # one symbol
derivations:
  doubled:
    steps:
      - x + x
      - 3*x    # wrong
  known: {steps: [x + x, {expr: 4*x, expect: refuted}]}
"""
FIXED = TEXT.replace("      - 3*x", "      # derivcheck: step 2 of doubled should be: 2*x\n      - 3*x")


def fix(file: Path) -> Result:
    return CliRunner().invoke(cli, ["verify", "--fix", "--no-time", str(file)])


def test_the_right_step_stands_beside_the_wrong_one(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(TEXT)
    result = fix(file)
    assert result.exit_code == 1
    assert file.read_text() == FIXED
    assert result.stderr == f"{file}: 1 of 1 wrong steps have the right one beside them\n"
    assert "should be: 2*x" not in result.stdout


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(FIXED)
    before = file.stat().st_mtime_ns
    fix(file)
    assert (file.read_text(), file.stat().st_mtime_ns) == (FIXED, before)


def test_a_link_and_the_rights_of_a_file_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text(TEXT)
    real.chmod(0o640)
    link.symlink_to(real)
    fix(link)
    assert link.is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == (FIXED, 0o640)
    assert sorted(os.listdir(tmp_path)) == ["link.yaml", "real.yaml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(TEXT)
    tmp_path.chmod(0o500)
    try:
        result = fix(file)
    finally:
        tmp_path.chmod(0o700)
    assert file.read_text() == TEXT
    assert "nothing was written" in result.stderr
