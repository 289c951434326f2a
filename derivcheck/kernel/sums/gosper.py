"""Antidifferences of hypergeometric terms: Gosper's algorithm, with parameters.

A term `t(k)` is hypergeometric when `t(k + 1)/t(k)` is a rational function of `k`. For terms that are
rational multiples of each other, `t_i = n_i g` with polynomials `n_i`, we look for a `T` and for
multipliers `p_i`, free of `k`, with

    T(k + 1) - T(k) = t_0(k) + sum of p_i t_i(k).

Write `g(k + 1)/g(k) = a(k)/b(k) * c(k + 1)/c(k)` such that `a(k)` and `b(k + h)` have no common factor
for any whole `h >= 0`. Then `T = b(k - 1) x(k)/c(k) * g(k)`, where `x` is a polynomial with

    a(k) x(k + 1) - b(k - 1) x(k) = c(k) (n_0 + sum of p_i n_i),

which are linear equations for its coefficients and the multipliers once its degree is bounded.

Nothing here is trusted: who asks checks the equation for `T` in the normal form. Source: Petkovsek, Wilf,
Zeilberger, A = B, chapters 5 and 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpz_mpoly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.atoms import IndexValue
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient, coefficients_by
from derivcheck.kernel.algebra.ring import Ring

__all__ = [
    "Antidifference",
    "antidifference",
    "by_similarity",
    "coefficient_in",
    "coefficients_in",
    "degree_in",
    "hypergeometric_part",
]

_HIGHEST_DEGREE = 12
_LONGEST_SHIFT = 30

#: The coefficients of a polynomial in the index, from the constant on.
_Row = list[Quotient]


@frozen
class Antidifference:
    """`value(k + 1) - value(k)` is the first term plus the multipliers times the others."""

    value: Quotient
    multipliers: tuple[Quotient, ...]


def antidifference(ring: Ring, terms: Sequence[Quotient], index: str) -> Antidifference | None:
    """What may be an antidifference of the first term plus multiples of the others; None without one."""
    if terms[0].is_zero():
        return None
    base = hypergeometric_part(ring, terms[0], index)
    quotients = [term / base for term in terms]
    ratio = _next(ring, base, index) / base
    if ratio.is_zero():
        return None
    if not all(_is_rational(ring, value, index) for value in (ratio, *quotients)):
        return None
    below = ring.one
    for value in quotients:
        below = below * Quotient(ring, value.den, ring.one.den) / _common(below, value)
    above = [value * below for value in quotients]
    ratio = ratio * below / _next(ring, below, index)
    return _solved(ring, ratio, above, base / below, index)


def _common(left: Quotient, right: Quotient) -> Quotient:
    """What two denominators have in common."""
    return Quotient(left.ring, left.num.gcd(right.den), left.ring.one.den)


def _next(ring: Ring, value: Quotient, index: str, step: int = 1) -> Quotient:
    return ring.at(value, {index: variable(index).shifted(step)})


def hypergeometric_part(ring: Ring, term: Quotient, index: str) -> Quotient:
    """The powers and factorials of the index in the first monomial above and below."""
    powers: dict[int, int] = {}
    for polynomial, sign in ((term.num, 1), (term.den, -1)):
        for place, exponent in enumerate(polynomial.monoms()[0]):
            if exponent and index in ring.names[place] and ring.atoms[place] != IndexValue(index):
                powers[place] = powers.get(place, 0) + sign * int(exponent)
    return ring.monomial(powers)


def by_similarity(ring: Ring, body: Quotient, index: str) -> Iterator[tuple[Quotient, Quotient]]:
    """The terms as `g(k) R(k)` with rational `R`, those with one `g` together."""
    one = ring.one.den
    below = Quotient(ring, body.den, one)
    parts: dict[Quotient, Quotient] = {}
    for exponents, coefficient in body.num.terms():
        monomial = Quotient(ring, ring.context.from_dict({exponents: coefficient}), one)
        base = hypergeometric_part(ring, monomial / below, index)
        parts[base] = parts.get(base, ring.zero) + monomial
    for base, above in parts.items():
        yield base, above / below / base


def _is_rational(ring: Ring, value: Quotient, index: str) -> bool:
    return all(
        index not in ring.names[place] or ring.atoms[place] == IndexValue(index) for place in value.generators
    )


# -- the normal form of the ratio ----------------------------------------------------------------------------


def _solved(
    ring: Ring, ratio: Quotient, above: Sequence[Quotient], base: Quotient, index: str
) -> Antidifference | None:
    a, b, c = _split_ratio(ring, ratio, index)
    before = _next(ring, b, index, -1)
    rows = [coefficients_in(ring, value, index) for value in (a, before, *(c * each for each in above))]
    found = _polynomial(ring, rows[0], rows[1], rows[2:])
    if found is None:
        return None
    x, multipliers = found
    solution, power, here = ring.zero, ring.one, ring.of_form(variable(index))
    for coefficient in x:
        solution, power = solution + coefficient * power, power * here
    return Antidifference(before * solution / c * base, tuple(multipliers))


def _split_ratio(ring: Ring, ratio: Quotient, index: str) -> tuple[Quotient, Quotient, Quotient]:
    """`a`, `b`, `c` with `ratio = a/b * c(k + 1)/c(k)`; `a(k)` and `b(k + h)` have nothing in common."""
    factors = factored(ring, ratio)
    upper = [factor for factor, times in factors.parts for _ in range(times)]
    lower = [factor for factor, times in factors.parts for _ in range(-times)]
    c = ring.one
    for factor in list(upper):
        for other in lower:
            shift = _shift(ring, factor, other, index)
            if shift is not None:
                upper.remove(factor)
                lower.remove(other)
                for step in range(1, shift + 1):
                    c = c * _next(ring, factor, index, -step)
                break
    a, b = ring.constant(factors.number), ring.one
    for factor in upper:
        a = a * factor
    for factor in lower:
        b = b * factor
    return a, b, c


def _shift(ring: Ring, upper: Quotient, lower: Quotient, index: str) -> int | None:
    """The whole `h >= 0` with `upper(k) = lower(k + h)`, or None."""
    if index not in upper.names or index not in lower.names:
        return None
    one, two = (coefficients_in(ring, value, index) for value in (upper, lower))
    degree = len(one) - 1
    if len(two) != len(one):
        return None
    apart = (one[-2] / one[-1] - two[-2] / two[-1]) / ring.constant(degree)
    number = apart.number()
    if number is None or number.denominator != 1 or not 0 <= number <= _LONGEST_SHIFT:
        return None
    return int(number) if _next(ring, lower, index, int(number)) == upper else None


def coefficients_in(ring: Ring, value: Quotient, index: str) -> _Row:
    """The coefficients of a polynomial in the index, whose denominator is free of it."""
    atom = IndexValue(index)
    if atom not in ring.places or index not in value.names:
        return [value]
    place, one = ring.places[atom], ring.one.den
    below = Quotient(ring, value.den, one)
    parts = coefficients_by(value.num, place, int(value.num.degrees()[place]))
    return [Quotient(ring, part, one) / below for part in parts]


def coefficient_in(ring: Ring, polynomial: fmpz_mpoly, index: str, degree: int) -> Quotient:
    """The coefficient beside this power of the index, in which the polynomial is rational."""
    return coefficients_in(ring, Quotient(ring, polynomial, ring.one.den), index)[degree]


def degree_in(ring: Ring, polynomial: fmpz_mpoly, index: str) -> int | None:
    """The degree in the index; None where the index also occurs in another way."""
    value = Quotient(ring, polynomial, ring.one.den)
    return len(coefficients_in(ring, value, index)) - 1 if _is_rational(ring, value, index) else None


# -- the polynomial equation ---------------------------------------------------------------------------------


def _polynomial(
    ring: Ring, a: _Row, b: _Row, rights: Sequence[_Row]
) -> tuple[list[Quotient], list[Quotient]] | None:
    """`x` and multipliers with `a(k) x(k + 1) - b(k) x(k) = rights[0] + sum of p_i rights[i]`."""
    degree = _degree(ring, a, b, max(map(len, rights)) - 1)
    if degree is None:
        return None
    columns = [_column(ring, a, b, power) for power in range(degree + 1)]
    columns += [[-value for value in row] for row in rights[1:]]
    height = max(map(len, [*columns, rights[0]]))
    padded = [[*column, *[ring.zero] * (height - len(column))] for column in [*columns, rights[0]]]
    found = _linear(ring, [[column[row] for column in padded] for row in range(height)])
    return None if found is None else (found[: degree + 1], found[degree + 1 :])


def _column(ring: Ring, a: _Row, b: _Row, power: int) -> _Row:
    """`a(k) (k + 1)^power - b(k) k^power`"""
    made = [ring.zero] * (max(len(a), len(b)) + power)
    binomials = _binomials(power)
    for place, value in enumerate(a):
        for step, times in enumerate(binomials):
            made[place + step] = made[place + step] + value * ring.constant(times)
    for place, value in enumerate(b):
        made[place + power] = made[place + power] - value
    return made


def _binomials(power: int) -> list[int]:
    row = [1]
    for _ in range(power):
        row = [left + right for left, right in zip([0, *row], [*row, 0], strict=True)]
    return row


def _degree(ring: Ring, a: _Row, b: _Row, right: int) -> int | None:
    """The highest degree that `x` can have; None where it can have none."""
    top = max(len(a), len(b)) - 1
    if len(a) != len(b) or a[-1] != b[-1]:
        bound = right - top
    else:
        bound = right - top + 1
        if top:
            number = ((b[-2] - a[-2]) / a[-1]).whole_number()
            bound = bound if number is None else max(bound, number)
    return min(bound, _HIGHEST_DEGREE) if bound >= 0 else None


def _linear(ring: Ring, rows: list[_Row]) -> list[Quotient] | None:
    """A solution of linear equations, each row its coefficients and its right side; None without one."""
    width = len(rows[0]) - 1
    pivots: list[int] = []
    for column in range(width):
        chosen = next((row for row in rows[len(pivots) :] if not row[column].is_zero()), None)
        if chosen is None:
            continue
        ring.tick()
        rows.remove(chosen)
        chosen = [value / chosen[column] for value in chosen]
        rows = [_eliminated(row, chosen, column) for row in rows]
        rows.insert(len(pivots), chosen)
        pivots.append(column)
    if any(not row[width].is_zero() for row in rows[len(pivots) :]):
        return None
    solution = [ring.zero] * width
    for row, column in enumerate(pivots):
        solution[column] = rows[row][width]
    return solution


def _eliminated(row: _Row, pivot: _Row, column: int) -> _Row:
    if row[column].is_zero():
        return row
    factor = row[column]
    return [value - factor * other for value, other in zip(row, pivot, strict=True)]
