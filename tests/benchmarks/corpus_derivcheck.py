"""derivcheck as a tool of the benchmark."""

from __future__ import annotations

from contextlib import suppress
from time import perf_counter

from derivcheck.checker import Checker
from derivcheck.engine.alarm import alarm
from derivcheck.errors import OutOfTime, Problem, ReadError
from derivcheck.model import Conditional, Counterexample, Proved, Refuted, Unknown, Unreadable, Verdict
from tests.benchmarks.corpus_claims import CorpusClaim
from tests.benchmarks.corpus_contexts import read
from tests.benchmarks.corpus_outcomes import Outcome

__all__ = ["decide", "decide_with_proposals"]


def decide(claim: CorpusClaim, timeout: float) -> Outcome:
    """derivcheck's verdict on `claim`, with its conditions or its counterexample."""
    return _decided(claim, timeout, propose=False)


def decide_with_proposals(claim: CorpusClaim, timeout: float) -> Outcome:
    """The same, where SymPy may propose antiderivatives for what is undecided."""
    return _decided(claim, timeout, propose=True)


def _decided(claim: CorpusClaim, timeout: float, *, propose: bool) -> Outcome:
    try:
        terms = read(claim)
    except ReadError as unread:
        return Outcome("unreadable", 0.0, _construct(unread.problem), str(unread.problem.place))
    begun = perf_counter()

    def tick() -> None:
        if perf_counter() - begun > timeout:
            raise OutOfTime

    verdict: Verdict | None = None
    with suppress(OutOfTime):
        judge = Checker(0, propose=propose)
        verdict = judge.decide(terms, tick)
        if isinstance(verdict, Unknown):
            verdict = judge.reconsider(terms, verdict, lambda: alarm(_left(begun, timeout) / 2), tick)
    return _outcome(verdict, perf_counter() - begun)


def _left(begun: float, timeout: float) -> float:
    return max(0.0, begun + timeout - perf_counter())


def _outcome(verdict: Verdict | None, seconds: float) -> Outcome:
    match verdict:
        case None:
            return Outcome("undecided", seconds, "out of time")
        case Proved():
            return Outcome("proved", seconds)
        case Conditional(conditions=conditions):
            return Outcome("conditional", seconds, evidence="if " + " and ".join(conditions))
        case Refuted(counterexample=point):
            return Outcome("refuted", seconds, evidence=_shown(point))
        case Unknown(cause, detail, tried, proposed=proposed):
            said = "; ".join(filter(None, (f"{cause.value}: {detail}".rstrip(": "), proposed)))
            return Outcome("undecided", seconds, said, tried)
        case Unreadable(problem):
            return Outcome("unreadable", seconds, problem.hint or problem.message)


def _construct(problem: Problem) -> str:
    return f"expected {problem.expected}, found {problem.found}"


def _shown(point: Counterexample) -> str:
    values = {**point.sizes, **point.indices, **point.values}
    at = ", ".join(f"{name} = {value}" for name, value in values.items())
    return f"at {at or 'the constants'}: left {point.left}, right {point.right}"
