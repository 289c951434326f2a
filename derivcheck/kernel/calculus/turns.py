"""Rational functions of one sine and cosine, over any number of turns.

With `t = tan(x/m)`, where `m` is 2 or, for what has the period `pi`, 1,

    integral(R(cos(x), sin(x)), x, a, b) = integral(R(c(t), s(t))*m/(1 + t^2), t, tan(a/m), tan(b/m))

between two of the places `m (pi/2 + k pi)` at which the tangent jumps; towards one of these, `t` goes to
infinity. So a range is cut at these places, and whole periods of it are so many integrals over the line. Both
sides are improper integrals there, of which one converges if the other does.

Where the ends are numbers, how many periods lie below them is read off their signs; a range whose length is a
number of periods may lie anywhere.
Source: Hardy, The integration of functions of a single variable, chapter 5.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.integral_changes import Law
from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.functions.trigonometric import arc_tangent, pi, rotation
from derivcheck.kernel.functions.waves import angle_of
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["over_turns"]

_HALF = Fraction(1, 2)
#: Ends that are no multiples of pi lie within so many periods of 0.
_MOST_PERIODS = 12


@frozen
class _Turning:
    """The integrand, the rate of its angle, and `m`."""

    body: Quotient
    name: str
    rate: Fraction
    times: int

    def turns(self, ring: Ring, end: Quotient) -> Quotient:
        """How often the tangent jumps between `-pi/2` and its argument at this end, as a real number."""
        half = ring.constant(_HALF)
        return end * ring.constant(self.rate / self.times) / pi(ring) + half

    def tangent(self, ring: Ring, end: Quotient) -> Quotient:
        """The tangent at this end."""
        cosine, sine = rotation(ring, end * ring.constant(self.rate / self.times))
        return sine / cosine


@frozen
class _Place:
    """How many jumps of the tangent lie below an end, or at it; the tangent there, None at a jump."""

    below: int
    tangent: End


def over_turns(ring: Ring, body: Quotient, name: str, low: End, high: End, law: Law) -> Quotient | None:
    """The integral of a rational function of a sine and a cosine; `law` is that for rational functions."""
    if low is None or high is None:
        return None
    try:
        turning = _turning(ring, body, name)
        return None if turning is None else _over(ring, turning, low, high, law)
    except (NotImplementedError, Undefined, TooLarge):
        return None


def _turning(ring: Ring, body: Quotient, name: str) -> _Turning | None:
    places = [place for place in body.generators if name in ring.symbols[place]]
    if not places or not all(isinstance(ring.atoms[place], Cosine | Sine) for place in places):
        return None
    rates = {_rate(ring, place, name) for place in places}
    rate = rates.pop()
    if rates or not rate:
        return None
    turned = ring.replaced(body, {place: -ring.generators[place] for place in places})
    return _Turning(body, name, rate, 1 if (turned - body).is_zero() else 2)


def _rate(ring: Ring, place: int, name: str) -> Fraction | None:
    angle = angle_of(ring, place)
    return None if angle is None else (angle / symbol(ring, name, ())).number()


def _over(ring: Ring, turning: _Turning, low: Quotient, high: Quotient, law: Law) -> Quotient | None:
    periods = (turning.turns(ring, high) - turning.turns(ring, low)).number()
    if periods is not None and periods.denominator == 1:
        line = _part(ring, turning, None, None, law)
        return None if line is None else line * ring.constant(periods)
    start, stop = _place(ring, turning, low), _place(ring, turning, high)
    if start is None or stop is None:
        return None
    if stop.below < start.below or (stop.below == start.below and stop.tangent is None):
        back = _over(ring, turning, high, low, law)
        return None if back is None else -back
    total = ring.zero
    for begin, end, times in _cells(start, stop):
        part = _part(ring, turning, begin, end, law) if times else ring.zero
        if part is None:
            return None
        total = total + part * ring.constant(times)
    return total


def _periods_below(ring: Ring, turns: Quotient) -> int | None:
    """The whole part of a number, seen by its signs; None where that is not seen."""
    number = turns.number()
    if number is not None:
        return number.numerator // number.denominator
    if turns.symbols:
        return None
    for least in range(-_MOST_PERIODS, _MOST_PERIODS):
        above, below = (certain_sign(ring, turns - ring.constant(least + step)) for step in (0, 1))
        if above == signs.POSITIVE and below == signs.NEGATIVE:
            return least
    return None


def _place(ring: Ring, turning: _Turning, end: Quotient) -> _Place | None:
    turns = turning.turns(ring, end)
    below = _periods_below(ring, turns)
    if below is None:
        return None
    return _Place(below, None if turns.number() == below else turning.tangent(ring, end))


def _cells(start: _Place, stop: _Place) -> Iterator[tuple[End, End, int]]:
    """The ranges of the tangent, and how often each comes."""
    if start.below == stop.below:
        yield start.tangent, stop.tangent, 1
        return
    if start.tangent is not None:
        yield start.tangent, None, 1
    yield None, None, stop.below - start.below - (start.tangent is not None)
    if stop.tangent is not None:
        yield None, stop.tangent, 1


def _part(ring: Ring, turning: _Turning, low: End, high: End, law: Law) -> Quotient | None:
    """The integral over the tangent."""
    name = range_variable(ring, "tangent", low, high)
    t = symbol(ring, name, ())
    factor = ring.constant(turning.times / turning.rate)
    body = with_symbol(ring, turning.body, turning.name, arc_tangent(ring, t) * factor)
    return law(ring, body * factor / (ring.one + t * t), name, low, high)
