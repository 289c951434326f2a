"""Infinite sums of rational terms, beside powers `y^k` or without them.

A term is a sum of `g(k) R(k)` with rational `R` and `g(k + 1) = y g(k)`. With `x = low + b` the fractions
`c/(k + b)^s` of `R` (`derivcheck.kernel.sums.partial_fractions`) have these sums over `k = low + j`:

* *`y = 1`.* If `R` falls like `1/k^2`, the coefficients with `s = 1` add up to 0, and each fraction
  contributes `c S_s(x)`, where `S_1 = -digamma` and `S_s = (-1)^s polygamma(s - 1, .)/(s - 1)!`.
* *`y = -1`.* Without a polynomial part: `(-1)^j/(j + x)^s` gives `2^(-s) (S_s(x/2) - S_s((x + 1)/2))`.
* *Any other `y`,* for simple fractions with rational `x`: `derivcheck.kernel.sums.roots_of_unity`, where
  `|y| < 1`; without a polynomial part `-1 <= y < 1` is enough, by Abel's theorem. For complex `y` with whole
  `x` alone it is `-log(1 - y)/y^x` less the terms that are missing before it. The sum of
  `j (j - 1) ... (j - m + 1) y^j` is `m! y^m/(1 - y)^(m + 1)`.

One over a square and a constant stands in `derivcheck.kernel.sums.quadratic_series`.

No series is declared divergent. That no denominator is 0 was noted when the terms were read.
Source: Abramowitz and Stegun, 6.3.16 and 6.4.10.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial

from flint import fmpz_mpoly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, log
from derivcheck.kernel.functions.gammas import digamma, polygamma
from derivcheck.kernel.sums.bodies import split_body
from derivcheck.kernel.sums.gosper import by_similarity
from derivcheck.kernel.sums.known_series import falling_coefficients
from derivcheck.kernel.sums.partial_fractions import PartialFractions, partial_fractions
from derivcheck.kernel.sums.quadratic_series import quadratic_series
from derivcheck.kernel.sums.roots_of_unity import simple_fraction

__all__ = ["Series", "rational_series", "term_by_term"]

_HIGHEST_ORDER = 20


@frozen
class Series:
    """The value of an infinite sum, and signs that certain values must have for it to converge."""

    value: Quotient
    conditions: tuple[tuple[Quotient, int], ...] = ()


def term_by_term(
    ring: Ring, body: Quotient, index: str, sum_of: Callable[[Quotient], Series | None]
) -> Series | None:
    """The sum of `body` by those of its terms, all of which have to converge; None where one is not known."""
    total, conditions = ring.zero, dict[tuple[Quotient, int], None]()
    for coefficient, part in split_body(ring, body, index):
        found = sum_of(part)
        if found is None:
            return None
        total = total + coefficient * found.value
        conditions.update(dict.fromkeys(found.conditions))
    return Series(total, tuple(conditions))


def rational_series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on; None where it is none of these, or need not converge."""
    total = ring.zero
    conditions: list[tuple[Quotient, int]] = []
    for base, weight in by_similarity(ring, body, index):
        step = ring.at(base, {index: variable(index).shifted(1)}) / base
        found = None if index in step.names else _one(ring, base, step, weight, index, low)
        if found is None:
            return None
        total = total + found.value
        conditions += found.conditions
    return Series(total, tuple(conditions))


def _one(
    ring: Ring, base: Quotient, step: Quotient, weight: Quotient, index: str, low: Form
) -> Series | None:
    start = ring.at(base, {index: low})
    number = step.number()
    if number in (1, -1):
        square = quadratic_series(ring, weight, index, low.const, int(number)) if not low.terms else None
        if square is not None:
            return Series(start * square[0], square[1])
    parts = partial_fractions(ring, weight, index)
    if parts is None:
        return None
    if number in (1, -1):
        total = _of_polygammas(ring, parts, low, int(number))
        return Series(start * total, _defined(ring, parts)) if total is not None else None
    return _of_powers(ring, parts, start, step, low)


# -- without powers, or with alternating signs ---------------------------------------------------------------


def _of_polygammas(ring: Ring, parts: PartialFractions, low: Form, sign: int) -> Quotient | None:
    if parts.polynomial:
        return None
    residues, total = ring.zero, ring.zero
    for offset, order, coefficient in parts.fractions:
        x = ring.of_form(low) + offset
        number = x.whole_number()
        if order > _HIGHEST_ORDER or (number is not None and number <= 0):
            return None
        if order == 1:
            residues = residues + coefficient
        if sign > 0:
            total = total + coefficient * _hurwitz(ring, order, x)
        else:
            half = ring.constant(Fraction(1, 2))
            pair = _hurwitz(ring, order, x * half) - _hurwitz(ring, order, (x + ring.one) * half)
            total = total + coefficient * half**order * pair
    return total if sign < 0 or residues.is_zero() else None


def _hurwitz(ring: Ring, order: int, x: Quotient) -> Quotient:
    """`1/x^s + 1/(x + 1)^s + ...`, for `s = 1` up to what does not depend on `x`."""
    if order == 1:
        return -digamma(ring, x)
    scale = ring.constant(Fraction((-1) ** order, factorial(order - 1)))
    return scale * polygamma(ring, ring.constant(order - 1), x)


# -- with powers ---------------------------------------------------------------------------------------------


def _of_powers(ring: Ring, parts: PartialFractions, start: Quotient, y: Quotient, low: Form) -> Series | None:
    real = signs.is_real(ring.sign(y))
    within: tuple[tuple[Quotient, int], ...] = ((ring.one - absolute(ring, y), signs.POSITIVE),)
    if real:
        least = signs.POSITIVE if parts.polynomial else signs.NONNEGATIVE
        within = ((ring.one - y, signs.POSITIVE), (ring.one + y, least))
    total, conditions = start * _of_polynomial(ring, parts.polynomial, y, low), dict.fromkeys(within)
    for offset, order, coefficient in parts.fractions:
        x = (ring.of_form(low) + offset).number()
        if x is None or order > 1 or (x.denominator == 1 and x <= 0):
            return None
        found = simple_fraction(ring, y, x) if real else _principal_fraction(ring, y, x)
        if found is None:
            return None
        value = start * coefficient * found
        if not _is_nonzero(ring, value.den):
            conditions[y, signs.NONZERO] = None
        total = total + value
    return Series(total, (*conditions, *_defined(ring, parts)))


def _principal_fraction(ring: Ring, y: Quotient, x: Fraction) -> Quotient | None:
    """`1/x + y/(x + 1) + ...` for a complex `y` and a whole number `x`, by the series of `log(1 - y)`."""
    if x.denominator != 1 or x > _HIGHEST_ORDER:
        return None
    total = log(ring, ring.one - y)
    for power in range(1, int(x)):
        total = total + y**power / ring.constant(power)
    return -total / y ** int(x)


def _defined(ring: Ring, parts: PartialFractions) -> tuple[tuple[Quotient, int], ...]:
    """What is to be not 0 for the coefficients to have values."""
    found = (each.den for _, _, each in parts.fractions if not _is_nonzero(ring, each.den))
    return tuple((Quotient(ring, each, ring.one.den), signs.NONZERO) for each in found)


def _is_nonzero(ring: Ring, polynomial: fmpz_mpoly) -> bool:
    return signs.is_within(ring.polynomial_sign(polynomial), signs.NONZERO)


def _of_polynomial(ring: Ring, polynomial: tuple[Quotient, ...], y: Quotient, low: Form) -> Quotient:
    """The sum of `P(low + j) y^j` over `j >= 0`."""
    shifted = [ring.zero]
    for coefficient in reversed(polynomial):  # Horner's scheme in `low + j`
        moved = [ring.zero, *shifted]
        for place, value in enumerate(shifted):
            moved[place] = moved[place] + value * ring.of_form(low)
        shifted = moved
        shifted[0] = shifted[0] + coefficient
    total, beside = ring.zero, ring.one - y
    for order, coefficient in enumerate(falling_coefficients(ring, shifted)):
        if not coefficient.is_zero():
            total = total + coefficient * ring.constant(factorial(order)) * y**order / beside ** (order + 1)
    return total
