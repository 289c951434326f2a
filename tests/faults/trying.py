"""A mutant tried in a fork of a process that has imported and collected everything.

Its functions get the code of the changed module in place of their own, wherever they are referred to from, so
nothing has to be imported again. That says nothing of what was computed while the module was imported; such a
mutant is left to `importing`.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from types import CodeType, FunctionType

import pytest

__all__ = ["ended", "exchanged", "silence", "tried"]

#: What a test may take: so many times as long as without a change, and at least so many seconds.
_SLOWER, _LEAST = 10, 2.0

_Key = tuple[str, int, int]


def tried(session: pytest.Session, code: CodeType, tests: Sequence[int], seconds: Sequence[float]) -> str:
    """ "caught" by a test, by the "clock", "survived", or "imported" when functions alone do not tell."""
    child = os.fork()
    if child == 0:
        _run(session, code, tests, seconds)
    return ended(child)


#: The exit code of a process that cannot tell.
_IMPORTED = 77


def ended(child: int, end: float | None = None) -> str:
    """Wait for a process; one that is still there at `end` is killed."""
    while end is None or time.monotonic() < end:
        found, status = os.waitpid(child, 0 if end is None else os.WNOHANG)
        if found:
            code = os.waitstatus_to_exitcode(status)
            words = {0: "survived", _IMPORTED: "imported", -signal.SIGALRM: "clock"}
            return words.get(code, "caught")
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "clock"


def _run(session: pytest.Session, code: CodeType, tests: Sequence[int], seconds: Sequence[float]) -> None:
    """Never returns: the exit code says what came of it."""
    result = 1
    try:
        silence()
        result = 0 if exchanged(code) else _IMPORTED
        for number in () if result else tests:
            item = session.items[number]
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, max(_LEAST, _SLOWER * seconds[number]))
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if session.testsfailed:
                result = 1
                break
    finally:
        os._exit(result)


def silence() -> None:
    """Let what this process prints go nowhere."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    sys.stdout = sys.stderr = open(nothing, "w", closefd=False)  # noqa: SIM115


def exchanged(code: CodeType) -> bool:
    """Give the functions of a module other code; False where the change is in none of them."""
    made = dict(_functions(code))
    done = False
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == code.co_filename:
            other = made.get(_key(function.__code__))
            if other is None:
                return False
            if other != function.__code__:
                if len(other.co_freevars) != len(function.__code__.co_freevars):
                    return False
                function.__code__ = other
                done = True
    return done


def _functions(code: CodeType) -> Iterator[tuple[_Key, CodeType]]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield _key(each), each
            yield from _functions(each)


def _key(code: CodeType) -> _Key:
    """The name and the place of a function; lambdas of one line differ in their columns."""
    columns = [start for _, _, start, _ in code.co_positions() if start]
    return code.co_qualname, code.co_firstlineno, min(columns, default=0) if "<lambda>" in code.co_name else 0
