"""Gamma and its kin, the error function, maximum and sign: what the kernel knows beyond the elementary
functions.

*Gamma.* `gamma(y + 1) = y gamma(y)` brings the argument to one place, the one whose constant lies in
`[1, 2)`; whole and half arguments have their values; `n! = gamma(n + 1)`. An argument that is a whole
number is only moved down to where gamma is certainly defined. `binomial(n, k) = n!/(k! (n - k)!)`
where `0 <= k <= n` is known, and a polynomial in `n` for a written `k`. Source: Abramowitz and Stegun,
section 6.1.

*Maximum.* `max(a, b) = (a + b + |a - b|)/2`, and `min` with a minus sign.

*Sign.* `sign(x) = x/|x|` where `x` is known not to be 0.

Functions of the language that stand here without a rule of their own are atoms: equal at equal arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import factorial, floor

from derivcheck.kernel import signs
from derivcheck.kernel.atoms import Function
from derivcheck.kernel.conjugates import conjugate
from derivcheck.kernel.elementary import absolute, exp, rational_power
from derivcheck.kernel.quotient import Quotient, Undefined
from derivcheck.kernel.ring import Ring
from derivcheck.kernel.trigonometric import pi
from derivcheck.kernel.units import proper_parts

__all__ = [
    "DERIVATIVES", "MAKERS", "binomial", "error_function", "floor_of", "gamma", "larger", "opaque", "sign_of",
    "smaller",
]  # fmt: skip

#: Arguments of gamma are moved by at most this much, and written factorials are at most this long.
_FARTHEST = 40


def opaque(ring: Ring, name: str, *arguments: Quotient) -> Quotient:
    """A function that is known by name only."""
    return ring.make(Function(name, arguments, (0,) * len(arguments)))


# -- gamma -----------------------------------------------------------------------------------------------


def gamma(ring: Ring, argument: Quotient) -> Quotient:
    """`gamma(argument)`, where it is defined."""
    number = argument.number()
    if number is not None:
        return _gamma_of_number(ring, number)
    constant = _constant_part(ring, argument)
    base = argument - ring.constant(floor(constant)) + ring.one
    steps = floor(constant) - 1
    if abs(steps) > _FARTHEST or (steps > 0 and ring.sign(base) != signs.POSITIVE):
        return opaque(ring, "gamma", argument)
    total = opaque(ring, "gamma", base)
    for step in range(steps):
        total = total * (base + ring.constant(step))
    for step in range(1, 1 - steps):
        total = total / (base - ring.constant(step))
    return total


def _constant_part(ring: Ring, value: Quotient) -> Fraction:
    if not value.den.is_one():
        return Fraction(0)
    zeros = dict.fromkeys(value.generators, ring.zero)
    return ring.replaced(value, zeros).number() or Fraction(0)


def _gamma_of_number(ring: Ring, number: Fraction) -> Quotient:
    if number.denominator == 1:
        if number <= 0:
            raise Undefined
        if number <= _FARTHEST:
            return ring.constant(factorial(int(number) - 1))
    if number.denominator == 2 and abs(number) <= _FARTHEST:
        total = rational_power(ring, pi(ring), Fraction(1, 2))
        half = Fraction(1, 2)
        while half < number:
            total, half = total * ring.constant(half), half + 1
        while half > number:
            half -= 1
            total = total / ring.constant(half)
        return total
    return opaque(ring, "gamma", ring.constant(number))


def binomial(ring: Ring, upper: Quotient, lower: Quotient) -> Quotient:
    """`binomial(upper, lower)`"""
    number = lower.number()
    if number is not None and number.denominator == 1 and 0 <= number <= _FARTHEST:
        total = ring.constant(Fraction(1, factorial(int(number))))
        for step in range(int(number)):
            total = total * (upper - ring.constant(step))
        return total
    rest = upper - lower
    if all(_counts(ring, value) for value in (upper, lower, rest)):
        return gamma(ring, upper + ring.one) / (gamma(ring, lower + ring.one) * gamma(ring, rest + ring.one))
    return opaque(ring, "binomial", upper, lower)


def _counts(ring: Ring, value: Quotient) -> bool:
    """True for a whole number that is known not to be negative."""
    form = ring.whole_form(value.num) if value.den.is_one() else None
    return form is not None and ring.facts.entails(form)


# -- the error function ------------------------------------------------------------------------------------


def error_function(ring: Ring, argument: Quotient) -> Quotient:
    """`erf(argument)`, which is odd."""
    if argument.is_zero():
        return argument
    if argument.num.leading_coefficient() < 0:
        return -opaque(ring, "erf", -argument)
    return opaque(ring, "erf", argument)


def _error_rate(ring: Ring, x: Quotient) -> Quotient:
    return ring.constant(2) * exp(ring, -(x * x)) * rational_power(ring, pi(ring), Fraction(-1, 2))


#: The derivatives of functions of one argument that are atoms.
DERIVATIVES: Mapping[str, Callable[[Ring, Quotient], Quotient]] = {
    "erf": _error_rate,
    "gamma": lambda ring, x: opaque(ring, "gamma", x) * opaque(ring, "digamma", x),
    "loggamma": lambda ring, x: opaque(ring, "digamma", x),
    "sign": lambda ring, x: ring.zero,
}


# -- maximum, sign, floor ------------------------------------------------------------------------------------


def larger(ring: Ring, first: Quotient, second: Quotient) -> Quotient:
    """`max(first, second)`"""
    return (first + second + absolute(ring, first - second)) * ring.constant(Fraction(1, 2))


def smaller(ring: Ring, first: Quotient, second: Quotient) -> Quotient:
    """`min(first, second)`"""
    return (first + second - absolute(ring, first - second)) * ring.constant(Fraction(1, 2))


def sign_of(ring: Ring, argument: Quotient) -> Quotient:
    """`sign(argument)`"""
    sign = ring.sign(argument)
    if argument.is_zero():
        return ring.zero
    if signs.is_within(sign, signs.NONZERO):
        return argument / absolute(ring, argument)
    if argument.num.leading_coefficient() < 0:
        return -opaque(ring, "sign", -argument)
    return opaque(ring, "sign", argument)


def floor_of(ring: Ring, argument: Quotient) -> Quotient:
    """`floor(argument)`; whole parts come out."""
    number = argument.number()
    if number is not None:
        return ring.constant(floor(number))
    whole, rest = ring.zero, ring.zero
    for part, coefficient in proper_parts(ring, argument):
        form = ring.whole_form(part.num) if part.den.is_one() else None
        if form is not None and coefficient.denominator == 1:
            whole = whole + part * ring.constant(coefficient)
        else:
            rest = rest + part * ring.constant(coefficient)
    return whole if rest.is_zero() else whole + opaque(ring, "floor", rest)


#: How an atom is made anew when its arguments change.
MAKERS: Mapping[str, Callable[..., Quotient]] = {
    "conjugate": conjugate,
    "binomial": binomial,
    "erf": error_function,
    "floor": floor_of,
    "gamma": gamma,
    "sign": sign_of,
}
