"""Exponentials, logarithms, roots and absolute values over the reals.

*Exponentials.* The argument is taken apart into its terms, `exp(a + b) = exp(a) exp(b)` and
`exp(3 m) = exp(m)^3`, so a product of exponentials is a monomial and equal products are equal
monomials. A fraction of an argument makes the unit finer (`exp(m/2)` becomes the generator and `exp(m)`
its square).

*Logarithms.* The argument is factored. `log(a b) = log(a) + log(b)` is used for factors that are
known to be positive; an even power of a factor leaves its absolute value; factors whose sign is not
known stay together under one logarithm. `log(exp(m)) = m`.

*Roots.* `a^(p/q)` is a power of the generator `r` with `r^q = a`, and `r` is not negative. Factors come
apart when all of them are known not to be negative, or when the one that comes out is positive:
`sqrt(g L)` is not `sqrt(g) sqrt(L)` where `g = 0` and `L < 0`.

*Absolute values.* `|a b| = |a| |b|`, `|a|^2 = a^2`, and `|a|` is `a` or `-a` where the sign of `a` is
known.

*Principal branches.* Where a symbol is complex (or `I` is written) logarithms and roots are principal
ones. Then only positive factors come out of them, nothing is concluded from being defined, `|z|^2 = z
conj(z)`, and `exp(I m) = cos(m) + I sin(m)`.

Everything here may assume that what it is given is defined: the reader of terms records
the condition (a positive argument, a base that is not negative) before it calls.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.algebraic import polar_form
from derivcheck.kernel.algebra.atoms import (
    IMAGINARY,
    PI,
    Absolute,
    Exponential,
    Logarithm,
    Root,
)  # fmt: skip
from derivcheck.kernel.algebra.conjugates import modulus, with_moduli, with_unit_above
from derivcheck.kernel.algebra.factors import Factors, factored, factored_by_roots
from derivcheck.kernel.algebra.polynomial_signs import sign_over_reals
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.relations import with_fewer_sines
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.surds import powers_of_surds
from derivcheck.kernel.algebra.units import in_units, primes, proper_parts, unit_of
from derivcheck.kernel.functions.branches import Apart, exponent_of, taken_apart

__all__ = ["absolute", "exp", "imaginary_unit", "log", "rational_power"]

_HALF = Fraction(1, 2)
_HIGHEST_ROOT = 2**31  # no library counts much further


def imaginary_unit(ring: Ring) -> Quotient:
    """`I`, whose square is -1."""
    return ring.relate(IMAGINARY, 2, ring.constant(-1))


# -- exponentials ------------------------------------------------------------------------------------


def exp(ring: Ring, argument: Quotient) -> Quotient:
    """`exp(argument)`"""
    total = ring.one
    for part, coefficient in proper_parts(ring, with_unit_above(ring, argument)):
        total = total * _exp_of_multiple(ring, part, coefficient)
    return total


def _exp_of_multiple(ring: Ring, part: Quotient, coefficient: Fraction) -> Quotient:
    atom = part.atom()
    if isinstance(atom, Logarithm):
        return rational_power(ring, atom.argument, coefficient)
    known = ring.families[type(atom)].exp(ring, atom, coefficient) if atom is not None else None
    if known is not None:
        return known
    imaginary = ring.places.get(IMAGINARY)
    written = ring.sectored and not part.is_closed  # and so are sine and cosine
    if imaginary is not None and imaginary in part.generators and not written:
        turned = part / ring.generator(IMAGINARY) * ring.constant(coefficient)
        cosine, sine = ring.rotation(ring, turned)
        return cosine + ring.generator(IMAGINARY) * sine
    unit = unit_of(ring, "exp", part, coefficient)
    generator = ring.make(Exponential(part, unit))
    return generator ** in_units(coefficient, unit)


# -- logarithms --------------------------------------------------------------------------------------


def log(ring: Ring, argument: Quotient) -> Quotient:
    """`log(argument)`, where the argument is positive; `Undefined` where it cannot be."""
    if argument.is_zero():
        raise Undefined.here(ring)
    factors = _taken_apart(ring, argument)
    total = _log_of_number(ring, factors.number)
    loose: list[tuple[Quotient, int]] = []
    negative = factors.number.numerator < 0
    for factor, exponent in factors.parts:
        sign = ring.sign(factor)
        times = ring.constant(exponent)
        if signs.is_within(sign, signs.NONNEGATIVE):
            total = total + times * _log_of_factor(ring, factor)
        elif signs.is_within(sign, signs.NONPOSITIVE):
            total = total + times * _log_of_factor(ring, -factor)
            negative ^= exponent % 2 == 1
        elif exponent % 2 == 0 and not ring.principal:
            total = total + times * _log_of_factor(ring, absolute(ring, factor))
        else:
            loose.append((factor, exponent))
    if ring.principal:
        return total + _principal_log(ring, loose, negative)
    return total + _log_of_loose(ring, loose, negative)


def _taken_apart(ring: Ring, value: Quotient) -> Factors:
    """The factors of a value; under principal branches with moduli, and none of them known to be negative."""
    factors = factored_by_roots(ring, with_fewer_sines(ring, value))
    return _turned(ring, with_moduli(ring, factors, absolute)) if ring.principal else factors


def _turned(ring: Ring, factors: Factors) -> Factors:
    """The same product with none of its factors known to be negative or 0."""
    parts, number = [], factors.number
    for factor, times in factors.parts:
        turned = signs.is_within(ring.sign(factor), signs.NONPOSITIVE)
        parts.append((-factor if turned else factor, times))
        number = -number if turned and times % 2 else number
    return Factors(number, tuple(parts))


def _principal_log(ring: Ring, loose: list[tuple[Quotient, int]], negative: bool) -> Quotient:
    """The principal logarithm of what is not known to be positive: nothing more comes out."""
    product = ring.constant(-1 if negative else 1)
    for factor, exponent in loose:
        product = product * factor**exponent
    if product.is_one():
        return ring.zero
    inner = None if negative else _within_half_turn(ring, loose)
    if inner is None and ring.sectored:
        inner = _log_apart(ring, loose, negative)
    if inner is not None:
        return inner
    polar = polar_form(ring, product)
    if polar is None:
        return ring.make(Logarithm(product))
    turned = ring.generator(IMAGINARY) * ring.generator(PI) * ring.constant(polar.angle)
    return log(ring, polar.square) * ring.constant(_HALF) + turned


def _log_apart(ring: Ring, loose: list[tuple[Quotient, int]], negative: bool) -> Quotient | None:
    """The logarithm by the sectors of the factors; None where they say nothing."""
    exponent = None if negative else exponent_of(ring, loose)
    found = taken_apart(ring, loose, negative=negative) if exponent is None else None
    if found is None:
        return exponent
    total = imaginary_unit(ring) * ring.generator(PI) * ring.constant(found.turn)
    for factor, times in found.parts:
        total = total + ring.constant(times) * log(ring, factor)
    return total


def _within_half_turn(ring: Ring, loose: list[tuple[Quotient, int]]) -> Quotient | None:
    """`log(z^r) = r log(z)` for a real `r` with `-1 < r <= 1`, where the angle stays within half a turn."""
    base, power = None, ring.zero
    for factor, exponent in loose:
        here, inner = _as_power(ring, factor)
        if base not in (None, here):
            return None
        base, power = here, power + inner * ring.constant(exponent)
    above, below = ring.sign(ring.one - power), ring.sign(ring.one + power)
    if base is None or not signs.is_within(above, signs.NONNEGATIVE) or below != signs.POSITIVE:
        return None
    return None if power.is_one() else power * log(ring, base)


def _as_power(ring: Ring, factor: Quotient) -> tuple[Quotient, Quotient]:
    """Base and exponent of a principal power."""
    match factor.atom():
        case Root(base, degree):
            return base, ring.constant(Fraction(1, degree))
        case Exponential(argument, unit):
            for place in argument.generators:
                logarithm = ring.atoms[place]
                power = argument / ring.generator(logarithm) * ring.constant(Fraction(1, unit))
                if isinstance(logarithm, Logarithm) and place not in power.generators:
                    return logarithm.argument, power
    return factor, ring.one


def _log_of_loose(ring: Ring, loose: list[tuple[Quotient, int]], negative: bool) -> Quotient:
    """The logarithm of odd powers of factors whose signs are not known; their product is positive."""
    if not loose:
        if negative:
            raise Undefined.here(ring)
        return ring.zero
    sign = ring.constant(-1 if negative else 1)
    if len(loose) == 1:
        factor, exponent = loose[0]
        return ring.constant(exponent) * _log_of_factor(ring, sign * factor)
    total, product = ring.zero, sign
    for factor, exponent in loose:
        product = product * factor
        if exponent != 1:
            total = total + ring.constant(exponent - 1) * _log_of_factor(ring, absolute(ring, factor))
    return total + ring.make(Logarithm(product))


def _log_of_factor(ring: Ring, factor: Quotient) -> Quotient:
    atom = factor.atom()
    known = ring.families[type(atom)].log(ring, atom) if atom is not None else None
    if known is not None:
        return known
    powers = powers_of_surds(ring, factor, lambda number: rational_power(ring, ring.constant(number), _HALF))
    if powers is None:
        return ring.make(Logarithm(factor))
    total = ring.zero
    for base, exponent in powers:
        total = total + log(ring, base) * ring.constant(exponent)
    return total


def _log_of_number(ring: Ring, number: Fraction) -> Quotient:
    total = ring.zero
    for prime, exponent in primes(number):
        total = total + ring.constant(exponent) * ring.make(Logarithm(ring.constant(prime)))
    return total


# -- roots and powers ----------------------------------------------------------------------------------


def rational_power(ring: Ring, base: Quotient, exponent: Fraction) -> Quotient:
    """`base^exponent`, where the base is not negative if the exponent is not whole."""
    if base.is_zero() and exponent.numerator < 0:
        raise Undefined
    if exponent.denominator == 1:
        return base**exponent.numerator
    if exponent.denominator > _HIGHEST_ROOT:
        raise TooLarge
    if base.is_zero():
        return ring.zero
    factors = _taken_apart(ring, base)
    factors = factors if ring.principal else _turned(ring, factors)
    apart, loose = _come_apart(ring, factors)
    total = ring.one
    for prime, times in primes(factors.number):
        total = total * _root_power(ring, ring.constant(prime), times * exponent)
    for factor, times in apart:
        total = total * _root_power(ring, factor, times * exponent)
    found = taken_apart(ring, loose, negative=factors.number < 0) if ring.sectored and loose else None
    if found is not None:
        return total * _power_apart(ring, found, exponent)
    if factors.number < 0 and not loose:
        loose = [(ring.constant(-1), 1)]
    elif factors.number < 0:
        loose = (
            [(-loose[0][0], loose[0][1]), *loose[1:]] if loose[0][1] % 2 else [*loose, (ring.constant(-1), 1)]
        )
    if len(loose) == 1 and loose[0][1] % 2 and not ring.principal:
        return total * _root_power(ring, loose[0][0], loose[0][1] * exponent)
    together = ring.one
    for factor, times in loose:
        together = together * factor**times
    return total if together.is_one() else total * _root_power(ring, together, exponent)


def _power_apart(ring: Ring, found: Apart, exponent: Fraction) -> Quotient:
    cosine, sine = ring.rotation(ring, ring.generator(PI) * ring.constant(found.turn * exponent))
    total = cosine + imaginary_unit(ring) * sine
    for factor, times in found.parts:
        plain = signs.is_within(ring.sign(factor), signs.NONNEGATIVE)
        power = rational_power if plain else _root_power
        total = total * power(ring, factor, times * exponent)
    return total


def _come_apart(
    ring: Ring, factors: Factors
) -> tuple[list[tuple[Quotient, int]], list[tuple[Quotient, int]]]:
    """The factors that may leave the root (as non-negative ones), and those that must stay."""
    seen = [(factor, times, ring.sign(factor)) for factor, times in factors.parts]
    harmless = ring.principal or (
        factors.number > 0
        and all(
            signs.is_within(sign, signs.NONNEGATIVE) or (times % 2 == 0 and signs.is_real(sign))
            for _, times, sign in seen
        )
    )
    allowed = signs.NONNEGATIVE if harmless else signs.POSITIVE
    apart: list[tuple[Quotient, int]] = []
    loose: list[tuple[Quotient, int]] = []
    for factor, times, sign in seen:
        if signs.is_within(sign, allowed):
            apart.append((factor, times))
        elif times % 2 == 0 and signs.is_real(sign) and (harmless or signs.is_within(sign, signs.NONZERO)):
            apart.append((absolute(ring, factor), times))
        else:
            loose.append((factor, times))
    return apart, loose


def _root_power(ring: Ring, base: Quotient, exponent: Fraction) -> Quotient:
    """`base^exponent` for a base that is not negative and does not come apart."""
    atom = base.atom()
    if ring.sectored and isinstance(atom, Root):  # log(a^(1/q)) = log(a)/q
        return rational_power(ring, atom.base, exponent / atom.degree)
    if atom is not None and signs.is_within(ring.sign(base), signs.NONNEGATIVE):
        known = ring.families[type(atom)].power(ring, atom, exponent)
        if known is not None:
            return known
    if ring.principal and (-base).is_one():
        cosine, sine = ring.rotation(ring, ring.generator(PI) * ring.constant(exponent))
        return cosine + imaginary_unit(ring) * sine
    whole = floor(exponent)
    if whole < 0 and base.is_zero():
        raise Undefined
    if exponent == whole:  # which says nothing of the roots that will be met
        return base**whole
    degree = unit_of(ring, "root", base, exponent)
    return base**whole * ring.relate(Root(base, degree), degree, base) ** int((exponent - whole) * degree)


# -- absolute values -----------------------------------------------------------------------------------


def absolute(ring: Ring, argument: Quotient) -> Quotient:
    """`|argument|`"""
    if argument.is_zero():
        return argument
    factors = factored(ring, argument)
    total = ring.constant(abs(factors.number))
    for factor, exponent in factors.parts:
        total = total * _absolute_of_factor(ring, factor, exponent)
    return total


def _absolute_of_factor(ring: Ring, factor: Quotient, exponent: int) -> Quotient:
    sign, atom = ring.sign(factor), factor.atom()
    known = ring.families[type(atom)].absolute(ring, atom) if atom is not None else None
    if not signs.is_real(sign):
        if known is None:
            known = modulus(ring, factor, lambda square: rational_power(ring, square, Fraction(1, 2)))
        return known**exponent
    if factor.den.is_one():
        sign &= sign_over_reals(ring, factor.num)
    if signs.is_within(sign, signs.NONNEGATIVE) or exponent % 2 == 0:
        return factor**exponent
    if signs.is_within(sign, signs.NONPOSITIVE):
        return (-factor) ** exponent
    if known is not None:
        return known**exponent
    return ring.relate(Absolute(factor), 2, factor * factor) ** exponent
