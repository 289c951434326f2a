"""The complex conjugate and the modulus.

The conjugate passes through sums, products and functions that are real on the reals, off their cuts; the
logarithm has one, and `conj(log(z)) = 2 log|z| - log(z)` on either side of it. `|z|^2 = z conj(z)`, and `z`
and `conj(z)` have one modulus, of which the plainer of the two makes the atom.
`a^2 + b^2 = (a + I b) (a - I b)`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.analytic import is_analytic
from derivcheck.kernel.algebra.atoms import (
    IMAGINARY,
    Absolute,
    Atom,
    Constant,
    Cosine,
    Exponential,
    Function,
    Sine,
)
from derivcheck.kernel.algebra.factors import Factors
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import excludes_negative

__all__ = [
    "conjugate",
    "has_conjugates",
    "modulus",
    "plainer",
    "real_part",
    "two_squares",
    "with_moduli",
    "with_unit_above",
]

#: Functions without cuts, or without values on them, that are real on the reals, and those that have one
#: along the negative numbers.
_REAL = frozenset(("gamma", "digamma", "hyper", "polygamma", "erf", "Si", "Shi"))
_REAL_OFF_CUT = frozenset(("loggamma", "Ei"))


def _nowhere(_atom: Atom) -> bool:
    return False


def conjugate(ring: Ring, value: Quotient, beside: Callable[[Atom], bool] = _nowhere) -> Quotient:
    """The complex conjugate: it passes through sums, products and functions that are real on the reals.

    `beside` says of other functions whether it is to pass through them as well.
    """
    images = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if not signs.is_real(ring.generator_sign(place)):
            images[place] = _conjugate_of_atom(ring, atom, beside)
    return ring.replaced(value, images)


def real_part(ring: Ring, value: Quotient) -> Quotient:
    """Half of a value and its conjugate."""
    return (value + conjugate(ring, value)) * ring.constant(Fraction(1, 2))


def _conjugate_of_atom(ring: Ring, atom: Atom, beside: Callable[[Atom], bool]) -> Quotient:
    if isinstance(atom, Constant):
        return -ring.generator(atom)
    if isinstance(atom, Function) and atom.name == "conjugate":
        return atom.arguments[0]
    family = ring.families[type(atom)]
    if isinstance(atom, Exponential | Cosine | Sine) or _passes(ring, atom):
        return family.rebuild(ring, atom, lambda part: conjugate(ring, part, beside), lambda form: form)
    known = family.conjugate(ring, atom)
    if known is None and beside(atom):
        return family.rebuild(ring, atom, lambda part: conjugate(ring, part, beside), lambda form: form)
    return known if known is not None else ring.make(Function("conjugate", (ring.generator(atom),), (0,)))


def _passes(ring: Ring, atom: Atom) -> bool:
    """Whether the conjugate of this function is the function of the conjugate."""
    if not isinstance(atom, Function):
        return False
    if atom.name in ("besseli", "besselj") and atom.arguments[0].index_form() is not None:
        return True  # entire
    off_cut = ring.sectored and atom.name in _REAL_OFF_CUT and excludes_negative(ring, atom.arguments[-1])
    return atom.name in _REAL or off_cut or (atom.name == "zeta" and len(atom.arguments) == 1)


def plainer(ring: Ring, value: Quotient) -> Quotient:
    """Of a value and its conjugate, up to sign, the one that is written with fewer conjugates."""
    if is_analytic(ring, value):
        return value
    other = conjugate(ring, value)
    if other.num.leading_coefficient() < 0:
        other = -other
    return min(value, other, key=lambda one: (_conjugates_in(ring, one), one.key))


def has_conjugates(ring: Ring, value: Quotient) -> bool:
    """Whether the value is written with conjugates."""
    return _conjugates_in(ring, value) > 0


def _conjugates_in(ring: Ring, value: Quotient) -> int:
    atoms = [ring.atoms[place] for place in value.generators]
    inside = sum(_conjugates_in(ring, part) for atom in atoms for part in atom.quotients())
    return inside + sum(isinstance(atom, Function) and atom.name == "conjugate" for atom in atoms)


def with_moduli(ring: Ring, factors: Factors, absolute: Callable[[Ring, Quotient], Quotient]) -> Factors:
    """The same product with `|z|^2` for `z conj(z)`."""
    if all(is_analytic(ring, factor) for factor, _ in factors.parts):
        return factors
    number, parts = factors.number, dict(factors.parts)
    for factor in dict(parts):
        if factor not in parts or signs.is_real(ring.sign(factor)):
            continue
        other = conjugate(ring, factor)
        turned = other.num.leading_coefficient() < 0
        other = -other if turned else other
        mine, its = parts[factor], parts.get(other, 0)
        if other == factor or mine * its <= 0:
            continue
        times = min(mine, its, key=abs)
        number = -number if turned and times % 2 else number
        for each, exponent in ((factor, mine), (other, its)):
            parts[each] = exponent - times
        size = absolute(ring, factor)
        parts[size] = parts.get(size, 0) + 2 * times
    return Factors(number, tuple((factor, exponent) for factor, exponent in parts.items() if exponent))


def modulus(ring: Ring, value: Quotient, root: Callable[[Quotient], Quotient]) -> Quotient:
    """The modulus of what may not be real; `root` is the square root of a positive number."""
    atom = value.atom()
    known = ring.families[type(atom)].absolute(ring, atom) if atom is not None else None
    if known is not None:
        return known
    square = value * conjugate(ring, value)
    if square.number() is not None:
        return root(square)
    return ring.relate(Absolute(plainer(ring, value)), 2, square)


def two_squares(ring: Ring, value: Quotient) -> tuple[Quotient, ...]:
    """`a + I b` and `a - I b` where the value, which may not be real, is `a^2 + b^2`; else nothing."""
    if len(value.num) != 2 or not value.den.is_one() or IMAGINARY not in ring.places:
        return ()
    roots = [_root(ring, exponents, int(coefficient)) for exponents, coefficient in value.num.terms()]
    first, second = roots
    if first is None or second is None or signs.is_real(ring.sign(value)):
        return ()
    turned = ring.generator(IMAGINARY) * second
    return first + turned, first - turned


def _root(ring: Ring, exponents: tuple[int, ...], coefficient: int) -> Quotient | None:
    """The root of one term, if that is one too."""
    if coefficient < 0 or isqrt(coefficient) ** 2 != coefficient or any(int(each) % 2 for each in exponents):
        return None
    halved = {place: int(each) // 2 for place, each in enumerate(exponents) if each}
    return ring.monomial(halved) * ring.constant(isqrt(coefficient))


def with_unit_above(ring: Ring, value: Quotient) -> Quotient:
    """The same quotient without `I` in its denominator: `1/(a + I b) = (a - I b)/(a^2 + b^2)`."""
    below, place = ring.quotient(value.den, ring.one.den), ring.places.get(IMAGINARY)
    if place is None or place not in below.generators:
        return value
    other = ring.replaced(below, {place: -ring.generator(IMAGINARY)})
    return ring.quotient(value.num, ring.one.den) * other / (below * other)
