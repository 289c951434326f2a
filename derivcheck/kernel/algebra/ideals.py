"""The ideal of equations that are assumed: what is 0 because they are.

A polynomial vanishes where all of the equations hold if it is a combination of them with polynomials for
coefficients. Gröbner's basis of the ideal tells: reduced by it, the members leave the remainder 0.
Equations that the atoms satisfy by themselves (`r^2 = 2`) belong to the ideal as well. The basis is
computed within limits; what it is when these are met still lies in the ideal, so that a remainder 0 is
a proof in any case.

Source: Cox, Little, O'Shea, *Ideals, Varieties, and Algorithms*, chapter 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import fmpz_mpoly, fmpz_mpoly_vec

from derivcheck.kernel.algebra.quotient import Quotient, used_places
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["ideal_of", "is_member"]

#: How many polynomials the basis may have, of how many terms, with how long coefficients.
_LIMITS = (24, 60, 256)
#: More or larger equations are not multiplied with one another.
_MOST_EQUATIONS, _HIGHEST_DEGREE = 6, 6


def ideal_of(ring: Ring, equations: Sequence[Quotient]) -> tuple[fmpz_mpoly, ...]:
    """Polynomials that generate the ideal of the numerators, a Gröbner basis where that was found."""
    generators = [each.num for each in equations if not each.is_zero()]
    generators += _own_equations(ring, generators)
    small = len(generators) <= _MOST_EQUATIONS
    if not small or any(each.total_degree() > _HIGHEST_DEGREE for each in generators):
        return tuple(generators)
    ring.tick()
    basis, _ = fmpz_mpoly_vec(generators, ring.context).buchberger_naive(limits=_LIMITS)
    return tuple(basis)  # type: ignore[arg-type]  # it has polynomials, other than the stubs say


def is_member(ring: Ring, basis: Sequence[fmpz_mpoly], value: Quotient) -> bool:
    """True when the numerator of `value` is seen to lie in the ideal."""
    if not basis:
        return value.is_zero()
    rest: Any = value.num  # of a method that is missing in python-flint's stubs
    return bool(rest.reduction_primitive_part(fmpz_mpoly_vec(list(basis), ring.context)).is_zero())


def _own_equations(ring: Ring, generators: Sequence[fmpz_mpoly]) -> list[fmpz_mpoly]:
    """The equations of the atoms that occur, without denominators."""
    occurring = {place for each in generators for place in used_places(each)}
    found = []
    for place in sorted(occurring & ring.relations.keys()):
        power, image = ring.relations[place]
        found.append(ring.polynomials[place] ** power * image.den - image.num)
    return found
