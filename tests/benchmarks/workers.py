"""`python -m tests.benchmarks.workers [--steps N]`: what it costs to have steps decided by workers.

Steps that cost nothing are decided by one worker and by this process, so the difference is the price of the
border: a message there and back, written, read and validated. The start of a worker is timed apart, until
its first answer, as is its end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter
from types import SimpleNamespace

from derivcheck import checker
from derivcheck.engine.deciding import decide
from derivcheck.engine.workers.ledger import Budgets
from derivcheck.engine.workers.pool import Pool
from derivcheck.engine.workers.process import Limits
from derivcheck.engine.workers.worker import Work
from derivcheck.errors import Place
from derivcheck.model import Goal, Proved, Verdict

#: What a step may cost more than in one process, in milliseconds.
MOST = 0.2
_VERDICT = Proved("normal form", ("a rule", "another rule"))


def _check(goal: Goal, tick: Callable[[], None]) -> tuple[Verdict, str | None]:
    return _VERDICT, None


def by_a_worker(steps: int) -> float:
    """Seconds until one worker has decided so many steps, its start and its end included."""
    goals = [Goal(number, "step", Place("a.yaml"), "l", "r", None) for number in range(steps)]
    work = Work(goals, ["a.yaml"] * steps, 10.0, lambda: SimpleNamespace(check=_check))
    begin = perf_counter()
    with Pool(work, Limits(1 << 30), Budgets(10.0, 600.0, 600.0), 1) as pool:
        pool.run([(0, steps - 1)], lambda done, at: None)
        assert len(pool.checks) == steps
    return perf_counter() - begin


def here(steps: int) -> float:
    """Seconds until this process has decided them."""
    goals = [Goal(number, "step", Place("a.yaml"), "l", "r", None) for number in range(steps)]
    judge = SimpleNamespace(check=_check)
    begin = perf_counter()
    for goal in goals:
        decide(goal, judge, 10.0)  # type: ignore[arg-type]
    return perf_counter() - begin


def main() -> int:
    """Print the figures; 1 if a step costs more than it may."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.workers")
    options.add_argument("--steps", type=int, default=20_000)
    options.add_argument("--runs", type=int, default=7)
    told = options.parse_args()
    checker.check_claim  # noqa: B018 - a worker shares what a run has loaded
    start = median(by_a_worker(1) for _ in range(told.runs))
    many = median(by_a_worker(told.steps) for _ in range(told.runs)) - start
    alone = median(here(told.steps) for _ in range(told.runs))
    each = 1000 * (many - alone) / told.steps
    print(f"{1000 * start:9.2f} ms  the start and the end of a worker")
    print(f"{1000 * many / told.steps:9.4f} ms  a step that costs nothing, by a worker")
    print(f"{1000 * alone / told.steps:9.4f} ms  the same in one process")
    print(f"{each:9.4f} ms  the difference; {MOST} is allowed")
    return 1 if each > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
