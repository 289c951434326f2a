"""Polynomials times a Gaussian, over the whole line.

With `c = d/(2 a)`, `a > 0`, the integral of `x^k exp(-a x^2 + d x)` is `sqrt(pi/a) exp(d^2/(4 a))` times the
sum over even `j` of `binomial(k, j) c^(k - j) (j - 1)!!/(2 a)^(j/2)`: the moments of a normal variable.

Source: Abramowitz and Stegun, 7.4.32; the moments by the binomial theorem about the mean.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, prod

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, SymbolAtom
from derivcheck.kernel.algebra.quotient import Quotient, coefficients_by
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import pi

__all__ = ["gaussian_integral"]

_HALF = Fraction(1, 2)
#: Polynomials of a higher degree are left alone.
_HIGHEST = 12


def gaussian_integral(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral from minus to plus infinity of a polynomial times a Gaussian; None for anything else."""
    bell = _exponential_factor(ring, body, name)
    x, by = symbol(ring, name, ()), Variable(name, ())
    rate = ring.derivative(bell, by) / bell
    a = -ring.derivative(rate, by) * ring.constant(_HALF)
    d = rate + ring.constant(2) * a * x
    if name in a.symbols or name in d.symbols or ring.sign(a) != signs.POSITIVE:
        return None
    scale = bell * exp(ring, a * x * x - d * x)
    coefficients = _coefficients(ring, body / bell, name)
    if coefficients is None or name in scale.symbols:
        return None
    mean, total = d / (ring.constant(2) * a), ring.zero
    for power, coefficient in enumerate(coefficients):
        if not coefficient.is_zero():
            total = total + coefficient * _moment(ring, power, mean, ring.constant(2) * a)
    height = rational_power(ring, pi(ring), _HALF) / rational_power(ring, a, _HALF)
    return scale * height * exp(ring, d * mean * ring.constant(_HALF)) * total


def _exponential_factor(ring: Ring, body: Quotient, name: str) -> Quotient:
    """The exponentials of the variable that all terms have in common."""
    total = ring.one
    for place in body.generators:
        if isinstance(ring.atoms[place], Exponential) and name in ring.symbols[place]:
            above, below = (min(int(each[place]) for each in part.monoms()) for part in (body.num, body.den))
            total = total * ring.generators[place] ** (above - below)
    return total


def _coefficients(ring: Ring, value: Quotient, name: str) -> list[Quotient] | None:
    """The coefficients of a polynomial in the variable, from the constant up."""
    place = ring.places.get(SymbolAtom(name))
    den = ring.quotient(value.den, ring.one.den)
    if place is None or name in den.symbols:
        return None
    degree = int(value.num.degrees()[place])
    parts = coefficients_by(value.num, place, degree) if degree <= _HIGHEST else []
    found = [ring.quotient(part, ring.one.den) / den for part in parts]
    return None if not found or any(name in each.symbols for each in found) else found


def _moment(ring: Ring, power: int, mean: Quotient, precision: Quotient) -> Quotient:
    """The mean of `x^power` for a normal variable with this mean, and one over its variance."""
    total = ring.zero
    for even in range(0, power + 1, 2):
        times = ring.constant(comb(power, even) * prod(range(1, even, 2)))
        total = total + times * mean ** (power - even) / precision ** (even // 2)
    return total
