"""Assumptions that contradict each other are complained of once, at the assumption that does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from derivcheck.cli import cli


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


TEXT = """\
symbols:
  x: real
  y: real
assumptions:
  - x > 0
{more}
derivations:
  one:
    steps:
      - x + x
      - 2*x
      - 3*x - x
  two:
    assumptions: [y > 1]
    steps:
      - y + y
      - {step}
final:
  - x = x
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("more", "step", "place", "unreadable"),
    [
        ("  - x = -1", "2*y", "a.yaml:6:5", 4),
        ("  - y < 0", "2*y", "a.yaml:14:19", 1),
        ("  - x < 1", "{expr: 2*y, when: y = 0}", "a.yaml:17:16", 1),
    ],
)
def test_the_assumption_is_named_once(more: str, step: str, place: str, unreadable: int) -> None:
    Path("a.yaml").write_text(TEXT.format(more=more, step=step), encoding="utf-8")
    found = call("verify", "a.yaml")
    assert found.exit_code == 2
    assert found.stdout.count("expected assumptions that some values satisfy") == 1
    assert f"{place}: expected assumptions that some values satisfy" in found.stdout
    assert f"{unreadable} unreadable" in found.stdout
