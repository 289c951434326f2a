"""Products over ranges of symbolic length.

Write `P(f; a, b)` for the product of `f(k)` over whole `k` from `a` to `b`, 1 when the range is empty.
The rules:

* `P(f g) = P(f) P(g)`, so a factor comes apart into its irreducible factors;
* `P(c; a, b) = c^(b - a + 1)` for `c` without `k`, when `b >= a - 1`;
* `P(exp(f)) = exp(S(f))`, and `exp(S(log f)) = P(f)`; `|P(f)| = P(|f|)`; `log P(f) = S(log f)` where no
  factor is negative;
* shift: `P(f(k + c); a, b) = P(f(k); a + c, b + c)`; the smallest offset of an index becomes 0, and of the
  polynomials `a k^d + b k^(d-1) + …` that differ by a shift the one with `0 <= b < a d` is taken;
* ends: `P(f; a, b) f(b + 1) = P(f; a, b + 1)`, used to reach the base range when `f` is defined at the
  places between, and not zero there where the base range is longer; the same for a guard that leaves out
  single values;
* `P(k; a, b) = gamma(b + 1)/gamma(a)` where `a` is positive and not written;
* if `f(k) = 0` for all `k` but `e_1, ..., e_s`, then `P(f; a, b)` is the sum over `m <= s` of
  `[b - a + 1 = m] f(a) ... f(a + m - 1)`, when `b >= a - 1`;
* `d P(f)/dx = sum over j of f'(j) P(f; k != j)`.

A product whose ends cannot be moved is an atom over the range that was written. Infinite ones may have a
value: `derivcheck.kernel.sums.infinite_products`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Delta, Exponential, Product, Range, bound_index
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Facts, Form, constant, variable
from derivcheck.kernel.algebra.quotient import Change, ChangeForm, Family, Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, exp, log
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.reading.generic import suppose
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.sums.bodies import offsets
from derivcheck.kernel.sums.placing import from_first
from derivcheck.kernel.sums.sums import sum_over

__all__ = ["factors_apart", "families", "opened_before", "product_over"]

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
    factors = factored(ring, body)
    total = _constant_factor(ring, ring.constant(factors.number), index, ends)
    for factor, exponent in factors.parts:
        if index not in factor.names:
            total = total * _constant_factor(ring, factor, index, ends) ** exponent
        else:
            total = total * _factor(ring, factor, index, ends) ** exponent
    return total


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
    """The index moved so that its smallest offset in the factor is 0, or its polynomial the first one."""
    here = variable(index)
    places = [form.const for form in offsets(ring, factor, index) if form.terms == here.terms]
    move = min(places) if places else from_first(ring, factor, index)
    if not move:
        return factor, ends
    return ring.at(factor, {index: here.shifted(-move)}), (ends[0].shifted(move), ends[1].shifted(move))


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


def _rebuilt(ring: Ring, atom: Product, change: Change, change_form: ChangeForm) -> Quotient:
    ((low, high),) = atom.ranges
    ends = (change_form(low), change_form(high) if high is not None else None)
    with ring.binding(*ends) as name:
        here = {atom.variables()[0]: variable(name)}
        body, guard = opened_before(ring, (atom.body, atom.guard), here, change_form)
        assert body is not None
        return product_over(ring, change(body), name, ends, None if guard is None else change(guard))


def opened_before(
    ring: Ring,
    parts: Sequence[Quotient | None],
    here: Mapping[str, Form],
    change_form: ChangeForm,
) -> list[Quotient | None]:
    """Parts of a sum or product with its index opened, before the other indices in them are changed.

    What the facts say of these is about what they become: where `k` is to be `k + n`, nothing that is known
    of `k` is so of the `k` that still stands there.
    """
    changed = {
        name
        for part in parts
        for name in (part.names if part is not None else ())
        if change_form(variable(name)) != variable(name)
    }
    facts = ring.facts
    for name in changed:
        facts = facts.without(name)
    with ring.supposing(facts):
        return [None if part is None else ring.at(part, here) for part in parts]


@contextmanager
def _opened(ring: Ring, atom: Product) -> Iterator[tuple[str, Quotient, Quotient | None]]:
    """A `with` block with the index in scope: it gives its name, and body and guard with that name."""
    ((low, high),) = atom.ranges
    with ring.binding(low, high) as name:
        here = {atom.variables()[0]: variable(name)}
        yield name, ring.at(atom.body, here), ring.at(atom.guard, here) if atom.guard is not None else None


def _derivative(ring: Ring, atom: Product, by: object) -> Quotient:
    ((low, high),) = atom.ranges
    if high is None:
        raise NotImplementedError("the derivative of an infinite product")
    with _opened(ring, atom) as (outer, body, condition):
        inner = ring.derivative(body, by)
        if signs.is_within(ring.sign(body), signs.NONZERO):
            return ring.generator(atom) * sum_over(ring, inner / body, outer, (low, high), condition)
        with _opened(ring, atom) as (other, factor, guard):
            apart = ring.one - delta(ring, variable(other).minus(variable(outer)))
            kept = apart if guard is None else apart * guard
            rest = product_over(ring, factor, other, (low, high), kept)
        return sum_over(ring, inner * rest, outer, (low, high), condition)


def _inside(ring: Ring, atom: Product) -> Quotient | None:
    """`sum(log(f))`, where no factor can be negative: the product is positive, so each of them is."""
    ((low, high),) = atom.ranges
    if high is None:
        return None
    with _opened(ring, atom) as (name, body, guard):
        if not signs.is_within(ring.sign(body), signs.NONNEGATIVE):
            return None
        return sum_over(ring, log(ring, body), name, (low, high), guard)


def _absolute(ring: Ring, atom: Product) -> Quotient | None:
    """`prod(|f|)`, for finitely many real factors."""
    ((low, high),) = atom.ranges
    if high is None:
        return None
    with _opened(ring, atom) as (name, body, guard):
        return product_over(ring, absolute(ring, body), name, (low, high), guard)


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


def _sign(ring: Ring, atom: Product) -> int:
    ((_, high),) = atom.ranges
    with _opened(ring, atom) as (_, body, _):
        sign = ring.sign(body)
    if sign == signs.POSITIVE:
        return signs.POSITIVE if high is not None else signs.REAL
    if signs.is_within(sign, signs.NONNEGATIVE):
        return signs.NONNEGATIVE
    nonzero = signs.is_within(sign, signs.NONZERO) and high is not None
    possible = signs.REAL if signs.is_real(sign) else signs.ANY
    return possible & signs.NONZERO if nonzero else possible


def _total(ring: Ring, atom: Product) -> bool:
    ((_, high),) = atom.ranges
    if high is None:
        return False
    with _opened(ring, atom) as (_, body, _):
        return ring.is_total(body)


families: dict[type[Atom], Family] = {
    Product: Family(
        rebuild=_rebuilt, derivative=_derivative, sign=_sign, total=_total, log=_inside, absolute=_absolute
    ),
}
