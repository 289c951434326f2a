"""The sums of `1/((k + h)^2 + m)`, also with alternating signs.

With `m = r^2`, `r` not 0, the sum over whole `k >= 1`

    of 1/(k^2 + m)             is  (pi r coth(pi r) - 1)/(2 m),
    of (-1)^(k - 1)/(k^2 + m)  is  (1 - pi r/sinh(pi r))/(2 m),
    of 1/((k - 1/2)^2 + m)     is  pi tanh(pi r)/(2 r),

and with `m = -r^2` it is what these are at `I r`: `cot`, `sin` and `tan` of `pi r`, where no denominator is
0. For whole `2 h` the others differ by finitely many terms.

Source: Abramowitz and Stegun, 4.3.91 and 4.5.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.square_roots import square_root
from derivcheck.kernel.functions.trigonometric import hyperbolic, pi, rotation
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in

__all__ = ["quadratic_series"]

#: So many terms may be missing at the beginning.
_MOST_MISSING = 12
_HALF = Fraction(1, 2)

#: A value, and the signs that others must have.
Found = tuple[Quotient, tuple[tuple[Quotient, int], ...]]


def quadratic_series(ring: Ring, weight: Quotient, index: str, low: int, sign: int) -> Found | None:
    """The sum of `sign^(k - low) weight(k)` over `k >= low`; None where it is none of these."""
    taken = _completed(ring, weight, index)
    if taken is None:
        return None
    scale, h, m = taken
    first = low + h
    beginning = Fraction(1) if h.denominator == 1 else _HALF
    if h.denominator > 2 or abs(first) > _MOST_MISSING or (beginning == _HALF and sign < 0):
        return None
    root = _root(ring, m)
    if root is None:
        return None
    r, real = root
    cosine, sine = hyperbolic(ring, pi(ring) * r) if real else rotation(ring, pi(ring) * r)
    below = cosine if beginning == _HALF else sine
    total = _from_the_beginning(ring, pi(ring) * r, m, (cosine, sine), beginning, sign)
    for step in range(int(first - beginning)):
        total = total - _term(ring, beginning + step, m, sign**step)
    for step in range(1, int(beginning - first) + 1):
        total = total + _term(ring, beginning - step, m, sign**step)
    turned = ring.constant(sign ** abs(int(first - beginning)))
    conditions = ((r, signs.NONZERO),) if real else ((r, signs.NONZERO), (below, signs.NONZERO))
    return scale * turned * total, conditions


def _term(ring: Ring, place: Fraction, m: Quotient, sign: int) -> Quotient:
    return ring.constant(sign) / (ring.constant(place * place) + m)


def _completed(ring: Ring, weight: Quotient, index: str) -> tuple[Quotient, Fraction, Quotient] | None:
    """`c`, `h` and `m` when the weight is `c/((k + h)^2 + m)`."""
    inside = [(factor, times) for factor, times in factored(ring, weight).parts if index in factor.names]
    if len(inside) != 1 or inside[0][1] != -1 or degree_in(ring, inside[0][0].num, index) != 2:
        return None
    constant, slope, leading = coefficients_in(ring, inside[0][0], index)
    h = (slope / (leading * ring.constant(2))).number()
    if h is None:
        return None
    return weight * inside[0][0] / leading, h, constant / leading - ring.constant(h * h)


def _root(ring: Ring, m: Quotient) -> tuple[Quotient, bool] | None:
    """`r`, and whether `m` is `r^2`, else `-r^2`."""
    found = None if m.is_zero() else square_root(ring, m)
    return None if found is None else (found[0], not found[1])


def _from_the_beginning(
    ring: Ring, angle: Quotient, m: Quotient, pair: tuple[Quotient, Quotient], beginning: Fraction, sign: int
) -> Quotient:
    """The sum over `1, 2, ...` or over `1/2, 3/2, ...`, its first term with a plus sign."""
    cosine, sine = pair
    half = ring.constant(_HALF)
    if beginning == _HALF:
        return half * pi(ring) * pi(ring) * sine / (angle * cosine)
    if sign > 0:
        return half * (angle * cosine / sine - ring.one) / m
    return half * (ring.one - angle / sine) / m
