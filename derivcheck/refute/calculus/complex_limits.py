"""Limits at a point among complex numbers, by complex derivatives.

What has a complex derivative at the point is continuous there, and has its value for its limit. Where a
numerator and a denominator have exactly the value 0, the limit is that of the quotient of their derivatives
(of the same order), the first of which, below, certainly is not 0: both are analytic, as derivatives are
only told of what has them in a whole disc.
"""

from __future__ import annotations

from flint import acb

from derivcheck.refute.arithmetic.duals import Dual, Value, plain, slope_at
from derivcheck.refute.arithmetic.numbers import ONE, Number
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.along import fraction
from derivcheck.terms import Limit, Term, integer

__all__ = ["complex_limit"]

_HIGHEST = 3


def complex_limit(scope: Scope, term: Limit, local: Local, point: Number) -> Number:
    """The value of the limit.

    Raises:
        Undecidable: the body is not seen to be such a quotient.

    """
    above, below = fraction(term.body)
    here = acb(point)  # so that what is not analytic has no derivative, also on the axis
    for order in range(_HIGHEST + 1):
        top, bottom = (
            _derivative(scope, part, {**local}, term.variable, here, order) for part in (above, below)
        )
        if not bottom.contains(0):
            return top / bottom
        if not (top.is_zero() and bottom.is_zero()):
            break
    raise Undecidable("a limit among complex numbers", sharpen=True)


def _derivative(scope: Scope, term: Term, local: Local, name: str, here: Number, order: int) -> acb:
    """A derivative at the point; one more is taken, so that the term is analytic there."""
    if term == integer(1):
        return acb(int(order == 0))
    levels = [scope.machine.next_level() for _ in range(order + 1)]
    place: Value = here
    for level in levels:
        place = Dual(level, place, ONE)
    try:
        value = scope.machine.rule(scope, term, {**local, name: place})
    except Undefined:
        raise Outside("a limit where there is no derivative") from None
    last, *others = reversed(levels)  # the outermost one first
    value = value.value if isinstance(value, Dual) and value.level == last else value
    for level in others:
        value = slope_at(value, level)
    return acb(plain(value))
