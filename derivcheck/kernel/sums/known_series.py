"""Infinite sums of powers, and of polynomials over factorials.

*Powers.* For whole `s > 0`, with the numbers of Bernoulli and Euler,

* `1 + 1/2^s + 1/3^s + ... = |B_s| (2 pi)^s/(2 s!)` for even `s`, and with alternating signs it is
  `1 - 2^(1 - s)` times that;
* `1 + 1/3^s + 1/5^s + ...` is `1 - 2^(-s)` times that;
* `1 - 1/3^s + 1/5^s - ... = |E_(s-1)| (pi/2)^s/(2 (s - 1)!)` for odd `s`.

*Moments.* The sum of `k (k - 1) ... (k - j + 1) y^k/k!` is `y^j exp(y)`; powers of `k` are written
by such products.

Source: Abramowitz and Stegun, section 23.2; Graham, Knuth, Patashnik, Concrete Mathematics, section 6.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, factorial

from derivcheck.kernel.algebra.linear import constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in, hypergeometric_part

__all__ = ["falling_coefficients", "moments", "powers"]

_HIGHEST_POWER = 16
#: Sums that begin further off are left alone.
_LATEST_BEGINNING = 12


def powers(ring: Ring, body: Quotient, ratio: Quotient, index: str, low: int) -> Quotient | None:
    """The sum of `c/(k + b)^s` or `c (-1)^k/(k + b)^s` from `low` on, `2 b` a whole number."""
    exponent = degree_in(ring, ratio.den, index)
    if not exponent or exponent > _HIGHEST_POWER:
        return None
    below = coefficients_in(ring, Quotient(ring, ratio.den, ring.one.den), index)
    offset = (below[-2] / below[-1]).number()
    if offset is None:
        return None
    shift = offset / exponent - 1
    k = ring.of_form(variable(index))
    here, following = k + ring.constant(shift), k + ring.constant(shift + 1)
    sign = (ratio * (following / here) ** exponent).number()
    first = 2 * (low + shift)
    if sign not in (1, -1) or first.denominator != 1 or not 0 < first <= _LATEST_BEGINNING:
        return None
    total = _of_powers(ring, exponent, int(sign), int(first))
    beginning = ring.at(body, {index: constant(low)}) * ring.constant(Fraction(first, 2) ** exponent)
    return beginning * total if total is not None else None


def _of_powers(ring: Ring, exponent: int, sign: int, first: int) -> Quotient | None:
    """`(2/first)^s + sign (2/(first + 2))^s + ...`"""
    odd = first % 2
    if exponent % 2 != int(odd and sign < 0) or (exponent < 2 and sign > 0):
        return None
    if odd and sign < 0:
        value = Fraction(_euler(exponent - 1), 2 ** (exponent + 1) * factorial(exponent - 1))
    else:
        value = abs(_bernoulli(exponent)) * Fraction(2**exponent, 2 * factorial(exponent))
        if odd:
            value *= 1 - Fraction(1, 2**exponent)
        elif sign < 0:
            value *= 1 - Fraction(2, 2**exponent)
    scale = 2**exponent if odd else 1
    total = ring.constant(value * scale) * pi(ring) ** exponent
    turn = 1
    for place in range(odd or 2, first, 2):
        total = total - ring.constant(turn * Fraction(2, place) ** exponent)
        turn *= sign
    return total * ring.constant(turn)


def _bernoulli(order: int) -> Fraction:
    found = [Fraction(1)]
    for n in range(1, order + 1):
        found.append(-sum((comb(n + 1, j) * found[j] for j in range(n)), Fraction(0)) / (n + 1))
    return found[order]


def _euler(order: int) -> int:
    """`|E_n|` for even `n`."""
    found = [1]
    for n in range(1, order // 2 + 1):
        found.append(-sum(comb(2 * n, 2 * j) * found[j] for j in range(n)))
    return abs(found[order // 2])


def moments(ring: Ring, body: Quotient, index: str, low: int) -> Quotient | None:
    """The sum of `P(k) g(k)` from `low` on where `g(k + 1)/g(k) = y/(k + 1)`, with a polynomial `P`."""
    base = hypergeometric_part(ring, body, index)
    weight = body / base
    if degree_in(ring, weight.num, index) is None or index in Quotient(ring, weight.den, ring.one.den).names:
        return None
    step = variable(index).shifted(1)
    y = ring.at(base, {index: step}) / base * ring.of_form(step)
    if index in y.names:
        return None
    total = ring.zero
    for order, coefficient in enumerate(falling_coefficients(ring, coefficients_in(ring, weight, index))):
        total = total + coefficient * y**order
    total = total * exp(ring, y) * ring.at(base, {index: constant(0)})
    for place in range(low):
        total = total - ring.at(body, {index: constant(place)})
    return total


def falling_coefficients(ring: Ring, coefficients: Sequence[Quotient]) -> list[Quotient]:
    """A polynomial in `k` by powers, rewritten by `1, k, k (k - 1), ...`.

    Horner's scheme: divided by `k`, then by `k - 1`, and so on, it leaves its coefficients.
    """
    found, rest = [], list(coefficients)
    place = 0
    while rest:
        quotient: list[Quotient] = []
        carried = ring.zero
        for value in reversed(rest):
            carried = carried * ring.constant(place) + value
            quotient.append(carried)
        found.append(quotient.pop())
        rest = quotient[::-1]
        place += 1
    return found
