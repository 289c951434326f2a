"""The attack on an implication: points at which what is given holds and what is concluded fails.

Each alternative of what is given is assumed, and each clause of the conclusion attacked by its last
relation, the others being assumed to fail. A relation that is given with an index is given for all of
its values: a point that is found so is one under the reading at each value as well. Every part of both
conditions has a value there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from derivcheck.frozen import replace
from derivcheck.model import Claim
from derivcheck.refute.arithmetic.clock import no_limit
from derivcheck.refute.attack import Effort, Refutation, Survived, attack, seems_false
from derivcheck.refute.evaluation.survey import Same
from derivcheck.terms import Add, Not, Or, Rel, Term, alternatives, negated, opposite, relations_in

__all__ = ["attack_implication", "implication_seems_false"]

_NOT_TAKEN_APART = Survived(0, 0, 0, (), outside=True, reason="a condition with too many alternatives")


def attack_implication(
    claim: Claim, seed: int, effort: Effort, tick: Callable[[], None] = no_limit
) -> Refutation | Survived:
    """Look for a point that refutes `left => right`, or one of the directions of `left <=> right`.

    Of the counterexample `left` and `right` say which of the two conditions holds there, and which fails.
    """
    survived = Survived(0, 0, 0, ())
    turns = [(claim.left, claim.right, "holds", "fails"), (claim.right, claim.left, "fails", "holds")]
    for given, goal, left, right in turns[: 1 if claim.op == "=>" else 2]:
        attacked = _claims(Same(claim.context), given, goal)
        if attacked is None:
            return _NOT_TAKEN_APART
        for each in attacked:
            found = attack(each, seed, effort, tick)
            if isinstance(found, Refutation):
                return replace(found, counterexample=replace(found.counterexample, left=left, right=right))
            survived = _together(survived, found)
    if claim.op == "<=>" and not survived.defined:
        survived = _together(survived, _anywhere(claim, seed, effort, tick))
    return survived


def implication_seems_false(claim: Claim, seed: int, tick: Callable[[], None] = no_limit) -> bool:
    """Whether one of the first points seems to refute it: a hint what to try first, and no evidence."""
    same = Same(claim.context)
    turns = [(claim.left, claim.right), (claim.right, claim.left)][: 1 if claim.op == "=>" else 2]
    return any(seems_false(each, seed, tick) for turn in turns for each in _claims(same, *turn) or ())


@lru_cache(maxsize=64)
def _claims(same: Same, given: Term, goal: Term) -> tuple[Claim, ...] | None:
    """Relations under assumptions, each of which holds if the implication does.

    They are kept, so that a second attack finds the points of the first.
    """
    choices, failing = alternatives(given), alternatives(negated(goal))
    if choices is None or failing is None:
        return None
    made = []
    for chosen in choices:
        for *others, last in failing:
            assumed = (*chosen, *others)
            context = same.context.assuming(*assumed, *_defined((given, goal), {*assumed, last}))
            made.append(Claim(last.left, last.right, context, opposite(last).op))
    return tuple(made)


def _defined(conditions: tuple[Term, ...], decided: set[Rel]) -> Iterator[Term]:
    """What says that the other parts of two conditions have values."""
    for condition in conditions:
        for each in relations_in(condition):
            if decided.isdisjoint((each, negated(each))):
                yield Or((each, Not(each)))


def _anywhere(claim: Claim, seed: int, effort: Effort, tick: Callable[[], None]) -> Survived:
    """Whether there are points at which both conditions have a value, where neither was seen to hold."""
    parts = (*relations_in(claim.left), *relations_in(claim.right))
    sides = Add(tuple(side for each in parts for side in (each.left, each.right)))
    found = attack(Claim(sides, sides, claim.context), seed, effort, tick)
    assert isinstance(found, Survived)
    return found


def _together(one: Survived, other: Survived) -> Survived:
    return Survived(
        points=one.points + other.points,
        defined=one.defined + other.defined,
        satisfying=one.satisfying + other.satisfying,
        sizes=tuple(sorted({*one.sizes, *other.sizes})),
        undecidable=one.undecidable + other.undecidable,
        outside=(one.outside or other.outside) and not one.defined + other.defined,
        reason=one.reason or other.reason,
    )
