"""Gamma and its kin.

*Gamma.* `gamma(y + 1) = y gamma(y)` brings the argument to one place, the one whose constant lies in
`[1, 2)` (for numbers in `(0, 1]`); `n! = gamma(n + 1)`; half arguments have their values. `gamma(1 - y) =
pi/(sin(pi y) gamma(y))` turns an argument with a leading minus sign round, unless it is positive and not
known to be below 1; indices do not count there while there is anything else, for they change their names.
`gamma(k y)` is by Gauss's formula a product of the `gamma(y + j/k)`, `j < k`, with `y` the finest that was
met. `beta(a, b) = gamma(a) gamma(b)/gamma(a + b)`.

*Its logarithm and that one's derivatives.* For `y > 0` `log(gamma(y)) = loggamma(y)`, and both come apart as
gamma does. `digamma(y + 1) = digamma(y) + 1/y`, `loggamma(y + 1) = loggamma(y) + log(y)`,
`polygamma(m, y + 1) = polygamma(m, y) + (-1)^m m!/y^(m + 1)`, brought to the same places;
`digamma(1 - y) = digamma(y) + pi cot(pi y)`, and the derivatives of that; `digamma(k y)` is `log(k)` and the
mean of the `digamma(y + j/k)`, `k^(m + 1) polygamma(m, k y)` the sum of the `polygamma(m, y + j/k)` for
`m > 0`. At some rational numbers they have values (`derivcheck.kernel.functions.special_values`), where
`polygamma(m, y)` is `(-1)^(m + 1) m! zeta(m + 1, y)`.

*Factorial powers.* `RisingFactorial(x, k) = gamma(x + k)/gamma(x)`, a polynomial for a written `k`; beside
poles `k! binomial(x + k - 1, k) = (-1)^k k! binomial(-x, k)`;
`FallingFactorial(x, k) = RisingFactorial(x - k + 1, k)`; `binomial(n, k) = FallingFactorial(n, k)/k!`,
which is 0 for `k > n >= 0` and for `n >= 0 > k`, and `(-1)^k binomial(k - n - 1, k)` for `k >= 0 > n`;
`(2m)!! = 2^m m!`, `(2m - 1)!! = (2m)!/(2^m m!)`.

A shift is right where no argument on the way is a pole of gamma. Where the signs do not say so, it is
supposed (`derivcheck.kernel.reading.generic`), and where that cannot be supposed, the function stays as it
is.
Source: Abramowitz and Stegun, chapter 6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import comb, factorial, floor

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.factors import whole_content
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import has_positive_real_part
from derivcheck.kernel.algebra.units import unit_of
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.special_values import digamma_at, hurwitz_at, polygamma_at, rate_of_cotangent
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.knowledge.conditions import constant_part, is_fractional
from derivcheck.kernel.reading.generic import suppose

__all__ = [
    "beta", "binomial", "brought", "digamma", "double_factorial", "exp_of_loggamma", "falling", "gamma",
    "is_off_poles", "log_of_gamma", "loggamma", "polygamma", "rising",
]  # fmt: skip

#: Arguments of gamma are moved by at most this much, and factorial powers of what is no number are this long.
_FARTHEST = 40
#: Factorials of whole numbers are worked out up to this one.
_LARGEST = 2000
#: `gamma(k y)` is taken apart for `k` up to this.
_MOST_PARTS = 6


def is_off_poles(ring: Ring, value: Quotient) -> bool:
    """True when `value` is certainly not 0, -1, -2, …, or may be supposed not to be."""
    number = value.number()
    if number is not None:
        return number > 0 or number.denominator != 1
    if is_fractional(ring, value):
        return True
    if ring.sign(value) == signs.POSITIVE or (ring.principal and has_positive_real_part(ring, value)):
        return True
    return suppose(ring, value)


def _counts_down(ring: Ring, varying: Quotient) -> bool:
    """True when the argument is to be turned round: its leading term without indices is negative."""
    for exponents, coefficient in varying.num.terms():
        if not any(each and ring.names[place] for place, each in enumerate(exponents)):
            return int(coefficient) < 0
    return not varying.is_zero() and varying.num.leading_coefficient() < 0


def _is_off_whole_numbers(ring: Ring, argument: Quotient) -> bool:
    """True between 0 and 1, and for what is not positive where it is, or may be supposed to be, not whole."""
    if ring.sign(argument) == signs.POSITIVE:
        return ring.sign(ring.one - argument) == signs.POSITIVE
    return is_fractional(ring, argument) or suppose(ring, argument)


# -- gamma -----------------------------------------------------------------------------------------------


def gamma(ring: Ring, argument: Quotient) -> Quotient:
    """`gamma(argument)`, where it is defined."""
    number = argument.number()
    if number is not None:
        return _gamma_of_number(ring, number)
    constant = constant_part(ring, argument)
    varying = argument - ring.constant(constant)
    if _counts_down(ring, varying) and _is_off_whole_numbers(ring, argument):
        angle = pi(ring) * (ring.one - argument)
        return pi(ring) / (rotation(ring, angle)[1] * gamma(ring, ring.one - argument))
    parts = _parts(ring, argument, varying)
    return _multiplied(ring, argument, parts) if parts else _shifted(ring, argument, constant)


def _shifted(ring: Ring, argument: Quotient, constant: Fraction) -> Quotient:
    steps = floor(constant) - 1
    base = argument - ring.constant(steps)
    if abs(steps) > _FARTHEST or (steps > 0 and not is_off_poles(ring, base)):
        return opaque(ring, "gamma", argument)
    total = opaque(ring, "gamma", base)
    for step in range(steps):
        total = total * (base + ring.constant(step))
    for step in range(1, 1 - steps):
        total = total / (base - ring.constant(step))
    return total


def _times(ring: Ring, varying: Quotient) -> int:
    """How often the finest part that was met goes into what varies."""
    if varying.is_zero() or not varying.den.is_constant():
        return 1
    content = Fraction(whole_content(varying.num), whole_content(varying.den))
    part = varying / ring.constant(content)
    return int(content * unit_of(ring, "gamma", part, content))


def _multiplied(ring: Ring, argument: Quotient, parts: Sequence[Quotient]) -> Quotient:
    """`gamma(k y) = (2 pi)^((1 - k)/2) k^(k y - 1/2) * product of gamma(y + j/k)` (Gauss)."""
    half, times = ring.constant(Fraction(1, 2)), len(parts)
    circle = rational_power(ring, ring.constant(2) * pi(ring), Fraction(1 - times, 2))
    total = circle * exp(ring, (argument - half) * log(ring, ring.constant(times)))
    for part in parts:
        total = total * _shifted(ring, part, constant_part(ring, part))
    return total


def _parts(ring: Ring, argument: Quotient, varying: Quotient) -> list[Quotient]:
    """`y, y + 1/k, …, y + (k - 1)/k` for an argument that is `k y`; none where `k` is 1, or large."""
    times = _times(ring, varying)
    if not 1 < times <= _MOST_PARTS:
        return []
    share = ring.constant(Fraction(1, times))
    return [(argument + ring.constant(step)) * share for step in range(times)]


def _gamma_of_number(ring: Ring, number: Fraction) -> Quotient:
    if number.denominator == 1:
        if number <= 0:
            raise Undefined
        if number <= _LARGEST:
            return ring.constant(factorial(int(number) - 1))
    if abs(number) > _FARTHEST:
        return opaque(ring, "gamma", ring.constant(number))
    base = number - floor(number)
    total = _gamma_of_fraction(ring, base)
    for step in range(floor(number)):
        total = total * ring.constant(base + step)
    for step in range(1, 1 - floor(number)):
        total = total / ring.constant(base - step)
    return total


def _gamma_of_fraction(ring: Ring, number: Fraction) -> Quotient:
    """Gamma of a number between 0 and 1."""
    if number == Fraction(1, 2):
        return rational_power(ring, pi(ring), number)
    if number < Fraction(1, 2):
        return opaque(ring, "gamma", ring.constant(number))
    _, sine = rotation(ring, pi(ring) * ring.constant(number))
    return pi(ring) / (sine * opaque(ring, "gamma", ring.constant(1 - number)))


def beta(ring: Ring, first: Quotient, second: Quotient) -> Quotient:
    """`gamma(first) gamma(second)/gamma(first + second)`"""
    if not is_off_poles(ring, first + second):
        return opaque(ring, "beta", first, second)
    return gamma(ring, first) * gamma(ring, second) / gamma(ring, first + second)


# -- logarithmic derivatives -----------------------------------------------------------------------------


def brought(
    ring: Ring, argument: Quotient, make: Callable[[Quotient], Quotient], step: Callable[[Quotient], Quotient]
) -> Quotient:
    """`f(argument)` for `f(y + 1) = f(y) + step(y)`, the argument brought to its place."""
    number = argument.number()
    constant = constant_part(ring, argument) if number is None else number + 1 - (number.denominator == 1)
    steps = floor(constant) - 1
    base = argument - ring.constant(steps)
    if abs(steps) > _FARTHEST or (steps > 0 and not is_off_poles(ring, base)):
        return make(argument)
    total = make(base)
    for place in range(steps):
        total = total + step(base + ring.constant(place))
    for place in range(1, 1 - steps):
        total = total - step(base - ring.constant(place))
    return total


def digamma(ring: Ring, argument: Quotient) -> Quotient:
    """The derivative of the logarithm of gamma."""
    varying = argument - ring.constant(constant_part(ring, argument))
    if _counts_down(ring, varying) and _is_off_whole_numbers(ring, argument):
        cosine, sine = rotation(ring, pi(ring) * (ring.one - argument))
        return digamma(ring, ring.one - argument) + pi(ring) * cosine / sine
    parts = _parts(ring, argument, varying)
    if parts:
        total = sum((digamma(ring, y) for y in parts), ring.zero)
        return log(ring, ring.constant(len(parts))) + total * ring.constant(Fraction(1, len(parts)))
    return brought(ring, argument, lambda y: digamma_at(ring, y), lambda y: ring.one / y)


def polygamma(ring: Ring, order: Quotient, argument: Quotient) -> Quotient:
    """The derivative of that order of `digamma`, for a whole order that is not negative."""
    if order.is_zero():
        return digamma(ring, argument)
    if not _counts(ring, order):
        return opaque(ring, "polygamma", order, argument)
    turned = _reflected(ring, order, argument)
    if turned is not None:
        return turned
    parts = _parts(ring, argument, argument - ring.constant(constant_part(ring, argument)))
    if parts and _counts(ring, order - ring.one):
        total = sum((polygamma(ring, order, y) for y in parts), ring.zero)
        return total / whole_power(ring, ring.constant(len(parts)), order + ring.one)
    sign = whole_power(ring, ring.constant(-1), order)
    times = sign * gamma(ring, order + ring.one)

    def step(y: Quotient) -> Quotient:
        return times / whole_power(ring, y, order + ring.one)

    def here(y: Quotient) -> Quotient:
        number = y.number()
        if number is None or order.number() is not None:
            return polygamma_at(ring, order, y)
        return -times * hurwitz_at(ring, order + ring.one, number)

    return brought(ring, argument, here, step)


def _reflected(ring: Ring, order: Quotient, argument: Quotient) -> Quotient | None:
    """`polygamma(m, 1 - y)` by that at `y`, for a written order."""
    number, y = order.whole_number(), ring.one - argument
    varying = argument - ring.constant(constant_part(ring, argument))
    if number is None or number > _FARTHEST or argument.number() is not None:
        return None
    if not (_counts_down(ring, varying) and _is_off_whole_numbers(ring, argument)):
        return None
    cosine, sine = rotation(ring, pi(ring) * y)
    both = polygamma(ring, order, y) + rate_of_cotangent(ring, number, cosine / sine)
    return ring.constant((-1) ** number) * both


def loggamma(ring: Ring, argument: Quotient) -> Quotient:
    """`log(gamma(argument))`, over the complex numbers the continuation from the positive axis."""
    if ring.sign(argument) == signs.POSITIVE:
        return _loggamma_at(ring, argument)
    number = argument.number()
    if number is not None and number <= 0 and not (ring.principal and number.denominator > 1):
        return opaque(ring, "loggamma", argument)
    return brought(ring, argument, lambda y: _loggamma_at(ring, y), lambda y: log(ring, y))


def _loggamma_at(ring: Ring, argument: Quotient) -> Quotient:
    positive = ring.sign(argument) == signs.POSITIVE
    return log(ring, gamma(ring, argument)) if positive else opaque(ring, "loggamma", argument)


def log_of_gamma(ring: Ring, atom: Function) -> Quotient | None:
    """`log(gamma(y)) = loggamma(y)` for `y > 0`."""
    (y,) = atom.arguments
    return opaque(ring, "loggamma", y) if ring.sign(y) == signs.POSITIVE else None


def exp_of_loggamma(ring: Ring, atom: Function, coefficient: Fraction) -> Quotient | None:
    """`exp(k loggamma(y)) = gamma(y)^k` for whole `k`, and for any `k` where `y > 0`."""
    (y,) = atom.arguments
    if coefficient.denominator > 1 and ring.sign(y) != signs.POSITIVE:
        return None
    return rational_power(ring, gamma(ring, y), coefficient)


# -- factorial powers ------------------------------------------------------------------------------------


def rising(ring: Ring, base: Quotient, length: Quotient) -> Quotient:
    """`base (base + 1) … (base + length - 1)`"""
    number = length.whole_number()
    if number is not None and abs(number) <= (_FARTHEST if base.number() is None else _LARGEST):
        return _written_out(ring, base, number)
    if is_off_poles(ring, base) and is_off_poles(ring, base + length):
        return gamma(ring, base + length) / gamma(ring, base)
    if not _counts(ring, length):
        return opaque(ring, "RisingFactorial", base, length)
    if _counts(ring, -base):
        sign = whole_power(ring, ring.constant(-1), length)
        return sign * gamma(ring, length + ring.one) * binomial(ring, -base, length)
    return gamma(ring, length + ring.one) * binomial(ring, base + length - ring.one, length)


def _written_out(ring: Ring, base: Quotient, length: int) -> Quotient:
    total = ring.one
    for step in range(length):
        total = total * (base + ring.constant(step))
    for step in range(1, 1 - length):
        total = total / (base - ring.constant(step))
    return total


def falling(ring: Ring, base: Quotient, length: Quotient) -> Quotient:
    """`base (base - 1) … (base - length + 1)`"""
    return rising(ring, base - length + ring.one, length)


def binomial(ring: Ring, upper: Quotient, lower: Quotient) -> Quotient:
    """`binomial(upper, lower)`"""
    number = lower.whole_number()
    rest, whole = upper - lower, upper.whole_number()
    if number is not None and whole is not None and 0 <= number <= whole <= number + _LARGEST:
        return ring.constant(comb(whole, number))
    if number is not None and 0 <= number <= (_FARTHEST if upper.number() is None else _LARGEST):
        return falling(ring, upper, lower) * ring.constant(Fraction(1, factorial(number)))
    if _counts(ring, upper) and any(_counts(ring, -value - ring.one) for value in (lower, rest)):
        return ring.zero
    if _counts(ring, lower) and _counts(ring, -upper - ring.one):
        return whole_power(ring, ring.constant(-1), lower) * binomial(ring, lower - upper - ring.one, lower)
    wanted = [value + ring.one for value in (upper, lower, rest)]
    if all(_counts(ring, value) for value in (upper, lower, rest)) or all(
        is_off_poles(ring, value) for value in wanted
    ):
        above, first, second = (gamma(ring, value) for value in wanted)
        return above / (first * second)
    return opaque(ring, "binomial", upper, lower)


def double_factorial(ring: Ring, argument: Quotient) -> Quotient:
    """`argument (argument - 2) …` for a whole number from -1 on."""
    form = argument.index_form()
    odd = None if form is None else form.parity
    if form is None or odd is None or not ring.facts.entails(form.shifted(1)):
        return opaque(ring, "factorial2", argument)
    half = (argument + ring.constant(odd)) * ring.constant(Fraction(1, 2))
    doubled = whole_power(ring, ring.constant(2), half) * gamma(ring, half + ring.one)
    return gamma(ring, half + half + ring.one) / doubled if odd else doubled


def _counts(ring: Ring, value: Quotient) -> bool:
    """True for a whole number that is known not to be negative."""
    form = value.index_form()
    return form is not None and ring.facts.entails(form)
