"""Taylor coefficients at a point: of inverse functions, the error function, gamma and its kin, and others.

Where `f' = g` and `g` satisfies a linear differential equation with polynomial coefficients, the
coefficients `g[n]` of `(x - c)^n` satisfy a recurrence, and those of `f` are `f(c), g[0], g[1]/2, …`:

* *atan*: `(1 + c^2) g[n] + 2 c g[n-1] + g[n-2] = 0` with `g[0] = 1/(1 + c^2)`;
* *asin*: `(1 - c^2) (n + 1) g[n+1] = c (2 n + 1) g[n] + n g[n-1]` with
  `g[0] = 1/sqrt(1 - c^2)`, for `c^2 < 1`;
* *erf*: `(n + 1) g[n+1] = -2 c g[n] - 2 g[n-1]` with `g[0] = 2 exp(-c^2)/sqrt(pi)`.

The derivatives of `loggamma` are `digamma` and `polygamma(1, c)`, `polygamma(2, c)`, …, and `gamma' = gamma
digamma`; all of this for `c > 0`. Any other function that is known by its derivative is differentiated as
often as it is asked for, where it and its derivatives are smooth (`derivcheck.kernel.calculus.smoothness`).
Source: Abramowitz and Stegun, chapters 4, 6 and 7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from math import factorial

from flint import fmpq

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.smoothness import value_at
from derivcheck.kernel.functions.elementary import exp, rational_power
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import digamma, gamma, loggamma, polygamma
from derivcheck.kernel.functions.integral_functions import error_function
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import arc_sine, arc_tangent, pi

__all__ = ["rate_coefficient", "stirling_coefficient", "taylor"]

_HALF = Fraction(1, 2)
_ANYWHERE = "@anywhere"


def taylor(
    ring: Ring, name: str, orders: Sequence[Quotient], start: Quotient, length: int
) -> Callable[[int], Quotient | None]:
    """The first `length` coefficients of a function of these orders at `start`; None for those not known."""
    row = _ROWS.get(name)
    if row is None:
        return _by_derivatives(ring, name, orders, start)
    made = row(ring, start, length)
    return lambda place: None if made is None else made[place]


def _by_derivatives(
    ring: Ring, name: str, orders: Sequence[Quotient], start: Quotient
) -> Callable[[int], Quotient | None]:
    made = [opaque(ring, name, *orders, symbol(ring, _ANYWHERE, ()))]

    def coefficient(place: int) -> Quotient | None:
        try:
            while len(made) <= place:
                made.append(ring.derivative(made[-1], Variable(_ANYWHERE, ())))
        except NotImplementedError:
            return None
        there = value_at(ring, made[place], _ANYWHERE, start, smooth=True)
        return None if there is None else there * ring.constant(Fraction(1, factorial(place)))

    return coefficient


def _integrated(ring: Ring, first: Quotient, rates: list[Quotient]) -> list[Quotient]:
    return [first, *(rate * ring.constant(Fraction(1, place)) for place, rate in enumerate(rates, start=1))]


def _recurred(
    ring: Ring, first: Quotient, step: Callable[[int, Quotient, Quotient], Quotient], length: int
) -> list[Quotient]:
    """`g[n + 1] = step(n, g[n], g[n - 1])`"""
    made, before = [first], ring.zero
    for place in range(length - 2):
        made.append(step(place, made[-1], before))
        before = made[-2]
    return made


def _arc_tangent(ring: Ring, start: Quotient, length: int) -> list[Quotient]:
    below, double = ring.one + start * start, ring.constant(2) * start

    def step(place: int, here: Quotient, before: Quotient) -> Quotient:
        return -(double * here + before) / below

    return _integrated(ring, arc_tangent(ring, start), _recurred(ring, ring.one / below, step, length))


def _arc_sine(ring: Ring, start: Quotient, length: int) -> list[Quotient] | None:
    below = ring.one - start * start
    if certain_sign(ring, below) != signs.POSITIVE:
        return None

    def step(place: int, here: Quotient, before: Quotient) -> Quotient:
        above = ring.constant(2 * place + 1) * start * here + ring.constant(place) * before
        return above / (ring.constant(place + 1) * below)

    first = rational_power(ring, below, -_HALF)
    return _integrated(ring, arc_sine(ring, start), _recurred(ring, first, step, length))


def _error_function(ring: Ring, start: Quotient, length: int) -> list[Quotient]:
    def step(place: int, here: Quotient, before: Quotient) -> Quotient:
        return ring.constant(Fraction(-2, place + 1)) * (start * here + before)

    first = ring.constant(2) * exp(ring, -start * start) / rational_power(ring, pi(ring), _HALF)
    return _integrated(ring, error_function(ring, start), _recurred(ring, first, step, length))


def _digamma(ring: Ring, start: Quotient, length: int) -> list[Quotient] | None:
    if certain_sign(ring, start) != signs.POSITIVE:
        return None
    return [
        (digamma(ring, start) if not place else polygamma(ring, ring.constant(place), start))
        * ring.constant(Fraction(1, factorial(place)))
        for place in range(length)
    ]


def _loggamma(ring: Ring, start: Quotient, length: int) -> list[Quotient] | None:
    rates = _digamma(ring, start, length - 1)
    return None if rates is None else _integrated(ring, loggamma(ring, start), rates)


def _gamma(ring: Ring, start: Quotient, length: int) -> list[Quotient] | None:
    """From `gamma' = gamma digamma`, term by term."""
    rates = _digamma(ring, start, length - 1)
    if rates is None:
        return None
    made = [gamma(ring, start)]
    for place in range(1, length):
        total = ring.zero
        for at in range(place):
            total = total + made[at] * rates[place - 1 - at]
        made.append(total * ring.constant(Fraction(1, place)))
    return made


_ROWS: Mapping[str, Callable[[Ring, Quotient, int], list[Quotient] | None]] = {
    "asin": _arc_sine,
    "atan": _arc_tangent,
    "digamma": _digamma,
    "erf": _error_function,
    "gamma": _gamma,
    "loggamma": _loggamma,
}


def stirling_coefficient(place: int) -> Fraction:
    """The coefficient of `x^-place` in Stirling's series of `loggamma`."""
    if place % 2 == 0:
        return Fraction(0)
    number = fmpq.bernoulli(place + 1)
    return Fraction(int(number.p), int(number.q)) / (place * (place + 1))


def rate_coefficient(place: int) -> Fraction:
    """The coefficient of `x^-place` in its derivative."""
    if place < 2:
        return Fraction(-place, 2)
    return -(place - 1) * stirling_coefficient(place - 1)
