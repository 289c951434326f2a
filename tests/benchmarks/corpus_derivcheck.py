"""derivcheck as a tool of the benchmark."""

from __future__ import annotations

from time import perf_counter

from derivcheck.checker import check_claim
from derivcheck.errors import OutOfTime, Problem, ReadError
from derivcheck.model import Conditional, Counterexample, Proved, Refuted, Unknown, Unreadable, Verdict
from tests.benchmarks.corpus_claims import CorpusClaim
from tests.benchmarks.corpus_contexts import read
from tests.benchmarks.corpus_outcomes import Outcome

__all__ = ["decide"]


def decide(claim: CorpusClaim, timeout: float) -> Outcome:
    """derivcheck's verdict on `claim`, with its conditions or its counterexample."""
    try:
        terms = read(claim)
    except ReadError as unread:
        return Outcome("unreadable", 0.0, _construct(unread.problem), str(unread.problem.place))
    begun = perf_counter()

    def tick() -> None:
        if perf_counter() - begun > timeout:
            raise OutOfTime

    try:
        verdict: Verdict | None = check_claim(terms, seed=0, tick=tick)
    except OutOfTime:
        verdict = None
    return _outcome(verdict, perf_counter() - begun)


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
        case Unknown(cause, detail, tried):
            return Outcome("undecided", seconds, f"{cause.value}: {detail}".rstrip(": "), tried)
        case Unreadable(problem):
            return Outcome("unreadable", seconds, problem.hint or problem.message)


def _construct(problem: Problem) -> str:
    return f"expected {problem.expected}, found {problem.found}"


def _shown(point: Counterexample) -> str:
    values = {**point.sizes, **point.indices, **point.values}
    at = ", ".join(f"{name} = {value}" for name, value in values.items())
    return f"at {at or 'the constants'}: left {point.left}, right {point.right}"
