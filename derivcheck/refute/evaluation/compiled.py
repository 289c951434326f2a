"""Terms as functions of a point: what a term comes to, made ready once and asked at many points.

One rule per kind of node makes the function of the whole from those of its parts; what the term alone
shows is seen once. Evaluation is strict: a part without a value leaves the whole without one, save for the
branches of `Cases` that are not selected and the values a guard excludes. Definitions are expanded, each
member once per scope; a derivative perturbs one symbol by a dual number of a new level in its own scope.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flint import fmpq

from derivcheck.refute.arithmetic.duals import (
    Dual,
    Value,
    add,
    as_index,
    div,
    map_value,
    mul,
    neg,
    raised,
    slope_along,
)  # fmt: skip
from derivcheck.refute.arithmetic.exact import exact_instead
from derivcheck.refute.arithmetic.exact_numbers import forgotten
from derivcheck.refute.arithmetic.lengths import between_values, written_length
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, rational, shortened
from derivcheck.refute.arithmetic.order import Loose, is_ambiguous, is_end_inside
from derivcheck.refute.arithmetic.point import Formula
from derivcheck.refute.arithmetic.scope import Local, Scope, is_infinite
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.integrals import integral
from derivcheck.refute.calculus.limits import limit
from derivcheck.refute.calculus.series import infinite_sum
from derivcheck.refute.evaluation.conditions import Asked, told
from derivcheck.refute.functions.constants import constant
from derivcheck.refute.functions.powers import general_power, is_whole, rational_power
from derivcheck.refute.functions.table import apply, require_settled
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Integral,
    Limit,
    Mul,
    Neg,
    Not,
    Nth,
    Num,
    Or,
    Partial,
    Pow,
    Rel,
    Sym,
    Term,
    atoms,
    free_names,
)  # fmt: skip

__all__ = ["Asked", "prepared", "truth_of", "value_of", "whole_of"]

_HIGHEST_ORDER = 8

_kept = lru_cache(maxsize=4096)  # what is asked for from outside is made ready once


@_kept
def prepared(term: Term) -> Asked[Value]:
    """The function that tells the value of `term`; equal terms share it."""
    return _value(term)


def value_of(scope: Scope, term: Term, local: Local) -> Value:
    """The value of `term` where `local` holds the bound names."""
    return prepared(term)(scope, local)


def truth_of(scope: Scope, condition: Term, local: Local) -> bool:
    """Whether `condition` holds; all its parts must have a truth value."""
    return _kept_truth(condition)(scope, local)


def whole_of(scope: Scope, term: Term, local: Local) -> int:
    """The whole number that `term` comes to."""
    return _kept_whole(term)(scope, local)


def _value(term: Term) -> Asked[Value]:
    return _RULES[type(term)](term)


def _whole(term: Term, made: Asked[Value] | None = None) -> Asked[int]:
    if type(term) is Num and term.value.denominator == 1:
        number = term.value.numerator
        return lambda _scope, _local: number
    value = made or _value(term)  # not made twice, for nesting would double it each time
    if type(term) is not Sym or term.indices:
        return lambda scope, local: as_index(value(scope, local))
    name = term.name

    def whole(scope: Scope, local: Local) -> int:
        found = local.get(name)
        if isinstance(found, int):
            return found
        size = scope.machine.point.sizes.get(name)
        return as_index(value(scope, local)) if size is None else size

    return whole


# -- one rule per kind of node ---------------------------------------------------------------


def _num(term: Num) -> Asked[Value]:
    value = rational(term.value)
    return lambda _scope, _local: value


def _const(term: Const) -> Asked[Value]:
    return lambda scope, _local: constant(term.name, principal=scope.machine.principal)


def _sym(term: Sym) -> Asked[Value]:
    name = term.name
    if term.indices:
        indices = [_whole(each) for each in term.indices]
        only = indices[0] if len(indices) == 1 else None

        def member(scope: Scope, local: Local) -> Value:
            key = name, ((only(scope, local),) if only else tuple([each(scope, local) for each in indices]))
            found = scope.memo.get(key)
            return scope.symbol(key) if found is None else found

        return member
    alone = name, ()

    def symbol(scope: Scope, local: Local) -> Value:
        found = local.get(name)
        if found is None:
            found = scope.memo.get(alone)
            return scope.symbol(alone) if found is None else found
        return fmpq(found) if isinstance(found, int) else found

    return symbol


def _neg(term: Neg) -> Asked[Value]:
    value = _value(term.arg)
    return lambda scope, local: neg(value(scope, local))


def _joined(join: Callable[[Value, Value], Value], empty: Value) -> Callable[[Add | Mul], Asked[Value]]:
    """The rule for a sum or product that is written out."""

    def rule(term: Add | Mul) -> Asked[Value]:
        if not term.args:
            return lambda _scope, _local: empty
        first, *rest = map(_value, term.args)

        def total(scope: Scope, local: Local) -> Value:
            value = first(scope, local)
            for part in rest:
                value = join(value, part(scope, local))
            return value

        return total

    return rule


def _div(term: Div) -> Asked[Value]:
    above, below = _value(term.num), _value(term.den)
    return lambda scope, local: div(above(scope, local), below(scope, local))


def _pow(term: Pow) -> Asked[Value]:
    """`e^x` is `exp(x)`; whole exponents multiply, rational ones take roots, others take a logarithm."""
    exponent, written = _value(term.exponent), term.exponent
    if type(term.base) is Const and term.base.name == "e":
        return lambda scope, local: apply("exp", (exponent(scope, local),), principal=scope.machine.principal)
    base, whole = _value(term.base), _whole(written, exponent)
    if type(written) is Num and written.value.denominator == 1:
        times = written.value.numerator
        return lambda scope, local: raised(base(scope, local), times)
    varies = any(isinstance(part, Sym) for part in atoms(written))

    def power(scope: Scope, local: Local) -> Value:
        below = base(scope, local)
        if is_whole(scope, written, local):
            return raised(below, whole(scope, local))
        above = exponent(scope, local)
        if isinstance(above, fmpq) and not varies:
            return rational_power(below, above, scope.machine.principal)
        return general_power(below, above, scope.machine.principal)

    return power


def _call(term: Call) -> Asked[Value]:
    name, primes, parts = term.name, term.primes, [_value(part) for part in term.args]
    only, varies = parts[0] if len(parts) == 1 else None, bool(free_names(term))

    def called(scope: Scope, local: Local) -> Value:
        arguments = (only(scope, local),) if only else tuple([part(scope, local) for part in parts])
        machine = scope.machine
        formula = machine.point.functions.get(name)
        definition = machine.context.definitions.get(name)
        if formula is None and definition is not None and definition.is_function:
            formula = Formula(name, definition.parameters, definition.body)
        if formula is not None:
            return _formula(scope, formula, arguments, primes)
        if name in machine.context.functions:
            raise Undecidable(f"no formula for {name}")
        if any(primes):
            raise Outside(f"a primed {name}")
        if varies and machine.principal:
            require_settled(name, arguments)
        try:
            return apply(name, arguments, principal=machine.principal)
        except Undecidable as unclear:
            exact = exact_instead(unclear, scope, term.args, local, arguments)
        return map_value(forgotten, apply(name, exact))

    return called


def _formula(scope: Scope, formula: Formula, arguments: tuple[Value, ...], primes: tuple[int, ...]) -> Value:
    """The function at its arguments, differentiated `primes[p]` times by its p-th argument."""
    if len(arguments) != len(formula.parameters):
        raise Undecidable(f"{len(arguments)} arguments for {formula.text}")
    local: dict[str, int | Value] = {**scope.machine.point.indices}
    local.update(zip(formula.parameters, arguments, strict=True))
    levels: list[int] = []
    _check_order(sum(primes))
    for name, times in zip(formula.parameters, primes, strict=False):
        for _ in range(times):
            levels.append(_vary_local(scope, local, name))
    return map_value(shortened, slope_along(value_of(scope, formula.body, local), levels))


def _vary_local(scope: Scope, local: dict[str, int | Value], name: str) -> int:
    value = local[name]
    if isinstance(value, int):
        raise Outside(f"a derivative with respect to the whole number {name}")
    level = scope.machine.next_level()
    local[name] = Dual(level, value, ONE)
    return level


def _check_order(order: int) -> None:
    if order > _HIGHEST_ORDER:
        raise Undecidable(f"a derivative of order {order}")


def _diff(term: Diff) -> Asked[Value]:
    body = _value(term.body)

    def slope(scope: Scope, local: Local) -> Value:
        _check_order(sum(times for _, times in term.variables))
        scope.machine.work()
        inner, bound = scope, dict(local)
        levels: list[int] = []
        for variable, times in term.variables:
            if not isinstance(variable, Sym):
                raise Outside("a derivative with respect to an expression")
            index = tuple([whole_of(scope, each, local) for each in variable.indices])
            for _ in range(times):
                if not index and variable.name in bound:
                    level = _vary_local(scope, bound, variable.name)
                else:
                    inner, level = inner.perturbed(variable.name, index)
                levels.append(level)
        return slope_along(body(inner, bound), levels)

    return slope


def _nth(term: Nth) -> Asked[Value]:
    order = _whole(term.order)

    def slope(scope: Scope, local: Local) -> Value:
        times = order(scope, local)
        if times < 0:
            raise Undefined("a derivative of negative order")
        _check_order(times)
        return value_of(scope, Diff(term.body, ((term.by, times),)) if times else term.body, local)

    return slope


def _partial(term: Partial) -> Asked[Value]:
    def slope(scope: Scope, local: Local) -> Value:
        found = scope.machine.separated(term, frozenset(local), frozenset(scope.free))
        return value_of(scope, found.derivative, {**local, found.variable: value_of(scope, found.at, local)})

    return slope


def _big(term: Big) -> Asked[Value]:
    """A sum or product; one that stands inside another is computed once per value of its names."""
    names, loop = sorted(free_names(term)), _loop(term)

    def total(scope: Scope, local: Local) -> Value:
        bound = [local.get(name) for name in names]
        for value in bound:
            if value is not None and type(value) is not int:
                return loop(scope, local)
        key = (term, *bound)
        known = scope.memo.get(key)
        if known is None:
            known = scope.memo[key] = loop(scope, local)
        return known

    return total


def _loop(term: Big) -> Asked[Value]:
    if is_infinite(term.upper) or term.lower == Neg(Const("oo")):
        return _as_written(infinite_sum)(term)
    first, last, body, index = _whole(term.lower), _whole(term.upper), _value(term.body), term.index
    guard = None if term.guard is None else _truth(term.guard)
    join, empty = (add, ZERO) if term.op == "sum" else (mul, ONE)
    start = None if written_length(term) is None else _value(term.lower)
    ends_another = is_end_inside(term)

    def loop(scope: Scope, local: Local) -> Value:
        begin = ZERO if start is None else start(scope, local)
        if not isinstance(begin, fmpq) or begin.q != 1:
            return between_values(scope, local, term, begin, body, join, empty)
        lower, upper = first(scope, local), last(scope, local)
        if upper < lower - 1 and is_ambiguous(scope.machine.context, term, local):
            raise Undecidable("a range whose ends are out of order")
        loose = ends_another and is_ambiguous(scope.machine.context, term, local)
        scope.machine.spend(max(0, upper - lower + 1))
        inner, work = dict(local), scope.machine.work
        total: Value | None = None
        for place in range(lower, upper + 1):
            work()
            inner[index] = Loose(place) if loose else place
            if guard is None or guard(scope, inner):
                value = body(scope, inner)
                total = value if total is None else join(total, value)
        return empty if total is None else total

    return loop


def _cases(term: Cases) -> Asked[Value]:
    branches = [(_truth(condition), _value(value)) for value, condition in term.branches]
    otherwise = None if term.otherwise is None else _value(term.otherwise)

    def chosen(scope: Scope, local: Local) -> Value:
        for holds, value in branches:
            if holds(scope, local):
                return value(scope, local)
        if otherwise is None:
            raise Undefined("no case applies")
        return otherwise(scope, local)

    return chosen


def _bracket(term: Bracket) -> Asked[Value]:
    holds = _truth(term.condition)
    return lambda scope, local: ONE if holds(scope, local) else ZERO


def _as_written(rule: Callable[[Scope, Any, Local], Value]) -> Callable[[Any], Asked[Value]]:
    """The rule of a node of which nothing is made ready."""
    return lambda term: lambda scope, local: rule(scope, term, local)


def _no_rule(_scope: Scope, term: Term, _local: Local) -> Value:
    raise Outside(type(term).__name__.lower())


_RULES: dict[type, Callable[[Any], Asked[Value]]] = {
    Num: _num, Const: _const, Sym: _sym, Neg: _neg, Add: _joined(add, ZERO), Mul: _joined(mul, ONE),
    Div: _div, Pow: _pow, Call: _call, Big: _big, Diff: _diff, Nth: _nth, Partial: _partial, Cases: _cases,
    Bracket: _bracket, Integral: _as_written(integral), Limit: _as_written(limit),
    **dict.fromkeys((Rel, And, Or, Not), _as_written(_no_rule)),
}  # fmt: skip


def _truth(condition: Term) -> Asked[bool]:
    return told(condition, _value)


_kept_truth, _kept_whole = _kept(_truth), _kept(_whole)
