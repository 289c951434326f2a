"""Sums over ranges of symbolic length, in one canonical form.

Write `S(f; a, b)` for the sum of `f(k)` over whole `k` from `a` to `b`, empty when `b < a`. The rules,
each an equality of finite sums:

* linear: `S(c f + d g) = c S(f) + d S(g)` for `c`, `d` without `k`; so a body comes apart into its
  monomials, and what does not depend on `k` moves out;
* `S(1; a, b) = b - a + 1` when `b >= a - 1`;
* `S([k = e] f(k); a, b) = [a <= e <= b] f(e)`, and `S([k >= e] f(k); a, b) = S(f; e, b)` when
  `a <= e <= b + 1`;
* shift: `S(f(k + c); a, b) = S(f(k); a + c, b + c)`, and reversal: `k -> a + b - k`
  (`derivcheck.kernel.sums.placing`);
* where `|k - e|` stands in the body the range comes apart at `e` (`derivcheck.kernel.sums.index_moduli`);
* ends: `S(f; a, b) = S(f; a, b + 1) - f(b + 1)` when `b >= a - 1`, so every range is brought to the
  base `1..n` (or `a..n`) with boundary terms, and a part `j+1..n` is the whole less the part `1..j`;
* a range that holds 0, with a symbolic lower end: `S(f; -a, b) = S(f; 1, b) + f(0) + S(f(-k); 1, a)`;
* nested sums whose ranges do not depend on each other are one sum over several indices, in the least order;
* of a sum over `l <= k` and the one over `l >= k` one is kept: together they are the square and its
  diagonal;
* `S(k^p; 1, n)` is its polynomial in `n` (Faulhaber; Graham, Knuth, Patashnik, Concrete Mathematics,
  section 6.5).

Caveats. Moving an end needs `f` at places outside the range. There a family `x[k]` may take any value
of its domain, for an identity that holds for the longer family holds for the shorter; but `f` must be
*defined* at those places whatever the values are (`ring.is_total`), else the range stays as it is. The
same goes for a guard: `sum over k != i` is the whole less the term at `i` only if `f(i)` is defined.
Infinite sums: `derivcheck.kernel.sums.infinite`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import AtLeast, Delta, IndexValue, Range, Sum, bound_index
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.linear import Facts, Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient, used_places
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.reading.generic import suppose
from derivcheck.kernel.sums.binomial_sums import binomial_sum, end_of_row
from derivcheck.kernel.sums.bodies import offsets, split_body
from derivcheck.kernel.sums.contraction import contracted
from derivcheck.kernel.sums.hidden_deltas import delta_taken_out
from derivcheck.kernel.sums.index_moduli import split_at_modulus
from derivcheck.kernel.sums.infinite import infinite_sum
from derivcheck.kernel.sums.placing import placed
from derivcheck.kernel.sums.sum_atoms import Scope, faulhaber, sum_atom

__all__ = ["sum_over"]

#: Ranges of at most this fixed length are written out; boundary terms are at most as many.
_WRITTEN_OUT = 8
#: More nested indices than this are left nested: their orders are too many to compare.
_MOST_INDICES = 4
_HIGHEST_POWER = 24


def sum_over(ring: Ring, body: Quotient, index: str, ends: Range, guard: Quotient | None = None) -> Quotient:
    """The sum of `body` over the bound `index`, of which the facts already know the range."""
    ring.tick()
    if guard is not None and (guard.is_one() or ring.is_total(body)):
        body, guard = body * guard, None
    if guard is not None:
        body = _where(ring, body, guard)
    if body.is_zero() or (guard is not None and guard.is_zero()):
        return ring.zero
    with ring.outside(index) as inside:
        return _summed(ring, body, Scope(index, *ends, guard), inside)


def _where(ring: Ring, body: Quotient, guard: Quotient) -> Quotient:
    """The body with the deltas that are 0 wherever the guard is 1."""
    excluded = {
        place: ring.zero
        for place in body.generators
        if isinstance(ring.atoms[place], Delta) and (guard * ring.generators[place]).is_zero()
    }
    return ring.replaced(body, excluded) if excluded else body


def _summed(ring: Ring, body: Quotient, scope: Scope, inside: Facts) -> Quotient:
    index = scope.index
    if scope.upper is None:
        return infinite_sum(ring, body, scope)
    length = scope.upper.minus(scope.lower).shifted(1)
    if not length.terms and length.const <= _WRITTEN_OUT:
        written = _written_out(ring, body, scope, length.const)
        if written is not None:
            return written
    if scope.guard is None:
        apart = delta_taken_out(ring, body, index, inside)
        if apart is not None:
            return _summed(ring, apart, scope, inside)
        split = split_at_modulus(ring, body, index, scope.range) or ()
        if split:
            apiece = (_summed(ring, part, Scope(index, *ends), known) for part, ends, known in split)
            return sum(apiece, ring.zero)
    if _has_delta_below(ring, body, index):
        return sum_atom(ring, body, (scope,))
    parts = split_body(ring, body, index)
    if not _may_come_out(ring, parts, scope):
        return sum_atom(ring, body, (scope,))
    total = ring.zero
    for coefficient, part in parts:
        total = total + coefficient * _closed(ring, part, scope)
    return total


def _has_delta_below(ring: Ring, body: Quotient, index: str) -> bool:
    """True when a delta of the index stands in the denominator."""
    return any(
        isinstance(ring.atoms[place], Delta) and index in ring.names[place] for place in used_places(body.den)
    )


def _may_come_out(ring: Ring, parts: Sequence[tuple[Quotient, Quotient]], scope: Scope) -> bool:
    """`S(c f) = c S(f)` over an empty range only if `c` is defined there, which reading it did not ask."""
    assert scope.upper is not None
    filled = ring.facts.entails(scope.upper.minus(scope.lower))
    return filled or all(ring.is_total(coefficient) for coefficient, _ in parts)


def _written_out(ring: Ring, body: Quotient, scope: Scope, length: int) -> Quotient | None:
    """The terms one by one; None when a guard is not decided for one of them."""
    total = ring.zero
    for step in range(max(length, 0)):
        here = {scope.index: scope.lower.shifted(step)}
        taken = ring.at(scope.guard, here).number() if scope.guard is not None else 1
        if taken is None:
            return None
        if taken:
            total = total + ring.at(body, here)
    return total


# -- one part ----------------------------------------------------------------------------------------


def _closed(ring: Ring, part: Quotient, scope: Scope) -> Quotient:
    """The sum of a part: a monomial in what depends on the index, or such a monomial over a polynomial."""
    if scope.index not in part.names and scope.guard is None:
        return part * _length(ring, scope)
    if scope.guard is None:
        found = contracted(ring, part, scope)
        if found is not None:
            return found
        narrowed = _narrowed(ring, part, scope)
        if narrowed is not None:
            return narrowed
        end = end_of_row(ring, part, scope)
        if end is not None:
            with ring.binding(scope.lower, end) as name:
                there = ring.at(part, {scope.index: variable(name)})
                return sum_over(ring, there, name, (scope.lower, end))
        known = binomial_sum(ring, part, scope)
        if known is not None:
            return known
        moved, scope = placed(ring, part, scope)
        if moved is not part and len(moved.num) > 1:  # `k + 1` in place of `k` comes apart anew
            total = ring.zero
            for coefficient, each in split_body(ring, moved, scope.index):
                total = total + coefficient * _closed(ring, each, scope)
            return total
        return _based(ring, moved, scope)
    return sum_atom(ring, part, (scope,))


def _length(ring: Ring, scope: Scope) -> Quotient:
    assert scope.upper is not None
    length = scope.upper.minus(scope.lower).shifted(1)
    if ring.entails(length):
        return ring.of_form(length)
    return sum_atom(ring, ring.one, (scope,))


def _narrowed(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    """`sum([k >= e] f(k); a, b) = sum(f; e, b)` where `a <= e <= b + 1`; the same from above."""
    for place in part.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, AtLeast) or part.num.degrees()[place] < 1:
            continue
        end = atom.form.solved(scope.index)
        if end is None:
            continue
        assert scope.upper is not None
        upwards = atom.form.coefficient(scope.index) > 0
        low, high = (end, scope.upper) if upwards else (scope.lower, end)
        inside = low.minus(scope.lower), scope.upper.minus(high), high.minus(low).shifted(1)
        if all(map(ring.entails, inside)):
            rest = ring.replaced(part, {place: ring.one})
            return _closed(ring, rest, Scope(scope.index, low, high))
    return None


# -- the range comes to its base -----------------------------------------------------------------------


def _based(ring: Ring, part: Quotient, scope: Scope) -> Quotient:
    """The sum over `scope` by sums over base ranges and boundary terms, where the part is defined there."""
    power = _power(ring, part, scope)
    if power is not None:
        return power
    low, high = scope.lower, scope.upper
    assert high is not None
    about_zero = low.terms and ring.facts.entails(low.times(-1)) and ring.facts.entails(high)
    if about_zero and not any(offsets(ring, part, scope.index)):
        return _about_zero(ring, part, scope.index, low, high)
    if low.terms and ring.facts.entails(high.times(-1).shifted(-1)):
        return _turned(ring, part, Scope(scope.index, high.times(-1), low.times(-1)))
    if _defined_around(ring, part, scope):
        if not low.terms:
            made = _prefix(ring, part, scope.index, low.const, high)
        elif ring.facts.entails(low.shifted(-1)) and ring.entails(high.minus(low).shifted(1)):
            above = _prefix(ring, part, scope.index, 1, high)
            below = _prefix(ring, part, scope.index, 1, low.shifted(-1))
            made = above - below if above is not None and below is not None else None
        else:
            made = _between(ring, part, scope.index, low, high)
        if made is not None:
            return made
    return _nested(ring, part, scope)


def _about_zero(ring: Ring, part: Quotient, index: str, low: Form, high: Form) -> Quotient:
    """The sum over a range that holds 0, by those over the numbers above and below."""
    above = _based(ring, part, Scope(index, constant(1), high))
    below = _turned(ring, part, Scope(index, constant(1), low.times(-1)))
    return above + below + ring.at(part, {index: constant(0)})


def _turned(ring: Ring, part: Quotient, scope: Scope) -> Quotient:
    """The sum of a part at the opposite of the index, where it may have several terms."""
    turned = ring.at(part, {scope.index: variable(scope.index).times(-1)})
    parts = split_body(ring, turned, scope.index)
    return sum((factor * _based(ring, each, scope) for factor, each in parts), ring.zero)


def _power(ring: Ring, part: Quotient, scope: Scope) -> Quotient | None:
    """The sum of a power of the index, up to the one end less that up to before the other."""
    assert scope.upper is not None
    places = [place for place in part.generators if scope.index in ring.names[place]]
    if len(places) != 1 or ring.atoms[places[0]] != IndexValue(scope.index) or not part.den.is_one():
        return None
    degree = int(part.num.degrees()[places[0]])
    if degree > _HIGHEST_POWER or not ring.entails(scope.upper.minus(scope.lower).shifted(1)):
        return None
    above, below = (ring.of_form(end) for end in (scope.upper, scope.lower.shifted(-1)))
    return faulhaber(ring, degree, above) - faulhaber(ring, degree, below)


def _defined_around(ring: Ring, part: Quotient, scope: Scope) -> bool:
    """True when the part is defined for every index between the base range and this one."""
    here = variable(scope.index)
    first = constant(min(1, scope.lower.const)) if not scope.lower.terms else constant(1)
    assert scope.upper is not None
    last = Form(max(0, scope.upper.const), scope.upper.terms)
    with ring.supposing(ring.facts.knowing(*here.within(first, last))):
        return ring.is_total(part) or _is_total_but_at_poles(ring, part)


def _is_total_but_at_poles(ring: Ring, part: Quotient) -> bool:
    """True when what stands in the denominator may be supposed to be no whole number, and so not 0."""
    _, below = polynomial_factors(ring, part.den)
    doubtful = (factor for factor, _ in below if ring.sign(factor) & signs.ZERO)
    return ring.is_total(Quotient(ring, part.num, ring.one.den)) and all(
        ring.is_total(factor) and suppose(ring, factor) for factor in doubtful
    )


def _prefix(ring: Ring, part: Quotient, index: str, low: int, high: Form) -> Quotient | None:
    """The sum from the number `low` to `high` by the sum from 1 to `high` without its constant."""
    base = Form(0, high.terms)
    if abs(low - 1) > _WRITTEN_OUT or abs(high.const) > _WRITTEN_OUT:
        return None
    if not ring.entails(high.shifted(1 - low)) or not ring.entails(high) or not ring.entails(base):
        return None
    total = _base_sum(ring, part, index, base)
    for step in range(1, high.const + 1):
        total = total + ring.at(part, {index: base.shifted(step)})
    for step in range(high.const + 1, 1):
        total = total - ring.at(part, {index: base.shifted(step)})
    for place in range(low, 1):
        total = total + ring.at(part, {index: constant(place)})
    for place in range(1, low):
        total = total - ring.at(part, {index: constant(place)})
    return total


def _between(ring: Ring, part: Quotient, index: str, low: Form, high: Form) -> Quotient | None:
    """The sum over a range by that over the range of its ends without their constants."""
    first, last = Form(0, low.terms), Form(0, high.terms)
    lengths = (last.minus(first).shifted(1), high.minus(low).shifted(1))
    if max(abs(low.const), abs(high.const)) > _WRITTEN_OUT or not all(map(ring.entails, lengths)):
        return None
    around = Form(min(0, low.const), low.terms), Form(max(0, high.const), high.terms)
    with ring.supposing(ring.facts.knowing(*variable(index).within(*around))):
        if not ring.is_total(part):
            return None
    total = _nested(ring, part, Scope(index, first, last))
    for end, steps in ((last, range(1, high.const + 1)), (first, range(low.const, 0))):
        total = total + sum((ring.at(part, {index: end.shifted(step)}) for step in steps), ring.zero)
    for end, steps in ((last, range(high.const + 1, 1)), (first, range(low.const))):
        total = total - sum((ring.at(part, {index: end.shifted(step)}) for step in steps), ring.zero)
    return total


def _base_sum(ring: Ring, part: Quotient, index: str, high: Form) -> Quotient:
    """The sum over `1..high`."""
    if not high.terms:
        return ring.zero
    return _nested(ring, part, Scope(index, constant(1), high))


# -- several indices ----------------------------------------------------------------------------------


def _nested(ring: Ring, part: Quotient, scope: Scope) -> Quotient:
    """The atom, inner sums that depend on the index taken under the same sign."""
    return _flattened(ring, part, (scope,))


def _flattened(ring: Ring, part: Quotient, scopes: tuple[Scope, ...]) -> Quotient:
    own = {scope.index for scope in scopes}
    above = part.num.degrees()
    for place in part.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Sum) or atom.guard is not None or not above[place]:
            continue
        if own.isdisjoint(ring.names[place]) or len(scopes) + len(atom.ranges) > _MOST_INDICES:
            continue
        beside, others = divmod(part.num, ring.polynomials[place])
        if others:  # the sum stands in some of several terms
            continue
        rest = ring.quotient(beside, part.den)
        if len(scopes) == 1 and _is_triangle(atom, scopes[0]) and above[place] == 1:
            return _triangle(ring, rest, atom, scopes[0])
        if any(end is None or not own.isdisjoint(end.names) for ends in atom.ranges for end in ends):
            continue
        return _opened_into(ring, rest, atom, atom.ranges, atom.body, scopes)
    return sum_atom(ring, part, scopes)


def _is_triangle(atom: Sum, scope: Scope) -> bool:
    """True for an inner sum from 1 to the outer index, which itself begins at 1."""
    whole = scope.lower == constant(1) and scope.upper is not None and bool(scope.upper.terms)
    return whole and scope.guard is None and atom.ranges == ((constant(1), variable(scope.index)),)


def _triangle(ring: Ring, rest: Quotient, atom: Sum, scope: Scope) -> Quotient:
    """The sum of `f(k, l)` over `l <= k`: of it and of its mirror image, `l >= k`, only one is kept.

    The two together are the whole square and its diagonal once more.
    """
    outer = scope.index
    with ring.binding(constant(1), variable(outer)) as inner:
        body = rest * ring.at(atom.body, {atom.variables()[0]: variable(inner)})
        mirrored = ring.at(body, {outer: variable(inner), inner: variable(outer)})
    if outer not in body.names:  # each term counts as often as there are outer indices from it on
        assert scope.upper is not None
        times = ring.of_form(scope.upper.minus(variable(inner)).shifted(1))
        return sum_over(ring, body * times, inner, scope.range)
    mine = _triangle_atom(ring, body, outer, inner, scope.range)
    other = _triangle_atom(ring, mirrored, outer, inner, scope.range)
    keep = mine.body.key <= other.body.key
    if (keep and body != mirrored) or not _total_on_square(ring, body, (outer, inner), scope.range):
        return ring.make(mine)
    square = sum_over(ring, sum_over(ring, body, inner, scope.range), outer, scope.range)
    diagonal = sum_over(ring, ring.at(body, {inner: variable(outer)}), outer, scope.range)
    if body == mirrored:
        return (square + diagonal) * ring.constant(Fraction(1, 2))
    return square + diagonal - ring.make(other)


def _triangle_atom(ring: Ring, body: Quotient, outer: str, inner: str, ends: Range) -> Sum:
    first = variable(bound_index(body.level + 1))
    images = {outer: first, inner: variable(bound_index(body.level + 2))}
    return Sum((ends, (constant(1), first)), ring.at(body, images))


def _total_on_square(ring: Ring, body: Quotient, names: tuple[str, str], ends: Range) -> bool:
    facts = ring.facts
    for name in names:
        facts = facts.knowing(*variable(name).within(*ends))
    with ring.supposing(facts):
        return ring.is_total(body)


def _opened_into(
    ring: Ring, rest: Quotient, atom: Sum, ranges: Sequence[Range], body: Quotient, scopes: tuple[Scope, ...]
) -> Quotient:
    """`rest * sum(body)` under the signs of `scopes`, the sum opened range by range."""
    if not ranges:
        return _flattened(ring, rest * body, scopes)
    bound = atom.variables()[len(atom.ranges) - len(ranges)]
    with ring.binding(*ranges[0]) as name:
        opened = ring.at(body, {bound: variable(name)})
        scope = Scope(name, *ranges[0])
        return _opened_into(ring, rest, atom, ranges[1:], opened, (*scopes, scope))
