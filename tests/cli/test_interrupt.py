"""Ctrl-C in the middle of a run, and the proof that a point contradicts: the process as users meet it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from derivcheck.cli import cli
from derivcheck.kernel import Kernel, Proof

TWO = "derivations: {quick: {steps: [1 + 1, 2]}, slow: {steps: [1 + 2, 3]}}"

#: The program, in which the step that ends at 3 keeps a worker busy for longer than anybody waits.
PROGRAM = """
import sys, time
from derivcheck.checker import Checker
from derivcheck.cli import main
def check(self, goal, tick, original=Checker.check):
    if goal.right == "3":
        time.sleep(600)
    return original(self, goal, tick)
Checker.check = check
main()
"""


def children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().split()


def listening() -> None:
    """Undo what a shell does to a program in the background, which is not to hear of interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform != "linux", reason="looks for children in /proc")
def test_an_interrupt_ends_all_at_once_and_reports_what_is_known(tmp_path: Path) -> None:
    file = tmp_path / "slow.yaml"
    file.write_text(TWO)
    command = [sys.executable, "-c", PROGRAM, "verify", "--format", "json", str(file)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=listening
    ) as process:
        end = time.monotonic() + 20
        while not children(process.pid) and time.monotonic() < end:
            time.sleep(0.02)
        time.sleep(0.5)
        workers = children(process.pid)
        assert workers
        begin = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    assert time.monotonic() - begin < 8  # the steps would take far longer
    assert (process.returncode, err) == (130, "")
    tree = json.loads(out)
    assert tree["interrupted"] is True
    quick, slow = (one["steps"][0] for one in tree["derivations"])
    assert quick["verdict"] == "proved"
    assert (slow["verdict"], slow["cause"]) == ("unknown", "out of time")
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(int(worker), 0)


def test_a_proof_that_a_point_contradicts_is_loud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kernel, "decide", lambda *_: Proof((), ("a rule that is wrong",)))
    file = tmp_path / "false.yaml"
    file.write_text("symbols: {a: real}\nderivations: {one: {expect: unknown, steps: [a + a, 3*a]}}\n")
    found = CliRunner().invoke(cli, ["verify", str(file)])
    assert found.exit_code == 4
    assert "step 2 met an internal error" in found.stdout
    assert "the kernel proves it, and yet left = 2 and right = 3 at a = 1" in found.stdout
    assert "1 internal error: derivcheck is at fault, not the text; please report it" in found.stdout
