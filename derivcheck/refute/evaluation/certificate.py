"""The certificate: a counterexample is checked from the claim and the point alone.

Nothing here knows how the point was found. A point refutes a claim when its sizes, indices and values are
declared ones, every assumption certainly holds there, both sides have a value, and the relation between the
two values certainly fails: two exact numbers differ, or two balls that hold the true values have no number
in common. Only here, and in `derivcheck.refute.search.enclosed`, a `Counterexample` is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.model import Claim, Context, Counterexample, Domain
from derivcheck.refute.arithmetic.duals import compares
from derivcheck.refute.arithmetic.numbers import Number, working
from derivcheck.refute.arithmetic.point import Exact, Point, formulas
from derivcheck.refute.arithmetic.printing import near_zero, shown_exact, shown_family, shown_number
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.ranges import bounds, cells, inside, tuples
from derivcheck.refute.evaluation.survey import Survey, shown_names, survey

__all__ = [
    "PRECISIONS", "Refutation", "allowed", "certify", "constrained", "counterexample_at", "in_domain",
    "restricted", "shown_sides", "universal",
]  # fmt: skip

PRECISIONS = (64, 128, 256, 512, 1024)
_DIGITS = (10, 20, 40, 80, 160)
#: An enclosure that stays wide, as of an improper integral, is shown with fewer.
_FEWER_DIGITS = (9, 8, 7, 6, 5, 4, 3, 2)
#: What is nearer to 0 is shown as 0 where no precision tells them apart.
_LIMITS = (1e-30, 1e-10)


@frozen
class Refutation:
    """A certified counterexample, and how the two sides were told apart."""

    counterexample: Counterexample
    method: str


def certify(claim: Claim, point: Point) -> Refutation | None:
    """The refutation of `claim` that `point` is, or None when it cannot be shown to be one."""
    about = survey(claim)
    for precision in PRECISIONS:
        try:
            with working(precision):
                if not _admitted(about, claim.context, point):
                    return None
                here = Evaluation(point, claim.context, about.principal)
                left, right = here.number(claim.left), here.number(claim.right)
                if compares(claim.op, left, right):
                    return None
        except Undefined:
            return None
        except Undecidable as doubt:
            if not doubt.sharpen:
                return None
            continue
        shown = shown_sides(claim, point, about.principal, (left, right))
        if shown is None:
            return None
        exact = isinstance(left, fmpq) and isinstance(right, fmpq)
        method = "exact arithmetic" if exact else "ball arithmetic"
        return Refutation(counterexample_at(claim, point, *shown), method)
    return None


# -- the point is one that the context allows -------------------------------------------------

_TESTS: Mapping[Domain, Callable[[fmpq], bool]] = {
    Domain.REAL: lambda _x: True,
    Domain.POSITIVE: lambda x: x > 0,
    Domain.NONNEGATIVE: lambda x: x >= 0,
    Domain.NEGATIVE: lambda x: x < 0,
    Domain.NONZERO: lambda x: x != 0,
    Domain.INTEGER: lambda x: x.q == 1,
    Domain.POSITIVE_INTEGER: lambda x: x.q == 1 and x > 0,
    Domain.NONNEGATIVE_INTEGER: lambda x: x.q == 1 and x >= 0,
}


def in_domain(value: Exact, domain: Domain) -> bool:
    """Whether an exact value lies in `domain`."""
    if domain is Domain.COMPLEX:
        return isinstance(value, acb) and bool(value.is_exact() and value.is_finite())
    return isinstance(value, fmpq) and _TESTS[domain](value)


def _admitted(about: Survey, context: Context, point: Point) -> bool:
    return (
        allowed(about, context, point)
        and restricted(about, context, point)
        and constrained(about, context, point)
    )


def allowed(about: Survey, context: Context, point: Point) -> bool:
    """Whether sizes, indices, values and functions are declared ones, none missing."""
    return (
        all(name in point.sizes for name in about.sizes)
        and all(_size_allowed(name, size, context) for name, size in point.sizes.items())
        and all(name in point.indices for name in about.indices)
        and all(_index_allowed(name, context, point) for name in point.indices)
        and all(name in point.values or _empty(name, context, point) for name in about.symbols)
        and all(_value_allowed(name, context, point) for name in point.values)
        and all(_function_allowed(name, arity, context, point) for name, arity in about.functions)
    )


def _size_allowed(name: str, size: int, context: Context) -> bool:
    symbol = context.symbols.get(name)
    return symbol is not None and not symbol.axes and in_domain(fmpq(size), symbol.domain)


def _index_allowed(name: str, context: Context, point: Point) -> bool:
    axis = context.indices.get(name)
    return axis is not None and inside(point.indices[name], bounds(axis, context, point))


def _value_allowed(name: str, context: Context, point: Point) -> bool:
    symbol, value = context.symbols.get(name), point.values[name]
    if symbol is None or name in point.sizes or isinstance(value, Mapping) != bool(symbol.axes):
        return False
    if not isinstance(value, Mapping):
        return in_domain(value, symbol.domain)
    complete = sorted(value) == sorted(cells(symbol, context, point))
    return complete and all(in_domain(each, symbol.domain) for each in value.values())


def _empty(name: str, context: Context, point: Point) -> bool:
    """Whether a family has no members at these sizes, so that no values are missing."""
    symbol = context.symbols[name]
    return bool(symbol.axes) and not cells(symbol, context, point)


def _function_allowed(name: str, arity: int, context: Context, point: Point) -> bool:
    formula = point.functions.get(name)
    if formula is None or formula not in formulas(arity):
        return False
    return formula.positive or not context.functions[name].positive


# -- the assumptions hold there ----------------------------------------------------------------


def restricted(about: Survey, context: Context, point: Point) -> bool:
    """Whether the indices of `point` are ones that the assumptions on indices allow."""
    here = Evaluation(point, context)
    return all(here.truth(restriction) for restriction, _ in about.restrictions)


def constrained(about: Survey, context: Context, point: Point) -> bool:
    """Whether every assumption on symbols certainly holds, for all its free indices.

    Raises:
        Undecidable: that cannot be told at the working precision.

    """
    return all(
        Evaluation(each, context, about.principal).truth(constraint)
        for constraint, free in about.constraints
        for each in universal(about, context, point, free)
    )


def universal(about: Survey, context: Context, point: Point, free: tuple[str, ...]) -> list[Point]:
    """The point with every value of the indices `free` that the restrictions on indices allow."""
    if not free:
        return [point]
    ends = tuple(bounds(context.indices[name], context, point) for name in free)
    if any(high is None for _, high in ends):
        raise Undecidable("an assumption over an infinite range")
    made = []
    for places in tuples(ends):
        indices = {**point.indices, **dict(zip(free, places, strict=True))}
        each = Point(point.sizes, indices, point.values, point.functions)
        if _unrestricted(about, context, each, free):
            made.append(each)
    return made


def _unrestricted(about: Survey, context: Context, point: Point, free: tuple[str, ...]) -> bool:
    """Whether the restrictions that speak of these indices alone allow them."""
    here = Evaluation(point, context)
    own = (term for term, names in about.restrictions if names and set(names) <= set(free))
    return all(here.truth(term) for term in own)


# -- how it is shown ---------------------------------------------------------------------------


def shown_sides(
    claim: Claim, point: Point, principal: bool, sides: tuple[Number, Number]
) -> tuple[str, str] | None:
    """Both sides as text, with as many digits as it takes to tell them apart.

    `sides` are what told them apart; where they do not have the digits, both are evaluated once more. A side
    that cannot be told from 0 with the highest precision is shown as 0, as an improper integral may be.
    """
    left, right = sides
    with working(2 * PRECISIONS[0]):
        texts = _texts(claim.op, left, right, _DIGITS[0])
    if texts is not None:
        return texts
    for precision, digits in zip(PRECISIONS, _DIGITS, strict=True):
        try:
            with working(2 * precision):
                here = Evaluation(point, claim.context, principal)
                left, right = here.number(claim.left), here.number(claim.right)
                texts = _texts(claim.op, left, right, digits)
        except Undecidable:
            continue
        if texts is not None:
            return texts
    with working(2 * PRECISIONS[-1]):
        shown = (
            _texts(claim.op, near_zero(left, limit), near_zero(right, limit), digits)
            for limit, digits in product(_LIMITS, _DIGITS)
        )
        fewer = (_texts(claim.op, left, right, digits) for digits in _FEWER_DIGITS)
        return next(filter(None, (*shown, *fewer)), None)


def _texts(op: str, left: Number, right: Number, digits: int) -> tuple[str, str] | None:
    """Both sides with so many digits, or None when they do not have them or then look equal."""
    texts = shown_number(left, digits), shown_number(right, digits)
    if texts[0] is None or texts[1] is None:
        return None
    return texts if op != "=" or _look_different(left, right, digits) else None  # type: ignore[return-value]


def _look_different(left: Number, right: Number, digits: int) -> bool:
    """Whether so many digits show that the numbers differ."""
    if isinstance(left, fmpq) and isinstance(right, fmpq):
        return True
    return shown_number(_as_ball(left), digits) != shown_number(_as_ball(right), digits)


def _as_ball(value: Number) -> Number:
    return arb(value) if isinstance(value, fmpq) else value


def counterexample_at(claim: Claim, point: Point, left: str, right: str) -> Counterexample:
    """The counterexample at a certified point, with what the two sides come to."""
    values: dict[str, object] = {}
    for name in sorted(shown_names(claim) & {*point.values, *point.functions}):
        if name in point.functions:
            values[name] = point.functions[name].text
            continue
        value = point.values[name]
        values[name] = shown_family(value) if isinstance(value, Mapping) else shown_exact(value)
    return Counterexample(
        sizes=dict(sorted(point.sizes.items())),
        indices=dict(sorted(point.indices.items())),
        values=values,
        left=left,
        right=right,
    )
