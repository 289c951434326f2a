"""The incomplete gamma functions: `uppergamma(s, x)` is the integral of `t^(s - 1) exp(-t)` from `x` on.

*Steps of 1.* `uppergamma(s + 1, x) = s uppergamma(s, x) + x^s exp(-x)` brings `s` to one place, a number to
`0 < s <= 1` and else the one whose constant lies in `[0, 1)`, or the lowest order that occurs: steps upwards
divide by nothing.
*Values.* `uppergamma(1, x) = exp(-x)`, `uppergamma(1/2, x) = sqrt(pi) erfc(sqrt(x))`, for `x > 0`
`uppergamma(0, x) = -Ei(-x)`, and `uppergamma(s, 0) = gamma(s)` for `s > 0`.
For a positive whole `s` it is `(s - 1)! exp(-x)` times the sum of `x^k/k!` over `k < s`.
*Others by it.* `lowergamma(s, x) = gamma(s) - uppergamma(s, x)`, off the poles of gamma, and
`expint(s, x) = x^(s - 1) uppergamma(1 - s, x)`, which is `1/(s - 1)` at `x = 0` for `s > 1`.

Over the reals they have values for `x > 0`, for `x = 0` where `s > 0`, and for all `x` where `s` is a whole
number from 1 on: then they are entire. Else `(-oo, 0]` is a cut among complex numbers, and where the plain
rules do not suffice the end of it is left out.
Source: Abramowitz and Stegun, chapters 5 and 6; NIST DLMF, chapter 8.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, factorial, floor

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.units import depth_of
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.integral_functions import INTEGRAL_MAKERS, error_function
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.knowledge.conditions import ENOUGH, LEFT_OUT, POLE_FREE, constant_part
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Add, Big, Call, Div, Pow, Sym, Term, integer

__all__ = [
    "INCOMPLETE_CALLS", "power", "upper_gamma", "upper_gamma_edge", "upper_gamma_rate", "upper_gamma_sign",
]  # fmt: skip

Arguments = tuple[Term, ...]
Row = Callable[[Reader, Arguments], Quotient]

_HALF = Fraction(1, 2)
#: The order is moved by at most this much.
_FARTHEST = 40


def upper_gamma(ring: Ring, s: Quotient, x: Quotient) -> Quotient:
    """`uppergamma(s, x)`, where it is defined."""
    number = s.number()
    if x.is_zero():
        return gamma(ring, s) if ring.sign(s) == signs.POSITIVE else opaque(ring, "uppergamma", s, x)
    if number is not None and abs(number) <= _FARTHEST:
        return _at_number(ring, number, x)
    steps = floor(constant_part(ring, s))
    if number is not None or abs(steps) > _FARTHEST or not _is_off_zero(ring, x):
        return opaque(ring, "uppergamma", s, x)
    base = s - ring.constant(steps)
    depth = depth_of(ring, "uppergamma", base, -steps)
    least = base - ring.constant(depth)
    return _stepped(ring, least, steps + depth, x, opaque(ring, "uppergamma", least, x))


def _is_off_zero(ring: Ring, x: Quotient) -> bool:
    """Whether `x` is known to be where powers of it have values: positive, among complex numbers not 0."""
    return signs.is_within(ring.sign(x), signs.NONZERO if ring.principal else signs.POSITIVE)


def _stepped(ring: Ring, base: Quotient, steps: int, x: Quotient, start: Quotient) -> Quotient:
    """`uppergamma(base + steps, x)` from `start`, the value at `base`."""
    total, fall = start, exp(ring, -x)
    for step in range(steps):
        order = base + ring.constant(step)
        total = order * total + power(ring, x, order) * fall
    for step in range(1, 1 - steps):
        order = base - ring.constant(step)
        total = (total - power(ring, x, order) * fall) / order
    return total


def power(ring: Ring, x: Quotient, exponent: Quotient) -> Quotient:
    """`x^exponent`, where it has a value."""
    number = exponent.number()
    return exp(ring, exponent * log(ring, x)) if number is None else rational_power(ring, x, number)


def _at_number(ring: Ring, number: Fraction, x: Quotient) -> Quotient:
    if number.denominator == 1 and number > 0:
        terms = (
            x**power * ring.constant(Fraction(factorial(int(number) - 1), factorial(power)))
            for power in range(int(number))
        )
        return exp(ring, -x) * sum(terms, ring.zero)
    base = number - ceil(number) + 1 if number.denominator > 1 else Fraction(0)
    order = ring.constant(base)
    if base == _HALF:
        rest = ring.one - error_function(ring, rational_power(ring, x, _HALF))
        start = rational_power(ring, pi(ring), _HALF) * rest
    elif base == 0 and (not ring.principal or ring.sign(x) == signs.POSITIVE):
        start = -INTEGRAL_MAKERS["Ei"](ring, -x)
    else:
        start = opaque(ring, "uppergamma", order, x)
    return _stepped(ring, order, int(number - base), x, start)


def upper_gamma_rate(ring: Ring, s: Quotient, x: Quotient) -> Quotient:
    """The derivative by `x`: `-x^(s - 1) exp(-x)`, or its name where the power may have no value."""
    if s.number() is None and not _is_off_zero(ring, x):
        return ring.make(Function("uppergamma", (s, x), (0, 1)))
    return -power(ring, x, s - ring.one) * exp(ring, -x)


def upper_gamma_edge(ring: Ring, s: Quotient, x: Quotient) -> Quotient | None:
    """What must not be 0 for the function to be smooth; for `s <= 0` it has no value there."""
    order = s.number()
    return None if order is not None and order <= 0 else x


def upper_gamma_sign(ring: Ring, s: Quotient, x: Quotient) -> int:
    """It is positive for a real `s` and `x > 0`."""
    if not signs.is_real(ring.sign(s)):
        return signs.ANY
    sign = ring.sign(x)
    if sign == signs.POSITIVE:
        return signs.POSITIVE
    return signs.REAL if signs.is_real(sign) and not ring.principal else signs.ANY


# -- how they are read ---------------------------------------------------------------------------------------


def _require(reader: Reader, s: Quotient, x: Quotient) -> None:
    """Note where `uppergamma(s, x)` has a value; of an order that is not written, what is enough for one."""
    ring, number = reader.ring, s.number()
    if x.is_zero():
        known = number is not None or signs.is_real(ring.sign(s))
        if not known:
            raise Outside("an incomplete gamma function at 0 of an order that may not be real")
        reader.require(s, signs.POSITIVE)
    elif number is None:
        _require_off_zero(reader, x)
    elif number.denominator > 1 and number > 0:
        reader.require(x, signs.ANY if ring.principal else signs.NONNEGATIVE)
    elif number <= 0:
        reader.require(x, signs.NONZERO if ring.principal else signs.POSITIVE)


def _require_off_zero(reader: Reader, x: Quotient) -> None:
    """Note that `x` is where powers of it have values, and where that may help leave out the others."""
    ring = reader.ring
    if not ring.principal:
        reader.require(x, signs.POSITIVE, ENOUGH)
        return
    ring.wished = True
    reader.require(x, signs.NONZERO, LEFT_OUT if ring.generic else ENOUGH)


def _upper_gamma(reader: Reader, args: Arguments) -> Quotient:
    s, x = map(reader.value, args)
    if s.number() is None and _is_positive_whole(reader.ring, s):
        return gamma(reader.ring, s) * exp(reader.ring, -x) * reader.value(_exponential_sum(*args))
    _require(reader, s, x)
    return upper_gamma(reader.ring, s, x)


def _lower_gamma(reader: Reader, args: Arguments) -> Quotient:
    s = reader.value(args[0])
    reader.require(s, POLE_FREE)
    return gamma(reader.ring, s) - _upper_gamma(reader, args)


def _is_positive_whole(ring: Ring, s: Quotient) -> bool:
    form = s.index_form()
    return form is not None and ring.facts.entails(form.shifted(-1))


def _exponential_sum(s: Term, x: Term) -> Term:
    """The sum of `x^k/k!` over `k < s`."""
    place = "k of uppergamma"  # no name that can be written
    term = Div(Pow(x, Sym(place)), Call("factorial", (Sym(place),)))
    return Big("sum", term, place, integer(0), Add((s, integer(-1))))


def _exponential_integral(reader: Reader, args: Arguments) -> Quotient:
    ring, (s, x) = reader.ring, tuple(map(reader.value, args))
    if x.is_zero():
        if not signs.is_real(ring.sign(s)):
            raise Outside("an exponential integral at 0 of an order that may not be real")
        reader.require(s - ring.one, signs.POSITIVE)
        return ring.one / (s - ring.one)
    number = s.whole_number()
    if number is not None and number <= 0:
        reader.require(x, signs.NONZERO)
    else:
        _require_off_zero(reader, x)
        if not _is_off_zero(ring, x) and not (ring.principal and ring.generic):
            return opaque(ring, "expint", s, x)
    return power(ring, x, s - ring.one) * upper_gamma(ring, ring.one - s, x)


INCOMPLETE_CALLS: Mapping[str, Row] = {
    "expint": _exponential_integral,
    "lowergamma": _lower_gamma,
    "uppergamma": _upper_gamma,
}
