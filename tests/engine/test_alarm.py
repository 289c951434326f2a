"""The alarm ends plain Python, wherever it is, and leaves nothing behind."""

from __future__ import annotations

import re
import signal
import threading
import time

import pytest

from derivcheck.engine.alarm import alarm
from derivcheck.errors import OutOfTime


def forever() -> None:
    while True:
        pass


def backtracking() -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def busy(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


class Slow:
    """Takes long while it is removed, where what is raised is lost."""

    def __del__(self) -> None:
        busy(0.06)


def removing() -> None:
    """The alarm rings for the first time while something is removed."""
    Slow()
    busy(60)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("deed", [forever, backtracking, removing])
def test_it_rings(deed: object) -> None:
    assert callable(deed)
    begin = time.perf_counter()
    with pytest.raises(OutOfTime), alarm(0.03):
        deed()
    assert time.perf_counter() - begin < 2


def test_it_leaves_nothing_behind() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with alarm(0.01):
        pass
    time.sleep(0.02)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_time_that_is_over_rings_at_once() -> None:
    with pytest.raises(OutOfTime), alarm(-5):
        forever()


def test_beside_the_main_thread_there_is_none() -> None:
    seen = []

    def quiet() -> None:
        with alarm(-1):
            seen.append(1)

    thread = threading.Thread(target=quiet)
    thread.start()
    thread.join()
    assert seen == [1]
