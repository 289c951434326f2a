"""Finite sums over one range taken under one sign, where what cancels in their bodies cancels.

`sum(x[k]/(x[k] + y)) + sum(y/(x[k] + y))` is `sum(1)`: each body alone comes apart no further.

The terms from `a` to `b` may be taken from the other end: with `f'(k) = f(a + b - k)` the sum of `f` is half
of that of `f + f'`, and 0 if these cancel, as those of an odd function do from `-n` to `n`.

A range between two written numbers may be written out whatever its terms are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from derivcheck.kernel.algebra.atoms import Product, Range, Sum
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["numerator", "turned_round", "under_one_sign", "written_out"]

#: Ranges of at most this fixed length are written out at last.
_LONGEST = 64
#: What has more terms under one sign is left as it is: each becomes a sum of its own.
_MOST_TERMS = 48


def numerator(value: Quotient) -> Quotient:
    """The numerator alone, which is 0 exactly where the value is."""
    return value.ring.quotient(value.num, value.ring.one.den)


def under_one_sign(ring: Ring, difference: Quotient) -> Quotient:
    """Sums over one range whose bodies are fractions, taken under one sign."""
    value = numerator(difference)
    for places in _groups(ring, value, fractions=True):
        opened = _opened(ring, value, places)
        value = value if opened is None else numerator(opened)
    return value


def turned_round(ring: Ring, value: Quotient) -> Quotient:
    """A polynomial with each plain sum half from the one end and half from the other."""
    for places in _groups(ring, value, fractions=False):
        opened = _opened(ring, value, places, turned=True)
        value = value if opened is None else numerator(opened)
    return value


def _groups(ring: Ring, value: Quotient, *, fractions: bool) -> list[list[int]]:
    """The places of plain finite sums by their ranges; of those of fractions alone, if wanted."""
    groups: dict[Range, list[int]] = {}
    for place in value.generators:
        atom = ring.atoms[place]
        plain = isinstance(atom, Sum) and atom.guard is None and len(atom.ranges) == 1
        if plain and isinstance(atom, Sum) and (len(atom.body.den) > 1 or not fractions):
            groups.setdefault(atom.ranges[0], []).append(place)
    return list(groups.values())


def _opened(ring: Ring, value: Quotient, places: Sequence[int], *, turned: bool = False) -> Quotient | None:
    """The sums at these places under one sign, or half of them and of what they are turned round."""
    zeros = dict.fromkeys(places, ring.zero)
    slopes = [ring.quotient(value.num.derivative(place), ring.one.den) for place in places]
    if any(set(places) & set(slope.generators) for slope in slopes):
        return None  # not linear in these sums
    first = ring.atoms[places[0]]
    assert isinstance(first, Sum)
    low, high = first.ranges[0]
    if high is None:
        return None
    with ring.binding(low, high) as name:
        body = ring.zero
        for place, slope in zip(places, slopes, strict=True):
            atom = ring.atoms[place]
            assert isinstance(atom, Sum)
            body = body + slope * ring.at(atom.body, {atom.variables()[0]: variable(name)})
        if len(body.num) > _MOST_TERMS:
            return None
        if turned:
            mirrored = ring.at(body, {name: low.plus(high).minus(variable(name))})
            body = (body + mirrored) / ring.constant(2)
        return ring.replaced(value, zeros) + sum_over(ring, body, name, (low, high))


def written_out(ring: Ring, value: Quotient) -> Quotient:
    """`value` with each sum and product between two written numbers written out."""
    images = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Sum | Product) and atom.guard is None and len(atom.ranges) == 1:
            total = ring.zero if isinstance(atom, Sum) else ring.one
            for form in _places(atom.ranges[0]):
                term = ring.at(atom.body, {atom.variables()[0]: form})
                total = total + term if isinstance(atom, Sum) else total * term
                images[place] = total
    return ring.replaced(value, images) if images else value


def _places(ends: Range) -> Iterator[Form]:
    low, high = ends
    length = high.minus(low).shifted(1) if high is not None else None
    if length is not None and not length.terms and length.const <= _LONGEST:
        yield from map(low.shifted, range(length.const))
