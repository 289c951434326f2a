"""An undecided claim once more, with what SymPy proposes.

First antiderivatives: with them the kernel may find a proof of its own, and then the claim is proved. If
not, values: where SymPy's values in the place of the integrals and limits make the claim true, or false, the
verdict says so, and stays `unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from derivcheck.errors import OutOfTime
from derivcheck.frozen import replace
from derivcheck.model import Cause, Claim, Conditional, Proved, Refuted, Unknown, Verdict
from derivcheck.proposals.answers import antiderivatives, value
from derivcheck.proposals.questions import Question, questions, replaced
from derivcheck.terms import Integral, Term
from derivcheck.terms.printing import to_text

__all__ = ["Antiderivatives", "Decide", "Limit", "reconsidered"]

#: Integrals without their bounds, and what may be antiderivatives of their integrands.
Antiderivatives = Mapping[Term, tuple[Term, ...]]

#: Decides a claim, with antiderivatives to be tried.
Decide = Callable[[Claim, Antiderivatives], Verdict]

#: Ends what is done inside of it, with `OutOfTime`, when it has lasted too long.
Limit = Callable[[], AbstractContextManager[None]]

#: What a proof with a proposed antiderivative says of itself, beside the rules of the kernel.
_RULE = "antiderivative proposed by SymPy"


def reconsidered(claims: Sequence[Claim], unknown: Unknown, limit: Limit, decide: Decide) -> Verdict:
    """The verdict on claims that are undecided together, of which the first is the author's own.

    It is another one only when `decide` says so of the first claim; else `unknown` with what SymPy says.
    """
    proposed = _proposed(claims[0], limit)
    if proposed:
        verdict = decide(claims[0], proposed)
        if isinstance(verdict, Proved | Conditional):
            return replace(verdict, rules=(*verdict.rules, _RULE))
        if isinstance(verdict, Unknown) and verdict.cause is Cause.INTERNAL:
            return verdict  # a proof that a point contradicts is never passed over
    opinions = [_opinion(claim, limit, decide) for claim in claims]
    spoken = next((each for each in opinions if each != _AGREES), _AGREES)
    return replace(unknown, proposed=spoken)


_AGREES = "SymPy agrees"


def _proposed(claim: Claim, limit: Limit) -> Antiderivatives:
    """The integrals with bounds that SymPy has antiderivatives for, as many as there is time for."""
    found: dict[Term, tuple[Term, ...]] = {}
    try:
        with limit():
            for question in questions(claim, nested=True):
                written = question.written
                if isinstance(written, Integral) and written.lower is not None:
                    key = Integral(written.body, written.variable)
                    if key not in found:
                        found[key] = antiderivatives(question)
    except OutOfTime:
        pass
    return {key: each for key, each in found.items() if each}


def _opinion(claim: Claim, limit: Limit, decide: Decide) -> str:
    """What follows for a claim if SymPy's values are right; "" where it has none."""
    answers = _values(claim, limit)
    if not answers:
        return ""
    values: dict[Term, Term] = {question.written: answer for question, answer in answers}
    verdict = decide(replaced(claim, values), {})
    if isinstance(verdict, Proved | Conditional):
        return _AGREES
    told = " and ".join(_told(*each) for each in answers)
    return f"SymPy disagrees: it gives {told}" if isinstance(verdict, Refuted) else f"SymPy gives {told}"


def _told(question: Question, answer: Term) -> str:
    written, indices = question.written, question.context.indices
    shown = answer.body if isinstance(answer, Integral) and answer.lower is None else answer
    return f"{to_text(shown, indices)} for {to_text(written, indices)}"


def _values(claim: Claim, limit: Limit) -> list[tuple[Question, Term]]:
    """The integrals and limits that SymPy has values for; nothing when it takes too long."""
    found: list[tuple[Question, Term]] = []
    try:
        with limit():
            for question in {each.written: each for each in questions(claim)}.values():
                answer = value(question)
                if answer is not None:
                    found.append((question, answer))
    except OutOfTime:
        return []
    return found
