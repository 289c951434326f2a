"""The parent's side: which worker decides what, how long it may be silent, and what its end means.

Goals are handed out in units, stretches of one file. The clock of a step starts when the answer to the one
before it has come. A step whose worker died without an answer is tried once more, in a fresh worker and
within the same limit of time: the cause may lie outside (a process killed by the system), or in what the
steps before it had left in memory. So every goal gets exactly one check, in whatever way workers die.
"""

from __future__ import annotations

import select
import signal
from collections import deque
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

from derivcheck.engine.workers.codec import ForgedError
from derivcheck.engine.workers.ledger import Budgets, Ledger
from derivcheck.engine.workers.messages import packed
from derivcheck.engine.workers.process import FULL, Limits, Process
from derivcheck.engine.workers.worker import Work, read_answer
from derivcheck.model import Cause, Check, Unknown

__all__ = ["Pool", "Unit"]

#: First and last number of the goals in a unit of work.
Unit = tuple[int, int]

#: How often the caller hears of progress, at least.
_BEAT = 0.1


class _Worker:
    """A process with what it has been asked: `numbers`, of which the first is in flight."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.numbers: deque[int] = deque()
        self.lacks: tuple[str, ...] | None = None


class Pool:
    """Workers that decide the goals of `work`; to be used once, as a context manager.

    `begun` is when the run began, by `perf_counter`: what was spent since then counts. `lacks` says what of
    the isolation this platform does not have, once the first worker has said so.
    """

    def __init__(
        self, work: Work, limits: Limits, budgets: Budgets, jobs: int, begun: float | None = None
    ) -> None:
        self.lacks: tuple[str, ...] = ()
        self._work = work
        self._limits = limits
        self._jobs = jobs
        self._waiting: deque[Unit] = deque()
        self._workers: list[_Worker] = []
        self._ledger = Ledger(work.goals, work.files, budgets, perf_counter() if begun is None else begun)

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_event: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        self._workers = []

    @property
    def checks(self) -> dict[int, Check]:
        """The checks made until now, by the numbers of their goals."""
        return self._ledger.checks

    def run(self, units: Sequence[Unit], beat: Callable[[int, int], None]) -> None:
        """Decide all goals; `beat` hears now and then how many are done and the number of one in flight."""
        self._waiting = deque(units)
        while self._hand_out():
            self._listen()
            self._stop_the_late()
            for worker in self._at_work()[:1]:
                beat(len(self.checks), worker.numbers[0])

    def _at_work(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.numbers]

    # -- handing out -------------------------------------------------------------------------------------

    def _hand_out(self) -> bool:
        """Give every idle worker something to do, start workers; False when all is done."""
        while self._waiting:
            idle = [worker for worker in self._workers if not worker.numbers]
            if not idle and len(self._workers) >= self._jobs:
                break
            first, last = self._waiting.popleft()
            over = self._ledger.overdrawn(first, perf_counter())
            if over is not None:
                for number in range(first, last + 1):
                    self._ledger.leave(number, over, perf_counter())
                continue
            self._ask(idle[0] if idle else self._started(), first, last)
        return bool(self._at_work())

    def _started(self) -> _Worker:
        worker = _Worker(Process(self._work.serve, self._limits))
        self._workers.append(worker)
        return worker

    def _ask(self, worker: _Worker, first: int, last: int) -> None:
        worker.numbers.extend(range(first, last + 1))
        worker.process.ask(packed([first, last]))
        self._ledger.begin(first, perf_counter())

    # -- listening ---------------------------------------------------------------------------------------

    def _listen(self) -> None:
        """Wait for answers, at most until the next deadline or beat, and take them in."""
        speaking = {worker.process.answers: worker for worker in self._workers}
        poll = select.poll()
        for pipe in speaking:
            poll.register(pipe, select.POLLIN)
        due = min(self._ledger.deadline(worker.numbers[0]) for worker in self._at_work())
        for pipe, _ in poll.poll(1 + 1000 * max(0.0, min(due - perf_counter(), _BEAT))):
            self._hear(speaking[pipe])

    def _hear(self, worker: _Worker) -> None:
        alive = worker.process.heard()
        try:
            for tree in worker.process.inbox.taken():
                self._take(worker, tree)
        except ForgedError as error:
            worker.process.kill()
            self._bury(worker, Unknown(Cause.INTERNAL, f"what a worker answered is no answer: {error}"))
            return
        if not alive:
            self._bury(worker, _verdict_on_end(worker.process.kill()))

    def _take(self, worker: _Worker, tree: Any) -> None:
        now = perf_counter()
        if worker.lacks is None:  # its first word, before it begins
            worker.lacks = self.lacks = tuple(map(str, tree))
        else:
            number, check = read_answer(tree, self._work.goals)
            if not worker.numbers or number != worker.numbers[0]:
                raise ForgedError("an answer to another question")
            worker.numbers.popleft()
            self._ledger.settle(number, check)
        if worker.numbers:
            self._ledger.begin(worker.numbers[0], now)

    # -- ends --------------------------------------------------------------------------------------------

    def _stop_the_late(self) -> None:
        for worker in self._at_work():
            verdict = self._ledger.late(worker.numbers[0], perf_counter())
            if verdict is not None:
                worker.process.kill()
                self._bury(worker, verdict, again=False)

    def _bury(self, worker: _Worker, verdict: Unknown, *, again: bool = True) -> None:
        """A worker has ended: have the step in flight tried again or leave it, and hand on the rest."""
        self._workers.remove(worker)
        if not worker.numbers:
            return
        first, last = worker.numbers[0], worker.numbers[-1]
        if not (self._ledger.failed(first) and again):
            self._ledger.leave(first, verdict, perf_counter())
            first += 1
        if first <= last:
            self._waiting.appendleft((first, last))


_NO_MEMORY = Unknown(Cause.OUT_OF_MEMORY, "more memory than it may use; --memory allows more")

#: What it means that a worker ended in a way that is not its own: by the number of the signal.
_ENDS = {
    signal.SIGABRT: _NO_MEMORY,  # the arithmetic's way to say so
    signal.SIGXCPU: Unknown(Cause.OUT_OF_TIME, "more processor time than a step may use"),
    signal.SIGKILL: Unknown(Cause.OUT_OF_MEMORY, "killed twice by the system, which may be short of memory"),
}


def _verdict_on_end(code: int) -> Unknown:
    """The verdict on the step in flight when a worker ended with `code` and nobody here had killed it."""
    if code == FULL:
        return _NO_MEMORY
    if -code in _ENDS:
        return _ENDS[signal.Signals(-code)]
    if code < 0:
        return Unknown(Cause.TOO_HARD, f"the process that was to decide it crashed (signal {-code})")
    return Unknown(Cause.INTERNAL, f"the process that was to decide it ended by itself (code {code})")
