"""Candidates looked at before they are proved: what a term comes to at a few fixed points.

The points are those that the refuter would try: the assumptions hold there, sizes are 2 and 3, one point has
indices as different as can be, the next as equal. A candidate that does not come to what it should at every
point cannot be right; one that does may be, and goes to the kernel. Nothing is concluded from these values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice, zip_longest

from flint import acb, arb, fmpq

from derivcheck.explain.shared import Shared
from derivcheck.model import Claim
from derivcheck.refute.arithmetic.numbers import Number, working
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.survey import Same, survey
from derivcheck.refute.search.points import Layout, sampler
from derivcheck.terms import Big, Const, Diff, Integral, Limit, Term, walk

__all__ = ["Screen", "Value", "close", "failures", "holds", "met_with", "stands", "weight"]

Value = complex | float

_POINTS = 3
_MOST_TRIED, _MOST_SAMPLED = 12, 48
_PRECISION = 64
#: Where a condition is looked for: so many combinations of sizes, with simple values of these ranks.
_LAYOUTS, _SIMPLE = 3, 16
#: An evaluation counts the terms of its sums; a new one is begun after so many candidates.
_FRESH = 200


def close(value: Value | None, wanted: Value) -> bool:
    """Whether the value is as good as the one wanted."""
    return value is not None and abs(value - wanted) <= 1e-9 * (abs(wanted) + 1e-3)


def stands(sign: str, left: Value | None, right: Value | None) -> bool:
    """Whether two values stand in a relation, as far as floats tell: what is close may be equal."""
    if left is None or right is None:
        return False
    if sign in ("=", "!=") or close(left, right):
        return close(left, right) == (sign in ("=", "<=", ">="))
    if isinstance(left, complex) or isinstance(right, complex):
        return False
    return (left < right) == (sign[0] == "<")


#: About how much longer than a plain node these take to evaluate; a limit or an infinite sum even more.
_WEIGHTS: Mapping[type[Term], int] = {Big: 4, Diff: 8, Limit: 300, Integral: 120}
_INFINITE = 300


def weight(term: Term) -> int:
    """About how long a term takes to evaluate, in plain nodes."""
    return sum(_WEIGHTS.get(type(node), 1) + _INFINITE * (node == Const("oo")) for node in walk(term))


class Screen:
    """The values of terms at the points of one claim; `wanted` are those of its left side.

    At the first point the claim fails; there are no points when no such point is found. A `counterexample`
    to an equation, which tells little for being simple, is used when there are too few others.
    """

    def __init__(self, claim: Claim, seed: int = 0, counterexample: Point | None = None) -> None:
        self._claim = claim
        self._about = survey(claim)
        self._points: list[Point] = []
        self._shared: list[Shared] = []
        self._used = 0
        self.wanted: list[Value] = []
        apart = False
        known = [counterexample] if counterexample else []
        sampled = _points(claim, seed)
        for point in chain(sampled, known) if claim.op == "=" else chain(known, sampled):
            if len(self.wanted) < _POINTS or not apart:
                apart = self._try(point) or apart
        if not apart:
            self.wanted = []

    def _try(self, point: Point) -> bool:
        """Whether the claim fails at a point; such a point comes first, where a mistake shows."""
        shared = Shared(self._evaluation(point))
        value, written = _value(shared, self._claim.left), _value(shared, self._claim.right)
        if value is None or written is None:
            return False
        apart = not stands(self._claim.op, value, written)
        at = 0 if apart else len(self.wanted)
        self._points.insert(at, point)
        self._shared.insert(at, shared)
        self.wanted.insert(at, value)
        return apart

    def _evaluation(self, point: Point) -> Evaluation:
        return Evaluation(point, self._claim.context, self._about.principal)

    def value(self, term: Term, at: int = 0) -> Value | None:
        """What the term comes to at a point; None where it has no value."""
        self._used += 1
        if self._used % _FRESH == 0:
            for shared, point in zip(self._shared, self._points, strict=True):
                shared.evaluation = self._evaluation(point)
        return _value(self._shared[at], term)

    def elsewhere(self, term: Term, sign: int = 1) -> bool:
        """Whether the term comes to what is wanted, times `sign`, at all points but the first."""
        return all(close(self.value(term, at), sign * self.wanted[at]) for at in range(1, len(self.wanted)))


def failures(claim: Claim, seed: int = 0) -> Iterator[Evaluation]:
    """The evaluations at those of the points at which the claim fails."""
    for point in islice(_points(claim, seed), _MOST_TRIED):
        evaluation = Evaluation(point, claim.context, survey(claim).principal)
        left, right = _value(evaluation, claim.left), _value(evaluation, claim.right)
        if left is not None and right is not None and not stands(claim.op, left, right):
            yield evaluation


def holds(evaluation: Evaluation, condition: Term) -> bool:
    """Whether a condition certainly holds at the point of an evaluation."""
    try:
        with working(_PRECISION):
            return evaluation.truth(condition)
    except (Undefined, Undecidable):
        return False


def met_with(claim: Claim, condition: Term, seed: int = 0) -> bool:
    """Whether at some simple point the condition holds and the two sides have the same value."""
    about = survey(claim)
    for layout in sampler(about, Same(claim.context), seed).layouts[:_LAYOUTS]:
        for indices in layout.patterns:
            for rank in range(0, _SIMPLE, 2):
                assignment = layout.assignment(rank)
                if assignment is None:
                    continue
                evaluation = Evaluation(layout.point(indices, assignment), claim.context, about.principal)
                left, right = _value(evaluation, claim.left), _value(evaluation, claim.right)
                if left is not None and close(right, left) and holds(evaluation, condition):
                    return True
    return False


def _points(claim: Claim, seed: int) -> Iterator[Point]:
    """Points at moderate sizes: different indices, equal ones, the next size."""
    about = survey(claim)
    layouts = sampler(about, Same(claim.context), seed).layouts
    moderate = [each for each in layouts if all(1 < size < 4 for size in each.sizes.values())] or layouts
    chosen = sorted(moderate, key=lambda each: -sum(each.sizes.values()))[:2]
    plans = [list(_of(layout, first=number == 0)) for number, layout in enumerate(chosen)]
    return (point for row in zip_longest(*map(_made, plans)) for point in row if point is not None)


def _of(layout: Layout, *, first: bool) -> Iterator[tuple[Layout, dict[str, int], int]]:
    patterns = sorted(layout.patterns, key=lambda indices: len({*indices.values()}), reverse=first)
    for turn in range(_MOST_SAMPLED // 2):
        yield layout, patterns[turn % len(patterns)], 2 * turn + 1


def _made(plan: list[tuple[Layout, dict[str, int], int]]) -> Iterator[Point | None]:
    for layout, indices, rank in plan:
        assignment = layout.assignment(rank)
        yield None if assignment is None else layout.point(indices, assignment)


def _value(evaluation: Evaluation | Shared, term: Term) -> Value | None:
    try:
        with working(_PRECISION):
            return _plain(evaluation.number(term))
    except (Undefined, Undecidable, OverflowError, ZeroDivisionError):
        return None


def _plain(value: Number) -> Value | None:
    match value:
        case fmpq():
            return int(value.p) / int(value.q)
        case arb():
            return float(value) if _narrow(value) else None
        case acb():
            return complex(value) if _narrow(value.real) and _narrow(value.imag) else None


def _narrow(value: arb) -> bool:
    return value.is_finite() and float(value.rad()) <= 1e-10 * (1 + abs(float(value)))
