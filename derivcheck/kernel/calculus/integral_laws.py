"""Integrals that are known by name.

A body is recognised by its logarithmic derivative, a linear polynomial once the poles are cleared:

* *Gamma.* If `x f'/f = p + q x` then `f = c x^p exp(q x)`, and from 0 to infinity the integral is
  `c gamma(p + 1) (-q)^(-p - 1)`, for `p > -1` and `q < 0`.
* *Beta.* If `x (1 - x) f'/f = p (1 - x) - q x` then `f = c x^p (1 - x)^q`, and from 0 to 1 the integral is
  `c gamma(p + 1) gamma(q + 1)/gamma(p + q + 2)`, for `p > -1` and `q > -1`.
* *Odd bodies* over a range that is symmetric about 0 have the integral 0, where it exists.

Source: Abramowitz and Stegun, 6.1.1 and 6.2.1.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.sums.ranges import End

__all__ = ["by_name", "is_odd"]


def by_name(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The value of an integral that converges by one of the laws, or None."""
    if low is None or not low.is_zero() or (high is not None and not high.is_one()):
        return None
    if any(
        isinstance(ring.atoms[place], Sine | Cosine)
        for place in body.generators
        if name in ring.symbols[place]
    ):
        return None  # neither body has waves, and their logarithmic derivatives grow long
    x = symbol(ring, name, ())
    try:
        rate = x * ring.derivative(body, Variable(name, ())) / body
        return _gamma(ring, body, name, rate) if high is None else _beta(ring, body, name, rate)
    except (NotImplementedError, Undefined, TooLarge):
        return None


def _line(ring: Ring, value: Quotient, name: str) -> tuple[Quotient, Quotient] | None:
    """`a` and `b` of a polynomial `a + b x`, or None."""
    slope = ring.derivative(value, Variable(name, ()))
    start = value - slope * symbol(ring, name, ())
    return None if name in slope.symbols or name in start.symbols else (start, slope)


def _gamma(ring: Ring, body: Quotient, name: str, rate: Quotient) -> Quotient | None:
    line = _line(ring, rate, name)
    if line is None:
        return None
    power, steep = line[0] + ring.one, -line[1]
    if not (ring.sign(power) == signs.POSITIVE == ring.sign(steep)):
        return None
    x = symbol(ring, name, ())
    constant = body * exp(ring, steep * x - line[0] * log(ring, x))
    if name in constant.symbols:
        return None
    return constant * gamma(ring, power) * exp(ring, -power * log(ring, steep))


def _beta(ring: Ring, body: Quotient, name: str, rate: Quotient) -> Quotient | None:
    x = symbol(ring, name, ())
    rest = ring.one - x
    line = _line(ring, rate * rest, name)
    if line is None:
        return None
    first, second = line[0] + ring.one, ring.one - line[0] - line[1]
    if not (ring.sign(first) == signs.POSITIVE == ring.sign(second)):
        return None
    powers = line[0] * log(ring, x) + (second - ring.one) * log(ring, rest)
    constant = body * exp(ring, -powers)
    if name in constant.symbols:
        return None
    return constant * gamma(ring, first) * gamma(ring, second) / gamma(ring, first + second)


def is_odd(ring: Ring, body: Quotient, name: str, low: End, high: End) -> bool:
    """True when the range is symmetric about 0 and the body changes its sign there."""
    if (low is None) != (high is None) or (low is not None and high is not None and low != -high):
        return False
    x = symbol(ring, name, ())
    try:
        return (with_symbol(ring, body, name, -x) + body).is_zero()
    except Undefined:
        return False
