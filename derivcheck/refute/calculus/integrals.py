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

from collections.abc import Callable

from flint import acb, arb, ctx, fmpq

from derivcheck.frozen import replace
from derivcheck.refute.arithmetic.clock import tick
from derivcheck.refute.arithmetic.duals import Dual, Value, add, mul, neg, plain, slope_at, sub
from derivcheck.refute.arithmetic.exact import exactly, sharpened
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, working
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.domains import NONZERO, Ends, Need, check, needs
from derivcheck.refute.calculus.parts import parts_of
from derivcheck.refute.calculus.pieces import far_out, is_in_pieces, pieces
from derivcheck.refute.calculus.rates import AtEnd, AtInfinity
from derivcheck.terms import Const, Integral, Neg, Sym, Term, atoms, substitute

__all__ = ["integral"]

Take = Callable[[Value], Value]

#: Improper integrals are computed with so many times the precision, and never sharper than to so many bits.
_FINER, _SHARPEST = 3, 64
#: Cuts are made no farther out than this power of 2.
_FARTHEST = 900
#: The integrand is evaluated at most so often, and so often where it is itself an integral or inside one.
_MOST_VALUES, _MOST_NESTED = 6_000, 150


def integral(scope: Scope, term: Integral, local: Local) -> Value:
    """The value of a definite integral.

    Raises:
        Undefined: the integrand certainly has no value inside the range.
        Undecidable: it may have none somewhere, or the integral may diverge.

    """
    if term.lower is None or term.upper is None:
        raise Outside("an indefinite integral")
    scope.machine.work()
    if not scope.machine.principal:
        return _off_axis(scope, term, local) if _is_off_axis(local) else _real(scope, term, local)
    parts = parts_of(term.body, term.variable)
    real = _real(scope, replace(term, body=parts.real), local)
    if parts.is_real:
        return real
    return add(real, mul(acb(0, 1), _real(scope, replace(term, body=parts.imaginary), local)))


def _real(scope: Scope, term: Integral, local: Local) -> Value:
    """The integral of what is real wherever the variable is."""
    assert term.lower is not None
    assert term.upper is not None
    whole = _Integrand(scope, term.body, term.variable, local)
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


def _has_integral(term: Term) -> bool:
    return any(isinstance(part, Integral) for part in atoms(term))


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
    lifted, levels = dict(local), list[int]()
    for name, value in local.items():
        if isinstance(value, acb):
            levels.append(scope.machine.next_level())
            lifted[name] = Dual(levels[-1], value, ONE)
    low, high = (scope.machine.rule(scope, end, lifted) for end in (term.lower, term.upper))
    path = _Path(scope, term.body, term.variable, lifted)
    path.start, path.width = low, sub(high, low)
    found = path._parts(path.at(fmpq(1, 2)), ZERO, ONE, lambda value: value)
    for level in reversed(levels):
        found = _value_at(found, level)
    return found


class _Integrand:
    """The integrand of one integral in one scope."""

    def __init__(self, scope: Scope, body: Term, name: str, local: Local) -> None:
        self.scope, self.body, self.name = scope, body, name
        self.local = dict(local)
        self.improper = False
        self.precision = min(ctx.prec, _SHARPEST)

    def turned(self) -> _Integrand:
        """The integrand with the opposite of its variable."""
        opposite = substitute(self.body, {self.name: Neg(Sym(self.name))})
        return _Integrand(self.scope, opposite, self.name, self.local)

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
        for end, sign in ((low, -1), (high, 1)):
            slope = slope_at(end, level)
            if plain(slope) is not ZERO:
                moved = mul(mul(fmpq(sign), self.at(_value_at(end, level))), slope)
                # The integral may carry derivatives of other levels, which stand around this one.
                total = add(total, mul(moved, Dual(level, ZERO, ONE)))
        return total

    def _plain(self, low: Number, high: Number) -> Value:
        width = ball(high) - ball(low)
        if width.is_zero():
            self.at(low)  # an integrand without a value there has no integral
            return ZERO
        if width < 0:
            return neg(self._plain(high, low))
        if not width > 0:
            raise Undecidable("whether the ends of a range are in order", sharpen=True)
        if is_in_pieces(self.body):
            return self._in_pieces(low, high)
        ends = Ends(low, high)
        for need in self._needs():
            ends = check(self.scope, need, self.name, self.local, ends)
        middle = self.at((ball(low) + ball(high)) / 2)
        if not (ends.touches_low or ends.touches_high):
            if ends.edges and isinstance(middle, Dual):
                raise Outside("a derivative of an integral whose integrand has none at an end")
            return self._parts(middle, low, high, lambda value: value)
        if isinstance(middle, Dual):
            raise Outside("a derivative of an improper integral")
        self.improper = True
        with working(_FINER * self.precision):
            return self._improper(ends)

    def _in_pieces(self, low: Number, high: Number) -> Value:
        total: Value = ZERO
        for piece in pieces(self.scope, self.body, self.name, self.local, low, high):
            parts = [_Integrand(self.scope, form, self.name, self.local) for form in piece.forms]
            if len(parts) == 1:
                total = add(total, parts[0]._plain(piece.low, piece.high))
                continue
            gap = ball(piece.low).union(ball(piece.high))
            first, second = (ball(plain(part.at(gap))) for part in parts)
            total = add(total, first.union(second) * (ball(piece.high) - ball(piece.low)))
        return total

    def _needs(self) -> list[Need]:
        return list(dict.fromkeys(needs(self.scope, self.body, self.name)))

    def _improper(self, ends: Ends) -> Value:
        """The integral up to close to the ends, and bounds for what is left."""
        error, low, high = arb(0), ball(sharpened(ends.low)), ball(sharpened(ends.high))
        start, goal = ((high - low) / 4).min(arb(1) / 16), arb(2) ** (-self.precision // 2 - 8)
        for touched, end, side in ((ends.touches_low, ends.low, 1), (ends.touches_high, ends.high, -1)):
            if touched:
                distance, bound = self._close(end, side, start, goal)
                error = error + bound
                low, high = (low + distance, high) if side > 0 else (low, high - distance)
        return add(self._quadrature(low, high, lambda value: value), arb(0, error.abs_upper()))

    def _close(self, end: Number, side: int, start: arb, goal: arb) -> tuple[arb, arb]:
        """How close to an end to go, and a bound for the integral of what is left."""
        rates = AtEnd(self.scope, self.name, self.local, start, end, side)
        rate = rates.upper(self.body)
        for exponent in range(8, _FARTHEST, 8):
            distance = start * arb(2) ** -exponent
            bound = AtEnd(self.scope, self.name, self.local, distance, end, side).tail(rate)
            if bound < goal:
                return distance, bound
        raise Undecidable("an integral that converges too slowly")

    def to_infinity(self, low: Value) -> Value:
        """The integral from a finite end to infinity."""
        if isinstance(low, Dual):
            raise Outside("a derivative of an integral over an infinite range")
        if isinstance(self.at(ball(low) + 1), Dual):
            raise Outside("a derivative of an integral over an infinite range")
        goal = arb(2) ** (-self.precision // 2 - 8)
        for exponent in range(3, _FARTHEST, 2):
            high = fmpq(2) ** exponent
            if not ball(low) < high:
                continue
            try:
                bound = self._tail(high)
            except Undecidable as doubt:
                if isinstance(doubt, Outside):
                    raise
                continue
            if bound < goal:
                self.improper = True
                with working(_FINER * self.precision):
                    return add(self._plain(low, high), arb(0, bound.abs_upper()))
        raise Undecidable("an integral that may diverge, or converges too slowly")

    def _tail(self, start: fmpq) -> arb:
        """A bound for the integral from `start` to infinity, where every need is met."""
        rates = AtInfinity(self.scope, self.name, self.local, arb(start))
        if is_in_pieces(self.body):
            form = far_out(self.body, self.name, lambda switch: self._sign_far_out(rates, switch, start))
            return _Integrand(self.scope, form, self.name, self.local)._tail(start)
        for need in self._needs():
            if not rates.lower(need.term).factor > 0:
                raise Undecidable("an integrand that may have no value far out")
            if need.kind != NONZERO and not ball(rates.at(need.term, start)) > 0:
                raise Undefined("an integrand that has no value far out")
        return rates.tail(rates.upper(self.body))

    def _sign_far_out(self, rates: AtInfinity, switch: Term, start: fmpq) -> int:
        """The sign that a switch keeps from `start` on."""
        if not rates.lower(switch).factor > 0:
            raise Undecidable("an integrand that may have many pieces far out")
        return 1 if ball(rates.at(switch, start)) > 0 else -1

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

    def _quadrature(self, low: Number, high: Number, take: Take) -> Number:
        """The integral of a part, as sharp as the precision asked for."""
        bits = 3 * self.precision // 4 if self.improper else ctx.prec
        failed: list[Undecidable] = []
        stopped: list[BaseException] = []

        def integrand(z: acb, analytic: bool) -> acb:
            if stopped:
                return acb("nan")
            try:
                tick()
                return acb(plain(take(self._smooth(z) if analytic else self.at(z))))
            except Undecidable as doubt:
                if not doubt.sharpen:
                    failed.append(doubt)
            except Undefined:
                pass
            except BaseException as event:  # which must not pass through python-flint
                stopped.append(event)
            return acb("nan")

        goal = arb(2) ** -bits
        limit = _MOST_NESTED if self._is_nested() else _MOST_VALUES
        found = acb.integral(integrand, acb(low), acb(high), rel_tol=goal, abs_tol=goal, eval_limit=limit)
        if stopped:
            raise stopped[0]
        if not found.is_finite():
            raise failed[0] if failed else Undecidable("an integral that may diverge", sharpen=True)
        return self._taken(found)

    def _is_nested(self) -> bool:
        return _has_integral(self.body)

    def _taken(self, found: acb) -> Number:
        return found.real

    def _smooth(self, z: acb) -> Value:
        """The integrand at `z`, which has a derivative in all of the ball `z`."""
        level = self.scope.machine.next_level()
        return _value_at(self.at(Dual(level, z, ONE)), level)


class _Path(_Integrand):
    """The integrand along a straight line between complex numbers, times the length of the line."""

    start: Value = ZERO
    width: Value = ONE

    def at(self, value: Value) -> Value:
        level = self.scope.machine.next_level()
        place = add(self.start, mul(self.width, Dual(level, value, ONE)))
        return _value_at(mul(super().at(place), self.width), level)

    def _is_nested(self) -> bool:
        return True

    def _taken(self, found: acb) -> Number:
        return found


def _value_at(x: Value, level: int) -> Value:
    return x.value if isinstance(x, Dual) and x.level == level else x
