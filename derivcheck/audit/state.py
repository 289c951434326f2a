"""What is known at a stage of a proof: what terms come to, and their signs.

*Values.* `value` brings a term to a polynomial in atoms. The parts of an atom are brought to one spelling, so
equal atoms are equal terms; an atom that an equation rewrites is replaced by the other side. An equation for
all values of open indices is used only inside binders over the same ranges. The body of a derivative is left
as it is: an equation holds at the point, not around it.

*Signs.* A sign is a set of bits, `NEGATIVE | ZERO | POSITIVE`: the signs a value may have. It is read off a
term as it is written: from what is known of the value (assumptions, conditions, ranges, earlier steps), the
domain of a name, and the rules for sums, products, powers and functions. Nothing is rearranged: a step of a
certificate writes a value so that its sign can be read off, as `(x - y)^2` does for `x^2 - 2*x*y + y^2`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from itertools import combinations
from math import comb, factorial, prod
from typing import Any, NamedTuple

from derivcheck.audit.algebra import Arithmetic, Polynomial, added, constant, rank, spelled, value_of
from derivcheck.audit.intervals import NEAR, near
from derivcheck.audit.laws import FUNCTIONS, at
from derivcheck.audit.terms import (
    BINDERS,
    NEGATIVE,
    NONNEGATIVE,
    NONZERO,
    POSITIVE,
    REAL,
    RELATIONS,
    ZERO,
    RejectedError,
    Term,
    closed,
    depth_of,
    expect,
    free_names,
    mapped,
    minus,
    number,
    opened,
    substituted,
)  # fmt: skip  # isort: skip

_MOST_PLACES = 2000
_WHOLE: Mapping[str, Callable[..., int]] = {
    "factorial": factorial, "binomial": comb,
    "LeviCivita": lambda *places: prod((two > one) - (two < one) for one, two in combinations(places, 2)),
}  # fmt: skip
Range = tuple[Term, Term]
#: The ranges of the open binders, outermost first.
Scope = tuple[Range, ...]
#: Where, which signs, of what: something that must hold, or is known to.
Fact = tuple[Scope, int, Term]
DOMAINS = {
    "real": REAL, "positive": POSITIVE, "nonnegative": NONNEGATIVE, "negative": NEGATIVE, "nonzero": NONZERO,
    "integer": REAL, "positive integer": POSITIVE, "nonnegative integer": NONNEGATIVE,
}  # fmt: skip


class Claim(NamedTuple):
    """What is to be shown, all definitions put in, and its declarations.

    A symbol has a domain and ranges, a function a domain, a condition a relation and indices it is for.
    """

    op: str
    left: Term
    right: Term
    assumptions: list[Term]
    conditions: list[tuple[Term, list[str]]]
    indices: Mapping[str, Range]
    symbols: Mapping[str, tuple[str, list[Range]]]
    functions: Mapping[str, str]

    def is_index(self, word: str) -> bool:
        """Whether the name is an index or another whole number."""
        domain, axes = self.symbols.get(word, ("", []))
        return word[0] == "#" or word in self.indices or ("integer" in domain and not axes)


def flipped(mask: int) -> int:
    """The signs of the negative."""
    return (mask & ZERO) | (mask & NEGATIVE) << 2 | (mask & POSITIVE) >> 2


def _times(one: int, two: int) -> int:
    return ((one | two) & ZERO) | two * bool(one & POSITIVE) | flipped(two) * bool(one & NEGATIVE)


def _plus(one: int, two: int) -> int:
    both = one | two
    return REAL if both & NONZERO == NONZERO else both if one & two & ZERO else both & NONZERO


def _raised(mask: int, exponent: int) -> int:
    mask = mask & NONZERO if exponent < 0 else mask
    return mask if exponent % 2 else (mask & ZERO) | POSITIVE * bool(mask & NONZERO)


def between(scope: Scope, place: Term, ends: Range) -> Iterator[Fact]:
    """That a place lies between two ends."""
    yield scope, NONNEGATIVE, minus(place, ends[0])
    if ends[1] != ("name", "oo"):
        yield scope, NONNEGATIVE, minus(ends[1], place)


def in_range(scope: Scope) -> Iterator[Fact]:
    """That each open index lies in its range."""
    for depth, ends in enumerate(scope, 1):
        yield from between(scope[:depth], ("name", f"#{depth}"), ends)


class State(Arithmetic):
    """The equations and the signs that are known, and what follows of a single term."""

    def __init__(self, claim: Claim) -> None:
        super().__init__()
        self.claim = claim
        self.rules: dict[tuple[Scope, Term], Term] = {}
        self.facts: list[Fact] = []
        self.values: dict[tuple[Term, Scope], Polynomial] = {}
        self.known: dict[Scope, dict[Any, int]] = {}

    def changed(self) -> None:
        """Forget what was found before there was something new."""
        self.values.clear()
        self.known.clear()

    # -- values -----------------------------------------------------------------------------------------

    def value(self, term: Term, scope: Scope = ()) -> Polynomial:
        """The term as a polynomial in atoms, under the equations known."""
        if (term, scope) not in self.values:
            self.spend(20)
            self.values[term, scope] = self._value(term, scope)
        return self.values[term, scope]

    def _value(self, term: Term, scope: Scope) -> Polynomial:
        head, *parts = term
        if head in ("+", "-", "*", "/"):
            values = [self.value(part, scope) for part in parts]
            if head == "-":
                return added({}, values[0], -1)
            if head == "/":
                values[1] = self.inverse(values[1])
            return reduce(added if head == "+" else self.multiplied, values)
        if head == "^" and (exponent := self.whole(parts[1], scope)) is not None:
            return self.power(self.value(parts[0], scope), exponent)
        if head in ("sum", "prod") and (bodies := self.bodies(term, scope)) is not None:
            start, join = ({}, added) if head == "sum" else (constant(1), self.multiplied)
            return reduce(join, (self.value(body, scope) for body in bodies), start)
        if head == "cases" and (found := self.decided(parts[1], scope)) is not None:
            return self.value(parts[0] if found else parts[2], scope)
        made = self.atom(term, scope)
        rule = self.rules.get((scope[: depth_of(made)], made))
        if rule is not None:
            return self.value(rule, scope)
        return constant(made[1]) if made[0] == "num" else {((made, 1),): Fraction(1)}

    def bodies(self, binder: Term, scope: Scope) -> list[Term] | None:
        """The bodies of a binder at all places of its range, where these are known; else None."""
        lower, upper = (self.whole(end, scope) for end in binder[3:5])
        if lower is None or upper is None or upper - lower > _MOST_PLACES:
            return None
        inside = [
            [substituted(part, {"@": ((), number(place))}) for part in opened(binder, "@")]
            for place in range(lower, upper + 1)
        ]
        tests = [self.decided(guard, scope) for _, *guards in inside for guard in guards]
        if None in tests:
            return None
        return [body for (body, *_), kept in zip(inside, tests or [True] * len(inside), strict=True) if kept]

    def decided(self, condition: Term, scope: Scope = ()) -> bool | None:
        """Whether a condition holds; None where that is not known."""
        head, *parts = condition
        if head in RELATIONS:
            found = self.signs(minus(*parts), scope)
            return True if not found & ~RELATIONS[head] else None if found & RELATIONS[head] else False
        known = [self.decided(part, scope) for part in parts]
        if None in known:
            return None
        return all(known) if head == "and" else any(known) if head == "or" else not known[0]

    def whole(self, term: Term, scope: Scope) -> int | None:
        """The whole number that a term is, or None."""
        value = value_of(self.value(term, scope))
        return int(value) if value is not None and value.denominator == 1 else None

    def spelled(self, term: Term, scope: Scope = ()) -> Term:
        """The one spelling of a term."""
        return spelled(self.value(term, scope))

    def same(self, one: Term, two: Term, scope: Scope = ()) -> bool:
        """Whether two terms have one value."""
        return self.is_zero(self.value(minus(one, two), scope))

    def is_form(self, term: Term, scope: Scope = ()) -> bool:
        """Whether a term is made of indices and whole numbers alone, and so a whole number."""
        if not all(map(self.claim.is_index, free_names(term))):
            return False
        value = self.value(term, scope)
        names = all(
            len(each) == 2 and each[0] == "name" and n > 0 for monomial in value for each, n in monomial
        )
        return names and all(coefficient.denominator == 1 for coefficient in value.values())

    def speaks_of_indices(self, condition: Term, scope: Scope = ()) -> bool:
        """Whether a condition speaks of indices alone."""
        test = self.is_form if condition[0] in RELATIONS else self.speaks_of_indices
        return all(test(part, scope) for part in condition[1:])

    def entered(self, binder: Term, scope: Scope) -> tuple[list[Term], Scope]:
        """The body and the guard of a binder under one more open index, and the scope inside."""
        return opened(binder, f"#{len(scope) + 1}"), self.within(scope, *binder[3:5])

    def within(self, scope: Scope, *ends: Term) -> Scope:
        """The scope inside of a binder, whose ends must be whole numbers."""
        whole = len(ends) == 2 and all(self.is_form(end, scope) for end in ends)
        expect(whole, "whole numbers for ends", ends)
        return (*scope, (self.spelled(ends[0], scope), self.spelled(ends[1], scope)))

    def atom(self, term: Term, scope: Scope) -> Term:
        """A term that is no arithmetic, its parts in their one spelling; an indicator may become 0 or 1."""
        if term[0] in BINDERS:
            inside, inner = self.entered(term, scope)
            body, *guard = (self.spelled(part, inner) for part in inside)
            return closed(term[0], f"#{len(inner)}", body, *inner[-1], *guard)
        if term[0] in ("diff", "num"):
            return term
        if term[0] == "bracket" and (found := self.decided(term[1], scope)) is not None:
            return number(found)
        if term[0] == "bracket" and term[1][0] == "=" and self.speaks_of_indices(term[1], scope):
            term = ("call", "delta", *term[1][1:])
        if term[0] == "call" and term[1] in _WHOLE:
            places = [self.whole(part, scope) for part in term[2:]]
            if set(places) <= set(range(len(places) + 1 if term[1] == "LeviCivita" else _MOST_PLACES)):
                return number(_WHOLE[term[1]](*places))
        if term[:2] != ("call", "delta"):
            return mapped(lambda part: self.spelled(part, scope), term)
        difference = self.value(minus(*term[2:]), scope)  # with positive parts on both sides
        if not ZERO & self.signs(minus(*term[2:]), scope) or not difference:
            return number(not difference)
        difference = added({}, difference, -1 if difference[min(difference, key=rank)] < 0 else 1)
        left = {monomial: c for monomial, c in difference.items() if c > 0 and monomial}
        return ("call", "delta", spelled(left), spelled(added(left, difference, -1)))

    # -- signs ------------------------------------------------------------------------------------------

    def learn(self, scope: Scope, mask: int, term: Term) -> None:
        """Take a sign for known; of a whole number `a > 0` also says `a - 1 >= 0`."""
        self.facts.append((scope, mask, term))
        if mask in (POSITIVE, NEGATIVE) and self.is_form(term, scope):
            above = term if mask == POSITIVE else ("-", term)
            self.facts.append((scope, NONNEGATIVE, minus(above, number(1))))
        self.changed()

    def signs(self, term: Term, scope: Scope = ()) -> int:
        """The signs that the value of a term may have, as far as they can be read off."""
        value = self.value(term, scope)
        if free_names(spelled(value)) <= NEAR.keys():
            low, high = near(spelled(value))
            return NEGATIVE * (low < 0) | ZERO * (low <= 0 <= high) | POSITIVE * (high > 0)
        if scope not in self.known:
            known: dict[Any, int] = {}
            self.known[scope] = known
            for where, mask, fact in (*in_range(scope), *self.facts):
                if where == scope[: len(where)]:
                    key, turned = _scaled(self.value(fact, where))
                    known[key] = known.get(key, REAL) & (flipped(mask) if turned else mask)
        key, turned = _scaled(value)
        found = self.known[scope].get(key, REAL)
        return (flipped(found) if turned else found) & self._read_off(term, scope)

    def _read_off(self, term: Term, scope: Scope) -> int:
        match term:
            case ("-", part):
                return flipped(self.signs(part, scope))
            case ("+" | "*" as head, *parts):
                return reduce(_plus if head == "+" else _times, [self.signs(part, scope) for part in parts])
            case ("/", above, below):
                return _times(self.signs(above, scope), self.signs(below, scope) & NONZERO)
            case ("^", base, exponent):
                mask, whole = self.signs(base, scope), self.whole(exponent, scope)
                return _raised(mask, whole) if whole is not None else POSITIVE if mask == POSITIVE else REAL
            case ("name", word, *_):
                constant = {"pi": "positive", "e": "positive"}.get(word, "real")
                return DOMAINS[self.claim.symbols.get(word, (constant, []))[0]]
            case ("call", "sqrt" | "abs", part):
                return _raised(self.signs(part, scope), 2)
            case ("call", word, *_):
                return DOMAINS[self.claim.functions.get(word) or FUNCTIONS.get(word, ["real"])[-1]]
            case ("bracket", _):
                return NONNEGATIVE
            case ("sum" | "prod" as head, *_):
                (body, *guard), inner = self.entered(term, scope)
                mask = self.signs(body, inner)
                if head == "prod":
                    return mask if mask in (POSITIVE, NONNEGATIVE) else REAL
                filled = not guard and not self.signs(minus(*inner[-1][::-1]), scope) & NEGATIVE
                return mask if filled and mask in (POSITIVE, NEGATIVE) else _plus(mask | ZERO, mask | ZERO)
        return REAL

    def require(self, scope: Scope, mask: int, term: Term) -> None:
        """Raises `RejectedError` unless the signs of the term are known to be among these."""
        if self.signs(term, scope) & self.signs(self.spelled(term, scope), scope) & ~mask:
            raise RejectedError(
                f"expected a sign among {mask:03b}; it is not known of {term}", (scope, mask, term)
            )

    # -- where a term is defined ------------------------------------------------------------------------

    def requirements(
        self, term: Term, scope: Scope = (), *, granted: bool = False, smooth: bool = False
    ) -> Iterator[Fact]:
        """What must hold for a term to be defined, and with `smooth` to have derivatives of every order.

        With `granted` only what is certainly needed is listed, so that it may be taken for known: of what
        stands beside a guard nothing but the guard.
        """
        head, *parts = term
        smooth = smooth or head == "diff"
        yield from (
            (scope, mask, part) for mask, part in self._own_requirements(term, scope, granted, smooth)
        )
        if (bodies := self.bodies(term, scope) if head in BINDERS else None) is not None:
            inside, inner, parts = bodies, scope, parts[2:4]
        else:
            inside, inner = self.entered(term, scope) if head in BINDERS else ([], scope)
            inside, parts = (inside[granted:] or inside, parts[2:4]) if inside else (inside, parts)
        if head == "cases" and (granted or (chosen := self.decided(parts[1], scope)) is not None):
            parts = [] if granted else [parts[1], parts[0 if chosen else 2]]
        for part, where in (*((part, inner) for part in inside), *((part, scope) for part in parts)):
            if isinstance(part, tuple):
                yield from self.requirements(part, where, granted=granted, smooth=smooth)

    def _own_requirements(
        self, term: Term, scope: Scope, granted: bool, smooth: bool
    ) -> Iterator[tuple[int, Term]]:
        match term:
            case ("name", word, *indices):
                known = self.claim.is_index(word) or word in self.claim.symbols or word in ("pi", "e")
                expect(known, "a name that is declared", word)
                for index, ends in zip(indices, self.claim.symbols.get(word, ("", []))[1], strict=False):
                    yield from ((mask, part) for _, mask, part in between(scope, index, ends))
            case ("/", _, below):
                yield NONZERO, below
            case ("^", base, exponent):
                value = value_of(self.value(exponent, scope)) if not free_names(exponent) else None
                if value is None and not granted:
                    yield NONZERO if self.is_form(exponent, scope) else POSITIVE, base
                elif value is not None and value.denominator != 1:
                    yield POSITIVE if value < 0 or smooth else NONNEGATIVE, base
                elif value is not None and value < 0:
                    yield NONZERO, base
            case ("call", word, *arguments) if word.partition("'")[0] not in self.claim.functions:
                expect(word in FUNCTIONS, "a function with a rule", word)
                for place in arguments[word == "binomial" :] if word in _WHOLE else ():
                    expect(self.is_form(place, scope), "a whole number", place)
                if needs := FUNCTIONS[word][smooth]:
                    op, left, right = at(needs, arguments[0])
                    yield RELATIONS[op], minus(left, right)


def _scaled(value: Polynomial) -> tuple[Any, bool]:
    """A value up to a factor, and whether that is negative."""
    first = value[min(value, key=rank)] if value else Fraction(1)
    return tuple(sorted(((monomial, c / first) for monomial, c in value.items()), key=rank)), first < 0
