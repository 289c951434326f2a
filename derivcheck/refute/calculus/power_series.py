"""Derivatives of power series, term by term.

`sum c_k b^(p k + r)` with whole `p` and `r` has inside of its circle of convergence the derivative
`sum (p k + r) c_k b^(p k + r - 1)` by `b` (Abel). A point lies inside if the series converges at another one
that is farther from 0 (nearer, if `p` is negative). `exp(k u)` is a power of `exp(u)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flint import fmpq

from derivcheck.frozen import replace
from derivcheck.refute.arithmetic.duals import Dual, Value, mul, plain
from derivcheck.refute.arithmetic.numbers import is_zero
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.ratios import free_factors, linear
from derivcheck.terms import Big, Call, Div, Mul, Pow, Sym, Term, free_names, integer

__all__ = ["varied_power_series"]

#: How much farther from 0 the other point lies.
_FARTHER = fmpq(1025, 1024)


def varied_power_series(
    scope: Scope, term: Big, local: Local, value_of: Callable[[Big, Local], Value]
) -> Value | None:
    """The value with its derivative where the base of one power is varied; None where none is.

    Raises:
        Outside: the point may lie on the circle of convergence.

    """
    powers = [each for each in _powers(term.body, term.index, 1) if _is_varied(scope, each[0], local)]
    if not powers:
        return None
    if len(powers) > 1:
        raise Outside("the derivative of an infinite sum")
    ((power, sign),) = powers
    base, exponent = power
    value = scope.machine.rule(scope, base, local)
    assert isinstance(value, Dual)
    slope, constant = linear(scope, exponent, term.index, local)
    if slope.q != 1 or constant.q != 1 or is_zero(plain(value)):
        raise Outside("the derivative of an infinite sum")
    variable = Sym(f"base {value.level}")
    series = replace(term, body=_with_base(term.body, term.index, power, variable))
    rate = replace(series, body=Div(Mul((integer(sign), exponent, series.body)), variable))
    beyond = plain(value) * (_FARTHER if slope * sign > 0 else 1 / _FARTHER)
    value_of(series, {**local, variable.name: beyond})  # which converges
    inside = {**local, variable.name: value.value}
    return Dual(value.level, value_of(series, inside), mul(value_of(rate, inside), value.slope))


#: The base and the exponent of a power.
_Power = tuple[Term, Term]


def _powers(term: Term, index: str, sign: int) -> Iterator[tuple[_Power, int]]:
    """The powers among the factors whose exponents hang on the index, and -1 for what divides."""
    match term:
        case Mul(args):
            for arg in args:
                yield from _powers(arg, index, sign)
        case Div(above, below):
            yield from _powers(above, index, sign)
            yield from _powers(below, index, -sign)
        case _:
            found = _as_power(term, index)
            if found is not None:
                yield found, sign


def _as_power(term: Term, index: str) -> _Power | None:
    match term:
        case Pow(base, exponent) if index in free_names(exponent) - free_names(base):
            return base, exponent
        case Call("exp", (arg,)) if index in free_names(arg):
            fixed: list[Term] = []
            outside, inside = free_factors(arg, index)
            while outside is not None:
                fixed.append(outside)
                outside, inside = free_factors(inside, index)
            return (Call("exp", (Mul(tuple(fixed)),)), inside) if fixed else None
    return None


def _is_varied(scope: Scope, power: _Power, local: Local) -> bool:
    return isinstance(scope.machine.rule(scope, power[0], local), Dual)


def _with_base(term: Term, index: str, power: _Power, variable: Sym) -> Term:
    """The term with the variable in the place of the base of that power among the factors."""
    match term:
        case Mul(args):
            return Mul(tuple([_with_base(arg, index, power, variable) for arg in args]))
        case Div(above, below):
            return Div(*(_with_base(part, index, power, variable) for part in (above, below)))
    return Pow(variable, power[1]) if _as_power(term, index) == power else term
