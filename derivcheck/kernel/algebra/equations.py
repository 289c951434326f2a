"""Coefficients that are free of a variable, found by comparing both sides term by term.

`sum(c[j] g[j]) = f` with unknown `c[j]` is brought over one denominator; the monomials in what depends on the
variable must agree one by one, and these are linear equations for the `c[j]`, solved by elimination over the
normal forms that are free of the variable.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flint import fmpz_mpoly

from derivcheck.kernel.algebra.probing import may_combine
from derivcheck.kernel.algebra.quotient import Quotient, by_powers
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["combination"]

#: Where so many terms are to be compared, numbers are looked at first.
_LONG = 5000

_Row = dict[int, Quotient]


def combination(ring: Ring, parts: Sequence[Quotient], whole: Quotient, name: str) -> list[Quotient] | None:
    """Coefficients free of `name` with which the parts make the whole, or None."""
    den = _common(parts, whole)
    factors = [den // part.den for part in (*parts, whole)]
    terms = sum(len(part.num) * len(factor) for part, factor in zip((*parts, whole), factors, strict=True))
    if terms > _LONG and not may_combine(ring, parts, whole, name):
        return None
    columns = [
        ring.quotient(part.num * factor, ring.one.den)
        for part, factor in zip((*parts, whole), factors, strict=True)
    ]
    equations: dict[tuple[tuple[int, int], ...], _Row] = {}
    for column, polynomial in enumerate(columns):
        for key, coefficient in _grouped(ring, polynomial, name).items():
            equations.setdefault(key, {})[column] = coefficient
    return _solved(ring, list(equations.values()), len(parts))


def _common(parts: Sequence[Quotient], whole: Quotient) -> fmpz_mpoly:
    """The least common denominator."""
    total = whole.den
    for part in parts:
        if part.den != total:
            total = total * (part.den // total.gcd(part.den))
    return total


def _grouped(ring: Ring, value: Quotient, name: str) -> Mapping[tuple[tuple[int, int], ...], Quotient]:
    """The coefficients of the monomials in what depends on `name`."""
    if not value.den.is_one():  # an equation of a generator brought in a number
        value = ring.quotient(value.num, ring.one.den) * ring.quotient(ring.one.num, value.den)
    dependent = [place for place in value.generators if name in ring.symbols[place]]
    below = ring.quotient(value.den, ring.one.den)
    return {
        powers: Quotient(ring, coefficient, ring.one.den) / below
        for powers, coefficient in by_powers(value.num, dependent).items()
    }


def _solved(ring: Ring, rows: list[_Row], unknowns: int) -> list[Quotient] | None:
    """The solution in which unknowns that are left free are 0."""
    pivots: list[tuple[int, _Row]] = []
    waiting = sorted(rows, key=len)
    while waiting:
        ring.tick()
        row = waiting.pop(0)
        if not row:
            continue
        candidates = [column for column in row if column < unknowns]
        if not candidates:
            return None
        pivot = min(candidates, key=lambda column: (len(row[column].num) + len(row[column].den), column))
        row = _scaled(row, row[pivot])
        waiting = [_without(row, other, pivot) for other in waiting]
        waiting.sort(key=len)
        pivots = [(column, _without(row, other, pivot)) for column, other in pivots]
        pivots.append((pivot, row))
    found = [ring.zero] * unknowns
    for column, row in pivots:
        found[column] = row.get(unknowns, ring.zero)
    return found


def _scaled(row: _Row, by: Quotient) -> _Row:
    if by.is_one():
        return row
    return {column: value / by for column, value in row.items()}


def _without(pivot_row: _Row, row: _Row, pivot: int) -> _Row:
    """The row less the multiple of the pivot's row that makes its entry at the pivot 0."""
    factor = row.get(pivot)
    if factor is None:
        return row
    made = dict(row)
    for column, value in pivot_row.items():
        old = made.get(column)
        new = -(factor * value) if old is None else old - factor * value
        if new.is_zero():
            made.pop(column, None)
        else:
            made[column] = new
    return made
