"""Numbers made of roots, decided: is `sqrt(5 + 2 sqrt(6)) - sqrt(2) - sqrt(3)` zero?

A number `E` that is built from whole numbers by sums, products, roots, `I` and twice the cosines and
sines of rational parts of a turn is an algebraic integer. Each of its conjugates is had by taking other
roots of the same degrees and another root of unity, so there are at most

    D = product of the degrees of the roots * phi(N),     N the order of the root of unity,

of them, and none is larger than the `u(E)` that one gets by putting absolute values everywhere. Their
product is a whole number. So `E = 0`, or `|E| >= u(E)^(1 - D)`: an enclosure of `E` that lies below this
bound proves that it is 0.

A root of a quotient is brought to this form by `(a/b)^(1/q) = (a b^(q - 1))^(1/q)/b`. A polynomial in
other generators is zero when each of its coefficients is.

Source: Burnikel, Fleischer, Mehlhorn, Schirra, A strong and easily computable separation bound for
arithmetic expressions involving radicals, Algorithmica 27 (2000).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from math import lcm, log2
from typing import TYPE_CHECKING

from flint import acb, arb, ctx, fmpz, fmpz_mpoly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    IMAGINARY,
    PI,
    Atom,
    Constant,
    Cosine,
    Exponential,
    Logarithm,
    Root,
    Sine,
)  # fmt: skip
from derivcheck.kernel.algebra.quotient import Quotient, by_powers

if TYPE_CHECKING:
    from derivcheck.kernel.algebra.ring import Ring

__all__ = ["Polar", "enclosed", "is_zero_number", "polar_form", "sign_of_constant"]

#: More bits than this are not computed.
_MOST_BITS = 30_000
_SIGN_BITS = 128


@frozen
class _Size:
    """Bounds for an algebraic integer `a` and the one it is divided by, as logarithms to base 2."""

    above: float
    below: float = 0.0


def is_zero_number(ring: Ring, value: Quotient) -> bool:
    """True when a polynomial is 0 since each of its coefficients, numbers made of roots, is."""
    others = [place for place in value.generators if not _is_algebraic(ring, ring.atoms[place])]
    if len(others) == len(value.generators):
        return False
    return all(_vanishes(ring, part) for part in by_powers(value.num, others).values())


def enclosed(ring: Ring, value: Quotient) -> acb | None:
    """A ball around a number made of roots, `I`, pi, exponentials and logarithms; None for what is none."""
    if not all(_is_number(ring, ring.atoms[place]) for place in value.generators):
        return None
    with _working(_SIGN_BITS):
        return _Evaluation(ring).quotient(value)


def sign_of_constant(ring: Ring, polynomial: fmpz_mpoly) -> int:
    """The signs that an enclosure leaves to a number made of roots, `I`, pi, exponentials and logarithms."""
    ball = enclosed(ring, Quotient(ring, polynomial, ring.one.den))
    if ball is None:
        return signs.ANY
    if ball.imag.is_zero():
        return signs.POSITIVE if ball.real > 0 else signs.NEGATIVE if ball.real < 0 else signs.REAL
    if not ball.imag.contains(0):
        return signs.NONREAL
    return signs.ANY if ball.real.contains(0) else signs.NONZERO


@frozen
class Polar:
    """A number other than 0 by the square of its modulus, and its angle, as a part of half a turn."""

    square: Quotient
    angle: Fraction


#: Angles that are parts of half a turn with these denominators are looked for.
_DENOMINATORS = range(1, 61)


def polar_form(ring: Ring, value: Quotient) -> Polar | None:
    """A number whose angle is a plain part of a turn; None where it is no such number.

    An enclosure says which angle `t` it may be. It is that one when `value exp(-I t)` is its own conjugate.
    """
    ball = enclosed(ring, value)
    if ball is None:
        return None
    with _working(_SIGN_BITS):
        angle = ball.arg() / arb.pi()
        wholes = ((denominator, (angle * denominator).unique_fmpz()) for denominator in _DENOMINATORS)
        found = next((Fraction(int(whole), each) for each, whole in wholes if whole is not None), None)
    if found is None:
        return None
    cosine, sine = ring.rotation(ring, ring.generator(PI) * ring.constant(found))
    turned = value * (cosine - ring.generator(IMAGINARY) * sine)
    across = turned - ring.conjugate(ring, turned)
    if across.is_zero() or is_zero_number(ring, across):
        return Polar(value * ring.conjugate(ring, value), found)
    return None


def _is_number(ring: Ring, atom: Atom) -> bool:
    match atom:
        case Constant("I" | "pi"):
            return True
        case Root() | Cosine() | Sine() | Exponential() | Logarithm():
            (inner,) = atom.quotients()
            return all(_is_number(ring, ring.atoms[place]) for place in inner.generators)
        case _:
            return False


def _is_algebraic(ring: Ring, atom: Atom) -> bool:
    match atom:
        case Root(base, _):
            return all(_is_algebraic(ring, ring.atoms[place]) for place in base.generators)
        case Constant("I"):
            return True
        case Cosine() | Sine():
            return _turn(ring, atom) is not None
        case _:
            return False


def _turn(ring: Ring, atom: Cosine | Sine) -> Fraction | None:
    """The part of a whole turn, for an angle that is a rational multiple of pi."""
    number = (atom.argument / ring.generator(PI)).number()
    return number / (2 * atom.unit) if number is not None else None


def _vanishes(ring: Ring, polynomial: fmpz_mpoly) -> bool:
    if polynomial.is_constant():
        return bool(polynomial.is_zero())
    value = Quotient(ring, polynomial, ring.one.den)
    atoms = _atoms(ring, value, {})
    degree = _degree(ring, atoms)
    sizes: dict[Atom, _Size] = {}
    size = _size(ring, polynomial, sizes)
    bits = degree * (size.above + 1) + size.below + 8
    if bits > _MOST_BITS:
        return False
    with _working(int(bits) + 64):
        ball = _Evaluation(ring).polynomial(polynomial)
        return bool(ball.is_finite() and abs(ball) < acb(2).real ** -int(bits))


def _atoms(ring: Ring, value: Quotient, found: dict[Atom, None]) -> dict[Atom, None]:
    for place in value.generators:
        atom = ring.atoms[place]
        if atom not in found and isinstance(atom, Root):
            _atoms(ring, atom.base, found)
        found.setdefault(atom)
    return found


def _degree(ring: Ring, atoms: dict[Atom, None]) -> int:
    """At most so many conjugates has a number made of these."""
    total, order = 1, 1
    for atom in atoms:
        match atom:
            case Root(_, degree):
                total *= degree
            case Constant():
                order = lcm(order, 4)
            case Cosine() | Sine():
                turn = _turn(ring, atom)
                assert turn is not None
                order = lcm(order, turn.denominator, 4 if isinstance(atom, Sine) else 1)
    return total * int(fmpz(order).euler_phi())


# -- how large a conjugate can be --------------------------------------------------------------------------


def _size(ring: Ring, polynomial: fmpz_mpoly, known: dict[Atom, _Size]) -> _Size:
    """The size of a polynomial in generators, brought over one denominator."""
    degrees = polynomial.degrees()
    used = [
        (place, int(degree), _size_of_atom(ring, ring.atoms[place], known))
        for place, degree in enumerate(degrees)
        if degree
    ]
    terms = []
    for exponents, coefficient in polynomial.terms():
        total = log2(abs(int(coefficient)))
        for place, degree, size in used:
            exponent = int(exponents[place])
            total += exponent * size.above + (degree - exponent) * size.below
        terms.append(total)
    below = sum(degree * size.below for _, degree, size in used)
    return _Size(max(max(terms) + log2(len(terms)) + 1e-6, 0.0), below)


def _size_of_atom(ring: Ring, atom: Atom, known: dict[Atom, _Size]) -> _Size:
    if atom not in known:
        known[atom] = _size_of_root(ring, atom, known) if isinstance(atom, Root) else _SIZES[type(atom)]
    return known[atom]


#: `2 cos` and `2 sin` of a part of a turn are at most 2, and `I` is 1.
_SIZES: dict[type[Atom], _Size] = {Constant: _Size(0.0), Cosine: _Size(1.0, 1.0), Sine: _Size(1.0, 1.0)}


def _size_of_root(ring: Ring, atom: Root, known: dict[Atom, _Size]) -> _Size:
    above, below = (_size(ring, part, known) for part in (atom.base.num, atom.base.den))
    upper = above.above + below.below
    lower = max(below.above + above.below, 0.0)
    return _Size(max((upper + (atom.degree - 1) * lower) / atom.degree, 0.0) + 1e-6, lower)


# -- values --------------------------------------------------------------------------------------------------


@contextmanager
def _working(precision: int) -> Iterator[None]:
    before, ctx.prec = ctx.prec, precision
    try:
        yield
    finally:
        ctx.prec = before


class _Evaluation:
    """Enclosures of generators at the working precision; roots are the principal ones."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self._known: dict[Atom, acb] = {}

    def polynomial(self, polynomial: fmpz_mpoly) -> acb:
        """An enclosure of a polynomial in generators."""
        total = acb(0)
        for exponents, coefficient in polynomial.terms():
            term = acb(coefficient)
            for place, exponent in enumerate(exponents):
                if exponent:
                    term = term * self.atom(self.ring.atoms[place]) ** int(exponent)
            total = total + term
        return total

    def quotient(self, value: Quotient) -> acb:
        """An enclosure of a quotient."""
        return self.polynomial(value.num) / self.polynomial(value.den)

    def atom(self, atom: Atom) -> acb:
        """An enclosure of one generator."""
        if atom not in self._known:
            self._known[atom] = self._value(atom)
        return self._known[atom]

    def _value(self, atom: Atom) -> acb:
        match atom:
            case Root(base, degree):
                value = self.quotient(base)
                positive = value.imag.is_zero() and value.real > 0
                return acb(value.real.root(degree)) if positive else value.root(degree)
            case Cosine(argument, unit):
                return (self.quotient(argument) / unit).cos()
            case Sine(argument, unit):
                return (self.quotient(argument) / unit).sin()
            case Exponential(argument, unit):
                return (self.quotient(argument) / unit).exp()
            case Logarithm(argument):
                return self.quotient(argument).log()
            case Constant("pi"):
                return acb.pi()
            case _:
                return acb(0, 1)
