"""Hypergeometric functions that have a name.

| parameters | the function | with |
| --- | --- | --- |
| `; 1/2`, `; 3/2` | `cosh(2 w)`, `sinh(2 w)/(2 w)` | `z = w^2` |
| `1/2; 3/2` | `sqrt(pi) erfi(w)/(2 w)` | `z = w^2`, with `erf` for `z = -w^2` |
| `1; 2` | `(exp(z) - 1)/z` | |
| `1, 1; 2` | `-log(1 - z)/z` | |
| `1/2, 1; 3/2` | `atanh(w)/w` | `z = w^2`, with `atan` for `z = -w^2` |
| `1/2, 1/2; 3/2` | `asin(w)/w` | `z = w^2`, with `asinh` for `z = -w^2` |
| `1/2, 1/2; 1` | `2 K(z)/pi` | |
| `; b` | `gamma(b) w^(1 - b) I(b - 1, 2 w)` | `z = w^2`, with `J` for `z = -w^2` |
| `a; a + 1` | `a (-z)^(-a) lowergamma(a, -z)` | |
| `1, …, 1; 2, …, 2` | `polylog(s, z)/z` | `s` lower ones |
| `1/2; 3/2, 3/2` | `Shi(2 w)/(2 w)` | `z = w^2`, with `Si` for `z = -w^2` |
| `1/4; 1/2, 5/4`, `3/4; 3/2, 7/4` | `fresnelc(x)/x`, `6 fresnels(x)/(pi x^3)` | `z = -(pi x^2/4)^2` |

With `t = z d/dz` slopes come from `(t + c - 1) F(c) = (c - 1) F(c - 1)`, where the right side is simpler.
All of them but `K` divide by `z` or its root, which is not 0.
Source: Abramowitz and Stegun, 13.6 and 15.1; NIST DLMF, 15.4.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.bessel import BESSEL_MAKERS
from derivcheck.kernel.functions.contiguous import Pair
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.elliptic import elliptic_e, elliptic_k
from derivcheck.kernel.functions.gammas import gamma, is_off_poles
from derivcheck.kernel.functions.incomplete_gamma import power, upper_gamma
from derivcheck.kernel.functions.integral_functions import INTEGRAL_MAKERS
from derivcheck.kernel.functions.polylogarithms import polylog
from derivcheck.kernel.functions.square_roots import square_root
from derivcheck.kernel.functions.trigonometric import arc_sine, arc_tangent, hyperbolic, pi, rotation

__all__ = ["divides", "divides_more", "known_pair", "named", "named_by_more"]

_HALF = Fraction(1, 2)
_Start = tuple[Fraction, ...]
#: A function at an argument, with its slope or without; None where it is not told there.
_Known = Callable[[Ring, Quotient], Pair | None]
_Value = Callable[[Ring, Quotient], Quotient | None]


def known_pair(
    ring: Ring, upper: tuple[Quotient, ...], lower: Quotient, z: Quotient
) -> tuple[tuple[Quotient, ...], tuple[int, ...], Pair] | None:
    """The parameters of one of these, how far the given ones lie away, and the function with its slope."""
    found = _place(upper, lower)
    if found is None:
        return None
    start, steps = found
    pair = _KNOWN[start](ring, z)
    return None if pair is None else (tuple(map(ring.constant, start)), steps, pair)


def divides(upper: tuple[Quotient, ...], lower: Quotient) -> bool:
    """Whether it is one of these, told by what is divided by the argument."""
    found = _place(upper, lower)
    return found is not None and (found[0] != _ELLIPTIC or found[1][-1] > 0)


def named(ring: Ring, upper: tuple[Quotient, ...], lower: Quotient, z: Quotient) -> Quotient | None:
    """One with a parameter that is not written, where its powers have values."""
    if not upper:
        found = square_root(ring, z) if signs.is_within(ring.sign(z), signs.NONZERO) else None
        if found is None or not (lower.index_form() is not None or _has_powers(ring, found[0])):
            return None
        (w, turned), order = found, lower - ring.one
        kin = BESSEL_MAKERS["besselj" if turned else "besseli"](ring, order, w + w)
        return gamma(ring, lower) * power(ring, w, -order) * kin
    if len(upper) == 1 and (lower - upper[0]).is_one():
        (a,), x = upper, -z
        if not _has_powers(ring, x) or not is_off_poles(ring, a):
            return None
        return a * power(ring, x, -a) * (gamma(ring, a) - upper_gamma(ring, a, x))
    return None


def named_by_more(
    ring: Ring, upper: tuple[Quotient, ...], lower: tuple[Quotient, ...], z: Quotient
) -> Quotient | None:
    """One with more lower parameters than one, off 0."""
    row = _row_of_more(upper, lower)
    return row(ring, z) if row is not None and signs.is_within(ring.sign(z), signs.NONZERO) else None


def divides_more(upper: tuple[Quotient, ...], lower: tuple[Quotient, ...]) -> bool:
    """Whether it is one of these."""
    return _row_of_more(upper, lower) is not None


def _row_of_more(upper: tuple[Quotient, ...], lower: tuple[Quotient, ...]) -> _Value | None:
    above, below = (tuple(each.number() for each in part) for part in (upper, lower))
    if len(above) == len(below) + 1 and set(above) == {Fraction(1)} and set(below) == {Fraction(2)}:
        return lambda ring, z: polylog(ring, ring.constant(len(below)), z) / z
    known = (*above, *sorted(number for number in below if number is not None))
    return _OF_MORE.get(known) if len(above) == 1 and len(below) == 2 else None


def _sine_integral(ring: Ring, z: Quotient) -> Quotient | None:
    found = _root_of(ring, z)
    if found is None:
        return None
    w, turned = found
    return INTEGRAL_MAKERS["Si" if turned else "Shi"](ring, w + w) / (w + w)


def _fresnel(name: str, power: int, factor: int) -> _Value:
    def row(ring: Ring, z: Quotient) -> Quotient | None:
        found = _root_of(ring, z)
        if found is None or not found[1]:
            return None
        root = square_root(ring, ring.constant(4) * found[0] / pi(ring))
        if root is None:
            return None
        x = root[0]
        scale = ring.constant(factor) / (pi(ring) if power == 3 else ring.one)
        return scale * INTEGRAL_MAKERS[name](ring, x) / x**power

    return row


_OF_MORE: Mapping[tuple[Fraction | None, ...], _Value] = {
    (_HALF, Fraction(3, 2), Fraction(3, 2)): _sine_integral,
    (Fraction(1, 4), _HALF, Fraction(5, 4)): _fresnel("fresnelc", 1, 1),
    (Fraction(3, 4), Fraction(3, 2), Fraction(7, 4)): _fresnel("fresnels", 3, 6),
}


def _has_powers(ring: Ring, x: Quotient) -> bool:
    return signs.is_within(ring.sign(x), signs.NONZERO if ring.principal else signs.POSITIVE)


def _place(upper: tuple[Quotient, ...], lower: Quotient) -> tuple[_Start, tuple[int, ...]] | None:
    """The parameters of one of these, and how far away the given ones lie."""
    numbers = [each.number() for each in (*sorted(upper, key=_size), lower)]
    for start in _KNOWN:
        if len(start) != len(numbers):
            continue
        steps = [number - first for number, first in zip(numbers, start, strict=True) if number is not None]
        if len(steps) == len(start) and all(step.denominator == 1 for step in steps):
            return start, tuple(map(int, steps))
    return None


def _size(value: Quotient) -> tuple[int, Fraction]:
    """Halves before whole numbers."""
    number = value.number()
    return (0, Fraction(0)) if number is None else (-number.denominator, number)


def _root_of(ring: Ring, z: Quotient) -> tuple[Quotient, bool] | None:
    """`w` and whether `z = -w^2`, else `z = w^2`, off 0; the functions do not hang on which root it is."""
    if not signs.is_within(ring.sign(z), signs.NONZERO):
        return None
    found = square_root(ring, z)
    if found is None and ring.principal:
        return rational_power(ring, z, _HALF), False
    return found


def _waves(ring: Ring, z: Quotient) -> tuple[Quotient, Quotient, Quotient] | None:
    """`cosh(2 w)`, `sinh(2 w)/(2 w)` and `w sinh(2 w)`."""
    found = _root_of(ring, z)
    if found is None:
        return None
    w, turned = found
    double = w + w
    even, odd = rotation(ring, double) if turned else hyperbolic(ring, double)
    return even, odd / double, -w * odd if turned else w * odd


def _half_below(ring: Ring, z: Quotient) -> Pair | None:
    found = _waves(ring, z)
    return None if found is None else (found[0], found[2])


def _error(ring: Ring, z: Quotient) -> Pair | None:
    found = _root_of(ring, z)
    if found is None:
        return None
    w, turned = found
    scale = rational_power(ring, pi(ring), _HALF) * ring.constant(_HALF) / w
    here = scale * INTEGRAL_MAKERS["erf" if turned else "erfi"](ring, w)
    return here, (exp(ring, z) - here) * ring.constant(_HALF)


def _exponential(ring: Ring, z: Quotient) -> Pair | None:
    if not signs.is_within(ring.sign(z), signs.NONZERO):
        return None
    here = (exp(ring, z) - ring.one) / z
    return here, exp(ring, z) - here


def _logarithm(ring: Ring, z: Quotient) -> Pair | None:
    if not signs.is_within(ring.sign(z), signs.NONZERO):
        return None
    rest = ring.one - z
    here = -log(ring, rest) / z
    return here, ring.one / rest - here


def _area(ring: Ring, z: Quotient) -> Pair | None:
    found = _root_of(ring, z)
    if found is None:
        return None
    w, turned = found
    if turned:
        here = arc_tangent(ring, w) / w
    else:
        here = (log(ring, ring.one + w) - log(ring, ring.one - w)) * ring.constant(_HALF) / w
    return here, (ring.one / (ring.one - z) - here) * ring.constant(_HALF)


def _arc(ring: Ring, z: Quotient) -> Pair | None:
    found = _root_of(ring, z)
    if found is None:
        return None
    w, turned = found
    root = rational_power(ring, ring.one - z, _HALF)
    here = log(ring, root + w) / w if turned else arc_sine(ring, w) / w
    return here, (ring.one / root - here) * ring.constant(_HALF)


def _elliptic(ring: Ring, z: Quotient) -> Pair | None:
    k, e = elliptic_k(ring, z), elliptic_e(ring, z)
    return ring.constant(2) * k / pi(ring), (e / (ring.one - z) - k) / pi(ring)


_ELLIPTIC = (_HALF, _HALF, Fraction(1))
_KNOWN: Mapping[_Start, _Known] = {
    (_HALF,): _half_below,
    (_HALF, Fraction(3, 2)): _error,
    (Fraction(1), Fraction(2)): _exponential,
    (Fraction(1), Fraction(1), Fraction(2)): _logarithm,
    (_HALF, Fraction(1), Fraction(3, 2)): _area,
    (_HALF, _HALF, Fraction(3, 2)): _arc,
    _ELLIPTIC: _elliptic,
}
