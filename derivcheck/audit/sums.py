"""Laws of finite sums; a range is empty when its end comes before its beginning."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from derivcheck.audit import algebra
from derivcheck.audit.algebra import Monomial, Polynomial, added, spelled
from derivcheck.audit.signs import NEGATIVE, minus, signs_of, within
from derivcheck.audit.state import Scope, State, closed, depth_of, opened
from derivcheck.audit.terms import ONE, Term, name, number, substituted, walk
from derivcheck.audit.terms import ZERO as NOUGHT

__all__ = ["contraction", "ends", "exchange", "guarded", "length", "linear", "shift"]


def guarded(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`sum(f, k != e) = sum(f) - f(e)` for `e` in the range."""
    match before:
        case ("sum", body, bound, lower, upper, ("rel", "!=", one, two)):
            place = _solved(state, minus(one, two), name(bound), scope)
            if place is not None and within(state, place, lower, upper, scope):
                whole = ("sum", body, bound, lower, upper, None)
                return minus(whole, substituted(body, {bound: place}))
    return None


def _solved(state: State, form: Term, variable: Term, scope: Scope) -> Term | None:
    """Where `form = 0`, for a form in which the variable has the coefficient 1 or -1."""
    value = state.value(form, scope)
    slope = value.get(((variable, 1),), Fraction(0))
    if abs(slope) != 1:
        return None
    return spelled(added({}, {m: c for m, c in value.items() if m != ((variable, 1),)}, -slope))


def linear(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`sum(c*f + d*g) = c*sum(f) + d*sum(g)` for `c`, `d` without the index."""
    if before[0] != "sum" or before[5] is not None:
        return None
    body, inner = opened(before, scope)
    depth = len(inner)
    grouped: dict[Monomial, Polynomial] = {}
    for monomial, coefficient in state.value(body, inner).items():
        own = tuple(pair for pair in monomial if depth_of_pair(pair) == depth)
        outside = tuple(pair for pair in monomial if depth_of_pair(pair) != depth)
        grouped[own] = added(grouped.get(own, {}), {outside: coefficient})
    if list(grouped.values()) == [{(): Fraction(1)}]:
        return None
    terms = []
    for own, factor in sorted(grouped.items(), key=repr):
        part = substituted(spelled({own: Fraction(1)}), {f"#{depth}": name(before[2])})
        terms.append(("mul", (spelled(factor), ("sum", part, *before[2:]))))
    return ("add", tuple(terms))


def depth_of_pair(pair: tuple[Term, int]) -> int:
    """How many open binders a power of an atom depends on."""
    return depth_of(spelled({(pair,): Fraction(1)}))


def contraction(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`sum(delta(k, e)*f(k), k) = f(e)` for `e` in the range; 0 for `e` outside."""
    if before[0] != "sum" or before[5] is not None:
        return None
    body, inner = opened(before, scope)
    value = state.value(body, inner)
    here = name(f"#{len(inner)}")
    if len(value) != 1:
        return None
    ((monomial, coefficient),) = value.items()
    for each, exponent in monomial:
        if each[:2] == ("call", "delta") and exponent > 0:
            place = _solved(state, minus(*each[2]), here, inner)
            if place is None:
                continue
            rest = spelled({tuple(pair for pair in monomial if pair[0] != each): coefficient})
            if within(state, place, before[3], before[4], scope):
                return substituted(rest, {here[1]: place})
            above = (
                signs_of(state, minus(before[4], place), scope),
                signs_of(state, minus(place, before[3]), scope),
            )
            if NEGATIVE in above:
                return NOUGHT
    return None


def length(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`sum(1, k, a, b) = b - a + 1` where `b >= a - 1`."""
    if before[0] not in ("sum", "prod") or before[1] != ONE or before[5] is not None:
        return None
    length = ("add", (before[4], ("neg", before[3]), ONE))
    if before[0] == "prod":
        return ONE
    return None if signs_of(state, length, scope) & NEGATIVE else length


def ends(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """A range one longer or shorter: towards `1..n`; `S(a..b) = S(1..b) - S(1..a-1)`; an empty range."""
    if before[0] != "sum" or before[5] is not None or before[4] == ("const", "oo"):
        return None
    _, body, bound, lower, upper, _ = before
    if algebra.value_of(state.value(minus(upper, lower), scope)) == -1:
        return NOUGHT
    if signs_of(state, ("add", (upper, ("neg", lower), ONE)), scope) & NEGATIVE:
        return None

    def over(low: Term, high: Term) -> Term:
        return ("sum", body, bound, low, high, None)

    def at(place: Term) -> Term:
        return substituted(body, {bound: place})

    start, last = algebra.value_of(state.value(lower, scope)), state.value(upper, scope)
    end = last.get((), Fraction(0))
    earlier, longer, shorter = minus(lower, ONE), ("add", (upper, ONE)), minus(upper, ONE)
    if end > 0 or (algebra.value_of(last) is not None and start is not None):
        return ("add", (over(lower, shorter), at(upper)))
    if end < 0:
        return minus(over(lower, longer), at(longer))
    if start is None and not signs_of(state, earlier, scope) & NEGATIVE:
        return minus(over(ONE, upper), over(ONE, earlier))
    if start is not None and start > 1:
        return minus(over(earlier, upper), at(earlier))
    if start is not None and start < 1 and not signs_of(state, minus(upper, lower), scope) & NEGATIVE:
        return ("add", (at(lower), over(("add", (lower, ONE)), upper)))
    return None


def shift(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`sum(f(k + c), k, a, b) = sum(f(k), k, a + c, b + c)`: the smallest offset becomes 0."""
    if before[0] != "sum" or before[5] is not None:
        return None
    body, inner = opened(before, scope)
    here = ((name(f"#{len(inner)}"), 1),)
    found = []
    for part in _index_terms(body):
        form = state.value(part, inner)
        if form.get(here) == 1 and all(monomial in ((), here) for monomial in form):
            found.append(form.get((), Fraction(0)))
    move = min(found, default=Fraction(0))
    if not move:
        return None
    moved = substituted(before[1], {before[2]: minus(name(before[2]), number(move))})
    ends = (("add", (end, number(move))) for end in before[3:5])
    return ("sum", moved, before[2], *ends, None)


def _index_terms(body: Term) -> list[Term]:
    return [index for part in walk(body) if part[0] == "sym" for index in part[2]]


def exchange(state: State, before: Term, scope: Scope, _data: Any) -> Term | None:
    """`sum(sum(f, l), k) = sum(sum(f, k), l)` for ranges that do not depend on each other, in one order."""
    if before[0] != "sum" or before[5] is not None:
        return None
    body, inner = opened(before, scope)
    value = state.value(body, inner)
    if len(value) != 1:
        return None
    ((monomial, coefficient),) = value.items()
    sums = [
        pair for pair in monomial if pair[0][0] == "sum" and pair[1] == 1 and depth_of(pair[0]) == len(inner)
    ]
    if not sums or coefficient != 1 or sums[0][0][5] is not None:
        return None
    nested = sums[0][0]
    if any(depth_of(end) == len(inner) for end in nested[3:5]):
        return None
    factor = spelled({tuple(pair for pair in monomial if pair != sums[0]): coefficient})
    swapped = _swapped(factor, nested, before, len(inner))
    return swapped if repr(state.atom(swapped, scope)) < repr(before) else None


def _swapped(factor: Term, nested: Term, outer: Term, depth: int) -> Term:
    """`sum(factor*sum(f, l), k)` as `sum(sum(factor*f, k), l)`."""
    one, two = name("#outer"), name("#inner")
    whole = substituted(("mul", (factor, nested[1])), {f"#{depth}": one, nested[2]: two})
    inner = closed("sum", whole, "#outer", outer[3], outer[4], None)
    return closed("sum", inner, "#inner", nested[3], nested[4], None)
