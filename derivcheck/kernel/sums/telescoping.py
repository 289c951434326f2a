"""Sums that telescope: `sum(T(k + 1) - T(k); a, b) = T(b + 1) - T(a)`.

A difference that is linear in sums over one range is one sum of a term `t`. Where the terms are
hypergeometric, Gosper's algorithm proposes `T` with `T(k + 1) - T(k) = t(k)`; the equation is then
checked in the normal form for `a <= k < b`, and `T` must be defined for `a <= k <= b`. So

    sum(t; a, b) = T(b) - T(a) + t(b)        where a <= b.

In the step of an induction the sum for `n` is known by a law, and that for `n + 1` is the sum of another
term over the same range. Then multiples of the known sums may be added before it telescopes: this is
Zeilberger's way to a recurrence of the first order, and makes binomial sums provable.

Source: Petkovsek, Wilf, Zeilberger, A = B, chapters 5 to 7.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Sum
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.knowledge.theory import Theory
from derivcheck.kernel.sums.gosper import Antidifference, antidifference

__all__ = ["is_defined", "telescoped"]


def telescoped(ring: Ring, theory: Theory, difference: Quotient) -> Quotient:
    """What is 0 exactly if the polynomial `difference` is, with the sums that telescope summed."""
    value = difference
    for ends, places in _groups(ring, value).items():
        summed = _group(ring, theory, value, places, ends)
        if summed is not None:
            value = summed
    return value


def _groups(ring: Ring, value: Quotient) -> dict[tuple[Form, Form], list[int]]:
    groups: dict[tuple[Form, Form], list[int]] = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Sum) and atom.guard is None and len(atom.ranges) == 1:
            low, high = atom.ranges[0]
            if high is not None:
                groups.setdefault((low, high), []).append(place)
    return groups


@frozen
class _Linear:
    """`sum(term; ends) + rest`, where the rest has no sum over this range."""

    term: Quotient
    rest: Quotient


def _group(
    ring: Ring, theory: Theory, value: Quotient, places: Sequence[int], ends: tuple[Form, Form]
) -> Quotient | None:
    """`value` without the sums over one range; None when they do not telescope."""
    low, high = ends
    if not ring.entails(high.minus(low)):
        return None
    with ring.binding(low, high) as name:
        mine = _linear(ring, value, places, name)
        if mine is None or mine.term.is_zero():
            return None
        known = _known(ring, theory, ends, name)
        found = antidifference(ring, [mine.term, *(each.term for each in known)], name)
        if found is None or not all(is_defined(ring, part) for part in (found.value, *found.multipliers)):
            return None
        total, rest = mine.term, mine.rest
        for multiplier, each in zip(found.multipliers, known, strict=True):
            total, rest = total + multiplier * each.term, rest + multiplier * each.rest
    if not _is_antidifference(ring, found, total, name, ends):
        return None
    return ring.at(found.value + total, {name: high}) - ring.at(found.value, {name: low}) + rest


def _linear(ring: Ring, value: Quotient, places: Sequence[int], name: str) -> _Linear | None:
    """A polynomial taken apart into sums over one range, opened, and the rest; None if it is not linear."""
    total = ring.zero
    for place in places:
        slope = ring.quotient(value.num.derivative(place), ring.one.den)
        if set(places) & set(slope.generators):
            return None
        atom = ring.atoms[place]
        assert isinstance(atom, Sum)
        total = total + slope * ring.at(atom.body, {atom.variables()[0]: variable(name)})
    return _Linear(total, ring.replaced(value, dict.fromkeys(places, ring.zero)))


def _known(ring: Ring, theory: Theory, ends: tuple[Form, Form], name: str) -> list[_Linear]:
    """What is assumed to be 0 and has sums over this range in it."""
    equations = list(theory.vanishing)
    for law in theory.laws:
        if isinstance(law.atom, Sum) and not law.scheme.names:
            equations.append(ring.generator(law.atom) - law.image)
    made = []
    for equation in equations:
        polynomial = Quotient(ring, equation.num, ring.one.den)
        found = _linear(ring, polynomial, _groups(ring, polynomial).get(ends, ()), name)
        if found is not None and not found.term.is_zero():
            made.append(found)
    return made


def is_defined(ring: Ring, value: Quotient) -> bool:
    """True when `value` has a value everywhere here, its denominator taken factor by factor."""
    if value.is_zero():
        return True
    return all(
        ring.is_total(factor) and (times > 0 or signs.is_within(ring.sign(factor), signs.NONZERO))
        for factor, times in factored(ring, value).parts
    )


def _is_antidifference(
    ring: Ring, found: Antidifference, total: Quotient, name: str, ends: tuple[Form, Form]
) -> bool:
    """True when `T(k + 1) - T(k) = t(k)` for every `k` but the last one."""
    low, high = ends
    with ring.binding(low, high.shifted(-1)) as here:
        assert here == name
        following = ring.at(found.value, {name: variable(name).shifted(1)})
        return bool((following - found.value - total).is_zero())
