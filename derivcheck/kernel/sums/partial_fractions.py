"""Rational functions of an index by partial fractions.

    N(k)/D(k) = polynomial + sum of c_(b, s)/(k + b)^s

where `D` is a product of powers of linear factors `k + b`. The coefficients beside one factor are those of
the Taylor series, around its root, of what is left without it: divided by another factor `k + d` it is
divided by `(d - b) + e`, where `e` is the distance from the root.

Roots may coincide for some values of the symbols in them; where a coefficient has no value, no more is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in

__all__ = ["PartialFractions", "partial_fractions"]

_HIGHEST_DEGREE = 40


@frozen
class PartialFractions:
    """A polynomial by powers of the index, and the fractions: `offset`, exponent, coefficient."""

    polynomial: tuple[Quotient, ...]
    fractions: tuple[tuple[Quotient, int, Quotient], ...]


def partial_fractions(ring: Ring, value: Quotient, index: str) -> PartialFractions | None:
    """A rational function of the index taken apart; None where its denominator has other factors."""
    roots: list[tuple[Quotient, int]] = []
    below = ring.one
    for factor, times in factored(ring, value).parts:
        if times > 0 or index not in factor.names:
            continue
        if degree_in(ring, factor.num, index) != 1:
            return None
        constant, slope = coefficients_in(ring, factor, index)
        roots.append((constant / slope, -times))
        below = below * (factor / slope) ** -times
    whole = value * below
    if index in Quotient(ring, whole.den, ring.one.den).names or degree_in(ring, whole.num, index) is None:
        return None
    if sum(times for _, times in roots) > _HIGHEST_DEGREE:
        return None
    quotient, rest = _divided(ring, coefficients_in(ring, whole, index), coefficients_in(ring, below, index))
    found = []
    for offset, times in roots:
        series = _around(ring, rest, offset, times)
        for other, exponent in roots:
            if other is not offset:
                for _ in range(exponent):
                    series = _over(series, other - offset)
        found += [(offset, times - place, each) for place, each in enumerate(series) if not each.is_zero()]
    return PartialFractions(tuple(quotient), tuple(found))


def _divided(
    ring: Ring, above: Sequence[Quotient], below: Sequence[Quotient]
) -> tuple[list[Quotient], list[Quotient]]:
    """Quotient and remainder of polynomials by their coefficients, the leading one below being 1."""
    rest, degree = list(above), len(below) - 1
    found: list[Quotient] = []
    while len(rest) > degree:
        leading = rest.pop()
        found.append(leading)
        for place in range(degree):
            rest[place - degree] = rest[place - degree] - leading * below[place]
    return found[::-1], rest or [ring.zero]


def _around(ring: Ring, polynomial: Sequence[Quotient], offset: Quotient, many: int) -> list[Quotient]:
    """The first coefficients of a polynomial in `e = k + offset`: Horner's scheme, again and again."""
    found, rest = [], list(polynomial)
    for _ in range(many):
        carried, made = ring.zero, []
        for value in reversed(rest):
            carried = value - offset * carried
            made.append(carried)
        found.append(made.pop() if made else ring.zero)
        rest = made[::-1]
    return found


def _over(series: Sequence[Quotient], apart: Quotient) -> list[Quotient]:
    """A power series in `e` divided by `apart + e`."""
    made: list[Quotient] = []
    for value in series:
        made.append((value - made[-1]) / apart if made else value / apart)
    return made
