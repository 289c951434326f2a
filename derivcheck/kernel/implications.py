"""Does one condition follow from another?

`A => B` holds when every allowed point at which both have values and `A` holds satisfies `B`; `A <=>
B` when both directions hold. `A` comes apart into alternatives and `B` into clauses, and each clause
has to follow from each alternative:

1. *One unknown*: the real line is cut at the roots of all that occurs (`derivcheck.kernel.one_unknown`).
2. *Directly*: one relation of the clause is proved where the alternative is given. A clause of
   equations is the equation that the product of their differences is 0; of other relations one holds
   where the others fail.
3. *Factors*: where a given equation says that a product is 0, one of its factors is; where it has a sign, its
   factors have signs; and of whole numbers they divide it (`derivcheck.kernel.deciding.parts_of_relations`).
4. *Remainders*: of a whole number modulo a written one, each is decided by itself.
5. *Consequences* of given equations: `log(u) = v` says `u = exp(v)`, `abs(u) = v` says `u = v` or `u = -v`.

A relation with an index is given at the value that the index has in `B`. Where `B` does not mention
the index, it is given for all of its values, as an assumption is. Points at which `A` holds and `B`
has no value are lost: what excludes them are the conditions of the proof.

The points at which a principal branch is meant have no order, so both conditions have to mean the same
branches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TypeVar

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra.quotient import TooLarge, Undefined
from derivcheck.kernel.decide import Impossible, Kernel, Open, Proof
from derivcheck.kernel.deciding.definedness import jumps, leaves_out, said_by, spelled, supposing
from derivcheck.kernel.deciding.inverses import consequences, inverted, ordered
from derivcheck.kernel.deciding.occurring import index_conditions, is_principal, occurring_indices
from derivcheck.kernel.deciding.parts_of_relations import (
    addends_beside_zero,
    factors,
    sharpened,
    signs_of_factors,
    whole_factors,
    zeros,
)
from derivcheck.kernel.deciding.pieces import in_pieces
from derivcheck.kernel.deciding.reductions import reductions
from derivcheck.kernel.deciding.remainders import remainders_of_conditions
from derivcheck.kernel.deciding.session import Case, Session
from derivcheck.kernel.knowledge.conditions import granted
from derivcheck.kernel.one_unknown import decided_on_line
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.model import Claim, Context, Range
from derivcheck.terms import (
    MIRRORED,
    Add,
    Big,
    Mul,
    Neg,
    Rel,
    Sym,
    Term,
    alternatives,
    free_names,
    integer,
    negated,
    opposite,
    relations_in,
    substitute,
)  # fmt: skip

__all__ = ["implied"]

#: The remainders of so many whole numbers are gone through beside each other.
_MOST_NUMBERS = 2
#: Factors and consequences are taken this often, one after the other.
_DEEPEST = 3
_Given = tuple[Rel, ...]
_Found = TypeVar("_Found")
_UNREADABLE = (NeedsCase, Outside, Undefined, TooLarge, RecursionError)


def implied(kernel: Kernel, claim: Claim) -> Proof | Open | Impossible:
    """Whether `claim`, whose sides are conditions, is proved: `left => right`, or both directions."""
    if _is_contradictory(kernel, claim.context):
        return Impossible()
    return _for_all(kernel, claim) or _for_each_remainder(kernel, claim, _MOST_NUMBERS) or Open()


def _for_each_remainder(kernel: Kernel, claim: Claim, numbers: int) -> Proof | None:
    """The proof for each remainder of a whole number that stands modulo another one."""
    found: list[Proof] = []
    for case in remainders_of_conditions(claim) if numbers else ():
        proof = _for_all(kernel, case) or _for_each_remainder(kernel, case, numbers - 1)
        if proof is None or proof.conditions:
            return None
        found.append(proof)
    return Proof(rules=("from what is given", "each remainder")) if found else None


def _for_all(kernel: Kernel, claim: Claim) -> Proof | None:
    """The proof from what is given alone."""
    pairs = [(claim.left, claim.right), (claim.right, claim.left)][: 1 if claim.op == "=>" else 2]
    proofs = [_direction(kernel, claim.context, given, goal) for given, goal in pairs]
    conditions: dict[str, None] = {}
    rules: dict[str, None] = {"from what is given": None}
    for proof in proofs:
        if proof is None:
            return None
        conditions.update(dict.fromkeys(proof.conditions))
        rules.update(dict.fromkeys(proof.rules))
    return Proof(tuple(conditions), tuple(rules))


def _is_contradictory(kernel: Kernel, context: Context) -> bool:
    trivial = Claim(integer(0), integer(0), context)
    return isinstance(kernel.decide(trivial), Impossible)


def _sides(condition: Term) -> tuple[Term, ...]:
    return tuple(side for each in relations_in(condition) for side in (each.left, each.right))


def _direction(kernel: Kernel, context: Context, given: Term, goal: Term) -> Proof | None:
    """The proof that `goal` follows from `given`; None without one."""
    known, wanted = _sides(given), _sides(goal)
    principal = is_principal(context, wanted)
    if is_principal(context, known) != principal:
        return None
    choices, failing = alternatives(given), alternatives(negated(goal))
    if choices is None or failing is None:
        return None
    clauses = tuple(tuple(opposite(each) for each in one) for one in failing)
    if principal and any(each.op not in ("=", "!=") for one in clauses for each in one):
        return None
    found = decided_on_line(kernel, context, given, goal)
    if found is not None:
        return Proof(found, ("the signs between the roots",))
    mine, its = occurring_indices(context, wanted), occurring_indices(context, known)
    if not its <= mine and (its & mine or len(choices) > 1):
        return None
    with _meaning(kernel, principal=principal):
        if its <= mine:
            return _Following(kernel, context, known, wanted).proof(choices, clauses)
        return _Following(kernel, context.assuming(*choices[0]), known, wanted).proof(((),), clauses)


@contextmanager
def _meaning(kernel: Kernel, *, principal: bool) -> Iterator[None]:
    """A `with` block in which a part of the claim means the branches that the whole means."""
    kernel.principal = principal
    try:
        yield
    finally:
        kernel.principal = False


@frozen
class _Following:
    """What follows in one context; `known` are the sides of what is given, `wanted` those of the goal."""

    kernel: Kernel
    context: Context
    known: tuple[Term, ...]
    wanted: tuple[Term, ...]

    @property
    def _is_principal(self) -> bool:
        return is_principal(self.context, (*self.known, *self.wanted))

    def with_values(self, given: _Given) -> _Given:
        """What is given, after what is known because both conditions have values."""
        found = self._asked(lambda session: said_by(session, (
            each for side in (*self.known, *self.wanted) for each in session.read(side).conditions
        )))  # fmt: skip
        return (*(found or ()), *given, *self._sharpened(given))

    def _sharpened(self, given: _Given) -> _Given:
        """What is said between whole numbers without strict signs."""
        found = (self._asked(partial(sharpened, relation=each)) for each in given)
        return tuple(one for each in found for one in each or ())

    def proof(self, choices: tuple[_Given, ...], clauses: tuple[_Given, ...]) -> Proof | None:
        """Every clause from every choice."""
        rules: dict[str, None] = {}
        lost: dict[str, None] = {}
        for given in choices:
            for clause in clauses:
                found = self._clause(self.with_values(given), clause, 0)
                if found is None:
                    return None
                rules.update(dict.fromkeys(found.rules))
                lost.update(dict.fromkeys(found.conditions))
            missing = self._lost(given)
            if missing is None:
                return None
            lost.update(dict.fromkeys(missing))
        return Proof(tuple(lost), tuple(rules))

    # -- one clause from one alternative -------------------------------------------------------------------

    def _clause(self, given: _Given, clause: _Given, depth: int) -> Proof | None:
        """The proof that one of the relations in the clause holds; None when that was not found."""
        for way in self._ways(given, clause):
            found = self._goal(*way)
            if found is not None:
                return found
        if depth >= _DEEPEST:
            return None
        for name, branches in self._branches(given):
            there = self._in_all(branches, clause, depth + 1)
            if there is not None:
                return replace(there, rules=(name, *there.rules))
        return None

    def _in_all(self, branches: list[_Given], clause: _Given, depth: int) -> Proof | None:
        """The proof that the clause holds on every branch."""
        proof = Proof()
        for branch in branches:
            found = self._clause(branch, clause, depth)
            if found is None:
                return None
            proof = Proof((*proof.conditions, *found.conditions), (*proof.rules, *found.rules))
        return proof

    def _ways(self, given: _Given, clause: _Given) -> Iterator[tuple[_Given, Rel]]:
        """What may be proved of a clause, with what is given for it."""
        for each in clause:
            yield given, each
        if len(clause) < 2:
            return
        if all(each.op == "=" for each in clause):
            differences = tuple(Add((each.left, Neg(each.right))) for each in clause)
            yield given, Rel("=", Mul(differences), integer(0))
            return
        for each in clause:
            yield (*given, *(opposite(other) for other in clause if other != each)), each

    def _goal(self, given: _Given, goal: Rel) -> Proof | None:
        claim = Claim(goal.left, goal.right, self.context, goal.op)
        found = self.kernel.under(claim, given)
        if found is not None:
            return found
        # Among complex numbers exp takes its values again and again, and nothing increases.
        ordered_here = goal.op != "=" and not self._is_principal
        ways = (*reductions(claim), *inverted(claim)) if ordered_here else ()
        for name, grounds in ways:
            if all(self._ground(ground, given) for ground in grounds):
                return Proof(rules=(name,))
        return None

    def _is_known(self, given: _Given, goal: Rel) -> bool:
        """Whether a relation follows wherever what is given holds."""
        found = self._goal(given, goal)
        return found is not None and not found.conditions

    def _ground(self, claim: Claim, given: _Given) -> bool:
        found = self.kernel.under(claim, given) if claim.context is self.context else None
        return found is not None and not found.conditions and "has no value" not in found.rules

    # -- what is given, taken further ----------------------------------------------------------------------

    def _branches(self, given: _Given) -> Iterator[tuple[str, list[_Given]]]:
        """Other things of which one is given, if these are: by factors, and by what an equation says."""
        for place, relation in enumerate(given):
            if relation.op in MIRRORED:
                for needed, said in ordered(relation):
                    if said not in given and all(self._is_known(given, each) for each in needed):
                        yield "an increasing function", [(*given, said)]
            equal, rest = replace(relation, op="="), (*given[:place], *given[place + 1 :])
            if relation.op in ("<=", ">=") and equal not in given:
                opposite_order = replace(relation, op="<=" if relation.op == ">=" else ">=")
                if self._is_known((), opposite_order) or self._is_known(rest, opposite_order):
                    yield "what cannot be less is equal", [(*given, equal)]
            if relation.op == "=":
                yield from self._of_equation(given, rest, relation)
            signed = self._asked(partial(signs_of_factors, relation=relation))
            if signed is not None:
                yield "signs of factors", [(*rest, *signs) for signs in signed]
        pieces = None if self._is_principal else _first_in_pieces(given)
        if pieces is not None:
            yield "cases", pieces

    def _of_equation(self, given: _Given, rest: _Given, relation: Rel) -> Iterator[tuple[str, list[_Given]]]:
        """What is given by an equation: by factors, by terms that are not negative, by rows."""
        for member in self._members(relation):
            if member not in given and self._is_known((), replace(member, op=">=")):
                yield "what is not negative adds up to 0", [(*given, member)]
        parts = tuple(Rel("=", each, integer(0)) for each in addends_beside_zero(relation))
        if len(parts) > 1 and all(self._is_known((), replace(each, op=">=")) for each in parts):
            yield "what is not negative adds up to 0", [(*rest, *parts)]
        nothing = self._asked(lambda session: zeros(session, relation))
        if nothing and not set(nothing) <= set(given):
            yield "what is not negative adds up to 0", [(*rest, *nothing)]
        none = self._asked(lambda session: factors(session, relation))
        if none is not None:
            yield "factors", [(*rest, factor) for factor in none]
        whole = self._asked(lambda session: whole_factors(session, relation))
        if whole is not None:
            yield "divisors", [(*rest, *pair) for pair in whole]
        for said in consequences(relation, principal=self._is_principal):
            if not all(set(one) <= set(given) for one in said):
                yield "what an equation says", [(*given, *one) for one in said]

    def _members(self, relation: Rel) -> Iterator[Rel]:
        """That a term of a sum is 0, at each index of the goal that stands for any in the same range."""
        tied = frozenset().union(*map(free_names, index_conditions(self.context)))
        for total, other in ((relation.left, relation.right), (relation.right, relation.left)):
            if not isinstance(total, Big) or total.op != "sum" or total.guard or other != integer(0):
                continue
            for name in sorted(occurring_indices(self.context, self.wanted) - tied):
                alike = self.context.indices[name] == Range(total.lower, total.upper)
                if alike and name not in free_names(total):  # there it would stand for one value alone
                    yield Rel("=", substitute(total.body, {total.index: Sym(name)}), integer(0))

    def _asked(self, question: Callable[[Session], _Found]) -> _Found | None:
        try:
            return self.kernel.ask(self.context, (*self.known, *self.wanted), question)
        except _UNREADABLE:
            return None

    # -- points that are lost ------------------------------------------------------------------------------

    def _lost(self, given: _Given) -> tuple[str, ...] | None:
        """What excludes the points at which the given relations hold and the goal has no value."""

        def question(session: Session) -> tuple[str, ...] | None:
            known = [each for side in self.known for each in session.read(side).conditions]
            wanted = [each for side in self.wanted for each in session.read(side).conditions]
            if leaves_out(session, (*known, *wanted)):
                return None
            with supposing(session, tuple(known)):
                missing = [each for each in wanted if not granted(session.ring, each)]
            if any(each.value is not None and each.value.number() is not None for each in missing):
                return None  # of `x >= 0` nothing is left but a number where `x = -8` is given
            apart = jumps(session, (*known, *wanted))
            lost = (spelled(session, each) for each in missing if each not in known)
            return tuple(dict.fromkeys((*apart, *lost)))

        for case in (Case(given=given), Case()):
            with suppress(*_UNREADABLE):
                found = self.kernel.ask(self.context, (*self.known, *self.wanted), question, case)
                if found is not None:
                    return found
        return None


def _first_in_pieces(given: _Given) -> list[_Given] | None:
    """What is given, on each piece of the first function in it that has pieces."""
    for place, relation in enumerate(given):
        pieces = in_pieces(relation)
        if pieces is not None:
            rest = (*given[:place], *given[place + 1 :])
            return [(*rest, *piece) for piece in pieces]
    return None
