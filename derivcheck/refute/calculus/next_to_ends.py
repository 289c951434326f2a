"""The part of an integral next to an end, by the expansion of its integrand there.

Far out an integrand often is a sum of `k^e log(k)^j T(1/k)` with power series `T`
(`derivcheck.refute.calculus.inverse_powers`), and so it is next to a finite end, in `k = 1/|x - end|` with
`dx = dk/k^2`. Term by term,

    integral(k^(-q - 1) log(k)^j, k, K, oo) = K^(-q) sum of j!/(j - i)! log(K)^(j - i)/q^(i + 1), i = 0..j

for `re(q) > 0`; where that is not so the coefficients must be exactly 0. What is left out after `N` terms is
at most the norm of `T` times `(K H)^(-N)`. A factor `(c k)^s` whose exponent is not rational, and a wave
`cos(b*log(c k))`, as a complex power has it, move `q`, the latter by `b` times `I`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import factorial

from flint import acb, arb, ctx, fmpq

from derivcheck.frozen import frozen, replace
from derivcheck.refute.arithmetic.numbers import capped
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Undecidable
from derivcheck.refute.calculus.inverse_powers import Expander, Expansion
from derivcheck.refute.calculus.ratios import linear
from derivcheck.terms import Add, Call, Div, Mul, Neg, Num, Pow, Sym, Term, free_names, integer, substitute

__all__ = ["far_out", "near_to"]

#: Series converge for `1/k <= 2^(-n)` with one of these `n`, and are taken from `4*2^n` on.
_NEAREST, _FARTHEST, _BEYOND = -1, 12, 2
#: What a first look needs of series.
_GLANCE = 3


def far_out(scope: Scope, body: Term, name: str, local: Local, low: arb) -> tuple[fmpq, arb] | None:
    """A place from `low` on and the integral from there to infinity; None where there is no expansion."""
    return _next_to(scope, body, _End(name, None, 1), local, low)


def near_to(
    scope: Scope, body: Term, name: str, local: Local, end: fmpq, side: int, most: arb
) -> tuple[fmpq, arb] | None:
    """A distance, at most `most`, and the integral from the end so far to the right, or to the left."""
    found = _next_to(scope, body, _End(name, end, side), local, 1 / most)
    return None if found is None else (1 / found[0], found[1])


@frozen
class _End:
    """An end of the range of a variable, infinity or a number from which it goes to one side."""

    name: str
    place: fmpq | None
    side: int

    def away(self, term: Term) -> Term:
        """The term with `k` as its variable."""
        if self.place is None:
            return term
        value = Fraction(int(self.place.p), int(self.place.q))
        return _away(term, self.name, value, self.side)


@lru_cache(maxsize=256)
def _away(term: Term, name: str, place: Fraction, side: int) -> Term:
    distance: Term = Div(integer(1), Sym(name))
    distance = distance if side > 0 else Neg(distance)
    return substitute(term, {name: Add((Num(place), distance)) if place else distance})


@frozen
class _Factors:
    """A product as `factor * k^power * wave(rate*log(k) + angle) * rest`."""

    rest: tuple[Term, ...] = ()
    factor: arb = arb(1)
    power: arb = arb(0)
    wave: str = ""
    rate: arb = arb(0)
    angle: arb = arb(0)


def _next_to(scope: Scope, body: Term, end: _End, local: Local, least: arb) -> tuple[fmpq, arb] | None:
    """A place from `least` on, and the integral by `k` from there to infinity."""
    try:
        factors = _factored(scope, body, end, local)
        if end.place is not None:
            factors = replace(factors, power=factors.power - 2)
        term = end.away(Mul((integer(1), *factors.rest)))
        exponent = _radius(scope, term, end.name, local, least)
        if exponent is None:
            return None
        start, radius = fmpq(2) ** (exponent + _BEYOND), fmpq(2) ** -exponent
        with capped(ctx.prec // (3 * _BEYOND) + 1):
            found = Expander(scope, end.name, local, radius).expanded(term)
            total = _integrated(found, factors, arb(start), radius)
    except Undecidable:
        return None
    return start, total


def _radius(scope: Scope, term: Term, index: str, local: Local, least: arb) -> int | None:
    """The least exponent for which there is an expansion; where one converges so does each farther out."""

    def converges(exponent: int) -> bool:
        try:
            Expander(scope, index, local, fmpq(2) ** -exponent).expanded(term)
        except Undecidable:
            return False
        return True

    low = next((n for n in range(_NEAREST, _FARTHEST + 1) if arb(2) ** (n + _BEYOND) >= least), None)
    with capped(_GLANCE):
        if low is None or not converges(_FARTHEST):
            return None
        high = _FARTHEST
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if converges(middle) else (middle + 1, high)
        return high


# -- factors that are no series ------------------------------------------------------------------------------


def _factored(scope: Scope, body: Term, end: _End, local: Local) -> _Factors:
    made = _Factors()
    for factor, sign in _each_factor(body, 1):
        changed = None
        match factor:
            case Pow(base, exponent) if end.name not in free_names(exponent):
                changed = _with_power(scope, made, base, exponent, sign, end, local)
            case Call("cos" | "sin" as wave, (arg,)) if sign > 0 and not made.wave:
                changed = _with_wave(scope, made, wave, arg, end, local)
        if changed is None:
            rest = factor if sign > 0 else Div(integer(1), factor)
            changed = replace(made, rest=(*made.rest, rest))
        made = changed
    return made


def _each_factor(term: Term, sign: int) -> Iterator[tuple[Term, int]]:
    match term:
        case Neg(arg):
            yield integer(-1), sign
            yield from _each_factor(arg, sign)
        case Mul(args):
            for arg in args:
                yield from _each_factor(arg, sign)
        case Div(above, below):
            yield from _each_factor(above, sign)
            yield from _each_factor(below, -sign)
        case _:
            yield term, sign


def _with_power(
    scope: Scope, made: _Factors, base: Term, exponent: Term, sign: int, end: _End, local: Local
) -> _Factors | None:
    """With a power of a multiple of `k`, if its exponent is a number that is not known exactly."""
    value = None if end.name not in free_names(base) else scope.machine.rule(scope, exponent, local)
    if not isinstance(value, arb):
        return None
    multiple = _multiple(scope, base, end, local)
    if multiple is None:
        return None
    scale, way = multiple
    power = sign * value
    return replace(made, factor=made.factor * (power * scale.log()).exp(), power=made.power + way * power)


def _with_wave(
    scope: Scope, made: _Factors, wave: str, arg: Term, end: _End, local: Local
) -> _Factors | None:
    """With a wave in the logarithm of a multiple of `k`."""
    parts = list(_each_factor(arg, 1))
    varying = [(part, sign) for part, sign in parts if end.name in free_names(part)]
    if len(varying) != 1 or varying[0][1] < 0 or not isinstance(varying[0][0], Call):
        return None
    logarithm = varying[0][0]
    multiple = _multiple(scope, logarithm.args[0], end, local) if logarithm.name == "log" else None
    if multiple is None:
        return None
    scale, way = multiple
    rate = arb(1)
    for part, sign in parts:
        if part is not logarithm:
            value = scope.machine.rule(scope, part, local)
            if not isinstance(value, arb | fmpq):
                return None
            rate = rate * value if sign > 0 else rate / value
    return replace(made, wave=wave, rate=way * rate, angle=rate * scale.log())


def _multiple(scope: Scope, base: Term, end: _End, local: Local) -> tuple[arb, int] | None:
    """A positive number and 1 or -1: of which power of `k` the base is that multiple."""
    try:
        slope, constant = linear(scope, base, end.name, local)
    except Undecidable:
        return None
    if end.place is None:
        return (arb(slope), 1) if slope > 0 and not constant else None
    scale = slope * end.side
    return (arb(scale), -1) if scale > 0 and not slope * end.place + constant else None


# -- integrals -----------------------------------------------------------------------------------------------


def _integrated(found: Expansion, factors: _Factors, start: arb, radius: fmpq) -> arb:
    """The integral of the expansion with those factors from `start` to infinity."""
    total, error = acb(0), arb(0)
    for (exponent, logs), part in found.items():
        power = fmpq(exponent.numerator, exponent.denominator) + factors.power + 1
        for place in range(part.series.prec):
            if not part.is_zero(place):
                q = acb(place - power, -factors.rate)
                total = total + acb(part.coefficient(place)) * _of_power(q, logs, start)
        many = part.series.prec
        beyond = _of_power(acb(many - power), logs, start).real
        error = error + part.norm / (arb(radius) ** many) * abs(beyond)
    if factors.wave:
        total = total * acb(0, factors.angle).exp()
    whole = total.imag if factors.wave == "sin" else total.real
    whole = factors.factor * (whole + arb(0, error.abs_upper()))
    if not whole.is_finite():
        raise Undecidable("an integral that may diverge", sharpen=True)
    return whole


def _of_power(q: acb, logs: int, start: arb) -> acb:
    """The integral of `k^(-q - 1) log(k)^logs` from `start` to infinity."""
    if not q.real > 0:
        raise Undecidable("an integral that may diverge", sharpen=True)
    length = start.log()
    parts = [
        factorial(logs) // factorial(logs - step) * length ** (logs - step) / q ** (step + 1)
        for step in range(logs + 1)
    ]
    return (-q * length).exp() * sum(parts, acb(0))
