"""How zeta and harmonic numbers are read: one row, by name.

Hurwitz's `zeta(s, a)` is the sum of `(a + k)^(-s)` over all `k >= 0`, continued in `s` to all but 1, and
`zeta(s) = zeta(s, 1)`.

*At whole `s`.* `zeta(m, a) = (-1)^m polygamma(m - 1, a)/(m - 1)!` for `m >= 2`, off its poles, and
`zeta(-m, a) = -B(m + 1, a)/(m + 1)` for `m >= 0`, with Bernoulli's polynomial.
*Of other `s`* `zeta(s, a + 1) = zeta(s, a) - a^(-s)` brings `a` to one place, a number to `0 < a <= 1`, where
it may have a value (`derivcheck.kernel.functions.special_values`). A real `a` must be positive there.

*Harmonic numbers.* `harmonic(n, s)` is the sum that it stands for; of what is no sum of whole numbers
`harmonic(x) = digamma(x + 1) + EulerGamma`, and `harmonic(x, m) = zeta(m) - zeta(m, x + 1)` for `m >= 2`.

Source: Abramowitz and Stegun, chapters 6 and 23; NIST DLMF, 25.11.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Constant
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.bernoulli import bernoulli
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import brought, digamma, gamma, polygamma
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.special_values import hurwitz_at, zeta, zeta_at_whole
from derivcheck.kernel.knowledge.conditions import ENOUGH, POLE_FREE
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Big, Div, Num, Pow, Sym, Term, integer

__all__ = ["ZETA_CALLS", "hurwitz", "hurwitz_rate", "is_whole_from_two"]

Arguments = tuple[Term, ...]
Row = Callable[[Reader, Arguments], Quotient]

#: Zeta is written by Bernoulli's polynomials at the numbers down to this.
_FARTHEST = 40


def hurwitz(ring: Ring, s: Quotient, a: Quotient) -> Quotient:
    """`zeta(s, a)`, off its poles."""
    if is_whole_from_two(ring, s):
        sign = whole_power(ring, ring.constant(-1), s)
        return sign * polygamma(ring, s - ring.one, a) / gamma(ring, s)
    if _is_whole_up_to_zero(ring, s):
        degree = ring.one - s
        return -bernoulli(ring, degree, a) / degree

    def here(y: Quotient) -> Quotient:
        number = y.number()
        return opaque(ring, "zeta", s, y) if number is None else hurwitz_at(ring, s, number)

    return brought(ring, a, here, lambda y: -exp(ring, -s * log(ring, y)))


def hurwitz_rate(ring: Ring, s: Quotient, *a: Quotient) -> Quotient:
    """The derivative of `zeta(s, a)` by `a`: `-s zeta(s + 1, a)`."""
    if not a:
        raise NotImplementedError("the derivative of 'zeta'")
    return -s * hurwitz(ring, s + ring.one, a[0])


def is_whole_from_two(ring: Ring, s: Quotient) -> bool:
    """True for a whole number that is known to be 2 at least."""
    form = s.index_form()
    return form is not None and ring.facts.entails(form.shifted(-2))


# -- how they are read ---------------------------------------------------------------------------------------


def _zeta(reader: Reader, args: Arguments) -> Quotient:
    ring, s = reader.ring, reader.value(args[0])
    reader.require(s - ring.one, signs.NONZERO)
    if len(args) == 1:
        below = s.number() is None and _is_whole_up_to_zero(ring, s)
        return hurwitz(ring, s, ring.one) if below else zeta(ring, s)
    a = reader.value(args[1])
    if is_whole_from_two(ring, s):
        reader.require(a, POLE_FREE)
    elif _is_whole_up_to_zero(ring, s):
        return hurwitz(ring, s, a)
    elif signs.is_real(ring.sign(a)):
        reader.require(a, signs.POSITIVE, ENOUGH)
        if ring.sign(a) != signs.POSITIVE:
            return opaque(ring, "zeta", s, a)
    else:
        reader.require(a, POLE_FREE, ENOUGH)
    return hurwitz(ring, s, a)


def _is_whole_up_to_zero(ring: Ring, s: Quotient) -> bool:
    form, number = s.index_form(), s.number()
    near = number is None or number > -_FARTHEST
    return form is not None and near and ring.facts.entails(form.times(-1))


def _harmonic(reader: Reader, args: Arguments) -> Quotient:
    form = reader.maybe_form(args[0])
    order = args[1] if args[1:] else integer(1)
    if form is None:
        if isinstance(order, Num) and order.value.denominator == 1 and order.value >= 1:
            return _continued_harmonic(reader, args[0], int(order.value))
        raise Outside("a harmonic number of such an order")
    reader.require_form(form)
    place = "k of harmonic"  # no name that can be written
    return reader.value(Big("sum", Div(integer(1), Pow(Sym(place), order)), place, integer(1), args[0]))


def _continued_harmonic(reader: Reader, term: Term, order: int) -> Quotient:
    ring, above = reader.ring, reader.value(term) + reader.ring.one
    reader.require(above, POLE_FREE)
    if order == 1:
        return digamma(ring, above) + ring.generator(Constant("EulerGamma"))
    return zeta_at_whole(ring, order) - hurwitz(ring, ring.constant(order), above)


ZETA_CALLS: Mapping[str, Row] = {"harmonic": _harmonic, "zeta": _zeta}
