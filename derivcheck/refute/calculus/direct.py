"""An integrand as a plain function of one complex number, for quadrature.

Quadrature asks for an integrand at dozens of balls, as often in whole balls around a part of the range as at
its nodes. An integrand made of powers and analytic functions needs little of what evaluation at a point can
do: what does not vary is a number, computed once, names are not looked up, no derivative is carried. That it
has a complex derivative in a ball shows in its shape: sums, products and quotients of analytic functions
have one wherever they have a finite value, and a function with a branch cut wherever its argument is off
the cut. What else stands in the integrand is left to evaluation in full.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import reduce
from operator import add, mul

from flint import acb, fmpq

from derivcheck.refute.arithmetic.branches import along_axis, anywhere, nonzero, off_cut
from derivcheck.refute.arithmetic.duals import Dual, plain
from derivcheck.refute.arithmetic.numbers import is_zero, root_power
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.functions.elementary import ROWS
from derivcheck.refute.functions.powers import is_whole
from derivcheck.refute.functions.table import FUNCTIONS
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Pow, Sym, Term, free_names

__all__ = ["Direct", "by_mean_value", "direct", "variable"]

#: The value at a ball; with True, only where there is a complex derivative in all of the ball. Where there is
#: none the value is not finite, or `Undecidable` or `Undefined` is raised.
Direct = Callable[[acb, bool], acb]

#: Quotients of entire functions.
_MEROMORPHIC = frozenset({"tan", "cot", "sec", "csc", "tanh", "coth", "sech", "csch"})


def variable(z: acb, _smooth: bool) -> acb:
    """The number itself."""
    return z


def by_mean_value(value: Direct, slope: Direct) -> Direct:
    """A function by its value at the middle of a ball and its derivative in it, where that is finite.

    It lies in `g(m) + g'(Z)*(z - m)`, which is far narrower than what the parts of it come to where they
    nearly cancel; so where it has a complex derivative in all of the ball, which the slope does not show.
    """

    def near(z: acb, smooth: bool) -> acb:
        middle = z.mid()
        with suppress(Undecidable, Undefined):
            whole = value(z, True)
            found = value(middle, False) + slope(z, True) * (z - middle)
            if whole.is_finite() and found.is_finite():
                return found
        return value(z, smooth)

    return near


def direct(scope: Scope, term: Term, names: Mapping[str, Direct], local: Local) -> Direct | None:
    """`term` as a function of one number, of which some names are functions, at the working precision.

    None where this cannot be done. That the term has a value at all real numbers in question, and depends on
    the number by what is written in it alone, must be known.
    """
    if names.keys().isdisjoint(free_names(term)):
        return _constant(scope, term, local)
    match term:
        case Sym(name, ()):
            return names[name]
        case Neg(arg):
            inside = direct(scope, arg, names, local)
            return None if inside is None else lambda z, smooth: -inside(z, smooth)
        case Add(args):
            return _joined(add, scope, args, names, local)
        case Mul(args):
            return _joined(mul, scope, args, names, local)
        case Div(above, below):
            over, under = direct(scope, above, names, local), direct(scope, below, names, local)
            if over is None or under is None:
                return None
            return lambda z, smooth: over(z, smooth) / under(z, smooth)
        case Pow(Const("e"), exponent):
            return direct(scope, Call("exp", (exponent,)), names, local)
        case Pow():
            return _power(scope, term, names, local)
        case Call():
            return _called(scope, term, names, local)
        case _:
            return None


def _constant(scope: Scope, term: Term, local: Local) -> Direct | None:
    value = scope.machine.rule(scope, term, local)
    if isinstance(value, Dual):
        return None
    number = acb(value)
    return lambda _z, _smooth: number


def _joined(
    join: Callable[[acb, acb], acb],
    scope: Scope,
    terms: tuple[Term, ...],
    names: Mapping[str, Direct],
    local: Local,
) -> Direct | None:
    parts = [direct(scope, term, names, local) for term in terms]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if len(known) == 2:
        first, second = known
        return lambda z, smooth: join(first(z, smooth), second(z, smooth))
    return lambda z, smooth: reduce(join, [part(z, smooth) for part in known])


def _power(scope: Scope, term: Pow, names: Mapping[str, Direct], local: Local) -> Direct | None:
    """By the meaning of the exponent, as in `derivcheck.refute.functions.powers`."""
    base, exponent = term.base, term.exponent
    whole = is_whole(scope, exponent, local)
    varies = not names.keys().isdisjoint(free_names(exponent))
    if varies or (free_names(exponent) and not whole):
        fixed = names.keys().isdisjoint(free_names(base))
        if fixed and is_zero(plain(scope.machine.rule(scope, base, local))):
            return None  # 0 has no logarithm, and powers all the same
        return direct(scope, Call("exp", (Mul((exponent, Call("log", (base,)))),)), names, local)
    inside, power = direct(scope, base, names, local), scope.machine.rule(scope, exponent, local)
    if inside is None or not isinstance(power, fmpq):
        return None
    return _to_whole(inside, int(power.p)) if power.q == 1 else _rooted(inside, power)


def _to_whole(base: Direct, exponent: int) -> Direct:
    return lambda z, smooth: base(z, smooth) ** exponent


def _rooted(base: Direct, exponent: fmpq) -> Direct:
    whole = int(exponent.p) if exponent.q == 2 else None

    def power(z: acb, smooth: bool) -> acb:
        below = base(z, smooth)
        if smooth:
            off_cut(below, along_axis)
        if whole is None or below.contains(0):
            return acb(root_power(below, exponent))
        return below.sqrt() ** whole

    return power


def _called(scope: Scope, term: Call, names: Mapping[str, Direct], local: Local) -> Direct | None:
    """A function of the table, or one of one variable for which the point has a formula."""
    machine = scope.machine
    if len(term.args) != 1 or any(term.primes):
        return None
    inside = direct(scope, term.args[0], names, local)
    if inside is None:
        return None
    formula = machine.point.functions.get(term.name)
    if formula is not None:
        return direct(scope, formula.body, {formula.parameters[0]: inside}, machine.point.indices)
    if term.name in machine.context.definitions or term.name in machine.context.functions:
        return None
    return _of_table(term.name, inside)


def _of_table(name: str, inside: Direct) -> Direct | None:
    if name in _MEROMORPHIC:
        function = FUNCTIONS[name]
        return lambda z, smooth: acb(plain(function(inside(z, smooth))))
    row = ROWS.get(name)
    if row is None:
        return None
    principal, plane, cut = row.principal, row.plane, row.cut
    # Functions without a value at 0 alone come to nothing finite at balls about it.
    everywhere = plane is anywhere or plane is nonzero
    if everywhere and cut is None:
        return lambda z, smooth: principal(inside(z, smooth))

    def called(z: acb, smooth: bool) -> acb:
        x = inside(z, smooth)
        if not everywhere:
            plane(x)
        if smooth and cut is not None:
            off_cut(x, cut)
        return principal(x)

    return called
