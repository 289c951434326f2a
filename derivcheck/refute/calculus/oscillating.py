"""Integrals to infinity of what oscillates: `sin(x)/x`, `cos(x^2)`, `x*sin(x)/(x^2 + 1)`.

Such an integral is the limit of those over `[a, b]` as `b` grows: an improper Riemann integral, which need
not converge absolutely. The waves of the integrand are written as exponentials, and it is a sum of terms
`A(x) exp(i (w x^p + c))` with real `A`, of which one half are the conjugates of the others. With `t = x^p`
each is `B(t) exp(i w t)` where `B(t) = A(t^(1/p)) t^(1/p - 1)/p`. Let `B` be analytic in the sector between
the axis from `T` on and the ray from `T` at the angle `pi/4`, and let it tend to 0 there. By Cauchy's theorem
and Jordan's lemma the integral along the axis converges and is that along the ray, on which the exponential
falls. It is enclosed by quadrature up to where the rest, `|B| <= C t^b` with `b < 0`, is small.

Terms without waves must have an integral by themselves.
Source: Ahlfors, Complex analysis, 4.5.3; Henrici, Applied and computational complex analysis II, 10.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from fractions import Fraction

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen, replace
from derivcheck.refute.arithmetic.duals import plain
from derivcheck.refute.arithmetic.numbers import Number, ball
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside, Undecidable
from derivcheck.refute.calculus.direct import Direct
from derivcheck.refute.calculus.far_out import AtInfinity
from derivcheck.refute.calculus.quadrature import quadrature
from derivcheck.refute.calculus.rates import Rate
from derivcheck.refute.calculus.sums_of_powers import Powers, sum_of_powers
from derivcheck.terms import (
    Add,
    Call,
    Div,
    Mul,
    Neg,
    Num,
    Pow,
    Term,
    free_names,
    integer,
    substitute,
    walk,
)  # fmt: skip

__all__ = ["Moving", "Sector", "apart", "beyond"]

#: Products are written out as sums of at most so many waves.
_MOST_WAVES = 256
_HIGHEST = 8
_HALF = Num(Fraction(1, 2))
_LIMIT = 3_000
#: From no power of 2 beyond this one on are waves followed.
_FARTHEST = 12


@frozen
class Moving:
    """`2 Re(A(x) i^turn exp(i (rate x^power + shift)))`, `rate > 0`."""

    amplitude: Term
    turn: int
    power: fmpq
    rate: arb
    shift: arb

    @property
    def angle(self) -> arb:
        """How far `x` leaves the axis."""
        return arb.pi() / (4 * arb(self.power))


_Sorted = tuple[Term | None, tuple[Moving, ...]]
#: How often each argument stands in the exponent.
_Phase = tuple[tuple[Term, int], ...]
#: A power of `i`, the amplitude.
_Wave = tuple[_Phase, int, Term]


def apart(scope: Scope, body: Term, name: str, local: Local) -> _Sorted | None:
    """What has no waves, and the waves; None for what is not made of waves and algebraic functions."""
    if not any(isinstance(part, Call) and part.name in ("sin", "cos") for part in walk(body)):
        return None
    try:
        waves = list(_waves(body, name))
        if not any(phase for phase, _, _ in waves):
            return None
        return _sorted(scope, waves, name, local)
    except Outside:
        return None


# -- waves -------------------------------------------------------------------------------------------


def _waves(term: Term, name: str) -> Iterator[_Wave]:
    """`term` as a sum of waves; what is not made of them has one that stands still."""
    if not any(isinstance(part, Call) and part.name in ("sin", "cos") for part in walk(term)):
        yield (), 0, term
        return
    match term:
        case _ if name not in free_names(term):
            yield (), 0, term
        case Neg(arg):
            yield from ((phase, turn + 2, amplitude) for phase, turn, amplitude in _waves(arg, name))
        case Add(args):
            for arg in args:
                yield from _waves(arg, name)
        case Mul(args):
            yield from _product([list(_waves(arg, name)) for arg in args])
        case Div(above, below):
            if any(phase for phase, _, _ in _waves(below, name)):
                raise Outside("a quotient by a wave")
            yield from ((phase, turn, Div(part, below)) for phase, turn, part in _waves(above, name))
        case Pow(base, Num(value)) if value.denominator == 1 and 0 < value <= _HIGHEST:
            yield from _product([list(_waves(base, name))] * int(value))
        case Call("cos", (arg,)):
            yield from (((((arg, way),)), 0, _HALF) for way in (1, -1))
        case Call("sin", (arg,)):
            yield from (((((arg, way),)), -way % 4, _HALF) for way in (1, -1))
        case _:
            raise Outside("a function of a wave")


def _product(factors: list[list[_Wave]]) -> list[_Wave]:
    made: list[_Wave] = [((), 0, integer(1))]
    for factor in factors:
        if len(made) * len(factor) > _MOST_WAVES:
            raise Outside("a product of many waves")
        made = _together(
            (_joined(one, other), turn + more, b if a == integer(1) else Mul((a, b)))
            for one, turn, a in made
            for other, more, b in factor
        )
    return made


def _joined(one: _Phase, other: _Phase) -> _Phase:
    times = dict(one)
    for argument, more in other:
        times[argument] = times.get(argument, 0) + more
    return tuple((argument, count) for argument, count in times.items() if count)


def _together(waves: Iterable[_Wave]) -> list[_Wave]:
    """Waves with one phase each, of one with another sign."""
    found: dict[tuple[frozenset[tuple[Term, int]], int], tuple[_Phase, list[Term]]] = {}
    for phase, turn, amplitude in waves:
        _, parts = found.setdefault((frozenset(phase), turn % 2), (phase, []))
        parts.append(Neg(amplitude) if turn % 4 >= 2 else amplitude)
    return [
        (phase, turn, parts[0] if len(parts) == 1 else Add(tuple(parts)))
        for (_, turn), (phase, parts) in found.items()
    ]


def _sorted(
    scope: Scope, waves: list[_Wave], name: str, local: Local
) -> tuple[Term | None, tuple[Moving, ...]]:
    still: list[Term] = []
    moving: list[Moving] = []

    def number(term: Term) -> arb:
        return ball(plain(scope.machine.rule(scope, term, local)))

    for phase, turn, amplitude in _together(waves):
        whole = Add((integer(0), *(Mul((integer(times), argument)) for argument, times in phase)))
        powers = sum_of_powers(whole, name, number)
        if powers is None:
            raise Outside("a wave whose phase is no power")
        shift = powers.pop(fmpq(0), arb(0))
        rates = [(power, rate) for power, rate in powers.items() if not rate.is_zero()]
        if not rates:
            still += _standing(phase, turn, amplitude, substitute(whole, {name: integer(1)}))
        elif len(rates) > 1 or not rates[0][0] > 0 or not (rates[0][1] > 0 or rates[0][1] < 0):
            raise Outside("a wave whose phase is no power")
        elif rates[0][1] > 0:  # the others are the conjugates of these
            moving.append(Moving(amplitude, turn, *rates[0], shift))
    together = still[0] if len(still) == 1 else Add(tuple(still))
    return together if still else None, tuple(moving)


def _standing(phase: _Phase, turn: int, amplitude: Term, shift: Term) -> list[Term]:
    """The real part of `A i^turn exp(i shift)`."""
    if phase:
        factor = Neg(Call("sin", (shift,))) if turn else Call("cos", (shift,))
        return [Mul((amplitude, factor))]
    return [] if turn else [amplitude]


# -- the sector --------------------------------------------------------------------------------------


class Sector(AtInfinity):
    """How large algebraic terms are, and that they are analytic, where `|x| >= start` and `|arg x| <= angle`.

    The bounds of `AtInfinity` for these hold for complex numbers as well: they are those of the triangle
    inequality. A root or logarithm is analytic where its argument is off the negative axis.
    """

    def __init__(self, scope: Scope, name: str, local: Local, start: arb, angle: arb) -> None:
        super().__init__(scope, name, local, start)
        self.angle = angle

    def power(self, base: Term, exponent: Term, upper: bool) -> Rate:
        value = self.at(exponent, fmpq(1)) if self.name not in free_names(exponent) else None
        if not isinstance(value, fmpq) or value.q != 1:
            self._require_off_cut(base)
        return super().power(base, exponent, upper)

    def called(self, name: str, arg: Term, upper: bool) -> Rate:
        if name not in ("sqrt", "log"):
            raise Outside(f"{name} among complex numbers")
        turned = self._require_off_cut(arg)
        rate = super().called(name, arg, upper)
        return replace(rate, factor=rate.factor + turned) if name == "log" and upper else rate

    def of_bessel(self, order: Term) -> Rate:
        raise Outside("besselj among complex numbers")

    def _require_off_cut(self, base: Term) -> arb:
        turned = self._argument(base)
        if not turned < arb.pi():
            raise Outside("a root that may have a branch cut")
        return turned

    def _argument(self, term: Term) -> arb:
        """What the absolute value of the argument of `term` does not exceed."""
        powers = sum_of_powers(term, self.name, self.number)
        if powers is not None:
            return self._argument_of_sum(powers)
        match term:
            case Mul(args):
                return sum((self._argument(arg) for arg in args), arb(0))
            case Div(above, below):
                return self._argument(above) + self._argument(below)
            case Call("sqrt", (arg,)):
                return self._require_off_cut(arg) / 2
            case _:
                raise Outside("the argument of such a term")

    def _argument_of_sum(self, powers: Powers) -> arb:
        """The leading term takes in the others."""
        lead = max(powers)
        rest = arb(0)
        for power, coefficient in powers.items():
            if power != lead:
                rest = rest + abs(coefficient) * (self.start.log() * (power - lead)).exp()
        share = rest / powers[lead]
        if not powers[lead] > 0 or not share < 1:
            raise Outside("a sum that may turn far")
        return self.angle * arb(abs(lead)) + share.asin()


def beyond(
    moving: tuple[Moving, ...],
    sector: Callable[[fmpq, arb], Sector],
    amplitude: Callable[[Term], Direct],
    low: Number,
    bits: int,
) -> tuple[fmpq, arb]:
    """A place above `low` from which on all waves can be followed, and their integral from there on.

    Raises:
        Undecidable: there is none that is not far out.

    """
    for exponent in range(1, _FARTHEST):
        start = fmpq(2) ** exponent
        if ball(low) < start:
            with suppress(Undecidable):
                parts = [_rotated(wave, sector(start, wave.angle), amplitude, bits) for wave in moving]
                return start, sum(parts, arb(0))
    raise Undecidable("an integral that may diverge, or converges too slowly")


def _rotated(wave: Moving, sector: Sector, amplitude_of: Callable[[Term], Direct], bits: int) -> arb:
    """The integral of a wave from the start of the sector to infinity.

    Raises:
        Undecidable: the amplitude may not be analytic in the sector, or not fall fast enough.

    """
    rate = sector.upper(wave.amplitude)
    order = (rate.power + 1) / wave.power - 1
    if not rate.factor.is_finite() or not rate.decay.is_zero() or not order < 0:
        raise Undecidable("an integral that may diverge")
    amplitude, inverse = amplitude_of(wave.amplitude), 1 / wave.power
    begin = (sector.start.log() * wave.power).exp() if wave.power != 1 else sector.start
    size = rate.factor * (begin.log() * order).exp() / arb(wave.power)
    ray = (acb(0, 1) * arb.pi() / 4).exp()
    falling = wave.rate * ray.imag
    length = ((arb(bits) * arb.const_log2() + (1 + size / falling).log()) / falling).upper()
    rest = size * (-falling * length).exp() / falling

    def along(z: acb, analytic: bool) -> acb:
        t = begin + z * ray
        turning = (acb(0, 1) * wave.rate * t).exp()
        if inverse == 1:
            return amplitude(t, analytic) * turning
        if analytic and not t.real > 0:
            return acb("nan")
        logarithm = t.log()
        x = (logarithm * inverse).exp()
        return amplitude(x, analytic) * turning * (logarithm * (inverse - 1)).exp() * inverse

    found = quadrature(along, arb(0), length, bits, _LIMIT)
    start = acb(0, 1) ** wave.turn * (acb(0, 1) * wave.shift).exp() * ray
    return 2 * ((found + acb(arb(0, rest.abs_upper()), arb(0, rest.abs_upper()))) * start).real
