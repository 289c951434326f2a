"""Newton's binomial series and those of the arc sine, by the ratio of neighbouring terms.

With `t(0) = 1` and

* `t(k + 1)/t(k) = y (a - k)/(k + 1)` the sum from 0 on is `(1 + y)^a`, for `|y| < 1`;
* `t(k + 1)/t(k) = y (k + 1)/(k + 3/2)` it is `asin(r)/(r sqrt(1 - y))` with `r = sqrt(y)`, for `0 < y < 1`;
* `t(k + 1)/t(k) = y (k + 1/2)^2/((k + 1) (k + 3/2))` it is `asin(r)/r`, for `0 < y < 1`.

Source: Abramowitz and Stegun, 3.6.9, 4.4.40, 15.1.6.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.trigonometric import arc_sine
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["binomial_series"]

_HALF = Fraction(1, 2)


def binomial_series(ring: Ring, ratio: Quotient, index: str) -> Series | None:
    """The sum from 0 on of the terms with this ratio, the first being 1; None where it is none of these."""
    k, one = ring.of_form(variable(index)), ring.one
    half, more = ring.constant(_HALF), ring.constant(3 * _HALF)
    found = _newton(ring, ratio * (k + one), index)
    if found is not None:
        return found
    y = ratio * (k + more) / (k + one)
    if index not in y.names:
        return _arc_sine(ring, y, one - y)
    y = ratio * (k + one) * (k + more) / (k + half) ** 2
    return None if index in y.names else _arc_sine(ring, y, one)


def _newton(ring: Ring, linear: Quotient, index: str) -> Series | None:
    """`(1 + y)^a` for `y (a - k)`"""
    if index in Quotient(ring, linear.den, ring.one.den).names or degree_in(ring, linear.num, index) != 1:
        return None
    constant, slope = coefficients_in(ring, linear, index)
    base, exponent = ring.one - slope, -constant / slope
    number = exponent.number()
    if number is not None:
        value = rational_power(ring, base, number)
    elif ring.is_total(exponent):
        value = exp(ring, exponent * log(ring, base))
    else:
        return None
    return Series(value, ((base, signs.POSITIVE), (ring.one + slope, signs.POSITIVE)))


def _arc_sine(ring: Ring, y: Quotient, below: Quotient) -> Series | None:
    """`asin(sqrt(y))/sqrt(y below)`"""
    if ring.sign(y) != signs.POSITIVE:
        return None
    root = rational_power(ring, y, _HALF)
    value = arc_sine(ring, root) / (root * rational_power(ring, below, _HALF))
    return Series(value, ((ring.one - y, signs.POSITIVE),))
