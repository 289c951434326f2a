"""The books of a run: what is decided, when each step was begun, how often tried, how much time is left."""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.engine.deciding import out_of_time
from derivcheck.frozen import frozen
from derivcheck.model import Cause, Check, Goal, Unknown

__all__ = ["Budgets", "Ledger"]

#: How much longer than its limit a step may be silent: its worker looks at the clock too, and is kinder.
_GRACE = 0.2
#: How often a step is tried whose worker dies without an answer.
_TRIES = 2


@frozen
class Budgets:
    """Seconds for one step, for all steps of one file together, and for the whole run."""

    step: float
    file: float
    run: float


class Ledger:
    """Exactly one check for every goal, and the clocks; all times are those of one clock."""

    def __init__(self, goals: Sequence[Goal], files: Sequence[str], budgets: Budgets, begun: float) -> None:
        self.checks: dict[int, Check] = {}
        self._goals = goals
        self._files = files
        self._budgets = budgets
        self._end = begun + budgets.run
        self._begun: dict[int, float] = {}
        self._tries: dict[int, int] = {}
        self._spent: dict[str, float] = {}

    def begin(self, number: int, now: float) -> None:
        """A step is in flight; one that is tried again keeps its first beginning."""
        if number not in self._tries:
            self._begun[number] = now

    def settle(self, number: int, check: Check) -> None:
        """The check of a goal, which had none."""
        assert number not in self.checks
        self.checks[number] = check
        file = self._files[number]
        self._spent[file] = self._spent.get(file, 0.0) + check.seconds

    def leave(self, number: int, verdict: Unknown, now: float) -> None:
        """A goal is left undecided; what was spent on it counts."""
        begun = self._begun.get(number, now)
        self.settle(number, Check(self._goals[number], verdict, now - begun))

    def failed(self, number: int) -> bool:
        """A try has failed; whether there is another one."""
        self._tries[number] = self._tries.get(number, 0) + 1
        return self._tries[number] < _TRIES

    def deadline(self, number: int) -> float:
        """When the worker that has this step in flight is killed."""
        begun = self._begun[number]
        file = begun + self._budgets.file - self._spent.get(self._files[number], 0.0)
        return min(begun + self._budgets.step + _GRACE, file, self._end)

    def late(self, number: int, now: float) -> Unknown | None:
        """The verdict on a step in flight that has had its time; None while it may go on."""
        if now < self.deadline(number):
            return None
        if now >= self._begun[number] + self._budgets.step:
            return out_of_time(self._budgets.step)
        return self.overdrawn(number, now) or self._file_used_up()

    def overdrawn(self, number: int, now: float) -> Unknown | None:
        """The verdict on a goal that is not begun, because a budget is used up; None while there is time."""
        if now >= self._end:
            detail = f"the {self._budgets.run:g} s of the whole run are used up; --run-timeout allows more"
            return Unknown(Cause.OUT_OF_TIME, detail)
        spent = self._spent.get(self._files[number], 0.0)
        return self._file_used_up() if spent >= self._budgets.file else None

    def _file_used_up(self) -> Unknown:
        detail = f"the {self._budgets.file:g} s of its file are used up; --file-timeout allows more"
        return Unknown(Cause.OUT_OF_TIME, detail)
