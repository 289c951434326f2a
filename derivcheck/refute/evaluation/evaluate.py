"""What a term comes to at a concrete point.

An `Evaluation` is one point at which terms are evaluated; `derivcheck.refute.evaluation.compiled` has the
rules, one for each kind of node.
"""

from __future__ import annotations

from collections.abc import Mapping

from flint import acb

from derivcheck.frozen import NOTHING
from derivcheck.model import Context
from derivcheck.refute.arithmetic.duals import Value, plain
from derivcheck.refute.arithmetic.exact import exactly
from derivcheck.refute.arithmetic.numbers import Number, working
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.scope import Machine
from derivcheck.refute.arithmetic.signals import Undecidable
from derivcheck.refute.evaluation.compiled import Asked, prepared, truth_of, value_of, whole_of
from derivcheck.terms import Const, Term, walk

__all__ = ["Evaluation", "evaluate", "holds"]


def evaluate(term: Term, point: Point, context: Context, precision: int = 64) -> Number:
    """The value of `term` at `point`: an exact rational, or a ball that certainly holds it.

    Raises:
        Undefined: `term` certainly has no value there.
        Undecidable: it cannot be told at this precision, or (`Outside`) there is no rule.

    """
    with working(precision):
        return Evaluation(point, context, _principal(point, term)).number(term)


def holds(condition: Term, point: Point, context: Context, precision: int = 64) -> bool:
    """Whether `condition` certainly holds (True) or certainly fails (False) at `point`.

    Raises:
        Undefined: a side has no value there.
        Undecidable: it cannot be told at this precision.

    """
    with working(precision):
        return Evaluation(point, context, _principal(point, condition)).truth(condition)


class Evaluation:
    """The evaluator at one point, at the working precision of the moment; shares work between terms.

    With `principal` a real function may have the complex value of its principal branch.
    """

    def __init__(self, point: Point, context: Context, principal: bool = False) -> None:
        self._root = Machine(point, context, value_of, principal).root()
        self._indices = point.indices
        self._numbers: dict[Asked[Value], Number] = {}

    def begin(self) -> None:
        """From here on as much work may be done as at the beginning."""
        self._root.machine.begin()

    def number(self, term: Term, bound: Mapping[str, int] = NOTHING) -> Number:
        """The value of `term`, which may mention bound indices that have these values."""
        try:
            side = prepared(term)
            return plain(side(self._root, {**self._indices, **bound})) if bound else self.comes_to(side)
        except RecursionError:
            raise Undecidable("nested too deeply") from None

    def comes_to(self, side: Asked[Value]) -> Number:
        """The value of a term that was made ready; worked out once."""
        found = self._numbers.get(side)
        if found is None:
            try:
                found = self._numbers[side] = plain(side(self._root, self._indices))
            except RecursionError:
                raise Undecidable("nested too deeply") from None
        return found

    def exactly(self, term: Term) -> Number:
        """The value of `term`; a rational number where it is one by sines and cosines that are known."""
        return exactly(self._root, term, self._indices, self.number(term))

    def truth(self, condition: Term, bound: Mapping[str, int] = NOTHING) -> bool:
        """Whether `condition` holds."""
        try:
            return truth_of(self._root, condition, {**self._indices, **bound} if bound else self._indices)
        except RecursionError:
            raise Undecidable("nested too deeply") from None

    def whole(self, term: Term, bound: Mapping[str, int] = NOTHING) -> int:
        """The whole number that `term`, an index or the bound of a range, comes to."""
        return whole_of(self._root, term, {**self._indices, **bound} if bound else self._indices)


def _principal(point: Point, term: Term) -> bool:
    """Whether principal branches are meant: a value is complex, or `I` is written."""
    for value in point.values.values():
        each = next(iter(value.values()), None) if isinstance(value, Mapping) else value
        if isinstance(each, acb):
            return True
    return any(part == Const("I") for part in walk(term))
