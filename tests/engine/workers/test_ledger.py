"""The books of a run: deadlines, tries and budgets, on a clock that the test moves."""

from __future__ import annotations

from derivcheck.engine.workers.ledger import Budgets, Ledger
from derivcheck.errors import Place
from derivcheck.model import Cause, Check, Goal, Proved, Unknown

GOALS = [Goal(number, "step", Place("a.yaml"), "l", "r", None) for number in range(4)]
FILES = ["a.yaml", "a.yaml", "a.yaml", "b.yaml"]


def ledger(step: float = 1, file: float = 100, run: float = 1000) -> Ledger:
    return Ledger(GOALS, FILES, Budgets(step, file, run), begun=0)


def detail(verdict: Unknown | None) -> str:
    assert verdict is not None
    assert verdict.cause is Cause.OUT_OF_TIME
    return verdict.detail


def test_a_step_is_late_a_little_after_its_limit() -> None:
    books = ledger()
    books.begin(0, now=10)
    assert books.late(0, now=11.1) is None
    assert detail(books.late(0, now=11.3)) == "more than 1 s; --timeout allows more"


def test_a_second_try_has_the_time_that_the_first_left() -> None:
    books = ledger()
    books.begin(0, now=10)
    assert books.failed(0)
    books.begin(0, now=10.9)
    assert books.deadline(0) < 11.5
    assert not books.failed(0)


def test_a_file_has_a_budget_and_the_others_theirs() -> None:
    books = ledger(file=3)
    books.settle(0, Check(GOALS[0], Proved("m"), 2.5))
    books.begin(1, now=10)
    assert detail(books.late(1, now=10.6)) == "the 3 s of its file are used up; --file-timeout allows more"
    books.settle(1, Check(GOALS[1], Proved("m"), 0.5))
    assert books.overdrawn(2, now=11) is not None
    assert books.overdrawn(3, now=11) is None


def test_the_run_has_a_budget() -> None:
    books = ledger(run=20)
    books.begin(0, now=19.9)
    assert "run" in detail(books.late(0, now=20))
    assert "run" in detail(books.overdrawn(3, now=20))


def test_what_was_spent_on_a_step_that_is_left_counts() -> None:
    books = ledger(file=3)
    books.begin(0, now=10)
    books.leave(0, Unknown(Cause.OUT_OF_TIME), now=13)
    assert books.checks[0].seconds == 3
    assert books.overdrawn(1, now=13) is not None
