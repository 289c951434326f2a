"""Rows for functions in the terms of an infinite sum: terms that are not smaller, or not larger.

A row is asked for a bound for all values of the index from some place on; it raises `Outside` where it
has none. What a row leaves out of its bound must have a value from that place on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Protocol

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.numbers import Number
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Term, integer

__all__ = [
    "BOUNDED",
    "LIKE_THEIR_ARGUMENT",
    "NO_BOUND",
    "OF_THEMSELVES",
    "ROWS",
    "Bounds",
    "sinh_by_exponentials",
]

NO_BOUND = "an infinite sum of such terms"
_ONE, _TWO, _HALF = integer(1), integer(2), Num(Fraction(1, 2))
_GOLDEN = Div(Add((_ONE, Call("sqrt", (integer(5),)))), _TWO)


class Bounds(Protocol):
    """What a row may ask of the whole."""

    @property
    def is_complex(self) -> bool:
        """Whether values may lie off the real axis."""

    def bound(self, term: Term, *, upper: bool) -> Term:
        """A term that is at least (`upper`) or at most as large in absolute value."""

    def upper(self, term: Term) -> Term:
        """A term that is at least as large."""

    def lower(self, term: Term) -> Term:
        """A term that is at most as large, and not 0."""

    def together(self, args: tuple[Term, ...], *, upper: bool) -> Term:
        """A bound of a sum."""

    def exponential(self, base: Term, exponent: Term, *, upper: bool) -> Term:
        """A bound of a power of what does not hang on the index."""

    def around_one(self, arg: Term, *, upper: bool) -> Term:
        """A bound of `cos(u)` or `exp(u)` for a small `u`."""

    def less_one(self, term: Term) -> Term:
        """A term less 1."""

    def varies(self, term: Term) -> bool:
        """Whether a term hangs on the index."""

    def linear(self, term: Term) -> tuple[fmpq, fmpq]:
        """The slope of a linear term, and its value at the start."""

    def number(self, term: Term) -> Number:
        """The value at the start."""

    def has_ratio(self, term: Term) -> bool:
        """Whether the ratio of neighbours is known."""

    def has_values(self, term: Term) -> None:
        """Return where a term has a value from the start on."""

    def is_rational(self, term: Term) -> bool:
        """Whether a term is a rational function of the index."""

    def is_small(self, arg: Term) -> bool:
        """Whether the absolute value is at most 1/2 from the start on."""

    def is_beyond_one(self, term: Term) -> bool:
        """Whether a polynomial is real and at least 1 from the start on."""

    def is_whole(self, term: Term) -> bool:
        """Whether a term is whole and at least 1 from the start on."""


_Row = Callable[[Bounds, tuple[Term, ...], bool], Term]

#: `f(u) = u + ...`, for small arguments.
LIKE_THEIR_ARGUMENT = frozenset({"sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh"})
BOUNDED = frozenset({"sin", "atan", "tanh"})
#: What the ratio is known of.
OF_THEMSELVES = frozenset({"factorial", "factorial2", "gamma", "binomial", "RisingFactorial"})


def _exp(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    return Call("exp", args) if of.has_ratio(Call("exp", args)) else of.around_one(args[0], upper=upper)


def _cos(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    if upper and not of.is_complex:
        of.has_values(args[0])
        return _ONE
    return of.around_one(args[0], upper=upper)


def _log(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`log(1 + u)` of a small `u`, and `log(x) < x` from 1 on."""
    (arg,) = args
    if upper and of.is_beyond_one(arg):
        return arg
    rest = of.less_one(arg)
    if not of.is_small(rest):
        raise Outside(NO_BOUND)
    return Mul((_TWO, of.upper(rest))) if upper else Mul((_HALF, of.lower(rest)))


def _rewritten(make: Callable[[Term], Term], of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    return of.bound(make(args[0]), upper=upper)


def _sequence(above: Fraction, below: Fraction, of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """Numbers between two multiples of the powers of the golden ratio."""
    if not of.is_whole(args[0]):
        raise Outside(NO_BOUND)
    return Mul((Num(above if upper else below), of.exponential(_GOLDEN, args[0], upper=upper)))


def _zeta(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """Between 1 and 2 from 2 on."""
    _from_two(of, args)
    return _TWO if upper else _ONE


def _zeta_less_one(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`2^-s < zeta(s) - 1 < 2^-s (1 + 2/(s - 1))`"""
    _from_two(of, args)
    power = of.exponential(_TWO, Neg(args[0]), upper=upper)
    return Mul((integer(3), power)) if upper else power


def _from_two(of: Bounds, args: tuple[Term, ...], *, whole: bool = False) -> None:
    """Return where the only argument is at least 2, and a whole number if need be."""
    if len(args) != 1:
        raise Outside(NO_BOUND)
    slope, first = of.linear(args[0])
    if slope < 0 or first < 2 or (whole and not slope.q == first.q == 1):
        raise Outside(NO_BOUND)


def _slow(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """Harmonic numbers and `digamma`, at whole numbers from 2 on: not more than these."""
    if not upper:
        raise Outside(NO_BOUND)
    _from_two(of, args, whole=True)
    return args[0]


def _catalan(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    if not upper or not of.is_whole(args[0]):
        raise Outside(NO_BOUND)
    return Pow(integer(4), args[0])


def _bernoulli(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`|B(n)| <= 4 n!/(2 pi)^n` from `n = 2` on."""
    if not upper:
        raise Outside(NO_BOUND)
    _from_two(of, args, whole=True)
    around = Mul((_TWO, Const("pi")))
    return Mul((integer(4), Call("factorial", args), Pow(around, Neg(args[0]))))


def _orthogonal(factor: bool, of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`|P(n)| <= (|x| + sqrt(|x|^2 + 1))^n` by Laplace's integral; between -1 and 1 at most 1."""
    degree, x = args
    if not upper or not of.is_whole(degree) or of.varies(x):
        raise Outside(NO_BOUND)
    value = of.number(x)
    many = Add((degree, _ONE)) if factor else _ONE
    if not isinstance(value, acb) and abs(arb(value)) <= 1:
        return many
    size = Call("abs", (x,))
    largest = Add((size, Call("sqrt", (Add((Pow(size, _TWO), _ONE)),))))
    return Mul((many, Pow(largest, degree)))


def _hermite(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`|H(n, x)| <= n! exp(2 |x| r + r^2)/r^n`, by the generating function on a circle with `r = 4`."""
    degree, x = args
    if not upper or not of.is_whole(degree) or of.varies(x):
        raise Outside(NO_BOUND)
    outside = Call("exp", (Add((Mul((integer(8), Call("abs", (x,)))), integer(16))),))
    return Mul((outside, Call("factorial", (degree,)), Pow(integer(4), Neg(degree))))


def _laguerre(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`|L(n, x)| <= 16 exp(15 |x|) (16/15)^n`, by the generating function on a circle with `r = 15/16`."""
    degree, x = args
    if not upper or not of.is_whole(degree) or of.varies(x):
        raise Outside(NO_BOUND)
    outside = Call("exp", (Mul((integer(15), Call("abs", (x,)))),))
    return Mul((integer(16), outside, Pow(Num(Fraction(16, 15)), degree)))


def _bell(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`bell(n) <= n! exp(exp(r) - 1)/r^n`, by the generating function on a circle with `r = 4`."""
    if not upper or len(args) != 1 or not of.is_whole(args[0]):
        raise Outside(NO_BOUND)
    outside = Call("exp", (integer(54),))
    return Mul((outside, Call("factorial", args), Pow(integer(4), Neg(args[0]))))


def _bessel(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`|J(n, x)| <= |x/2|^n exp(|x|)/n!`, and the same for `I(n, x)`."""
    order, x = args
    if not upper or not of.is_whole(order) or of.varies(x):
        raise Outside(NO_BOUND)
    size = Call("abs", (x,))
    if not arb(abs(acb(of.number(x)))) > 0:
        raise Outside(NO_BOUND)
    return Div(Mul((Pow(Div(size, _TWO), order), Call("exp", (size,)))), Call("factorial", (order,)))


def _erfc(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`erfc(x) < exp(-x^2)` from 1 on."""
    slope, first = of.linear(args[0])
    if not upper or slope < 0 or first < 1:
        raise Outside(NO_BOUND)
    return Call("exp", (Neg(Pow(args[0], _TWO)),))


def _polylog(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`Li_s(u) = u + ...` with coefficients that are at most those of `-log(1 - u)`, for `s >= 1`."""
    order, arg = args
    value = fmpq(0) if of.varies(order) else of.number(order)
    if not isinstance(value, fmpq) or value < 1 or not of.is_small(arg):
        raise Outside(NO_BOUND)
    return Mul((_TWO, of.upper(arg))) if upper else Mul((_HALF, of.lower(arg)))


def _whole_part(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    if not upper or not of.is_beyond_one(args[0]):
        raise Outside(NO_BOUND)
    return args[0]


def _remainder(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """`mod(a, m)` lies between 0 and `m`."""
    if not upper or of.varies(args[1]) or not of.is_rational(args[0]):
        raise Outside(NO_BOUND)
    of.has_values(args[0])
    return args[1]


def _extreme(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    """Not more than all of them together."""
    if not upper or of.is_complex:
        raise Outside(NO_BOUND)
    return of.together(tuple([of.upper(arg) for arg in args]), upper=True)


def _modulus(of: Bounds, args: tuple[Term, ...], upper: bool) -> Term:
    return of.bound(args[0], upper=upper)


def _hyperbolic(arg: Term, sign: int) -> Term:
    down = Call("exp", (Neg(arg),))
    return Div(Add((Call("exp", (arg,)), down if sign > 0 else Neg(down))), _TWO)


def sinh_by_exponentials(arg: Term) -> Term:
    """`(exp(u) - exp(-u))/2`"""
    return _hyperbolic(arg, -1)


def _inverse(of: Term) -> Term:
    return Div(_ONE, of)


ROWS: Mapping[str, _Row] = {
    "exp": _exp,
    "cos": _cos,
    "log": _log,
    "cosh": partial(_rewritten, lambda x: _hyperbolic(x, 1)),
    "sech": partial(_rewritten, lambda x: _inverse(_hyperbolic(x, 1))),
    "csch": partial(_rewritten, lambda x: _inverse(_hyperbolic(x, -1))),
    "coth": partial(_rewritten, lambda x: Div(_hyperbolic(x, 1), _hyperbolic(x, -1))),
    "fibonacci": partial(_sequence, Fraction(1), Fraction(1, 3)),
    "lucas": partial(_sequence, Fraction(2), Fraction(1, 2)),
    "zeta": _zeta,
    "zeta less one": _zeta_less_one,
    "harmonic": _slow,
    "digamma": _slow,
    "catalan": _catalan,
    "bernoulli": _bernoulli,
    "legendre": partial(_orthogonal, False),
    "chebyshevt": partial(_orthogonal, False),
    "chebyshevu": partial(_orthogonal, True),
    "hermite": _hermite,
    "laguerre": _laguerre,
    "bell": _bell,
    "besselj": _bessel,
    "besseli": _bessel,
    "erfc": _erfc,
    "polylog": _polylog,
    "floor": _whole_part,
    "mod": _remainder,
    "max": _extreme,
    "min": _extreme,
    "abs": _modulus,
}
