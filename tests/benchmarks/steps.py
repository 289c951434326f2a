"""`python -m tests.benchmarks.steps [--limit SECONDS] [PATHS]`: kernel and SymPy on every step, side by side.

*kernel* decides the claims of a file with what it has read so far, as the checker does; *cold* makes a
new kernel for each claim. *SymPy* is asked `simplify((left - right).doit()) == 0`, in a process of its own
that is ended at the limit. Right is a proof of a true step, or no proof of a false one and its refutation
(for SymPy: another number than 0); wrong is the opposite; the rest is undecided.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from statistics import median, quantiles
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim, Refuted

#: True, False, or None for "cannot tell".
Answer = bool | None


@dataclass
class Column:
    """The answers and times of one way to decide."""

    name: str
    seconds: list[float] = field(default_factory=list)
    right: int = 0
    undecided: int = 0
    wrong: int = 0

    def note(self, answer: Answer, truth: bool, seconds: float) -> None:
        """One more answer."""
        self.seconds.append(seconds)
        self.right += answer is truth
        self.undecided += answer is None
        self.wrong += answer is (not truth)


def chains(paths: list[str]) -> Iterator[list[tuple[Claim, bool]]]:
    """The equations of each file, and whether they are true (not certainly refuted)."""
    files, _ = formats.discover(paths)
    for file in files:
        judge = checker.Checker()
        goals = [goal for _, some in checker.goals(formats.load(file)) for goal in some]
        claims = [goal.claim for goal in goals if goal.claim is not None and goal.claim.op == "="]
        yield [(claim, not isinstance(judge.decide(claim), Refuted)) for claim in claims]


def timed(ask: Callable[[], Answer]) -> tuple[Answer, float]:
    """The answer and how long it took."""
    begin = perf_counter()
    answer = ask()
    return answer, perf_counter() - begin


def by_kernel(kernel: Kernel, claim: Claim) -> Answer:
    """True when it is proved; the kernel alone refutes nothing."""
    return True if isinstance(kernel.decide(claim), Proof) else None


class SymPy:
    """A process that answers, and is replaced when it takes too long."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._process: multiprocessing.Process | None = None

    def ask(self, claim: Claim) -> Answer:
        """What `simplify` says of left minus right."""
        if self._process is None:
            self._start()
        self._near.send((claim.left, claim.right, claim.context))
        if self._near.poll(self._limit):
            answer: Answer = self._near.recv()
            return answer
        self.close()
        return None

    def _start(self) -> None:
        self._near, far = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(target=_answers, args=(far,), daemon=True)
        self._process.start()
        self._near.recv()  # SymPy is imported before the clock runs

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = None


def _answers(connection: Connection) -> None:
    """The other process: reads pairs of terms, writes answers."""
    import warnings

    import sympy

    from derivcheck.terms.sympy_edge import to_sympy

    warnings.simplefilter("ignore")
    connection.send(None)
    while True:
        left, right, context = connection.recv()
        try:
            difference = sympy.simplify((to_sympy(left, context) - to_sympy(right, context)).doit())
            answer = True if difference == 0 else False if difference.is_number else None
        except Exception:  # whatever SymPy raises, it has not decided
            answer = None
        connection.send(answer)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.steps")
    options.add_argument("--limit", type=float, default=5.0)
    options.add_argument("paths", nargs="*", default=["derivations"])
    chosen = options.parse_args()
    warm, cold, other = Column("kernel"), Column("kernel, cold"), Column("SymPy")
    sympy = SymPy(chosen.limit)
    for chain in chains(chosen.paths):
        kernel = Kernel()
        for claim, truth in chain:
            answer, seconds = timed(lambda: by_kernel(kernel, claim))  # noqa: B023 - called at once
            warm.note(answer, truth, seconds)
            answer, seconds = timed(lambda: by_kernel(Kernel(), claim))  # noqa: B023
            cold.note(answer, truth, seconds)
            answer, seconds = timed(lambda: sympy.ask(claim))  # noqa: B023
            other.note(answer, truth, seconds)
    sympy.close()
    _print([warm, cold, other])


def _print(columns: list[Column]) -> None:
    print(f"{'':14}{'steps':>6}{'right':>7}{'undecided':>11}{'wrong':>7}{'median ms':>12}{'p95 ms':>10}")
    for column in columns:
        middle, late = median(column.seconds), quantiles(column.seconds, n=20)[18]
        counts = f"{len(column.seconds):6}{column.right:7}{column.undecided:11}{column.wrong:7}"
        print(f"{column.name:14}{counts}{1000 * middle:12.2f}{1000 * late:10.2f}")


if __name__ == "__main__":
    main()
