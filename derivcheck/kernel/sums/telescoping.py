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

from collections.abc import Mapping, Sequence

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.atoms import Range, Sum
from derivcheck.kernel.algebra.factors import factored, is_nonzero
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.knowledge.theory import Theory
from derivcheck.kernel.sums.gosper import Antidifference, antidifference, by_similarity
from derivcheck.kernel.sums.sums import sum_over
from derivcheck.kernel.sums.together import numerator
from derivcheck.kernel.sums.wave_sums import wave_antidifference

__all__ = ["is_defined", "telescoped"]


def telescoped(ring: Ring, theory: Theory, difference: Quotient) -> Quotient:
    """What is 0 exactly if the polynomial `difference` is, with the sums that telescope summed."""
    value = numerator(_inner_first(ring, difference))
    for ends, places in _groups(ring, value).items():
        summed = _group(ring, theory, value, places, ends)
        value = value if summed is None else numerator(summed)
    return numerator(_one_by_one(ring, value))


def _inner_first(ring: Ring, value: Quotient) -> Quotient:
    """The finite sums under which there are others, with those of these that telescope summed."""
    images = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Sum) and _is_nested(ring, atom):
            images[place] = _opened(ring, atom, tuple(zip(atom.variables(), atom.ranges, strict=True)), {})
    return ring.replaced(value, images) if images else value


def _is_nested(ring: Ring, atom: Sum) -> bool:
    finite = atom.guard is None and all(high is not None for _, high in atom.ranges)
    return finite and bool(len(atom.ranges) > 1 or _groups(ring, atom.body))


def _opened(ring: Ring, atom: Sum, axes: Sequence[tuple[str, Range]], images: Mapping[str, Form]) -> Quotient:
    """The sum over these indices, the last one first."""
    if not axes:
        return _inner_first(ring, ring.at(atom.body, images))
    (index, (low, high)), *rest = axes
    assert high is not None
    ends = low.replaced(images), high.replaced(images)
    with ring.binding(*ends) as name:
        body = _opened(ring, atom, rest, {**images, index: variable(name)})
        return sum_over(ring, _one_by_one(ring, body), name, ends)


def _one_by_one(ring: Ring, value: Quotient) -> Quotient:
    """Each sum that telescopes by itself, summed."""
    images = {}
    for ends, places in _groups(ring, value).items():
        for place in places if ring.entails(ends[1].minus(ends[0])) else ():
            atom = ring.atoms[place]
            assert isinstance(atom, Sum)
            with ring.binding(*ends) as name:
                term = ring.at(atom.body, {atom.variables()[0]: variable(name)})
                found = _antidifference(ring, [term], name)
            summed = None if found is None else _between(ring, found.value, term, name, ends)
            if summed is not None:
                images[place] = summed
    return ring.replaced(value, images)


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
    """A polynomial without the sums over one range; None when they do not telescope."""
    low, high = ends
    if not ring.entails(high.minus(low)):
        return None
    with ring.binding(low, high) as name:
        mine = _linear(ring, value, places, name)
        if mine is None or mine.term.is_zero():
            return None
        known = _known(ring, theory, ends, name)
        found = _antidifference(ring, [mine.term, *(each.term for each in known)], name)
        if found is None:
            return None
        total, rest = mine.term, mine.rest
        for multiplier, each in zip(found.multipliers, known, strict=True):
            total, rest = total + multiplier * each.term, rest + multiplier * each.rest
    summed = _between(ring, found.value, total, name, ends)
    return None if summed is None else summed + rest


def _of_waves(ring: Ring, terms: Sequence[Quotient], name: str) -> Antidifference | None:
    found = wave_antidifference(ring, terms[0], name)
    return None if found is None else Antidifference(found, (ring.zero,) * (len(terms) - 1))


def _antidifference(ring: Ring, terms: Sequence[Quotient], name: str) -> Antidifference | None:
    """An antidifference that is defined, of the first term plus multiples of the others."""
    found = antidifference(ring, terms, name) or _piecewise(ring, terms, name) or _of_waves(ring, terms, name)
    if found is None or not all(is_defined(ring, part) for part in (found.value, *found.multipliers)):
        return None
    return found


def _piecewise(ring: Ring, terms: Sequence[Quotient], name: str) -> Antidifference | None:
    """The same for a first term of which each kind has one of its own, as `r^k + r^(-k)`."""
    total = ring.zero
    for base, weight in by_similarity(ring, terms[0], name):
        found = antidifference(ring, [base * weight], name)
        if found is None:
            return None
        total = total + found.value
    return Antidifference(total, (ring.zero,) * (len(terms) - 1))


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
    """True when `value` has a value everywhere here."""
    if value.is_zero():
        return True
    return all(ring.is_total(factor) for factor, _ in factored(ring, value).parts) and is_nonzero(
        ring, value.den
    )


def _between(
    ring: Ring, value: Quotient, term: Quotient, name: str, ends: tuple[Form, Form]
) -> Quotient | None:
    """The sum of `t` by a `T` with `T(k + 1) - T(k) = t(k)` for every `k` but the last one, if it is one."""
    low, high = ends
    with ring.binding(low, high.shifted(-1)) as here:
        assert here == name
        following = ring.at(value, {name: variable(name).shifted(1)})
        if not (following - value - term).is_zero():
            return None
    return ring.at(value + term, {name: high}) - ring.at(value, {name: low})
