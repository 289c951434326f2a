"""Where the index of a sum or product begins: one of the ways to count the same terms is chosen.

The choices are made in this order: the end at which the terms do not hang on the other end; upwards; the
smallest offset of the index in a family is 0; of the polynomials `a k^d + b k^(d-1) + …` that differ by a
shift the one with `0 <= b < a d` is taken.
"""

from __future__ import annotations

from derivcheck.kernel.algebra.atoms import IndexValue
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.sums.bodies import offsets
from derivcheck.kernel.sums.sum_atoms import Scope

__all__ = ["counted_up", "from_first", "placed"]


def placed(ring: Ring, part: Quotient, scope: Scope) -> tuple[Quotient, Scope]:
    """The same finite sum with its index where it belongs."""
    return _shifted(ring, *counted_up(ring, part, scope))


def counted_up(ring: Ring, part: Quotient, scope: Scope) -> tuple[Quotient, Scope]:
    """The same finite sum or product, the index counted from an end and upwards.

    `S(f(c - k); a, b) = S(f(c - a - b + k); a, b)`
    """
    part, scope = _recentred(ring, part, scope)
    found = list(offsets(ring, part, scope.index))
    assert scope.upper is not None
    if not found or any(form.coefficient(scope.index) != -1 for form in found):
        return part, scope
    turned = scope.lower.plus(scope.upper).minus(variable(scope.index))
    return ring.at(part, {scope.index: turned}), scope


def _recentred(ring: Ring, part: Quotient, scope: Scope) -> tuple[Quotient, Scope]:
    """The index counted from one end, where nothing hangs on that end but through the index.

    `S(f(k - e); e + a, b) = S(f(k); a, b - e)` and `S(f(a + b - k); a, b) = S(f(k); a, b)`
    """
    index, low, high = scope.index, scope.lower, scope.upper
    assert high is not None
    if part.names.isdisjoint(low.names | high.names):
        return part, scope
    here, away = variable(index), Form(0, low.terms)
    turned = low.plus(high)
    for place, ends in (
        (here.plus(away), (low.minus(away), high.minus(away))),
        (turned.minus(here), (low, high)),
    ):
        hanging = place.names - {index}
        if hanging and hanging <= part.names:
            moved = ring.at(part, {index: place})
            if hanging.isdisjoint(moved.names):
                return moved, Scope(index, *ends)
    return part, scope


def _shifted(ring: Ring, part: Quotient, scope: Scope) -> tuple[Quotient, Scope]:
    """The index moved so that its smallest offset in the part is 0."""
    here = variable(scope.index)
    assert scope.upper is not None
    plain = [form.const for form in offsets(ring, part, scope.index) if form.terms == here.terms]
    move = min(plain) if plain else from_first(ring, ring.quotient(part.den, ring.one.den), scope.index)
    if move:
        part = ring.at(part, {scope.index: here.shifted(-move)})
        scope = Scope(scope.index, scope.lower.shifted(move), scope.upper.shifted(move))
    return part, scope


def from_first(ring: Ring, factor: Quotient, index: str) -> int:
    """How far a polynomial in the index, `a k^d + b k^(d-1) + …`, is from the one with `0 <= b < a d`."""
    place = ring.places.get(IndexValue(index))
    if place is None or not factor.den.is_constant():
        return 0
    degree = int(factor.num.degrees()[place])
    terms = [(int(exponents[place]), sum(exponents), int(value)) for exponents, value in factor.num.terms()]
    alone = {power: value for power, total, value in terms if power == total}
    leading = [power for power, _, _ in terms if power == degree]
    if not degree or len(leading) > 1 or degree not in alone:
        return 0
    return alone.get(degree - 1, 0) // (alone[degree] * degree)
