"""The body of a sum taken apart: what depends on the bound index, and what moves out.

A body is a sum of coefficients without the index times monomials in what depends on it. A denominator
with several terms that depends on the index stays under each monomial, after the whole part has been
divided out; the rest of it moves out with the coefficient.
"""

from __future__ import annotations

from collections.abc import Iterable

from flint import fmpz_mpoly

from derivcheck.kernel.algebra.atoms import Function, SymbolAtom
from derivcheck.kernel.algebra.factors import parted
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient, by_powers, used_places
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["offsets", "split_body"]


def split_body(ring: Ring, body: Quotient, index: str) -> list[tuple[Quotient, Quotient]]:
    """`body` as a sum of (coefficient without `index`, part that depends on it or is 1)."""
    outside, inside = _split_denominator(ring, body.den, index)
    if len(inside) == 1:
        return _split_numerator(ring, body.num, outside, inside, index)
    whole, rest = divmod(body.num, inside)
    parts = _split_numerator(ring, whole, outside, ring.one.num, index) if whole else []
    return parts + (_split_numerator(ring, rest, outside, inside, index) if rest else [])


def _split_denominator(ring: Ring, den: fmpz_mpoly, index: str) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    one = ring.one.num
    if den.is_one():
        return one, one
    if not any(index in ring.names[place] for place in used_places(den)):
        return den, one
    return parted(ring, den, lambda factor: index in factor.names)


def _split_numerator(
    ring: Ring, num: fmpz_mpoly, outside: fmpz_mpoly, inside: fmpz_mpoly, index: str
) -> list[tuple[Quotient, Quotient]]:
    dependent = [place for place in used_places(num) if index in ring.names[place]]
    made = []
    for powers, coefficient in by_powers(num, dependent).items():
        part = ring.monomial(dict(powers))
        if not inside.is_one():
            part = ring.quotient(part.num, part.den * inside)
        made.append((ring.quotient(coefficient, outside), part))
    return made


def offsets(ring: Ring, value: Quotient, index: str) -> Iterable[Form]:
    """The index forms of families and generic functions in `value` in which `index` occurs."""
    for place in value.generators:
        if index not in ring.names[place]:
            continue
        atom = ring.atoms[place]
        if isinstance(atom, SymbolAtom):
            yield from (form for form in atom.indices if index in form.names)
        elif isinstance(atom, Function) and ring.is_generic(atom.name):
            forms = (argument.index_form() for argument in atom.arguments)
            yield from (form for form in forms if form is not None and index in form.names)
        for inner in atom.quotients():
            yield from offsets(ring, inner, index)
