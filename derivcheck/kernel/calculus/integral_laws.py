"""Integrals that are known by name.

A body is recognised by its logarithmic derivative, a linear polynomial once the poles are cleared:

* *Gamma.* If `x f'/f = p + q k x^k` then `f = c x^p exp(q x^k)`, and from 0 to infinity the integral is
  `c/|k| gamma((p + 1)/k) (-q)^(-(p + 1)/k)`, for `q < 0` and `(p + 1)/k > 0`, whatever sign `k` has. Both
  sides are analytic in `p` and `q`, so it is enough that the real parts have these signs.
* *Beta.* If `x (1 - x) f'/f = p (1 - x) - q x` then `f = c x^p (1 - x)^q`, and from 0 to 1 the integral is
  `c gamma(p + 1) gamma(q + 1)/gamma(p + q + 2)`, for `p > -1` and `q > -1`, or their real parts.
* *Logarithms.* With the factor `log(x)` these are differentiated by `p`: the first has the factor
  `(digamma((p + 1)/k) - log(-q))/k` more, the second `digamma(p + 1) - digamma(p + q + 2)`. So with further
  factors `log(x)`, and with `log(1 - x)` in the second, which is then differentiated by `q`.
* *Wallis.* If `sin(x) cos(x) f'/f = q cos(x)^2 - p sin(x)^2` then `f = c cos(x)^p sin(x)^q`, and from 0 to
  `pi/2` the integral is `c/2 gamma((p + 1)/2) gamma((q + 1)/2)/gamma((p + q)/2 + 1)`, for `p > -1`, `q > -1`.
* *Euler.* The logarithms of `sin(x)` and `cos(x)` have the integral `-pi log(2)/2` from 0 to `pi/2`, that of
  `sin(x)` twice as much from 0 to `pi`.
* *Orthogonal polynomials*: `derivcheck.kernel.calculus.orthogonal_integrals`.
* *Odd bodies* over a range that is symmetric about 0 have the integral 0, where it exists.

Source: Abramowitz and Stegun, 6.1.1, 6.2.1 and 6.2.2.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import has_positive_real_part
from derivcheck.kernel.calculus.gaussians import gaussian_integral
from derivcheck.kernel.calculus.incomplete_integrals import between_positive_ends, power_and_exponential
from derivcheck.kernel.calculus.integral_rows import by_analytic_row, by_row
from derivcheck.kernel.calculus.logarithmic_factors import MOST_LOGARITHMS, logarithms, over_itself
from derivcheck.kernel.calculus.orthogonal_integrals import orthogonal_integral
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.gammas import digamma, gamma
from derivcheck.kernel.functions.powers import power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["by_continuation", "by_name", "is_odd"]

_HALF = Fraction(1, 2)


def by_name(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The value of an integral that converges by one of the laws, or None."""
    try:
        orthogonal = orthogonal_integral(ring, body, name, low, high)
        if orthogonal is not None:
            return orthogonal
        if low is None and (high is None or high.is_zero()):
            found = _in_halves(ring, body, name, high)
        else:
            found = None if low is None or not low.is_zero() else _from_zero(ring, body, name, high)
    except (NotImplementedError, Undefined, TooLarge):
        found = None
    if found is None:
        found = by_row(ring, body, name, low, high)
    return between_positive_ends(ring, body, name, low, high) if found is None else found


def by_continuation(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The value of what may not be real by a law that is analytic in what stands beside the variable."""
    try:
        if low is None:
            return gaussian_integral(ring, body, name) if high is None else None
        if not low.is_zero() or not (high is None or high.is_one()):
            return None
        if high is not None:
            return _beta(ring, body, name, 0)
        rate = symbol(ring, name, ()) * ring.derivative(body, Variable(name, ())) / body
        found = _gamma(ring, body, name, rate, 0)
    except (NotImplementedError, Undefined, TooLarge):
        found = None
    return found or by_analytic_row(ring, body, name)


def _in_halves(ring: Ring, body: Quotient, name: str, high: End) -> Quotient | None:
    """The integral from minus infinity to 0, and perhaps on to infinity."""
    half = range_variable(ring, "half", ring.zero, None)
    x, total = symbol(ring, half, ()), ring.zero
    for image in (-x,) if high is not None else (-x, x):
        image_body = with_symbol(ring, body, name, image)
        part = _from_zero(ring, image_body, half, None) or by_row(ring, image_body, half, ring.zero, None)
        if part is None:
            return None
        total = total + part
    return total


def _from_zero(ring: Ring, body: Quotient, name: str, high: End) -> Quotient | None:
    turns = None if high is None else (high / pi(ring)).number()
    if turns in (_HALF, 1):
        euler = _euler(ring, body, name, turns)
        return _wallis(ring, body, name) if euler is None and turns == _HALF else euler
    waves = any(
        isinstance(ring.atoms[place], Sine | Cosine)
        for place in body.generators
        if name in ring.symbols[place]
    )
    if waves or (high is not None and not high.is_one()):
        return None  # the logarithmic derivatives of waves grow long
    x = symbol(ring, name, ())
    times = logarithms(ring, body, x)
    if times > MOST_LOGARITHMS:
        return None
    body = body / log(ring, x) ** times if times else body
    if high is None:
        return _gamma(ring, body, name, x * ring.derivative(body, Variable(name, ())) / body, times)
    return _beta(ring, body, name, times)


def _line(ring: Ring, value: Quotient, name: str) -> tuple[Quotient, Quotient] | None:
    """`a` and `b` of a polynomial `a + b x`, or None."""
    slope = ring.derivative(value, Variable(name, ()))
    start = value - slope * symbol(ring, name, ())
    return None if name in slope.symbols or name in start.symbols else (start, slope)


def _gamma(ring: Ring, body: Quotient, name: str, rate: Quotient, times: int) -> Quotient | None:
    found = power_and_exponential(ring, body, name, rate)
    if found is None:
        return None
    constant, start, steep, k = found
    exponent = (start + ring.one) / k
    if not (has_positive_real_part(ring, exponent) and has_positive_real_part(ring, steep)):
        return None
    size = k if certain_sign(ring, k) == signs.POSITIVE else -k
    value = constant / size * gamma(ring, exponent) * power(ring, steep, -exponent)

    def slope(at: Quotient) -> Quotient:
        return digamma(ring, at) - log(ring, steep)

    return value * over_itself(ring, (exponent,), (times,), slope) / k**times


def _wallis(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    cosine, sine = rotation(ring, symbol(ring, name, ()))
    rate = sine * cosine * ring.derivative(body, Variable(name, ())) / body
    q = with_symbol(ring, rate, name, ring.zero)
    p = -with_symbol(ring, rate, name, pi(ring) * ring.constant(_HALF))
    if not (rate - q * cosine * cosine + p * sine * sine).is_zero():
        return None
    first, second = (p + ring.one) * ring.constant(_HALF), (q + ring.one) * ring.constant(_HALF)
    if not (certain_sign(ring, first) == signs.POSITIVE == certain_sign(ring, second)):
        return None
    constant = body * exp(ring, -p * log(ring, cosine) - q * log(ring, sine))
    if name in constant.symbols:
        return None
    whole = gamma(ring, first) * gamma(ring, second) / gamma(ring, first + second)
    return constant * ring.constant(_HALF) * whole


def _beta(ring: Ring, body: Quotient, name: str, times: int) -> Quotient | None:
    """The law for a body beside which the logarithm of the variable stands so many times."""
    x = symbol(ring, name, ())
    rest = ring.one - x
    more = logarithms(ring, body, rest)
    if times + more > MOST_LOGARITHMS:
        return None
    body = body / log(ring, rest) ** more if more else body
    rate = x * ring.derivative(body, Variable(name, ())) / body
    line = _line(ring, rate * rest, name)
    if line is None:
        return None
    first, second = line[0] + ring.one, ring.one - line[0] - line[1]
    if not (has_positive_real_part(ring, first) and has_positive_real_part(ring, second)):
        return None
    powers = line[0] * log(ring, x) + (second - ring.one) * log(ring, rest)
    constant = body * exp(ring, -powers)
    if name in constant.symbols:
        return None
    whole = gamma(ring, first) * gamma(ring, second) / gamma(ring, first + second)

    def slope(this: Quotient, other: Quotient) -> Quotient:
        return digamma(ring, this) - digamma(ring, this + other)

    return constant * whole * over_itself(ring, (first, second), (times, more), slope)


def _euler(ring: Ring, body: Quotient, name: str, turns: Fraction) -> Quotient | None:
    cosine, sine = rotation(ring, symbol(ring, name, ()))
    for wave in (sine, cosine) if turns == _HALF else (sine,):
        if (body - log(ring, wave)).is_zero():
            return -ring.constant(turns) * pi(ring) * log(ring, ring.constant(2))
    return None


def is_odd(ring: Ring, body: Quotient, name: str, low: End, high: End) -> bool:
    """True when the range is symmetric about 0 and the body changes its sign there."""
    if (low is None) != (high is None) or (low is not None and high is not None and low != -high):
        return False
    x = symbol(ring, name, ())
    try:
        return (with_symbol(ring, body, name, -x) + body).is_zero()
    except Undefined:
        return False
