"""The sums of `(p k + q)^(-s)` over all `k` from some place on, also with alternating signs: values of zeta.

With `p > 0` and `x = k + q/p` at the beginning, positive unless `s` is a whole number, they are

    of (p k + q)^(-s)          p^(-s) zeta(s, x), where the real part of s is greater than 1,
    of (-1)^k (p k + q)^(-s)   (2 p)^(-s) (zeta(s, x/2) - zeta(s, (x + 1)/2)), where it is positive,

but for `s = 1` the second one, which converges locally uniformly, by partial summation, and so is continuous
there. The power may be written as several: `1/(z + k)^(m + 1)` has the exponents `-m` and `-1`.
Source: Abramowitz and Stegun, 23.2.1, 23.2.19; NIST DLMF, 25.11.1, 25.11.35.
"""

from __future__ import annotations

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, Logarithm, Power
from derivcheck.kernel.algebra.conjugates import real_part
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.hurwitz import hurwitz, is_whole_from_two
from derivcheck.kernel.knowledge.conditions import POLE_FREE
from derivcheck.kernel.sums.gosper import coefficients_in, degree_in
from derivcheck.kernel.sums.rational_series import Series, term_by_term

__all__ = ["zeta_series"]


@frozen
class _Powers:
    """`(p k + q)^(-s)`"""

    slope: Quotient
    start: Quotient
    exponent: Quotient


def zeta_series(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on, where that of each of its terms certainly converges."""
    return term_by_term(ring, body, index, lambda part: _of_term(ring, part, index, low))


def _of_term(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    if len(body.num) != 1:
        return None
    rest, found = body, list[_Powers]()
    for factor, times in factored(ring, body).parts:
        if index not in factor.names or _is_sign(ring, factor):
            continue
        powers = _powers(ring, factor, index)
        if powers is None:
            return None
        rest = rest / factor**times
        found.append(_Powers(powers.slope, powers.start, powers.exponent * ring.constant(times)))
    step = ring.at(rest, {index: variable(index).shifted(1)}) / rest
    total = _together(found)
    if total is None or not (step.is_one() or (-step).is_one()):
        return None
    beginning = ring.at(rest, {index: low}) * exp(ring, -total.exponent * log(ring, total.slope))
    first = total.start / total.slope + ring.of_form(low)
    return _from(ring, beginning, total.exponent, first, alternates=not step.is_one())


def _is_sign(ring: Ring, factor: Quotient) -> bool:
    """Whether a factor is `(-1)^k`."""
    atom = factor.atom()
    return isinstance(atom, Power) and (-atom.base).is_one()


def _powers(ring: Ring, factor: Quotient, index: str) -> _Powers | None:
    """A factor as a power of what is linear in the index, which is positive or beside a whole exponent."""
    atom = factor.atom()
    if isinstance(atom, Power):
        base, exponent = atom.base, atom.exponent
    elif isinstance(atom, Exponential):
        logarithm = atom.argument / ring.constant(atom.unit)
        inside = _logarithm(ring, logarithm, index)
        if inside is None:
            return None
        base, exponent = inside.argument, logarithm / ring.generator(inside)
    else:
        base, exponent = factor, ring.one
    linear = base.den.is_constant() and degree_in(ring, base.num, index) == 1
    if not linear or index in exponent.names:
        return None
    start, slope = coefficients_in(ring, base, index)
    return _Powers(slope, start, -exponent) if ring.sign(slope) == signs.POSITIVE else None


def _logarithm(ring: Ring, value: Quotient, index: str) -> Logarithm | None:
    """The only logarithm in which the index stands."""
    found = [ring.atoms[place] for place in value.generators if index in ring.names[place]]
    return found[0] if len(found) == 1 and isinstance(found[0], Logarithm) else None


def _together(found: list[_Powers]) -> _Powers | None:
    """The product of powers of the same."""
    if not found or any((each.slope, each.start) != (found[0].slope, found[0].start) for each in found):
        return None
    total = found[0].exponent
    for each in found[1:]:
        total = total + each.exponent
    return _Powers(found[0].slope, found[0].start, total)


def _from(ring: Ring, beginning: Quotient, s: Quotient, x: Quotient, *, alternates: bool) -> Series | None:
    """The sum of `(k + x)^(-s)` over whole `k >= 0`, times what stands before it."""
    least = real_part(ring, s) if alternates else real_part(ring, s) - ring.one
    apart, anywhere = s - ring.one, is_whole_from_two(ring, s)
    if ring.sign(least) != signs.POSITIVE or not (anywhere or ring.sign(x) == signs.POSITIVE):
        return None
    if apart.is_zero():
        return None
    if not alternates:
        return Series(beginning * hurwitz(ring, s, x), ((x, POLE_FREE),))
    two = ring.constant(2)
    pair = hurwitz(ring, s, x / two) - hurwitz(ring, s, (x + ring.one) / two)
    value = beginning * exp(ring, -s * log(ring, two)) * pair
    return Series(value, ((apart, signs.NONZERO), (x, POLE_FREE)))
