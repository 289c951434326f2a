"""The integrand of one integral at a point, along one range.

That it has a value is checked first (`derivcheck.refute.calculus.domains`); what is left near an end where it
has none, and far out, is bounded by its growth there (`derivcheck.refute.calculus.rates`). The rest is
enclosed by python-flint's `acb.integral`, which needs the integrand on complex balls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache

from flint import acb, arb, ctx, fmpq

from derivcheck.definitions import applied
from derivcheck.refute.arithmetic.duals import Dual, Value, add, mul, neg, plain, slope_at, sub
from derivcheck.refute.arithmetic.exact_numbers import sharpened
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, working
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.calculus.along import check
from derivcheck.refute.calculus.direct import Direct, by_mean_value, direct, variable
from derivcheck.refute.calculus.domains import NONNEGATIVE, NONZERO, Ends, Need, needs
from derivcheck.refute.calculus.far_out import AtInfinity
from derivcheck.refute.calculus.holomorphic import is_holomorphic
from derivcheck.refute.calculus.next_to_ends import far_out, near_to
from derivcheck.refute.calculus.oscillating import Moving, Sector, apart, beyond
from derivcheck.refute.calculus.outside import constants_outside
from derivcheck.refute.calculus.pieces import far_out as form_far_out
from derivcheck.refute.calculus.pieces import is_in_pieces, pieces
from derivcheck.refute.calculus.quadrature import over_scales, quadrature
from derivcheck.refute.calculus.rates import AtEnd
from derivcheck.refute.calculus.slopes import partial
from derivcheck.refute.calculus.squares import without_roots_of_squares
from derivcheck.refute.calculus.steps import without_steps
from derivcheck.refute.calculus.varied import Variation, variation
from derivcheck.terms import Integral, Neg, Sym, Term, atoms, map_children, substitute

__all__ = ["MOST_NESTED", "Integrand", "itself", "value_at"]

Take = Callable[[Value], Value]

#: Improper integrals are computed with so many times the precision, and never sharper than to so many bits.
_FINER, _SHARPEST = 3, 64
#: Cuts are made no farther out than this power of 2, and not so far where no bound is known at first.
_FARTHEST, _FAR_ENOUGH = 900, 64
#: Long ranges are cut at the first of these places, if they go on beyond the second.
_NEAR, _FAR = 8, 2**13
#: The integrand is evaluated at most so often, and so often where it is itself an integral or inside one.
_MOST_VALUES, MOST_NESTED = 6_000, 150


class Integrand:
    """The integrand of one integral in one scope."""

    def __init__(self, scope: Scope, body: Term, name: str, local: Local) -> None:
        self.scope, self.name = scope, name
        self.body = constants_outside(applied(body, scope.machine.context, name))
        self.local = dict(local)
        self.improper = self.halved = False
        self.is_holomorphic = is_holomorphic(scope, self.body)
        self.precision = min(ctx.prec, _SHARPEST)

    def turned(self) -> Integrand:
        """The integrand with the opposite of its variable."""
        return Integrand(self.scope, _opposite(self.body, self.name), self.name, self.local)

    def at(self, value: Value) -> Value:
        """The integrand where the variable has this value."""
        return self.scope.machine.rule(self.scope, self.body, {**self.local, self.name: value})

    def between(self, low: Value, high: Value) -> Value:
        """The integral between two values, which may themselves be varied."""
        level = max(each.level if isinstance(each, Dual) else 0 for each in (low, high))
        if not level:
            return self._plain(low, high)  # type: ignore[arg-type]
        start, stop = (value_at(each, level) for each in (low, high))
        total = self.between(start, stop)
        for end, sign in ((low, -1), (high, 1)):
            slope = slope_at(end, level)
            if plain(slope) is not ZERO:
                moved = mul(mul(fmpq(sign), self._at_end(value_at(end, level))), slope)
                # The integral may carry derivatives of other levels, which stand around this one.
                total = add(total, mul(moved, Dual(level, ZERO, ONE)))
        return total

    def _at_end(self, end: Value) -> Value:
        """The integrand at an end that moves, where it is continuous, as its derivative there shows."""
        if self.is_holomorphic:
            return self.at(end)
        level = self.scope.machine.next_level()
        try:
            return value_at(self.at(Dual(level, end, ONE)), level)
        except Undefined:
            raise Undecidable("a derivative by an end at which the integrand may jump") from None

    def _plain(self, low: Number, high: Number) -> Value:
        width = ball(high) - ball(low)
        if width.is_zero():
            self.at(low)  # an integrand without a value there has no integral
            return ZERO
        if width < 0:
            return neg(self._plain(high, low))
        if not width > 0:
            raise Undecidable("whether the ends of a range are in order", sharpen=True)
        body = self.body if self.scope.machine.principal else without_roots_of_squares(self.body)
        body = without_steps(self.scope, body, self.name, self.local, low, high)
        if is_in_pieces(body, self.name):
            return self._in_pieces(body, low, high)
        ends = Ends(low, high)
        for need in self._needs():
            ends = check(self.scope, need, self.name, self.local, ends)
        middle = self.at((ball(low) + ball(high)) / 2)
        if not (ends.touches_low or ends.touches_high):
            if ends.edges and isinstance(middle, Dual):
                raise Outside("a derivative of an integral whose integrand has none at an end")
            return self._up_to_edges(ends) if ends.edges else self._parts(middle, low, high, itself)
        if isinstance(middle, Dual):
            raise Outside("a derivative of an improper integral")
        if ends.edges and ends.touches_low != ends.touches_high and not self.halved:
            return self._in_halves(low, high)
        self.improper = True
        with working(_FINER * self.precision):
            return self._improper(ends)

    def _in_halves(self, low: Number, high: Number) -> Value:
        """The integral of what has no value at one end and a root that is 0 at the other, perhaps."""
        half = (ball(low) + ball(high)) / 2
        total: Value = ZERO
        for start, stop in ((low, half), (half, high)):
            part = Integrand(self.scope, self.body, self.name, self.local)
            part.halved = True
            total = add(total, part._plain(start, stop))
        return total

    def _up_to_edges(self, ends: Ends) -> Value:
        """The integral of what has a root that is 0 at an end, where it loses half of its digits."""
        roots = [need.term for need in self._needs() if need.kind == NONNEGATIVE]
        centred = Centred(self.scope, self.body, self.name, self.local, roots)
        centred.improper, centred.precision = True, self.precision
        with working(_FINER * self.precision):
            return centred._quadrature(sharpened(ends.low), sharpened(ends.high), itself)

    def _in_pieces(self, body: Term, low: Number, high: Number) -> Value:
        total: Value = ZERO
        for piece in pieces(self.scope, body, self.name, self.local, low, high):
            parts = [Integrand(self.scope, form, self.name, self.local) for form in piece.forms]
            if len(parts) == 1:
                total = add(total, parts[0]._plain(piece.low, piece.high))
                continue
            gap = ball(piece.low).union(ball(piece.high))
            first, second = (ball(plain(part.at(gap))) for part in parts)
            total = add(total, first.union(second) * (ball(piece.high) - ball(piece.low)))
        return total

    def _needs(self) -> tuple[Need, ...]:
        return needs(self.scope, self.body, self.name)

    def _improper(self, ends: Ends) -> Value:
        """The integral up to close to the ends, and bounds for what is left."""
        beside, low, high = arb(0), ball(sharpened(ends.low)), ball(sharpened(ends.high))
        start, goal = ((high - low) / 4).min(arb(1) / 16), arb(2) ** (-self.precision // 2 - 8)
        most = (high - low) / 2
        for touched, end, side in ((ends.touches_low, ends.low, 1), (ends.touches_high, ends.high, -1)):
            if touched:
                distance, part = self._near(end, side, most) or self._close(end, side, start, goal)
                beside = beside + part
                low, high = (low + distance, high) if side > 0 else (low, high - distance)
        return add(self._quadrature(low, high, itself), beside)

    def _near(self, end: Number, side: int, most: arb) -> tuple[arb, arb] | None:
        """A distance from an end, and the integral up to there, by an expansion."""
        if type(end) is not fmpq:
            return None
        found = near_to(self.scope, self.body, self.name, self.local, end, side, most)
        return None if found is None else (arb(found[0]), found[1])

    def _close(self, end: Number, side: int, start: arb, goal: arb) -> tuple[arb, arb]:
        """How close to an end to go, and between which bounds the integral of what is left lies."""
        rates = AtEnd(self.scope, self.name, self.local, start, end, side)
        rate = rates.upper(self.body)
        for exponent in range(8, _FARTHEST, 8):
            distance = start * arb(2) ** -exponent
            bound = AtEnd(self.scope, self.name, self.local, distance, end, side).tail(rate)
            if bound < goal:
                return distance, arb(0, bound.abs_upper())
        raise Undecidable("an integral that converges too slowly")

    def to_infinity(self, low: Value) -> Value:
        """The integral from a finite end to infinity."""
        beyond = ball(plain(low)).upper().ceil().unique_fmpz() if isinstance(low, Dual) else None
        if beyond is not None:  # by its end it has the derivative of a part up to a fixed place
            return add(self.between(low, fmpq(beyond + 1)), self.to_infinity(fmpq(beyond + 1)))
        if isinstance(low, Dual):
            raise Outside("a derivative of an integral over an infinite range")
        varied = isinstance(self.at(ball(low) + arb(2).sqrt()), Dual)  # where hardly any integrand jumps
        waves = None if varied else apart(self.scope, self.body, self.name, self.local)
        if waves is not None:
            with suppress(Undecidable):
                return self._past_waves(*waves, low)
        expanded = None if varied else self._beyond(low)
        if expanded is not None:
            return expanded
        found = variation(self.scope, self.body, self.name, self.local) if varied else None
        goal = arb(2) ** (-self.precision // 2 - 8)
        for exponent in range(3, _FARTHEST, 2):
            high = fmpq(2) ** exponent
            if not ball(low) < high:
                continue
            try:
                bound, slope = (self._tail(high), arb(0)) if found is None else self._varied_tail(found, high)
            except Undecidable as doubt:
                if isinstance(doubt, Outside):
                    raise
                if exponent > _FAR_ENOUGH:
                    break
                continue
            if bound < goal and slope < goal:
                rest: Value = arb(0, bound.abs_upper())
                rest = rest if found is None else Dual(found.level, rest, arb(0, slope.abs_upper()))
                self.improper = True
                with working(_FINER * self.precision):
                    return add(self._far(low, high), rest)
        raise Undecidable("an integral that may diverge, or converges too slowly")

    def _beyond(self, low: Number) -> Value | None:
        """The integral to infinity where the integrand has an expansion far out."""
        with working(_FINER * self.precision):
            found = far_out(self.scope, self.body, self.name, self.local, ball(low))
            if found is None:
                return None
            self.improper = True
            return add(self._far(low, found[0]), found[1])

    def _past_waves(self, still: Term | None, moving: tuple[Moving, ...], low: Number) -> Value:
        """The integral to infinity of what oscillates, and of what is left beside that."""
        self.improper = True
        with working(_FINER * self.precision):
            start, rest = beyond(moving, self._sector, self._amplitude, low, 3 * self.precision // 4)
            total = add(self._plain(low, start), rest)
            if still is None:
                return total
            return add(total, Integrand(self.scope, still, self.name, self.local).to_infinity(start))

    def _sector(self, start: fmpq, angle: arb) -> Sector:
        return Sector(self.scope, self.name, self.local, arb(start), angle)

    def _amplitude(self, term: Term) -> Direct:
        return Integrand(self.scope, term, self.name, self.local)._function(itself)

    def _far(self, low: Number, high: fmpq) -> Value:
        """The integral up to a place far out."""
        if high <= _FAR or not ball(low) < _NEAR:
            return self._plain(low, high)
        return add(self._plain(low, fmpq(_NEAR)), self._plain(fmpq(_NEAR), high))

    def _varied_tail(self, found: Variation, start: fmpq) -> tuple[arb, arb]:
        """Bounds for the integral from `start` to infinity and for its derivative."""
        bound = Integrand(self.scope, self.body, self.name, found.at)._tail(start)
        slope = arb(0)
        for term, factor in found.slopes:
            part = Integrand(self.scope, term, self.name, found.near)._tail(start)
            slope = slope + abs(factor) * part
        return bound, slope

    def _tail(self, start: fmpq) -> arb:
        """A bound for the integral from `start` to infinity, where every need is met."""
        rates = AtInfinity(self.scope, self.name, self.local, arb(start))
        if is_in_pieces(self.body, self.name):
            form = form_far_out(self.body, self.name, lambda switch: self._sign_far_out(rates, switch, start))
            return Integrand(self.scope, form, self.name, self.local)._tail(start)
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
            self._parts(shape.value, low, high, lambda value: value_at(take(value), level)),
            self._parts(shape.slope, low, high, lambda value: slope_at(take(value), level)),
        )

    def _quadrature(self, low: Number, high: Number, take: Take) -> Number:
        """The integral of a part, as sharp as the precision asked for."""
        bits = 3 * self.precision // 4 if self.improper else 5 * ctx.prec // 8
        limit = MOST_NESTED if self._is_nested() else _MOST_VALUES
        value, start, stop = self._function(take), ball(low), ball(high)
        cut = over_scales if self.improper and start > 0 and stop > _FAR * start else quadrature
        return self._taken(cut(value, start, stop, bits, limit))

    def _function(self, take: Take) -> Direct:
        """A part of the integrand for quadrature."""
        found = self._direct() if take is itself else None
        return found or (lambda z, smooth: acb(plain(take(self._smooth(z) if smooth else self.at(z)))))

    def _direct(self) -> Direct | None:
        return direct(self.scope, self.body, {self.name: variable}, self.local)

    def _is_nested(self) -> bool:
        return any(isinstance(part, Integral) for part in atoms(self.body))

    def _taken(self, found: acb) -> Number:
        return found.real

    def _smooth(self, z: acb) -> Value:
        """The integrand at `z`, which has a derivative in all of the ball `z`."""
        if self.is_holomorphic:
            return self.at(z)
        level = self.scope.machine.next_level()
        return value_at(self.at(Dual(level, z, ONE)), level)


class Centred(Integrand):
    """An integrand in which what is under a root is enclosed by its value at the middle and its slope.

    `g(z)` lies in `g(m) + g'(Z)*(z - m)` for `z` in a ball `Z` about `m`, which is far narrower than what the
    parts of `g` come to where they nearly cancel.
    """

    def __init__(self, scope: Scope, body: Term, name: str, local: Local, roots: list[Term]) -> None:
        self.roots = {f"root {place}": term for place, term in enumerate(roots)}
        names: dict[Term, Term] = {term: Sym(name) for name, term in self.roots.items()}
        super().__init__(scope, _replaced(body, names), name, local)

    def at(self, value: Value) -> Value:
        local = {**self.local, self.name: value}
        for name, term in self.roots.items():
            self.local[name] = self._under(term, local, value)
        return super().at(value)

    def _direct(self) -> Direct | None:
        names: dict[str, Direct] = {self.name: variable}
        for name, term in self.roots.items():
            try:
                slope = partial(term, self.name)
            except Outside:
                return None
            value, rate = (
                direct(self.scope, each, {self.name: variable}, self.local) for each in (term, slope)
            )
            if value is None or rate is None:
                return None
            names[name] = by_mean_value(value, rate)
        return direct(self.scope, self.body, names, self.local)

    def _under(self, term: Term, local: Local, value: Value) -> Value:
        rule, scope = self.scope.machine.rule, self.scope
        if isinstance(value, Dual):
            level, here, found = value.level, value.value, rule(scope, term, local)
        else:
            level, here = scope.machine.next_level(), value
            try:
                found = rule(scope, term, {**local, self.name: Dual(level, value, ONE)})
            except (Undecidable, Undefined):
                return rule(scope, term, local)
        middle = acb(plain(here)).mid()
        slope = slope_at(found, level)
        start = rule(scope, term, {**local, self.name: middle})
        near = add(start, mul(slope, sub(here, middle)))
        if not acb(plain(near)).is_finite():  # the slope has a pole in the ball
            near = value_at(found, level)
        return Dual(level, near, slope) if isinstance(value, Dual) else near


@lru_cache(maxsize=256)
def _opposite(term: Term, name: str) -> Term:
    """`term` with the opposite of a variable; one and the same term each time, which is soon found again."""
    return substitute(term, {name: Neg(Sym(name))})


def _replaced(term: Term, names: Mapping[Term, Term]) -> Term:
    return names.get(term) or map_children(lambda part: _replaced(part, names), term)


def itself(value: Value) -> Value:
    """The value as it is."""
    return value


def value_at(x: Value, level: int) -> Value:
    """`x` where what is varied at this level stands still."""
    return x.value if isinstance(x, Dual) and x.level == level else x
