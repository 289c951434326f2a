"""Looks for a proof that the auditor can replay.

The search drives the auditor's own replay, so each step that it takes is one the auditor accepts. It goes
through the atoms of both sides, the inner ones first, and takes the first law that gives something; a sign
that a law needs and that is not known is shown first. When no law applies any more and the sides are not
equal, a `delta(i, j)` of two free indices is split into its cases. What nothing uses in the end is left out.
A search that finds nothing proves nothing: the kernel's word is then what the certificate says is trusted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from derivcheck.audit.algebra import added, spelled
from derivcheck.audit.certificates import FAULTS
from derivcheck.audit.laws import derivative
from derivcheck.audit.replay import Replay, check_proof
from derivcheck.audit.state import Claim, Fact, Scope
from derivcheck.audit.terms import RELATIONS, RejectedError, Term, depth_of, minus, number, substituted, walk
from derivcheck.certify.functions import function_steps
from derivcheck.certify.signs import sign_steps
from derivcheck.certify.steps import Step, places_in
from derivcheck.certify.sums import binder_steps
from derivcheck.certify.texts import text_of

__all__ = ["find_proof"]

_MOST_STEPS, _MOST_PASSES, _MOST_CASES, _MOST_PLACES, _MOST_SIGNS, _MOST_TRIED = 400, 80, 3, 30, 8, 16


def find_proof(claim: Claim, *, points: bool) -> dict[str, Any] | None:
    """A proof as JSON, or None; with `points` it also shows that no points are lost or gained unsaid."""
    try:
        proof = _proved(claim, [], points)
        if proof is not None:
            check_proof(claim, proof, [], points=points)
    except FAULTS:
        return None
    return proof


def _proved(claim: Claim, cases: list[Term], points: bool) -> dict[str, Any] | None:
    sides = claim.left, claim.right
    search = _Search(claim, cases, sides)
    search.saturate()
    if not search.closed():
        return _split(claim, cases, points, search)
    for _ in range(_MOST_PASSES):
        equations = search.equations()
        kept = [step for step, used in equations if used]
        if search.fresh and len(kept) == len(equations):
            break
        search = _Search(claim, cases, sides, fresh=True)
        for step in kept:
            search.attempt(step)
        if not search.closed():
            return None
    steps, shown = search.taken, []
    for side, other in zip(sides, sides[::-1], strict=True) if points else ():
        around = _Search(claim, cases, (other,))
        if not all(around.shown(fact) for fact in list(around.replay.requirements(side))):
            return None
        shown.append([step.as_json() for step in around.taken])
    difference = number(0) if claim.op == "=" else search.replay.spelled(minus(*sides))
    if not search.known(((), RELATIONS[claim.op], difference)):
        difference = minus(*sides)  # as it is written its sign can be read off
    proof = {"steps": [step.as_json() for step in steps], "difference": text_of(difference), "points": shown}
    return _shortened(claim, cases, proof, points)


def _shortened(claim: Claim, cases: list[Term], proof: dict[str, Any], points: bool) -> dict[str, Any]:
    """The proof without the steps that it holds without; a long one is left as it is."""
    for at in range(len(proof["steps"]) - 1, -1, -1) if len(proof["steps"]) <= _MOST_TRIED else ():
        shorter = proof | {"steps": [*proof["steps"][:at], *proof["steps"][at + 1 :]]}
        try:
            check_proof(claim, shorter, cases, points=points)
        except FAULTS:
            continue
        proof = shorter
    return proof


def _split(claim: Claim, cases: list[Term], points: bool, search: _Search) -> dict[str, Any] | None:
    """The cases that two free indices are equal and that they differ."""
    for atom, _ in search.atoms():
        if len(cases) >= _MOST_CASES:
            return None
        if atom[:2] != ("call", "delta") or depth_of(atom):
            continue
        names = sorted({part[1] for part in walk(atom) if part[0] == "name"} & claim.indices.keys())
        if atom[2:] in (
            tuple(("name", name) for name in names),
            tuple(("name", name) for name in names[::-1]),
        ):
            case = ("=", *(("name", name) for name in names))
            first = _proved(claim, [*cases, case], points)
            second = first and _proved(claim, [*cases, ("!=", *case[1:])], points)
            return second and {"case": text_of(case), "holds": first, "fails": second}
    return None


class _Rules(dict[tuple[Scope, Term], Term]):
    """Equations that remember which of them were looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.used: set[tuple[Scope, Term]] = set()

    def get(self, key: tuple[Scope, Term], default: Any = None) -> Any:
        if key in self:
            self.used.add(key)
        return super().get(key, default)


class _Search:
    """A replay, and the steps that it has taken."""

    def __init__(
        self, claim: Claim, cases: list[Term], sides: Sequence[Term], *, fresh: bool = False
    ) -> None:
        self.claim, self.fresh = claim, fresh
        self.replay = Replay(claim, cases, sides)
        self.replay.rules = self.rules = _Rules()
        self.taken: list[Step] = []
        self.keys: list[set[tuple[Scope, Term]]] = []
        self.failed: set[tuple[str, Term]] = set()

    def equations(self) -> list[tuple[Step, bool]]:
        """The equations that were taken, and whether they were looked up; squares always are."""
        pairs = zip(self.taken, self.keys, strict=True)
        return [
            (step, not keys or bool(keys & self.rules.used)) for step, keys in pairs if step.gives[0] == "="
        ]

    def closed(self) -> bool:
        """Whether the claim follows now, if need be after steps that show a sign."""
        if self.claim.op == "=":
            return self.replay.same(self.claim.left, self.claim.right)
        return self.shown(((), RELATIONS[self.claim.op], minus(self.claim.left, self.claim.right)))

    def shown(self, fact: Fact, depth: int = 0) -> bool:
        """Whether a sign is known, if need be after steps that show it."""
        if self.known(fact):
            return True
        for step in sign_steps(self.replay, fact):
            if self.attempt(step, depth + 1) and self.known(fact):
                return True
        return False

    def known(self, fact: Fact) -> bool:
        try:
            self.replay.require(*fact)
        except RejectedError:
            return False
        return True

    def attempt(self, step: Step, depth: int = 0) -> bool:
        """Whether a step is taken, if need be after steps that show the signs that it needs."""
        told, before = step.as_json(), set(self.rules)
        for _ in range(_MOST_SIGNS):
            try:
                self.replay.take(told)
            except FAULTS as needed:
                if len(needed.args) < 2 or depth > 2 or not self.shown(needed.args[1], depth):
                    return False
            else:
                self.taken.append(step)
                self.keys.append(self.rules.keys() - before)
                return True
        return False

    def saturate(self) -> None:
        """Steps until the claim follows, or no law gives anything new."""
        if self.claim.op == "=" and self.closed():
            return
        for at, (_, relation) in enumerate(self.replay.given):
            if relation[0] == "=" and relation[2][0] == "name" and self.replay.speaks_of_indices(relation):
                gives = ("=", relation[2], relation[1])
                self.attempt(Step("given", (), {"number": number(at), "times": number(-1)}, gives))
        for _ in range(_MOST_PASSES):
            before = len(self.taken)
            if self.claim.op == "=" and self.closed():
                return
            for atom, scope in list(self.atoms()):
                self._rewritten(atom, scope)
                if len(self.taken) > _MOST_STEPS:
                    return
            if len(self.taken) == before:
                return

    def _rewritten(self, atom: Term, scope: Scope) -> bool:
        """Whether a law was found that rewrites an atom."""
        square = atom[0] == "^" and atom[2] == number(2)
        if (scope, atom) in self.replay.rules or (square and atom[1] in self.replay.squares):
            return False
        if self.replay.atom(atom[1] if square else atom, scope) != (atom[1] if square else atom):
            return False
        for step in self._steps(atom, scope):
            key = step.law, step.gives
            if key not in self.failed:
                if self.attempt(step):
                    return True
                self.failed.add(key)
        return False

    def _steps(self, atom: Term, scope: Scope) -> Iterator[Step]:
        if atom[0] == "diff":
            made = derivative(atom[1], atom[2], self.replay.claim.functions)
            yield Step(
                "derivative",
                scope,
                {"of": atom[1], "by": atom[2]},
                ("=", atom, self.replay.spelled(made, scope)),
            )
        yield from self._given(atom, scope)
        yield from function_steps(self.replay, atom, scope)
        if atom[0] in ("sum", "prod"):
            yield from binder_steps(self.replay, atom, scope)

    def _given(self, atom: Term, scope: Scope) -> Iterator[Step]:
        """Equations that are given, at the places that occur, solved for the atom."""
        places = places_in(atom)
        for at, (ranges, relation) in enumerate(self.replay.given):
            if relation[0] != "=" or len(places) ** len(ranges) > _MOST_PLACES:
                continue
            for chosen in product(places, repeat=len(ranges)):
                images = {f"#{depth}": place for depth, place in enumerate(chosen, 1)}
                said = substituted(relation, {word: ((), place) for word, place in images.items()})
                if depth_of(said) > len(scope):
                    continue
                value = self.replay.value(minus(*said[1:]), scope)
                slope = value.get(((atom, 1),))
                rest = {monomial: c for monomial, c in value.items() if monomial != ((atom, 1),)}
                if slope is None or any(each == atom for monomial in rest for each, _ in monomial):
                    continue
                gives = ("=", atom, spelled(added({}, rest, Fraction(-1) / slope)))
                times = {} if gives == said else {"times": number(1 / slope)}
                yield Step("given", scope, {"number": number(at), **images, **times}, gives)

    # -- atoms ------------------------------------------------------------------------------------------

    def atoms(self) -> Iterator[tuple[Term, Scope]]:
        """The atoms of both sides with the open indices that they depend on, inner ones first, each once."""
        found: dict[tuple[Term, Scope], None] = {}
        for side in (self.claim.left, self.claim.right):
            self._explore(side, (), found)
        return iter(found)

    def _explore(self, term: Term, scope: Scope, found: dict[tuple[Term, Scope], None]) -> None:
        for monomial in self.replay.value(term, scope):
            for atom, exponent in monomial:
                if atom[0] == "group":
                    self._explore(spelled(dict(atom[1])), scope, found)
                    continue
                here = scope[: depth_of(atom)]
                if (atom, here) not in found:
                    self._explore_inside(atom, here, found)
                    found[atom, here] = None
                if exponent not in (0, 1) and atom[:1] == ("call",) and atom[1] in ("sqrt", "abs", "sin"):
                    found[("^", atom, number(2)), here] = None

    def _explore_inside(self, atom: Term, scope: Scope, found: dict[tuple[Term, Scope], None]) -> None:
        if atom[0] in ("sum", "prod"):
            inside, inner = self.replay.entered(atom, scope)
            self._explore(inside[0], inner, found)
        elif atom[0] not in ("diff", "name", "bracket", "cases"):
            for part in atom[1:]:
                if isinstance(part, tuple):
                    self._explore(part, scope, found)
