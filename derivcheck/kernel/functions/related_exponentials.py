"""Exponentials that are products of others: `exp(1/x + 1/(x + 1)) = exp(1/x) exp(1/(x + 1))`.

An exponent comes apart into the terms of its numerator, each over the whole denominator, so exponents with
different denominators have no terms in common, though one may be the sum of others. Over one denominator they
are vectors of rational numbers, and a combination of them with whole coefficients is a product of powers.
Those with the longest denominators come first, for the others may be whole multiples of these: `1/x` is
`2/(x (x + 2)) + 1/(x + 2)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpq, fmpq_mat, fmpz_mpoly

from derivcheck.kernel.algebra.atoms import Exponential
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["exponentials_by_others"]

#: Among more exponentials none is looked for that others give, nor where an exponent is longer.
_MOST_EXPONENTIALS, _MOST_TERMS = 8, 40


def exponentials_by_others(ring: Ring, value: Quotient) -> Quotient:
    """The value with each exponential that is a product of powers of others written by these."""
    found = [place for place in value.generators if isinstance(ring.atoms[place], Exponential)]
    if not 2 < len(found) <= _MOST_EXPONENTIALS or all(
        _argument(ring, place).den.is_one() for place in found
    ):
        return value
    found.sort(key=lambda place: _argument(ring, place).den.total_degree(), reverse=True)
    rows = _over_one_denominator(ring, [_argument(ring, place) for place in found])
    basis: list[tuple[int, Sequence[int]]] = []
    images: dict[int, Quotient] = {}
    for place, row in zip(found, rows, strict=False):
        powers = _combination([each for _, each in basis], row)
        if powers is None:
            basis.append((place, row))
        elif all(power.denominator == 1 for power in powers):
            images[place] = ring.one
            for (other, _), power in zip(basis, powers, strict=True):
                images[place] = images[place] * ring.generators[other] ** int(power)
    return ring.replaced(value, images)


def _argument(ring: Ring, place: int) -> Quotient:
    atom = ring.atoms[place]
    assert isinstance(atom, Exponential)
    return atom.argument * ring.constant(Fraction(1, atom.unit))


def _over_one_denominator(ring: Ring, values: Sequence[Quotient]) -> list[list[int]]:
    """The coefficients of the numerators, over one denominator of all."""
    shared = ring.one.den
    for each in values:
        shared = shared * (each.den // shared.gcd(each.den))
    above: list[fmpz_mpoly] = [each.num * (shared // each.den) for each in values]
    monomials = dict.fromkeys(exponents for each in above for exponents in each.monoms())
    if len(monomials) > _MOST_TERMS:
        return []
    return [[int(each[exponents]) for exponents in monomials] for each in above]


def _combination(rows: Sequence[Sequence[int]], target: Sequence[int]) -> list[Fraction] | None:
    """The numbers with which the rows, which are independent, add up to the target; None without any."""
    width = len(rows)
    entries = [fmpq(each) for line in zip(*rows, target, strict=True) for each in line]
    reduced, rank = fmpq_mat(len(target), width + 1, entries).rref()
    if rank != width:
        return None
    found = [reduced[at, width] for at in range(width)]
    return [Fraction(int(each.p), int(each.q)) for each in found]
