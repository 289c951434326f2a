"""Definite integrals at a point, with certified enclosures.

An integral has a value when its integrand is defined and continuous on the closed range; that is
checked first (`derivcheck.refute.domains`), and where it cannot be told the integral is `Undecidable`: it may
diverge. The enclosure is that of python-flint's `acb.integral`, which needs the integrand on complex
balls and must be told when it is not analytic there: the integrand is then evaluated with a derivative, which
does not exist on a branch cut.

A derivative by a parameter goes under the integral, and by a bound it is the integrand there (Leibniz).
Source: Johansson, Numerical integration in arbitrary-precision ball arithmetic (2018).
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, ctx, fmpq

from derivcheck.refute.clock import tick
from derivcheck.refute.domains import Ends, check, needs
from derivcheck.refute.duals import Dual, Value, add, mul, neg, plain, slope_at
from derivcheck.refute.numbers import ONE, ZERO, Number, ball
from derivcheck.refute.scope import Local, Scope
from derivcheck.refute.signals import Outside, Undecidable, Undefined
from derivcheck.terms import Const, Integral, Neg, Term

__all__ = ["integral"]

Take = Callable[[Value], Value]


def integral(scope: Scope, term: Integral, local: Local) -> Value:
    """The value of a definite integral.

    Raises:
        Undefined: the integrand certainly has no value inside the range.
        Undecidable: it may have none somewhere, or the integral may diverge.

    """
    if term.lower is None or term.upper is None:
        raise Outside("an indefinite integral")
    if scope.machine.principal:
        raise Outside("an integral among complex numbers")
    if _is_infinite(term.lower) or _is_infinite(term.upper):
        raise Outside("an integral over an infinite range")
    scope.machine.work()
    rule = scope.machine.rule
    low, high = rule(scope, term.lower, local), rule(scope, term.upper, local)
    return _Integrand(scope, term, local).between(low, high)


def _is_infinite(term: Term) -> bool:
    return term == Const("oo") or (isinstance(term, Neg) and term.arg == Const("oo"))


class _Integrand:
    """The integrand of one integral in one scope."""

    def __init__(self, scope: Scope, term: Integral, local: Local) -> None:
        self.scope, self.body, self.name = scope, term.body, term.variable
        self.local = dict(local)
        self.varied = scope.changed or any(isinstance(value, Dual) for value in local.values())

    def at(self, value: Value) -> Value:
        """The integrand where the variable has this value."""
        return self.scope.machine.rule(self.scope, self.body, {**self.local, self.name: value})

    def between(self, low: Value, high: Value) -> Value:
        """The integral between two values, which may themselves be varied."""
        level = max(each.level if isinstance(each, Dual) else 0 for each in (low, high))
        if not level:
            return self._plain(low, high)  # type: ignore[arg-type]
        start, stop = (_value_at(each, level) for each in (low, high))
        total = self.between(start, stop)
        moved: Value = ZERO
        for end, sign in ((low, -1), (high, 1)):
            slope = slope_at(end, level)
            if plain(slope) is not ZERO:
                moved = add(moved, mul(mul(fmpq(sign), self.at(_value_at(end, level))), slope))
        return Dual(level, _value_at(total, level), add(slope_at(total, level), moved))

    def _plain(self, low: Number, high: Number) -> Value:
        width = ball(high) - ball(low)
        if width.is_zero():
            return ZERO
        if width < 0:
            return neg(self._plain(high, low))
        if not width > 0:
            raise Undecidable("whether the ends of a range are in order", sharpen=True)
        ends = Ends(low, high)
        for need in needs(self.scope, self.body, self.name):
            ends = check(self.scope, need, self.name, self.local, ends)
        if ends.touches_low or ends.touches_high:
            raise Outside("an improper integral")
        middle = self.at((ball(low) + ball(high)) / 2)
        return self._parts(middle, low, high, lambda value: value)

    def _parts(self, shape: Value, low: Number, high: Number, take: Take) -> Value:
        """The integral of each part of a value that carries derivatives."""
        if not isinstance(shape, Dual):
            return self._quadrature(low, high, take)
        level = shape.level
        return Dual(
            level,
            self._parts(shape.value, low, high, lambda value: _value_at(take(value), level)),
            self._parts(shape.slope, low, high, lambda value: slope_at(take(value), level)),
        )

    def _quadrature(self, low: Number, high: Number, take: Take) -> arb:
        failed: list[Undecidable] = []

        def integrand(z: acb, analytic: bool) -> acb:
            tick()
            try:
                return acb(plain(take(self._smooth(z) if analytic else self.at(z))))
            except Undecidable as doubt:
                if not doubt.sharpen:
                    failed.append(doubt)
            except Undefined:
                pass
            return acb("nan")

        goal = arb(2) ** (-ctx.prec)
        found = acb.integral(integrand, acb(low), acb(high), rel_tol=goal, abs_tol=goal)
        if not found.is_finite():
            raise failed[0] if failed else Undecidable("an integral that may diverge", sharpen=True)
        return found.real

    def _smooth(self, z: acb) -> Value:
        """The integrand at `z`, which has a derivative in all of the ball `z`."""
        level = self.scope.machine.next_level()
        return _value_at(self.at(Dual(level, z, ONE)), level)


def _value_at(x: Value, level: int) -> Value:
    return x.value if isinstance(x, Dual) and x.level == level else x
