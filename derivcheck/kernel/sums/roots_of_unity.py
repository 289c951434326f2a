"""The sum of `y^j/(j + x)` over `j >= 0`, for rational `x`, by logarithms and arc tangents.

Let `x = p/q` in lowest terms and `y = w^q`. The sum is `q w^(-p)` times that of `w^m/m` over `m = p, p + q,
...`, which is a class of remainders but for its first terms. With `t_j = 2 pi j/q`, and for real `w` with
`|w| < 1`, the sum over a class is

    sum of w^m/m, m = p mod q   =   -1/q sum over j < q of  cos(p t_j) L(t_j) - sin(p t_j) A(t_j),
    L(t) = log(1 - 2 w cos(t) + w^2)/2,    A(t) = atan(w sin(t)/(1 - w cos(t))),

for `log(1 - w exp(I t)) = L(t) - I A(t)`, and terms at `t` and `-t` are conjugate. For `y = -w^q` it is the
class of `p` modulo `2 q` less that of `p + q`.

For `q = 1` it is `w = y` of either sign; for `q = 2` any `w` with `w^2` or `-w^2` for `y`; else `|y|^(1/q)`.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import log
from derivcheck.kernel.functions.square_roots import root_by_sign, square_root
from derivcheck.kernel.functions.trigonometric import arc_tangent, pi, rotation

__all__ = ["simple_fraction"]

#: The moduli for which all sines and cosines are known.
_CIRCLE = 24
#: So many terms may be missing at the beginning.
_MOST_MISSING = 40


def simple_fraction(ring: Ring, y: Quotient, x: Fraction) -> Quotient | None:
    """`1/x + y/(x + 1) + y^2/(x + 2) + ...`, or None; `y` is real, and neither 1 nor beyond -1 and 1."""
    found = _root(ring, y, x.denominator)
    if found is None or y.is_zero():
        return None
    w, turned = found
    modulus = x.denominator * (2 if turned else 1)
    if _CIRCLE % modulus or abs(x) > _MOST_MISSING:
        return None
    total = _from(ring, w, modulus, x.numerator, x.numerator)
    if turned:
        total = total - _from(ring, w, modulus, x.numerator + x.denominator, x.numerator)
    return ring.constant(x.denominator) * total


def _root(ring: Ring, y: Quotient, degree: int) -> tuple[Quotient, bool] | None:
    """`w` and whether `y` is `-w^degree`, else `w^degree`."""
    if degree == 1:
        return y, False
    if degree == 2:
        return square_root(ring, y)
    return root_by_sign(ring, y, degree)


def _from(ring: Ring, w: Quotient, modulus: int, first: int, power: int) -> Quotient:
    """The sum of `w^(m - power)/m` over `m = first, first + modulus, ...`, of which none is 0."""
    least = first % modulus or modulus
    total = _class(ring, w, modulus, least) / w**power
    for place in range(first, least, modulus):
        total = total + w ** (place - power) / ring.constant(place)
    for place in range(least, first, modulus):
        total = total - w ** (place - power) / ring.constant(place)
    return total


def _class(ring: Ring, w: Quotient, modulus: int, place: int) -> Quotient:
    """The sum of `w^m/m` over `m = place, place + modulus, ...`, for `0 < place <= modulus`."""
    total, turn = ring.zero, pi(ring) * ring.constant(Fraction(2, modulus))
    for step in range(modulus // 2 + 1):
        cosine, sine = rotation(ring, turn * ring.constant(step))
        real, imaginary = rotation(ring, turn * ring.constant(step * place))
        once = ring.constant(1 if step in (0, Fraction(modulus, 2)) else 2)  # its conjugate stands behind it
        if not real.is_zero():
            total = total + once * real * _logarithm(ring, w, cosine, sine)
        if not imaginary.is_zero():
            total = total - once * imaginary * arc_tangent(ring, w * sine / (ring.one - w * cosine))
    return -total / ring.constant(modulus)


def _logarithm(ring: Ring, w: Quotient, cosine: Quotient, sine: Quotient) -> Quotient:
    """`log(1 - 2 w cos(t) + w^2)/2`"""
    if sine.is_zero():
        return log(ring, ring.one - w * cosine)
    square = ring.one - ring.constant(2) * w * cosine + w * w
    return log(ring, square) * ring.constant(Fraction(1, 2))
