"""What a tool said about a claim, and how that compares with the label."""

from __future__ import annotations

from dataclasses import dataclass

from tests.benchmarks.corpus_claims import CorpusClaim

__all__ = ["Outcome", "Result", "judged"]

PROVED, REFUTED = ("proved", "conditional"), ("refuted",)


@dataclass(frozen=True)
class Outcome:
    """One tool's verdict on one claim.

    `verdict` is "proved", "conditional", "refuted", "undecided" or "unreadable"; `detail` says why
    nothing was decided, `evidence` under which conditions or at which point something was.
    `seconds` is the time of the decision alone, without reading the text.
    """

    verdict: str
    seconds: float
    detail: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class Result:
    """One claim, one tool, and what came out."""

    claim: CorpusClaim
    tool: str
    outcome: Outcome

    @property
    def standing(self) -> str:
        """"right", "wrong", "undecided", "unreadable" or "unjudged"."""
        return judged(self.claim.label, self.outcome.verdict)


def judged(label: str, verdict: str) -> str:
    """How `verdict` stands against `label`.

    A claim that fails at isolated points only is labelled true, so `conditional` is right there; on
    a false claim it is wrong, as its conditions only say where both sides have a value.

    >>> judged("true", "conditional"), judged("false", "proved"), judged("true", "undecided")
    ('right', 'wrong', 'undecided')
    """
    if verdict not in PROVED + REFUTED:
        return verdict
    if label not in ("true", "false"):
        return "unjudged"
    return "right" if (verdict in PROVED) is (label == "true") else "wrong"
