"""Equations that generators satisfy by themselves: `delta^2 = delta`, `r^2 = 2`, `s^2 = 1 - c^2`.

The ring holds them as "this power of the generator is that quotient". High powers are replaced until
none is left, and a root is moved out of a denominator of one term; square roots of numbers are moved out of
any denominator that is a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpz_mpoly

from derivcheck.kernel.algebra.atoms import IMAGINARY, Root, Sine
from derivcheck.kernel.algebra.quotient import check_power, used_places

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.quotient import Quotient
    from derivcheck.kernel.algebra.ring import Ring

__all__ = ["related", "with_fewer_sines"]

#: Longer denominators, and those with longer numbers, keep their roots.
_MOST_SURDS, _MOST_BITS = 8, 32
#: The powers of longer polynomials take long to replace.
_LONG = 200


def related(ring: Ring, num: fmpz_mpoly, den: fmpz_mpoly) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """Numerator and denominator reduced by the equations of the ring's generators."""
    while True:
        high = _high_powers(ring, num)
        low = _high_powers(ring, den) if not den.is_one() else ()
        if not high and not low:
            return _cleared(ring, num, den)
        over_n, under_n = _rewritten(ring, num, high)
        over_d, under_d = _rewritten(ring, den, low)
        num, den = over_n * under_d, over_d * under_n


def _cleared(ring: Ring, num: fmpz_mpoly, den: fmpz_mpoly) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """Roots moved out of a denominator of one term, `1/r = r/r^2`, or of numbers alone."""
    if den.total_degree() < 1:
        return num, den
    if len(den) > 1:
        conjugate = _conjugate(ring, den)
        return (num, den) if conjugate is None else related(ring, num * conjugate, den * conjugate)
    exponents = den.monoms()[0]
    for place, (power, image) in ring.relations.items():
        if exponents[place] and place not in image.generators:
            missing = ring.polynomials[place] ** (power - int(exponents[place]))
            return related(ring, num * missing, den * missing)
    return num, den


def _conjugate(ring: Ring, den: fmpz_mpoly) -> fmpz_mpoly | None:
    """`a - b r` for a number `a + b r` made of square roots of primes and `I`, of which `r` is one.

    These are independent, so it is not 0 where the number is not.
    """
    if len(den) > _MOST_SURDS or any(each.bit_length() > _MOST_BITS for each in den.coeffs()):
        return None
    found = used_places(den)
    if not all(_is_root_of_prime(ring, place) for place in found):
        return None
    place, *_ = found
    root = ring.polynomials[place]
    surd = den.derivative(place) * root
    return den - 2 * surd


def _is_root_of_prime(ring: Ring, place: int) -> bool:
    """True for `I` too; roots of positive numbers come apart into those of primes unless these are long."""
    match ring.atoms[place]:
        case Root(base, 2):
            number = base.number()
            return number is not None and number > 0 and number.numerator.bit_length() <= _MOST_BITS
        case atom:
            return atom == IMAGINARY


def with_fewer_sines(ring: Ring, value: Quotient) -> Quotient:
    """`1 - sin(x)` for `cos(x)^2/(1 + sin(x))`: the sine moved out of the denominator.

    What is left of the denominator divides it, so that the value is defined wherever it was.
    """
    for place in used_places(value.den) if len(value.den) > 1 else ():
        sine = ring.polynomials[place]
        if not isinstance(ring.atoms[place], Sine) or value.den.degrees()[place] != 1:
            continue
        other = value.den - 2 * value.den.derivative(place) * sine
        made = ring.quotient(value.num * other, value.den * other)
        if not made.den.degrees()[place] and (value.den % made.den).is_zero():
            value = made
    return value


def _high_powers(ring: Ring, polynomial: fmpz_mpoly) -> tuple[int, ...]:
    if polynomial.total_degree() < 2:
        return ()
    degrees = polynomial.degrees()
    return tuple(place for place, (power, _) in ring.relations.items() if degrees[place] >= power)


def _rewritten(ring: Ring, polynomial: fmpz_mpoly, places: tuple[int, ...]) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """The polynomial with the high powers of the first of these generators replaced, over a denominator."""
    if not places:
        return polynomial, ring.one.den
    if len(polynomial) > _LONG:
        ring.tick()
    place = places[0]
    power, image = ring.relations[place]
    most = int(polynomial.degrees()[place]) // power
    check_power(image.num, most)
    check_power(image.den, most)
    return _replaced(polynomial, ring.polynomials[place] ** power, image, most), image.den**most


def _replaced(polynomial: fmpz_mpoly, high: fmpz_mpoly, image: Quotient, most: int) -> fmpz_mpoly:
    """`polynomial * image.den^most` with `image` for `high`, of which it has powers up to `most`.

    Divisions by powers take it apart, many times faster than going through its terms.
    """
    if not most:
        return polynomial
    half = (most + 1) // 2
    above, below = divmod(polynomial, high**half)
    low = _replaced(below, high, image, half - 1) * image.den ** (most - half + 1)
    return low + _replaced(above, high, image, most - half) * image.num**half
