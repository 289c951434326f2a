"""Waves over a quadratic polynomial, over the whole line.

With `w > 0`, `c > 0`, a real `h` and `b = (d - h k)/c`, one of the two poles of `(k x + d) exp(i w x)/((x +
h)^2 + c^2)` lies in the upper half plane, and the residue there gives

    integral((k*x + d)*cos(w*x)/((x + h)^2 + c^2), x, -oo, oo) = pi*exp(-c*w)*(b*cos(h*w) + k*sin(h*w)),
    integral((k*x + d)*sin(w*x)/((x + h)^2 + c^2), x, -oo, oo) = pi*exp(-c*w)*(k*cos(h*w) - b*sin(h*w)),

improper Riemann integrals, which for `k != 0` do not converge absolutely; and for `w = 0` where `k = 0`.
From 0 to infinity what is even has half of the value.
Source: Ahlfors, Complex analysis, 4.5.3; Gradshteyn and Ryzhik, 3.722, 3.723.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.dirichlet import waves_beside
from derivcheck.kernel.functions.elementary import exp, rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.functions.waves import Wave

__all__ = ["even_over_a_quadratic", "over_a_quadratic"]

_HALF = Fraction(1, 2)


@frozen
class _Quadratic:
    """`scale*((x + h)^2 + c^2)` with a real `h` and `c > 0`."""

    scale: Quotient
    h: Quotient
    c: Quotient


def even_over_a_quadratic(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral from 0 to infinity of what is even."""
    found = over_a_quadratic(ring, body, name)
    if found is None or not (with_symbol(ring, body, name, -symbol(ring, name, ())) - body).is_zero():
        return None
    return found * ring.constant(_HALF)


def over_a_quadratic(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The integral over the line of waves, with linear factors, over a quadratic polynomial."""
    below = _quadratic(ring, ring.quotient(body.den, ring.one.den), name)
    waves = None if below is None else waves_beside(ring, ring.quotient(body.num, ring.one.den), name)
    if below is None or not waves:
        return None
    total = ring.zero
    for wave in waves:
        part = _of_one_wave(ring, wave, below, name)
        if part is None:
            return None
        total = total + part
    return total


def _line(ring: Ring, value: Quotient, name: str) -> tuple[Quotient, Quotient] | None:
    """`k` and `d` of `k x + d`."""
    k = ring.derivative(value, Variable(name, ()))
    d = value - k * symbol(ring, name, ())
    return None if name in k.symbols or name in d.symbols else (k, d)


def _quadratic(ring: Ring, value: Quotient, name: str) -> _Quadratic | None:
    slope = _line(ring, ring.derivative(value, Variable(name, ())), name)
    if slope is None or not signs.is_within(certain_sign(ring, slope[0]), signs.NONZERO):
        return None
    x, scale = symbol(ring, name, ()), slope[0] * ring.constant(_HALF)
    h = slope[1] / slope[0]
    square = value / scale - (x + h) ** 2
    if (
        name in square.symbols
        or certain_sign(ring, square) != signs.POSITIVE
        or not signs.is_real(certain_sign(ring, h))
    ):
        return None
    return _Quadratic(scale, h, rational_power(ring, square, _HALF))


def _of_one_wave(ring: Ring, wave: Wave, below: _Quadratic, name: str) -> Quotient | None:
    line, w = _line(ring, wave.times, name), wave.angle / symbol(ring, name, ())
    if line is None or name in w.symbols:
        return None
    sign, way = certain_sign(ring, w), ring.one
    if not (w.is_zero() and line[0].is_zero()):
        if sign not in (signs.POSITIVE, signs.NEGATIVE):
            return None
        if sign == signs.NEGATIVE:
            w, way = -w, -ring.one if wave.is_sine else ring.one
    k, b = line[0], (line[1] - below.h * line[0]) / below.c
    cosine, sine = rotation(ring, below.h * w)
    phase = k * cosine - b * sine if wave.is_sine else b * cosine + k * sine
    return way * pi(ring) * exp(ring, -below.c * w) * phase / below.scale
