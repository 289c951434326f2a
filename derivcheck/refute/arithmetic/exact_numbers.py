"""Numbers known exactly that are no rationals: sums of rational multiples of products of known constants.

Such a product consists of powers of `pi` and `e`, of logarithms of primes, and of roots of primes whose
exponents lie between 0 and 1 (whole powers go into the multiple). Two sums with the same products and
multiples are the same number, so a sum is 0 if nothing is left of it; where something is left a ball tells,
or nobody does. For what occurs most, multiples of `pi^k sqrt(n)`, something left is never 0: the square roots
of square-free numbers are linearly independent over the rationals (Besicovitch 1940), pi is transcendental.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import floor
from typing import Any

from flint import arb, fmpq, fmpz

from derivcheck.refute.arithmetic.numbers import Number

__all__ = [
    "PLAIN", "Constant", "Exact", "Inexact", "Known", "Product", "added", "exact_exponential",
    "exact_logarithm", "exact_power", "exact_waves", "exponential_of", "forgotten", "kept_exact", "known",
    "logarithm_of", "multiplied", "of_rational", "pi", "power_of", "reciprocal", "scaled", "sharpened",
    "waves_of",
]  # fmt: skip

#: `("pi", 0)`, `("e", 0)`, `("log", p)` and `("root", p)` for a prime `p`.
Atom = tuple[str, int]
Exponent = int | Fraction
Product = tuple[tuple[Atom, Exponent], ...]
Exact = Mapping[Product, fmpq]

#: Larger numbers are not taken apart into primes, and no higher whole powers of sums are multiplied out.
_LARGEST, _HIGHEST = 10**12, 12
#: Longer products of sums are not multiplied out: a ball stands for them from there on.
_MOST_PRODUCTS = 256
#: Powers with larger exponents are not written out.
_LARGEST_POWER = 1000

#: The product of nothing: what it stands with is rational.
PLAIN: Product = ()
_PI: Product = ((("pi", 0), 1),)
_NOTHING: Exact = {}


class Inexact(Exception):  # noqa: N818 - an event, not a mistake
    """There is no sum of such products for this number."""


def pi() -> Number:
    """The number, known exactly."""
    return _made({_PI: fmpq(1)})


def exact_waves(value: Number) -> tuple[Number, Number]:
    """Cosine and sine of a multiple of `pi/12`; raises `Inexact` as `exact_power` does."""
    cosine, sine = waves_of(_exact(value))
    return _made(cosine), _made(sine)


def _lifted(name: str, combine: Callable[[Exact, Exact], Exact]) -> Any:
    """The operation of balls of this name, which is exact where both numbers are."""
    plain = getattr(arb, name)

    def operation(self: Constant, other: Number) -> Any:
        value = plain(self, other)
        if not isinstance(value, arb):
            return value
        try:
            return _made(combine(self.exact, _exact(other)), value)
        except Inexact:
            return value

    return operation


def _less(a: Exact, b: Exact) -> Exact:
    return added(a, scaled(b, fmpq(-1)))


def _over(a: Exact, b: Exact) -> Exact:
    return multiplied(a, reciprocal(b))


class Known(arb):
    """A ball around a number that is known exactly."""

    __slots__ = ("exact",)
    exact: Exact


class Constant(Known):
    """A ball around a number that is known exactly, with sums and products that are, too."""

    __slots__ = ()

    __add__ = __radd__ = _lifted("__add__", lambda a, b: added(a, b))
    __mul__ = __rmul__ = _lifted("__mul__", lambda a, b: multiplied(a, b))
    __sub__ = _lifted("__sub__", _less)
    __rsub__ = _lifted("__rsub__", lambda a, b: _less(b, a))
    __truediv__ = _lifted("__truediv__", _over)
    __rtruediv__ = _lifted("__rtruediv__", lambda a, b: _over(b, a))

    def __neg__(self) -> Any:
        return _made(scaled(self.exact, fmpq(-1)), arb.__neg__(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Constant) and self.exact == other.exact

    def __hash__(self) -> int:
        return hash(frozenset(self.exact.items()))


def known(value: arb, exact: Exact) -> Number:
    """The number of which `value` is a ball: a rational number, or a ball that knows what it stands for."""
    return _knowing(Known, value, exact)


def kept_exact(value: Number) -> Number:
    """The same number; what is known exactly is so in sums and products from here on."""
    return _knowing(Constant, value, value.exact) if isinstance(value, Known) else value


def forgotten(value: Number) -> Number:
    """The same number; a ball is one that goes on as any other."""
    return arb(value) if isinstance(value, Constant) else value


def _knowing(kind: type[Known], value: arb, exact: Exact) -> Number:
    if not exact.keys() - {PLAIN}:
        return exact.get(PLAIN, fmpq(0))
    found = kind(value)
    found.exact = exact
    return found


def sharpened(value: Number) -> Number:
    """A ball that knows what it stands for, as narrow as the precision allows; anything else as it is."""
    return _ball(value.exact) if isinstance(value, Known) else value


def exact_power(value: Number, exponent: fmpq) -> Number:
    """A rational power of a positive number.

    Raises:
        Inexact: the number is not known exactly, or its power is no sum of such products.

    """
    return _made(power_of(_exact(value), exponent))


def exact_exponential(value: Number) -> Number:
    """`exp` of a rational number and multiples of logarithms; raises `Inexact` as `exact_power` does."""
    return _made(exponential_of(_exact(value)))


def exact_logarithm(value: Number) -> Number:
    """The logarithm of a positive number; raises `Inexact` as `exact_power` does.

    >>> from flint import fmpq
    >>> exact_logarithm(fmpq(8)) / exact_logarithm(fmpq(2))
    3
    """
    return _made(logarithm_of(_exact(value)))


def _exact(value: Number) -> Exact:
    if isinstance(value, Known):
        return value.exact
    if isinstance(value, fmpq | int):
        return of_rational(fmpq(value))
    raise Inexact


def _made(exact: Exact, value: arb | None = None) -> Number:
    return _knowing(Constant, _ball(exact) if value is None else value, exact)


def _ball(exact: Exact) -> arb:
    total = arb(0)
    for product, coefficient in exact.items():
        value = arb(coefficient)
        for atom, exponent in product:
            value = value * _raised(_VALUES[atom[0]](atom[1]), exponent)
        total = total + value
    return total


def _raised(base: arb, exponent: Exponent) -> arb:
    if exponent == 1:
        return base
    if isinstance(exponent, int):
        return base**exponent
    return base.root(exponent.denominator) ** exponent.numerator


_VALUES: Mapping[str, Callable[[int], arb]] = {
    "pi": lambda _: arb.pi(),
    "e": lambda _: arb(1).exp(),
    "log": lambda prime: arb(prime).log(),
    "root": arb,
}


# -- sums and products -------------------------------------------------------------------------------------


def of_rational(value: fmpq) -> Exact:
    """A rational number as such a sum."""
    return {PLAIN: value} if value else _NOTHING


def scaled(a: Exact, by: fmpq) -> Exact:
    """A rational multiple, not by 0."""
    return {product: value * by for product, value in a.items()}


def added(a: Exact, b: Exact) -> Exact:
    """`a + b`"""
    made = dict(a)
    for product, value in b.items():
        made[product] = made[product] + value if product in made else value
    return {product: value for product, value in made.items() if value}


def multiplied(a: Exact, b: Exact) -> Exact:
    """`a*b`; raises `Inexact` where the sums are too long to be multiplied out."""
    if len(a) * len(b) > _MOST_PRODUCTS:
        raise Inexact
    made: dict[Product, fmpq] = {}
    for one, x in a.items():
        for two, y in b.items():
            for product, value in _product(one, two, x * y).items():
                made[product] = made[product] + value if product in made else value
    return {product: value for product, value in made.items() if value}


def reciprocal(a: Exact) -> Exact:
    """`1/a`, for a single product; raises `Inexact`."""
    return _single_power(a, Fraction(-1))


def _product(one: Product, two: Product, coefficient: fmpq) -> Exact:
    """The product of two products, with its whole powers of primes in the multiple."""
    if not one or not two:
        return {one or two: coefficient}
    exponents = dict(one)
    for atom, exponent in two:
        exponents[atom] = exponents.get(atom, 0) + exponent
    return _gathered(exponents, coefficient)


def _gathered(exponents: Mapping[Atom, Exponent], coefficient: fmpq) -> Exact:
    kept: list[tuple[Atom, Exponent]] = []
    for atom, exponent in exponents.items():
        left = exponent
        if atom[0] == "root":
            whole = floor(exponent)
            coefficient, left = coefficient * fmpq(atom[1]) ** whole, exponent - whole
        if left:
            kept.append((atom, int(left) if left == int(left) else left))
    return {tuple(sorted(kept)): coefficient}


# -- powers, exponentials, logarithms ----------------------------------------------------------------------


def power_of(a: Exact, exponent: fmpq) -> Exact:
    """A rational power; not whole only of a single product; raises `Inexact`."""
    if exponent.q == 1 and 0 <= exponent <= _HIGHEST:
        made = of_rational(fmpq(1))
        for _ in range(int(exponent.p)):
            made = multiplied(made, a)
        return made
    return _single_power(a, Fraction(int(exponent.p), int(exponent.q)))


def _single_power(a: Exact, exponent: Fraction) -> Exact:
    """The power of a single product; with a whole exponent of a negative multiple too."""
    if len(a) != 1:
        raise Inexact
    ((product, coefficient),) = a.items()
    powers: dict[Atom, Exponent] = {atom: each * exponent for atom, each in product}
    if abs(exponent) > _LARGEST_POWER:
        raise Inexact
    if exponent.denominator == 1:
        return _gathered(powers, coefficient ** int(exponent))
    for prime, times in _primes(coefficient).items():
        atom = ("root", prime)
        powers[atom] = powers.get(atom, 0) + times * exponent
    return _gathered(powers, fmpq(1))


def exponential_of(a: Exact) -> Exact:
    """`exp` of a rational number and multiples of logarithms; raises `Inexact`."""
    powers: dict[Atom, Fraction] = {}
    for product, coefficient in a.items():
        times = Fraction(int(coefficient.p), int(coefficient.q))
        if product == PLAIN:
            powers["e", 0] = times
        elif len(product) == 1 and product[0][0][0] == "log" and product[0][1] == 1:
            powers["root", product[0][0][1]] = times
        else:
            raise Inexact
    if any(atom[0] == "root" and abs(times) > _LARGEST_POWER for atom, times in powers.items()):
        raise Inexact
    return _gathered(powers, fmpq(1))


def logarithm_of(a: Exact) -> Exact:
    """The logarithm of a single product that is positive; raises `Inexact`."""
    if len(a) != 1:
        raise Inexact
    ((product, coefficient),) = a.items()
    made: dict[Product, fmpq] = {}
    found = dict[Atom, Exponent](((("root", prime), times) for prime, times in _primes(coefficient).items()))
    for atom, exponent in product:
        found[atom] = found.get(atom, 0) + exponent
    for (name, prime), exponent in found.items():
        if name not in ("root", "e"):
            raise Inexact
        times = fmpq(exponent.numerator, exponent.denominator)
        made[PLAIN if name == "e" else ((("log", prime), 1),)] = times
    return {product: value for product, value in made.items() if value}


def _primes(value: fmpq) -> dict[int, int]:
    """The exponents of the primes in a positive number."""
    if value <= 0 or max(int(value.p), int(value.q)) > _LARGEST:
        raise Inexact
    above = {int(prime): times for prime, times in fmpz(value.p).factor()}
    below = {int(prime): -times for prime, times in fmpz(value.q).factor()}
    return above | below


#: `4 sin(k pi/12)` for `k` from 0 to 6, by its square roots.
_SINES: tuple[Exact, ...] = tuple(
    reduce(
        added,
        (scaled(power_of(of_rational(fmpq(n)), fmpq(1, 2)), fmpq(times, 4)) for n, times in row.items()),
        _NOTHING,
    )
    for row in ({}, {6: 1, 2: -1}, {1: 2}, {2: 2}, {3: 2}, {6: 1, 2: 1}, {1: 4})
)


def waves_of(a: Exact) -> tuple[Exact, Exact]:
    """Cosine and sine of a multiple of `pi/12`; raises `Inexact`."""
    twelfths = 12 * a.get(_PI, fmpq(0))
    if a.keys() - {_PI} or twelfths.q != 1:
        raise Inexact
    return _sine_at(int(twelfths.p) + 6), _sine_at(int(twelfths.p))


def _sine_at(twelfths: int) -> Exact:
    """`sin(k pi/12)`"""
    turn = twelfths % 24
    half = turn % 12
    return scaled(_SINES[min(half, 12 - half)], fmpq(1 if turn < 12 else -1))
