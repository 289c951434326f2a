"""Integrals that are known once their variable is changed.

If `p` is smooth from one open range onto another with `p' > 0`, then `g` over the second range and `g(p(u))
p'(u)` over the first have the same integral, and one exists if the other does. What is tried hangs on what
stands in the integrand:

* *a power* `x^k` over `(0, oo)` or `(0, 1)`: `x = u^(1/k)`;
* *a logarithm* `log(x)` in an exponent: `x = exp(u)`, from the line onto `(0, oo)`; beside powers of `x`
  over `(0, 1)`: `x = exp(-u)`, from `(0, oo)`;
* *an exponential* of `exp(c x)` over the line: `x = log(u)/c`, from `(0, oo)`;
* *another end*: over `(0, h)` it is `x = h u`, over `(h, oo)` it is `x = h/u`, from `(0, 1)`.

A map that falls has `-p'` in the place of `p'`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, Logarithm
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, log
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["Law", "by_change", "first_found"]

#: The value of an integral that converges, by a law; or None.
Law = Callable[[Ring, Quotient, str, End, End], Quotient | None]
#: The new range, and the old variable in terms of the new one.
_Map = tuple[tuple[End, End], Callable[[Quotient], Quotient]]


def by_change(ring: Ring, body: Quotient, name: str, low: End, high: End, law: Law) -> Quotient | None:
    """The value of an integral by a law after one change of its variable, or None."""
    maps = _maps(ring, body, name, low, high)
    return first_found(partial(_changed, ring, body, name, ends, image, law) for ends, image in maps)


def first_found(attempts: Iterable[Callable[[], Quotient | None]]) -> Quotient | None:
    """The first value that an attempt gives; what is undefined or too large on the way gives none."""
    for attempt in attempts:
        with suppress(NotImplementedError, Undefined, TooLarge):
            found = attempt()
            if found is not None:
                return found
    return None


def _changed(
    ring: Ring,
    body: Quotient,
    name: str,
    ends: tuple[End, End],
    image: Callable[[Quotient], Quotient],
    law: Law,
) -> Quotient | None:
    other = range_variable(ring, "other", *ends)
    value = image(symbol(ring, other, ()))
    rate = ring.derivative(value, Variable(other, ()))
    sign = certain_sign(ring, rate)
    if sign not in (signs.POSITIVE, signs.NEGATIVE):
        return None
    way = ring.one if sign == signs.POSITIVE else -ring.one
    return law(ring, with_symbol(ring, body, name, value) * rate * way, other, *ends)


def _maps(ring: Ring, body: Quotient, name: str, low: End, high: End) -> Iterator[_Map]:
    zero, one, x = ring.zero, ring.one, symbol(ring, name, ())
    if low is None:
        if high is None:
            for c in _inner_rates(ring, body, name):
                yield (zero, None), partial(_logarithm, ring, c)
        return
    if low.is_zero() and (high is None or high.is_one()):
        for k in _powers(ring, body, x, name):
            yield (low, high), partial(_root, ring, k)
        place = ring.places.get(Logarithm(x))
        if place is not None and _mentions(ring, body, place):
            if high is None:
                yield (None, None), lambda u: exp(ring, u)
            else:
                yield (zero, None), lambda u: exp(ring, -u)
    elif low.is_zero() and high is not None and certain_sign(ring, high) == signs.POSITIVE:
        yield (zero, one), lambda u: high * u
    elif high is None and certain_sign(ring, low) == signs.POSITIVE and not low.is_one():
        yield (zero, one), lambda u: low / u


def _logarithm(ring: Ring, c: Quotient, u: Quotient) -> Quotient:
    return log(ring, u) / c


def _root(ring: Ring, k: Quotient, u: Quotient) -> Quotient:
    return exp(ring, log(ring, u) / k)


def _powers(ring: Ring, body: Quotient, x: Quotient, name: str) -> list[Quotient]:
    """The exponents, which are no numbers, of powers of the variable; positive ones."""
    found: dict[Quotient, None] = {}
    for argument in _exponents(ring, body, name):
        k = x * ring.derivative(argument, Variable(name, ()))
        if name not in k.symbols and k.number() is None and certain_sign(ring, k) == signs.POSITIVE:
            found.setdefault(k)
    return list(found)


def _inner_rates(ring: Ring, body: Quotient, name: str) -> list[Quotient]:
    """The `c` of the `exp(c x)` in the exponents of others."""
    found: dict[Quotient, None] = {}
    for argument in _exponents(ring, body, name):
        for inner in _exponents(ring, argument, name):
            c = ring.derivative(inner, Variable(name, ()))
            if name not in c.symbols and certain_sign(ring, c) in (signs.POSITIVE, signs.NEGATIVE):
                found.setdefault(c)
    return list(found)


def _exponents(ring: Ring, value: Quotient, name: str) -> Iterator[Quotient]:
    """The arguments of the exponentials of the variable in `value`, in the finest units that were met."""
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Exponential) and name in ring.symbols[place]:
            yield atom.argument / ring.constant(atom.unit)


def _mentions(ring: Ring, value: Quotient, place: int) -> bool:
    """Whether a generator stands in `value`, however deep."""
    return place in value.generators or any(
        _mentions(ring, part, place) for at in value.generators for part in ring.atoms[at].quotients()
    )
