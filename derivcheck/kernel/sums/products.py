"""Products over ranges of symbolic length.

Write `P(f; a, b)` for the product of `f(k)` over whole `k` from `a` to `b`, 1 when the range is empty.
The rules:

* `P(f g) = P(f) P(g)`, so a factor comes apart into its irreducible factors;
* `P(c; a, b) = c^(b - a + 1)` for `c` without `k`, when `b >= a - 1`;
* `P(exp(f)) = exp(S(f))`, and `exp(S(log f)) = P(f)`;
* turn: `P(f(c - k); a, b) = P(f(c - a - b + k); a, b)`;
* shift: `P(f(k + c); a, b) = P(f(k); a + c, b + c)`; the smallest offset of an index becomes 0, and of the
  polynomials `a k^d + b k^(d-1) + …` that differ by a shift the one with `0 <= b < a d` is taken;
* ends: `P(f; a, b) f(b + 1) = P(f; a, b + 1)`, used to reach the base range when `f` is defined at the
  places between, and not zero there where the base range is longer; the same for a guard that leaves out
  single values;
* `P(k; a, b) = gamma(b + 1)/gamma(a)` where `a` is positive and not written;
* if `f(k) = 0` for all `k` but `e_1, ..., e_s`, then `P(f; a, b)` is the sum over `m <= s` of
  `[b - a + 1 = m] f(a) ... f(a + m - 1)`, when `b >= a - 1`.

A product whose ends cannot be moved is an atom over the range that was written. Infinite ones may have a
value: `derivcheck.kernel.sums.infinite_products`.
"""

from __future__ import annotations

from itertools import permutations
from math import prod

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Delta, Exponential, Product, Range, bound_index
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Facts, Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.reading.generic import suppose
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.sums.bodies import offsets
from derivcheck.kernel.sums.placing import counted_up, from_first
from derivcheck.kernel.sums.sum_atoms import Scope
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["factors_apart", "is_of_overlapping_ranges", "product_over"]

_WRITTEN_OUT = 8
_MOST_DELTAS = 6


def product_over(
    ring: Ring, body: Quotient, index: str, ends: Range, guard: Quotient | None = None
) -> Quotient:
    """The product of `body` over the bound `index`, of which the facts already know the range."""
    ring.tick()
    if guard is not None and guard.is_one():
        guard = None
    if body.is_one() or (guard is not None and guard.is_zero()):
        return ring.one
    with ring.outside(index) as inside:
        return _multiplied(ring, body, index, ends, guard, inside)


def _multiplied(
    ring: Ring, body: Quotient, index: str, ends: Range, guard: Quotient | None, inside: Facts
) -> Quotient:
    low, high = ends
    if high is None:
        return _atom(ring, body, index, ends, guard)
    length = high.minus(low).shifted(1)
    if not length.terms and length.const <= _WRITTEN_OUT:
        written = _written_out(ring, body, index, low, length.const, guard)
        if written is not None:
            return written
    if guard is not None:
        return _guarded(ring, body, index, (low, high), guard, inside)
    if body.is_zero():
        return ring.zero if ring.entails(length.shifted(-1)) else _atom(ring, body, index, ends, None)
    if not ring.facts.entails(high.minus(low)) and not ring.is_total(_without_index(ring, body, index)):
        return _atom(ring, body, index, ends, None)  # what does not hang on the index may come from its range
    split = _of_deltas(ring, body, index, (low, high)) or _split_at_delta(ring, body, index, (low, high))
    if split is not None:
        return split
    return _by_factors(ring, body, index, (low, high))


def _without_index(ring: Ring, body: Quotient, index: str) -> Quotient:
    """The factors of the body in which the index does not occur."""
    total = ring.one
    for factor, exponent in factored(ring, body).parts:
        if index not in factor.names:
            total = total * factor**exponent
    return total


def _by_factors(ring: Ring, body: Quotient, index: str, ends: tuple[Form, Form]) -> Quotient:
    factors, outside = factored(ring, body), ring.one
    total = ring.one
    for factor, exponent in factors.parts:
        if index not in factor.names:
            outside = outside * factor**exponent
        else:
            total = total * _factor(ring, factor, index, ends) ** exponent
    return total * _constant_factor(ring, outside * ring.constant(factors.number), index, ends)


def _written_out(
    ring: Ring, body: Quotient, index: str, low: Form, length: int, guard: Quotient | None
) -> Quotient | None:
    total = ring.one
    for step in range(max(length, 0)):
        here = {index: low.shifted(step)}
        taken = ring.at(guard, here).number() if guard is not None else 1
        if taken is None:
            return None
        if taken:
            total = total * ring.at(body, here)
    return total


def _constant_factor(ring: Ring, factor: Quotient, index: str, ends: tuple[Form, Form]) -> Quotient:
    if factor.is_one():
        return factor
    length = ends[1].minus(ends[0]).shifted(1)
    if ring.entails(length):
        return whole_power(ring, factor, ring.of_form(length))
    return _atom(ring, factor, index, ends, None)


def _factor(ring: Ring, factor: Quotient, index: str, ends: tuple[Form, Form]) -> Quotient:
    """The product of one irreducible factor that depends on the index."""
    atom = factor.atom()
    if isinstance(atom, Exponential):
        return exp(ring, sum_over(ring, log(ring, factor), index, ends))
    counted = _of_whole_numbers(ring, factor, index, ends)
    if counted is not None:
        return counted
    factor, (low, high) = _shifted(ring, factor, index, ends)
    base = Form(0, high.terms)
    movable = (
        not low.terms
        and abs(low.const - 1) <= _WRITTEN_OUT
        and abs(high.const) <= _WRITTEN_OUT
        and ring.entails(high.shifted(1 - low.const))
        and ring.entails(high)
        and ring.entails(base)
    )
    if not movable or not _safe_around(ring, factor, index, low, high):
        return _atom(ring, factor, index, (low, high), None)
    total = _atom(ring, factor, index, (constant(1), base), None) if base.terms else ring.one
    for step in range(1, high.const + 1):
        total = total * ring.at(factor, {index: base.shifted(step)})
    for step in range(high.const + 1, 1):
        total = total / ring.at(factor, {index: base.shifted(step)})
    for place in range(low.const, 1):
        total = total * ring.at(factor, {index: constant(place)})
    for place in range(1, low.const):
        total = total / ring.at(factor, {index: constant(place)})
    return total


def _of_whole_numbers(ring: Ring, factor: Quotient, index: str, ends: tuple[Form, Form]) -> Quotient | None:
    """`P(k; a, b) = gamma(b + 1)/gamma(a)` where `a` varies and is positive; also of `k + c`, `-k`, …"""
    form = factor.index_form()
    length = ends[1].minus(ends[0]).shifted(1)
    if form is None or abs(form.coefficient(index)) != 1 or not ring.entails(length):
        return None
    first, last = (form.replaced({index: end}) for end in ends[:: form.coefficient(index)])
    for low, high in ((first, last), (last.times(-1), first.times(-1))):
        if low.terms and ring.entails(low.shifted(-1)):
            above, below = (gamma(ring, ring.of_form(end)) for end in (high.shifted(1), low))
            turned = ring.one if low == first else whole_power(ring, ring.constant(-1), ring.of_form(length))
            return turned * above / below
    return None


def _shifted(
    ring: Ring, factor: Quotient, index: str, ends: tuple[Form, Form]
) -> tuple[Quotient, tuple[Form, Form]]:
    """The index upwards, and its smallest offset in the factor 0, or its polynomial the first one."""
    here = variable(index)
    factor, scope = counted_up(ring, factor, Scope(index, *ends))
    low, high = scope.lower, scope.upper
    assert high is not None
    places = [form.const for form in offsets(ring, factor, index) if form.terms == here.terms]
    move = min(places) if places else from_first(ring, factor, index)
    if not move:
        return factor, (low, high)
    return ring.at(factor, {index: here.shifted(-move)}), (low.shifted(move), high.shifted(move))


def _safe_around(ring: Ring, factor: Quotient, index: str, low: Form, high: Form) -> bool:
    """True when the range is the base, or the factor is defined wherever the ends may move.

    It must not be 0 there, either, where the range is shorter than the base.
    """
    if low == constant(1) and not high.const:
        return True
    here = variable(index)
    first = constant(min(1, low.const))
    last = Form(max(0, high.const), high.terms)
    allowed = signs.NONZERO if low.const > 1 or high.const < 0 else signs.ANY
    with ring.supposing(ring.facts.knowing(*here.within(first, last))):
        if not ring.is_total(factor):
            return False
        return signs.is_within(ring.sign(factor), allowed) or (
            allowed == signs.NONZERO and suppose(ring, factor)
        )


def _of_deltas(ring: Ring, body: Quotient, index: str, ends: tuple[Form, Form]) -> Quotient | None:
    """A product whose factors are 0 but at `s` places: 0 if it has more than `s` of them."""
    inside = [
        place
        for place in body.generators
        if isinstance(ring.atoms[place], Delta) and index in ring.names[place]
    ]
    length = ends[1].minus(ends[0]).shifted(1)
    if not 0 < len(inside) <= _MOST_DELTAS or not ring.entails(length):
        return None
    if not body.den.is_one() or not ring.replaced(body, dict.fromkeys(inside, ring.zero)).is_zero():
        return None
    total, product = ring.zero, ring.one
    for step in range(len(inside) + 1):
        if not ring.is_total(product):
            return None
        total = total + delta(ring, length.shifted(-step)) * product
        product = product * ring.at(body, {index: ends[0].shifted(step)})
    return total


def _split_at_delta(ring: Ring, body: Quotient, index: str, ends: tuple[Form, Form]) -> Quotient | None:
    """`P(A + [k = e] B) = P(A; k != e) (A + B)(e)` when `e` lies in the range."""
    for place in body.generators:
        atom = ring.atoms[place]
        target = atom.form.solved(index) if isinstance(atom, Delta) else None
        if target is None:
            continue
        if not all(map(ring.entails, target.within(*ends))):
            return None
        elsewhere = ring.replaced(body, {place: ring.zero})
        there = ring.at(ring.replaced(body, {place: ring.one}), {index: target})
        guard = ring.one - delta(ring, variable(index).minus(target))
        return product_over(ring, elsewhere, index, ends, guard) * there
    return None


def _guarded(
    ring: Ring, body: Quotient, index: str, ends: tuple[Form, Form], guard: Quotient, inside: Facts
) -> Quotient:
    """`P(f; k != e) = P(f) / f(e)` where `f` is defined and `f(e)` is not 0; else an atom with its guard.

    `P(c; a, b, k != e) = c^(b - a)` for `c` without `k`.
    """
    target = _single(ring, guard, index)
    if target is None:
        return _atom(ring, body, index, ends, guard)
    if index not in body.names and not body.is_zero() and all(map(ring.entails, target.within(*ends))):
        return whole_power(ring, body, ring.of_form(ends[1].minus(ends[0])))
    with ring.supposing(inside):
        total = ring.is_total(body)
    left_out = ring.at(body, {index: target})
    if not total or not signs.is_within(ring.sign(left_out), signs.NONZERO):
        return _atom(ring, body, index, ends, guard)
    if not all(map(ring.entails, target.within(*ends))):
        return _atom(ring, body, index, ends, guard)
    return product_over(ring, body, index, ends) / left_out


def _single(ring: Ring, guard: Quotient, index: str) -> Form | None:
    """`e` when the guard is `1 - [k = e]`."""
    atom = (ring.one - guard).atom()
    return atom.form.solved(index) if isinstance(atom, Delta) else None


def _atom(ring: Ring, body: Quotient, index: str, ends: Range, guard: Quotient | None) -> Quotient:
    level = max(body.level, guard.level if guard is not None else 0)
    here = {index: variable(bound_index(level + 1))}
    closed = ring.at(guard, here) if guard is not None else None
    return ring.make(Product((ends,), ring.at(body, here), closed))


def factors_apart(ring: Ring, value: Quotient) -> Quotient:
    """`P(f) = P(f; k != e) f(e)`, wherever the product with a factor left out occurs beside the whole one."""
    images = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Product) or atom.guard is None:
            continue
        whole = ring.places.get(Product(atom.ranges, atom.body))
        ((low, high),) = atom.ranges
        if whole is None or high is None:
            continue
        bound = atom.variables()[0]
        target = _single(ring, atom.guard, bound)
        if target is not None and all(map(ring.entails, target.within(low, high))):
            images[whole] = ring.generator(atom) * ring.at(atom.body, {bound: target})
    return ring.replaced(value, images) if images else value


def is_of_overlapping_ranges(ring: Ring, value: Quotient) -> bool:
    """Whether the value is 0 because of two products of one factor over ranges that overlap.

    `P(f; a, b) f(b + 1) ... f(d) = f(a) ... f(c - 1) P(f; c, d)` divides it, where `f` may well be 0.
    """
    places = [place for place in value.generators if _is_over_one_range(ring.atoms[place])]
    for one, other in permutations(places, 2):
        relation = _overlap(ring, one, other)
        if relation and not relation.is_zero() and divmod(value.num, relation.num)[1].is_zero():
            return True
    return False


def _is_over_one_range(atom: Atom) -> bool:
    return isinstance(atom, Product) and atom.guard is None and atom.ranges[0][1] is not None


def _overlap(ring: Ring, one: int, other: int) -> Quotient | None:
    """The difference that is 0, of two products of which the second begins later."""
    first, second = ring.atoms[one], ring.atoms[other]
    assert isinstance(first, Product) and isinstance(second, Product)
    ((low, high),), ((begin, end),) = first.ranges, second.ranges
    if first.body != second.body or high is None or end is None:
        return None
    before, beyond = begin.minus(low), end.minus(high)
    if before.terms or beyond.terms or not 0 < before.const <= _WRITTEN_OUT >= abs(beyond.const):
        return None
    if not all(ring.entails(last.minus(start).shifted(1)) for start, last in ((low, high), (begin, end))):
        return None
    bound, wide = first.variables()[0], (low, high.shifted(max(beyond.const, 0)))
    with ring.binding(*wide) as name:
        if not ring.is_total(ring.at(first.body, {bound: variable(name)})):
            return None

    def factors(start: Form, count: int) -> Quotient:
        return prod(
            (ring.at(first.body, {bound: start.shifted(step)}) for step in range(count)), start=ring.one
        )

    left = ring.generator(first) * factors(high.shifted(1), beyond.const)
    right = ring.generator(second) * factors(low, before.const) * factors(end.shifted(1), -beyond.const)
    return left - right
