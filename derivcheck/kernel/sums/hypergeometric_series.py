"""Infinite sums that are hypergeometric functions, by the ratio of neighbouring terms.

Where `t(k + 1)/t(k)` is `z` times linear factors `k + a` over `(k + 1)` and factors `k + b`, the sum from 0
on is `t(0)` times the function with these parameters at `z`. It converges for all `z` where fewer factors
stand above than below, and with as many for `|z| < 1`. No `b` may be 0, -1, -2, ….

So that sums that differ by their first terms, or in how the index is counted, are written by one function,
the sum is taken from where the least of the shifts lies between 0 and 1, if the terms go on there.
Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 5.5.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from math import ceil, floor, prod

from flint import fmpz_mpoly

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.functions.hypergeometric import hypergeometric
from derivcheck.kernel.knowledge.conditions import POLE_FREE, constant_part, need
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["hypergeometric_series"]

_MOST_FACTORS = 6
#: So many terms may stand before the place from which the sum is taken.
_FARTHEST = 8


def hypergeometric_series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum from `low` on, where it certainly converges."""
    if low.terms or abs(low.const) > _FARTHEST:
        return None
    ratio = _following(ring, body, index) / body
    above, below = (_shifts(ring, part, index) for part in (ratio.num, ratio.den))
    if above is None or below is None or len(above) + len(below) > _MOST_FACTORS:
        return None
    k = ring.of_form(variable(index))
    z = ratio * prod((k + each for each in below), start=ring.one)
    z = z / prod((k + each for each in above), start=ring.one)
    start = _start(ring, body, ratio, index, low.const, (*above, *below))
    upper, lower = ([each + ring.constant(start) for each in part] for part in (above, below))
    if index in z.names or any(need(ring, each, POLE_FREE) for each in lower):
        return None
    one = next((each for each in lower if each.is_one()), None)
    if one is None:
        upper.append(ring.one)
    else:
        lower.remove(one)
    if len(upper) > len(lower) + 1 or (len(upper) > len(lower) and not _is_inside(ring, z)):
        return None
    total = _at(ring, body, index, start) * hypergeometric(ring, upper, lower, z, converges=True)
    for place in range(low.const, start):
        total = total + _at(ring, body, index, place)
    for place in range(start, low.const):
        total = total - _at(ring, body, index, place)
    return Series(total)


def _at(ring: Ring, body: Quotient, index: str, place: int) -> Quotient:
    return ring.at(body, {index: constant(place)})


def _start(
    ring: Ring, body: Quotient, ratio: Quotient, index: str, low: int, shifts: tuple[Quotient, ...]
) -> int:
    """Where the sum is taken from: as far down as is wanted and the terms go on, or up."""
    numbers = [number for each in shifts if (number := each.number()) is not None]
    least = min(constant_part(ring, each) for each in shifts) if shifts else Fraction(1)
    wanted = 1 - ceil(min(numbers)) if numbers else max(0, -floor(least))
    if abs(wanted - low) > _FARTHEST:
        return low
    start = max(wanted, low)
    while start > wanted:
        with suppress(Undefined):
            before = _at(ring, body, index, start - 1)
            following = before * _at(ring, ratio, index, start - 1)
            if not before.is_zero() and ring.is_total(before) and following == _at(ring, body, index, start):
                start -= 1
                continue
        break
    return start


def _following(ring: Ring, body: Quotient, index: str) -> Quotient:
    """The next term, by `binomial(x + 1, l + 1) = binomial(x, l) (x + 1)/(l + 1)` of what stands here."""
    following, images = ring.at(body, {index: variable(index).shifted(1)}), {}
    for place in following.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Function) or atom.name != "binomial" or index not in ring.names[place]:
            continue
        upper, lower = atom.arguments
        before = ring.places.get(Function("binomial", (upper - ring.one, lower - ring.one), atom.orders))
        if before in body.generators:
            images[place] = ring.generators[before] * upper / lower
    return ring.replaced(following, images)


def _is_inside(ring: Ring, z: Quotient) -> bool:
    return ring.sign(ring.one - absolute(ring, z)) == signs.POSITIVE


def _shifts(ring: Ring, polynomial: fmpz_mpoly, index: str) -> list[Quotient] | None:
    """`a` of the factors `k + a` of a polynomial, or None where it has others in the index."""
    found: list[Quotient] = []
    for factor, times in factored(ring, Quotient(ring, polynomial, ring.one.den)).parts:
        if index not in factor.names:
            continue
        if degree_in(ring, factor.num, index) != 1 or times < 0:
            return None
        start, slope = coefficients_in(ring, factor, index)
        found.extend([start / slope] * times)
    return found
