"""Infinite sums enclosed: a finite part and a ball for the rest.

From some `K` on let `|a(k + 1)/a(k)| <= q < 1` (`derivcheck.refute.calculus.ratios`). Then the terms from `K`
on sum up to at most `|a(K)|/(1 - q)` in absolute value, and so do terms that are never larger than such ones
(`derivcheck.refute.calculus.majorants`).

Rational terms are summed by `derivcheck.refute.calculus.rational_series`, waves over powers of the index by
`derivcheck.refute.calculus.fourier_sums`, powers with any exponent by
`derivcheck.refute.calculus.dirichlet_sums`. What is free of `k` stands before the sum, which is 0 with it
if all terms have values; integrals of powers have their values
(`derivcheck.refute.calculus.power_integrals`), and a sum of terms for which neither helps is taken apart.
A term with a factor `[k = e]` or `delta(k, e)`, the others being defined everywhere, is the only one; with a
factor `binomial(n, p k + r)`, whole `n >= 0` and `p > 0`, the last one is that of `k = floor((n - r)/p)`.
Terms of any other shape, or whose ratio does not stay below 1, are outside the language: no series is
declared divergent.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from flint import acb, arb, fmpq

from derivcheck.definitions import applied
from derivcheck.frozen import replace
from derivcheck.refute.arithmetic.duals import Dual, Value, add, mul, plain
from derivcheck.refute.arithmetic.numbers import ZERO, shortened
from derivcheck.refute.arithmetic.order import is_ambiguous, is_end_inside
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.dirichlet_sums import dirichlet_sum
from derivcheck.refute.calculus.fourier_sums import fourier_sum
from derivcheck.refute.calculus.majorants import geometric
from derivcheck.refute.calculus.power_integrals import without_power_integrals
from derivcheck.refute.calculus.power_series import varied_power_series
from derivcheck.refute.calculus.products import infinite_product
from derivcheck.refute.calculus.rational_series import rational_sum
from derivcheck.refute.calculus.ratios import FALLS, free_factors, linear, ratio
from derivcheck.refute.calculus.slow_series import slow_tail
from derivcheck.terms import (
    Add,
    Big,
    Bracket,
    Call,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Rel,
    Sym,
    Term,
    free_names,
    walk,
)  # fmt: skip
from derivcheck.terms.sums import halves

__all__ = ["infinite_sum"]

_BEGINNINGS = (16, 64, 256)
_BEGINNINGS_OF_BOUNDS = (8, *_BEGINNINGS)


def infinite_sum(scope: Scope, term: Big, local: Local) -> Value:
    """The value of a sum to infinity.

    Raises:
        Outside: the terms are not of the shape that is bounded here, or do not shrink fast enough.

    """
    if term.guard is not None:
        raise Outside("an infinite sum or product under a condition")
    both = [infinite_sum(scope, half, local) for half in halves(term)]
    if both:
        return reduce(add if term.op == "sum" else mul, both)
    lower = scope.machine.rule(scope, term.lower, local)
    if not isinstance(lower, fmpq) or lower.q != 1:
        raise Outside("an infinite sum from what is not a whole number")
    if is_end_inside(term) and is_ambiguous(scope.machine.context, term, local):
        raise Outside("an infinite sum of sums whose ends may be out of order")
    first = int(lower.p)
    body = applied(term.body, scope.machine.context, term.index)
    if (
        body is not term.body
    ):  # what is defined for a family from some place on is defined from the first one on
        scope.machine.rule(scope, term.body, {**local, term.index: first})
    if term.op == "prod":
        return infinite_product(scope, term, body, local, first)
    body = without_power_integrals(scope, body, term.index, local, first)
    return _of_body(scope, term, body, local, first)


def _of_body(scope: Scope, term: Big, body: Term, local: Local, first: int) -> Value:
    outside, inside = free_factors(body, term.index)
    if outside is not None:
        factor = scope.machine.rule(scope, outside, local)
        if (
            isinstance(factor, fmpq)
            and not factor
            and _have_values(scope, (inside,), term.index, local, first)
        ):
            return ZERO
        return mul(factor, _of_body(scope, term, inside, local, first))
    varied = varied_power_series(
        scope, replace(term, body=body), local, lambda one, at: _of_body(scope, one, one.body, at, first)
    )
    if varied is not None:
        return varied
    support = _support(scope, body, term.index, local, first)
    if support is not None:
        return _single(scope, body, term.index, local, first, support)
    last = _end_of_row(scope, body, term.index, local, first)
    if last is not None:
        row: Value = ZERO
        for place in range(first, last + 1):
            row = add(row, scope.machine.rule(scope, body, {**local, term.index: place}))
        return row
    try:
        return rational_sum(scope, replace(term, body=body), local, first)
    except Outside:
        parts = list(_apart(body, term.index))
    if len(parts) > 1:
        try:
            return _together(scope, term, parts, local, first)
        except Outside:
            return _one_by_one(scope, replace(term, body=body), local, first)
    for rule in (fourier_sum, dirichlet_sum):
        found = rule(scope, body, term.index, local, first)
        if found is not None:
            return found
    return _one_by_one(scope, replace(term, body=body), local, first)


def _together(scope: Scope, term: Big, parts: list[Term], local: Local, first: int) -> Value:
    total: Value = ZERO
    for part in parts:
        total = add(total, _of_body(scope, term, part, local, first))
    return total


def _one_by_one(scope: Scope, term: Big, local: Local, first: int) -> Value:
    """By the ratio of neighbouring terms, or of such that bound them."""
    try:
        found = ratio(scope, term.body, term.index, local)
    except Outside:
        return _below_others(scope, term, local, first)
    for start in _BEGINNINGS:
        begin = max(start, first)
        bound = found.bound(begin)
        if bound < FALLS:
            return _summed(scope, term, term.body, local, first, begin, bound)
    return _slowly(scope, term, local, first)


def _below_others(scope: Scope, term: Big, local: Local, first: int) -> Value:
    begins = (max(start, first) for start in _BEGINNINGS_OF_BOUNDS)
    try:
        found = geometric(scope, local, term.index, begins, lambda of: of.upper(term.body))
    except Outside as refused:
        try:
            return _slowly(scope, term, local, first)
        except Outside:
            raise refused from None
    return _summed(scope, term, found.larger, local, first, found.begin, found.by)


def _slowly(scope: Scope, term: Big, local: Local, first: int) -> Value:
    """The terms before a place one by one, and the sum of the others by their expansion."""
    start, rest = slow_tail(scope, term.body, term.index, local, first)
    total: Value = rest
    for place in range(first, start):
        scope.machine.work()
        total = add(total, scope.machine.rule(scope, term.body, {**local, term.index: place}))
    return total


def _summed(scope: Scope, term: Big, larger: Term, local: Local, first: int, begin: int, bound: arb) -> Value:
    """The terms one by one; `larger` bounds them, and shrinks by `bound` from `begin` on."""
    inner = dict(local)
    total: Value = ZERO
    place = first
    while True:
        scope.machine.work()
        inner[term.index] = place
        value = scope.machine.rule(scope, term.body, inner)
        if isinstance(value, Dual):
            raise Outside("the derivative of an infinite sum")
        if place >= begin:
            size = value if larger is term.body else scope.machine.rule(scope, larger, inner)
            rest = abs(acb(plain(size))) / (1 - bound)
            if rest < _tolerance(total) or place > begin + 4000:
                return _widened(total, rest)
        total, place = shortened(plain(add(total, value))), place + 1


def _tolerance(total: Value) -> arb:
    """What is left out at most, relative to what is there."""
    from flint import ctx

    size = abs(acb(plain(total))).mid()
    return (arb(size) + arb(2) ** -200) * arb(2) ** (-ctx.prec)


def _widened(total: Value, rest: arb) -> Value:
    radius = rest.abs_upper()
    ball = arb(0, radius)
    number = plain(total)
    return number + acb(ball, ball) if isinstance(number, acb) else arb(number) + ball


def _apart(body: Term, index: str) -> Iterator[Term]:
    """The terms of a sum, multiplied out as far as sums with the index stand in a product."""
    match body:
        case Add(args):
            for arg in args:
                yield from _apart(arg, index)
        case Neg(arg):
            yield from map(Neg, _apart(arg, index))
        case Div(above, below):
            for part in _apart(above, index):
                yield Div(part, below)
        case Mul(args):
            for place, arg in enumerate(args):
                parts = list(_apart(arg, index)) if index in free_names(arg) else []
                if len(parts) > 1:
                    for part in parts:
                        yield from _apart(Mul((*args[:place], part, *args[place + 1 :])), index)
                    return
            yield body
        case Pow(Add() as base, Num(power)) if power in (2, 3, 4) and index in free_names(base):
            yield from _apart(Mul((base,) * int(power)), index)
        case _:
            yield body


# -- a single term -------------------------------------------------------------------------------------------

#: What has a value wherever its parts have one.
_TOTAL = frozenset({"exp", "sin", "cos", "abs", "delta", "atan"})


def _support(scope: Scope, body: Term, index: str, local: Local, first: int) -> fmpq | None:
    """Where a factor `[k = e]` is not 0; None where there is no such factor, or a term may lack a value."""
    for factor in _factors(body):
        match factor:
            case Call("delta", (left, right)) | Bracket(Rel("=", left, right)):
                pass
            case _:
                continue
        if not _are_others_total(scope, body, factor, index, local, first):
            continue
        slope, constant = linear(scope, Add((left, Neg(right))), index, local)
        if slope:
            return -constant / slope
    return None


def _are_others_total(scope: Scope, body: Term, factor: Term, index: str, local: Local, first: int) -> bool:
    """True when all factors but this one have a value at each index from `first` on."""
    others = tuple(other for other in (*_factors(body), body) if other is not factor)
    return _have_values(scope, others, index, local, first)


def _have_values(scope: Scope, terms: tuple[Term, ...], index: str, local: Local, first: int) -> bool:
    """True when these have values at each index from `first` on, if what is free of it has one."""
    parts = (part for each in terms for part in walk(each) if index in free_names(part))
    return all(_is_total(scope, part, index, local, first) for part in parts)


def _end_of_row(scope: Scope, body: Term, index: str, local: Local, first: int) -> int | None:
    """The last place at which a factor that is a binomial coefficient need not be 0; None without one."""
    for factor in _factors(body):
        row = _row(scope, factor, index, local)
        if row is not None and row[1] > 0 and _are_others_total(scope, body, factor, index, local, first):
            return int(((row[0] - row[2]) / row[1]).floor())
    return None


def _row(scope: Scope, term: Term, index: str, local: Local) -> tuple[fmpq, fmpq, fmpq] | None:
    """`n`, `p` and `r` of `binomial(n, p k + r)` with whole numbers and `n >= 0`; None for others."""
    match term:
        case Call("binomial", (upper, lower)) if index in free_names(lower) - free_names(upper):
            size = scope.machine.rule(scope, upper, local)
            if isinstance(size, fmpq) and size.q == 1 and size >= 0:
                slope, constant = linear(scope, lower, index, local)
                return (size, slope, constant) if slope.q == constant.q == 1 else None
    return None


def _factors(body: Term) -> tuple[Term, ...]:
    if isinstance(body, Mul):
        return tuple(factor for arg in body.args for factor in _factors(arg))
    return _factors(body.num) if isinstance(body, Div) else (body,)


def _is_total(scope: Scope, part: Term, index: str, local: Local, first: int) -> bool:
    """True for what has a value at each index from `first` on if its parts have."""
    match part:
        case Sym(_, ()) | Neg() | Add() | Mul() | Rel("=") | Bracket():
            return True
        case Div(_, Call("factorial", _)):
            return True
        case Div(_, Pow(base, _)) if index not in free_names(base):
            value = scope.machine.rule(scope, base, local)
            return isinstance(value, fmpq) and value != 0
        case Div(_, below):
            slope, constant = linear(scope, below, index, local)
            root = -constant / slope if slope else ZERO
            return bool(slope) and (root.q != 1 or root < first)
        case Pow(base, exponent) if index not in free_names(base):
            value = scope.machine.rule(scope, base, local)
            return isinstance(value, fmpq) and (value > 0 or _counts(scope, exponent, index, local, first))
        case Pow(_, Num(exponent)):
            return exponent.denominator == 1 and exponent >= 0
        case Call("factorial", (arg,)):
            slope, constant = linear(scope, arg, index, local)
            return slope >= 0 and slope * first + constant >= 0
        case Call("binomial"):
            return _row(scope, part, index, local) is not None
        case Call(name):
            return name in _TOTAL
        case _:
            return False


def _counts(scope: Scope, exponent: Term, index: str, local: Local, first: int) -> bool:
    """True when an exponent is whole and not negative at each index from `first` on."""
    slope, constant = linear(scope, exponent, index, local)
    return slope.q == 1 and constant.q == 1 and slope >= 0 and slope * first + constant >= 0


def _single(scope: Scope, body: Term, index: str, local: Local, first: int, support: fmpq) -> Value:
    """The only term that may be other than 0; where it is not in the range, any other one."""
    place = int(support.p) if support.q == 1 and support >= first else first
    return scope.machine.rule(scope, body, {**local, index: place})
