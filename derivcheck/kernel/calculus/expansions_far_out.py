"""Functions of what grows beyond all bounds.

* `erf(y) = 1 - exp(-y^2)/(sqrt(pi) y) (1 - 1/(2 y^2) + 3/(4 y^4) - ...)`, with -1 for 1 where `y < 0`;
* `binomial(y, k) = gamma(y + 1)/(gamma(k + 1) gamma(y - k + 1))` for a `k > -1` that stays.

Source: DLMF, 7.12.1 and 5.2.5.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.calculus.expansions import Series, Unexpanded
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.trigonometric import pi

if TYPE_CHECKING:
    from derivcheck.kernel.calculus.expander import Expander

__all__ = ["binomial", "error_function"]

_Row = Callable[["Expander", Series], Series]


def _error_coefficient(place: int) -> Fraction:
    """For `place = 2 n + 1` that is `(-1)^n 1 * 3 * ... * (2 n - 1)/2^n`."""
    if place % 2 == 0:
        return Fraction(0)
    found = Fraction(1)
    for odd in range(1, place - 1, 2):
        found *= Fraction(-odd, 2)
    return found


def error_function(expand: Expander, series: Series, raised: _Row) -> Series:
    """The error function of what grows; `raised` is the exponential."""
    ring = expand.ring
    inverse = series.raised(-1, lambda lead: ring.one / lead)
    falling = raised(expand, (series * series).times(-ring.one))
    tail = falling * inverse.composed(lambda order: ring.constant(_error_coefficient(order)))
    root = rational_power(ring, pi(ring), Fraction(-1, 2))
    return expand.empty.constant(ring.constant(expand.side_of(series))) + tail.times(-root)


def binomial(expand: Expander, series: Series, lower: Quotient, gamma_of: _Row) -> Series:
    """The binomial coefficient of what grows; `gamma_of` is the gamma function."""
    ring = expand.ring
    below = lower + ring.one
    if expand.side_of(series) < 0 or ring.sign(below) != signs.POSITIVE:
        raise Unexpanded
    above, beside = (
        gamma_of(expand, series + expand.empty.constant(shift)) for shift in (ring.one, ring.one - lower)
    )
    ratio = above * beside.raised(-1, lambda lead: ring.one / lead)
    return ratio.times(ring.one / gamma(ring, below))
