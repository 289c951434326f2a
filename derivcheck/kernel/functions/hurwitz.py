"""How zeta, harmonic numbers and Bernoulli's are read: one row, by name.

Hurwitz's `zeta(s, a)` is the sum of `(a + k)^(-s)` over all `k >= 0`, continued in `s` to all but 1, and
`zeta(s) = zeta(s, 1)`.

*At whole `s`.* `zeta(m, a) = (-1)^m polygamma(m - 1, a)/(m - 1)!` for `m >= 2`, off its poles, and
`zeta(-m, a) = -B(m + 1, a)/(m + 1)` for `m >= 0`, with Bernoulli's polynomial.
*Of other `s`* `zeta(s, a + 1) = zeta(s, a) - a^(-s)` brings `a` to one place, a number to `0 < a <= 1`, where
it may have a value (`derivcheck.kernel.functions.special_values`). A real `a` must be positive there.

*Harmonic numbers.* `harmonic(n, m)` is the sum that it stands for; of what is no sum of whole numbers
`harmonic(x) = digamma(x + 1) + EulerGamma`, and `harmonic(x, m) = zeta(m) - zeta(m, x + 1)` for `m >= 2`.

*Bernoulli.* `bernoulli(n, x)` and `bernoulli(n) = bernoulli(n, 0)` for written `n`; `bernoulli(1)` is left
open, as it is 1/2 to some and -1/2 to others.
Source: Abramowitz and Stegun, chapters 6 and 23; NIST DLMF, 25.11.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import comb

from flint import fmpq

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Constant
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.gammas import brought, digamma, gamma, polygamma
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.special_values import hurwitz_at, zeta, zeta_at_whole
from derivcheck.kernel.knowledge.conditions import ENOUGH, POLE_FREE
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Big, Div, Num, Pow, Sym, Term, integer

__all__ = ["ZETA_CALLS", "bernoulli_polynomial", "hurwitz", "hurwitz_rate"]

Arguments = tuple[Term, ...]
Row = Callable[[Reader, Arguments], Quotient]

#: Arguments are moved by at most this much, and Bernoulli polynomials written out up to this degree.
_FARTHEST = 40


def hurwitz(ring: Ring, s: Quotient, a: Quotient) -> Quotient:
    """`zeta(s, a)`, off its poles."""
    if _is_whole_from_two(ring, s):
        sign = whole_power(ring, ring.constant(-1), s)
        return sign * polygamma(ring, s - ring.one, a) / gamma(ring, s)
    whole = s.number()
    if whole is not None and _is_whole_up_to_zero(s):
        return bernoulli_polynomial(ring, 1 - int(whole), a) * ring.constant(Fraction(-1, 1 - int(whole)))

    def here(y: Quotient) -> Quotient:
        number = y.number()
        return opaque(ring, "zeta", s, y) if number is None else hurwitz_at(ring, s, number)

    return brought(ring, a, here, lambda y: -exp(ring, -s * log(ring, y)))


def hurwitz_rate(ring: Ring, s: Quotient, *a: Quotient) -> Quotient:
    """The derivative of `zeta(s, a)` by `a`: `-s zeta(s + 1, a)`."""
    if not a:
        raise NotImplementedError("the derivative of 'zeta'")
    return -s * hurwitz(ring, s + ring.one, a[0])


def _is_whole_from_two(ring: Ring, s: Quotient) -> bool:
    form = s.index_form()
    return form is not None and ring.facts.entails(form.shifted(-2))


def bernoulli_polynomial(ring: Ring, degree: int, x: Quotient) -> Quotient:
    """`B(degree, x)`, the sum of `binomial(degree, k) B(degree - k) x^k`."""
    total = ring.zero
    for power in reversed(range(degree + 1)):
        found = fmpq.bernoulli(degree - power) * comb(degree, power)
        total = total * x + ring.constant(Fraction(int(found.p), int(found.q)))
    return total


# -- how they are read ---------------------------------------------------------------------------------------


def _zeta(reader: Reader, args: Arguments) -> Quotient:
    ring, s = reader.ring, reader.value(args[0])
    reader.require(s - ring.one, signs.NONZERO)
    if len(args) == 1:
        return zeta(ring, s)
    a = reader.value(args[1])
    if _is_whole_from_two(ring, s):
        reader.require(a, POLE_FREE)
    elif _is_whole_up_to_zero(s):
        return hurwitz(ring, s, a)
    elif signs.is_real(ring.sign(a)):
        reader.require(a, signs.POSITIVE, ENOUGH)
        if ring.sign(a) != signs.POSITIVE:
            return opaque(ring, "zeta", s, a)
    else:
        reader.require(a, POLE_FREE, ENOUGH)
    return hurwitz(ring, s, a)


def _is_whole_up_to_zero(s: Quotient) -> bool:
    number = s.number()
    return number is not None and number.denominator == 1 and -_FARTHEST < number <= 0


def _harmonic(reader: Reader, args: Arguments) -> Quotient:
    form = reader.maybe_form(args[0])
    order = args[1] if args[1:] else integer(1)
    if not (isinstance(order, Num) and order.value.denominator == 1 and order.value >= 1):
        raise Outside("a harmonic number of such an order")
    if form is None:
        return _continued_harmonic(reader, args[0], int(order.value))
    reader.require_form(form)
    place = "k of harmonic"  # no name that can be written
    return reader.value(Big("sum", Div(integer(1), Pow(Sym(place), order)), place, integer(1), args[0]))


def _continued_harmonic(reader: Reader, term: Term, order: int) -> Quotient:
    ring, above = reader.ring, reader.value(term) + reader.ring.one
    reader.require(above, POLE_FREE)
    if order == 1:
        return digamma(ring, above) + ring.generator(Constant("EulerGamma"))
    return zeta_at_whole(ring, order) - hurwitz(ring, ring.constant(order), above)


def _bernoulli(reader: Reader, args: Arguments) -> Quotient:
    ring, degree = reader.ring, reader.value(args[0]).number()
    if degree is None or degree.denominator != 1 or not 0 <= degree < _FARTHEST:
        raise Outside("a Bernoulli number whose place is not written")
    if degree == 1 and not args[1:]:
        raise Outside("bernoulli(1), which has two values")
    return bernoulli_polynomial(ring, int(degree), reader.value(args[1]) if args[1:] else ring.zero)


ZETA_CALLS: Mapping[str, Row] = {"bernoulli": _bernoulli, "harmonic": _harmonic, "zeta": _zeta}
