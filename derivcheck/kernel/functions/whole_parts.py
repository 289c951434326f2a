"""Whole parts.

`floor(x) = m` where signs, or for a constant an enclosure, say that `m <= x < m + 1`; whole numbers come out
of a whole part. Besides indices, sizes and whole parts, whole are powers `p^e` of whole numbers where `e` is
not negative. With `b = r` modulo `q` there, `b^e` is `r^e` and a multiple of `q`: so

    floor(c b^e/q + x) = c (b^e - r^e)/q + floor(c r^e/q + x),    where r is 1, 0 or -1.

`floor((floor(x) + m)/q) = floor((x + m)/q)` for whole `m` and `q > 0`, which may be written or not.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 3.2.
"""

from __future__ import annotations

from math import floor

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Exponential,
    Function,
    IndexValue,
    Logarithm,
    Power,
)
from derivcheck.kernel.algebra.enclosures import Enclosure
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.units import proper_parts
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.powers import is_whole, whole_power
from derivcheck.kernel.knowledge.conditions import constant_part

__all__ = ["floor_of", "is_of_whole_numbers"]

#: Whole parts are looked for so far from that of the constant term.
_STEPS = (0, -1, 1)
#: A whole part is looked for up to about this far from it.
_FARTHEST = 2**20


def floor_of(ring: Ring, argument: Quotient) -> Quotient:
    """`floor(argument)`; multiples of whole numbers come out, so that less than once each is left."""
    whole, rest = ring.zero, ring.zero
    for part, coefficient in proper_parts(ring, argument):
        if not is_of_whole_numbers(ring, part):
            rest = rest + part * ring.constant(coefficient)
            continue
        kept, outside = _of_least_powers(ring, part, coefficient.denominator), floor(coefficient)
        whole = whole + (part - kept) * ring.constant(coefficient) + kept * ring.constant(outside)
        rest = rest + kept * ring.constant(coefficient - outside)
    found = _whole_part(ring, rest)
    if found is not None:
        return whole + ring.constant(found)
    return whole + opaque(ring, "floor", _without_inner(ring, rest))


def _whole_part(ring: Ring, value: Quotient) -> int | None:
    """The whole number `m` with `m <= value < m + 1`, if signs or an enclosure say so."""
    number = value.number()
    if number is not None:
        return floor(number)
    if not value.symbols:
        enclosure = Enclosure(ring, {}).of(value)
        below = enclosure.floor().unique_fmpz() if enclosure is not None else None
        return None if below is None else int(below)
    inside = _within_range(ring, value)
    near = floor(constant_part(ring, value)) if inside is None else inside
    steps = (near + step for step in _STEPS)
    found = next((step for step in steps if _is_between(ring, value, step)), None)
    return _searched(ring, value, near) if found is None else found


def _searched(ring: Ring, value: Quotient, near: int) -> int | None:
    """The whole part found by doubling the distance from a number, as far as the signs reach."""
    upwards = signs.is_within(ring.sign(value - ring.constant(near)), signs.NONNEGATIVE)

    def reaches(distance: int) -> bool:
        if upwards:
            return signs.is_within(ring.sign(value - ring.constant(near + distance)), signs.NONNEGATIVE)
        return ring.sign(value - ring.constant(near - distance)) == signs.NEGATIVE

    low, high = 0, 1
    if not upwards and not reaches(low):
        return None
    while high <= _FARTHEST and reaches(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if reaches(middle) else (low, middle)
    whole = near + low if upwards else near - low - 1
    return whole if _is_between(ring, value, whole) else None


def _within_range(ring: Ring, value: Quotient) -> int | None:
    """The whole part in the middle of the range between numbers through which a variable runs."""
    (name, *others) = value.symbols
    ends = ring.ranges.get(name, (None, None)) if not others else (None, None)
    low, high = (None if end is None else Enclosure(ring, {}).of(end) for end in ends)
    middle = None if low is None or high is None else Enclosure(ring, {name: (low + high) / 2}).of(value)
    whole = None if middle is None else middle.floor().unique_fmpz()
    return None if whole is None else int(whole)


def _is_between(ring: Ring, value: Quotient, whole: int) -> bool:
    beyond = value - ring.constant(whole)
    return signs.is_within(ring.sign(beyond), signs.NONNEGATIVE) and (
        ring.sign(beyond - ring.one) == signs.NEGATIVE
    )


def _of_least_powers(ring: Ring, part: Quotient, modulus: int) -> Quotient:
    """What a monomial of whole numbers is up to multiples of the modulus; itself if that is no less."""
    bases: dict[Form, int] = {}
    kept = ring.one
    ((exponents, _),) = part.num.terms()
    for place in part.generators:
        times, found = int(exponents[place]), _power_of_whole(ring, ring.atoms[place])
        if found is None:
            kept = kept * ring.generators[place] ** times
        else:
            base, exponent = found
            bases[exponent] = bases.get(exponent, 1) * base**times
    for exponent, base in bases.items():
        rest = base % modulus
        least = rest if rest <= 1 else rest - modulus
        if modulus == 1 or abs(least) > 1 or base == least:
            return part
        kept = kept * whole_power(ring, ring.constant(least), ring.of_form(exponent))
    return kept


def _power_of_whole(ring: Ring, atom: Atom) -> tuple[int, Form] | None:
    """The whole number and the exponent, which is not negative, of which this is the power."""
    if not isinstance(atom, Exponential):
        return None
    argument = atom.argument / ring.constant(atom.unit)
    for place in argument.generators:
        inner = ring.atoms[place]
        base = inner.argument.number() if isinstance(inner, Logarithm) else None
        exponent = (argument / ring.generators[place]).index_form()
        if base is not None and base.denominator == 1 and exponent is not None and ring.entails(exponent):
            return int(base), exponent
    return None


def _without_inner(ring: Ring, argument: Quotient) -> Quotient:
    """`(x + m)/q` for `(floor(x) + m)/q` with whole `m` and `q > 0`, which have one whole part."""
    below = Quotient(ring, argument.den, ring.one.den)
    if ring.sign(below) != signs.POSITIVE or not is_of_whole_numbers(ring, below):
        return argument
    above = Quotient(ring, argument.num, ring.one.den)
    for place in argument.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Function) and atom.name == "floor":
            rest = above - ring.generators[place]
            if place not in rest.generators and is_of_whole_numbers(ring, rest):
                return (atom.arguments[0] + rest) / below
    return argument


def is_of_whole_numbers(ring: Ring, part: Quotient) -> bool:
    """Whether a polynomial is made of indices, sizes, their absolute values and powers, and whole parts."""
    return bool(part.den.is_one()) and all(_has_whole_values(ring, ring.atoms[at]) for at in part.generators)


def _has_whole_values(ring: Ring, atom: Atom) -> bool:
    match atom:
        case IndexValue():
            return True
        case Absolute(argument):
            return is_of_whole_numbers(ring, argument)
        case Exponential():
            return _power_of_whole(ring, atom) is not None
        case Power(base, exponent):
            return abs(base.number() or 0) == 1 and is_whole(ring, exponent)
        case _:
            return isinstance(atom, Function) and atom.name == "floor"
