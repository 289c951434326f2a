"""One-sided limits, read off expansions (`derivcheck.kernel.calculus.expansions`).

Towards a finite point `a` the variable is `a + t` or `a - t`, towards infinity `1/t`, with `t` tending to 0
from above. Where the expansion has no terms that grow and its order is positive, its constant term is the
limit. Where nothing in it hung on `t` being positive it is an expansion on both sides. So what L'Hopital's
rule and the orders of growth of exponentials, powers and logarithms would say is read off, with no condition
left to check.
"""

from __future__ import annotations

from typing import NamedTuple

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.expander import Expander
from derivcheck.kernel.calculus.expansions import (
    Order,
    Part,
    Series,
    Unexpanded,
    inverted,
    is_small,
    rank,
    tends_to_zero,
)  # fmt: skip

__all__ = ["Found", "lead_near", "limit_from", "one_sided_limit", "sign_near"]

#: Expansions are made to so many powers, one after the other, until the limit shows.
_LENGTHS = (3, 7, 12)
_KNOWN = (signs.NEGATIVE, signs.ZERO, signs.POSITIVE)


class Found(NamedTuple):
    """A limit from one side, or None; whether it is that from the other side as well.

    Without a limit the value may be certain to grow beyond all bounds, and `hangs_on` may be what would say
    more if its sign were known.
    """

    limit: Quotient | None
    both: bool = False
    grows: bool = False
    hangs_on: Quotient | None = None


def one_sided_limit(
    ring: Ring, value: Quotient, name: str, point: Quotient | None, side: int
) -> Quotient | None:
    """The limit as the symbol `name` tends to `point` from above (`side` is 1) or below (-1), or None.

    Without a point to infinity (1) or minus infinity (-1).
    """
    return limit_from(ring, value, name, point, side).limit


def limit_from(ring: Ring, value: Quotient, name: str, point: Quotient | None, side: int) -> Found:
    """The limit from one side of a point."""
    if name not in value.symbols:
        return Found(value, both=True)
    hangs_on = None
    for length in _LENGTHS:
        expand = Expander(ring, name, point, side, length)
        try:
            series = expand.of(value)
            found = _constant_term(series, name)
            hangs_on = _open_exponent(series)
            grows = found is None and _grows(series)
        except Unexpanded as unexpanded:
            hangs_on = unexpanded.hangs_on or hangs_on
        except (Undefined, TooLarge, NotImplementedError):
            continue
        else:
            if found is not None or grows:
                return Found(found, not expand.one_sided, grows)
    return Found(None, hangs_on=hangs_on)


def lead_near(ring: Ring, value: Quotient, name: str, point: Quotient | None, side: int) -> Quotient | None:
    """What has the sign that `value` has close enough to the point, on this side of it; None if unknown."""
    try:
        lead = Expander(ring, name, point, side, _LENGTHS[1]).of(value).lead()
        return -lead.coefficient if lead.power[1] % 2 else lead.coefficient
    except Unexpanded as unexpanded:
        return unexpanded.hangs_on
    except (Undefined, TooLarge, NotImplementedError):
        return None


def sign_near(ring: Ring, value: Quotient, name: str, point: Quotient | None, side: int) -> int:
    """The signs that `value` may have close enough to the point, on this side of it."""
    expand = Expander(ring, name, point, side, _LENGTHS[1])
    try:
        lead = expand.of(value).lead()
    except (Unexpanded, Undefined, TooLarge, NotImplementedError):
        return signs.ANY
    return ring.sign(-lead.coefficient if lead.power[1] % 2 else lead.coefficient)


def _constant_term(series: Series, name: str) -> Quotient | None:
    ring, found = series.ring, series.ring.zero
    for scale, part in series.parts.items():
        if is_small(ring, scale):
            continue
        if scale[0] or not _vanishes(ring, scale[1], part):
            return None
        if scale[1].is_zero():
            found = part.terms.get((0, 0), ring.zero)
    return None if name in found.symbols else found


def _grows(series: Series) -> bool:
    """Whether the leading term certainly grows beyond all bounds."""
    scale, power, _, _ = series.lead()
    if scale[0]:
        return is_small(series.ring, inverted(scale))
    return scale[1].is_zero() and rank(power) < (0, 0)


def _open_exponent(series: Series) -> Quotient | None:
    """The first coefficient in an exponent, or exponent of `t`, whose sign is not known."""
    exponents = (each for scale in series.parts for each in (*(value for _, value in scale[0]), scale[1]))
    return next((each for each in exponents if series.ring.sign(each) not in _KNOWN), None)


def _vanishes(ring: Ring, exponent: Quotient, part: Part) -> bool:
    """True when all terms but a constant one, and what was left out, tend to 0."""
    powers: list[Order] = [power for power in part.terms if power != (0, 0) or not exponent.is_zero()]
    if part.order is not None:
        powers.append(part.order)
    if exponent.is_zero():
        return all(map(tends_to_zero, powers))
    return all(ring.sign(exponent + ring.constant(power)) == signs.POSITIVE for power, _ in powers)
