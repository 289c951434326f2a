"""The same files, version and seed give the same bytes: with any number of workers, and without any, and in
whatever order sets come (PYTHONHASHSEED).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from derivcheck.engine.run import Options, run
from derivcheck.frozen import replace
from derivcheck.reports.json import to_json

GALLERY = str(Path(__file__).parents[2] / "derivations")


def report(options: Options) -> str:
    return to_json(replace(run([GALLERY], options), lacks=()), times=False)


@pytest.fixture(scope="module")
def alone() -> str:
    return report(Options(isolated=False))


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_any_number_of_workers_finds_the_same(jobs: int, alone: str) -> None:
    assert report(Options(jobs=jobs)) == alone


def test_without_workers_the_report_says_so() -> None:
    tree = json.loads(to_json(run([GALLERY], Options(isolated=False, select="softmax"))))
    assert tree["isolated"] is False
    assert tree["lacks"]


def test_the_order_of_sets_does_not_show() -> None:
    command = [
        sys.executable,
        "-m",
        "derivcheck",
        "verify",
        "--no-time",
        "--format",
        "json",
        "--certificates",
    ]
    running = [
        subprocess.Popen(
            [*command, "--jobs", str(seed)],
            cwd=Path(GALLERY).parent,
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            stdout=subprocess.PIPE,
        )
        for seed in (1, 2)
    ]
    first, second = (each.communicate()[0] for each in running)
    assert [each.returncode for each in running] == [0, 0]
    assert json.loads(first)["summary"]["steps"] > 40
    assert first == second
