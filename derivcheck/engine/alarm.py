"""The alarm of the operating system, for plain Python that might not come to an end.

Python answers it between two of its instructions, and so do its regular expressions. Arithmetic below Python
does not; what does such arithmetic is killed from outside (`derivcheck.engine.workers`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from derivcheck.errors import OutOfTime

__all__ = ["alarm"]

#: The alarm rings again after so many seconds: what it raises is lost when it comes in the middle of
#: something that may raise nothing, such as the removal of an object.
_AGAIN = 0.05
_SHORTEST = 1e-4


@contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raises `OutOfTime` in the block after so many seconds, where the platform has alarms."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    armed = True

    def ring(_number: int, _frame: FrameType | None) -> None:
        if armed:
            raise OutOfTime

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, _SHORTEST), _AGAIN)
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
