"""Some of the hostile files; `python -m tests.attacks` tries all of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.attacks.families import Attack, attacks
from tests.attacks.guarded import DEEDS, deed
from tests.attacks.trial import attempt

ALL = list(attacks())
SAMPLE = [
    "code/expression-0",
    "yaml/aliases",
    "numbers/9^9^9",
    "bombs/power-200",
    "escapes/id-0",
    "paths/uses-6",
    "markdown/comment-yaml-tag",
    "tex/input-passwd",
]


def test_there_are_enough_of_them_and_none_twice() -> None:
    assert len(ALL) >= 300
    assert len({(one.family, one.name) for one in ALL}) == len({one.text for one in ALL}) == len(ALL)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes in /proc")
@pytest.mark.parametrize("name", SAMPLE)
def test_attack(name: str, tmp_path: Path) -> None:
    attack = next(one for one in ALL if f"{one.family}/{one.name}" == name)
    assert attempt(attack, tmp_path / "folder", timeout=0.5).faults == ()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os; os.system('true')", "executions"),
        ("import subprocess; subprocess.run(['true'])", "executions"),
        ("exec('derivcheck_was_here = 1')", "executions"),
        ("open('made', 'w')", "writes"),
        ("import os; os.mkdir('made')", "writes"),
        ("import socket; socket.socket()", "sockets"),
        ("open('counts')", None),
    ],
)
def test_the_eyes_see_it(code: str, found: str | None, tmp_path: Path) -> None:
    (tmp_path / "counts").write_bytes(bytes(len(DEEDS)))
    program = f"""
import derivcheck.cli
from tests.attacks import guarded
def main():
    {code}
derivcheck.cli.main = main
guarded.main()
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", program, "counts"], cwd=tmp_path, env=environment, check=True)
    seen = [name for name, number in zip(DEEDS, (tmp_path / "counts").read_bytes(), strict=True) if number]
    assert seen == ([found] if found else [])


def test_reading_is_harmless() -> None:
    assert deed("open", ("a", "r", os.O_RDONLY)) is None


def test_a_false_claim_that_is_proved_would_be_seen(tmp_path: Path) -> None:
    attack = Attack("none", "none", "derivations: {one: {steps: [1, 1]}}\n", truth=False)
    assert attempt(attack, tmp_path / "folder").faults == ("WRONG: a false claim is proved",)
