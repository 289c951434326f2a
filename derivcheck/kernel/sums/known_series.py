"""Infinite sums of polynomials over factorials.

The sum of `k (k - 1) ... (k - j + 1) y^k/k!` is `y^j exp(y)`; powers of `k` are written
by such products. That of `k^n/k!` is `e bell(n)`.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 6.1.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.kernel.algebra.atoms import Power
from derivcheck.kernel.algebra.linear import constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.counting import bell
from derivcheck.kernel.functions.elementary import exp
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in, hypergeometric_part

__all__ = ["falling_coefficients", "moments"]


def moments(ring: Ring, body: Quotient, index: str, low: int) -> Quotient | None:
    """The sum of `P(k) g(k)` from `low` on where `g(k + 1)/g(k) = y/(k + 1)`, with a polynomial `P`."""
    base = hypergeometric_part(ring, body, index)
    known = _by_bell(ring, body, index, low) if low in (0, 1) else None
    if known is not None:
        return known
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


def _by_bell(ring: Ring, body: Quotient, index: str, low: int) -> Quotient | None:
    """`e bell(n)` for the sum of `k^n/k!` from 0 on, where `0^0` is 1, and from 1 on if `n >= 1`."""
    k = ring.of_form(variable(index))
    for place in body.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Power) or atom.base != k or index in atom.exponent.names:
            continue
        exponent = atom.exponent.index_form()
        rest = body * gamma(ring, k + ring.one) / ring.generators[place]
        if exponent is not None and ring.facts.entails(exponent.shifted(-low)) and index not in rest.names:
            return rest * exp(ring, ring.one) * bell(ring, atom.exponent)
    return None


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
