"""Reading files inside a limit of time.

Readers are plain Python and work in time proportional to what they read, so the alarm of the operating
system, which Python answers between two of its instructions, is enough to end one that does not; what is
slow in arithmetic happens only in `derivcheck.engine.workers`.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from derivcheck import formats
from derivcheck.errors import OutOfTime, Place, Problem
from derivcheck.model import Document

__all__ = ["read_all"]


def read_all(files: Sequence[str], seconds: float, context: str = "") -> tuple[list[Document], list[Problem]]:
    """The documents, in which their own problems stand, and what kept a reader from coming to an end.

    `seconds` is what the reading of one file may take, `context` the context file of documents in prose.
    """
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in files:
        try:
            with _alarm(seconds):
                document = formats.load(file, context) if context else formats.load(file)
            documents.append(document)
        except OutOfTime:
            found = f"more than {seconds:g} s of reading"
            problems.append(Problem(Place(file), "a file that is quickly read", found, "split the file"))
        except RecursionError:
            problems.append(Problem(Place(file), "an expression of ordinary depth", "one nested too deeply"))
    return documents, problems


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises `OutOfTime` in the block after so many seconds, where the platform has alarms."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise OutOfTime
