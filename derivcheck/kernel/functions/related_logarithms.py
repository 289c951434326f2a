"""Sums of logarithms that are 0 because a product is 1: `log(sqrt(x^2 + 1) + x) + log(sqrt(x^2 + 1) - x)`.

Where logarithms are defined their arguments are positive, so `c log(u) + d log(v) + ...` with whole numbers
`c, d, ...` is 0 exactly where `u^c v^d ... = 1`, and that where the square of the product is 1. Terms that
have the same factors beside the logarithm are taken together.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from math import gcd

from derivcheck.kernel.algebra.atoms import Logarithm
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["is_log_of_one"]

#: Products with more factors, or with higher powers, are not multiplied out.
_MOST_LOGARITHMS, _HIGHEST_POWER = 6, 6


def is_log_of_one(ring: Ring, value: Quotient) -> bool:
    """Whether a value of real numbers is a sum of logarithms of products that are 1."""
    groups = None if ring.principal else _groups(ring, value)
    if not groups:
        return False
    try:
        return all(_is_one(ring, powers) for powers in groups.values())
    except (TooLarge, Undefined):
        return False


def _groups(ring: Ring, value: Quotient) -> Mapping[tuple[int, ...], dict[int, int]] | None:
    """The multiples of logarithms by what stands beside them; None unless each term has one logarithm."""
    logarithms = {place for place in value.generators if isinstance(ring.atoms[place], Logarithm)}
    found: dict[tuple[int, ...], dict[int, int]] = {}
    for exponents, coefficient in value.num.terms():
        here = [place for place in logarithms if exponents[place]]
        if len(here) != 1 or exponents[here[0]] != 1:
            return None
        beside = tuple(0 if place == here[0] else int(each) for place, each in enumerate(exponents))
        found.setdefault(beside, {})[here[0]] = int(coefficient)
    return found


def _is_one(ring: Ring, powers: Mapping[int, int]) -> bool:
    """Whether the product of these powers of the arguments of logarithms is 1."""
    shared = reduce(gcd, powers.values())
    exponents = {place: power // shared for place, power in powers.items()}
    if not 1 < len(powers) <= _MOST_LOGARITHMS or max(map(abs, exponents.values())) > _HIGHEST_POWER:
        return False
    product = ring.one
    for place, exponent in exponents.items():
        atom = ring.atoms[place]
        assert isinstance(atom, Logarithm)
        product = product * atom.argument**exponent
    return (product * product - ring.one).is_zero()
