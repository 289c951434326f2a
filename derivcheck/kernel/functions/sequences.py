"""How Fibonacci numbers and orthogonal polynomials are read: one row, by name.

*Fibonacci numbers* by Binet's formula: with `p = (1 + sqrt(5))/2` and a whole `n`, `fibonacci(n) =
(p^n - (-1)^n/p^n)/sqrt(5)` and `lucas(n) = p^n + (-1)^n/p^n`; so their identities are those of powers.

*Orthogonal polynomials*: `derivcheck.kernel.functions.orthogonal`; besides `T(n, cos(t)) = cos(n t)` and
`T(n, (y + 1/y)/2) = (y^n + y^-n)/2`.
Source: Abramowitz and Stegun, chapter 22.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra.atoms import Absolute, Cosine
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.orthogonal import hermite, laguerre, legendre, second_kind
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.trigonometric import rotation
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Term

__all__ = ["SEQUENCES"]

Arguments = tuple[Term, ...]
Row = Callable[[Reader, Arguments], Quotient]


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


def _degree(reader: Reader, args: Arguments) -> Quotient:
    return _whole(reader, args[0], "an orthogonal polynomial")


def _size_of_degree(reader: Reader, args: Arguments) -> Quotient:
    """The degree, or what it is the absolute value of: `T(-n) = T(n)`."""
    atom = reader.value(args[0]).atom()
    if isinstance(atom, Absolute) and atom.argument.index_form() is not None:
        return atom.argument
    return _degree(reader, args)


def _chebyshev_u(reader: Reader, args: Arguments) -> Quotient:
    return second_kind(reader.ring, _degree(reader, args), reader.value(args[1]))


def _chebyshev_t(reader: Reader, args: Arguments) -> Quotient:
    ring, degree, x = reader.ring, _size_of_degree(reader, args), reader.value(args[1])
    if degree.number() is None:
        known = _of_angle(ring, degree, x)
        if known is not None:
            return known
    return second_kind(ring, degree, x) - x * second_kind(ring, degree - ring.one, x)


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
    "hermite": lambda reader, args: hermite(reader.ring, _degree(reader, args), reader.value(args[1])),
    "laguerre": lambda reader, args: laguerre(reader.ring, _degree(reader, args), reader.value(args[1])),
    "legendre": lambda reader, args: legendre(reader.ring, _degree(reader, args), reader.value(args[1])),
    "lucas": _lucas,
}
