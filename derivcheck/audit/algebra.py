"""Exact arithmetic with quotients of polynomials in atoms.

A *polynomial* maps monomials to fractions; a monomial is a sorted tuple of (atom, exponent) with whole
exponents, also negative ones. An atom is a term that arithmetic does not look into. The inverse of a
polynomial of several terms is an atom of its own, a *group*, with a negative exponent. Two quotients are
equal when their difference, multiplied by all its groups, is the polynomial 0: `is_zero`.

An indicator (`delta(i, j)`, `[i < j]`) is 0 or 1 and equals its powers. `squares` gives other atoms whose
square is known: `sqrt(a)^2 = a`, `sin(a)^2 = 1 - cos(a)^2`. Work is counted, and bounded.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derivcheck.audit.terms import Term, expect, number

Monomial = tuple[tuple[Term, int], ...]
Polynomial = dict[Monomial, Fraction]
_MOST_WORK, _HIGHEST_POWER, _MOST_BITS = 3_000_000, 64, 20_000


@lru_cache(maxsize=100_000)
def rank(thing: Any) -> str:
    """What atoms and monomials are sorted by."""
    return repr(thing)


def constant(value: Fraction | int) -> Polynomial:
    """A number as a polynomial."""
    return {(): Fraction(value)} if value else {}


def value_of(polynomial: Polynomial) -> Fraction | None:
    """The number that a polynomial is, or None."""
    return polynomial.get(()) if len(polynomial) == 1 else None if polynomial else Fraction(0)


def collected(pairs: Iterable[tuple[Monomial, Fraction]]) -> Polynomial:
    """The sum of these terms."""
    made: Polynomial = {}
    for monomial, value in pairs:
        made[monomial] = made.get(monomial, Fraction(0)) + value
    return {monomial: value for monomial, value in made.items() if value}


def added(one: Polynomial, two: Polynomial, times: Fraction | int = 1) -> Polynomial:
    """`one + times*two`"""
    return collected((*one.items(), *((monomial, times * value) for monomial, value in two.items())))


def content(base: Polynomial) -> tuple[Fraction, Monomial]:
    """A number and a monomial; divided by them all exponents are positive and the leading coefficient 1."""
    atoms = {each for monomial in base for each, _ in monomial}
    least = ((each, min(dict(monomial).get(each, 0) for monomial in base)) for each in atoms)
    return base[min(base, key=rank)], tuple(sorted((pair for pair in least if pair[1]), key=rank))


class Arithmetic:
    """Products and quotients, with the squares that are known."""

    def __init__(self) -> None:
        self.squares: dict[Term, Polynomial] = {}
        self.work = 0

    def spend(self, work: int) -> None:
        self.work += work
        expect(self.work <= _MOST_WORK, "a certificate that takes less work", self.work)

    def multiplied(self, one: Polynomial, two: Polynomial) -> Polynomial:
        self.spend(len(one) * len(two))
        found: list[tuple[Monomial, Fraction]] = []
        for left, a in one.items():
            for right, b in two.items():
                bits = (a * b).numerator.bit_length() + (a * b).denominator.bit_length()
                expect(bits <= _MOST_BITS, f"numbers of at most {_MOST_BITS} bits", bits)
                found += [(monomial, a * b * c) for monomial, c in self._product(left, right).items()]
        return collected(found)

    def _product(self, left: Monomial, right: Monomial) -> Polynomial:
        exponents, made, plain = dict(left), constant(1), []
        for base, exponent in right:
            exponents[base] = exponents.get(base, 0) + exponent
        for base, exponent in exponents.items():
            if exponent > 1 and (base[0] == "bracket" or base[:2] == ("call", "delta")):
                plain.append((base, 1))
            elif base[0] == "group" and exponent > 0:
                made = self.multiplied(made, self.power(dict(base[1]), exponent))
            elif base in self.squares and exponent not in (0, 1):
                made = self.multiplied(made, self.power(self.squares[base], exponent // 2))
                plain += [(base, 1)] * (exponent % 2)
            elif exponent:
                plain.append((base, exponent))
        rest = {tuple(sorted(plain, key=rank)): Fraction(1)}
        return rest if made == constant(1) else self.multiplied(made, rest)

    def power(self, base: Polynomial, exponent: int) -> Polynomial:
        """A whole power; a negative one of what is not 0."""
        expect(abs(exponent) <= _HIGHEST_POWER, f"a power of at most {_HIGHEST_POWER}", exponent)
        factor, made = base if exponent >= 0 else self.inverse(base), constant(1)
        for _ in range(abs(exponent)):
            made = self.multiplied(made, factor)
        return made

    def inverse(self, base: Polynomial) -> Polynomial:
        """`1/base`, where `base` is not 0."""
        expect(base, "a divisor that is not 0", 0)
        coefficient, common = content(base)
        turned = constant(1 / coefficient)
        for each, exponent in common:
            turned = self.multiplied(turned, self._product((), ((each, -exponent),)))
        rest = self.multiplied(base, turned) if len(base) > 1 else constant(1)
        if len(rest) == 1:
            return turned if rest == constant(1) else self.multiplied(turned, self.inverse(rest))
        return self.multiplied(
            turned, {((("group", tuple(sorted(rest.items(), key=rank))), -1),): Fraction(1)}
        )

    def is_zero(self, polynomial: Polynomial) -> bool:
        """Whether the quotient is 0, groups written out."""
        while group := next(
            (each for monomial in polynomial for each, _ in monomial if each[0] == "group"), None
        ):
            polynomial = self.multiplied(polynomial, {((group, 1),): Fraction(1)})
        return not polynomial


def spelled(polynomial: Polynomial) -> Term:
    """The one spelling of a polynomial as a term."""
    terms = []
    for monomial, coefficient in sorted(polynomial.items(), key=rank):
        bases = [(spelled(dict(base[1])) if base[0] == "group" else base, power) for base, power in monomial]
        factors = [base if power == 1 else ("^", base, number(power)) for base, power in bases]
        front = [number(coefficient)] if coefficient != 1 or not factors else []
        terms.append(("*", *front, *factors) if len(front) + len(factors) > 1 else (*front, *factors)[0])
    return ("+", *terms) if len(terms) > 1 else terms[0] if terms else number(0)
