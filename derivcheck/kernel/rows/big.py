"""How sums and products are read: the order of their ends, guards, and cases under a sum.

A sum from `a` to `b < a - 1` is 0 to some, minus the sum from `b + 1` to `a - 1` to others (Karr, and SymPy).
Where both ends come from declared ranges it is 0. Where one of them is a plain whole number, nothing is said
of such points: that `a <= b + 1` is a condition of the proof. What changes at single values of the index
(a delta, a case) has closed forms that do not go on beyond; there the reader has to say how the ends lie.

Ends that are no whole numbers, but differ by a written one, `m >= -1`, say that the index takes the values
`x`, `x + 1`, ..., `x + m`. Such a sum is read term by term, and so is a short one whose terms cannot be read
otherwise.

A sum from minus infinity to infinity is that from 0 on and that of `f(-k)` from 1 on, both of which are to
have a value: no limit of sums from `-n` to `n` is meant.

An infinite sum with binomial coefficients that are 0 from some place on ends there.

A body that is a case distinction on indices, one branch of which need not be defined where it is not chosen,
is read branch by branch: `sum(cases(a if c, b)) = sum(a; c) + sum(b; not c)`.
"""

from __future__ import annotations

from math import prod
from typing import TypeGuard

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Range, SymbolAtom
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.hypergeometric import divided_by
from derivcheck.kernel.knowledge.conditions import ENOUGH, need
from derivcheck.kernel.knowledge.speaking import Speaker
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.rows.spaced import read_spaced
from derivcheck.kernel.sums.binomial_sums import end_of_row, unparted_sum
from derivcheck.kernel.sums.counting_sums import counting_sum
from derivcheck.kernel.sums.infinite import deltas_apart
from derivcheck.kernel.sums.infinite_products import infinite_product
from derivcheck.kernel.sums.products import product_over
from derivcheck.kernel.sums.series import Series, diverges_beyond, series
from derivcheck.kernel.sums.sum_atoms import Scope
from derivcheck.kernel.sums.sums import sum_over
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Div,
    Not,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    integer,
    substitute,
    walk,
)  # fmt: skip
from derivcheck.terms.sums import begun_at_zero, halves

__all__ = ["read_big"]

#: Sums between values of at most this length are read.
_LONGEST = 64


def read_big(reader: Reader, term: Big) -> Quotient:
    """The normal form of a sum or product."""
    both = [read_big(reader, half) for half in halves(term)]
    if both:
        return sum(both[1:], both[0]) if term.op == "sum" else prod(both[1:], start=both[0])
    term = _from_zero(reader, term)
    written = _between_values(reader, term)
    if written is not None:
        return written
    ends = reader.ends(term.lower, term.upper)
    if _is_short(ends) and term.guard is None:
        try:
            return _read_over(reader, term, ends)
        except Outside:
            return _term_by_term(reader, term, range(ends[1].const - ends[0].const + 1))
    return _read_over(reader, term, ends)


def _from_zero(reader: Reader, term: Big) -> Big:
    """`sum(q^k, k, 0, oo)` for `sum(q^(k - 1), k, 1, oo)`, none of whose terms divides by `q`, be it 0."""
    if term.upper != Const("oo") or not isinstance(term.lower, Num) or not term.lower.value:
        return term
    if not any(isinstance(part, Pow) and _begins_with_one(reader, part, term) for part in walk(term.body)):
        return term
    return begun_at_zero(term)


def _begins_with_one(reader: Reader, power: Pow, term: Big) -> bool:
    """Whether the exponent of a power is 0 at the first index, and moves with it."""
    names = free_names(power.base)
    if not names or term.index in names or term.index not in free_names(power.exponent):
        return False
    return reader.maybe_form(substitute(power.exponent, {term.index: term.lower})) == Form(0, ())


def _read_over(reader: Reader, term: Big, ends: Range) -> Quotient:
    """The normal form of a sum or product over a range between whole numbers."""
    _require_order(reader, term, ends)
    with reader.bound(term.index, ends) as name:
        if term.op == "sum" and isinstance(term.body, Cases) and _half_defined(reader, term.body):
            return _sum_by_cases(reader, term, term.body, name, ends)
        if term.guard is None:
            body, guard = reader.value(term.body), None
        else:
            guard = reader.indicator(term.guard)
            if guard.is_zero():
                body = reader.ring.zero if term.op == "sum" else reader.ring.one
            else:
                with reader.supposing(term.guard, guard):
                    body = reader.value(term.body)
        known = read_spaced(reader, term, name, ends) if guard is None else None
        if known is None and guard is None:
            known = _known_sum(reader, term, body, name, ends)
        if known is not None:
            return known
        over = sum_over if term.op == "sum" else product_over
        return over(reader.ring, body, name, ends, guard)


def _between_values(reader: Reader, term: Big) -> Quotient | None:
    """The terms at `x, x + 1, ...` where the ends, no whole numbers, differ by a written whole number."""
    if reader.maybe_form(term.lower) is not None or term.guard is not None:
        return None
    if any(isinstance(part, Const) and part.name == "oo" for part in (*walk(term.lower), *walk(term.upper))):
        return None
    length = (reader.value(term.upper) - reader.value(term.lower)).number()
    if length is None or length.denominator != 1 or not -1 <= length <= _LONGEST:
        return None
    return _term_by_term(reader, term, range(int(length) + 1))


def _is_short(ends: Range) -> TypeGuard[tuple[Form, Form]]:
    low, high = ends
    return high is not None and not low.terms and not high.terms and high.const - low.const < _LONGEST


def _term_by_term(reader: Reader, term: Big, steps: range) -> Quotient:
    total = reader.ring.zero if term.op == "sum" else reader.ring.one
    for step in steps:
        value = reader.value(substitute(term.body, {term.index: Add((term.lower, integer(step)))}))
        total = total + value if term.op == "sum" else total * value
    return total


def _known_sum(reader: Reader, term: Big, body: Quotient, name: str, ends: Range) -> Quotient | None:
    """The value of a sum or product as a whole, if it is known, with what its convergence asks for noted."""
    if term.op != "sum":
        return _known_product(reader, term, body, name, ends)
    if ends[1] is not None:
        with reader.ring.outside(name):
            scope = Scope(name, *ends)
            return unparted_sum(reader.ring, body, scope) or counting_sum(reader.ring, body, scope)
    if not _stands_alone(reader, body, name):
        return None
    row = _row(reader.ring, body, Scope(name, *ends))
    if row is not None:
        return row
    with reader.ring.outside(name):
        apart, rest = deltas_apart(reader.ring, body, Scope(name, *ends))
    found = series(reader.ring, rest, name, ends[0])
    if found is None:
        return None
    _split_at_zero(reader, term.index, divided_by(reader.ring, found.value))
    if not _split_where_all_vanish(reader, rest, name, found):
        return None
    # What is merely enough is so for this sum: another one may have a value on the rim.
    _require(reader, found.conditions, None if diverges_beyond(reader.ring, rest, name) else (rest,))
    return apart + found.value


def _known_product(reader: Reader, term: Big, body: Quotient, name: str, ends: Range) -> Quotient | None:
    """The value of an infinite product, with what it asks for noted."""
    if ends[1] is not None or not _stands_alone(reader, body, name):
        return None
    with reader.ring.outside(name):
        found = infinite_product(reader.ring, body, name, ends[0])
    if found is None:
        return None
    for value, allowed in found.conditions:
        if allowed == signs.NONZERO:
            _split_at_zero(reader, term.index, _factor_in_doubt(reader.ring, value))
    _require(reader, found.conditions, (body,))
    return found.value


def _factor_in_doubt(ring: Ring, value: Quotient) -> str | None:
    """A symbol that is a factor of a value and may be 0."""
    for factor, _ in factored(ring, value).parts:
        atom = factor.atom()
        if isinstance(atom, SymbolAtom) and not signs.is_within(ring.sign(factor), signs.NONZERO):
            return None if atom.indices else atom.name
    return None


def _stands_alone(reader: Reader, body: Quotient, name: str) -> bool:
    """Whether what its convergence asks for would not have to be so for each value of another index."""
    return not reader.theory.blocked and not any(
        other in body.names for other, *_ in reader.ring.open if other != name
    )


def _require(reader: Reader, conditions: tuple[tuple[Quotient, int], ...], of: object) -> None:
    with reader.ring.reopened(()):
        for value, allowed in conditions:
            reader.require(value, allowed, ENOUGH, None if allowed == signs.NONZERO else of)


def _split_at_zero(reader: Reader, index: str, symbol: str | None) -> None:
    """Ask for cases where a value is told by what divides by a symbol that may be 0."""
    if len(reader.ring.open) > 1 or reader.names.keys() - {index}:
        return
    if symbol is not None and symbol in reader.context.symbols:
        raise NeedsCase(Rel("=", Sym(symbol), integer(0)))


def _split_where_all_vanish(reader: Reader, body: Quotient, name: str, found: Series) -> bool:
    """Whether a value holds wherever the sum has one, if need be for `c = 0` and `c != 0` apart.

    Where a factor `c` of all terms is 0 the sum is 0, whatever its convergence asks for elsewhere, and the
    value may be another one: that of the sum of `(1 - x) x^k` is 1.
    """
    ring = reader.ring
    if not any(need(ring, value, sign) for value, sign in found.conditions):
        return True
    kept = {factor for factor, times in factored(ring, found.value).parts if times > 0}
    for factor, times in factored(ring, body).parts:
        if times < 0 or name in factor.names or factor in kept:
            continue
        if signs.is_within(ring.sign(factor), signs.NONZERO):
            continue
        if len(ring.open) > 1 or reader.names.keys() - {name} or ring.sign(factor) == signs.ZERO:
            return False
        speaker = Speaker(ring, reader.context, lambda name: None)
        raise NeedsCase(Rel("=", speaker.term(factor), integer(0)))
    return True


def _row(ring: Ring, body: Quotient, scope: Scope) -> Quotient | None:
    """An infinite sum that goes on beyond a row of binomial coefficients, where all terms are 0."""
    with ring.outside(scope.index):
        end = end_of_row(ring, body, scope)
    if end is None:
        return None
    with ring.binding(scope.lower, end) as name:
        return sum_over(ring, ring.at(body, {scope.index: variable(name)}), name, (scope.lower, end))


def _half_defined(reader: Reader, cases: Cases) -> bool:
    """True for cases on indices alone one of which has a value that may be missing where it is not chosen."""
    conditions = [condition for _, condition in cases.branches]
    if not all(reader.speaks_of_indices(condition) for condition in conditions):
        return False
    branches = [(value, reader.indicator(condition)) for value, condition in cases.branches]
    return any(
        not chosen.is_one() and not chosen.is_zero() and any(isinstance(part, Div) for part in walk(value))
        for value, chosen in branches
    )


def _sum_by_cases(reader: Reader, term: Big, cases: Cases, name: str, ends: Range) -> Quotient:
    """`sum(cases(a if c, b)) = sum(a; c) + sum(b; not c)`"""
    total = reader.ring.zero
    outside: tuple[Term, ...] = () if term.guard is None else (term.guard,)
    branches: list[tuple[Term, Term | None]] = list(cases.branches)
    if cases.otherwise is None:
        raise Outside("cases under a sum that leave an index out")
    for value, condition in [*branches, (cases.otherwise, None)]:
        supposed = And(outside if condition is None else (*outside, condition))
        guard = reader.indicator(supposed)
        if not guard.is_zero():
            with reader.supposing(supposed, guard):
                body = reader.value(value)
            total = total + sum_over(reader.ring, body, name, ends, guard)
        outside = (*outside, Not(condition)) if condition is not None else outside
    return total


def _require_order(reader: Reader, term: Big, ends: Range) -> None:
    """Ends that are plain whole numbers, not sizes, must be in order."""
    low, high = ends
    if high is None or reader.ring.facts.entails(high.minus(low).shifted(1)):
        return
    loose = (low.names | high.names) & _loose_here(reader)
    if loose and _changes_at_values(term):
        names = " and ".join(repr(name) for name in sorted(loose))
        raise Outside(f"a range that may be out of order; assume how {names} is bounded")
    if loose:
        reader.require_order(low, high)


def _loose_here(reader: Reader) -> frozenset[str]:
    """The whole numbers that no range declares, and the bound indices whose ranges end at such."""
    loose = reader.loose
    for name, low, high in reader.ring.open:
        if loose & (low.names | (high.names if high is not None else frozenset())):
            loose |= {name}
    return loose


def _changes_at_values(term: Big) -> bool:
    """True when a condition stands under the sign."""
    return term.guard is not None or any(
        isinstance(part, Bracket | Cases) or (isinstance(part, Call) and part.name == "delta")
        for part in walk(term.body)
    )
