"""A proof is replayed: every step follows from its law, is defined, and the end is what is claimed.

*Soundness.* Take a point at which the assumptions and the conditions hold and both sides of the claim are
defined. Each step is a relation of terms that are defined there, true by its law or by the sign that is read
off. So both sides keep their values under the equations, and when their difference is then the quotient 0,
or has the sign that is claimed, the claim holds. A proof may be split into the case that a relation holds and
the case that it fails. `proved` says more than that: both sides are defined at the same points, those that
the conditions exclude aside. For that each side's own requirements are shown from those of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from derivcheck.audit.laws import LETTERS, derivative, images_of, laws
from derivcheck.audit.state import DOMAINS, Claim, Scope, State, between
from derivcheck.audit.terms import (
    POSITIVE,
    REAL,
    RELATION_OF,
    RELATIONS,
    Term,
    depth_of,
    expect,
    free_names,
    minus,
    number,
    read,
    substituted,
)  # fmt: skip  # isort: skip

_ARITHMETIC = ("num", "+", "-", "*", "/")
#: They hold for every number, so inside any range.
_SQUARES = ("sqrt(a)^2 = a", "abs(a)^2 = a^2", "sin(a)^2 = 1 - cos(a)^2")
_MOST_CASES = 6


def check_proof(claim: Claim, proof: Any, cases: list[Term], *, points: bool) -> None:
    """Replay a proof, case by case; with `points` also that no points are lost or gained unsaid."""
    expect(claim.op in RELATIONS and len(cases) <= _MOST_CASES, "a proof of a relation", claim.op)
    sides = (claim.left, claim.right)
    replay = Replay(claim, cases, sides)
    if "case" in proof:
        expect(proof.keys() == {"case", "holds", "fails"}, "two cases", list(proof))
        op, *parts = read(proof["case"])
        opposite = RELATION_OF[REAL & ~RELATIONS[op]]
        replay.check_defined(parts)
        for told, sign in ((proof["holds"], op), (proof["fails"], opposite)):
            check_proof(claim, told, [*cases, (sign, *parts)], points=points)
        return
    expect(proof.keys() == {"steps", "difference", "points"}, "a proof", list(proof))
    replay.take_all(proof["steps"])
    difference = read(proof["difference"])
    expect(replay.same(minus(*sides), difference), "the difference of the two sides", proof["difference"])
    replay.require((), RELATIONS[claim.op], difference)
    for side, other, steps in zip(sides, sides[::-1], proof["points"] if points else ((), ()), strict=True):
        if points:
            replay = Replay(claim, cases, [other])
            replay.take_all(steps)
            replay.check_defined([side])


class Replay(State):
    """The state of a proof in one case; `sides` are the terms that may be taken to be defined."""

    def __init__(self, claim: Claim, cases: list[Term], sides: Sequence[Term]) -> None:
        super().__init__(claim)
        domains = {*(domain for domain, _ in claim.symbols.values()), *claim.functions.values()}
        expect(domains <= DOMAINS.keys(), "real symbols", domains)
        #: Relations that are given for all values of their open indices.
        self.given: list[tuple[Scope, Term]] = []
        for word, (domain, axes) in claim.symbols.items():
            if "integer" in domain and not axes:
                self.learn((), DOMAINS[domain], ("name", word))
        about = [each for each in claim.assumptions if self.speaks_of_indices(each)]
        for word in sorted(free_names(("and", claim.left, claim.right, *about)) & claim.indices.keys()):
            for fact in between((), ("name", word), claim.indices[word]):
                self.learn(*fact)
        restricted = free_names(("and", *about)) & claim.indices.keys()
        # An assumption is for all its free indices; of indices alone, it is for those of the claim.
        for each in claim.assumptions:
            free = free_names(each) & claim.indices.keys() if each not in about else set()
            if each[0] in RELATIONS and not free & restricted:
                self._give(each, sorted(free))
        for condition, every in (*((case, []) for case in cases), *claim.conditions):
            self._give(condition, every)
        for fact in [fact for side in sides for fact in self.requirements(side, granted=True)]:
            self.given.append((fact[0], (RELATION_OF[fact[1]], fact[2], number(0))))
            self.learn(*fact)

    def _give(self, relation: Term, every: Iterable[str]) -> None:
        """A relation is given for all values of some indices."""
        images = {word: ((), ("name", f"#{depth}")) for depth, word in enumerate(every, 1)}
        scope: Scope = ()
        for word in every:
            scope = self.within(scope, *(substituted(end, images) for end in self.claim.indices[word]))
        op, left, right = substituted(relation, images)
        self.given.append((scope, (op, left, right)))
        if op != "=":
            self.learn(scope, RELATIONS[op], minus(left, right))

    def check_defined(self, terms: Iterable[Term], scope: Scope = ()) -> None:
        """The terms have values wherever the claim's sides have theirs."""
        for fact in [fact for term in terms for fact in self.requirements(term, scope)]:
            self.require(*fact)

    def take_all(self, steps: Iterable[Mapping[str, Any]]) -> None:
        for told in steps:
            self.take(told)

    def take(self, told: Mapping[str, Any]) -> None:
        """Check a step and use what it gives from now on; raises `RejectedError`.

        The law, at what stands for its letters, says a relation. The step gives just that; or, where it says
        `times`, that with all terms on one side multiplied by it, arranged as it likes.
        """
        expect(told.keys() == {"law", "under", "with", "gives"}, "a step", told)
        scope: Scope = ()
        for ends in told["under"]:
            scope = self.within(scope, *(read(end, len(scope)) for end in ends))
        gives, law = read(told["gives"], len(scope)), told["law"]
        letters = {head: read(text, len(scope)) for head, text in told["with"].items()}
        times = letters.pop("times", number(1))
        if law == "sign":
            known = self.signs(minus(*gives[1:]), scope)
            expect(not letters and not known & ~RELATIONS[gives[0]], "a sign that can be read off", told)
            said = gives
        elif law == "given":
            said = self._given(letters, scope)
        elif law == "derivative":
            body, by = letters["of"], letters["by"]
            expect(by[0] == "name" and not self.claim.is_index(by[1]), "a variable", by)
            said = ("=", ("diff", body, by), derivative(body, by, self.claim.functions))
        else:
            said = self._law(law, letters, scope)
        self.check_defined((times, *gives[1:], *(said[1:] if law != "given" else ())), scope)
        expect(gives[0] == said[0], f"a relation with {said[0]}", gives)
        if law == "derivative" or "times" in told["with"]:
            same = self.same(minus(*gives[1:]), ("*", times, minus(*said[1:])), scope)
            expect(same, f"what {law} says", gives)
        else:
            expect(gives == said, f"what {law} says, {said}", gives)
        if gives[0] != "=":
            self.require(scope, POSITIVE, times)
        self._conclude(gives, scope, anywhere=not scope or law in _SQUARES)

    def _given(self, letters: dict[str, Term], scope: Scope) -> Term:
        """What is given, at places in its ranges."""
        ranges, relation = self.given[range(len(self.given)).index(letters.pop("number")[1])]
        words = [f"#{depth}" for depth, _ in enumerate(ranges, 1)]
        expect(letters.keys() == set(words), "a place for each index", letters)
        places = {word: ((), place) for word, place in letters.items()}
        for word, ends in zip(words, ranges, strict=True):
            place = letters[word]
            expect(self.is_form(place, scope), "a whole number", place)
            for fact in between(scope, place, (substituted(ends[0], places), substituted(ends[1], places))):
                self.require(*fact)
        return substituted(relation, places)

    def _law(self, law: str, letters: Mapping[str, Term], scope: Scope) -> Term:
        """What a law says at what stands for its letters; its conditions are checked."""
        expect(law in laws(), "a law", law)
        said, conditions = laws()[law]
        images = images_of(letters)
        expect(images.keys() == free_names(said) & LETTERS, "something for each letter of the law", images)
        for condition in conditions:
            self._check(substituted(condition, images), scope)
        return substituted(said, images)

    def _check(self, condition: Term, scope: Scope) -> None:
        """A condition of a law holds, and its terms are defined."""
        if condition[0] == "every":
            (part, *_), inner = self.entered(condition, scope)
            self._check(part, inner)
        elif condition[:2] == ("call", "whole"):
            expect(self.is_form(condition[2], scope), "a whole number", condition[2])
        else:
            op, left, right = condition
            self.check_defined((left, right), scope)
            if op == "=":
                expect(self.same(left, right, scope), "two sides that are equal", condition)
            else:
                self.require(scope, RELATIONS[op], minus(left, right))

    def _conclude(self, gives: Term, scope: Scope, *, anywhere: bool) -> None:
        """Use a relation from now on: an equation rewrites its left side."""
        op, left, right = gives
        if op != "=":
            known = self.signs(self.spelled(minus(left, right), scope), scope)
            expect(known & ~RELATIONS[op], "a sign that is new", gives)
            self.learn(scope, RELATIONS[op], minus(left, right))
        elif left[0] == "^" and left[1][0] in ("call", "name") and left[2] == number(2):
            atom = self.atom(left[1], scope)
            expect(anywhere and atom not in self.squares, "one equation for a square", left)
            # Under no equation: it is used everywhere.
            self.squares[atom] = State(self.claim).value(right, scope)
        else:
            atom = self.atom(left, scope)
            expect(depth_of(atom) == len(scope), "the ranges of the open indices, and no others", left)
            new = (scope, atom) not in self.rules and left[0] not in _ARITHMETIC
            expect(new, "one equation for an atom", left)
            self.rules[scope, atom] = right
        self.changed()
