"""Weighted means of monomials: `w_1 m_1 + ... + w_k m_k >= m_1^{w_1} ... m_k^{w_k}` where none is negative.

The weights are positive and add up to 1. With other coefficients, `c_1 m_1 + ... + c_k m_k >= d m` holds if
and only if `d <= (c_1/w_1)^{w_1} ... (c_k/w_k)^{w_k}` (Reznick, Forms derived from the arithmetic-geometric
inequality, 1989), where the exponents leave only one choice of the weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, islice
from math import lcm, prod

from flint import fmpq, fmpq_mat

__all__ = ["below_their_means"]

Exponents = tuple[int, ...]

#: More monomials are not compared with one, nor more of them at once; larger powers are not taken.
_MOST_COMPARED, _MOST_AT_ONCE, _MOST_BELOW, _MOST_SETS, _LARGEST_POWER = 9, 4, 4, 160, 60


def below_their_means(terms: Mapping[Exponents, fmpq]) -> Iterator[dict[Exponents, fmpq]]:
    """Polynomials that are not negative where no monomial is: each of them some terms with a positive
    coefficient less one monomial that has a negative one. With the coefficients of the terms, if that holds,
    and with the weights themselves.

    >>> x3, y3, one, xy = (3, 0), (0, 3), (0, 0), (1, 1)
    >>> found = list(below_their_means({x3: fmpq(1), y3: fmpq(8), one: fmpq(1), xy: fmpq(-6)}))
    >>> found == [{x3: 1, y3: 8, one: 1, xy: -6}, {x3: fmpq(1, 3), y3: fmpq(1, 3), one: fmpq(1, 3), xy: -1}]
    True
    >>> list(below_their_means({x3: fmpq(1), one: fmpq(1), (4, 0): fmpq(-1)}))
    []
    """
    above = [each for each, coefficient in terms.items() if coefficient > 0][:_MOST_COMPARED]
    below = [each for each, coefficient in terms.items() if coefficient < 0]
    if len(below) > _MOST_BELOW:
        return
    for least in below:
        for chosen in islice(_sets(above, least), _MOST_SETS):
            weights = _weights(chosen, least)
            if weights is None:
                continue
            own = dict(zip(chosen, (terms[each] for each in chosen), strict=True))
            if _is_below(own, weights, -terms[least]):
                yield {**own, least: terms[least]}
            yield {**dict(zip(chosen, weights, strict=True)), least: fmpq(-1)}


def _sets(above: list[Exponents], least: Exponents) -> Iterator[tuple[Exponents, ...]]:
    """Sets of monomials between whose exponents those of the least may lie."""
    for size in range(2, _MOST_AT_ONCE + 1):
        for chosen in combinations(above, size):
            columns = zip(*chosen, least, strict=True)
            if all(min(column) <= middle <= max(column) for *column, middle in columns):
                yield chosen


def _weights(chosen: tuple[Exponents, ...], least: Exponents) -> tuple[fmpq, ...] | None:
    """Positive weights that add up to 1, with which the exponents have the least ones for their mean.

    None where there are none, or they are not the only ones.
    """
    rows = [*zip(*chosen, least, strict=True), (1,) * (len(chosen) + 1)]
    reduced, rank = fmpq_mat([[fmpq(entry) for entry in row] for row in rows]).rref()
    if rank != len(chosen) or any(reduced[place, place] == 0 for place in range(rank)):
        return None
    weights = tuple(reduced[place, len(chosen)] for place in range(rank))
    return weights if all(weight > 0 for weight in weights) else None


def _is_below(own: Mapping[Exponents, fmpq], weights: tuple[fmpq, ...], wanted: fmpq) -> bool:
    """Whether the mean with these coefficients is at least so many times the least monomial."""
    power = lcm(*(int(weight.q) for weight in weights))
    if power > _LARGEST_POWER:
        return False
    shares = zip(own.values(), weights, strict=True)
    most = prod(((share / weight) ** int(weight * power) for share, weight in shares), start=fmpq(1))
    return bool(wanted**power <= most)
