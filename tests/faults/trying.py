"""A mutant tried in a fork of a process that has imported and collected everything.

Its functions get the code of the changed module in place of their own, wherever they are referred to from, so
nothing has to be imported again. That says nothing of what was computed while the module was imported; such a
mutant is left to `importing`.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, FunctionType

import pytest

__all__ = ["ended", "exchanged", "ran", "silence", "tried"]

#: What a test may take of the processor: so many times as long as without a change, and at least so long.
_SLOWER, _LEAST = 10, 2.0
#: What imports and collecting the tests may take.
_COLLECTING = 60.0
#: Bytes; a mutant that takes more has failed.
_MEMORY = 4 << 30
#: The exit code of a process that cannot tell.
_IMPORTED = 77

_Key = tuple[str, int, int]


def tried(session: pytest.Session, code: CodeType, tests: Sequence[int], seconds: Sequence[float]) -> str:
    """ "caught" by a test, by the "clock", "survived", or "imported" when functions alone do not tell."""

    def run() -> int:
        return ran(session, tests, seconds) if exchanged(code) else _IMPORTED

    return ended(run)


def ended(run: Callable[[], int]) -> str:
    """What comes of a run in a process of its own, where nothing is printed; 0 says that no test failed."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            silence()
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            limited(_COLLECTING)
            code = run()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    words = {0: "survived", _IMPORTED: "imported", -signal.SIGPROF: "clock"}
    return words.get(os.waitstatus_to_exitcode(status), "caught")


def limited(seconds: float) -> None:
    """Let this process end when it has taken so much more of the processor's time."""
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def ran(session: pytest.Session, tests: Sequence[int], seconds: Sequence[float]) -> int:
    """Run tests one by one up to the first that fails; 1 if one does."""
    for number in tests:
        item = session.items[number]
        limited(max(_LEAST, _SLOWER * seconds[number]))
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        if session.testsfailed:
            return 1
    return 0


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
