"""Generating functions of orthogonal polynomials and of Bell's numbers.

The sums over `n >= 0`

    of P(n, x) t^n       are  1/sqrt(1 - 2 x t + t^2)        Legendre, |x| <= 1, |t| < 1
    of U(n, x) t^n            1/(1 - 2 x t + t^2)            Chebyshev, |x| <= 1, |t| < 1
    of H(n, x) t^n/n!         exp(2 x t - t^2)               Hermite
    of L(n, x) t^n            exp(-t x/(1 - t))/(1 - t)      Laguerre, |t| < 1
    of bell(n) t^n/n!         exp(exp(t) - 1)

where `t` may be complex (Legendre's root is the principal one: `1 - t exp(I u)` has a positive real part),
and so may the `x` of Hermite and Laguerre. Sums that begin elsewhere, or with the degree `n + c`,
differ by finitely many terms and a power of `t`; `U(-1, x) = 0`.
Source: Abramowitz and Stegun, 22.9; Graham, Knuth, Patashnik, Concrete Mathematics, section 7.6.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.counting import bell
from derivcheck.kernel.functions.elementary import absolute, exp, rational_power
from derivcheck.kernel.functions.gammas import gamma
from derivcheck.kernel.functions.orthogonal import hermite, laguerre, legendre, second_kind
from derivcheck.kernel.sums.rational_series import Series, term_by_term

__all__ = ["generating_function"]

#: So many terms may be missing at the beginning.
_MOST_MISSING = 12


@frozen
class _Row:
    """A family: how its members are made, its generating function at `t`, and whether that has `n!` below."""

    member: Callable[..., Quotient]
    value: Callable[..., Series | None]
    exponential: bool = False
    #: The first degree, from which on the members that stand there are meant; those before 0 are 0.
    first: int = 0


def generating_function(ring: Ring, body: Quotient, index: str, low: Form) -> Series | None:
    """The sum of `body` from `low` on; None where a term of it is none of these."""
    if low.terms:
        return None
    return term_by_term(ring, body, index, lambda part: _of_term(ring, part, index, low))


def _of_term(ring: Ring, part: Quotient, index: str, low: Form) -> Series | None:
    inside = [place for place in part.generators if _is_member(ring, place, index)]
    if len(inside) != 1:
        return None
    atom = ring.atoms[inside[0]]
    assert isinstance(atom, Function)
    degree, *others = atom.arguments
    form, row, rest = degree.index_form(), _ROWS[atom.name], part / ring.generator(atom)
    if form is None or form.terms != variable(index).terms or any(index in each.names for each in others):
        return None
    if row.exponential:
        rest = rest * gamma(ring, degree + ring.one)
    t = ring.at(rest, {index: variable(index).shifted(1)}) / rest
    first = low.const + form.const
    if index in t.names or not row.first <= first <= _MOST_MISSING:
        return None
    whole = row.value(ring, t, *others)
    if whole is None:
        return None
    total = whole.value
    for place in range(first):
        number = ring.constant(place)
        below = gamma(ring, number + ring.one) if row.exponential else ring.one
        total = total - row.member(ring, number, *others) * t**place / below
    asked = ((t, signs.NONZERO),) if first > 0 else ()
    return Series(ring.at(rest, {index: low}) * total / t**first, (*whole.conditions, *asked))


def _is_member(ring: Ring, place: int, index: str) -> bool:
    atom = ring.atoms[place]
    return isinstance(atom, Function) and atom.name in _ROWS and index in ring.names[place]


# -- the rows ------------------------------------------------------------------------------------------------


def _inside(ring: Ring, t: Quotient) -> tuple[tuple[Quotient, int], ...]:
    if signs.is_real(ring.sign(t)):
        return (ring.one - t, signs.POSITIVE), (ring.one + t, signs.POSITIVE)
    return ((ring.one - absolute(ring, t), signs.POSITIVE),)


def _on_interval(exponent: Fraction) -> Callable[[Ring, Quotient, Quotient], Series | None]:
    """`(1 - 2 x t + t^2)^exponent` for `|x| <= 1` and `|t| < 1`"""

    def value(ring: Ring, t: Quotient, x: Quotient) -> Series | None:
        if not signs.is_real(ring.sign(x)):
            return None
        base = ring.one - ring.constant(2) * x * t + t * t
        asked = ((ring.one - x, signs.NONNEGATIVE), (ring.one + x, signs.NONNEGATIVE))
        return Series(rational_power(ring, base, exponent), (*_inside(ring, t), *asked))

    return value


def _hermite(ring: Ring, t: Quotient, x: Quotient) -> Series:
    return Series(exp(ring, t * (x + x - t)))


def _laguerre(ring: Ring, t: Quotient, x: Quotient) -> Series:
    rest = ring.one - t
    return Series(exp(ring, -t * x / rest) / rest, _inside(ring, t))


def _bell(ring: Ring, t: Quotient) -> Series:
    return Series(exp(ring, exp(ring, t) - ring.one))


_ROWS: Mapping[str, _Row] = {
    "bell": _Row(bell, _bell, exponential=True),
    "chebyshevu": _Row(second_kind, _on_interval(Fraction(-1)), first=-1),
    "hermite": _Row(hermite, _hermite, exponential=True),
    "laguerre": _Row(laguerre, _laguerre),
    "legendre": _Row(legendre, _on_interval(Fraction(-1, 2))),
}
