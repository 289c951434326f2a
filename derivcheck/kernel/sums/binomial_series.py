"""Newton's binomial series and those of the arc sine, by the ratio of neighbouring terms.

With `t(0) = 1` and

* `t(k + 1)/t(k) = y (a - k)/(k + 1)` the sum from 0 on is `(1 + y)^a`, for `|y| < 1`; differentiated `j`
  times, with the factor `k (k - 1) ... (k - j + 1)` it is `a (a - 1) ... (a - j + 1) y^j (1 + y)^(a - j)`;
* `t(k + 1)/t(k) = y (a - k)/(k + c)`, `c = 2, 3, ...` it is the rest of that series behind its first terms,
  divided by the first one that is left;
* `t(k + 1)/t(k) = y (k + 1)/(k + 3/2)` it is `asin(r)/(r sqrt(1 - y))` with `r = sqrt(y)`, for `0 < y < 1`;
* `t(k + 1)/t(k) = y (k + 1/2)^2/((k + 1) (k + 3/2))` it is `asin(r)/r`, for `0 < y < 1`.

Source: Abramowitz and Stegun, 3.6.9, 4.4.40, 15.1.6.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.linear import constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, exp, log, rational_power
from derivcheck.kernel.functions.trigonometric import arc_sine
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in, hypergeometric_part
from derivcheck.kernel.sums.known_series import falling_coefficients
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["binomial_series", "weighted_series"]

_HALF = Fraction(1, 2)
#: So many terms of Newton's series may stand before the first one.
_MOST_BEFORE = 4


def binomial_series(ring: Ring, ratio: Quotient, index: str) -> Series | None:
    """The sum from 0 on of the terms with this ratio, the first being 1; None where it is none of these."""
    k, one = ring.of_form(variable(index)), ring.one
    half, more = ring.constant(_HALF), ring.constant(3 * _HALF)
    for before in range(_MOST_BEFORE):
        found = _newton_from(ring, ratio * (k + ring.constant(before + 1)), index, before)
        if found is not None:
            return found
    y = ratio * (k + more) / (k + one)
    if index not in y.names:
        return _arc_sine(ring, y, one - y)
    y = ratio * (k + one) * (k + more) / (k + half) ** 2
    return None if index in y.names else _arc_sine(ring, y, one)


def weighted_series(ring: Ring, body: Quotient, index: str, low: int) -> Series | None:
    """The sum from 0 on of a polynomial in the index times terms of Newton's series; None for others.

    Below `low` the ratio of the terms is looked at place by place.
    """
    term = hypergeometric_part(ring, body, index)
    weight, step = body / term, variable(index).shifted(1)
    ratio = ring.at(term, {index: step}) / term
    for place in map(constant, range(low)):
        if ring.at(term, {index: place.shifted(1)}) != ring.at(term * ratio, {index: place}):
            return None
    linear = ratio * ring.of_form(step)
    shape, newton = _shape(ring, linear, index), _newton(ring, linear, index)
    if shape is None or newton is None or degree_in(ring, weight.num, index) is None:
        return None
    if index in Quotient(ring, weight.den, ring.one.den).names:
        return None
    y, a = shape
    total, factor = ring.zero, ring.one
    for order, coefficient in enumerate(falling_coefficients(ring, coefficients_in(ring, weight, index))):
        total = total + coefficient * factor
        factor = factor * (a - ring.constant(order)) * y / (ring.one + y)
    total = total * newton.value * ring.at(term, {index: constant(0)})
    return Series(total, newton.conditions)


def _shape(ring: Ring, linear: Quotient, index: str) -> tuple[Quotient, Quotient] | None:
    """`y` and `a` of `y (a - k)`, or None."""
    if index in Quotient(ring, linear.den, ring.one.den).names or degree_in(ring, linear.num, index) != 1:
        return None
    start, slope = coefficients_in(ring, linear, index)
    return -slope, -start / slope


def _newton(ring: Ring, linear: Quotient, index: str) -> Series | None:
    """`(1 + y)^a` for `y (a - k)`"""
    shape = _shape(ring, linear, index)
    if shape is None:
        return None
    y, exponent = shape
    base = ring.one + y
    number = exponent.number()
    if number is not None:
        value = rational_power(ring, base, number)
    elif ring.is_total(exponent):
        value = exp(ring, exponent * log(ring, base))
    else:
        return None
    if signs.is_real(ring.sign(y)):
        return Series(value, ((base, signs.POSITIVE), (ring.one - y, signs.POSITIVE)))
    return Series(value, ((ring.one - absolute(ring, y), signs.POSITIVE),))


def _newton_from(ring: Ring, linear: Quotient, index: str, before: int) -> Series | None:
    """What follows so many terms of the series for `y (a - k)`, its own first term being 1."""
    shape = _shape(ring, linear, index)
    if shape is None:
        return None
    y, exponent = shape[0], shape[1] + ring.constant(before)
    place = ring.of_form(variable(index))
    newton = _newton(ring, y * (exponent - place), index)
    if newton is None:
        return None
    missing, term = ring.zero, ring.one
    for step in range(before):
        missing, term = missing + term, term * y * (exponent - ring.constant(step)) / ring.constant(step + 1)
    if not before:
        return newton
    apart = term / y**before
    if not signs.is_within(certain_sign(ring, apart), signs.NONZERO):
        return None
    return Series((newton.value - missing) / term, (*newton.conditions, (y, signs.NONZERO)))


def _arc_sine(ring: Ring, y: Quotient, below: Quotient) -> Series | None:
    """`asin(sqrt(y))/sqrt(y below)`"""
    if ring.sign(y) != signs.POSITIVE:
        return None
    root = rational_power(ring, y, _HALF)
    value = arc_sine(ring, root) / (root * rational_power(ring, below, _HALF))
    return Series(value, ((ring.one - y, signs.POSITIVE),))
