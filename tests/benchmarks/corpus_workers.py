"""A process of its own for a tool, so that a claim that runs away can be killed.

The process decides one claim after another and is started again after it was killed. It may use so
much memory and no more; what a tool raises is an outcome ("crash: …"), never the end of a run. Whatever the
tool, Python looks for cycles as seldom as in derivcheck's command line, and as in its workers not among
what was there before the first claim.
"""

from __future__ import annotations

import gc
import multiprocessing
import resource
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Protocol

from tests.benchmarks.corpus_claims import CorpusClaim
from tests.benchmarks.corpus_outcomes import Outcome

__all__ = ["Decide", "Tool", "Worker", "attempt"]

#: seconds that a tool gets beyond its own limit before it is killed
GRACE = 1.0
#: seconds for imports and the first claim of a new process
START = 60.0
MEMORY = 3 * 2**30
#: between two searches for cycles, as in `derivcheck.cli`
ALLOCATIONS = (200_000, 20, 20)

Decide = Callable[[CorpusClaim, float], Outcome]
"""A tool: a claim and a time limit in seconds to an outcome."""


class Tool(Protocol):
    """Something that decides claims until it is closed."""

    def decide(self, claim: CorpusClaim) -> Outcome:
        """The verdict on `claim`."""

    def close(self) -> None:
        """Stop whatever was started."""


class Worker:
    """Runs `decide` in a process of its own, `timeout` seconds a claim at most."""

    def __init__(self, decide: Decide, timeout: float) -> None:
        self._decide, self._timeout = decide, timeout
        self._start()

    def decide(self, claim: CorpusClaim) -> Outcome:
        """The verdict on `claim`; "undecided" when the process had to be killed or died."""
        self._pipe.send(claim)
        try:
            if self._pipe.poll(self._timeout + GRACE):
                outcome: Outcome = self._pipe.recv()
                return outcome
            detail = "out of time (killed)"
        except EOFError:
            detail = "crash: the process died"
        self.close()
        self._start()
        return Outcome("undecided", self._timeout, detail)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _start(self) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._pipe, theirs = spawning.Pipe()
        self._process = spawning.Process(
            target=_serve, args=(theirs, self._decide, self._timeout), daemon=True
        )
        self._process.start()
        theirs.close()
        if not self._pipe.poll(START):
            raise TimeoutError("a tool did not start")
        self._pipe.recv()


#: decided before the first claim, so that imports and tables are not part of its time
_WARM = CorpusClaim("warm-up", "", "rational", "(x + 1)**2", "x**2 + 2*x + 1", "true", {"x": "real"})


def _serve(pipe: Connection, decide: Decide, timeout: float) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    gc.set_threshold(*ALLOCATIONS)
    attempt(decide, _WARM, 10 * timeout)
    gc.freeze()
    pipe.send("ready")
    while True:
        try:
            claim = pipe.recv()
        except EOFError:
            return
        pipe.send(attempt(decide, claim, timeout))


def attempt(decide: Decide, claim: CorpusClaim, timeout: float) -> Outcome:
    """What `decide` says; whatever it raises is "undecided" with a "crash" as its reason."""
    try:
        return decide(claim, timeout)
    except MemoryError:
        return Outcome("undecided", timeout, "out of memory")
    except Exception as raised:  # a crash of a tool is a result of the measurement
        where = traceback.extract_tb(raised.__traceback__)[-1]
        place = f"{where.filename.rsplit('/', 1)[-1]}:{where.lineno} {where.name}"
        return Outcome("undecided", timeout, f"crash: {type(raised).__name__} at {place}", str(raised)[:200])
