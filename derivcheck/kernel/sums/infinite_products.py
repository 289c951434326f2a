"""Infinite products of rational functions of the index.

Let `N(k)/D(k)` be such that `D` has a higher degree than `N - D` by at least 2. Then the product converges,
locally uniformly in what else stands there, and with the roots `u` of `N` and `v` of `D` it is

    P(N/D; a, oo) = product of gamma(a - v) / product of gamma(a - u),

the limit of its finite products, for `gamma(n + x)/gamma(n)` is like `n^x`: as many roots stand above as
below, with the same sum. It is found from the irreducible factors of both:

* Factors that differ by a shift of the index differ by finitely many values: `F(k + 1)` above and `F(k)`
  below leave `1/F(a)`. So products that telescope have a value whatever `F` is.
* Of the roots `-h - s` and `-h + s`, with a whole `2 c = 2 (a + h)`, `1/(gamma(c + s) gamma(c - s))` is a
  rational function of `s^2` times `sin(pi s)/(pi s)` for a whole `c`, else times `cos(pi s)/pi` (reflection).
  Where `s^2` is negative these are hyperbolic. The two may be of one factor of degree 2.
* `gamma(a - u)` is left of other factors of degree 1.

That no denominator of these is 0, and no gamma at a pole, are conditions: `sin(pi s)/(pi s)` has no value
where `s` is 0, and of a root above that is a whole number from `a` on the product is 0. They set points aside
to which the product goes on continuously. So no wave may be 0 since `s` is a declared whole number.
Source: Whittaker, Watson, A course of modern analysis, 12.13.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from math import floor

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.factors import certain_sign, factored
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.square_roots import square_root
from derivcheck.kernel.functions.trigonometric import hyperbolic, pi, rotation
from derivcheck.kernel.knowledge.conditions import POLE_FREE, constant_part
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["infinite_product"]

_MOST_FACTORS = 12
_LONGEST_SHIFT = 30
_HALF = Fraction(1, 2)

#: A monic factor in the index, or the argument of a gamma, and how often it stands there.
_Powers = list[tuple[Quotient, int]]


def infinite_product(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The product of `body` from `low` on, of which the facts know the range; None where it is not known."""
    if body.is_zero() or index not in body.names:
        return None
    with suppress(Undefined):
        factors = _factors(ring, body, index)
        if factors is not None:
            taken = _Taken(ring, low, index)
            return taken.whole(taken.by_shifts(factors))
    return None


def _factors(ring: Ring, body: Quotient, index: str) -> _Powers | None:
    """The monic factors, if the leading coefficients and the sums of the roots cancel."""
    found: _Powers = []
    parts = factored(ring, body)
    leading, degrees, roots = ring.constant(parts.number), 0, ring.zero
    for factor, times in parts.parts:
        if index not in factor.names:
            leading = leading * factor**times
            continue
        degree = degree_in(ring, factor.num, index)
        if degree is None:
            return None
        *_, second, first = coefficients_in(ring, factor, index)
        if not signs.is_within(certain_sign(ring, first), signs.NONZERO):
            return None
        leading, degrees = leading * first**times, degrees + times * degree
        roots = roots + second / first * ring.constant(times)
        found.append((factor / first, times))
    converges = leading.is_one() and not degrees and roots.is_zero()
    return found if converges and len(found) <= _MOST_FACTORS else None


class _Taken:
    """A product from `low` on, of which one factor after the other is taken."""

    def __init__(self, ring: Ring, low: Form, index: str) -> None:
        self._ring, self._low, self._index = ring, low, index
        self._value = ring.one
        self._conditions: dict[tuple[Quotient, int], None] = {}

    def _ask(self, value: Quotient, allowed: int = signs.NONZERO) -> None:
        self._conditions[value, allowed] = None

    def whole(self, left: _Powers) -> Series | None:
        """All of it, with waves and gammas for what is left of the factors."""
        places: _Powers = []
        for factor, times in left:
            row = coefficients_in(self._ring, factor, self._index)
            if len(row) == 2:
                places.append((self._ring.of_form(self._low) + row[0], times))
            elif len(row) > 3 or not self._of_quadratic(row, times):
                return None
        for place, times in self._without_pairs(places):
            self._by_gamma(place, times)
        return Series(self._value, tuple(self._conditions))

    # -- factors that differ by a shift --------------------------------------------------------------------

    def by_shifts(self, factors: _Powers) -> _Powers:
        """What is left of factors that differ by a shift: those of one kind are brought to the last one.

        What the value is divided by on the way are values of factors below, which are not 0.
        """
        kinds: dict[Quotient, list[tuple[int, int]]] = {}
        for factor, times in factors:
            move = self._offset(factor)
            kinds.setdefault(self._moved(factor, -move), []).append((move, times))
        left: _Powers = []
        for kind, places in kinds.items():
            last, count = max(places)[0], sum(times for _, times in places)
            for move, times in places:
                for step in range(move, last):
                    self._value = self._value * self._at(self._moved(kind, step)) ** times
            if count:
                left.append((self._moved(kind, last), count))
        return left

    def _offset(self, factor: Quotient) -> int:
        """How far a factor is from the one of its kind that is chosen."""
        row = coefficients_in(self._ring, factor, self._index)
        move = floor(constant_part(self._ring, row[-2]) / (len(row) - 1))
        if abs(move) > _LONGEST_SHIFT:
            raise Undefined
        return move

    def _moved(self, factor: Quotient, move: int) -> Quotient:
        return self._ring.at(factor, {self._index: variable(self._index).shifted(move)}) if move else factor

    def _at(self, factor: Quotient) -> Quotient:
        return self._ring.at(factor, {self._index: self._low})

    # -- pairs of roots ------------------------------------------------------------------------------------

    def _of_quadratic(self, row: Sequence[Quotient], times: int) -> bool:
        """Take `(k + h)^2 - s^2`, if `c` is a number and the sign of `s^2` is known."""
        ring = self._ring
        h = row[1] * ring.constant(_HALF)
        centre, square = (ring.of_form(self._low) + h).number(), h * h - row[0]
        root = None if square.is_zero() else square_root(ring, square)
        if centre is None or root is None or not _is_half_of_whole(centre):
            return False
        self._by_wave(centre, root[0], times, turns=not root[1])
        return True

    def _without_pairs(self, places: _Powers) -> Iterator[tuple[Quotient, int]]:
        """What is left of the gammas when those are taken whose arguments have a whole sum."""
        left, half = dict(places), self._ring.constant(_HALF)
        for place in left:
            for other in left:
                centre = ((place + other) * half).number()
                if place == other or centre is None or not _is_half_of_whole(centre):
                    continue
                if left[place] * left[other] > 0:
                    times = min(left[place], left[other], key=abs)
                    self._by_wave(centre, (place - other) * half, times, turns=True)
                    left[place], left[other] = left[place] - times, left[other] - times
        yield from ((place, times) for place, times in left.items() if times)

    def _by_wave(self, centre: Fraction, s: Quotient, times: int, *, turns: bool) -> None:
        """Multiply by a power of `1/(gamma(c + s) gamma(c - s))`, with `I s` for `s` where nothing turns."""
        ring = self._ring
        start = Fraction(1) if centre.denominator == 1 else _HALF
        cosine, sine = (rotation if turns else hyperbolic)(ring, pi(ring) * s)
        wave, scale = (sine, pi(ring) * s) if start == 1 else (cosine, pi(ring))
        square, steps = s * s if turns else -s * s, int(centre - start)
        for step in (*range(steps), *range(steps, 0)):
            each = ring.constant((start + step) ** 2) - square
            scale = scale * each if steps > 0 else scale / each
        self._value = self._value * (wave / scale) ** times
        asked = ring.quotient(scale.num if times > 0 else scale.den, ring.one.den)
        if wave.is_zero() and not signs.is_within(ring.sign(asked), signs.NONZERO):
            raise Undefined  # of a whole number `s`, which is apart from the others
        if times < 0:
            self._ask(wave)
        self._ask(asked)

    # -- what is left --------------------------------------------------------------------------------------

    def _by_gamma(self, place: Quotient, times: int) -> None:
        number = place.whole_number()
        if number is not None and number <= 0 < times:
            self._value = self._ring.zero
            return
        self._ask(place, POLE_FREE)
        self._value = self._value / gamma(self._ring, place) ** times


def _is_half_of_whole(centre: Fraction) -> bool:
    return centre.denominator <= 2 and abs(centre) <= _LONGEST_SHIFT
