"""Everything there is about one claim: what was read, what it stands for, and what happens at a point."""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.definitions import expanded
from derivcheck.explain.counterexamples import point_of
from derivcheck.explain.explainer import Explainer
from derivcheck.explain.places import places
from derivcheck.explain.rules import normal
from derivcheck.frozen import replace
from derivcheck.kernel import Kernel
from derivcheck.model import Anatomy, Claim, Context, Counterexample, Refuted, Verdict
from derivcheck.refute.arithmetic.numbers import working
from derivcheck.refute.arithmetic.printing import near_zero, shown_number
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.survey import survey
from derivcheck.terms import (
    CONDITIONS,
    Big,
    Num,
    Term,
    children,
    integer,
    map_children,
    substitute,
)  # fmt: skip
from derivcheck.terms.printing import to_text

__all__ = ["anatomy"]

_PRECISION = 256
_MOST_VALUES = 40
_MOST_TERMS = 4
#: Definitions are put into one another this often.
_DEEPEST = 8


def anatomy(claim: Claim, verdict: Verdict, seed: int = 0) -> Anatomy:
    """What there is about a claim with its verdict."""
    declared, kernel = claim.context.indices, Kernel()
    sides = claim.left, claim.right

    def both(texts: list[str]) -> tuple[str, str]:
        return texts[0], texts[1]

    forms = [_normal(kernel, side, claim.context) for side in sides]
    made = Anatomy(
        read=both([to_text(side, declared) for side in sides]),
        expanded=both([to_text(expanded(side, claim.context), declared) for side in sides]),
        normal=both(["" if form is None else to_text(form, declared) for form in forms]),
    )
    if not isinstance(verdict, Refuted):
        return made
    values = tuple(_values(claim, verdict.counterexample))
    if claim.op != "=":
        return replace(made, values=values)
    candidates, tried = Explainer(seed).candidates(claim, verdict)
    return replace(made, values=values, candidates=candidates, tried=tried)


def _normal(kernel: Kernel, side: Term, context: Context) -> Term | None:
    """The normal form of a side; of a condition that of the sides of its relations."""
    if not isinstance(side, CONDITIONS):
        return normal(kernel, side, context)
    parts = {part: _normal(kernel, part, context) for part in children(side)}
    return map_children(lambda part: parts[part] or part, side) if all(parts.values()) else None


# -- the counterexample, part by part ------------------------------------------------------------------------


def _values(claim: Claim, found: Counterexample) -> Iterator[tuple[str, str]]:
    """The parts of both sides that stand under no sum, and the terms of the sums, with their values."""
    point = point_of(claim, found)
    if point is None:
        return
    seen: dict[Term, None] = {}
    for side in (claim.left, claim.right):
        for place in places(side, {}):
            if not place.variables and not isinstance(place.node, Num):
                seen.setdefault(place.node)
    evaluation = Evaluation(point, claim.context, survey(claim).principal)
    for part in list(seen)[:_MOST_VALUES]:
        yield to_text(part, claim.context.indices), _value(evaluation, part)
        if isinstance(part, Big):
            yield from _terms(evaluation, part)


def _terms(evaluation: Evaluation, big: Big) -> Iterator[tuple[str, str]]:
    try:
        lower, upper = evaluation.whole(big.lower), evaluation.whole(big.upper)
    except (Undefined, Undecidable):
        return
    for place in range(lower, min(upper, lower + _MOST_TERMS - 1) + 1):
        here = {big.index: integer(place)}
        if big.guard is None or _holds(evaluation, substitute(big.guard, here)):
            yield f"  {big.index} = {place}", _value(evaluation, substitute(big.body, here))


def _holds(evaluation: Evaluation, condition: Term) -> bool:
    try:
        return evaluation.truth(condition)
    except (Undefined, Undecidable):
        return False


def _value(evaluation: Evaluation, term: Term) -> str:
    try:
        with working(_PRECISION):
            if isinstance(term, CONDITIONS):
                return "holds" if evaluation.truth(term) else "fails"
            return shown_number(near_zero(evaluation.number(term))) or "?"
    except Undefined:
        return "undefined"
    except (Undecidable, OverflowError):
        return "?"
