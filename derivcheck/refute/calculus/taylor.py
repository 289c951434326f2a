"""The first Taylor coefficients of a function at a point, enclosed, and exact where that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from math import comb, factorial

from flint import arb, arb_series, fmpq

from derivcheck.refute.arithmetic.exact_numbers import Inexact, exact_waves, pi
from derivcheck.refute.arithmetic.numbers import ZERO, Number, ball
from derivcheck.refute.arithmetic.signals import Outside, Undecidable

__all__ = ["coefficients"]

_SERIES: Mapping[str, Callable[[arb_series], arb_series]] = {
    **{
        name: getattr(arb_series, name)
        for name in ("exp", "sin", "cos", "atan", "asin", "acos", "erf", "gamma")
    },
    "loggamma": arb_series.lgamma,
    "digamma": lambda series: series.lgamma().derivative(),
    "Si": arb_series.si,
    "fresnels": lambda series: series.fresnel()[0],
    "fresnelc": lambda series: series.fresnel()[1],
}

_AT_ZERO: Mapping[str, Callable[[int], Number]] = {
    "exp": lambda n: fmpq(1, factorial(n)),
    "sin": lambda n: fmpq((0, 1, 0, -1)[n % 4], factorial(n)),
    "cos": lambda n: fmpq((1, 0, -1, 0)[n % 4], factorial(n)),
    "atan": lambda n: fmpq((0, 1, 0, -1)[n % 4], max(n, 1)),
    "asin": lambda n: fmpq(comb(n - 1, n // 2), 2 ** (n - 1) * n) if n % 2 else ZERO,
    "log(1 + u)": lambda n: fmpq((-1) ** (n + 1), n) if n else ZERO,
}

#: Values that are known exactly, as multiples of pi.
_ARCS: Mapping[tuple[str, fmpq], fmpq] = {
    ("atan", fmpq(1)): fmpq(1, 4),
    ("atan", fmpq(-1)): fmpq(-1, 4),
    ("asin", fmpq(1, 2)): fmpq(1, 6),
    ("asin", fmpq(-1, 2)): fmpq(-1, 6),
    ("acos", fmpq(1, 2)): fmpq(1, 3),
    ("acos", fmpq(0)): fmpq(1, 2),
    ("acos", fmpq(-1, 2)): fmpq(2, 3),
}
_LARGEST_FACTORIAL = 100


def coefficients(name: str, start: Number, length: int) -> Sequence[Number]:
    """The first coefficients of the function `name` at `start`.

    Raises:
        Outside: there is no row for the function.
        Undecidable: it may not be analytic there.

    """
    if isinstance(start, fmpq) and not start and name in _AT_ZERO:
        return _at_zero(name, length)
    if name in ("sin", "cos"):
        try:
            return _wave(name, start, length)
        except Inexact:
            pass
    row = _SERIES.get(name)
    if row is None:
        raise Outside(f"a limit of {name}")
    if name in ("asin", "acos") and not abs(ball(start)) < 1:
        raise Undecidable("an inverse function at the end of its domain")
    if name in ("gamma", "loggamma", "digamma") and not ball(start) > 0:
        raise Undecidable("gamma at what may be a pole")
    found = row(arb_series([ball(start), arb(1)], prec=length + 1))
    return [_value(name, start, found[0]), *(found[place] for place in range(1, length))]


@lru_cache(maxsize=16)
def _at_zero(name: str, length: int) -> tuple[Number, ...]:
    return tuple(map(_AT_ZERO[name], range(length)))


def _wave(name: str, start: Number, length: int) -> Sequence[Number]:
    cosine, sine = exact_waves(start)
    turns = (sine, cosine, -sine, -cosine)
    first = 0 if name == "sin" else 1
    return [turns[(first + n) % 4] / fmpq(factorial(n)) for n in range(length)]


def _value(name: str, start: Number, value: arb) -> Number:
    """The function itself at `start`: `value`, or what is known exactly."""
    if not isinstance(start, fmpq):
        return value
    if name == "gamma" and start.q == 1 and 0 < start <= _LARGEST_FACTORIAL:
        return fmpq(factorial(int(start.p) - 1))
    turn = _ARCS.get((name, start))
    return value if turn is None else pi() * turn
