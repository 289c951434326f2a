"""Logarithms beside a law for integrals of powers.

If `integral(x^p*g(x), x, a, b)` is `F(p)`, with `g` as it is, then with the factor `log(x)^m` it is the
derivative of `F` so often by `p`, where the first converges for all `p` nearby; so with two exponents. Of `F`
only its logarithmic derivatives need be known.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.kernel.algebra.atoms import Logarithm
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.sums.ranges import range_variable

__all__ = ["MOST_LOGARITHMS", "Slope", "logarithms", "over_itself"]

#: Beside more logarithms nothing is said.
MOST_LOGARITHMS = 4

#: A logarithmic derivative of a function of several positive numbers, by the first of those that are given.
Slope = Callable[..., Quotient]


def logarithms(ring: Ring, body: Quotient, value: Quotient) -> int:
    """The power of the logarithm of a value in what may be a product with it."""
    place = ring.places.get(Logarithm(value))
    return 0 if place is None else int(body.num.degrees()[place])


def over_itself(ring: Ring, at: tuple[Quotient, ...], times: tuple[int, ...], slope: Slope) -> Quotient:
    """A derivative of a function, so often by each of its arguments, over the function itself.

    `slope` is its logarithmic derivative by the first argument, and by the others, put first, as well.
    """
    if not any(times):
        return ring.one
    names = [range_variable(ring, f"argument{place}", ring.zero, None) for place in range(len(at))]
    values = [symbol(ring, name, ()) for name in names]
    found = ring.one
    for place, count in enumerate(times):
        rate = slope(values[place], *values[:place], *values[place + 1 :])
        for _ in range(count):
            found = ring.derivative(found, Variable(names[place], ())) + found * rate
    for name, value in zip(names, at, strict=True):
        found = with_symbol(ring, found, name, value)
    return found
