"""Infinite sums with a known value.

*Telescoping.* Where `T(k + 1) - T(k) = t(k)` for all `k >= a` and `T(k)` has the limit `L`, the sum from
`a` on is `L - T(a)`. Gosper's algorithm proposes `T`. The limit is read off where `T` is rational in `k`,
and is 0 where `T` is a rational function times powers of `r` with `|r| < 1`: so geometric series, and
those with a polynomial before the power.

*By the ratio of neighbours* `t(k + 1)/t(k)`:

* `y/(k + 1)`: `t(0) exp(y)`;
* `-w^2/((2k + 1)(2k + 2))`: `t(0) cos(w)`; with a plus sign `t(0) cosh(w)`;
* `-w^2/((2k + 2)(2k + 3))`: `t(0) sin(w)/w`; with a plus sign `t(0) sinh(w)/w`;
* polynomials beside such powers: `derivcheck.kernel.sums.known_series`;
* those of `derivcheck.kernel.sums.binomial_series`.

Rational terms, beside powers or not: `derivcheck.kernel.sums.rational_series`; powers beside waves:
`derivcheck.kernel.sums.wave_series`, over powers of the index: `derivcheck.kernel.sums.fourier_series`;
orthogonal polynomials: `derivcheck.kernel.sums.generating_functions`; partial sums:
`derivcheck.kernel.sums.partial_sums`. What is none of these may be a hypergeometric function:
`derivcheck.kernel.sums.hypergeometric_series`.

Source: Abramowitz and Stegun, sections 3.6 and 4; Petkovsek, Wilf, Zeilberger, A = B, chapter 3.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute, exp
from derivcheck.kernel.functions.square_roots import square_root
from derivcheck.kernel.functions.trigonometric import rotation
from derivcheck.kernel.functions.waves import is_wave
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.sums.binomial_series import binomial_series, weighted_series
from derivcheck.kernel.sums.fourier_series import fourier_series
from derivcheck.kernel.sums.generating_functions import generating_function
from derivcheck.kernel.sums.gosper import (
    antidifference,
    by_similarity,
    coefficient_in,
    coefficients_in,
    degree_in,
)
from derivcheck.kernel.sums.hypergeometric_series import hypergeometric_series
from derivcheck.kernel.sums.known_series import moments
from derivcheck.kernel.sums.partial_sums import series_of_partial_sums
from derivcheck.kernel.sums.rational_series import Series, rational_series
from derivcheck.kernel.sums.telescoping import is_defined
from derivcheck.kernel.sums.wave_series import wave_series
from derivcheck.kernel.sums.zeta_series import zeta_series

__all__ = ["Series", "diverges_beyond", "series"]

#: Sums that begin further off are left alone.
_LATEST_BEGINNING = 8
_MOST_POLES = 8
_MOST_STEPS = 5


def series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on, of which the facts know the range; None where it is not known."""
    if body.is_zero() or index not in body.names:
        return None
    for rule in _RULES:
        with suppress(Outside, Undefined):
            found = rule(ring, body, index, low)
            if found is not None and all(_may_hold(ring, *each) for each in found.conditions):
                return found
    return None


def diverges_beyond(ring: Ring, body: Quotient, index: str) -> bool:
    """Whether a sum has a value only where its conditions hold, since on the rim its terms do not fall.

    Powers of `r` beside a rational function of the index of degree 0 or more; one over the index itself,
    beside powers of a real `r`, has a value at `r = -1`, which `rational_series` says.
    """
    ratio = ring.at(body, {index: variable(index).shifted(1)}) / body
    above, below = (degree_in(ring, part, index) for part in (ratio.num, ratio.den))
    if above is None or above != below:
        return False
    degree = _degree_of_growth(ring, ratio, index)
    step = coefficient_in(ring, ratio.num, index, above) / coefficient_in(ring, ratio.den, index, above)
    return degree is not None and degree >= (-1 if signs.is_real(ring.sign(step)) else 0)


def _may_hold(ring: Ring, value: Quotient, allowed: int) -> bool:
    return allowed > signs.ANY or bool(ring.sign(value) & allowed)


# -- telescoping ---------------------------------------------------------------------------------------------


def _telescoped(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    found = antidifference(ring, [body], index)
    if found is None:
        return None
    here = variable(index)
    following = ring.at(found.value, {index: here.shifted(1)})
    if not (following - found.value - body).is_zero():
        return None
    beginning = ring.at(found.value, {index: low})
    above, below = (degree_in(ring, part, index) for part in (found.value.num, found.value.den))
    if above is not None and below is not None:
        if not is_defined(ring, found.value):
            return None
        leading = coefficient_in(ring, found.value.den, index, below)  # it may be 0 for some values
        falls = above < below and signs.is_within(ring.sign(leading), signs.NONZERO)
        return Series(-beginning) if falls else None
    step = _geometric_step(ring, found.value, index)
    if step is None or not _is_defined_inside(ring, found.value, step):
        return None
    if (step + ring.one).is_zero():
        return Series(-beginning) if _falls_beside(ring, found.value, index) else None
    return Series(-beginning, ((ring.one - absolute(ring, step), signs.POSITIVE),))


def _is_defined_inside(ring: Ring, value: Quotient, step: Quotient) -> bool:
    """True when `value` has a value for every index as long as the step is not 1."""
    for _ in range(_MOST_POLES):
        if is_defined(ring, value):
            return True
        value = value * (step - ring.one)
    return False


def _falls_beside(ring: Ring, value: Quotient, index: str) -> bool:
    """True when a rational function of the index times `(-1)^k` has the limit 0: its degree is negative."""
    ratio = ring.at(value, {index: variable(index).shifted(1)}) / value
    degree = _degree_of_growth(ring, ratio, index)
    return degree is not None and degree < 0


def _degree_of_growth(ring: Ring, ratio: Quotient, index: str) -> Fraction | None:
    """The degree of a rational function of the index, beside powers, by the ratio of its neighbours."""
    above, below = (
        coefficients_in(ring, Quotient(ring, part, ring.one.den), index) for part in (ratio.num, ratio.den)
    )
    if len(above) < 2:
        return Fraction(0) if len(above) == len(below) == 1 else None
    return (above[-2] / above[-1] - below[-2] / below[-1]).number()


def _geometric_step(ring: Ring, value: Quotient, index: str) -> Quotient | None:
    """`r` when `value` is a rational function of the index times a power of `r` whose exponent it is."""
    ratio = ring.at(value, {index: variable(index).shifted(1)}) / value
    above, below = (degree_in(ring, part, index) for part in (ratio.num, ratio.den))
    if above is None or above != below:
        return None
    return coefficient_in(ring, ratio.num, index, above) / coefficient_in(ring, ratio.den, index, above)


# -- by the ratio of neighbours ------------------------------------------------------------------------------


def _has_waves(ring: Ring, body: Quotient, index: str) -> bool:
    """True with sines or cosines that change with the index: a ratio of such terms is none of these."""
    return any(is_wave(ring, place, index) for place in body.generators)


def _by_ratio(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    if low.terms or not 0 <= low.const <= _LATEST_BEGINNING or _has_waves(ring, body, index):
        return None
    k = ring.of_form(variable(index))
    ratio = ring.at(body, {index: variable(index).shifted(1)}) / body
    two, three = ring.constant(2), ring.constant(3)
    free = [
        ratio * (k + ring.one),
        ratio * (two * k + ring.one) * (two * k + two),
        ratio * (two * k + two) * (two * k + three),
    ]
    for place, value in enumerate(free):
        if index not in value.names and _goes_on(ring, body, ratio, index, range(low.const)):
            return _ROWS[place](ring, body, index, low.const, value)
    newton = binomial_series(ring, ratio, index)
    if newton is not None and _goes_on(ring, body, ratio, index, range(low.const)):
        total = _at(ring, body, index, 0) * newton.value
        return Series(_less_the_first(ring, total, body, index, low.const).value, newton.conditions)
    for step in range(_MOST_STEPS):  # `k/(k + 1)!` is `(k - 1)/k!`, one place on
        moved = ring.at(body, {index: variable(index).shifted(-step)}) if step else body
        found = moments(ring, moved, index, low.const + step)
        if found is not None:
            return Series(found)
    weighted = weighted_series(ring, body, index, low.const)
    if weighted is None:
        return None
    return Series(_less_the_first(ring, weighted.value, body, index, low.const).value, weighted.conditions)


def _by_exponentials(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """Several kinds of terms, each with a sum by the exponential series, which converges everywhere."""
    if low.terms or not 0 <= low.const <= _LATEST_BEGINNING or len(body.num) < 2:
        return None
    total, kinds = ring.zero, 0
    for base, weight in by_similarity(ring, body, index):
        found = moments(ring, base * weight, index, low.const)
        if found is None:
            return None
        total, kinds = total + found, kinds + 1
    return Series(total) if kinds > 1 else None


def _goes_on(ring: Ring, body: Quotient, ratio: Quotient, index: str, places: range) -> bool:
    """True when the ratio of neighbours is the same at the places before the beginning."""
    return all(
        (
            _at(ring, body, index, place + 1) - _at(ring, body, index, place) * _at(ring, ratio, index, place)
        ).is_zero()
        for place in places
    )


def _less_the_first(ring: Ring, total: Quotient, body: Quotient, index: str, low: int) -> Series:
    for place in range(low):
        total = total - ring.at(body, {index: constant(place)})
    return Series(total)


def _exponential(ring: Ring, body: Quotient, index: str, low: int, y: Quotient) -> Series | None:
    return _less_the_first(ring, _at(ring, body, index, 0) * exp(ring, y), body, index, low)


def _at(ring: Ring, body: Quotient, index: str, place: int) -> Quotient:
    return ring.at(body, {index: constant(place)})


def _cosine(ring: Ring, body: Quotient, index: str, low: int, y: Quotient) -> Series | None:
    root = square_root(ring, y)
    if root is None:
        return None
    w, turns = root
    half = ring.constant(Fraction(1, 2))
    even = rotation(ring, w)[0] if turns else (exp(ring, w) + exp(ring, -w)) * half
    return _less_the_first(ring, _at(ring, body, index, 0) * even, body, index, low)


def _sine(ring: Ring, body: Quotient, index: str, low: int, y: Quotient) -> Series | None:
    root = square_root(ring, y)
    if root is None:
        return None
    w, turns = root
    scale = _at(ring, body, index, 0) / w
    if not ring.is_total(scale):
        return None
    odd = rotation(ring, w)[1] if turns else (exp(ring, w) - exp(ring, -w)) * ring.constant(Fraction(1, 2))
    return _less_the_first(ring, scale * odd, body, index, low)


def _of_partial_sums(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    return series_of_partial_sums(ring, body, index, low, series)


_ROWS = (_exponential, _cosine, _sine)
_RULES = (
    _telescoped,
    rational_series,
    wave_series,
    fourier_series,
    _by_ratio,
    _by_exponentials,
    zeta_series,
    generating_function,
    _of_partial_sums,
    hypergeometric_series,
)
