"""Conditions on indices as numbers: Kronecker's delta and the indicator of a range.

`[L = 0]` and `[L >= 0]` for a form `L` of indices are atoms that equal their own squares. What the facts
decide becomes 0 or 1 at once; `[L >= 0]` becomes a delta where `L` cannot pass beyond 0 by more than
one; of a condition and its opposite only one spelling is used, `[L >= 0] = 1 - [-L - 1 >= 0]`. Every
condition on indices is a polynomial in these: `[A and B] = [A][B]`, `[not A] = 1 - [A]`.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import AtLeast, Atom, Constant, Delta, IndexValue
from derivcheck.kernel.algebra.linear import Form, canonical_zero, tightened, variable
from derivcheck.kernel.algebra.quotient import Family, Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["at_least", "delta", "families"]


def delta(ring: Ring, form: Form) -> Quotient:
    """1 where `form` is 0, else 0."""
    spelling = canonical_zero(form)
    if isinstance(spelling, bool):
        return ring.one if spelling else ring.zero
    if ring.facts.excludes_zero(spelling):
        return ring.zero
    if ring.facts.forces_zero(spelling):
        return ring.one
    atom = Delta(spelling)
    return ring.relate(atom, 2, ring.generator(atom))


def at_least(ring: Ring, form: Form) -> Quotient:
    """1 where `form >= 0`, else 0."""
    form = tightened(form)
    facts = ring.facts
    if facts.entails(form):
        return ring.one
    if facts.entails(form.times(-1).shifted(-1)):
        return ring.zero
    if facts.entails(form.shifted(1)):
        return ring.one - delta(ring, form.shifted(1))
    if facts.entails(form.times(-1)):
        return delta(ring, form)
    if form.terms[0][1] < 0:
        return ring.one - at_least(ring, form.times(-1).shifted(-1))
    atom = AtLeast(form)
    return ring.relate(atom, 2, ring.generator(atom))


def _rebuilt(make: Callable[[Ring, Form], Quotient]) -> Family:
    return Family(
        rebuild=lambda ring, atom, change, change_form: make(ring, change_form(atom.form)),
        derivative=lambda ring, atom, by: ring.zero,
        sign=lambda ring, atom: signs.NONNEGATIVE,
    )


def _value_sign(ring: Ring, atom: IndexValue) -> int:
    here = variable(atom.name)
    if ring.facts.entails(here.shifted(-1)):
        return signs.POSITIVE
    if ring.facts.entails(here):
        return signs.NONNEGATIVE
    if ring.facts.entails(here.times(-1).shifted(-1)):
        return signs.NEGATIVE
    return signs.REAL


families: dict[type[Atom], Family] = {
    Delta: _rebuilt(delta),
    AtLeast: _rebuilt(at_least),
    IndexValue: Family(
        rebuild=lambda ring, atom, change, change_form: ring.of_form(change_form(variable(atom.name))),
        derivative=lambda ring, atom, by: ring.zero,
        sign=_value_sign,
    ),
    Constant: Family(
        rebuild=lambda ring, atom, change, change_form: ring.generator(atom),
        derivative=lambda ring, atom, by: ring.zero,
        sign=lambda ring, atom: signs.NONREAL if atom.name == "I" else signs.POSITIVE,
    ),
}
