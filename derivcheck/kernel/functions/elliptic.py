"""Complete elliptic integrals `K(m)` and `E(m)` by their parameter `m`, the square of the modulus.

*Derivatives.* `K' = (E/(1 - m) - K)/(2 m)` and `E' = (E - K)/(2 m)`, off 0.
*Values.* `K(0) = E(0) = pi/2`, `E(1) = 1`, `K(1/2) = gamma(1/4)^2/(4 sqrt(pi))`, `K(-1) = K(1/2)/sqrt(2)`,
`E(-1) = sqrt(2) E(1/2)`.
*Legendre.* `K(m) E(1 - m) + E(m) K(1 - m) - K(m) K(1 - m) = pi/2` for `0 < m < 1`, which gives `E(1 - m)`
and `E(1/2)`.

Over the reals `K` has values for `m < 1` and `E` for `m <= 1`, all of them positive.
Source: Abramowitz and Stegun, chapter 17.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.functions_by_name import gives_way, opaque
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = [
    "elliptic_e", "elliptic_e_edge", "elliptic_e_rate", "elliptic_k", "elliptic_k_edge", "elliptic_k_rate",
    "elliptic_sign", "read_elliptic_e", "read_elliptic_k",
]  # fmt: skip

_HALF = Fraction(1, 2)


def elliptic_k(ring: Ring, m: Quotient) -> Quotient:
    """`K(m)`, where it is defined."""
    number = m.number()
    if number == 0:
        return pi(ring) * ring.constant(_HALF)
    if number == _HALF:
        root = gamma(ring, ring.constant(Fraction(1, 4)))
        return root * root * rational_power(ring, pi(ring), -_HALF) * ring.constant(Fraction(1, 4))
    if number == -1:
        return elliptic_k(ring, ring.constant(_HALF)) * rational_power(ring, ring.constant(2), -_HALF)
    return opaque(ring, "elliptic_k", m)


def elliptic_e(ring: Ring, m: Quotient) -> Quotient:
    """`E(m)`, where it is defined."""
    number = m.number()
    quarter_turn = pi(ring) * ring.constant(_HALF)
    if number == 0:
        return quarter_turn
    if number == 1:
        return ring.one
    if number == _HALF:
        k = elliptic_k(ring, m)
        return (quarter_turn / k + k) * ring.constant(_HALF)
    if number == -1:
        return rational_power(ring, ring.constant(2), _HALF) * elliptic_e(ring, ring.constant(_HALF))
    if gives_way(ring, m):
        rest = ring.one - m
        k, e, turned = elliptic_k(ring, rest), elliptic_e(ring, rest), elliptic_k(ring, m)
        return (quarter_turn + (k - e) * turned) / k
    return opaque(ring, "elliptic_e", m)


def elliptic_k_rate(ring: Ring, m: Quotient) -> Quotient:
    """The derivative of `K`."""
    return (elliptic_e(ring, m) / (ring.one - m) - elliptic_k(ring, m)) / (ring.constant(2) * m)


def elliptic_e_rate(ring: Ring, m: Quotient) -> Quotient:
    """The derivative of `E`."""
    return (elliptic_e(ring, m) - elliptic_k(ring, m)) / (ring.constant(2) * m)


def elliptic_k_edge(ring: Ring, m: Quotient) -> Quotient:
    """What must not be 0 for that to be the derivative of `K`."""
    return m


def elliptic_e_edge(ring: Ring, m: Quotient) -> Quotient:
    """What must not be 0 for that to be the derivative of `E`."""
    return m * (ring.one - m)


def elliptic_sign(ring: Ring, m: Quotient) -> int:
    """Both are positive for real `m` up to 1."""
    if not signs.is_real(ring.sign(m)):
        return signs.ANY
    within = not ring.principal or signs.is_within(ring.sign(ring.one - m), signs.NONNEGATIVE)
    return signs.POSITIVE if within else signs.ANY


def read_elliptic_k(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    """`K(m)`; notes that `m < 1`, among complex numbers that it is not 1."""
    ring, m = reader.ring, reader.value(args[0])
    reader.require(ring.one - m, signs.NONZERO if ring.principal else signs.POSITIVE)
    return elliptic_k(ring, m)


def read_elliptic_e(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    """`E(m)`; notes that `m <= 1`."""
    if len(args) > 1:
        raise Outside("an incomplete elliptic integral")
    ring, m = reader.ring, reader.value(args[0])
    reader.require(ring.one - m, signs.ANY if ring.principal else signs.NONNEGATIVE)
    return elliptic_e(ring, m)
