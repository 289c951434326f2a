"""The sums of `(p k + q)^(-s)` over all `k` from some place on, which are values of zeta.

With `p > 0` and `k + q/p > 0` from the beginning `a` on, it is `p^(-s) zeta(s, a + q/p)`, and converges where
the real part of `s` is greater than 1. Source: Abramowitz and Stegun, 23.2.1; NIST DLMF, 25.11.1.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, Logarithm
from derivcheck.kernel.algebra.conjugates import real_part
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.hurwitz import hurwitz
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in
from derivcheck.kernel.sums.rational_series import Series

__all__ = ["zeta_series"]


def zeta_series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on, where it certainly converges."""
    if low.terms or len(body.num) != 1 or len(body.den) != 1:
        return None
    total = ring.zero
    for place in body.generators:
        if index not in ring.names[place]:
            continue
        atom = ring.atoms[place]
        if not isinstance(atom, Exponential):
            return None
        times = int(body.num.degrees()[place]) - int(body.den.degrees()[place])
        total = total + log(ring, ring.generators[place]) * ring.constant(times)
    found = _power_of_linear(ring, total, index)
    if found is None:
        return None
    exponent, slope, start = found
    first = start / slope + ring.of_form(low)
    if any(ring.sign(each) != signs.POSITIVE for each in (real_part(ring, exponent) - ring.one, first)):
        return None
    outside = body / exp(ring, total)
    scale = exp(ring, -exponent * log(ring, slope))
    return Series(outside * scale * hurwitz(ring, exponent, first)) if index not in outside.names else None


def _power_of_linear(ring: Ring, total: Quotient, index: str) -> tuple[Quotient, Quotient, Quotient] | None:
    """`s`, `p` and `q` where the logarithm of the terms is `-s log(p k + q)`."""
    for place in total.generators:
        atom = ring.atoms[place]
        if not isinstance(atom, Logarithm) or index not in ring.names[place]:
            continue
        exponent = -total / ring.generators[place]
        inside = atom.argument
        if index in exponent.names or not inside.den.is_constant() or degree_in(ring, inside.num, index) != 1:
            return None
        start, slope = coefficients_in(ring, inside, index)
        return (exponent, slope, start) if ring.sign(slope) == signs.POSITIVE else None
    return None
