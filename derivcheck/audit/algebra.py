"""Exact arithmetic with quotients of polynomials in atoms.

A *polynomial* maps monomials to fractions; a monomial is a sorted tuple of (atom, exponent) with whole
exponents, also negative ones. An atom is a term that arithmetic does not look into. The inverse of a
polynomial of several terms is an atom of its own, a *group*, with a negative exponent. Two quotients are
equal when their difference, multiplied by all its groups, is the polynomial 0: `is_zero`.

An indicator (`delta(i, j)`, `[i < j]`) is 0 or 1 and equals its powers. `squares` gives other atoms whose
square is known: `sqrt(a)^2 = a`, `sin(a)^2 = 1 - cos(a)^2`.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from derivcheck.audit.terms import RejectedError, Term, number

__all__ = [
    "Monomial", "Polynomial", "added", "atom", "constant", "content", "inverse", "is_zero", "multiplied",
    "power", "rank", "spelled", "value_of",
]  # fmt: skip

Monomial = tuple[tuple[Term, int], ...]
Polynomial = dict[Monomial, Fraction]
Squares = Mapping[Term, Polynomial]

_MOST_TERMS = 20_000
_HIGHEST_POWER = 64


@lru_cache(maxsize=100_000)
def rank(thing: Any) -> str:
    """What atoms and monomials are sorted by."""
    return repr(thing)


def constant(value: Fraction | int) -> Polynomial:
    """A number."""
    return {(): Fraction(value)} if value else {}


def atom(term: Term, exponent: int = 1) -> Polynomial:
    """A power of an atom."""
    return {((term, exponent),): Fraction(1)}


def value_of(polynomial: Polynomial) -> Fraction | None:
    """The number that a polynomial is, or None."""
    if not polynomial:
        return Fraction(0)
    return polynomial.get(()) if len(polynomial) == 1 else None


def added(one: Polynomial, two: Polynomial, times: Fraction | int = 1) -> Polynomial:
    """`one + times*two`"""
    made = dict(one)
    for monomial, coefficient in two.items():
        total = made.get(monomial, 0) + times * coefficient
        if total:
            made[monomial] = Fraction(total)
        else:
            made.pop(monomial, None)
    return made


def multiplied(one: Polynomial, two: Polynomial, squares: Squares) -> Polynomial:
    """The product."""
    if len(one) * len(two) > _MOST_TERMS:
        raise RejectedError("a product of too many terms")
    total: Polynomial = {}
    for left, a in one.items():
        for right, b in two.items():
            total = added(total, _product(left, right, squares), a * b)
    return total


def _product(left: Monomial, right: Monomial, squares: Squares) -> Polynomial:
    exponents = dict(left)
    for base, exponent in right:
        exponents[base] = exponents.get(base, 0) + exponent
    made: Polynomial = constant(1)
    plain = []
    for base, exponent in exponents.items():
        if _is_indicator(base) and exponent > 1:
            plain.append((base, 1))
        elif base[0] == "group" and exponent > 0:
            made = multiplied(made, power(dict(base[1]), exponent, squares), squares)
        elif base in squares and exponent not in (0, 1):
            made = multiplied(made, power(squares[base], exponent // 2, squares), squares)
            plain += [(base, 1)] * (exponent % 2)
        elif exponent:
            plain.append((base, exponent))
    rest = tuple(sorted(plain, key=rank))
    return {rest: Fraction(1)} if made == {(): 1} else multiplied(made, {rest: Fraction(1)}, squares)


def _is_indicator(base: Term) -> bool:
    return base[0] == "bracket" or base[:2] == ("call", "delta")


def power(base: Polynomial, exponent: int, squares: Squares) -> Polynomial:
    """A whole power; a negative one of what is not 0."""
    if abs(exponent) > _HIGHEST_POWER:
        raise RejectedError(f"a power that is too high: {exponent}")
    factor = base if exponent >= 0 else inverse(base, squares)
    made = constant(1)
    for _ in range(abs(exponent)):
        made = multiplied(made, factor, squares)
    return made


def content(base: Polynomial) -> tuple[Fraction, Monomial]:
    """A number and a monomial; divided by them all exponents are positive and the leading coefficient 1."""
    least: dict[Term, int] = {}
    for each in {each: None for monomial in base for each, _ in monomial}:
        least[each] = min(dict(monomial).get(each, 0) for monomial in base)
    common = tuple(sorted(((each, exponent) for each, exponent in least.items() if exponent), key=rank))
    return base[min(base, key=rank)], common


def inverse(base: Polynomial, squares: Squares) -> Polynomial:
    """`1/base`, where `base` is not 0."""
    if not base:
        raise RejectedError("a division by zero")
    coefficient, common = content(base)
    turned: Polynomial = {(): 1 / coefficient}
    for each, exponent in common:
        turned = multiplied(turned, _product((), ((each, -exponent),), squares), squares)
    if len(base) == 1:
        return turned
    rest = multiplied(base, turned, squares)
    if len(rest) == 1:
        return multiplied(turned, inverse(rest, squares), squares)
    return multiplied(turned, atom(("group", tuple(sorted(rest.items(), key=rank))), -1), squares)


def is_zero(polynomial: Polynomial, squares: Squares) -> bool:
    """Whether the quotient is 0, groups written out."""
    while True:
        groups = [each for monomial in polynomial for each, _ in monomial if each[0] == "group"]
        if not groups:
            return not polynomial
        group = min(groups, key=rank)
        most = -min(dict(monomial).get(group, 0) for monomial in polynomial)
        total: Polynomial = {}
        for monomial, coefficient in polynomial.items():
            rest = tuple(pair for pair in monomial if pair[0] != group)
            raised = power(dict(group[1]), most + dict(monomial).get(group, 0), squares)
            total = added(total, multiplied(raised, {rest: coefficient}, squares))
        polynomial = total


# -- back to terms --------------------------------------------------------------------------------------


def spelled(polynomial: Polynomial) -> Term:
    """The one spelling of a polynomial as a term."""
    terms = [_monomial(*pair) for pair in sorted(polynomial.items(), key=rank)]
    if not terms:
        return number(0)
    return terms[0] if len(terms) == 1 else ("add", tuple(terms))


def _monomial(monomial: Monomial, coefficient: Fraction) -> Term:
    factors = [_raised(*pair) for pair in monomial]
    if coefficient != 1 or not factors:
        factors.insert(0, number(coefficient))
    return factors[0] if len(factors) == 1 else ("mul", tuple(factors))


def _raised(base: Term, exponent: int) -> Term:
    term = spelled(dict(base[1])) if base[0] == "group" else base
    return term if exponent == 1 else ("pow", term, number(exponent))
