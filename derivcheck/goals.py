"""What a file claims: a goal for each link of a chain, each relation alone and each final check."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from derivcheck.frozen import replace
from derivcheck.model import Claim, Context, Derivation, Document, Expression, Goal, Step
from derivcheck.terms import CONDITIONS, IMPLICATIONS, Add, Call, Mul, Neg, Num, Rel
from derivcheck.terms.printing import to_text

__all__ = ["goals"]


def goals(document: Document) -> tuple[tuple[Derivation | None, tuple[Goal, ...]], ...]:
    """Everything a file claims: the goals of each derivation, last (under None) the file's final checks."""
    made: list[tuple[Derivation | None, tuple[Goal, ...]]] = [
        (derivation, tuple(_goals_of(derivation))) for derivation in document.derivations
    ]
    if document.finals:
        finals = tuple(
            replace(_alone(step, document.context, number, "claim"), assumed=document.assumed)
            for number, step in enumerate(document.finals, start=1)
        )
        made.append((None, finals))
    return tuple(made)


def _goals_of(derivation: Derivation) -> Iterator[Goal]:
    """The goals of a derivation, with what is known of names that nobody declared."""
    for plain in _plain_goals(derivation):
        goal = replace(plain, assumed=derivation.assumed) if derivation.assumed else plain
        claim = goal.claim
        if claim is None or not (
            goal.supposed or derivation.inferred or any(derivation.doubts) or derivation.supposed
        ):
            yield goal
            continue
        own = claim.context.assumptions[len(derivation.context.assumptions) :]
        otherwise = [(replace(claim, context=one.context.assuming(*own)), one) for one in derivation.supposed]
        supposed = tuple((there, one.reason) for there, one in otherwise)
        doubt = derivation.doubts[goal.number - 2] if derivation.doubts else ""
        yield replace(
            goal,
            inferred=derivation.inferred,
            doubt=doubt,
            supposed=(*goal.supposed, *supposed),
            readings=tuple((there, one.letter) for there, one in otherwise if one.letter),
            said=derivation.said,
        )


def _plain_goals(derivation: Derivation) -> Iterator[Goal]:
    before: Step | None = None
    for number, (step, after) in enumerate(pairwise((*derivation.steps, None)), start=1):
        assert step is not None
        if before is not None and (step.sign in IMPLICATIONS or not _is_relation(step)):
            yield _link(before, step, derivation.context, number, "step")
        elif step.problem is not None or (_is_relation(step) and not _is_given(after)):
            yield _alone(step, derivation.context, number, "step")
        before = step
    if derivation.final is not None and before is not None:
        yield _link(before, derivation.final, derivation.context, len(derivation.steps) + 1, "final")


def _is_relation(step: Step) -> bool:
    return step.expression is not None and isinstance(step.expression.term, CONDITIONS)


def _is_given(after: Step | None) -> bool:
    """Whether a step follows that is concluded from this one, so that this one is no claim."""
    return after is not None and after.sign in IMPLICATIONS


def _alone(step: Step, context: Context, number: int, kind: str) -> Goal:
    """A goal that is a relation of its own, or a text that could not be read."""
    claim, left, right = None, step.text, ""
    if step.expression is not None and isinstance(step.expression.term, Rel):
        relation = step.expression.term
        claim = Claim(relation.left, relation.right, context.assuming(*step.when), relation.op)
        left, right = to_text(relation.left, context.indices), to_text(relation.right, context.indices)
    return Goal(number, kind, step.place, left, right, claim, step.problem, step.expect, step.by, step.note)


def _link(before: Step, step: Step, context: Context, number: int, kind: str) -> Goal:
    """A goal that an expression is related to the one before as its sign says."""
    left, right = before.expression, step.expression
    claim = (
        _between(left, step.sign, right, context.assuming(*step.when))
        if left is not None and right is not None
        else None
    )
    goal = Goal(
        number, kind, step.place, before.text, step.text, claim, step.problem, step.expect, step.by, step.note
    )
    return replace(goal, supposed=tuple(_rounded(before, step, claim))) if claim is not None else goal


def _rounded(before: Step, step: Step, claim: Claim) -> Iterator[tuple[Claim, str]]:
    """What an equation may say as well whose one side is a number that is rounded, or cut off."""
    units = (before.unit or Fraction(), step.unit or Fraction())
    unit = max(units)
    if not unit or claim.op != "=":
        return
    value, number = claim.sides if units[1] == unit else claim.sides[::-1]
    off = Add((value, Neg(number)))
    half, sign = Num(unit / 2), Call("sign", (number,))
    reason = "one of them may be rounded to the places that are written"
    yield replace(claim, left=Call("abs", (off,)), right=half, op="<="), reason
    yield replace(claim, left=Call("abs", (Add((off, Neg(Mul((sign, half))))),)), right=half, op="<"), reason


def _between(left: Expression, sign: str, right: Expression, context: Context) -> Claim:
    return Claim(left.term, right.term, context, sign)
