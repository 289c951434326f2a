"""Maximum, sign and whole parts: what the kernel knows beyond the elementary functions.

*Maximum.* `max(a, b) = (a + b + |a - b|)/2`, and `min` with a minus sign.

*Whole parts.* `floor((floor(x) + m)/q) = floor((x + m)/q)` for whole `m` and `q > 0`; `floor(x) = m` where
signs, or for a constant an enclosure, say that `m <= x < m + 1`.

*Sign.* `sign(x) = x/|x|` where `x` is known not to be 0; else `sign(x)^3 = sign(x)`.

Functions of the language that stand here without a rule of their own are atoms: equal at equal arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Absolute, Atom, Function, IndexValue
from derivcheck.kernel.algebra.conjugates import conjugate
from derivcheck.kernel.algebra.enclosures import Enclosure
from derivcheck.kernel.algebra.passing import is_variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.units import proper_parts
from derivcheck.kernel.functions.bernoulli import bernoulli, bernoulli_rate
from derivcheck.kernel.functions.bessel import BESSEL_EDGES, BESSEL_MAKERS, BESSEL_RATES, BESSEL_SIGNS
from derivcheck.kernel.functions.counting import bell, stirling
from derivcheck.kernel.functions.divisors import common_divisor
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.functions.elliptic import (
    elliptic_e,
    elliptic_e_edge,
    elliptic_e_rate,
    elliptic_k,
    elliptic_k_edge,
    elliptic_k_rate,
    elliptic_sign,
)
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import (
    beta,
    binomial,
    digamma,
    double_factorial,
    falling,
    gamma,
    loggamma,
    polygamma,
    rising,
)  # fmt: skip
from derivcheck.kernel.functions.hurwitz import hurwitz_rate
from derivcheck.kernel.functions.hypergeometric import (
    hypergeometric,
    hypergeometric_edge,
    hypergeometric_rate,
    hypergeometric_sign,
    remade,
)
from derivcheck.kernel.functions.incomplete_gamma import (
    upper_gamma,
    upper_gamma_edge,
    upper_gamma_rate,
    upper_gamma_sign,
)
from derivcheck.kernel.functions.integral_functions import INTEGRAL_MAKERS, INTEGRAL_RATES, real_beside_cut
from derivcheck.kernel.functions.lambert import lambert_edge, lambert_rate, lambert_sign, lambert_w
from derivcheck.kernel.functions.orthogonal import ORTHOGONAL_MAKERS, ORTHOGONAL_RATES
from derivcheck.kernel.functions.permutations import permutation_sign
from derivcheck.kernel.functions.polylogarithms import polylog, polylog_edge, polylog_rate, polylog_sign
from derivcheck.kernel.functions.special_values import zeta
from derivcheck.kernel.functions.trigonometric import hyperbolic, rotation
from derivcheck.kernel.knowledge.conditions import constant_part
from derivcheck.kernel.reading.generic import suppose

__all__ = [
    "DERIVATIVES", "EDGES", "MAKERS", "SIGNS", "cardinal_sine", "floor_of", "larger", "sign_of", "smaller",
]  # fmt: skip

#: Whole parts are looked for so far from that of the constant term.
_STEPS = (0, -1, 1)
#: A whole part is looked for up to about this far from it.
_FARTHEST = 2**20

#: The derivatives by the last argument of functions that are atoms.
DERIVATIVES: Mapping[str, Callable[..., Quotient]] = {
    "gamma": lambda ring, x: gamma(ring, x) * digamma(ring, x),
    "loggamma": lambda ring, x: digamma(ring, x),
    "digamma": lambda ring, x: polygamma(ring, ring.one, x),
    "polygamma": lambda ring, order, x: polygamma(ring, order + ring.one, x),
    "sign": lambda ring, x: ring.zero,
    "LambertW": lambert_rate,
    "bernoulli": bernoulli_rate,
    "elliptic_e": elliptic_e_rate,
    "elliptic_k": elliptic_k_rate,
    "hyper": hypergeometric_rate,
    "polylog": polylog_rate,
    "uppergamma": upper_gamma_rate,
    "zeta": hurwitz_rate,
    **BESSEL_RATES,
    "Shi": lambda ring, x: _cardinal_hyperbolic_sine(ring, x),
    "Si": lambda ring, x: cardinal_sine(ring, x),
    **INTEGRAL_RATES,
    **ORTHOGONAL_RATES,
}

#: The signs that functions of their arguments may have, of those that are not real wherever these are.
SIGNS: Mapping[str, Callable[..., int]] = {
    "loggamma": real_beside_cut,
    "LambertW": lambert_sign,
    "gcd": lambda ring, *values: signs.NONNEGATIVE,
    "hyper": hypergeometric_sign,
    "polylog": polylog_sign,
    "uppergamma": upper_gamma_sign,
    **dict.fromkeys(("elliptic_e", "elliptic_k"), elliptic_sign),
    **BESSEL_SIGNS,
    **dict.fromkeys(("Chi", "Ci"), real_beside_cut),
}

#: What must not be 0 for a function of its arguments to have a derivative by the last one.
EDGES: Mapping[str, Callable[..., Quotient | None]] = {
    "LambertW": lambert_edge,
    "elliptic_e": elliptic_e_edge,
    "elliptic_k": elliptic_k_edge,
    "hyper": hypergeometric_edge,
    "polylog": polylog_edge,
    "sign": lambda ring, x: x,
    "uppergamma": upper_gamma_edge,
    **BESSEL_EDGES,
}


# -- maximum, sign, floor ------------------------------------------------------------------------------------


def larger(ring: Ring, first: Quotient, second: Quotient) -> Quotient:
    """`max(first, second)`"""
    return (first + second + absolute(ring, first - second)) * ring.constant(Fraction(1, 2))


def smaller(ring: Ring, first: Quotient, second: Quotient) -> Quotient:
    """`min(first, second)`"""
    return (first + second - absolute(ring, first - second)) * ring.constant(Fraction(1, 2))


def cardinal_sine(ring: Ring, x: Quotient) -> Quotient:
    """`sin(x)/x`, and 1 at 0: by its series, `0F1(; 3/2; -x^2/4)`, where `x` may be 0 or not."""
    return rotation(ring, x)[1] / x if _is_apart(ring, x) else _cardinal(ring, -x * x)


def _cardinal_hyperbolic_sine(ring: Ring, x: Quotient) -> Quotient:
    """`sinh(x)/x`, and 1 at 0"""
    return hyperbolic(ring, x)[1] / x if _is_apart(ring, x) else _cardinal(ring, x * x)


def _is_apart(ring: Ring, x: Quotient) -> bool:
    """Whether `x` is not 0, is supposed not to be, or is it at single points of a range of integration."""
    if x.is_zero():
        return False
    known = signs.is_within(ring.sign(x), signs.NONZERO)
    return known or any(map(is_variable, x.symbols)) or suppose(ring, x)


def _cardinal(ring: Ring, square: Quotient) -> Quotient:
    three_halves, quarter = ring.constant(Fraction(3, 2)), ring.constant(Fraction(1, 4))
    return hypergeometric(ring, (), (three_halves,), square * quarter)


def sign_of(ring: Ring, argument: Quotient) -> Quotient:
    """`sign(argument)`"""
    sign = ring.sign(argument)
    if argument.is_zero() or sign == signs.ZERO:
        return ring.zero
    if signs.is_within(sign, signs.NONZERO):
        return argument / absolute(ring, argument)
    if argument.num.leading_coefficient() < 0:
        return -sign_of(ring, -argument)
    atom = Function("sign", (argument,), (0,))
    return ring.law(atom) or ring.relate(atom, 3, ring.generator(atom))


def floor_of(ring: Ring, argument: Quotient) -> Quotient:
    """`floor(argument)`; multiples of whole numbers come out, so that less than once each is left."""
    whole, rest = ring.zero, ring.zero
    for part, coefficient in proper_parts(ring, argument):
        outside = floor(coefficient) if _is_whole(ring, part) else 0
        whole = whole + part * ring.constant(outside)
        rest = rest + part * ring.constant(coefficient - outside)
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


def _without_inner(ring: Ring, argument: Quotient) -> Quotient:
    """`(x + m)/q` for `(floor(x) + m)/q` with whole `m` and `q > 0`, which have one whole part."""
    parts = list(proper_parts(ring, argument))
    for part, coefficient in parts:
        atom = part.atom()
        if not isinstance(atom, Function) or atom.name != "floor" or coefficient.numerator != 1:
            continue
        below = coefficient.denominator
        others = [each for each in parts if each[0] != part]
        if all(_is_whole(ring, each) and below % times.denominator == 0 for each, times in others):
            return argument + (atom.arguments[0] - part) * ring.constant(coefficient)
    return argument


def _is_whole(ring: Ring, part: Quotient) -> bool:
    """Whether a polynomial is made of indices, sizes, their absolute values, and whole parts."""
    return bool(part.den.is_one()) and all(_has_whole_values(ring, ring.atoms[at]) for at in part.generators)


def _has_whole_values(ring: Ring, atom: Atom) -> bool:
    match atom:
        case IndexValue():
            return True
        case Absolute(argument):
            return _is_whole(ring, argument)
        case _:
            return isinstance(atom, Function) and atom.name == "floor"


#: How an atom is made anew when its arguments change.
MAKERS: Mapping[str, Callable[..., Quotient]] = {
    "FallingFactorial": falling,
    "LeviCivita": permutation_sign,
    "RisingFactorial": rising,
    "bell": bell,
    "bernoulli": bernoulli,
    "beta": beta,
    "binomial": binomial,
    "conjugate": conjugate,
    "digamma": digamma,
    "factorial2": double_factorial,
    "floor": floor_of,
    "gamma": gamma,
    "loggamma": loggamma,
    "polygamma": polygamma,
    "sign": sign_of,
    "LambertW": lambert_w,
    "elliptic_e": elliptic_e,
    "elliptic_k": elliptic_k,
    "gcd": common_divisor,
    "hyper": remade,
    "polylog": polylog,
    "stirling": stirling,
    "uppergamma": upper_gamma,
    "zeta": lambda ring, s, *a: opaque(ring, "zeta", s, *a) if a else zeta(ring, s),
    **BESSEL_MAKERS,
    **INTEGRAL_MAKERS,
    **ORTHOGONAL_MAKERS,
}
