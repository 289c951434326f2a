"""What a relation says of its parts: factors, terms that are not negative, whole numbers.

A product is 0 where a factor is, and positive or negative where an even or an odd number of its factors is
negative and none is 0. Of whole numbers `a < b` says `a + 1 <= b`, and `a b = c` that `a` divides `c`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.polynomial_signs import is_definite
from derivcheck.kernel.algebra.quotient import Quotient, used_places
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.functions.whole_parts import is_of_whole_numbers
from derivcheck.terms import MIRRORED, Add, Rel, Term, integer

__all__ = ["addends_beside_zero", "factors", "sharpened", "signs_of_factors", "whole_factors", "zeros"]

#: What holds together.
Given = tuple[Rel, ...]

#: The signs of more factors are not gone through, nor the divisors of larger numbers.
_MOST_FACTORS, _LARGEST_DIVIDED = 3, 60


def factors(session: Session, relation: Rel) -> Given | None:
    """That one of the factors is 0, with their powers gone; None where there is nothing to take apart."""
    difference: Quotient = session.read(relation.left).value - session.read(relation.right).value
    if difference.is_zero() or difference.number() is not None:
        return None
    _, parts = polynomial_factors(session.ring, difference.num)
    if len(parts) == 1 and parts[0][1] == 1 and difference.den.is_one():
        return None
    return tuple(_solved(session, factor) for factor, _ in parts)


def _solved(session: Session, factor: Quotient) -> Rel:
    """`factor = 0`, solved for an atom that is no symbol where that is linear in it."""
    ring, speaker = session.ring, session.speaker()
    for place in used_places(factor.num):
        slope = ring.quotient(factor.num.derivative(place), ring.one.den)
        if slope.number() is not None and not isinstance(ring.atoms[place], SymbolAtom):
            atom = ring.generators[place]
            return Rel("=", speaker.term(atom), speaker.term(atom - factor / slope))
    return Rel("=", speaker.term(factor), integer(0))


def addends_beside_zero(relation: Rel) -> tuple[Term, ...]:
    """The terms of a sum that is said to be 0, as it is written."""
    sides = (relation.left, relation.right), (relation.right, relation.left)
    found = (side.args for side, other in sides if isinstance(side, Add) and other == integer(0))
    return next(found, ())


def zeros(session: Session, relation: Rel) -> Given | None:
    """That each of several parts is 0, where none is negative and their sum is 0, or a definite form is."""
    ring, speaker = session.ring, session.speaker()
    difference = session.read(relation.left).value - session.read(relation.right).value
    polynomial, one = difference.num, ring.one.den
    if is_definite(ring, polynomial):
        parts = [ring.generators[place] for place in used_places(polynomial)]
    else:
        terms = [ring.context.from_dict({exponents: factor}) for exponents, factor in polynomial.terms()]
        found = {ring.polynomial_sign(term) for term in terms}
        one_side = any(all(signs.is_within(sign, side) for sign in found) for side in _SIDES)
        if not one_side or len(terms) < 2:
            return None
        parts = [Quotient(ring, term, one) for term in terms]
    return tuple(Rel("=", speaker.term(part), integer(0)) for part in parts)


_SIDES = signs.NONNEGATIVE, signs.NONPOSITIVE


# -- signs and whole numbers -------------------------------------------------------------------------------


def signs_of_factors(session: Session, relation: Rel) -> list[Given] | None:
    """Alternatives for the signs of the factors of what is said to be positive or negative, or not to be."""
    if relation.op not in MIRRORED:
        return None
    difference, strict = _difference(session, relation), relation.op in ("<", ">")
    if difference.number() is not None:
        return None
    number, above = polynomial_factors(session.ring, difference.num)
    _, below = polynomial_factors(session.ring, difference.den)  # its number is positive
    parts = [*((*each, strict) for each in above), *((*each, True) for each in below)]
    odd = [(factor, is_apart) for factor, times, is_apart in parts if times % 2]
    even = [factor for factor, times, _ in parts if not times % 2]
    if len(parts) < 2 or len(odd) > _MOST_FACTORS or (even and not strict):
        return None
    term = session.speaker().term
    apart = [Rel("!=", term(factor), integer(0)) for factor in even]
    made = []
    for turns in product((False, True), repeat=len(odd)):
        if sum(turns) % 2 == ((relation.op[0] == ">") != (number > 0)):
            ways = zip(odd, turns, strict=True)
            made.append((*apart, *(_signed(term(each), turn, is_apart) for (each, is_apart), turn in ways)))
    return made


def _signed(value: Term, is_negative: bool, is_strict: bool) -> Rel:
    return Rel(("<" if is_negative else ">") + ("" if is_strict else "="), value, integer(0))


def sharpened(session: Session, relation: Rel) -> Given:
    """`a + 1 <= b` for `a < b` between whole numbers."""
    if relation.op not in ("<", ">") or not is_of_whole_numbers(session.ring, _difference(session, relation)):
        return ()
    low, high = (relation.left, relation.right)[:: 1 if relation.op == "<" else -1]
    return (Rel("<=", Add((low, integer(1))), high),)


def whole_factors(session: Session, relation: Rel) -> list[Given] | None:
    """The ways in which two whole numbers can have a product that is a number."""
    ring, term = session.ring, session.speaker().term
    left, right = (session.read(side).value for side in (relation.left, relation.right))
    for value, other in ((left, right), (right, left)):
        wanted = other.number()
        if not wanted or wanted.denominator != 1 or not value.den.is_one() or value.is_zero():
            continue
        number, parts = polynomial_factors(ring, value.num)
        if len(parts) != 2:
            continue
        (first, once), (second, one) = parts
        if once != 1 or one != 1 or not all(is_of_whole_numbers(ring, each) for each in (first, second)):
            continue
        whole, rest = divmod(int(wanted), number)
        if not rest and abs(whole) <= _LARGEST_DIVIDED:
            pairs = ((each, whole // each) for each in _divisors(whole))
            return [
                (Rel("=", term(first), integer(each)), Rel("=", term(second), integer(beside)))
                for each, beside in pairs
            ]
    return None


def _divisors(whole: int) -> Iterator[int]:
    for each in range(1, abs(whole) + 1):
        if whole % each == 0:
            yield from (each, -each)


def _difference(session: Session, relation: Rel) -> Quotient:
    return session.read(relation.left).value - session.read(relation.right).value
