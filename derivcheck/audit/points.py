"""A refutation is checked at its point: the values are allowed, the assumptions hold, and the claim fails.

Numbers are intervals; a relation counts only when the intervals decide it. Derivatives are taken by the rules
and then evaluated. What has no rule here is refused; a certificate then says that the point is trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import reduce
from itertools import combinations, product
from math import comb, factorial
from typing import Any

from derivcheck.audit.derivatives import differentiated
from derivcheck.audit.functions import by_others
from derivcheck.audit.intervals import FUNCTIONS, Interval, exact, inverted, pi, plus, raised, times
from derivcheck.audit.replay import Claim
from derivcheck.audit.signs import NEGATIVE, POSITIVE, RELATIONS, ZERO, definition
from derivcheck.audit.state import State
from derivcheck.audit.terms import RejectedError, Term, free_names, name, number, spoken, substituted

__all__ = ["BALLS", "OTHERS", "check_point"]

#: What a certificate says of a point whose two sides the auditor cannot evaluate.
BALLS = "ball arithmetic"
#: What it says where an assumption is about names of which the point has no values.
OTHERS = "assumptions on other names"
_MOST_TERMS = 5000
_ARITHMETIC = {"num", "const", "neg", "add", "mul", "div", "pow"}
_CONSTANTS: Mapping[str, Callable[[], Interval]] = {"pi": pi, "e": lambda: FUNCTIONS["exp"](exact(1))}
_DOMAINS: Mapping[str, Callable[[Fraction], bool]] = {
    "real": lambda x: True, "positive": lambda x: x > 0, "nonnegative": lambda x: x >= 0,
    "negative": lambda x: x < 0, "nonzero": lambda x: x != 0, "integer": lambda x: x.denominator == 1,
    "positive integer": lambda x: x.denominator == 1 and x > 0,
    "nonnegative integer": lambda x: x.denominator == 1 and x >= 0,
}  # fmt: skip


def _natural(*numbers: int) -> None:
    if not all(0 <= each <= _MOST_TERMS for each in numbers):
        raise RejectedError(f"expected whole numbers from 0 to {_MOST_TERMS}, found {numbers}")


def _factorial(n: int) -> int:
    _natural(n)
    return factorial(n)


def _binomial(n: int, k: int) -> int:
    _natural(n, k)
    return comb(n, k)


def _levi_civita(*places: int) -> int:
    """The sign of a permutation; 0 where two places are the same."""
    if not set(places) <= set(range(1, len(places) + 1)):
        raise RejectedError(f"expected places from 1 to {len(places)}, found {places}")
    pairs = combinations(places, 2)
    return 0 if len(set(places)) < len(places) else (-1) ** sum(one > two for one, two in pairs)


#: Functions of whole numbers.
WHOLE: Mapping[str, Callable[..., int]] = {
    "factorial": _factorial, "binomial": _binomial, "LeviCivita": _levi_civita
}  # fmt: skip


def check_point(claim: Claim, told: Mapping[str, Any], trusted: Any) -> str:
    """Either "replayed", or "trusted" where the certificate says so; raises when nothing is refuted."""
    if trusted == [BALLS]:
        return "trusted"
    if trusted not in ([], [OTHERS]):
        raise RejectedError(f"expected {[BALLS]}, {[OTHERS]} or nothing to trust, found {trusted}")
    point = _Point(claim, told)
    asked = [each for each in claim.context.assumptions if not trusted or point.speaks_of(each)]
    if not all(map(point.admits, asked)):
        raise RejectedError("expected a point at which the assumptions hold")
    if point.satisfies(claim):
        raise RejectedError("expected a point at which the claim fails, found one at which it holds")
    return "trusted" if trusted else "replayed"


class _Point:
    """Values for the names of a claim."""

    def __init__(self, claim: Claim, told: Mapping[str, Any]) -> None:
        self.context, self.state = claim.context, State(claim.context)
        self.values = told["values"]
        self.names: dict[str, Term] = {}
        self.count = 0
        for word, size in told["sizes"].items():
            self._allow(word, Fraction(size), self.context.symbols[word])
        for word, place in told["indices"].items():
            self.names[word] = number(place)
        for word, place in told["indices"].items():
            if place not in self.span(self.context.indices[word]):
                raise RejectedError(f"expected {word} in its range, found {place}")
        if self.context.functions:
            raise RejectedError("no rule for a chosen function")

    def _allow(self, word: str, value: Fraction, declared: Mapping[str, Any]) -> None:
        if declared["domain"] not in _DOMAINS or not _DOMAINS[declared["domain"]](value):
            raise RejectedError(f"expected {word} to be {declared['domain']}, found {value}")
        if not declared["axes"]:
            self.names[word] = number(value)

    def span(self, axis: tuple[Term, Term]) -> range:
        """The whole numbers of a range."""
        return range(self.whole(axis[0]), self.whole(axis[1]) + 1)

    def whole(self, term: Term) -> int:
        """The whole number that an index comes to."""
        low, high = self.value(term)
        if low != high or low.denominator != 1:
            raise RejectedError(f"expected a whole number, found {low}..{high}")
        return int(low)

    # -- conditions -------------------------------------------------------------------------------------

    def satisfies(self, claim: Claim) -> bool:
        """Whether the claim holds."""
        if claim.op in RELATIONS:
            return self.holds(("rel", claim.op, claim.left, claim.right))
        left, right = self.holds(claim.left), self.holds(claim.right)
        return right or not left if claim.op == "=>" else left == right

    def admits(self, assumption: Term) -> bool:
        """Whether an assumption holds, for all values of its free indices unless it speaks of them alone."""
        free = sorted(free_names(assumption) & self.context.indices.keys())
        if self.state.is_condition(assumption):
            return self.holds(substituted(assumption, self.names))
        restrictions = [each for each in self.context.assumptions if self.state.is_condition(each)]
        for images in self._choices(free):
            own = [
                each for each in restrictions if free_names(each) & self.context.indices.keys() <= set(free)
            ]
            allowed = all(self.holds(substituted(each, images)) for each in own)
            if allowed and not self.holds(substituted(assumption, images)):
                return False
        return True

    def speaks_of(self, assumption: Term) -> bool:
        """Whether the point has values for all symbols in an assumption."""
        symbols = free_names(assumption) & self.context.symbols.keys()
        return all(word in self.values or word in self.names for word in symbols)

    def _choices(self, free: list[str]) -> Iterator[dict[str, Term]]:
        spans = [self.span(self.context.indices[word]) for word in free]
        for places in product(*spans):
            yield dict(zip(free, map(number, places), strict=True))

    def holds(self, condition: Term) -> bool:
        """Whether a condition holds, all parts of which must have a value."""
        match condition:
            case ("and", args):
                return False not in [self.holds(part) for part in args]
            case ("or", args):
                return True in [self.holds(part) for part in args]
            case ("not", part):
                return not self.holds(part)
            case ("rel", op, one, two):
                low, high = plus(self.value(one), times(exact(-1), self.value(two)))
                found = NEGATIVE * (low < 0) | ZERO * (low <= 0 <= high) | POSITIVE * (high > 0)
                if not found & RELATIONS[op] or not found & ~RELATIONS[op]:
                    return bool(found & RELATIONS[op])
        raise RejectedError("expected a relation that the intervals decide")

    # -- values -----------------------------------------------------------------------------------------

    def value(self, term: Term) -> Interval:
        """An interval that holds the value of a term."""
        self.count += 1
        if self.count > 100_000:
            raise RejectedError("an evaluation that is too long")
        if term[0] in _ARITHMETIC:
            return self._arithmetic(term)
        match term:
            case ("sum" | "prod", *_):
                return self._binder(*term)
            case ("sym", word, indices):
                return self._name(word, indices)
            case ("diff", body, ((by, 1),)):
                return self.value(differentiated(self.state, body, by))
            case ("diff", body, ((by, many), *rest)):
                left = ((by, many - 1),) if many > 1 else ()
                return self.value(("diff", ("diff", body, ((by, 1),)), (*left, *rest)))
            case ("bracket", condition):
                return exact(self.holds(condition))
            case ("cases", branches, otherwise):
                chosen = next((value for value, test in branches if self.holds(test)), otherwise)
                return self.value(chosen or name("no value"))
            case ("call", word, args, ()):
                return self._call(word, args)
        raise RejectedError(f"no rule for the value of {term[0]!r}")

    def _arithmetic(self, term: Term) -> Interval:
        match term:
            case ("num", value):
                return exact(value)
            case ("const", word) if word in _CONSTANTS:
                return _CONSTANTS[word]()
            case ("neg", part):
                return times(exact(-1), self.value(part))
            case ("add", args):
                return reduce(plus, map(self.value, args), exact(0))
            case ("mul", args):
                return reduce(times, map(self.value, args), exact(1))
            case ("div", above, below):
                return times(self.value(above), inverted(self.value(below)))
            case ("pow", base, exponent):
                return self._power(base, exponent)
        raise RejectedError(f"no rule for the value of {spoken(term)}")

    def _call(self, word: str, args: tuple[Term, ...]) -> Interval:
        if (image := definition(self.state, word, args)) is not None:
            return self.value(image)
        if word == "delta":
            return exact(self.whole(args[0]) == self.whole(args[1]))
        if word in WHOLE:
            return exact(WHOLE[word](*map(self.whole, args)))
        if (image := by_others(word, args)) is not None:
            return self.value(image)
        if word not in FUNCTIONS:
            raise RejectedError(f"no rule for the value of {word!r}")
        return FUNCTIONS[word](self.value(args[0]))

    def _power(self, base: Term, exponent: Term) -> Interval:
        low, high = self.value(exponent)
        value = self.value(base)
        whole = exponent[0] == "num" or self.state.is_form(exponent, ()) or value[0] > 0
        if low == high and low.denominator == 1 and whole:
            return raised(value, int(low))
        if low == high and low.denominator == 2:
            return raised(FUNCTIONS["sqrt"](value), int(2 * low))
        return FUNCTIONS["exp"](times((low, high), FUNCTIONS["log"](value)))

    def _binder(
        self, kind: str, body: Term, bound: str, lower: Term, upper: Term, guard: Term | None
    ) -> Interval:
        total, join = (exact(0), plus) if kind == "sum" else (exact(1), times)
        span = self.span((lower, upper))
        if len(span) > _MOST_TERMS:
            raise RejectedError("a sum of too many terms")
        for place in span:
            images = {bound: number(place)}
            if guard is None or self.holds(substituted(guard, images)):
                total = join(total, self.value(substituted(body, images)))
        return total

    def _name(self, word: str, indices: tuple[Term, ...]) -> Interval:
        if not indices and word in self.names:
            return self.value(self.names[word])
        if (image := definition(self.state, word, indices)) is not None:
            return self.value(image)
        declared = self.context.symbols[word]
        found = self.values[word]
        for index, axis in zip(indices, declared["axes"], strict=True):
            span = self.span(axis)
            place = self.whole(index)
            if place not in span or len(found) != len(span):
                raise RejectedError(f"expected {word} to have a member {place}")
            found = found[place - span[0]]
        value = Fraction(found)
        self._allow(word, value, declared)
        return exact(value)
