"""Closed forms by induction on a size.

`L(n) = R(n)` for all whole `n >= a` when it holds at `n = a` and when `L(n+1) = R(n+1)` follows from
`L(n) = R(n)`. Each of the two is a claim of its own: the first with `n = a` assumed, the second with
the claim itself assumed, which makes the sum to `n` a law, so that the sum to `n + 1` becomes the
closed form and one more term. An inequality is proved in the same way; its hypothesis is a known sign.

`a` is the least size there is, the bound that an assumption sets, or the first number at which the ranges of
the claim have their ends in order.

In the same way a claim with one free index is shown for the first place of its range, and from each place on
for the next.

It is only used where nothing else changes with `n`: no other free index, no definition, no assumption that
mentions `n` but to bound it from below; and the conditions of the claim must not mention `n` otherwise, for
the hypothesis must be defined wherever the step is; but where they leave out isolated points only, these may
be set aside (`derivcheck.kernel.reading.generic`). Where there are families over `1..n`, of which nothing is
assumed but of their members, they stay as they are, and the claim is shown for the first `m` of these, from
`m = a` on. The claim for these `m` is then read for itself: what is assumed of the last member makes `1/x[n]`
defined, and not `1/x[m]`.

Where a denominator changes with `n`, as in `prod(cos(x/2^k), k) = sin(x)/(2^n sin(x/2^n))`, the claim without
it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from derivcheck.definitions import expanded
from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.linear import Facts, Form, variable
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.session import Case
from derivcheck.kernel.knowledge.conditions import NEEDED, ORDER, POLE_FREE, Condition, granted
from derivcheck.kernel.reading.generic import suppose
from derivcheck.kernel.reading.index_reading import LEAST, IndexReader, is_whole_name
from derivcheck.kernel.reading.reader import Reading
from derivcheck.model import Claim, Context, Domain, Symbol
from derivcheck.terms import (
    Add,
    Big,
    Const,
    Div,
    Mul,
    Num,
    Rel,
    Sym,
    Term,
    free_names,
    fresh_name,
    integer,
    substitute,
    walk,
)

__all__ = [
    "Induction", "assuming_case", "families_over", "inductions", "is_upper_bound", "least_of", "least_value",
]  # fmt: skip

#: What only isolated values of a polynomial do not satisfy.
_MISSED_BY_FEW = (signs.NONZERO, signs.REAL & signs.NONZERO, POLE_FREE)


@frozen
class Induction:
    """The two claims that prove a claim for every value of one size."""

    base: Claim
    step: Claim


#: Both sides of a claim as they are read in its own context; None where they cannot be.
Read = Callable[[Claim], tuple[Reading, Reading] | None]


def inductions(claim: Claim, left: Reading, right: Reading, read: Read) -> Iterator[Induction]:
    """The inductions that may be tried for a claim that was read so, also for what is assumed of no size."""
    yield from _as_it_stands(claim, left, right, read)
    for other in (_for_all_sizes(claim), _without_denominator(claim)):
        sides = None if other is None else read(other)
        if other is not None and sides is not None:
            yield from _as_it_stands(other, *sides, read)


def _as_it_stands(claim: Claim, left: Reading, right: Reading, read: Read) -> Iterator[Induction]:
    context = claim.context
    names = free_names(claim.left) | free_names(claim.right)
    conditions = (*left.conditions, *right.conditions)
    if names & context.definitions.keys():
        return
    free = names & context.indices.keys()
    if free:
        yield from _along(claim, free, left.value.ring, conditions, read)
        return
    for name in sorted(names):
        if not is_whole_name(context, name):
            continue
        families = families_over(context, names, name)
        # Where there are families, the size stays what it is, and with it what is assumed of it.
        assumptions = () if families else context.assumptions
        least = least_value(context, name, conditions, assumptions)
        if least is None or not _are_defined_from(left.value.ring, conditions, name, least):
            continue
        if not families:
            yield _induction(claim, name, least)
        elif not any(_is_about_all(each, families) for each in context.assumptions):
            yield from _first_members(claim, name, least, Sym(name), read)


def assuming_case(claim: Claim, case: Case) -> Claim | None:
    """The claim with what a case says of values assumed; None where it says more, or it of some indices."""
    if (
        case.conditions
        or case.given
        or any(free_names(each) & claim.context.indices.keys() for each in case.values)
    ):
        return None
    return replace(claim, context=claim.context.assuming(*case.values)) if case.values else claim


def _for_all_sizes(claim: Claim) -> Claim | None:
    """The claim without what is assumed of sizes and more than their bounds; None where nothing is."""
    context = claim.context
    names = [
        name for name in sorted(free_names(claim.left) | free_names(claim.right)) if name in context.symbols
    ]
    sizes = [name for name in names if is_whole_name(context, name)]
    kept = tuple(
        each
        for each in context.assumptions
        if all(name not in free_names(each) or least_of(context, name, each) is not None for name in sizes)
    )
    if len(kept) == len(context.assumptions):
        return None
    return replace(claim, context=replace(context, assumptions=kept))


def _without_denominator(claim: Claim) -> Claim | None:
    """`A C = B` for `A = B/C`, of which it says all: there are no points at which it is not defined."""
    if claim.op != "=":
        return None
    for one, other in (claim.sides, claim.sides[::-1]):
        if isinstance(other, Div) and isinstance(one, Big) and one.upper != Const("oo"):
            return replace(claim, left=Mul((one, other.den)), right=other.num)
    return None


def _along(
    claim: Claim, free: frozenset[str], ring: Ring, conditions: Iterable[Condition], read: Read
) -> Iterator[Induction]:
    """The induction along the one free index, from the first number in its range."""
    name, *others = free
    context = claim.context
    ends = context.indices[name]
    if others or not isinstance(ends.lower, Num) or ends.upper == Const("oo"):
        return
    least = int(ends.lower.value)
    names = free_names(claim.left) | free_names(claim.right)
    families = frozenset(context.symbols) & names
    if any(_restricts(context, each) or _is_about_all(each, families) for each in context.assumptions):
        return
    if _are_defined_from(ring, conditions, name, least):
        yield from _first_members(claim, name, least, ends.upper, read)


def _restricts(context: Context, assumption: Term) -> bool:
    """Whether the assumption chooses among the indices, being about whole numbers alone."""
    names = free_names(assumption)
    return bool(names & context.indices.keys()) and all(is_whole_name(context, name) for name in names)


def least_value(
    context: Context, name: str, conditions: Iterable[Condition], assumptions: Iterable[Term]
) -> int | None:
    """The number from which on the claim is about the size; None where more is assumed of it, or nothing."""
    bounds = [LEAST.get(context.symbols[name].domain)]
    for assumption in assumptions:
        if name in free_names(expanded(assumption, context)):
            bounds.append(least_of(context, name, assumption))
            if bounds[-1] is None:
                return None
    for condition in conditions:
        form = condition.form
        if form is not None and form.terms == ((name, 1),) and condition.kind == ORDER:
            bounds.append(-form.const)
    return max((bound for bound in bounds if bound is not None), default=None)


def is_upper_bound(context: Context, name: str, assumption: Term) -> bool:
    """Whether an assumption holds of each smaller number if it holds of one."""
    form = _form_of(context, assumption)
    return form is not None and form.coefficient(name) < 0


def least_of(context: Context, name: str, assumption: Term) -> int | None:
    """The least value that an assumption `name >= number` leaves."""
    form = _form_of(context, assumption)
    return -form.const if form is not None and form.terms == ((name, 1),) else None


def _form_of(context: Context, assumption: Term) -> Form | None:
    """The form that is not negative if an assumption says that alone."""
    facts = IndexReader(context, {}).facts_of(assumption, Facts())
    if not isinstance(assumption, Rel) or len(facts.nonnegative) != 1 or facts.nonzero:
        return None
    return facts.nonnegative[0]


def _are_defined_from(ring: Ring, conditions: Iterable[Condition], name: str, least: int) -> bool:
    """True when what the conditions ask of the size is so from `least` on."""
    with ring.supposing(ring.facts.knowing(variable(name).shifted(-least))):
        return all(_is_granted(ring, one, name) or _is_set_aside(ring, one) for one in conditions)


def _are_free_of(readings: tuple[Reading, Reading], name: str) -> bool:
    """True when whether the readings are defined has nothing to do with this number, but to grow with it."""
    ring = readings[0].value.ring
    conditions = (*readings[0].conditions, *readings[1].conditions)
    return all(_is_granted(ring, one, name) for one in conditions) and not ring.supposed


def _is_granted(ring: Ring, condition: Condition, name: str) -> bool:
    """True where what the condition asks of this number is known, and its range only grows with it."""
    if any(name in low.names or _falls(high, name) for _, low, high in condition.scope):
        return False
    return name not in _names(condition) or granted(ring, condition)


def _falls(end: Form | None, name: str) -> bool:
    return end is not None and (end.coefficient(name) < 0 or name in end.nested)


def _is_set_aside(ring: Ring, condition: Condition) -> bool:
    """True for what is supposed not to be a whole number, and so is neither 0 nor a pole of gamma."""
    plain = condition.kind == NEEDED and not condition.scope and condition.guard is None
    value = condition.value
    return plain and value is not None and condition.allowed in _MISSED_BY_FEW and suppose(ring, value)


def _names(condition: Condition) -> frozenset[str]:
    parts = (condition.value, condition.guard, condition.form)
    return frozenset().union(*(part.names for part in parts if part is not None))


def families_over(context: Context, names: frozenset[str], size: str) -> frozenset[str]:
    """The families that change with the size."""
    families = [context.symbols[name] for name in names & context.symbols.keys()]
    ends = ((each.name, end) for each in families for axis in each.axes for end in (axis.lower, axis.upper))
    return frozenset(name for name, end in ends if size in free_names(end))


def _induction(claim: Claim, name: str, least: int) -> Induction:
    size = Sym(name)
    context = claim.context
    base = Claim(claim.left, claim.right, context.assuming(Rel("=", size, integer(least))), claim.op)
    following = {name: Add((size, integer(1)))}
    hypothesis = context.assuming(Rel(">=", size, integer(least)), Rel(claim.op, claim.left, claim.right))
    step = Claim(substitute(claim.left, following), substitute(claim.right, following), hypothesis, claim.op)
    return Induction(base, step)


def _is_about_all(assumption: Term, families: frozenset[str]) -> bool:
    """Whether it may say more of these families than what each of their members satisfies."""
    return bool(free_names(assumption) & families) and any(isinstance(part, Big) for part in walk(assumption))


def _first_members(claim: Claim, name: str, least: int, last: Term, read: Read) -> Iterator[Induction]:
    """The claim for a whole number up to the last in the place of a size or an index.

    That it is defined must not hang on this number, which may be any from the least one on.
    """
    context = claim.context
    taken = context.names() | free_names(claim.left) | free_names(claim.right) | free_names(last)
    first = fresh_name("m", taken)
    some = {**context.symbols, first: Symbol(first, (), Domain.INTEGER)}
    inside = replace(context, symbols=some).assuming(
        Rel(">=", Sym(first), integer(least)), Rel("<", Sym(first), last)
    )

    def at(place: Term, among: Context) -> Claim:
        left, right = (substitute(side, {name: place}) for side in claim.sides)
        return Claim(left, right, among, claim.op)

    hypothesis = at(Sym(first), inside)
    readings = read(hypothesis)
    if readings is None or not _are_free_of(readings, first):
        return
    supposed = inside.assuming(Rel(claim.op, hypothesis.left, hypothesis.right))
    yield Induction(at(integer(least), context), at(Add((Sym(first), integer(1))), supposed))
