"""How much work a run is, on any machine at any time: the calls of functions, counted and not timed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

__all__ = ["effort"]


def effort(run: Callable[[], object]) -> int:
    """The number of calls that `run` makes, of functions in Python and in C."""
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
