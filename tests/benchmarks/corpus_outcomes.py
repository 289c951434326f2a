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
    `seconds` is the time of the decision alone, without reading the text. `informed` is false when
    the tool has no way to be told all that is assumed; a disagreement with the label is then not
    held against it.
    """

    verdict: str
    seconds: float
    detail: str = ""
    evidence: str = ""
    informed: bool = True


@dataclass(frozen=True)
class Result:
    """One claim, one tool, and what came out."""

    claim: CorpusClaim
    tool: str
    outcome: Outcome

    @property
    def standing(self) -> str:
        """ "right", "wrong", "undecided", "unreadable" or "unjudged"."""
        found = judged(self.claim.label, self.outcome.verdict)
        return "undecided" if found == "wrong" and not self.outcome.informed else found


#: label -> the verdicts that are right, and those that are wrong; others are unjudged
_JUDGED = {
    "true": (frozenset(PROVED), frozenset(REFUTED)),
    "false": (frozenset(REFUTED), frozenset(PROVED)),
    "conditional": (frozenset({"conditional"}), frozenset({"proved", *REFUTED})),
    "elsewhere": (frozenset(REFUTED), frozenset()),
}


def judged(label: str, verdict: str) -> str:
    """How `verdict` stands against `label`.

    A claim that fails at isolated points only is labelled true, so `conditional` is right there; on
    a false claim it is wrong, as its conditions only say where both sides have a value.

    >>> judged("true", "conditional"), judged("false", "proved"), judged("elsewhere", "proved")
    ('right', 'wrong', 'unjudged')
    """
    if verdict not in PROVED + REFUTED:
        return verdict
    right, wrong = _JUDGED[label]
    return "right" if verdict in right else "wrong" if verdict in wrong else "unjudged"
