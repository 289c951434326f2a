"""How limits are read.

The limit of `f` at `a` is taken over the points near `a` at which `f` is defined (Rudin): the limits from
both sides must be one, and a side on which `f` has no values does not count. What the body needs in order
to be defined must be known close to the point, by the sign of the leading term of its expansion. A limit
that is not found is outside the language: nothing is concluded from its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.calculus.limits import limit_from, sign_near
from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.knowledge.conditions import POLE_FREE, Condition
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.rows.integrals import check_definitions, end
from derivcheck.kernel.sums.ranges import range_variable
from derivcheck.terms import Limit, Term

__all__ = ["ROWS"]

_NOT_FOUND = "a limit that no rule finds"
_SIDES = (1, -1)


def _limit(reader: Reader, term: Limit) -> Quotient:
    ring = reader.ring
    if ring.principal:
        raise Outside("a limit among complex numbers")
    check_definitions(reader, term.body, term.variable)
    infinite, point = end(reader, term.point)
    mark = f"near{len(reader.variables)}"
    if infinite > 0:
        name = range_variable(ring, mark, ring.zero, None)
    else:
        name = range_variable(ring, mark, None, ring.zero) if infinite else f"@{mark}"
    body, conditions = _read(reader, term, name)
    found = []
    for side in (infinite,) if infinite else _SIDES:
        if _has_values(reader, conditions, name, point, side):
            limit, both = limit_from(ring, body, name, point, side)
            found.append(limit)
            if both:
                break
    if not found or found[0] is None or found[0] != found[-1]:
        raise Outside(_NOT_FOUND)
    return found[0]


def _read(reader: Reader, term: Limit, name: str) -> tuple[Quotient, list[Condition]]:
    """The body, and what it needs of the variable; what else it needs is noted."""
    try:
        with reader.varying(term.variable, symbol(reader.ring, name, ())):
            inner = reader.read(term.body)
    except NeedsCase:
        raise Outside("a case distinction under a limit") from None
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
    """Whether the body certainly has values on this side, or certainly has none."""
    for condition in conditions:
        assert condition.value is not None
        allowed = signs.POSITIVE if condition.allowed == POLE_FREE else condition.allowed
        if condition.scope or condition.guard is not None or allowed > signs.ANY:
            raise Outside(_NOT_FOUND)
        sign = sign_near(reader.ring, condition.value, name, point, side)
        if not sign & allowed and condition.allowed != POLE_FREE:  # gamma has values between its poles
            return False
        if not signs.is_within(sign, allowed):
            raise Outside(_NOT_FOUND)
    return True


#: As `derivcheck.kernel.rows.terms.ROWS`.
ROWS: Mapping[type[Term], Callable[[Reader, Any], Quotient]] = {Limit: _limit}
