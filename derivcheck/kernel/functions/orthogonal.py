"""Orthogonal polynomials by their degree, which may be a sum of whole numbers that are not written.

*Chebyshev's of the second kind.* For all whole `a` and `b`, with `U(a) = U(a, x)`,

    U(a + b) = U(a) U(b) - U(a - 1) U(b - 1),    U(-a) = -U(a - 2),
    U(a)^2 = 2 x U(a) U(a - 1) - U(a - 1)^2 + 1,

which are those of the powers of the matrix with the rows `2 x, -1` and `1, 0`. They take a degree apart into
single numbers `n`, of which `U(n)` and `U(n - 1)` are left, with the last equation between them. Further
`U(n, -x) = (-1)^n U(n, x)`, `U(n, 1) = n + 1`, `U(n, 0) = cos(pi n/2)`, and those of the first kind are
`T(n) = U(n) - x U(n - 1)`.

*Legendre's and Hermite's.* `(n + 1) P(n + 1) = (2 n + 1) x P(n) - n P(n - 1)` and `H(n + 1) = 2 x H(n) -
2 n H(n - 1)` bring a degree `n + k` to `n` and `n + 1`, where `n >= 0`. Downwards they divide by `n, n - 1,
...`, which are positive as long as the degree is not negative. `P(n, -x) = (-1)^n P(n, x)`, so for `H`, and
`P(n, 1) = 1`.

*Laguerre's.* `(n + 1) L(n + 1) = (2 n + 1 - x) L(n) - n L(n - 1)`, in the same way, and `L(n, 0) = 1`.

*Derivatives.* `U(n)' = ((n + 1) (x U(n) - U(n - 1)) - x U(n))/(x^2 - 1)`,
`P(n)' = (n + 1) (P(n + 1) - x P(n))/(x^2 - 1)`, `H(n)' = 2 x H(n) - H(n + 1)` and
`L(n)' = ((x - n - 1) L(n) + (n + 1) L(n + 1))/x`.
Source: Abramowitz and Stegun, chapter 22; NIST DLMF, 18.9.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel.algebra.atoms import Function
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.functions_by_name import opaque
from derivcheck.kernel.functions.powers import whole_power
from derivcheck.kernel.functions.trigonometric import pi, rotation
from derivcheck.kernel.reading.index_reading import Outside

__all__ = ["ORTHOGONAL_MAKERS", "ORTHOGONAL_RATES", "hermite", "laguerre", "legendre", "second_kind"]

#: Degrees are written out up to this, and numbers in a degree are counted so often.
_MOST_STEPS, _MOST_TIMES = 40, 6

#: `U(a)` and `U(a - 1)`
_Pair = tuple[Quotient, Quotient]


def _degree_of(ring: Ring, degree: Quotient, name: str) -> Form:
    """A degree that is a sum of whole numbers, and not too large."""
    form = degree.index_form()
    if form is None or abs(form.const) > _MOST_STEPS:
        raise Outside(f"{name} of such a degree")
    return form


def _is_turned(x: Quotient) -> bool:
    return not x.is_zero() and x.num.leading_coefficient() < 0


def _alternating(ring: Ring, degree: Quotient) -> Quotient:
    return whole_power(ring, ring.constant(-1), degree)


# -- Chebyshev's -------------------------------------------------------------------------------------------


def second_kind(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    """`U(degree, x)`"""
    form = _degree_of(ring, degree, "a Chebyshev polynomial")
    if x.is_one():
        return degree + ring.one
    if x.is_zero():
        return rotation(ring, pi(ring) * degree * ring.constant(Fraction(1, 2)))[0]
    if _is_turned(x):
        return _alternating(ring, degree) * second_kind(ring, degree, -x)
    if any(abs(times) > _MOST_TIMES for _, times in form.terms):
        raise Outside("a Chebyshev polynomial of such a degree")
    total = _repeated(ring, (ring.constant(2) * x, ring.one), form.const, x)
    for name, times in form.terms:
        total = _added(ring, total, _repeated(ring, _of_name(ring, name, x), times, x), x)
    return total[0]


def _of_name(ring: Ring, name: str, x: Quotient) -> _Pair:
    """The generators for one number, of which the square of the first is written by the others."""
    here, before = (
        Function("chebyshevu", (ring.of_form(variable(name).shifted(-step)), x), (0, 0)) for step in (0, 1)
    )
    less = ring.make(before)
    known = ring.law(here)
    if known is not None:
        return known, less
    made = ring.generator(here)
    return ring.relate(here, 2, ring.constant(2) * x * made * less - less * less + ring.one), less


def _added(ring: Ring, first: _Pair, second: _Pair, x: Quotient) -> _Pair:
    """The pair of `a + b` by those of `a` and `b`."""
    (a, less_a), (b, less_b) = first, second
    lesser_b = ring.constant(2) * x * less_b - b
    return a * b - less_a * less_b, a * less_b - less_a * lesser_b


def _repeated(ring: Ring, once: _Pair, times: int, x: Quotient) -> _Pair:
    if times < 0:
        here, before = once
        once, times = (here - ring.constant(2) * x * before, -before), -times
    total = (ring.one, ring.zero)
    for _ in range(times):
        total = _added(ring, total, once, x)
    return total


def _second_kind_rate(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    here, before = (second_kind(ring, degree - ring.constant(step), x) for step in (0, 1))
    following = x * here - before
    return ((degree + ring.one) * following - x * here) / (x * x - ring.one)


# -- Legendre's and Hermite's --------------------------------------------------------------------------------

#: `f(n + 1)` and `f(n - 1)` by `f(n)` and the other one.
_Step = Callable[[Ring, Quotient, Quotient, Quotient, Quotient], Quotient]


def _legendre_up(ring: Ring, n: Quotient, x: Quotient, here: Quotient, before: Quotient) -> Quotient:
    return ((n + n + ring.one) * x * here - n * before) / (n + ring.one)


def _legendre_down(ring: Ring, n: Quotient, x: Quotient, here: Quotient, after: Quotient) -> Quotient:
    return ((n + n + ring.one) * x * here - (n + ring.one) * after) / n


def _hermite_up(ring: Ring, n: Quotient, x: Quotient, here: Quotient, before: Quotient) -> Quotient:
    return ring.constant(2) * (x * here - n * before)


def _hermite_down(ring: Ring, n: Quotient, x: Quotient, here: Quotient, after: Quotient) -> Quotient:
    return (x * here - after * ring.constant(Fraction(1, 2))) / n


def legendre(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    """`P(degree, x)`"""
    if x.is_one() or (-x).is_one():
        return ring.one if x.is_one() else _alternating(ring, degree)
    return _stepped(ring, "legendre", degree, x, (_legendre_up, _legendre_down))


def hermite(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    """`H(degree, x)`"""
    return _stepped(ring, "hermite", degree, x, (_hermite_up, _hermite_down))


def _laguerre_up(ring: Ring, n: Quotient, x: Quotient, here: Quotient, before: Quotient) -> Quotient:
    return ((n + n + ring.one - x) * here - n * before) / (n + ring.one)


def _laguerre_down(ring: Ring, n: Quotient, x: Quotient, here: Quotient, after: Quotient) -> Quotient:
    return ((n + n + ring.one - x) * here - (n + ring.one) * after) / n


def laguerre(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    """`L(degree, x)`"""
    if x.is_zero():
        return ring.one
    return _stepped(ring, "laguerre", degree, x, (_laguerre_up, _laguerre_down))


def _stepped(ring: Ring, name: str, degree: Quotient, x: Quotient, steps: tuple[_Step, _Step]) -> Quotient:
    form, (up, down) = _degree_of(ring, degree, "an orthogonal polynomial"), steps
    base = Form(0, form.terms)
    if not ring.facts.entails(form) or not ring.facts.entails(base):
        raise Outside("an orthogonal polynomial whose degree may be negative")
    if name != "laguerre" and _is_turned(x):
        return _alternating(ring, degree) * _stepped(ring, name, degree, -x, steps)
    n = ring.of_form(base)
    if n.is_zero():
        here, after = ring.one, up(ring, n, x, ring.one, ring.zero)
    else:
        here, after = (opaque(ring, name, ring.of_form(base.shifted(step)), x) for step in (0, 1))
    for step in range(form.const):
        here, after = after, up(ring, n + ring.constant(step + 1), x, after, here)
    for step in range(-form.const):
        here, after = down(ring, n - ring.constant(step), x, here, after), here
    return here


def _legendre_rate(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    here, after = (legendre(ring, degree + ring.constant(step), x) for step in (0, 1))
    return (degree + ring.one) * (after - x * here) / (x * x - ring.one)


def _hermite_rate(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    return ring.constant(2) * x * hermite(ring, degree, x) - hermite(ring, degree + ring.one, x)


def _laguerre_rate(ring: Ring, degree: Quotient, x: Quotient) -> Quotient:
    here, after = (laguerre(ring, degree + ring.constant(step), x) for step in (0, 1))
    return ((x - degree - ring.one) * here + (degree + ring.one) * after) / x


ORTHOGONAL_MAKERS: Mapping[str, Callable[..., Quotient]] = {
    "chebyshevu": second_kind,
    "hermite": hermite,
    "laguerre": laguerre,
    "legendre": legendre,
}
ORTHOGONAL_RATES: Mapping[str, Callable[..., Quotient]] = {
    "chebyshevu": _second_kind_rate,
    "hermite": _hermite_rate,
    "laguerre": _laguerre_rate,
    "legendre": _legendre_rate,
}
