"""Infinite sums of polynomials over factorials.

The sum of `k (k - 1) ... (k - j + 1) y^k/k!` is `y^j exp(y)`; powers of `k` are written
by such products.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 6.1.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.kernel.algebra.linear import constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in, hypergeometric_part

__all__ = ["falling_coefficients", "moments"]


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
