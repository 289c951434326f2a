"""Counterexamples at points of which some values are only enclosed.

Such a point is certified from the claim, the values that are exact and the box of the others: the box
holds a solution of the equations among the assumptions (`derivcheck.refute.search.roots`), and on all of it
the domains are met, the other assumptions hold, both sides have a value, and the relation between them
fails.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb

from derivcheck.frozen import frozen
from derivcheck.model import Claim, Context, Counterexample, Domain
from derivcheck.refute.arithmetic.duals import compares
from derivcheck.refute.arithmetic.numbers import rational, working
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.printing import decimal
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.certificate import (
    allowed,
    counterexample_at,
    restricted,
    shown_sides,
    universal,
)
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.survey import Survey, survey
from derivcheck.refute.search.roots import Box, encloses_a_solution, moved
from derivcheck.terms import Add, Const, Mul, Neg, Num, Rel, Term, free_names, substitute

__all__ = ["Met", "met_at", "met_at_angle"]

_PRECISION = 320
_ANGLES = tuple(Fraction(times, 12) for times in (6, 12, -6, 0, 24, 18, 4, 3, 2, 8, 9, 10, -4, -3, -2))

_TESTS: dict[Domain, Callable[[arb], bool]] = {
    Domain.REAL: lambda ball: True,
    Domain.POSITIVE: lambda ball: bool(ball > 0),
    Domain.NONNEGATIVE: lambda ball: bool(ball >= 0),
    Domain.NEGATIVE: lambda ball: bool(ball < 0),
    Domain.NONZERO: lambda ball: not ball.contains(0),
}


@frozen
class Met:
    """At the solution in the box both sides have a value; the counterexample, if the claim fails there."""

    counterexample: Counterexample | None


def met_at(claim: Claim, point: Point, box: Box, *, solved: bool = False) -> Met | None:
    """What happens at a solution near the point; None where nothing certain can be said.

    With `solved` the box is known to hold one.
    """
    about = survey(claim)
    if about.principal or not _admitted(about, claim.context, point, box):
        return None
    if not solved and not encloses_a_solution(about, claim.context, point, box):
        return None
    there = moved(point, box)
    try:
        with working(_PRECISION):
            here = Evaluation(there, claim.context)
            left, right = here.number(claim.left), here.number(claim.right)
            holds = compares(claim.op, left, right)
    except Undefined:
        return None
    except Undecidable as doubt:
        return Met(None) if doubt.sharpen and _have_values(claim, there) else None
    shown = None if holds else shown_sides(claim, there, False, (left, right))
    return Met(shown and counterexample_at(claim, there, *shown))


def met_at_angle(claim: Claim, point: Point) -> bool:
    """Whether the assumptions hold and both sides have values where one of the values is a multiple of pi.

    The sines and cosines of these are known exactly, so that equations hold there which no box around a root
    shows to hold, as `sin(x) = 1` does. The claim must not be seen to fail; no counterexample is made of it.
    """
    about, context = survey(claim), claim.context
    equations = [term for term, _ in about.constraints if isinstance(term, Rel) and term.op == "="]
    names = {name for term in equations for name in free_names(term)} & {*about.symbols}
    if about.principal or len(names) != 1:
        return False
    (name,) = names
    for angle in _ANGLES if not context.symbols[name].axes else ():
        written = Mul((Num(angle), Const("pi")))
        if not all(_holds_exactly(substitute(term, {name: written}), context, point) for term in equations):
            continue
        with working(_PRECISION):
            box: Box = {(name, ()): arb.pi() * rational(angle)}
        met = met_at(claim, point, box, solved=True)
        if met is not None and met.counterexample is None:
            return True
    return False


def _holds_exactly(equation: Term, context: Context, point: Point) -> bool:
    assert isinstance(equation, Rel)
    difference = Add((equation.left, Neg(equation.right)))
    try:
        with working(_PRECISION):
            return Evaluation(point, context).exactly(difference) == 0
    except (Undefined, Undecidable):
        return False


def _have_values(claim: Claim, there: Point) -> bool:
    try:
        with working(_PRECISION):
            here = Evaluation(there, claim.context)
            return all(here.number(side) is not None for side in (claim.left, claim.right))
    except (Undefined, Undecidable):
        return False


def _admitted(about: Survey, context: Context, point: Point, box: Box) -> bool:
    """Whether all of the box is in the domains, and the assumptions that are no equations hold on it."""
    for (name, _), ball in box.items():
        test = _TESTS.get(context.symbols[name].domain)
        if test is None or not test(ball) or decimal(ball, 10) is None:
            return False
    try:
        with working(_PRECISION):
            if not allowed(about, context, point) or not restricted(about, context, point):
                return False
            others = (
                (term, free)
                for term, free in about.constraints
                if not isinstance(term, Rel) or term.op != "="
            )
            there = moved(point, box)
            for term, free in others:
                for each in universal(about, context, there, free):
                    if not Evaluation(each, context).truth(term):
                        return False
    except (Undefined, Undecidable):
        return False
    return True
