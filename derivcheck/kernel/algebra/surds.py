"""Numbers made of square roots as powers of simpler ones, for their logarithms.

For `s` and `t` with rational squares, `(s - t) (s + t) = s^2 - t^2` is rational, so a difference is the
inverse of a sum. If `a^2 - t^2 = d^2` with rational `a` and `d`, then `a + t` is the square of
`sqrt((a + d)/2) + sqrt((a - d)/2)`; and if `a^2/t^2` is whole, it is `t (1 + a/t)`.
So `log(sqrt(2) - 1)` and `log(3 + 2 sqrt(2))` are both multiples of
`log(1 + sqrt(2))`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Root
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["powers_of_surds"]


def powers_of_surds(
    ring: Ring, value: Quotient, root: Callable[[Fraction], Quotient]
) -> tuple[tuple[Quotient, int], ...] | None:
    """A positive number `s + t` as a product of powers, or None where it stays as it is.

    `root` takes the square root of a positive number.
    """
    parts = _two_terms(ring, value)
    if parts is None:
        return None
    first, second = parts
    squares = (first * first).number(), (second * second).number()
    if squares[0] is None or squares[1] is None or squares[0] == squares[1]:
        return None
    norm = squares[0] - squares[1]
    found = {ring.sign(first), ring.sign(second)}
    if found == {signs.POSITIVE, signs.NEGATIVE}:
        conjugate = first - second if ring.sign(first) == signs.POSITIVE else second - first
        return (ring.constant(abs(norm)), 1), (conjugate, -1)
    rational = first.number() or second.number()
    if found != {signs.POSITIVE} or rational is None:
        return None
    surd, square = (second, squares[1]) if first.number() is not None else (first, squares[0])
    multiple = rational * rational / square
    if multiple.denominator == 1:
        return (surd, 1), (ring.one + root(multiple), 1)
    width = _rational_root(rational * rational - square)
    if width is None:
        return None
    return ((root((rational + width) / 2) + root((rational - width) / 2), 2),)


def _two_terms(ring: Ring, value: Quotient) -> tuple[Quotient, Quotient] | None:
    """The two terms of a number in which a square root stands."""
    if len(value.num) != 2 or not value.den.is_constant():
        return None
    if not any(isinstance(ring.atoms[place], Root) for place in value.generators):
        return None
    first, second = (
        ring.quotient(ring.context.from_dict({exponents: coefficient}), value.den)
        for exponents, coefficient in value.num.terms()
    )
    return first, second


def _rational_root(number: Fraction) -> Fraction | None:
    if number <= 0:
        return None
    above, below = isqrt(number.numerator), isqrt(number.denominator)
    return Fraction(above, below) if (above**2, below**2) == (number.numerator, number.denominator) else None
