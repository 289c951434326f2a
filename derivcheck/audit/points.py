"""A refutation is checked at its point: the values are allowed, the assumptions hold, and the claim fails.

The values are put in as equations, so that every term comes to a number, or to one that an interval holds; a
relation counts only when its sign is decided. What has no rule is refused; a certificate then says what is
trusted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from derivcheck.audit.algebra import Polynomial
from derivcheck.audit.laws import derivative
from derivcheck.audit.state import DOMAINS, Claim, Range, Scope, State
from derivcheck.audit.terms import RELATIONS, Term, expect, free_names, number

#: What a certificate trusts of a point whose two sides the auditor cannot evaluate, or not an assumption.
BALLS, OTHERS = "ball arithmetic", "assumptions on other names"
_MOST_PLACES = 5000


def check_point(claim_of: Callable[[], Claim], told: Mapping[str, Any], trusted: Any) -> str:
    """Either "replayed", or "trusted" where the certificate says so; raises when nothing is refuted."""
    if trusted == [BALLS]:
        return "trusted"
    expect(trusted in ([], [OTHERS]), f"{[BALLS]}, {[OTHERS]} or nothing to trust", trusted)
    claim = claim_of()
    point = Point(claim, told)
    unknown = claim.symbols.keys() - {atom[1] for _, atom in point.rules}
    asked = [each for each in claim.assumptions if not trusted or not free_names(each) & unknown]
    expect(all(map(point.admits, asked)), "a point at which the assumptions hold", told)
    if claim.op in RELATIONS:
        fails = not point.holds((claim.op, claim.left, claim.right))
    else:
        left, right = point.holds(claim.left), point.holds(claim.right)
        fails = left > right if claim.op == "=>" else left != right
    expect(fails, "a point at which the claim fails", told)
    return "trusted" if trusted else "replayed"


class Point(State):
    """Values for the names of a claim; those of a family are lists in the order of its indices."""

    def __init__(self, claim: Claim, told: Mapping[str, Any]) -> None:
        super().__init__(claim)
        expect(not claim.functions, "a claim without functions to be chosen", claim.functions)
        for word, value in (*told["sizes"].items(), *told["values"].items()):
            self._store(("name", word), value, *claim.symbols[word])
        self.outside = dict(self.rules)
        for word, place in told["indices"].items():
            expect(place in self._span(claim.indices[word]), f"{word} in its range", place)
        self._choose(told["indices"])

    def _choose(self, places: Mapping[str, int]) -> None:
        """Values for indices, in the place of others."""
        self.rules = self.outside | {((), ("name", word)): number(place) for word, place in places.items()}
        self.changed()

    def _store(self, name: Term, value: Any, domain: str, axes: list[Range]) -> None:
        if axes:
            for place, part in zip(self._span(axes[0]), value, strict=True):
                self._store((*name, number(place)), part, domain, axes[1:])
            return
        self.rules[(), name] = number(Fraction(value))
        whole = self.rules[(), name][1].denominator == 1 or "integer" not in domain
        expect(
            whole and not self.signs(("num", Fraction(value))) & ~DOMAINS[domain],
            f"{name} to be {domain}",
            value,
        )
        self.changed()

    def _span(self, ends: Range) -> range:
        """The whole numbers of a range."""
        lower, upper = (self.whole(end, ()) for end in ends)
        expect(
            lower is not None and upper is not None and upper - lower <= _MOST_PLACES, "a short range", ends
        )
        return range(lower or 0, (upper or 0) + 1)

    def admits(self, assumption: Term) -> bool:
        """Whether an assumption holds, for all values of its free indices unless it speaks of them alone."""
        about = [each for each in self.claim.assumptions if self.speaks_of_indices(each)]
        if assumption in about:
            return self.holds(assumption)
        free, inside, found = sorted(free_names(assumption) & self.claim.indices.keys()), self.rules, True
        own = [each for each in about if free_names(each) & self.claim.indices.keys() <= set(free)]
        for places in product(*(self._span(self.claim.indices[word]) for word in free)):
            self._choose(dict(zip(free, places, strict=True)))
            found = found and (not all(map(self.holds, own)) or self.holds(assumption))
        self.rules = inside
        self.changed()
        return found

    def holds(self, condition: Term) -> bool:
        """Whether a condition holds, which must be decided, and all its parts defined."""
        for fact in list(self.requirements(condition)):
            self.require(*fact)
        found = self.decided(condition)
        expect(found is not None, "a condition that is decided", condition)
        return bool(found)

    def _value(self, term: Term, scope: Scope) -> Polynomial:
        if term[0] == "diff":
            return self.value(derivative(term[1], term[2], {}), scope)
        return super()._value(term, scope)
