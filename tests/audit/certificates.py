"""Certificates for the tests: the steps of a report with their certificates, as the auditor reads them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from derivcheck.engine.run import Options, run
from derivcheck.reports.json import to_json

ROOT = Path(__file__).parents[2]


def some(folder: str) -> tuple[str, ...]:
    """Every eighth file of a folder; all of them are audited by hand, with `derivcheck verify --audit`."""
    return tuple(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / folder).glob("*.yaml"))[::8])


@cache
def report(*paths: str) -> str:
    """The JSON report of these files and folders of the repository."""
    made = run([str(ROOT / path) for path in paths], Options(isolated=False, certificates=True))
    return to_json(made, times=False)


def steps(*paths: str) -> list[dict[str, Any]]:
    """The steps that carry a certificate."""
    derivations: Sequence[Any] = json.loads(report(*paths))["derivations"]
    return [step for one in derivations for step in one["steps"] if "certificate" in step]


def step_of(text: str, folder: Path) -> dict[str, Any]:
    """The last step of a file with this text."""
    file = folder / "a.yaml"
    file.write_text(text, encoding="utf-8")
    made = run([str(file)], Options(isolated=False, certificates=True))
    found: dict[str, Any] = json.loads(to_json(made, times=False))["derivations"][-1]["steps"][-1]
    return found
