"""No room on the disk, no right to write, nowhere to write to: the report comes out, or a plain complaint."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "derivcheck", "verify", str(ROOT / "derivations"), "--format", "json"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}


def no_byte_can_be_written() -> None:
    """As on a full disk: writing to any file fails."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def test_on_a_full_disk_the_report_comes_out(tmp_path: Path) -> None:
    found = subprocess.run(
        COMMAND,
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        preexec_fn=no_byte_can_be_written,
        check=False,
    )
    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout)["summary"]["unexpected"] == 0


def test_in_a_folder_that_is_read_only_the_report_comes_out(tmp_path: Path) -> None:
    nowhere = {**ENVIRONMENT, "TMPDIR": "/nowhere", "HOME": "/nowhere", "XDG_CACHE_HOME": "/nowhere"}
    tmp_path.chmod(0o555)
    found = subprocess.run(COMMAND, cwd=tmp_path, env=nowhere, capture_output=True, check=False)
    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout)["summary"]["unexpected"] == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_report_that_cannot_be_written_is_a_complaint_and_no_success() -> None:
    with open("/dev/full", "w") as full:
        found = subprocess.run(
            COMMAND, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert found.returncode == 2
    assert found.stderr == "Error: the report cannot be written: no space left on device\n"
