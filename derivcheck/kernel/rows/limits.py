"""How limits are read.

The limit of `f` at `a` is taken over the points near `a` at which `f` is defined (Rudin): the limits from
both sides must be one, and a side on which `f` has no values does not count. What the body needs in order
to be defined must be known close to the point, by the sign of the leading term of its expansion. Where the
limits differ, or the body grows beyond all bounds, there is no limit. Where none is found, the signs are told
apart on which an expansion hangs, or that may say which exponential is the strongest. A limit that is not
found then is outside the language: nothing is concluded from its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import is_nonzero
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.complex_limits import complex_limit, is_nonzero_near
from derivcheck.kernel.calculus.limits import Found, lead_near, limit_from, sign_near
from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.knowledge.conditions import POLE_FREE, Condition
from derivcheck.kernel.knowledge.speaking import Speaker
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.rows.integrals import check_definitions, end
from derivcheck.kernel.rows.limits_of_sums import limit_of_sums
from derivcheck.kernel.sums.ranges import range_variable
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Diff,
    Div,
    Limit,
    Mul,
    Neg,
    Nth,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    integer,
    substitute,
    walk,
)

__all__ = ["ROWS"]

_STEEP = ("exp", "sinh", "cosh", "tanh", "abs", "atan", "erf")
_KNOWN = (signs.NEGATIVE, signs.ZERO, signs.POSITIVE)
_NOT_FOUND = "a limit that no rule finds"
_SIDES = (1, -1)


def _limit(reader: Reader, term: Limit) -> Quotient:
    ring = reader.ring
    check_definitions(reader, term.body, term.variable)
    infinite, point = end(reader, term.point)
    if infinite > 0:
        summed = limit_of_sums(reader, term)
        if summed is not None:
            return summed
    mark = f"near{len(reader.variables)}"
    if ring.principal:
        return _among_complex(reader, term, f"@{mark}", point)
    if infinite > 0:
        name = range_variable(ring, mark, ring.zero, None)
    else:
        name = range_variable(ring, mark, None, ring.zero) if infinite else f"@{mark}"
    try:
        body, conditions = _read(reader, term, name)
    except _InPieces:
        if infinite:
            raise
        return _from_each_side(reader, term)
    found: list[Found] = []
    for side in (infinite,) if infinite else _SIDES:
        if _has_values(reader, conditions, name, point, side):
            found.append(limit_from(ring, body, name, point, side))
            if found[-1].both:
                break
    return _agreed(reader, term, found, name)


def _agreed(reader: Reader, term: Limit, found: Sequence[Found], name: str) -> Quotient:
    """The limit from one side, or that from both."""
    ring, limits = reader.ring, [each.limit for each in found]
    if limits and limits[0] is not None and limits[0] == limits[-1]:
        return limits[0]
    if not found or any(each.grows for each in found) or (len(limits) == 2 and _differ(ring, limits)):
        raise Undefined.here(ring)
    for each in found:
        _ask_for_sign(reader, each.hangs_on, name)
    _tell_apart(reader, term)
    raise Outside(_NOT_FOUND)


class _InPieces(Outside):
    """What stands under the limit is one thing or another, and which is not known all around the point."""


def _from_each_side(reader: Reader, term: Limit) -> Quotient:
    """The limits from both sides, where `a + 1/x` and `a - 1/x` stand for the variable far out."""
    if any(isinstance(part, Diff | Nth | Partial) for part in walk(term.body)):
        raise Outside(_NOT_FOUND)
    away = Div(integer(1), Sym(term.variable))
    found = []
    for near in (away, Neg(away)):
        body = substitute(term.body, {term.variable: Add((term.point, near))})
        found.append(_limit(reader, Limit(body, term.variable, Const("oo"))))
    if found[0] == found[1]:
        return found[0]
    if _differ(reader.ring, found):
        raise Undefined.here(reader.ring)
    raise Outside(_NOT_FOUND)


def _among_complex(reader: Reader, term: Limit, name: str, point: Quotient | None) -> Quotient:
    """The limit at a finite point where the body is analytic, or a quotient of what is."""
    ring = reader.ring
    if point is None:
        raise Outside("a limit among complex numbers")
    body, conditions = _read(reader, term, name)
    for each in conditions:
        plain = not each.scope and each.guard is None and each.allowed == signs.NONZERO
        if each.value is None or not plain or not is_nonzero_near(ring, each.value, name, point):
            raise Outside("a limit among complex numbers")
    found = complex_limit(ring, body, name, point)
    if found is None:
        raise Outside("a limit among complex numbers")
    limit, below = found
    if not signs.is_within(ring.sign(below), signs.NONZERO):
        speaker = Speaker(ring, reader.context, lambda name: None)
        raise NeedsCase(Rel("=", speaker.term(below), integer(0)))
    return limit


def _differ(ring: Ring, limits: Sequence[Quotient | None]) -> bool:
    """Whether the limits from the two sides are certainly not the same."""
    above, below = limits
    return above is not None and below is not None and is_nonzero(ring, (above - below).num)


def _ask_for_sign(reader: Reader, value: Quotient | None, name: str) -> None:
    """Ask for the cases of the sign of `value`, if it is not known and not that of the variable."""
    if value is None or name in value.symbols or reader.ring.sign(value) in _KNOWN:
        return
    speaker = Speaker(reader.ring, reader.context, lambda name: None)
    value = value if value.num.leading_coefficient() > 0 else -value
    raise NeedsCase(Rel("<", speaker.term(value), integer(0)))


def _tell_apart(reader: Reader, term: Limit) -> None:
    """Ask for the cases of what may say which of two exponentials is the stronger, if it is not known."""
    for part in _compared(term):
        _ask_for_sign(reader, _quietly(reader, part), "")


def _quietly(reader: Reader, term: Term) -> Quotient | None:
    """The value of a term, of which nothing is noted; None without one."""
    before, reader.conditions = reader.conditions, {}
    try:
        return reader.value(term)
    except (Outside, Undefined, TooLarge, NotImplementedError):
        return None
    finally:
        reader.conditions = before


def _compared(term: Limit) -> Iterator[Term]:
    """The slopes of exponents and of what switches, as if linear in the variable, and their differences."""
    slopes: dict[Term, None] = {}
    for part in walk(term.body):
        for each in _arguments(part, term.variable):
            if term.variable in free_names(each):
                one, zero = (substitute(each, {term.variable: integer(at)}) for at in (1, 0))
                slopes.setdefault(Add((one, Neg(zero))))
    yield from slopes
    yield from (Add((one, Neg(other))) for one, other in combinations(slopes, 2))


def _arguments(term: Term, variable: str) -> Iterator[Term]:
    match term:
        case Call(name, args) if name in _STEEP:
            yield from args
        case Call("max" | "min", args):
            yield from (Add((one, Neg(other))) for one, other in combinations(args, 2))
        case Pow(Const("e"), exponent):
            yield exponent
        case Pow(base, exponent) if variable not in free_names(base):
            yield Mul((exponent, Call("log", (base,))))


def _read(reader: Reader, term: Limit, name: str) -> tuple[Quotient, list[Condition]]:
    """The body, and what it needs of the variable; what else it needs is noted."""
    try:
        with reader.varying(term.variable, symbol(reader.ring, name, ())):
            inner = reader.read(term.body)
    except NeedsCase:
        raise _InPieces("a case distinction under a limit") from None
    inside = []
    for condition in inner.conditions:
        if condition.value is not None and name in condition.value.symbols:
            inside.append(condition)
        else:
            reader.conditions.setdefault(condition)
    return inner.value, inside


def _has_values(
    reader: Reader, conditions: list[Condition], name: str, point: Quotient | None, side: int
) -> bool:
    """Whether the body certainly has values on this side, or certainly has none.

    What is needed for each of finitely many values of bound indices is known close enough to the point, if it
    is for any one of them.
    """
    ring = reader.ring
    for condition in conditions:
        assert condition.value is not None
        allowed = signs.POSITIVE if condition.allowed == POLE_FREE else condition.allowed
        bound = condition.scope[len(ring.open) :] if condition.scope else ()
        if allowed > signs.ANY or any(high is None for _, _, high in bound):
            raise Outside(_NOT_FOUND)
        with ring.reopened(condition.scope or ring.open):
            sign = sign_near(ring, condition.value, name, point, side)
        if signs.is_within(sign, allowed):
            continue
        if bound or condition.guard is not None:
            raise Outside(_NOT_FOUND)
        if not sign & allowed and condition.allowed != POLE_FREE:  # gamma has values between its poles
            return False
        _ask_for_sign(reader, lead_near(ring, condition.value, name, point, side), name)
        raise Outside(_NOT_FOUND)
    return True


#: As `derivcheck.kernel.rows.terms.ROWS`.
ROWS: Mapping[type[Term], Callable[[Reader, Any], Quotient]] = {Limit: _limit}
