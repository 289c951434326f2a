"""Known bounds of inverse, special and counting functions, each as a row that looks for its instances.

`|atan x| < pi/2`, `|asin x| <= pi/2`, `0 <= acos x <= pi`, `|atan2(y, x)| <= pi`, `0 < erfc x < 2`,
`|sinc x| <= 1`, for whole `n >= 0` and `-1 <= x <= 1` `|legendre(n, x)|` and `|chebyshevt(n, x)| <= 1`.
For `x > 0`: `1/(2 x) < log x - digamma x < 1/x`, `1/(2 x^2) < trigamma x - 1/x < 1/x^2`, and Stirling's
`1 < gamma(x)/(sqrt(2 pi) x^(x - 1/2) e^(-x)) < e^(1/(12 x))`; `n! = n gamma(n)` for `n > 0`.
Source: NIST DLMF, 5.6, 5.7, 18.14; H. Alzer, On some inequalities for the gamma and psi functions, Math.
Comp. 66 (1997).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from types import MappingProxyType

from derivcheck.kernel.deciding.known_inequalities import (
    ONE,
    Instance,
    arguments,
    calls,
    minus,
    square,
)
from derivcheck.model import Claim, Context
from derivcheck.terms import Add, Call, Const, Div, Mul, Neg, Num, Pow, Term, integer

__all__ = ["counts", "digammas", "factorials", "polynomials", "ranges"]

_ZERO, _TWO = integer(0), integer(2)
_PI = Const("pi")
_QUARTER = Div(_PI, _TWO)
#: The least and the largest value of a function of real numbers, and whether it takes neither.
_RANGES: Mapping[str, tuple[Term, Term, bool]] = MappingProxyType(
    {
        "atan": (Neg(_QUARTER), _QUARTER, True),
        "asin": (Neg(_QUARTER), _QUARTER, False),
        "acos": (_ZERO, _PI, False),
        "atan2": (Neg(_PI), _PI, False),
        "erfc": (_ZERO, _TWO, True),
        "sinc": (integer(-1), ONE, False),
    }
)


def ranges(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """The values of a function of real numbers lie in its range."""
    for value in calls(terms, *_RANGES):
        low, high, strict = _RANGES[value.name]
        yield Instance(f"the range of {value.name}", minus(high, value), strict=strict)
        yield Instance(f"the range of {value.name}", minus(value, low), strict=strict)


def polynomials(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`-1 <= p(x) <= 1` for `-1 <= x <= 1`, with `p` one of Legendre's and Chebyshev's polynomials."""
    for value in calls(terms, "legendre", "chebyshevt"):
        degree, x = value.args
        under = (
            Claim(degree, _ZERO, context, ">="),
            Claim(x, integer(-1), context, ">="),
            Claim(x, ONE, context, "<="),
        )
        yield Instance(f"{value.name} <= 1", minus(ONE, value), under)
        yield Instance(f"{value.name} >= -1", Add((ONE, value)), under)


def digammas(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """Digamma beside the logarithm, and that it increases; trigamma beside `1/x`."""
    for x in arguments(terms, "digamma"):
        gap = minus(Call("log", (x,)), Call("digamma", (x,)))
        yield from _between("digamma", gap, Div(ONE, Mul((_TWO, x))), Div(ONE, x), x, context)
    for above, below in permutations(arguments(terms, "digamma"), 2):
        rise = minus(Call("digamma", (above,)), Call("digamma", (below,)))
        for op in (">", ">="):
            under = (Claim(below, _ZERO, context, ">"), Claim(above, below, context, op))
            yield Instance("digamma is increasing", rise, under, strict=op == ">")
    for value in calls(terms, "trigamma", "polygamma"):
        x = value.args[-1]
        if value.name == "polygamma" and value.args[0] != ONE:
            continue
        gap = minus(value, Div(ONE, x))
        low, high = Div(ONE, Mul((_TWO, square(x)))), Div(ONE, square(x))
        yield from _between("trigamma", gap, low, high, x, context)


def factorials(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """Stirling's bounds of gamma and factorial; `n! <= n^n`."""
    for value in calls(terms, "gamma", "factorial"):
        (x,) = value.args
        half = Num(Fraction(1, 2))
        power = Add((x, half)) if value.name == "factorial" else minus(x, half)
        scale = Mul((Call("sqrt", (Mul((_TWO, _PI)),)), Pow(x, power), Call("exp", (Neg(x),))))
        beyond = Mul((scale, Call("exp", (Div(ONE, Mul((integer(12), x))),))))
        yield from _between(f"Stirling's bounds of {value.name}", value, scale, beyond, x, context)
    for n in arguments(terms, "factorial"):
        under = (Claim(n, ONE, context, ">="),)
        yield Instance("n! <= n^n", minus(Pow(n, n), Call("factorial", (n,))), under)


def counts(terms: tuple[Term, ...], context: Context) -> Iterator[Instance]:
    """`binomial(n, k) <= 2^n` for `n >= 0`: it is the mean of `(1 + e^(i t))^n e^(-i k t)` over a period."""
    for value in calls(terms, "binomial"):
        n = value.args[0]
        under = (Claim(n, _ZERO, context, ">="),)
        yield Instance("binomial(n, k) <= 2^n", minus(Pow(_TWO, n), value), under)


def _between(name: str, value: Term, low: Term, high: Term, x: Term, context: Context) -> Iterator[Instance]:
    """`low < value < high` for `x > 0`"""
    under = (Claim(x, _ZERO, context, ">"),)
    yield Instance(name, minus(value, low), under, strict=True)
    yield Instance(name, minus(high, value), under, strict=True)
