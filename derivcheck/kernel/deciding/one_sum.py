"""What is linear in sums over one range, as one sum over it: `n - sum(p[k], k)` is `sum(1 - p[k], k)`.

What is no sum is shared out among the terms, so the range must not be empty. If no term of the one sum is
negative, neither is the sum; it is positive if all terms are. Sums over several indices alone, over the same
ranges, are one sum whose terms may be squares over pairs of indices.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flint import fmpz_mpoly

from derivcheck.kernel.algebra.atoms import Sum
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient, used_places
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["one_form", "one_term"]


@contextmanager
def one_term(ring: Ring, target: fmpz_mpoly) -> Iterator[Quotient | None]:
    """A `with` block that gives the term of the one sum that `target` is, its index being in scope there.

    None where the target is no such sum, or the sum alone.
    """
    value = Quotient(ring, target, ring.one.den)
    places = [place for place in value.generators if isinstance(ring.atoms[place], Sum)]
    found = [ring.atoms[place] for place in places]
    sums = [atom for atom in found if isinstance(atom, Sum)]
    slopes = [ring.quotient(target.derivative(place), ring.one.den) for place in places]
    ranges = {(atom.ranges, atom.guard) for atom in sums}
    if len(ranges) != 1 or any(set(places) & set(slope.generators) for slope in slopes):
        yield None
        return
    (((low, high), *more), guard), *_ = ranges
    rest = ring.replaced(value, dict.fromkeys(places, ring.zero))
    if more or guard is not None or high is None or (len(sums) == 1 and rest.is_zero()):
        yield None
        return
    length = high.minus(low).shifted(1)
    if not ring.facts.entails(length.shifted(-1)):
        yield None
        return
    with ring.binding(low, high) as name:
        body = rest / ring.of_form(length)
        for atom, slope in zip(sums, slopes, strict=True):
            body = body + slope * ring.at(atom.body, {atom.variables()[0]: variable(name)})
        yield body


def one_form(ring: Ring, target: fmpz_mpoly) -> list[tuple[Quotient, Sum]]:
    """The sums over the same ranges of which `target` is a combination, with coefficients; none elsewhere."""
    parts, total = [], ring.zero
    for place in used_places(target):
        atom, scale = ring.atoms[place], ring.quotient(target.derivative(place), ring.one.den)
        if not isinstance(atom, Sum) or len(atom.ranges) < 2 or atom.guard or scale.number() is None:
            return []
        parts.append((scale, atom))
        total = total + scale * ring.generators[place]
    same = len({atom.ranges for _, atom in parts}) == 1 and total.num == target
    return parts if same else []
