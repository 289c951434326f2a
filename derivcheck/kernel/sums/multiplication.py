"""Multiplication theorems: functions at equally spaced places, as many as one of them is apart.

With whole `N >= 1`, the sums over `k < N` of `f(a + k/N)` are

    zeta(s, ...)   N^s zeta(s, N a)               polygamma(m, ...)   N^(m + 1) polygamma(m, N a), m >= 1
    digamma        N (digamma(N a) - log(N))      bernoulli(n, ...)   N^(1 - n) bernoulli(n, N a)

(`polygamma(0, ...)` is digamma), and the product of the `gamma(a + k/N)` is
`(2 pi)^((N - 1)/2) N^(1/2 - N a) gamma(N a)` (Gauss). They hold wherever the functions are defined: `N a` is
a pole, or on a cut, where one of the places is. The product of the `x - cos(pi k/(N + 1))` for `0 < k <= N`
is `U(N, x)/2^N`, that of the `x - cos(pi (2 k - 1)/(2 N))` is `T(N, x)/2^(N - 1)` with Chebyshev's
polynomials, of which they are the zeros. With `N = 0` nothing of this holds but the one about `U`.
Source: Abramowitz and Stegun, 6.1.20, 6.3.8, 6.4.8, 23.1.10; NIST DLMF, 25.11.15.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Range
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.bernoulli import bernoulli
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.gammas import digamma, gamma, polygamma
from derivcheck.kernel.functions.hurwitz import hurwitz
from derivcheck.kernel.functions.orthogonal import second_kind
from derivcheck.kernel.functions.trigonometric import pi

__all__ = ["product_of_gammas", "product_over_zeros", "sum_of_spaced"]


def sum_of_spaced(
    ring: Ring, name: str, others: Sequence[Quotient], x: Quotient, index: str, ends: Range
) -> Quotient | None:
    """The sum of a function of `x`, which varies with the index; None where it is none of these."""
    places = _places(ring, others, x, index, ends) if name in _SUMS else None
    if places is None:
        return None
    number, start = places
    return _SUMS[name](ring, number, *others, number * start)


def product_of_gammas(ring: Ring, x: Quotient, index: str, ends: Range) -> Quotient | None:
    """The product of the `gamma(x)`; None where the places are not so spaced."""
    places = _places(ring, (), x, index, ends)
    if places is None:
        return None
    number, start = places
    half, multiple = ring.constant(Fraction(1, 2)), number * start
    circle = exp(ring, (number - ring.one) * half * log(ring, ring.constant(2) * pi(ring)))
    return circle * _power(ring, number, half - multiple) * gamma(ring, multiple)


def product_over_zeros(ring: Ring, x: Quotient, angle: Quotient, index: str, ends: Range) -> Quotient | None:
    """`U(N, x)/2^N` or `T(N, x)/2^(N - 1)` as the product of the `x - cos(t)`, which are their zeros."""
    low, high = ends
    if high is None:
        return None
    length = high.minus(low).shifted(1)
    turn, start = pi(ring), ring.at(angle, {index: low})
    step = ring.at(angle, {index: variable(index).shifted(1)}) - angle
    number, two = ring.of_form(length), ring.constant(2)
    if not ring.facts.entails(length):
        return None
    here, before = (second_kind(ring, number - ring.constant(back), x) for back in (0, 1))
    if step == start and (step * (number + ring.one) - turn).is_zero():
        return here / _power(ring, two, number)
    if step == two * start and (step * number - turn).is_zero() and ring.facts.entails(length.shifted(-1)):
        return (here - x * before) / _power(ring, two, number - ring.one)
    return None


def _places(
    ring: Ring, others: Sequence[Quotient], x: Quotient, index: str, ends: Range
) -> tuple[Quotient, Quotient] | None:
    """How many equally spaced places are taken, and the first one."""
    low, high = ends
    if high is None or any(index in each.names for each in others):
        return None
    length = high.minus(low).shifted(1)
    if not ring.facts.entails(length.shifted(-1)):
        return None
    number = ring.of_form(length)
    step = ring.at(x, {index: variable(index).shifted(1)}) - x
    return (number, ring.at(x, {index: low})) if (step * number).is_one() else None


def _power(ring: Ring, number: Quotient, exponent: Quotient) -> Quotient:
    return exp(ring, exponent * log(ring, number))


def _of_zeta(ring: Ring, number: Quotient, s: Quotient, x: Quotient) -> Quotient:
    return _power(ring, number, s) * hurwitz(ring, s, x)


def _of_digamma(ring: Ring, number: Quotient, x: Quotient) -> Quotient:
    return number * (digamma(ring, x) - log(ring, number))


def _of_polygamma(ring: Ring, number: Quotient, m: Quotient, x: Quotient) -> Quotient | None:
    if m.is_zero():
        return _of_digamma(ring, number, x)
    if not signs.is_within(ring.sign(m), signs.POSITIVE):
        return None  # it may be 0
    return _power(ring, number, m + ring.one) * polygamma(ring, m, x)


def _of_bernoulli(ring: Ring, number: Quotient, n: Quotient, x: Quotient) -> Quotient:
    return _power(ring, number, ring.one - n) * bernoulli(ring, n, x)


#: By the number of places, what stands before the last argument, and so many times the first place.
_SUMS: Mapping[str, Callable[..., Quotient | None]] = {
    "bernoulli": _of_bernoulli,
    "digamma": _of_digamma,
    "polygamma": _of_polygamma,
    "zeta": _of_zeta,
}
