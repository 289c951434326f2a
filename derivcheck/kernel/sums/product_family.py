"""What can be done with a product: opened, changed inside and closed again; differentiated; its sign.

`d P(f)/dx = sum over j of f'(j) P(f; k != j)`, `|P(f)| = P(|f|)`, `conj P(f) = P(conj f)`, and
`log P(f) = S(log f)` where no factor is negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Product
from derivcheck.kernel.algebra.conjugates import conjugate
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Change, ChangeForm, Family, Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, log
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.sums.products import product_over
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["families", "opened_before"]


def _rebuilt(ring: Ring, atom: Product, change: Change, change_form: ChangeForm) -> Quotient:
    ((low, high),) = atom.ranges
    ends = (change_form(low), change_form(high) if high is not None else None)
    with ring.binding(*ends) as name:
        here = {atom.variables()[0]: variable(name)}
        body, guard = opened_before(ring, (atom.body, atom.guard), here, change_form)
        assert body is not None
        return product_over(ring, change(body), name, ends, None if guard is None else change(guard))


def opened_before(
    ring: Ring,
    parts: Sequence[Quotient | None],
    here: Mapping[str, Form],
    change_form: ChangeForm,
) -> list[Quotient | None]:
    """Parts of a sum or product with its index opened, before the other indices in them are changed.

    What the facts say of these is about what they become: where `k` is to be `k + n`, nothing that is known
    of `k` is so of the `k` that still stands there.
    """
    changed = {
        name
        for part in parts
        for name in (part.names if part is not None else ())
        if change_form(variable(name)) != variable(name)
    }
    facts = ring.facts
    for name in changed:
        facts = facts.without(name)
    with ring.supposing(facts):
        return [None if part is None else ring.at(part, here) for part in parts]


@contextmanager
def _opened(ring: Ring, atom: Product) -> Iterator[tuple[str, Quotient, Quotient | None]]:
    """A `with` block with the index in scope: it gives its name, and body and guard with that name."""
    ((low, high),) = atom.ranges
    with ring.binding(low, high) as name:
        here = {atom.variables()[0]: variable(name)}
        yield name, ring.at(atom.body, here), ring.at(atom.guard, here) if atom.guard is not None else None


def _derivative(ring: Ring, atom: Product, by: object) -> Quotient:
    ((low, high),) = atom.ranges
    if high is None:
        raise NotImplementedError("the derivative of an infinite product")
    with _opened(ring, atom) as (outer, body, condition):
        inner = ring.derivative(body, by)
        if signs.is_within(ring.sign(body), signs.NONZERO):
            return ring.generator(atom) * sum_over(ring, inner / body, outer, (low, high), condition)
        with _opened(ring, atom) as (other, factor, guard):
            apart = ring.one - delta(ring, variable(other).minus(variable(outer)))
            kept = apart if guard is None else apart * guard
            rest = product_over(ring, factor, other, (low, high), kept)
        return sum_over(ring, inner * rest, outer, (low, high), condition)


def _inside(ring: Ring, atom: Product) -> Quotient | None:
    """`sum(log(f))`, where no factor can be negative: the product is positive, so each of them is."""
    ((low, high),) = atom.ranges
    if high is None:
        return None
    with _opened(ring, atom) as (name, body, guard):
        if not signs.is_within(ring.sign(body), signs.NONNEGATIVE):
            return None
        return sum_over(ring, log(ring, body), name, (low, high), guard)


def _absolute(ring: Ring, atom: Product) -> Quotient | None:
    """`prod(|f|)`, for finitely many real factors."""
    ((low, high),) = atom.ranges
    if high is None:
        return None
    with _opened(ring, atom) as (name, body, guard):
        return product_over(ring, absolute(ring, body), name, (low, high), guard)


def _conjugate(ring: Ring, atom: Product) -> Quotient:
    """`prod(conj(f))`"""
    return _rebuilt(ring, atom, lambda part: conjugate(ring, part), lambda form: form)


def _sign(ring: Ring, atom: Product) -> int:
    ((_, high),) = atom.ranges
    with _opened(ring, atom) as (_, body, _):
        sign = ring.sign(body)
    if sign == signs.POSITIVE:
        return signs.POSITIVE if high is not None else signs.REAL
    if signs.is_within(sign, signs.NONNEGATIVE):
        return signs.NONNEGATIVE
    nonzero = signs.is_within(sign, signs.NONZERO) and high is not None
    possible = signs.REAL if signs.is_real(sign) else signs.ANY
    return possible & signs.NONZERO if nonzero else possible


def _total(ring: Ring, atom: Product) -> bool:
    ((_, high),) = atom.ranges
    if high is None:
        return False
    with _opened(ring, atom) as (_, body, _):
        return ring.is_total(body)


families: dict[type[Atom], Family] = {
    Product: Family(
        rebuild=_rebuilt,
        derivative=_derivative,
        sign=_sign,
        total=_total,
        log=_inside,
        absolute=_absolute,
        conjugate=_conjugate,
    ),
}
