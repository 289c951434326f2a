"""Powers with exponents that are whole numbers, though not written ones.

`a^(2n) = (a^n)^2`, and `a^(2n + 1) = (a^n)^2 a` as long as no partial exponent is negative or `a` cannot be
0. So where `a` may be 0 powers stay apart until it is seen which of them occur: `a^m = a^(m - 1) a` where
`m - 1` is not negative. `(a b)^n = a^n b^n` and `(a^m)^n = a^(m n)` wherever the left sides have a value;
`0^n` is 1 for `n = 0` and 0 for `n > 0`; `(-1)^(n^2) = (-1)^n`, for a number and its powers are even at
once; and `(cos(t) + I sin(t))^n = cos(n t) + I sin(n t)`.
"""

from __future__ import annotations

from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    IMAGINARY,
    Absolute,
    Atom,
    Exponential,
    IndexValue,
    Power,
    SymbolAtom,
)
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.units import primes, proper_parts
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.waves import waves_in
from derivcheck.kernel.reading.generic import suppose
from derivcheck.kernel.reading.indices import delta

__all__ = ["is_whole", "power", "powers_together", "whole_power"]


def power(ring: Ring, base: Quotient, exponent: Quotient) -> Quotient:
    """`base^exponent` for a base that is not 0; by the principal logarithm unless the exponent is whole."""
    if is_whole(ring, exponent):
        return whole_power(ring, base, exponent)
    return exp(ring, exponent * log(ring, base))


def is_whole(ring: Ring, value: Quotient) -> bool:
    """True for a polynomial with whole coefficients in indices and sizes."""
    return value.den.is_one() and all(has_whole_values(ring, ring.atoms[at]) for at in value.generators)


def has_whole_values(ring: Ring, atom: Atom) -> bool:
    """True for an index, a size, and a member of a family of whole numbers."""
    return isinstance(atom, IndexValue) or (isinstance(atom, SymbolAtom) and atom.name in ring.wholes)


def whole_power(ring: Ring, base: Quotient, exponent: Quotient) -> Quotient:
    """`base^exponent` for an exponent that is a whole number, though not a written one.

    A positive base, or a number that is not real, goes through `exp` and `log`.
    """
    number = exponent.number()
    if number is not None:
        return rational_power(ring, base, number)
    sign = ring.sign(base)
    is_number = ring.principal and base.is_closed and not signs.is_real(sign | signs.ZERO)
    if sign == signs.POSITIVE or (is_number and not sign & signs.ZERO):
        return exp(ring, exponent * log(ring, base))
    turned = _turned(ring, base, exponent) if ring.principal else None
    if turned is not None:
        return turned
    pieces = proper_parts(ring, exponent) if exponent.den.is_one() else []
    single = len(pieces) == 1 and pieces[0][1] > 0
    safe = single or all(
        coefficient > 0 and signs.is_within(ring.sign(piece), signs.NONNEGATIVE)
        for piece, coefficient in pieces
    )
    if not pieces or not (safe or signs.is_within(ring.sign(base), signs.NONZERO) or suppose(ring, base)):
        return _factor_by_factor(ring, base, exponent)
    total = ring.one
    for piece, coefficient in pieces:
        power = base if piece.is_one() else _factor_by_factor(ring, base, piece)
        total = total * power ** int(coefficient)
    return total


def _turned(ring: Ring, base: Quotient, exponent: Quotient) -> Quotient | None:
    """De Moivre's formula; None for a base of another form."""
    for wave in waves_in(ring, base):
        for each in () if wave.is_sine else (wave.angle, -wave.angle):
            if base == _on_circle(ring, each):
                return _on_circle(ring, each * exponent)
    return None


def _on_circle(ring: Ring, angle: Quotient) -> Quotient:
    cosine, sine = ring.rotation(ring, angle)
    return cosine + ring.generator(IMAGINARY) * sine


def _factor_by_factor(ring: Ring, base: Quotient, exponent: Quotient) -> Quotient:
    if base.is_zero():
        form = exponent.index_form()
        known = form is not None and ring.facts.entails(form)
        return delta(ring, form) if form is not None and known else ring.make(Power(base, exponent))
    factors = factored(ring, base)
    total = ring.one
    for prime, times in primes(abs(factors.number)):
        number = ring.constant(Fraction(prime))
        total = total * exp(ring, exponent * ring.constant(times) * log(ring, number))
    if factors.number < 0:
        total = total * _power_of_minus_one(ring, exponent)
    for factor, times in factors.parts:
        atom = factor.atom()
        if ring.sign(factor) == signs.POSITIVE or atom == IMAGINARY:
            power = exp(ring, exponent * log(ring, factor))
        elif isinstance(atom, Exponential):
            power = exp(ring, exponent * atom.argument / ring.constant(atom.unit))
        elif isinstance(atom, Power):
            power = whole_power(ring, atom.base, atom.exponent * exponent)
        elif isinstance(atom, Absolute):
            square = whole_power(ring, factor * factor, exponent)
            power = ring.relate(Power(factor, exponent), 2, square)
        else:
            power = ring.make(Power(factor, exponent))
        total = total * power**times
    return total


def _power_of_minus_one(ring: Ring, exponent: Quotient) -> Quotient:
    total = ring.one
    for part, coefficient in proper_parts(ring, exponent):
        if not is_whole(ring, part) or coefficient.denominator != 1:
            return ring.relate(Power(ring.constant(-1), exponent), 2, ring.one)
        if coefficient % 2:
            plain = ring.monomial(dict.fromkeys(part.generators, 1))
            total = total * (
                -ring.one if plain.is_one() else ring.relate(Power(-ring.one, plain), 2, ring.one)
            )
    return total


def powers_together(ring: Ring, value: Quotient) -> Quotient:
    """The value with each power as a multiple of the lowest one of its base that occurs in it."""
    found = [(place, ring.atoms[place]) for place in value.generators]
    powers = [(place, atom) for place, atom in found if isinstance(atom, Power)]
    images: dict[int, Quotient] = {}
    for place, high in powers:
        for _, low in powers:
            more = (high.exponent - low.exponent).number() if low.base == high.base else None
            if more is None or more <= 0 or more.denominator != 1:
                continue
            if signs.is_within(ring.sign(low.exponent), signs.NONNEGATIVE):
                images[place] = ring.generator(low) * high.base ** int(more)
    return ring.replaced(value, images) if images else value
