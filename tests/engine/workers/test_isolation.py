"""What a worker cannot do, and what becomes of a step that exceeds a limit: workers made to misbehave."""

from __future__ import annotations

import mmap
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import flint
import pytest

from derivcheck.engine.workers.ledger import Budgets
from derivcheck.engine.workers.pool import Pool
from derivcheck.engine.workers.process import Limits
from derivcheck.engine.workers.worker import Work
from derivcheck.errors import Place
from derivcheck.model import Cause, Check, Goal, Proved, Unknown, Verdict

PROVED = Proved("by hand")
BAD = 3
#: Takes python-flint hours, in which it does not come back to Python.
SEMIPRIME = flint.fmpz((2**521 - 1) * (2**607 - 1))
Deed = Callable[[], object]

linux = pytest.mark.skipif(sys.platform != "linux", reason="the limits of Linux")


def goal(number: int) -> Goal:
    return Goal(number, "step", Place("a.yaml"), "l", "r", None)


def decided(deed: Deed, *, timeout: float = 0.3, run: float = 60, jobs: int = 1) -> list[Check]:
    """Ten goals in two units, of which number 3 does the deed in its worker."""

    def check(goal: Goal, tick: Callable[[], None]) -> tuple[Verdict, str | None]:
        if goal.number != BAD:
            return PROVED, None
        return Proved(str(deed())), None

    goals = [goal(number) for number in range(10)]
    work = Work(goals, ["a.yaml"] * 10, timeout, lambda: SimpleNamespace(check=check))
    with Pool(work, Limits(128 << 20), Budgets(timeout, 60, run), jobs) as pool:
        pool.run([(0, 4), (5, 9)], lambda done, at: None)
        assert [pool.checks[number].goal.number for number in range(10)] == [*range(10)]
        return [pool.checks[number] for number in range(10)]


def the_bad_one(checks: list[Check]) -> Verdict:
    """The verdict on the goal that did the deed; the others went on."""
    assert all(check.verdict == PROVED for check in checks if check.goal.number != BAD)
    return checks[BAD].verdict


def outcome(deed: Deed) -> str:
    """What the deed returned, or the error with which it failed, in a worker."""

    def tried() -> str:
        try:
            return str(deed())
        except OSError as error:
            return type(error).__name__

    verdict = the_bad_one(decided(tried, timeout=5))
    assert isinstance(verdict, Proved)
    return verdict.method


def cause(verdict: Verdict) -> Cause:
    assert isinstance(verdict, Unknown), verdict
    return verdict.cause


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_step_that_does_not_listen_is_killed_in_time(jobs: int) -> None:
    begin = time.perf_counter()
    checks = decided((SEMIPRIME * 1).factor, jobs=jobs)
    assert time.perf_counter() - begin < 0.3 + 5
    assert cause(the_bad_one(checks)) is Cause.OUT_OF_TIME
    assert 0.3 <= checks[BAD].seconds < 5


@linux
@pytest.mark.parametrize(
    "deed",
    [lambda: bytearray(1 << 28), lambda: flint.fmpz(2) ** (1 << 33), lambda: [0] * 10**9],
    ids=["Python", "python-flint", "a list"],
)
def test_a_step_that_fills_the_memory_is_out_of_memory(deed: Deed) -> None:
    assert cause(the_bad_one(decided(deed, timeout=5))) is Cause.OUT_OF_MEMORY


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM])
def test_a_worker_that_dies_costs_the_others_nothing(number: signal.Signals) -> None:
    assert isinstance(the_bad_one(decided(lambda: os.kill(os.getpid(), number))), Unknown)


def test_a_worker_that_dies_once_costs_nothing_at_all() -> None:
    with mmap.mmap(-1, 1) as shared:  # memory that all workers see

        def die_once() -> str:
            if not shared[0]:
                shared[0] = 1
                os.kill(os.getpid(), signal.SIGKILL)
            return "at the second try"

        assert the_bad_one(decided(die_once)) == Proved("at the second try")


def test_a_worker_that_leaves_is_an_internal_error() -> None:
    assert cause(the_bad_one(decided(lambda: os._exit(3)))) is Cause.INTERNAL


def test_what_is_left_after_the_budget_of_the_run_is_undecided() -> None:
    begin = time.perf_counter()
    checks = decided(lambda: time.sleep(60), timeout=30, run=0.3)
    assert time.perf_counter() - begin < 5
    assert [check.verdict == PROVED for check in checks] == [number < BAD for number in range(10)]
    assert {cause(check.verdict) for check in checks[BAD:]} == {Cause.OUT_OF_TIME}


#: What a worker may not do, by what the test is called.
_REFUSED: dict[str, Deed] = {
    "fork": os.fork,
    "execv": lambda: os.execv("/bin/true", ["true"]),
    "posix_spawn": lambda: os.posix_spawn("/bin/true", ["true"], {}),
    "subprocess": lambda: subprocess.run(["/bin/true"], check=True),
    "socket": socket.socket,
    "socketpair": socket.socketpair,
    "open": lambda: Path("/tmp/derivcheck-was-here").open("w"),  # noqa: SIM115
    "unnamed file": lambda: os.open("/tmp", os.O_TMPFILE | os.O_WRONLY),
    "mkdir": lambda: os.mkdir("/tmp/derivcheck-was-here"),
    "unlink": lambda: os.unlink("/etc/hostname"),
    "symlink": lambda: os.symlink("/etc/passwd", "/tmp/derivcheck-was-here"),
    "chmod": lambda: os.chmod("/tmp", 0o777),
    "kill": lambda: os.kill(os.getppid(), signal.SIGTERM),
    "killpg": lambda: os.killpg(0, signal.SIGTERM),
    "setpgid": lambda: os.setpgid(0, os.getppid()),
    "memfd_create": lambda: os.memfd_create("here"),
    "pipe": lambda: os.pipe(),
}


@linux
@pytest.mark.parametrize("deed", _REFUSED.values(), ids=_REFUSED)
def test_the_filter_refuses(deed: Deed) -> None:
    assert outcome(deed) == "PermissionError"


@linux
def test_the_filter_allows_what_a_worker_needs() -> None:
    assert outcome(lambda: Path("/etc/hostname").read_text() is not None) == "True"


def test_a_worker_has_only_its_two_pipes_and_streams_that_lead_nowhere() -> None:
    def open_files() -> list[int]:
        return [number for number in range(256) if is_open(number)]

    def is_open(number: int) -> bool:
        try:
            os.fstat(number)
        except OSError:
            return False
        return True

    assert outcome(open_files) == "[0, 1, 2, 3, 4]"


def test_a_worker_is_the_leader_of_a_group_of_its_own() -> None:
    assert outcome(lambda: os.getpid() == os.getpgrp()) == "True"


def test_nothing_is_left_behind() -> None:
    pids: set[int] = set()

    def run() -> None:
        def check(goal: Goal, tick: Callable[[], None]) -> tuple[Verdict, str | None]:
            return Proved(str(os.getpid())), None

        work = Work([goal(1)] * 4, ["a.yaml"] * 4, 5, lambda: SimpleNamespace(check=check))
        with Pool(work, Limits(1 << 27), Budgets(5, 60, 60), 2) as pool:
            pool.run([(0, 1), (2, 3)], lambda done, at: None)
            pids.update(int(check.verdict.method) for check in pool.checks.values())  # type: ignore[union-attr]

    before = len(os.listdir("/proc/self/fd")) if sys.platform == "linux" else 0
    run()
    assert pids
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert not before or len(os.listdir("/proc/self/fd")) == before
