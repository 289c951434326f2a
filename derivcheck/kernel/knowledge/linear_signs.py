"""Signs that follow from several assumed signs together.

If `p = c0 + c1 q1 + … + cn qn` with coefficients that are not negative, and no `q` is negative where the
assumptions hold, then `p` is not negative there; it is positive if one of the `q` with a coefficient is.
From `a < b` and `b < c` follows `a < c`, from `x > 1` follows `x > 0`. By Farkas' lemma nothing linear
that follows is missed. The coefficients are found, and checked, by
`derivcheck.kernel.algebra.combinations`. The `q` are

* what the assumptions say, of free indices at the index forms that occur in `p`;
* what the facts say of indices and sizes;
* `|u| - u` and `|u| + u` for the absolute values of real `u` that occur, `|u| - re(u)` and so on for others;
* the monomials that have a sign of their own, and 1;
* what numbers such as pi differ by from fractions close to them.

Nothing here asks for a sign that would be found in this way itself, so it ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flint import fmpq, fmpz_mpoly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.algebraic import enclosed
from derivcheck.kernel.algebra.atoms import Absolute
from derivcheck.kernel.algebra.combinations import Monomial, Vector, combination, vector_of
from derivcheck.kernel.algebra.linear import has_bound
from derivcheck.kernel.algebra.quotient import Quotient, used_places
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import parts_of

__all__ = ["Bound", "bounds_of", "linear_sign", "vanishing"]

#: Larger polynomials, and more bounds, are not tried.
_MOST_TERMS, _MOST_BOUNDS = 12, 40
#: Numbers are compared with multiples of one over this, unless they are larger than the other.
_FINE, _LARGEST = 2**40, 2**100


@frozen
class Bound:
    """A polynomial that is not negative, or is positive."""

    polynomial: fmpz_mpoly
    strict: bool


#: A bound with its coefficients by monomials.
_Row = tuple[Bound, Vector]


def bounds_of(polynomial: fmpz_mpoly, sign: int) -> Iterator[Bound]:
    """What it says of a polynomial that it has one of these signs."""
    for each, its in ((polynomial, sign), (-polynomial, signs.negate(sign))):
        if signs.is_within(its, signs.NONNEGATIVE):
            yield Bound(each, signs.is_within(its, signs.POSITIVE))


def linear_sign(ring: Ring, polynomial: fmpz_mpoly, said: Iterable[Bound]) -> int:
    """The signs that the bounds leave to a polynomial."""
    known = _known(ring, polynomial, said)
    total = signs.ANY
    for target, weak, strong in (
        (polynomial, signs.NONNEGATIVE, signs.POSITIVE),
        (-polynomial, signs.NONPOSITIVE, signs.NEGATIVE),
    ):
        found = _combined(ring, target, known)
        if found:
            total &= strong if any(known[place][0].strict for place in found) else weak
    return total


def vanishing(ring: Ring, weak: Sequence[fmpz_mpoly], said: Iterable[Bound]) -> list[int] | None:
    """The places of those among polynomials that are not negative which the bounds leave nothing but 0.

    None where nothing satisfies all bounds: then they add up to 0, one of them being strict.
    """
    zero = ring.zero.num
    known = _known(ring, zero, said)
    if any(known[place][0].strict for place in _combined(ring, zero, known)):
        return None
    return [place for place, each in enumerate(weak) if _combined(ring, -each, known)]


def _known(ring: Ring, polynomial: fmpz_mpoly, said: Iterable[Bound]) -> list[_Row]:
    """The bounds, and those that hold by themselves for what occurs in them and in the polynomial."""
    before, ring.combining = ring.combining, True
    try:
        return _gathered(ring, polynomial, said)
    finally:
        ring.combining = before


def _gathered(ring: Ring, polynomial: fmpz_mpoly, said: Iterable[Bound]) -> list[_Row]:
    bounds = [each for each in said if 0 < len(each.polynomial) <= _MOST_TERMS]
    if not bounds or len(polynomial) > _MOST_TERMS or len(bounds) > _MOST_BOUNDS:
        return []
    bounds += _facts(ring)
    bounds += _moduli(ring, [polynomial, *(each.polynomial for each in bounds)])
    target, known = vector_of(polynomial), list(map(_row, bounds))
    if target:
        known = _reached(target, known)
    monomials = dict.fromkeys(each for row in (target, *(column for _, column in known)) for each in row)
    return known + [_row(bound) for each in monomials for bound in _monomial(ring, each)]


def _row(bound: Bound) -> _Row:
    return bound, vector_of(bound.polynomial)


def _reached(target: Vector, known: list[_Row]) -> list[_Row]:
    """Those that a combination for the target may need, which share monomials with it or with one another.

    What the others add up to is at best a number, which says nothing unless they contradict each other.
    """
    reached, left, found = set(filter(any, target)), known, list[_Row]()
    while near := [row for row in left if not reached.isdisjoint(row[1])]:
        found += near
        left = [row for row in left if reached.isdisjoint(row[1])]
        reached.update(each for _, column in near for each in column if any(each))
    return found


def _combined(ring: Ring, target: fmpz_mpoly, known: list[_Row]) -> dict[int, fmpq]:
    """The places of the bounds that add up to the target with positive coefficients; none without them."""
    strict = frozenset(place for place, (bound, _) in enumerate(known) if bound.strict)
    return combination([column for _, column in known], vector_of(target), strict, ring.tick) or {}


def _facts(ring: Ring) -> Iterator[Bound]:
    for form in ring.facts.nonnegative:
        if not has_bound(form.names):
            yield Bound(ring.of_form(form).num, strict=False)


def _moduli(ring: Ring, polynomials: list[fmpz_mpoly]) -> Iterator[Bound]:
    """`|u| - u` and `|u| + u`, and their multiples by what is not negative and stands beside `|u|`."""
    moduli = [(place, atom) for place, atom in enumerate(ring.atoms) if isinstance(atom, Absolute)]
    if not moduli:
        return
    used = {place for each in polynomials for place in used_places(each)}
    monomials = dict.fromkeys(exponents for each in polynomials for exponents in each.monoms())
    for place, atom in moduli:
        if place not in used:
            continue
        size, real = ring.generator(atom), signs.is_real(ring.sign(atom.argument))
        for beside in _beside(ring, monomials, place):
            for part in (atom.argument,) if real else parts_of(ring, atom.argument):
                for each in ((size - part) * beside, (size + part) * beside):
                    if each.den.is_constant():  # the denominators of numbers are positive
                        yield Bound(each.num, strict=False)


def _beside(ring: Ring, monomials: Iterable[tuple[int, ...]], place: int) -> Iterator[Quotient]:
    """1, and what is not negative beside a generator that stands in a monomial once."""
    found = {ring.one: None}
    for exponents in monomials:
        if exponents[place] == 1:
            others = {at: int(power) for at, power in enumerate(exponents) if power and at != place}
            value = ring.monomial(others)
            if signs.is_within(ring.sign(value), signs.NONNEGATIVE):
                found.setdefault(value)
    yield from found


def _monomial(ring: Ring, exponents: Monomial) -> Iterator[Bound]:
    value = ring.monomial({place: int(exponent) for place, exponent in enumerate(exponents) if exponent})
    if value.den.is_one() and len(value.num) == 1:
        near = _near(ring, value) if value.is_closed and value.generators else None
        yield from bounds_of(value.num, ring.sign(value)) if near is None else near


def _near(ring: Ring, value: Quotient) -> list[Bound] | None:
    """The fractions between which a number such as pi lies; None for what is not real, or not enclosed."""
    ball = enclosed(ring, value)
    if ball is None or not ball.imag.is_zero() or not abs(ball.real * _FINE) < _LARGEST:
        return None
    low, high = (ball.real * _FINE).floor().unique_fmpz(), (ball.real * _FINE).ceil().unique_fmpz()
    if low is None or high is None:
        return None
    scaled, strict = value.num * _FINE, low < high
    return [Bound(scaled - low, strict), Bound(high - scaled, strict)]
