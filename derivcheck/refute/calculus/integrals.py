"""Definite integrals at a point, with certified enclosures.

An integral has a value when its integrand is defined and continuous inside the range; that is checked first
(`derivcheck.refute.calculus.domains`), and where it cannot be told the integral is `Undecidable`: it may
diverge. Towards an end at which the integrand has no value, and towards infinity, the integral is cut where
what is left is small, which the growth of the integrand shows (`derivcheck.refute.calculus.rates`). The
enclosure is that of python-flint's `acb.integral`, which needs the integrand on complex balls and must be
told when it is not analytic there: the integrand is then evaluated with a derivative, which does not exist
on a branch cut.

Among complex numbers the ends are real, and the integral is that of the real part of the integrand and that
of its imaginary part (`derivcheck.refute.calculus.parts`).

A derivative by a parameter goes under the integral, and by a bound it is the integrand there (Leibniz).
Source: Johansson, Numerical integration in arbitrary-precision ball arithmetic (2018).
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache, partial

from flint import acb, arb, ctx, fmpq

from derivcheck.definitions import applied
from derivcheck.frozen import replace
from derivcheck.refute.arithmetic.duals import Dual, Value, add, mul, neg, plain
from derivcheck.refute.arithmetic.exact import exactly
from derivcheck.refute.arithmetic.numbers import ONE, ZERO
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.refute.calculus.direct import Direct, direct
from derivcheck.refute.calculus.directions import direction
from derivcheck.refute.calculus.exchanged_sums import integral_of_sums
from derivcheck.refute.calculus.integrand import MOST_NESTED, Integrand, value_at
from derivcheck.refute.calculus.logarithmic import has_logarithmic_exponent, over_logarithm
from derivcheck.refute.calculus.parts import Parts, Variable
from derivcheck.refute.calculus.paths import Path
from derivcheck.refute.calculus.quadrature import quadrature
from derivcheck.refute.calculus.written_out import polynomials_written_out
from derivcheck.refute.functions.powers import is_whole
from derivcheck.terms import (
    Add,
    Call,
    Const,
    Div,
    Integral,
    Mul,
    Neg,
    Num,
    Pow,
    Term,
    free_names,
    integer,
    map_children,
    substitute,
    walk,
)

__all__ = ["integral"]


def integral(scope: Scope, term: Integral, local: Local) -> Value:
    """The value of a definite integral.

    Raises:
        Undefined: the integrand certainly has no value inside the range.
        Undecidable: it may have none somewhere, or the integral may diverge.

    """
    if term.lower is None or term.upper is None:
        raise Outside("an indefinite integral")
    scope.machine.work()
    local = {name: local[name] for name in free_names(term) if name in local}
    if any(type(value) is not int for value in local.values()):
        return _computed(scope, term, local)
    key = (term, ctx.prec, *sorted(local.items()))  # one inside another does not vary with it
    known = scope.memo.get(key)
    if known is None:
        known = scope.memo[key] = _computed(scope, term, local)
    return known


def _computed(scope: Scope, term: Integral, local: Local) -> Value:
    by_terms = integral_of_sums(scope, term, local)
    if by_terms is not None:
        return by_terms
    term = replace(term, body=polynomials_written_out(scope, term.body, term.variable, local))
    if not scope.machine.principal:
        return _off_axis(scope, term, local) if _is_off_axis(local) else _real(scope, term, local)
    parts = _parts(scope, term, local)
    real = _real(scope, replace(term, body=parts.real), local)
    if parts.is_real:
        return real
    return add(real, mul(acb(0, 1), _real(scope, replace(term, body=parts.imaginary), local)))


def _parts(scope: Scope, term: Integral, local: Local) -> Parts:
    """The real and the imaginary part of the integrand at the point."""
    machine = scope.machine

    def is_real(part: Term) -> bool:
        return not isinstance(plain(machine.rule(scope, part, local)), acb)

    ends = tuple(end for end in (term.lower, term.upper) if end is not None)
    is_right = all(_is_nonnegative(scope, end, local) for end in ends)

    def is_nonnegative(part: Term) -> bool:
        way = direction(part, term.variable) if is_right else None
        at_ends = (
            substitute(part, {term.variable: end}) for end in ends if not (way == 1 and _infinite(end))
        )
        return way is not None and all(_is_nonnegative(scope, each, local) for each in at_ends)

    variable = Variable(term.variable, is_nonnegative, is_real, machine.context.functions)
    return variable.parts(applied(term.body, machine.context, term.variable))


def _is_nonnegative(scope: Scope, end: Term, local: Local) -> bool:
    """Whether an end, or a value at one, is real and not negative."""
    if side := _infinite(end):
        return side > 0
    if Const("oo") in walk(end):
        return False
    value = plain(scope.machine.rule(scope, end, local))
    return not isinstance(value, acb) and bool(value >= 0)


def _real(scope: Scope, term: Integral, local: Local) -> Value:
    """The integral of what is real wherever the variable is, over that or over its logarithm."""
    body = applied(term.body, scope.machine.context, term.variable)
    if _has_open_exponents(body, term.variable):
        body = _with_whole_exponents(scope, body, term.variable, local)
    term = term if body is term.body else replace(term, body=body)
    other = over_logarithm(term)
    if other is None:
        return _as_it_stands(scope, term, local)
    first, second = (other, term) if has_logarithmic_exponent(term) else (term, other)
    try:
        return _as_it_stands(scope, first, local)
    except Undecidable as doubt:
        with suppress(Undecidable):
            return _as_it_stands(scope, second, local)
        raise doubt


@lru_cache(maxsize=256)
def _has_open_exponents(term: Term, name: str) -> bool:
    """Whether some exponents beside the variable may come to whole numbers at one point or another."""
    powers = [part for part in walk(term) if isinstance(part, Pow) and not isinstance(part.exponent, Num)]
    return any(name in free_names(part.base) and name not in free_names(part.exponent) for part in powers)


def _with_whole_exponents(scope: Scope, term: Term, name: str, local: Local) -> Term:
    """`term` with the values of exponents that are whole numbers, beside which a base may have any sign."""
    if not isinstance(term, Neg | Add | Mul | Div | Pow | Call):
        return term
    term = map_children(lambda part: _with_whole_exponents(scope, part, name, local), term)
    if not isinstance(term, Pow) or isinstance(term.exponent, Num) or name in free_names(term.exponent):
        return term
    if name not in free_names(term.base) or not is_whole(scope, term.exponent, local):
        return term
    value = plain(scope.machine.rule(scope, term.exponent, local))
    if type(value) is not fmpq:
        return term
    exponent = integer(abs(int(value)))
    return Pow(term.base, exponent if value >= 0 else Neg(exponent))


def _as_it_stands(scope: Scope, term: Integral, local: Local) -> Value:
    assert term.lower is not None
    assert term.upper is not None
    whole = Integrand(scope, term.body, term.variable, local)
    lower, upper = _infinite(term.lower), _infinite(term.upper)
    if lower and upper:
        if lower == upper:
            raise Outside("an integral from infinity to itself")
        both = add(whole.to_infinity(ZERO), whole.turned().to_infinity(ZERO))
        return both if upper > 0 else neg(both)
    low = None if lower else _end(scope, term.lower, local)
    high = None if upper else _end(scope, term.upper, local)
    if low is not None and high is not None:
        return whole.between(low, high)
    # From a finite end to infinity, either of them perhaps the other way round.
    end, side = (low, upper) if low is not None else (high, lower)
    assert end is not None
    half = whole if side > 0 else whole.turned()
    total = half.to_infinity(end if side > 0 else neg(end))
    return total if (low is None) == (side < 0) else neg(total)


def _end(scope: Scope, term: Term, local: Local) -> Value:
    """The value of an end, which knows what it is where that matters for what vanishes there."""
    value = scope.machine.rule(scope, term, local)
    return value if isinstance(value, Dual) else exactly(scope, term, local, value)


def _infinite(term: Term) -> int:
    """1 or -1 for infinity and minus infinity, 0 for a number."""
    if isinstance(term, Neg):
        return -_infinite(term.arg)
    return 1 if term == Const("oo") else 0


def _is_off_axis(local: Local) -> bool:
    return any(isinstance(plain(value), acb) for value in local.values() if not isinstance(value, int))


def _off_axis(scope: Scope, term: Integral, local: Local) -> Value:
    """An integral inside another, while the outer variable takes complex values, along a straight path.

    The integrand is evaluated with a derivative by either variable. These do not exist on a branch cut, nor
    is a quotient finite where it divides by what may be 0; so where a value is found it is smooth.
    """
    assert term.lower is not None
    assert term.upper is not None
    if _infinite(term.lower) or _infinite(term.upper):
        raise Outside("an integral over an improper integral")
    found = _directly(scope, term, local)
    if found is not None:
        return found
    lifted, levels = dict(local), list[int]()
    for name, value in local.items():
        if isinstance(value, acb):
            levels.append(scope.machine.next_level())
            lifted[name] = Dual(levels[-1], value, ONE)
    low, high = (scope.machine.rule(scope, end, lifted) for end in (term.lower, term.upper))
    path = Path(scope, term.body, term.variable, lifted)
    found = path.along(low, high)
    for level in reversed(levels):
        found = value_at(found, level)
    return found


def _directly(scope: Scope, term: Integral, local: Local) -> Value | None:
    """The same where integrand and ends are functions whose shape shows where they have derivatives."""
    outer: dict[str, Direct] = {}
    for name, value in local.items():
        if isinstance(value, Dual):
            return None
        if isinstance(value, acb):
            outer[name] = partial(_always, value)
    assert term.lower is not None
    assert term.upper is not None
    ends = [direct(scope, end, outer, local) for end in (term.lower, term.upper)]
    if ends[0] is None or ends[1] is None:
        return None
    low, high = (end(acb(0), True) for end in ends if end is not None)
    body = direct(scope, term.body, {**outer, term.variable: lambda z, smooth: low + (high - low) * z}, local)
    if body is None:
        return None
    found = quadrature(lambda z, smooth: body(z, True), arb(0), arb(1), 5 * ctx.prec // 8, MOST_NESTED)
    return found * (high - low)


def _always(value: acb, _z: acb, _smooth: bool) -> acb:
    return value
