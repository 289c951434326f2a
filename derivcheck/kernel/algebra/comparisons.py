"""Which of two values of an increasing function is larger: the difference of the arguments says it.

For a strictly increasing `f`, `f(u) - f(v)` has the sign of `u - v` wherever it is defined. So two terms,
after their common factor is taken out, have together the sign of something plainer:

* `exp(u) - exp(v)`, also for products of exponentials and for the number 1;
* `u^k - v^k` and `u^k + v^k` for an odd `k`, the former for an even one where neither is negative;
* `log(u) - log(v)`, roots of one degree, arctangents and arcsines;
* `u sqrt(x) - v sqrt(y)`, where neither term is negative: `u^2 x - v^2 y`.

Everything in them has to be real.

A difference of even powers has the sign of a product: `u^2 - v^2 = (u - v) (u + v)`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from flint import fmpz, fmpz_mpoly

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Exponential, Inverse, Logarithm, Root
from derivcheck.kernel.algebra.quotient import Quotient

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.ring import Ring

__all__ = ["compared", "sign_of_squares_apart"]


def compared(ring: Ring, polynomial: fmpz_mpoly) -> Quotient | None:
    """A plainer quantity with the sign of the polynomial wherever that is defined; None without one."""
    if len(polynomial) != 2:
        return None
    sign, left, right, ratio = _two_terms(ring, polynomial)
    if sign not in (signs.NEGATIVE, signs.POSITIVE):
        return None
    found = _compared(ring, left, right, ratio)
    return -found if found is not None and sign == signs.NEGATIVE else found


def sign_of_squares_apart(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """The signs of a multiple of `u^(2k) - r^2 v^(2k)`, where `u` or `v` may be 1; of anything else any."""
    if len(polynomial) != 2:
        return signs.ANY
    sign, left, right, ratio = _two_terms(ring, polynomial)
    root = _exact_root(ratio, 2) if ratio > 0 else None
    powers = *left.items(), *right.items()
    if root is None or len(left) > 1 or len(right) > 1 or any(power % 2 for _, power in powers):
        return signs.ANY
    u, v = (ring.monomial({place: power // 2 for place, power in each.items()}) for each in (left, right))
    v = v * ring.constant(root)
    return signs.multiply(sign, signs.multiply(ring.sign(u - v), ring.sign(u + v)))


_Powers = dict[int, int]


def _two_terms(ring: Ring, polynomial: fmpz_mpoly) -> tuple[int, _Powers, _Powers, Fraction]:
    """The signs of what two terms share, what is left of each, and how much of the second is taken off."""
    (one, first), (other, second) = polynomial.terms()
    shared = [min(pair) for pair in zip(one, other, strict=True)]
    sign = signs.sign_of_number(first)
    for place, exponent in enumerate(shared):
        if exponent:
            sign = signs.multiply(sign, signs.power(ring.generator_sign(place), int(exponent)))
    left, right = (
        {place: int(power - shared[place]) for place, power in enumerate(term) if power > shared[place]}
        for term in (one, other)
    )
    return sign, left, right, Fraction(-int(second), int(first))


def _compared(ring: Ring, left: _Powers, right: _Powers, ratio: Fraction) -> Quotient | None:
    """What has the sign of the one product less `ratio` times the other."""
    if ratio == 1:
        if all(isinstance(ring.atoms[place], Exponential) for place in (*left, *right)):
            return _of_exponentials(ring, left, right)
        inner = _arguments(ring, left, right)
        if inner is not None:
            return inner[0] - inner[1]
    if left:
        found = _of_powers(ring, left, right, ratio)
    else:
        found = _of_powers(ring, right, left, 1 / ratio)
        found = found if found is None or ratio < 0 else -found
    return _of_roots(ring, left, right, ratio) if found is None and ratio > 0 else found


def _of_roots(ring: Ring, left: _Powers, right: _Powers, ratio: Fraction) -> Quotient | None:
    """The difference of the squares of two products that are not negative, if fewer roots stand in it."""
    one, other = ring.monomial(left), ring.monomial(right) * ring.constant(ratio)
    if _roots(ring, one - other) == 0 or not signs.is_within(
        ring.sign(one) | ring.sign(other), signs.NONNEGATIVE
    ):
        return None
    squares = one * one - other * other
    return (
        squares if squares.den.is_constant() and _roots(ring, squares) < _roots(ring, one - other) else None
    )


def _roots(ring: Ring, value: Quotient) -> int:
    return sum(isinstance(ring.atoms[place], Exponential | Root) for place in value.generators)


def _of_exponentials(ring: Ring, left: _Powers, right: _Powers) -> Quotient | None:
    """`exp(u) - exp(v)`, where one of them may be 1."""
    exponents = [atom.quotients()[0] for atom in map(ring.atoms.__getitem__, (*left, *right))]
    if not all(signs.is_real(ring.sign(each)) for each in exponents):
        return None  # `exp(2*pi*I) = 1`, too
    return _exponent(ring, left) - _exponent(ring, right)


def _exponent(ring: Ring, powers: _Powers) -> Quotient:
    total = ring.zero
    for place, power in powers.items():
        atom = ring.atoms[place]
        assert isinstance(atom, Exponential)
        total = total + atom.argument * ring.constant(Fraction(power, atom.unit))
    return total


def _of_powers(ring: Ring, left: _Powers, right: _Powers, ratio: Fraction) -> Quotient | None:
    """`u^k - r^k v^k`, where `v` may be 1."""
    if len(left) != 1 or len(right) > 1 or (right and [*left.values()] != [*right.values()]):
        return None
    ((place, power),) = left.items()
    factor = _exact_root(ratio, power)
    if power < 2 or factor is None:
        return None
    one = ring.generator(ring.atoms[place])
    other = ring.generator(ring.atoms[next(iter(right))]) if right else ring.one
    allowed = signs.REAL if power % 2 else signs.NONNEGATIVE
    if not signs.is_within(ring.sign(one) | ring.sign(other), allowed):
        return None
    return one - other * ring.constant(factor)


def _exact_root(number: Fraction, degree: int) -> Fraction | None:
    """The rational root of a number, negative ones to odd degrees; None where there is none."""
    above, below = (fmpz(part).root(degree) for part in (abs(number.numerator), number.denominator))
    found = Fraction(int(above), int(below)) * (1 if number > 0 else -1)
    return found if found**degree == number else None


def _arguments(ring: Ring, left: _Powers, right: _Powers) -> tuple[Quotient, Quotient] | None:
    """The arguments of one increasing function at two places."""
    if [*left.values()] != [1] or [*right.values()] != [1]:
        return None
    places = *left, *right
    if not all(signs.is_real(ring.generator_sign(place)) for place in places):
        return None
    match [ring.atoms[place] for place in places]:
        case [Logarithm(u), Logarithm(v)]:
            return u, v
        case [Root(u, degree), Root(v, its)] if degree == its:
            return u, v
        case [Inverse(name, u), Inverse(its, v)] if name == its:
            return u, v
    return None
