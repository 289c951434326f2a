"""What a term comes to at a concrete point.

One rule per kind of node. Evaluation is strict: a part without a value leaves the whole without
one, save for the branches of `Cases` that are not selected and the values a guard excludes. Sums
and products are loops; definitions are expanded, each member once per scope; a derivative
perturbs one symbol (one member of a family, one defined quantity) by a dual number of a new level
and evaluates its body in a scope of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from flint import acb, arb, fmpq

from derivcheck.frozen import NOTHING
from derivcheck.model import Context
from derivcheck.refute.arithmetic.duals import (
    Dual,
    Value,
    add,
    compares,
    div,
    mul,
    neg,
    plain,
    raised,
    slope_at,
)  # fmt: skip
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, rational, working
from derivcheck.refute.arithmetic.order import is_ambiguous
from derivcheck.refute.arithmetic.point import Formula, Point
from derivcheck.refute.arithmetic.scope import Local, Machine, Scope, is_infinite
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.integrals import integral
from derivcheck.refute.calculus.limits import limit
from derivcheck.refute.calculus.series import infinite_sum
from derivcheck.refute.functions.powers import general_power, is_whole, rational_power
from derivcheck.refute.functions.table import apply
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
    Num,
    Or,
    Pow,
    Rel,
    Sym,
    Term,
    atoms,
    free_names,
    walk,
)  # fmt: skip

__all__ = ["Evaluation", "evaluate", "holds"]

_HIGHEST_ORDER = 8


def evaluate(term: Term, point: Point, context: Context, precision: int = 64) -> Number:
    """The value of `term` at `point`: an exact rational, or a ball that certainly holds it.

    Raises:
        Undefined: `term` certainly has no value there.
        Undecidable: it cannot be told at this precision, or (`Outside`) there is no rule.

    """
    with working(precision):
        return Evaluation(point, context, _principal(point, term)).number(term)


def holds(condition: Term, point: Point, context: Context, precision: int = 64) -> bool:
    """Whether `condition` certainly holds (True) or certainly fails (False) at `point`.

    Raises:
        Undefined: a side has no value there.
        Undecidable: it cannot be told at this precision.

    """
    with working(precision):
        return Evaluation(point, context, _principal(point, condition)).truth(condition)


class Evaluation:
    """The evaluator at one point, at the working precision of the moment; shares work between terms.

    With `principal` a real function may have the complex value of its principal branch.
    """

    def __init__(self, point: Point, context: Context, principal: bool = False) -> None:
        self._root = Machine(point, context, value_of, principal).root
        self._indices = point.indices
        self._numbers: dict[Term, Number] = {}

    def begin(self) -> None:
        """From here on as much work may be done as at the beginning."""
        self._root.machine.begin()

    def number(self, term: Term, bound: Mapping[str, int] = NOTHING) -> Number:
        """The value of `term`, which may mention bound indices that have these values."""
        try:
            if bound:
                return plain(value_of(self._root, term, {**self._indices, **bound}))
            found = self._numbers.get(term)
            if found is None:
                found = self._numbers[term] = plain(value_of(self._root, term, self._indices))
        except RecursionError:
            raise Undecidable("nested too deeply") from None
        return found

    def truth(self, condition: Term, bound: Mapping[str, int] = NOTHING) -> bool:
        """Whether `condition` holds."""
        try:
            return truth_of(self._root, condition, {**self._indices, **bound} if bound else self._indices)
        except RecursionError:
            raise Undecidable("nested too deeply") from None

    def whole(self, term: Term, bound: Mapping[str, int] = NOTHING) -> int:
        """The whole number that `term`, an index or the bound of a range, comes to."""
        return whole_of(self._root, term, {**self._indices, **bound} if bound else self._indices)


def _principal(point: Point, term: Term) -> bool:
    """Whether principal branches are meant: a value is complex, or `I` is written."""
    for value in point.values.values():
        each = next(iter(value.values()), None) if isinstance(value, Mapping) else value
        if isinstance(each, acb):
            return True
    return any(part == Const("I") for part in walk(term))


def value_of(scope: Scope, term: Term, local: Local) -> Value:
    """The value of `term` where `local` holds the bound names."""
    return _RULES[type(term)](scope, term, local)


def whole_of(scope: Scope, term: Term, local: Local) -> int:
    """The whole number that `term` comes to."""
    if type(term) is Sym and not term.indices:
        found = local.get(term.name)
        if type(found) is int:
            return found
        size = scope.machine.point.sizes.get(term.name)
        if size is not None:
            return size
    elif type(term) is Num and term.value.denominator == 1:
        return term.value.numerator
    number = plain(value_of(scope, term, local))
    if not isinstance(number, fmpq):
        raise Undecidable("an index that is not an exact number")
    if number.q != 1:
        raise Undefined("an index that is not whole")
    return int(number.p)


# -- one rule per kind of node ---------------------------------------------------------------


@lru_cache(maxsize=2048)
def _exact(term: Num) -> fmpq:
    return rational(term.value)


def _num(_scope: Scope, term: Num, _local: Local) -> Value:
    return _exact(term)


def _const(scope: Scope, term: Const, _local: Local) -> Value:
    match term.name:
        case "pi":
            return arb.pi()
        case "e":
            return arb(1).exp()
        case "EulerGamma":
            return arb.const_euler()
        case "Catalan":
            return arb.const_catalan()
        case "I" if scope.machine.principal:
            return acb(0, 1)
        case name:
            raise Outside(name)


def _sym(scope: Scope, term: Sym, local: Local) -> Value:
    if not term.indices:
        found = local.get(term.name)
        if found is not None:
            return fmpq(found) if isinstance(found, int) else found
        return scope.symbol(term.name, ())
    indices = term.indices
    if len(indices) == 1:
        return scope.symbol(term.name, (whole_of(scope, indices[0], local),))
    return scope.symbol(term.name, tuple([whole_of(scope, each, local) for each in indices]))


def _neg(scope: Scope, term: Neg, local: Local) -> Value:
    return neg(value_of(scope, term.arg, local))


def _add(scope: Scope, term: Add, local: Local) -> Value:
    total: Value | None = None
    for part in term.args:
        value = _RULES[type(part)](scope, part, local)
        total = value if total is None else add(total, value)
    return ZERO if total is None else total


def _mul(scope: Scope, term: Mul, local: Local) -> Value:
    total: Value | None = None
    for part in term.args:
        value = _RULES[type(part)](scope, part, local)
        total = value if total is None else mul(total, value)
    return ONE if total is None else total


def _div(scope: Scope, term: Div, local: Local) -> Value:
    return div(value_of(scope, term.num, local), value_of(scope, term.den, local))


def _pow(scope: Scope, term: Pow, local: Local) -> Value:
    """`e^x` is `exp(x)`; whole exponents multiply, rational ones take roots, others need `base > 0`."""
    principal = scope.machine.principal
    if type(term.base) is Const and term.base.name == "e":
        return apply("exp", (value_of(scope, term.exponent, local),), principal=principal)
    base = value_of(scope, term.base, local)
    if is_whole(scope, term.exponent, local):
        return raised(base, whole_of(scope, term.exponent, local))
    exponent = value_of(scope, term.exponent, local)
    if isinstance(exponent, fmpq) and not _mentions_symbols(term.exponent):
        return rational_power(base, exponent, principal)
    return general_power(base, exponent, principal)


def _mentions_symbols(term: Term) -> bool:
    return any(isinstance(part, Sym) for part in atoms(term))


def _call(scope: Scope, term: Call, local: Local) -> Value:
    arguments = tuple([value_of(scope, part, local) for part in term.args])
    machine = scope.machine
    formula = machine.point.functions.get(term.name)
    if formula is not None:
        return _formula(scope, formula, arguments, term.primes)
    definition = machine.context.definitions.get(term.name)
    if definition is not None and definition.is_function:
        made = Formula(term.name, definition.parameters, definition.body)
        return _formula(scope, made, arguments, term.primes)
    if term.name in machine.context.functions:
        raise Undecidable(f"no formula for {term.name}")
    if any(term.primes):
        raise Outside(f"a primed {term.name}")
    return apply(term.name, arguments, principal=machine.principal)


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
    return _slope(value_of(scope, formula.body, local), levels)


def _vary_local(scope: Scope, local: dict[str, int | Value], name: str) -> int:
    value = local[name]
    if isinstance(value, int):
        raise Outside(f"a derivative with respect to the whole number {name}")
    level = scope.machine.next_level()
    local[name] = Dual(level, value, ONE)
    return level


def _slope(value: Value, levels: list[int]) -> Value:
    for level in reversed(levels):
        value = slope_at(value, level)
    return value


def _check_order(order: int) -> None:
    if order > _HIGHEST_ORDER:
        raise Undecidable(f"a derivative of order {order}")


def _diff(scope: Scope, term: Diff, local: Local) -> Value:
    _check_order(sum(times for _, times in term.variables))
    scope.machine.work()
    inner, bound = scope, dict(local)
    levels: list[int] = []
    for variable, times in term.variables:
        if not isinstance(variable, Sym):
            raise Outside("a derivative with respect to an expression")
        index = tuple(whole_of(scope, each, local) for each in variable.indices)
        for _ in range(times):
            if not index and variable.name in bound:
                level = _vary_local(scope, bound, variable.name)
            else:
                inner, level = inner.perturbed(variable.name, index)
            levels.append(level)
    return _slope(value_of(inner, term.body, bound), levels)


@lru_cache(maxsize=2048)
def _names(term: Term) -> tuple[str, ...]:
    return tuple(sorted(free_names(term)))


def _big(scope: Scope, term: Big, local: Local) -> Value:
    """A sum or product; one that stands inside another is computed once per value of its names."""
    bound = [local.get(name) for name in _names(term)]
    for value in bound:
        if value is not None and type(value) is not int:
            return _loop(scope, term, local)
    key = (term, *bound)
    known = scope.memo.get(key)
    if known is None:
        known = scope.memo[key] = _loop(scope, term, local)
    return known


def _loop(scope: Scope, term: Big, local: Local) -> Value:
    if is_infinite(term.upper):
        return infinite_sum(scope, term, local)
    lower, upper = whole_of(scope, term.lower, local), whole_of(scope, term.upper, local)
    if upper < lower - 1 and is_ambiguous(scope.machine.context, term):
        raise Undecidable("a range whose ends are out of order")
    scope.machine.spend(max(0, upper - lower + 1))
    join, empty = (add, ZERO) if term.op == "sum" else (mul, ONE)
    index, guard, body, inner = term.index, term.guard, term.body, dict(local)
    rule = _RULES[type(body)]
    total: Value | None = None
    work = scope.machine.work
    for place in range(lower, upper + 1):
        work()
        inner[index] = place
        if guard is None or truth_of(scope, guard, inner):
            value = rule(scope, body, inner)
            total = value if total is None else join(total, value)
    return empty if total is None else total


def _cases(scope: Scope, term: Cases, local: Local) -> Value:
    for value, condition in term.branches:
        if truth_of(scope, condition, local):
            return value_of(scope, value, local)
    if term.otherwise is None:
        raise Undefined("no case applies")
    return value_of(scope, term.otherwise, local)


def _bracket(scope: Scope, term: Bracket, local: Local) -> Value:
    return ONE if truth_of(scope, term.condition, local) else ZERO


def _no_rule(_scope: Scope, term: Term, _local: Local) -> Value:
    raise Outside(type(term).__name__.lower())


_RULES: dict[type, Callable[[Scope, Any, Local], Value]] = {
    Num: _num, Const: _const, Sym: _sym, Neg: _neg, Add: _add, Mul: _mul, Div: _div, Pow: _pow,
    Call: _call, Big: _big, Diff: _diff, Cases: _cases, Bracket: _bracket, Integral: integral,
    Limit: limit, Rel: _no_rule, And: _no_rule, Or: _no_rule, Not: _no_rule,
}  # fmt: skip


def truth_of(scope: Scope, condition: Term, local: Local) -> bool:
    """Whether `condition` holds; all its parts must have a truth value."""
    match condition:
        case Rel(op=op, left=left, right=right):
            return compares(op, value_of(scope, left, local), value_of(scope, right, local))
        case And(args=args):
            return _each_truth(scope, args, local).count(False) == 0
        case Or(args=args):
            return _each_truth(scope, args, local).count(True) > 0
        case Not(arg=arg):
            return not truth_of(scope, arg, local)
        case _:
            raise Outside(f"{type(condition).__name__.lower()} as a condition")


def _each_truth(scope: Scope, conditions: tuple[Term, ...], local: Local) -> list[bool]:
    return [truth_of(scope, condition, local) for condition in conditions]
