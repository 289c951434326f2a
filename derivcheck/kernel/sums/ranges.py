"""Variables of integration: their names, and the signs of polynomials while such a variable runs
through its range.

A variable is a symbol whose name spells its range, so whatever is known of it holds wherever it occurs.
It lies strictly between its two ends (of which either may be the larger). Hence, for a polynomial `p`:

* *Linear.* If `p` is linear in the variable, its value is a mean of those at the two ends.
* *Shifted.* With one end at infinity, `x = low + y` with a positive `y`, and the terms may show the sign.
* *Quadratic.* `a x^2 + b x + c` with `4 a c > b^2` has the sign of `a`.
* *Balls.* Without parameters the range is covered by balls. Where the polynomial vanishes at an end, its
  derivative must have one sign there (or, where that vanishes too, the next).
"""

from __future__ import annotations

from flint import arb, fmpq, fmpz_mpoly

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.enclosures import Enclosure
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.passing import is_variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.units import spelled
from derivcheck.kernel.functions.symbols import Variable, symbol

__all__ = ["End", "range_variable", "sign_in_range"]

#: An end of a range; None is infinity, at the low end minus infinity.
End = Quotient | None

_MOST_BALLS = 160
_DEEPEST = 10
#: So many derivatives are looked at where a polynomial vanishes at an end.
_HIGHEST_ORDER = 4


def range_variable(ring: Ring, mark: str, low: End, high: End) -> str:
    """The name of the variable with this mark and range, which the ring knows from now on."""
    ends = ",".join("oo" if end is None else spelled(end) for end in (low, high))
    name = f"%{mark}[{ends}]"
    ring.ranges.setdefault(name, (low, high))
    return name


def sign_in_range(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """The signs that a polynomial may have where every variable in it is inside its range."""
    value = Quotient(ring, polynomial, ring.one.den)
    inside = [name for name in value.symbols if is_variable(name)]
    if not value.symbols:
        return _of_constant(ring, value)
    total = signs.ANY
    for name in sorted(inside):
        key = value, name, ring.facts, ring.epoch
        known = ring.remembered_signs.get(key)
        if known is None:
            ring.remembered_signs[key] = signs.ANY  # what is asked inside must not ask this again
            known = ring.remembered_signs[key] = _sign(ring, value, name)
        total &= known
    return total


def _of_constant(ring: Ring, value: Quotient) -> int:
    found = Enclosure(ring, {}).of(value)
    if found is None:
        return signs.ANY
    return signs.POSITIVE if found > 0 else signs.NEGATIVE if found < 0 else signs.REAL


def _sign(ring: Ring, value: Quotient, name: str) -> int:
    low, high = ring.ranges[name]
    place = ring.places.get(SymbolAtom(name))
    direct = place is not None and not any(
        name in ring.symbols[other] for other in value.generators if other != place
    )
    total = signs.ANY
    if direct and place is not None:
        degree = value.num.degrees()[place]
        if degree == 1:
            total &= _linear(ring, value, place, low, high)
        elif degree == 2:
            total &= _quadratic(ring, value, place)
        if signs.is_within(total, signs.NONZERO):
            return total
        if degree > 1 and low is not None and high is not None:
            total &= _bent(ring, value, place, low, high)
        if degree > 1 and (low is None) != (high is None):
            total &= _shifted(ring, value, place, low, high)
        if degree > 1:
            total &= _of_factors(ring, value)
    if low is not None and high is not None and value.symbols == {name}:
        total &= _by_balls(ring, value, name, low, high)
    return total


def _linear(ring: Ring, value: Quotient, place: int, low: End, high: End) -> int:
    if low is None and high is None:
        return signs.ANY
    rising = ring.sign(ring.quotient(value.num.derivative(place), ring.one.den))
    found = [
        rising if high is None else ring.sign(ring.replaced(value, {place: high})),
        signs.negate(rising) if low is None else ring.sign(ring.replaced(value, {place: low})),
    ]
    return _mean(*found)


def _bent(ring: Ring, value: Quotient, place: int, low: Quotient, high: Quotient) -> int:
    """Between the ends a concave value is above the mean of those there, a convex one below."""
    ends = [ring.sign(ring.replaced(value, {place: end})) for end in (low, high)]
    for allowed, bend in ((signs.NONNEGATIVE, signs.NONPOSITIVE), (signs.NONPOSITIVE, signs.NONNEGATIVE)):
        if all(signs.is_within(each, allowed) for each in ends):
            second = ring.quotient(value.num.derivative(place).derivative(place), ring.one.den)
            if signs.is_within(ring.sign(second), bend):
                mean = _mean(*ends)
                return mean if signs.is_within(mean, signs.NONZERO) else allowed
    return signs.ANY


def _mean(first: int, second: int) -> int:
    """The signs that a weighted mean of two numbers may have, both weights being positive."""
    return signs.add(first, second)


def _quadratic(ring: Ring, value: Quotient, place: int) -> int:
    square = ring.quotient(value.num.derivative(place).derivative(place), ring.one.den)  # 2 a
    zero = {place: ring.zero}
    linear = ring.replaced(ring.quotient(value.num.derivative(place), ring.one.den), zero)
    constant = ring.replaced(value, zero)
    if ring.sign(ring.constant(2) * square * constant - linear * linear) == signs.POSITIVE:
        return ring.sign(square)
    return signs.ANY


def _of_factors(ring: Ring, value: Quotient) -> int:
    """The sign of a product."""
    number, factors = polynomial_factors(ring, value.num)
    if len(factors) < 2:
        return signs.ANY
    total = signs.sign_of_number(number)
    for factor, exponent in factors:
        total = signs.multiply(total, signs.power(ring.sign(factor), exponent))
    return total


def _shifted(ring: Ring, value: Quotient, place: int, low: End, high: End) -> int:
    beyond = symbol(ring, range_variable(ring, "+", ring.zero, None), ())
    if low is not None:
        image = low + beyond
    elif high is not None:
        image = high - beyond
    if beyond.generators[0] == place:
        return signs.ANY
    return ring.sign(ring.replaced(value, {place: image}))


# -- balls -------------------------------------------------------------------------------------------


def _by_balls(ring: Ring, value: Quotient, name: str, low: Quotient, high: Quotient) -> int:
    start, stop = (Enclosure(ring, {}).of(end) for end in (low, high))
    if start is None or stop is None:
        return signs.ANY
    derivatives = [value]
    total = 0
    waiting = [(fmpq(0), fmpq(1), 0)]
    for _ in range(_MOST_BALLS):
        if not waiting or total == signs.REAL:
            break
        left, right, depth = waiting.pop()
        ball = (start + (stop - start) * left).union(start + (stop - start) * right)
        here = _sign_on(ring, value, name, ball)
        if here == signs.REAL and (left == 0 or right == 1):
            end = low if left == 0 else high
            forwards = (left == 0) == bool(stop > start) if (stop > start or stop < start) else None
            if forwards is not None:
                here = _sign_beside(ring, derivatives, name, end, ball, forwards)
        if here == signs.REAL:
            if depth == _DEEPEST:
                return signs.ANY
            middle = (left + right) / 2
            waiting += [(middle, right, depth + 1), (left, middle, depth + 1)]
        else:
            total |= here
    return signs.ANY if waiting else total


def _sign_on(ring: Ring, value: Quotient, name: str, ball: arb) -> int:
    found = Enclosure(ring, {name: ball}).of(value)
    if found is None:
        return signs.REAL
    return signs.POSITIVE if found > 0 else signs.NEGATIVE if found < 0 else signs.REAL


def _sign_beside(
    ring: Ring, derivatives: list[Quotient], name: str, end: Quotient, ball: arb, forwards: bool
) -> int:
    """The sign inside the ball, which begins or ends at an end at which the value vanishes."""
    for order in range(1, _HIGHEST_ORDER + 1):
        try:
            if not with_symbol(ring, derivatives[order - 1], name, end).is_zero():
                return signs.REAL
            if order == len(derivatives):
                derivatives.append(ring.derivative(derivatives[-1], Variable(name, ())))
        except (Undefined, NotImplementedError):
            return signs.REAL
        found = _sign_on(ring, derivatives[order], name, ball)
        if found != signs.REAL:
            return found if forwards or order % 2 == 0 else signs.negate(found)
    return signs.REAL
