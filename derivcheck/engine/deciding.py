"""One goal, decided inside the limits that a process can put on itself: a clock that it looks at.

What the clock cannot stop, `derivcheck.engine.workers` kills.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from derivcheck.engine.alarm import alarm
from derivcheck.errors import OutOfTime
from derivcheck.frozen import replace
from derivcheck.model import Cause, Check, Claim, Explanation, Goal, Refuted, Unknown, Verdict

if TYPE_CHECKING:
    from derivcheck.proposals.asking import Limit

__all__ = ["Judge", "certified", "decide", "no_watch", "out_of_time", "trusting"]


class Judge(Protocol):
    """What decides goals: `derivcheck.checker.Checker`."""

    def check(self, goal: Goal, tick: Callable[[], None]) -> tuple[Verdict, str | None]:
        """The verdict, and for a final check the left side's normal form."""

    def reconsider(self, claim: Claim, unknown: Unknown, limit: Limit, tick: Callable[[], None]) -> Verdict:
        """The verdict once more, with what others propose; they are asked inside `limit()` each time."""

    def explain(self, claim: Claim, refuted: Refuted, tick: Callable[[], None]) -> Refuted:
        """The same verdict with its explanation."""

    def advise(self, claim: Claim, unknown: Unknown, tick: Callable[[], None]) -> Unknown:
        """The same verdict with what it hangs on."""


def no_watch() -> None:
    """Nobody watches."""


def out_of_time(timeout: float) -> Unknown:
    """The verdict on a step that needs more time than it has."""
    return Unknown(Cause.OUT_OF_TIME, f"more than {timeout:g} s; --timeout allows more")


def decide(goal: Goal, judge: Judge, timeout: float, watch: Callable[[], None] = no_watch) -> Check:
    """The check of `goal`; whatever happens on the way becomes the verdict of this step alone."""
    begin = perf_counter()
    deadline = begin + timeout

    def tick() -> None:
        watch()
        if perf_counter() > deadline:
            raise OutOfTime

    watch()
    simplified = None
    try:
        verdict, simplified = judge.check(goal, tick)
        verdict = _reconsidered(goal, verdict, judge, tick, deadline)
    except OutOfTime:
        verdict = out_of_time(timeout)
    except RecursionError:
        verdict = Unknown(Cause.TOO_HARD, "nested too deeply")
    except MemoryError:
        verdict = Unknown(Cause.OUT_OF_MEMORY, "more memory than it may use; --memory allows more")
    except Exception as error:  # a mistake of ours in one step must not cost the others their verdicts
        verdict = Unknown(Cause.INTERNAL, f"{type(error).__name__}: {error}")
    return Check(goal, _explained(goal, verdict, judge, tick), perf_counter() - begin, simplified)


def _reconsidered(
    goal: Goal, verdict: Verdict, judge: Judge, tick: Callable[[], None], deadline: float
) -> Verdict:
    """The verdict; of an undecided step once more, where proposals may take half of the time that is left."""
    if goal.claim is None or not isinstance(verdict, Unknown):
        return verdict
    try:
        return judge.reconsider(
            goal.claim, verdict, lambda: alarm(max(0.0, deadline - perf_counter()) / 2), tick
        )
    except (OutOfTime, RecursionError):
        return verdict


def _explained(goal: Goal, verdict: Verdict, judge: Judge, tick: Callable[[], None]) -> Verdict:
    """The verdict with what there is to say about it, if there is time; it stands in any case."""
    if goal.claim is None:
        return verdict
    try:
        match verdict:
            case Refuted():
                return judge.explain(goal.claim, verdict, tick)
            case Unknown(cause=Cause.TOO_HARD | Cause.OUTSIDE | Cause.OUT_OF_TIME):
                return judge.advise(goal.claim, verdict, tick)
    except (OutOfTime, RecursionError, MemoryError):
        return verdict
    except Exception as error:  # a mistake of ours in an explanation must not cost the step its verdict
        detail = f"no explanation, for an internal error, {type(error).__name__}: {error}; please report it"
        if isinstance(verdict, Refuted):
            return replace(verdict, explanation=Explanation("internal error", detail))
    return verdict


def certified(check: Check, timeout: float) -> Check:
    """The check with a certificate, if its verdict has evidence.

    A proof that the auditor can replay is looked for in the time that the step has left; where that does not
    do, the certificate says what is trusted.
    """
    from derivcheck.certify.build import certify

    claim = check.goal.claim
    if claim is None:
        return check
    try:
        with alarm(timeout - check.seconds):
            return replace(check, certified=certify(claim, check.verdict) or None)
    except (OutOfTime, MemoryError, RecursionError):
        return trusting(check)


def trusting(check: Check) -> Check:
    """The check with a certificate that says only what is trusted."""
    from derivcheck.certify.build import certify

    claim = check.goal.claim
    assert claim is not None
    return replace(check, certified=certify(claim, check.verdict, search=False) or None)
