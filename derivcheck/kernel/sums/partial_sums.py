"""Partial sums beside powers, summed by parts.

Let `S(n)` be the sum of `c(k)` from some place up to `n + s`, and `g(n)` a polynomial times `t^n`, `|t| < 1`.
With `T(n + 1) - T(n) = g(n)` the sum over `n >= a`

    of g(n) S(n)  is  -T(a) S(a) - (the sum of T(n + 1) c(n + 1 + s)),

if the latter converges: then its terms tend to 0, and `T(n) S(n)` does so too, for it is made of them beside
`(1 + n - k)^d |t|^(n - k)`. So the sum of `x^n harmonic(n)` is `-log(1 - x)/(1 - x)`.
Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 2.6.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Sum
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.sums.gosper import antidifference, by_similarity, degree_in
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["series_of_partial_sums"]

#: The sum of a body from a place on, where it is known.
_Known = Callable[[Ring, Quotient, str, Form], Series | None]


def series_of_partial_sums(ring: Ring, body: Quotient, index: str, low: Form, known: _Known) -> Series | None:
    """The sum of `body` from `low` on; `known` sums what is left."""
    inside = [place for place in body.generators if _ends_at(ring, place, index)]
    if len(inside) != 1:
        return None
    atom = ring.atoms[inside[0]]
    assert isinstance(atom, Sum)
    beside = body / ring.generator(atom)
    ((first, last),) = atom.ranges
    assert last is not None
    step = _step(ring, beside, index)
    if step is None or not ring.entails(last.replaced({index: low}).minus(first).shifted(1)):
        return None
    found = antidifference(ring, [beside], index)
    if found is None:
        return None
    following = ring.at(found.value, {index: variable(index).shifted(1)})
    if not (following - found.value - beside).is_zero():
        return None
    added = ring.at(atom.body, {atom.variables()[0]: last.shifted(1)})
    rest = known(ring, following * added, index, low)
    if rest is None:
        return None
    start = ring.at(found.value * ring.generator(atom), {index: low})
    inside_circle = (ring.one - absolute(ring, step), signs.POSITIVE)
    return Series(-start - rest.value, (inside_circle, *rest.conditions))


def _ends_at(ring: Ring, place: int, index: str) -> bool:
    """Whether this is a sum with an index that moves its last place by one, and nothing else of it."""
    atom = ring.atoms[place]
    if not isinstance(atom, Sum) or len(atom.ranges) != 1 or atom.guard is not None:
        return False
    ((first, last),) = atom.ranges
    alone = index not in first.names and index not in atom.body.names
    return alone and last is not None and last.coefficient(index) == 1


def _step(ring: Ring, value: Quotient, index: str) -> Quotient | None:
    """`t` of a polynomial in the index times `t^n`."""
    parts = list(by_similarity(ring, value, index))
    if len(parts) != 1:
        return None
    ((base, weight),) = parts
    step = ring.at(base, {index: variable(index).shifted(1)}) / base
    below = Quotient(ring, weight.den, ring.one.den)
    if index in step.names or index in below.names or degree_in(ring, weight.num, index) is None:
        return None
    return step
