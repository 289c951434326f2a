"""Powers times exponentials of powers, between any positive ends.

If `x f'/f = p + q k x^k` then `f = c x^p exp(q x^k)`. For `q < 0` and `k > 0` the integral of it from `a > 0`
on is `c/k (-q)^(-s) uppergamma(s, -q a^k)` with `s = (p + 1)/k`, and from 0, where `s > 0`, that with
`gamma(s)` for the incomplete one. Up to `b > 0` it is less by the same with `b`.

Source: Abramowitz and Stegun, 6.5.2 and 6.5.3.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Exponential, Sine
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.incomplete_gamma import upper_gamma
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.sums.ranges import End

__all__ = ["between_positive_ends", "power_and_exponential"]


def power_and_exponential(
    ring: Ring, body: Quotient, name: str, rate: Quotient
) -> tuple[Quotient, Quotient, Quotient, Quotient] | None:
    """`c`, `p`, `-q` and `k` of `c x^p exp(q x^k)`, for a `k` with a sign; `rate` is `x f'/f`."""
    x, by = symbol(ring, name, ()), Variable(name, ())
    growth = x * ring.derivative(rate, by)
    if growth.is_zero():
        return None
    k = x * ring.derivative(growth, by) / growth
    if name in k.symbols or certain_sign(ring, k) not in (signs.POSITIVE, signs.NEGATIVE):
        return None
    p, steep = rate - growth / k, -growth / (k * k * exp(ring, k * log(ring, x)))
    if name in p.symbols or name in steep.symbols:
        return None
    constant = body * exp(ring, steep * exp(ring, k * log(ring, x)) - p * log(ring, x))
    return None if name in constant.symbols else (constant, p, steep, k)


def between_positive_ends(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Quotient | None:
    """The integral from 0 or a positive number to one, or to infinity; or None."""
    if low is None or not _is_exponential(ring, body, name):
        return None
    try:
        rate = symbol(ring, name, ()) * ring.derivative(body, Variable(name, ())) / body
        found = power_and_exponential(ring, body, name, rate)
        return None if found is None else _between(ring, *found, low, high)
    except (NotImplementedError, Undefined, TooLarge):
        return None


def _is_exponential(ring: Ring, body: Quotient, name: str) -> bool:
    atoms = [ring.atoms[place] for place in body.generators if name in ring.symbols[place]]
    waves = any(isinstance(atom, Cosine | Sine) for atom in atoms)
    return not waves and any(isinstance(atom, Exponential) for atom in atoms)


def _between(
    ring: Ring, constant: Quotient, p: Quotient, steep: Quotient, k: Quotient, low: Quotient, high: End
) -> Quotient | None:
    s = (p + ring.one) / k
    if not (certain_sign(ring, k) == certain_sign(ring, steep) == signs.POSITIVE):
        return None

    def beyond(end: Quotient) -> Quotient | None:
        """`uppergamma(s, -q end^k)`"""
        if end.is_zero():
            return gamma(ring, s) if certain_sign(ring, s) == signs.POSITIVE else None
        if certain_sign(ring, end) != signs.POSITIVE:
            return None
        return upper_gamma(ring, s, steep * exp(ring, k * log(ring, end)))

    first, last = beyond(low), ring.zero if high is None else beyond(high)
    if first is None or last is None:
        return None
    return constant / k * exp(ring, -s * log(ring, steep)) * (first - last)
