"""Bernoulli's numbers and polynomials.

*Written degrees.* `bernoulli(n, x)` is the sum of `binomial(n, k) B(n - k) x^k`, and `bernoulli(n) =
bernoulli(n, 0)`, but for `bernoulli(1)`: it is 1/2 to some and -1/2 to others, and so left open.
*Others.* With `B(n) = bernoulli(n, x)`, `bernoulli(n, 1 - x) = (-1)^n B(n)` and, for `n >= 1`,
`bernoulli(n, x + 1) = B(n) + n x^(n - 1)` bring the argument to one place. At `1/2` it is `2^(1 - n) - 1`
times that at 0. For odd `n >= 3` the numbers are 0, for even `n >= 2` they are
`(-1)^(n/2 + 1) 2 n! zeta(n)/(2 pi)^n`.
*Derivative.* `n bernoulli(n - 1, x)`.
Source: Abramowitz and Stegun, chapter 23; NIST DLMF, chapter 24.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import comb, floor

from flint import fmpq

from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.special_values import zeta
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.knowledge.conditions import constant_part
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = ["BERNOULLI_CALLS", "bernoulli", "bernoulli_polynomial", "bernoulli_rate"]

#: Polynomials are written out up to this degree, and arguments moved by at most this much.
_FARTHEST = 40
_HALF = Fraction(1, 2)


def bernoulli(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    """`bernoulli(degree, x)` for a whole degree from 0 on."""
    number = degree.whole_number()
    if number is not None and 0 <= number < _FARTHEST:
        return bernoulli_polynomial(ring, number, x)
    constant = constant_part(ring, x)
    varying = x - ring.constant(constant)
    if not varying.is_zero() and varying.num.leading_coefficient() < 0:
        return whole_power(ring, -ring.one, degree) * bernoulli(ring, degree, ring.one - x)
    steps = floor(constant)
    form = degree.index_form()
    if form is not None and x == ring.one and not ring.facts.entails(form.shifted(-1)):
        return whole_power(ring, -ring.one, degree) * _at_place(ring, degree, form, ring.zero)
    if form is None or abs(steps) > _FARTHEST or not (steps == 0 or ring.facts.entails(form.shifted(-1))):
        return opaque(ring, "bernoulli", degree, x)
    base = x - ring.constant(steps)
    total = _at_place(ring, degree, form, base)
    for step in range(min(steps, 0), max(steps, 0)):
        power = degree * whole_power(ring, base + ring.constant(step), degree - ring.one)
        total = total + power if steps > 0 else total - power
    return total


def bernoulli_polynomial(ring: Ring, degree: int, x: Quotient) -> Quotient:
    """The sum of `binomial(degree, k) B(degree - k) x^k`."""
    total = ring.zero
    for power in reversed(range(degree + 1)):
        found = fmpq.bernoulli(degree - power) * comb(degree, power)
        total = total * x + ring.constant(Fraction(int(found.p), int(found.q)))
    return total


def _at_place(ring: Ring, degree: Quotient, form: Form, x: Quotient) -> Quotient:
    """The polynomial at what begins with a number from 0 on and below 1."""
    number = x.number()
    if number is None:
        return opaque(ring, "bernoulli", degree, x)
    if number > _HALF:
        return whole_power(ring, -ring.one, degree) * _at_place(ring, degree, form, ring.one - x)
    if number == _HALF:
        scale = exp(ring, (ring.one - degree) * log(ring, ring.constant(2))) - ring.one
        return scale * _at_place(ring, degree, form, ring.zero)
    if number == 0 and form.parity is not None and ring.facts.entails(form.shifted(-2)):
        return ring.zero if form.parity else _even(ring, degree)
    return opaque(ring, "bernoulli", degree, x)


def _even(ring: Ring, degree: Quotient) -> Quotient:
    """The number of an even place from 2 on."""
    two = ring.constant(2)
    sign = whole_power(ring, -ring.one, degree / two + ring.one)
    circle = exp(ring, degree * log(ring, two * pi(ring)))
    return sign * two * gamma(ring, degree + ring.one) * zeta(ring, degree) / circle


def bernoulli_rate(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    """The derivative by `x`."""
    form = degree.index_form()
    if form is None or not ring.facts.entails(form.shifted(-1)):
        return ring.make(Function("bernoulli", (degree, x), (0, 1)))
    return degree * bernoulli(ring, degree - ring.one, x)


def _read(reader: Reader, args: tuple[Term, ...]) -> Quotient:
    ring, degree = reader.ring, reader.value(args[0])
    form = degree.index_form()
    if form is None or not ring.facts.entails(form):
        raise Outside("a Bernoulli number of what is not known to be a whole number from 0 on")
    if not args[1:] and form.parity != 0 and not ring.facts.entails(form.shifted(-2)):
        raise Outside("bernoulli(1), which has two values")
    return bernoulli(ring, degree, reader.value(args[1]) if args[1:] else ring.zero)


BERNOULLI_CALLS: Mapping[str, Callable[[Reader, tuple[Term, ...]], Quotient]] = {"bernoulli": _read}
