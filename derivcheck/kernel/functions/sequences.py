"""How Fibonacci numbers and orthogonal polynomials are read: one row, by name.

*Fibonacci numbers* by Binet's formula: with `p = (1 + sqrt(5))/2` and a whole `n`, `fibonacci(n) =
(p^n - (-1)^n/p^n)/sqrt(5)` and `lucas(n) = p^n + (-1)^n/p^n`; so their identities are those of powers.

*Orthogonal polynomials* of a written degree are written out by their three-term recurrences. Those of
Chebyshev satisfy `U(n + 1) = 2 x U(n) - U(n - 1)` for all whole `n`, which brings a degree `n + k` to `n` and
`n + 1`, and `T(n) = U(n) - x U(n - 1)`. `U(n, -x) = (-1)^n U(n, x)`, `U(n, 1) = n + 1`, `U(2 n, 0) = (-1)^n`
and `U(2 n + 1, 0) = 0`; `U(-n) = -U(n - 2)`. `T(n, cos(t)) = cos(n t)` and `T(n, (y + 1/y)/2) = (y^n +
y^-n)/2`.
Source: Abramowitz and Stegun, chapter 22.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra.atoms import Cosine
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.trigonometric import rotation
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = ["SEQUENCES"]

Arguments = tuple[Term, ...]
Row = Callable[[Reader, Arguments], Quotient]

#: Degrees are written out up to this, and brought to one place over at most this many steps.
_MOST_STEPS = 40


def _whole(reader: Reader, term: Term, what: str) -> Quotient:
    """The value of a term that is known to be a whole number."""
    value = reader.value(term)
    if value.index_form() is None:
        raise Outside(f"{what} of what is not known to be a whole number")
    return value


# -- Fibonacci numbers -----------------------------------------------------------------------------------


def _fibonacci(reader: Reader, args: Arguments) -> Quotient:
    power, inverse = _golden_powers(reader, args, "a Fibonacci number")
    return (power - inverse) / rational_power(reader.ring, reader.ring.constant(5), Fraction(1, 2))


def _lucas(reader: Reader, args: Arguments) -> Quotient:
    power, inverse = _golden_powers(reader, args, "a Lucas number")
    return power + inverse


def _golden_powers(reader: Reader, args: Arguments, what: str) -> tuple[Quotient, Quotient]:
    """`p^n` and `(1 - p)^n`"""
    if len(args) != 1:
        raise Outside(f"{what} with two arguments")
    ring, place = reader.ring, _whole(reader, args[0], what)
    root = rational_power(ring, ring.constant(5), Fraction(1, 2))
    power = whole_power(ring, (ring.one + root) * ring.constant(Fraction(1, 2)), place)
    return power, whole_power(ring, ring.constant(-1), place) / power


# -- orthogonal polynomials ------------------------------------------------------------------------------


def _written_out(
    start: Callable[[Ring, Quotient], Quotient], step: Callable[[int], tuple[Fraction, ...]]
) -> Row:
    """A family with `f(0) = 1`, `f(1)` given and `f(m + 1) = a x f(m) + b f(m - 1)`."""

    def row(reader: Reader, args: Arguments) -> Quotient:
        ring, x = reader.ring, reader.value(args[1])
        number = reader.value(args[0]).number()
        if number is None or number.denominator != 1 or not 0 <= number <= _MOST_STEPS:
            raise Outside("an orthogonal polynomial whose degree is not written")
        before, here = ring.one, start(ring, x)
        for place in range(1, int(number)):
            a, b = step(place)
            before, here = here, ring.constant(a) * x * here + ring.constant(b) * before
        return here if number else ring.one

    return row


def _second_kind(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    """`U(degree, x)`"""
    form = ring.whole_form(degree.num)
    assert form is not None
    if x.is_one():
        return degree + ring.one
    if x.is_zero() and all(value % 2 == 0 for _, value in form.terms):
        half = (degree - ring.constant(form.const % 2)) / ring.constant(2)
        return ring.zero if form.const % 2 else whole_power(ring, ring.constant(-1), half)
    if not x.is_zero() and x.num.leading_coefficient() < 0:
        return whole_power(ring, ring.constant(-1), degree) * _second_kind(ring, degree, -x)
    base = degree - ring.constant(form.const)
    if not base.is_zero() and base.num.leading_coefficient() < 0:
        return -_second_kind(ring, -degree - ring.constant(2), x)
    before, here = (
        (ring.zero, ring.one)
        if base.is_zero()
        else (opaque(ring, "chebyshevu", base - ring.one, x), opaque(ring, "chebyshevu", base, x))
    )
    double = ring.constant(2) * x
    for _ in range(form.const):
        before, here = here, double * here - before
    for _ in range(-form.const):
        before, here = double * before - here, before
    return here


def _degree(reader: Reader, args: Arguments) -> Quotient:
    degree = _whole(reader, args[0], "a Chebyshev polynomial")
    form = reader.ring.whole_form(degree.num)
    if form is None or abs(form.const) > _MOST_STEPS:
        raise Outside("a Chebyshev polynomial of such a degree")
    return degree


def _chebyshev_u(reader: Reader, args: Arguments) -> Quotient:
    return _second_kind(reader.ring, _degree(reader, args), reader.value(args[1]))


def _chebyshev_t(reader: Reader, args: Arguments) -> Quotient:
    ring, degree, x = reader.ring, _degree(reader, args), reader.value(args[1])
    if degree.number() is None:
        known = _of_angle(ring, degree, x)
        if known is not None:
            return known
    return _second_kind(ring, degree, x) - x * _second_kind(ring, degree - ring.one, x)


def _of_angle(ring: Ring, degree: Quotient, x: Quotient) -> Quotient | None:
    """`T(degree, x)` where `x` is written as a cosine or as `(y + 1/y)/2`."""
    atom, half = x.atom(), ring.constant(Fraction(1, 2))
    if isinstance(atom, Cosine):
        return rotation(ring, degree * atom.argument / ring.constant(atom.unit))[0]
    y = ring.quotient(x.den, ring.one.den) * half
    if len(x.den) != 1 or not ((y + ring.one / y) * half - x).is_zero():
        return None
    up = whole_power(ring, y, degree)
    return (up + ring.one / up) * half


SEQUENCES: Mapping[str, Row] = {
    "chebyshevt": _chebyshev_t,
    "chebyshevu": _chebyshev_u,
    "fibonacci": _fibonacci,
    "hermite": _written_out(lambda ring, x: ring.constant(2) * x, lambda m: (Fraction(2), Fraction(-2 * m))),
    "legendre": _written_out(lambda ring, x: x, lambda m: (Fraction(2 * m + 1, m + 1), Fraction(-m, m + 1))),
    "lucas": _lucas,
}
