"""A proof is replayed: every step is an instance of its law, both its sides are defined, and the end is zero.

*Soundness.* Take a point at which the assumptions and the conditions hold and both sides of the claim are
defined. Each step is an equation between terms that are defined there (`_check_defined`), true by its law. So
both sides of the claim keep their values under the equations; and when their difference is then the quotient
0, they are equal. A proof may be split into the cases that two indices are equal and that they differ.

`proved` says more than the equation: both sides are defined at the same points, those excluded by the
conditions aside (`check_points`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from derivcheck.audit.laws import LAWS, given
from derivcheck.audit.signs import DOMAINS, NEGATIVE, NONZERO, RELATIONS, requirements, sign
from derivcheck.audit.state import Context, Scope, State, depth_of
from derivcheck.audit.terms import (
    RejectedError,
    Term,
    dangling,
    free_names,
    name,
    number,
    spoken,
    substituted,
)

__all__ = ["Claim", "Replay", "Step"]


class Claim:
    """What is to be shown: a relation of two terms in a context, where the conditions hold."""

    def __init__(
        self,
        op: str,
        left: Term,
        right: Term,
        context: Context,
        conditions: Sequence[tuple[Term, tuple[str, ...]]],
    ) -> None:
        self.op, self.left, self.right = op, left, right
        self.context, self.conditions = context, tuple(conditions)


class Step:
    """One equation: the law, the ranges of the open indices, both sides, and what the law was told."""

    def __init__(self, law: str, under: Scope, before: Term, after: Term, data: Any = None) -> None:
        self.law, self.under, self.before, self.after, self.data = law, under, before, after, data


class Replay:
    """The state of a proof in one case; `equal` and `different` are the pairs of the cases taken."""

    def __init__(
        self,
        claim: Claim,
        equal: Sequence[tuple[str, Term]] = (),
        different: Sequence[tuple[Term, Term]] = (),
    ) -> None:
        self.claim = claim
        if not {each["domain"] for each in claim.context.symbols.values()} <= DOMAINS.keys():
            raise RejectedError("expected real symbols")
        self.state = state = State(claim.context)
        self.images: dict[str, Term] = {}
        for word, image in (*_equations(claim.context), *equal):
            self._identify(word, image)
        self.left, self.right = self.here(claim.left), self.here(claim.right)
        self._learn_indices()
        state.distinct += [("add", (self.here(one), ("neg", self.here(two)))) for one, two in different]
        for condition in claim.context.assumptions:
            self._assume(condition)
        for condition, every in claim.conditions:
            self._learn(condition, every)
        self.given = list(state.facts)
        for side in (self.left, self.right):
            state.facts += list(requirements(state, side, granted=True, edges=False))
        self._defined: set[tuple[Term, Scope]] = set()
        self._squares: set[int] = set()
        self.count = 0

    # -- the context ------------------------------------------------------------------------------------

    def here(self, term: Term) -> Term:
        """The term with equal indices written alike."""
        return substituted(term, self.images)

    def _identify(self, word: str, image: Term) -> None:
        image = substituted(image, self.images)
        if word in self.images or image == name(word) or word in free_names(image):
            return
        self.images = {key: substituted(old, {word: image}) for key, old in self.images.items()} | {
            word: image
        }

    def _learn_indices(self) -> None:
        context, state = self.claim.context, self.state
        for word, declared in context.symbols.items():
            least = {"positive integer": 1, "nonnegative integer": 0}.get(declared["domain"])
            if least is not None and not declared["axes"]:
                state.forms.append(self.here(("add", (name(word), number(-least)))))
        for word, (lower, upper) in context.indices.items():
            if word in _occurring(context, (self.claim.left, self.claim.right)):
                state.forms.append(self.here(("add", (name(word), ("neg", lower)))))
                if upper != ("const", "oo"):
                    state.forms.append(self.here(("add", (upper, ("neg", name(word))))))

    def _assume(self, condition: Term) -> None:
        """An inequality is a fact, for all its free indices; one of indices alone says where the claim is."""
        state = self.state
        if condition[0] != "rel":
            state.restrictions += [condition] * state.is_condition(condition)
            return
        op, one, two = condition[1:]
        difference: Term = ("add", (one, ("neg", two)))
        if state.is_condition(condition):
            state.restrictions.append(condition)
            self._restrict(op, self.here(difference))
            return
        free = free_names(condition) & self.claim.context.indices.keys()
        if not any(free_names(each) & free for each in state.restrictions):
            self._learn(condition, sorted(free))

    def _learn(self, condition: Term, every: Sequence[str]) -> None:
        """A relation is a fact for every value of these indices in their ranges."""
        _, op, one, two = condition
        scope = tuple((*self.claim.context.indices[word], None) for word in every)
        images = self.images | {word: name(f"#{depth}") for depth, word in enumerate(every, 1)}
        difference = substituted(("add", (one, ("neg", two))), images)
        self.state.facts.append((scope, RELATIONS[op], difference))

    def _restrict(self, op: str, form: Term) -> None:
        turned: Term = ("neg", form)
        one: Term = number(-1)
        rows = {
            ">=": [form], "<=": [turned], "=": [form, turned],
            ">": [("add", (form, one))], "<": [("add", (turned, one))], "!=": [],
        }  # fmt: skip
        self.state.forms += rows[op]
        self.state.distinct += [form] * (op == "!=")

    # -- steps ------------------------------------------------------------------------------------------

    def take(self, step: Step) -> None:
        """Check a step and use its equation from now on; raises `RejectedError`."""
        if step.law not in LAWS:
            raise RejectedError(f"expected the name of a law, found {step.law!r}")
        if dangling(step.before) or dangling(step.after):
            raise RejectedError("expected no bound variable outside of its binder")
        if max(map(depth_of, (step.before, step.after))) != len(step.under):
            raise RejectedError("expected the ranges of the open indices, and no others")
        known = (step.under[: depth_of(step.before)], step.before) in self.state.rules
        if known or (step.before[0] == "pow" and step.before[1] in self.state.squares):
            raise RejectedError(f"expected one equation for {spoken(step.before)}, found two")
        self.check_scope(step.under)
        squared = step.before[0] == "pow" and step.before[2] == number(2)
        atom = step.before[1] if squared else step.before
        if self.state.atom(atom, step.under) != atom:
            raise RejectedError(f"expected the atom in its one spelling, found {spoken(step.before)}")
        expected = given(step.law, self.state, step.before, step.under, step.data)
        if expected is None or expected != step.after:
            found = "nothing" if expected is None else spoken(expected)
            raise RejectedError(f"expected that {step.law} gives {spoken(step.after)}, found {found}")
        self.check_defined(step.before, step.under)
        self.check_defined(step.after, step.under)
        self.state.learn(step.under, step.before, step.after, self.count)
        self._squares |= {self.count} if squared else set()
        self.count += 1

    def check_scope(self, scope: Scope) -> None:
        """The ends of the open indices are in their one spelling."""
        for depth, (lower, upper, _) in enumerate(scope):
            for end in (lower, upper):
                if end != ("const", "oo") and self.state.spelled(end, scope[:depth]) != end:
                    raise RejectedError(f"expected an end in its one spelling, found {spoken(end)}")

    def check_defined(self, term: Term, scope: Scope) -> None:
        """The term has a value wherever the claim's sides have theirs."""
        if (term, scope) in self._defined:
            return
        self._check_all(requirements(self.state, term, scope))
        self._defined.add((term, scope))

    def _check_all(self, needed: Iterable[tuple[Scope, int, Term]]) -> None:
        for where, allowed, value in needed:
            found = sign(self.state, self.state.value(value, where), where)
            if found & ~allowed:
                raise RejectedError(f"expected that {spoken(value)} is {_SIGNS[allowed]}; that is not known")

    # -- the end ----------------------------------------------------------------------------------------

    def closed(self) -> bool:
        """Whether the claim follows now."""
        difference: Term = ("add", (self.left, ("neg", self.right)))
        if self.claim.op == "=":
            return self.state.same(self.left, self.right)
        return not sign(self.state, self.state.value(difference), ()) & ~RELATIONS[self.claim.op]

    def unused(self) -> list[int]:
        """The numbers of the steps that nothing looked up; squares are used by the arithmetic itself."""
        return sorted(set(range(self.count)) - self.state.used - self._squares)

    def check_points(self) -> None:
        """Each side is defined where the other is, the assumptions and the conditions hold."""
        before = self.state.facts
        try:
            for side, other in ((self.left, self.right), (self.right, self.left)):
                known = list(requirements(self.state, other, granted=True))
                self.state.facts = self.given + known
                self._check_all(each for each in list(requirements(self.state, side)) if each not in known)
        finally:
            self.state.facts = before


_SIGNS = {
    NONZERO: "not 0",
    6: "not negative",
    4: "positive",
    NEGATIVE: "negative",
    7: "real",
    3: "not positive",
}


def _equations(context: Context) -> list[tuple[str, Term]]:
    """The assumptions `i = j` between names of indices, as a name and what it is."""
    found = []
    for each in context.assumptions:
        match each:
            case ("rel", "=", ("sym", one, ()), ("sym", two, ())) if {one, two} <= context.indices.keys():
                found.append((two, name(one)))
    return found


def _occurring(context: Context, terms: Sequence[Term]) -> frozenset[str]:
    """The names that occur, also through definitions and assumptions on indices."""
    state = State(context)
    waiting = frozenset().union(*map(free_names, terms))
    waiting |= frozenset().union(
        *(free_names(each) for each in context.assumptions if state.is_condition(each))
    )
    found: frozenset[str] = frozenset()
    while waiting:
        found |= waiting
        bodies = [context.definitions[word]["body"] for word in waiting if word in context.definitions]
        waiting = frozenset().union(*map(free_names, bodies)) - found
    return found
