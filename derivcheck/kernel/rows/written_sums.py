"""Long sums as they are written: monomials in plain symbols are collected before they are added.

Adding term by term copies what was added before, so a sum of `n` terms would take time like `n^2`.
"""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpz

from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Mul, Neg, Num, Pow, Sym, Term

__all__ = ["long_sum"]


class _Unsuitable(Exception):  # noqa: N818 - an event, not a mistake
    """The term is no monomial in plain symbols with a whole coefficient."""


def long_sum(reader: Reader, args: Sequence[Term]) -> Quotient:
    """The sum of many terms."""
    places: dict[str, int | None] = {}
    collected: dict[tuple[int, ...], int] = {}
    total = reader.ring.zero
    for arg in args:
        try:
            exponents = [0] * reader.ring.size.generators
            coefficient = _into(reader, arg, places, exponents)
        except _Unsuitable:
            total = total + reader.value(arg)
        else:
            key = tuple(exponents)
            collected[key] = collected.get(key, 0) + coefficient
    terms = {key: fmpz(value) for key, value in collected.items()}
    return total + Quotient(reader.ring, reader.ring.context.from_dict(terms), reader.ring.one.den)


def _into(reader: Reader, term: Term, places: dict[str, int | None], exponents: list[int]) -> int:
    """The coefficient of a monomial, its exponents added to the list."""
    match term:
        case Num(value) if value.denominator == 1:
            return int(value)
        case Sym(name, ()):
            exponents[_place(reader, term, name, places)] += 1
            return 1
        case Pow(Sym(name, ()) as base, Num(value)) if value.denominator == 1 and value > 0:
            exponents[_place(reader, base, name, places)] += int(value)
            return 1
        case Neg(arg):
            return -_into(reader, arg, places, exponents)
        case Mul(args):
            coefficient = 1
            for arg in args:
                coefficient *= _into(reader, arg, places, exponents)
            return coefficient
        case _:
            raise _Unsuitable


def _place(reader: Reader, term: Term, name: str, places: dict[str, int | None]) -> int:
    """The generator that a symbol is, if it is one that satisfies no equation."""
    if name not in places:
        value, ring = reader.value(term), reader.ring
        atom = value.atom()
        place = ring.places[atom] if atom is not None else None
        places[name] = None if place in ring.relations else place
    found = places[name]
    if found is None:
        raise _Unsuitable
    return found
