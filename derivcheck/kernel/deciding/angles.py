"""Angles that agree modulo whole turns, and are too close to differ by one.

A difference `D` of angles is 0 where, for a positive `t`,

    cos(t D) = 1  and  sin(t D) = 0,    and    -2 pi < t Re(D) < 2 pi,

for by the first two `t D` is a whole multiple of `2 pi`. The cosine and the sine of a sum of arcsines,
arctangents and twelfths of `pi` are algebraic in their arguments, and so are those of `I` times logarithms.
Where the real parts of these lie is known: `|Re asin(u)| <= pi/2`, `|Re atan(u)| <= pi/2`, `asin(u) >= 0` for
`u >= 0`, and `Re(I log(w)) = -arg(w)` lies between `-pi` and `pi` (it is 0 for positive `w`). `D` may be
multiplied by `I` before: `log(3 + 4 I) = log(5) + I atan(4/3)`.

*Roots.* A value `r a + b` with a square root `r` is 0 where `r a >= 0`, `b <= 0` and `(r a)^2 = b^2`. Where
it is a number, real or not, an enclosure of `r a - b` that leaves out 0 says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import gcd, lcm

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.algebraic import enclosed
from derivcheck.kernel.algebra.atoms import IMAGINARY, PI, Constant, Inverse, Logarithm, Root
from derivcheck.kernel.algebra.enclosures import Enclosure
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined, coefficients_by
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["is_no_angle", "roots_cancel"]

#: Two ends, in multiples of pi, both included.
_Ends = tuple[Fraction, Fraction]

#: A sum of more angles, and a larger multiple of one, is not tried.
_MOST_ANGLES, _LARGEST_MULTIPLE = 6, 24
_PI, _I = PI, IMAGINARY
_HALF = Fraction(1, 2)
_MOST_TERMS = 40
_SIDES = (signs.NONNEGATIVE, signs.NONPOSITIVE)
#: Where a real number may be shown to lie, on each side of 0, in multiples of pi.
_BOUNDS = (Fraction(0), Fraction(1, 4), _HALF, Fraction(3, 4), Fraction(1))


def is_no_angle(ring: Ring, difference: Quotient) -> bool:
    """True when a sum of angles is certainly 0; False where it is not, or where we cannot tell."""
    if not any(isinstance(ring.atoms[place], Inverse | Logarithm) for place in difference.generators):
        return False
    turned = [difference]
    if ring.principal and _I in ring.places:
        turned.append(difference * ring.generator(_I))
    return any(_is_zero(ring, each) for each in turned)


def _is_zero(ring: Ring, angle: Quotient) -> bool:
    if not angle.den.is_constant() or len(angle.num) > _MOST_ANGLES:
        return False
    try:
        parts = list(_parts(ring, angle))
        if any(ends is None for _, _, ends in parts) and not angle.is_closed:
            return False
        times = _times(parts)
        return times is not None and _is_close(ring, angle, times, parts) and _is_turn(ring, angle, times)
    except (TooLarge, Undefined):
        return False


_Part = tuple[Quotient, Fraction, _Ends | None]


def _parts(ring: Ring, angle: Quotient) -> Iterator[_Part]:
    """The angles in a sum with their factors, and where their real parts lie."""
    below = int(angle.den.leading_coefficient())
    for exponents, coefficient in angle.num.terms():
        places = {place: int(each) for place, each in enumerate(exponents) if each}
        part = ring.monomial(places)
        yield part, Fraction(int(coefficient), below), _ends(ring, part, places)


def _times(parts: list[_Part]) -> Fraction | None:
    """The least multiple in which the angles have whole factors, and `pi` one of twelfths."""
    factors = [factor for part, factor, _ in parts if part.atom() != _PI]
    turns = sum((factor for part, factor, _ in parts if part.atom() == _PI), Fraction(0))
    least = Fraction(lcm(*(each.denominator for each in factors)))
    least /= gcd(*(int(least * each) for each in factors))
    times = least * (12 * least * turns).denominator
    return times if times <= _LARGEST_MULTIPLE else None


def _ends(ring: Ring, part: Quotient, places: dict[int, int]) -> _Ends | None:
    """Where the real part of one angle lies; None for what is no angle."""
    atoms = [ring.atoms[place] for place, power in places.items() if power == 1]
    if len(atoms) != len(places):
        return None
    match atoms:
        case [Constant("pi")]:
            return Fraction(1), Fraction(1)
        case [Inverse(_, argument)]:
            sign = ring.sign(argument)
            low = Fraction(0) if signs.is_within(sign, signs.NONNEGATIVE) and not ring.principal else -_HALF
            high = Fraction(0) if signs.is_within(sign, signs.NONPOSITIVE) and not ring.principal else _HALF
            return low, high
        case [Constant("I"), Logarithm(argument)] | [Logarithm(argument), Constant("I")]:
            most = Fraction(0 if ring.sign(argument) == signs.POSITIVE else 1)
            return -most, most
        case [_] if not ring.principal:
            return _ends_of_number(ring, part)
        case _:
            return None


def _ends_of_number(ring: Ring, value: Quotient) -> _Ends | None:
    """Where something else lies, by what is known of it."""
    pi = ring.generator(_PI)

    def first(of: Quotient) -> Fraction | None:
        inside = (
            each
            for each in _BOUNDS
            if signs.is_within(ring.sign(pi * ring.constant(each) - of), signs.NONNEGATIVE)
        )
        return next(inside, None)

    low, high = first(-value), first(value)
    return None if low is None or high is None else (-low, high)


def _is_close(ring: Ring, angle: Quotient, times: Fraction, parts: list[_Part]) -> bool:
    """True when so many times the angle certainly lies between minus one whole turn and one."""
    if angle.is_closed:
        ball = enclosed(ring, angle) if ring.principal else Enclosure(ring, {}).of(angle)
        return ball is not None and abs(ball) * times.numerator < 6 * times.denominator
    low = high = Fraction(0)
    for _, factor, ends in parts:
        assert ends is not None
        reached = sorted(factor * end for end in ends)
        low, high = low + reached[0], high + reached[1]
    return times * low > -2 and times * high < 2


def _is_turn(ring: Ring, angle: Quotient, times: Fraction) -> bool:
    """True when the multiple of the angle is a whole number of turns."""
    cosine, sine = ring.rotation(ring, angle * ring.constant(times))
    return _vanishes(ring, sine) and _vanishes(ring, cosine - ring.one)


def _vanishes(ring: Ring, value: Quotient) -> bool:
    """True when a value is 0, if need be since the roots in it cancel what else there is."""
    return value.is_zero() or roots_cancel(ring, value)


def roots_cancel(ring: Ring, value: Quotient) -> bool:
    """True when a factor of a value is certainly 0, being a root less what its square is the square of."""
    rooted = any(isinstance(ring.atoms[place], Root) for place in value.generators)
    if not rooted or len(value.num) > _MOST_TERMS:
        return False
    return any(_is_root_less_itself(ring, factor) for factor, _ in polynomial_factors(ring, value.num)[1])


def _is_root_less_itself(ring: Ring, value: Quotient) -> bool:
    for place in value.generators:
        once = isinstance(ring.atoms[place], Root) and value.num.degrees()[place] == 1
        if once and (value.is_closed or not ring.principal):
            rest, slope = (ring.quotient(each, ring.one.den) for each in coefficients_by(value.num, place, 1))
            with_root = slope * ring.generators[place]
            if (with_root * with_root - rest * rest).is_zero() and _are_opposite(ring, with_root, rest):
                return True
    return False


def _are_opposite(ring: Ring, root: Quotient, rest: Quotient) -> bool:
    """True for two values with one square that are not equal unless they are 0."""
    ball = enclosed(ring, root - rest)
    if ball is not None and not ball.contains(0):
        return True
    if ring.principal:
        return False
    either = ring.sign(root), signs.negate(ring.sign(rest))
    return any(all(signs.is_within(each, side) for each in either) for side in _SIDES)
