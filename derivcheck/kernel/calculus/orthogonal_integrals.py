"""Integrals of products of two orthogonal polynomials, with their weight, over their interval.

    legendre(m, x) legendre(n, x)             over (-1, 1)     2/(2 n + 1)
    hermite(m, x) hermite(n, x) exp(-x^2)     over the line    2^n n! sqrt(pi)
    laguerre(m, x) laguerre(n, x) exp(-x)     from 0 on        1

are the integrals for `m = n`; for other degrees they are 0. A single polynomial stands beside that of degree
0, which is 1. The integrands are polynomials beside the weight, so each of their terms has an integral.
Source: Abramowitz and Stegun, 22.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, rational_power
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.sums.ranges import End

__all__ = ["orthogonal_integral"]


@frozen
class _Row:
    """A family: its interval (None is infinity), its weight, and the integral of a square."""

    ends: tuple[int | None, int | None]
    weight: Callable[[Ring, Quotient], Quotient]
    square: Callable[[Ring, Quotient], Quotient]


def orthogonal_integral(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The value of the integral of `body` over `name`; None where it is none of these."""
    inside = [place for place in body.generators if name in ring.symbols[place]]
    family = next((ring.atoms[place] for place in inside if _is_member(ring, place, name)), None)
    if not isinstance(family, Function):
        return None
    row = _ROWS[family.name]
    if not all(map(_is_end, (low, high), row.ends)):
        return None
    rest = body / row.weight(ring, symbol(ring, name, ()))
    if any(name in ring.symbols[place] for place in Quotient(ring, rest.den, ring.one.den).generators):
        return None
    places = [place for place in rest.generators if name in ring.symbols[place]]
    if not all(_is_member(ring, place, name, family.name) for place in places):
        return None
    total = ring.zero
    for powers, coefficient in by_powers(rest.num, places).items():
        degrees = [_degree(ring, place) for place, times in dict(powers).items() for _ in range(int(times))]
        if len(degrees) > 2:
            return None
        first, second = (*degrees, ring.zero, ring.zero)[:2]
        apart = (first - second).index_form()
        if apart is None:
            return None
        total = total + ring.quotient(coefficient, rest.den) * delta(ring, apart) * row.square(ring, first)
    return total


def _is_member(ring: Ring, place: int, name: str, family: str | None = None) -> bool:
    """Whether this is a polynomial of the variable itself."""
    atom = ring.atoms[place]
    if not isinstance(atom, Function) or atom.name not in _ROWS or any(atom.orders):
        return False
    degree, x = atom.arguments
    return x == symbol(ring, name, ()) and name not in degree.symbols and family in (None, atom.name)


def _degree(ring: Ring, place: int) -> Quotient:
    atom = ring.atoms[place]
    assert isinstance(atom, Function)
    return atom.arguments[0]


def _is_end(end: End, wanted: int | None) -> bool:
    return end is None if wanted is None else end is not None and end.number() == wanted


# -- the rows ------------------------------------------------------------------------------------------------


def _of_hermite(ring: Ring, n: Quotient) -> Quotient:
    root = rational_power(ring, pi(ring), Fraction(1, 2))
    return whole_power(ring, ring.constant(2), n) * gamma(ring, n + ring.one) * root


_ROWS: Mapping[str, _Row] = {
    "hermite": _Row((None, None), lambda ring, x: exp(ring, -x * x), _of_hermite),
    "laguerre": _Row((0, None), lambda ring, x: exp(ring, -x), lambda ring, _: ring.one),
    "legendre": _Row(
        (-1, 1), lambda ring, _: ring.one, lambda ring, n: ring.constant(2) / (n + n + ring.one)
    ),
}
