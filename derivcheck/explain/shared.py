"""The values at one point of many terms that are nearly alike: what they share is evaluated once.

A candidate differs from the written side at one place. So the numbers that sums, products, quotients, whole
powers and finite sums over an index come to are put together here from those of their parts, each part
remembered with the values of the bound indices that occur in it. All other nodes are left to the refuter's
evaluation, and so is what a rule here does not cover; the numbers are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derivcheck.frozen import NOTHING
from derivcheck.refute.arithmetic.duals import add, div, mul, neg, plain, raised
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.terms import Add, Big, Const, Div, Mul, Neg, Num, Pow, Term, free_names

__all__ = ["Shared"]

#: The values of bound indices.
Bound = Mapping[str, int]

#: Sums over more values are left to the evaluation, which counts them.
_MOST_VALUES = 16


class Shared:
    """The numbers of terms at the point of an evaluation, at the working precision, which must not change.

    Raises what the evaluation raises.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self._known: dict[object, Number] = {}

    def number(self, term: Term, bound: Bound = NOTHING) -> Number:
        """The value of `term` where the bound indices have these values."""
        key: object = term
        if bound:
            names = free_names(term)
            key = (term, *[(name, value) for name, value in bound.items() if name in names])
        found = self._known.get(key)
        if found is None:
            rule = _RULES.get(type(term), _evaluated)
            found = self._known[key] = rule(self, term, bound)
        return found


def _evaluated(shared: Shared, term: Term, bound: Bound) -> Number:
    return shared.evaluation.number(term, bound)


def _negative(shared: Shared, term: Neg, bound: Bound) -> Number:
    return plain(neg(shared.number(term.arg, bound)))


def _sum(shared: Shared, term: Add, bound: Bound) -> Number:
    return _joined(add, ZERO, [shared.number(part, bound) for part in term.args])


def _product(shared: Shared, term: Mul, bound: Bound) -> Number:
    return _joined(mul, ONE, [shared.number(part, bound) for part in term.args])


def _joined(join: Callable[[Any, Any], Any], empty: Number, numbers: list[Number]) -> Number:
    total: Number = numbers[0] if numbers else empty
    for number in numbers[1:]:
        total = join(total, number)
    return total


def _quotient(shared: Shared, term: Div, bound: Bound) -> Number:
    return plain(div(shared.number(term.num, bound), shared.number(term.den, bound)))


def _power(shared: Shared, term: Pow, bound: Bound) -> Number:
    exponent = term.exponent
    if isinstance(exponent, Num) and exponent.value.denominator == 1 and term.base != Const("e"):
        return plain(raised(shared.number(term.base, bound), int(exponent.value)))
    return _evaluated(shared, term, bound)


def _over_index(shared: Shared, term: Big, bound: Bound) -> Number:
    if term.upper == Const("oo"):
        return _evaluated(shared, term, bound)
    lower, upper = (shared.evaluation.whole(end, bound) for end in (term.lower, term.upper))
    if not 0 <= upper - lower < _MOST_VALUES:
        return _evaluated(shared, term, bound)
    places = ({**bound, term.index: at} for at in range(lower, upper + 1))
    if term.guard is not None:
        guard = term.guard
        places = (here for here in places if shared.evaluation.truth(guard, here))
    numbers = [shared.number(term.body, here) for here in places]
    return _joined(add, ZERO, numbers) if term.op == "sum" else _joined(mul, ONE, numbers)


_RULES: Mapping[type[Term], Callable[[Shared, Any, Bound], Number]] = {
    Neg: _negative,
    Add: _sum,
    Mul: _product,
    Div: _quotient,
    Pow: _power,
    Big: _over_index,
}
