"""The zero test: is `left = right` for every size, index and value?

Orthogonal polynomials that are told to be sums, or to be waves of an angle, are looked for first. Then
both sides are read into one ring and the claim is proved when their difference is 0 there. When it is
not, and the claim does not seem to be false, in this order:

1. *Both sides are defined.* The claim is about points where both sides are, so the conditions of both (a
   denominator is not 0, the argument of a logarithm is positive) are known, and both are read again.
2. *Sums together.* Sums over one range are taken under one sign; what cancels there cancels (`x/(x+y)`
   and `y/(x+y)` become 1).
3. *Sums that telescope* are summed.
4. *Equations.* The difference is reduced by the assumptions that could not be solved for an atom.
5. *Induction* on a size, where nothing else changes with it; its remainders; the order of derivatives.
6. *Cases.* Where a delta of free indices survives, or a comparison, both cases are shown one by one.

Another relation is proved by the sign of the difference, or by `derivcheck.kernel.deciding.inequalities`.
The conditions of the proof are those of one side which the context and the other side do not grant, and
that the ends of ranges are in order where nobody declared them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product

from derivcheck.definitions import looked_through
from derivcheck.frozen import NOTHING, replace
from derivcheck.kernel.algebra.atoms import Atom
from derivcheck.kernel.algebra.quotient import Restart, TooLarge, Undefined
from derivcheck.kernel.deciding.angles_of_chebyshev import by_angles
from derivcheck.kernel.deciding.answers import Contradiction, Impossible, NotProved, Open, Proof, SeemsFalse
from derivcheck.kernel.deciding.any_size import wider_claims
from derivcheck.kernel.deciding.branching import Branches, branches, open_conditions, opposite, uncovered
from derivcheck.kernel.deciding.continued import by_recurrences
from derivcheck.kernel.deciding.definedness import (
    has_sign,
    is_undefined,
    jumps,
    left_out,
    lost_and_gained,
    proof_of,
    supposing,
)
from derivcheck.kernel.deciding.growth import grounds_of
from derivcheck.kernel.deciding.induction import assuming_case, inductions
from derivcheck.kernel.deciding.inequalities import rule_for_inequality
from derivcheck.kernel.deciding.moduli import check_order, rule_for_moduli
from derivcheck.kernel.deciding.off_edges import proof_off_edges
from derivcheck.kernel.deciding.orders import by_order
from derivcheck.kernel.deciding.other_words import in_other_words
from derivcheck.kernel.deciding.scaling import scaled
from derivcheck.kernel.deciding.session import Case, Session
from derivcheck.kernel.deciding.sessions import Sessions
from derivcheck.kernel.deciding.squeezed import only_value
from derivcheck.kernel.deciding.vanishing import difference_where_defined
from derivcheck.kernel.deciding.zeros_of_bases import with_zeros
from derivcheck.kernel.knowledge.conditions import Condition
from derivcheck.kernel.knowledge.speaking import two_sides
from derivcheck.kernel.reading.generic import holds_at_supposed_points, supposing_nothing
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reading
from derivcheck.model import Claim
from derivcheck.terms import Rel, Term, free_names
from derivcheck.terms.printing import to_text

__all__ = ["Impossible", "Kernel", "Open", "Proof"]

#: So many cases are taken apart, one inside the other; of them so many on the signs of values.
_DEEPEST, _MOST_VALUE_CASES = 8, 6


def _never() -> bool:
    return False


class Kernel(Sessions):
    """Decides claims; claims of one context share what was read.

    `tick` is called in every loop that may be long and may raise to give up; it may be set anew for
    each claim. `proposed` are antiderivatives to be tried, by the integral without its bounds; where they
    come from does not matter, for each is differentiated.
    """

    def __init__(
        self, tick: Callable[[], None] = lambda: None, proposed: Mapping[Term, tuple[Term, ...]] = NOTHING
    ) -> None:
        super().__init__(tick, proposed)
        self._nested = 0  # how many claims on which another one rests are being proved
        self._brief = False  # set while no derivatives are tried
        self._hypotheses: tuple[Term, ...] = ()
        self._seems_false: Callable[[], bool] = _never
        self._is_doubtful: bool | None = None  # what that says, once it was asked

    # -- questions --------------------------------------------------------------------------------------

    def decide(self, claim: Claim, seems_false: Callable[[], bool] = _never) -> Proof | Open | Impossible:
        """Whether the claim is proved; what may take long is tried unless `seems_false()`, asked once."""
        self._seems_false, self._is_doubtful = seems_false, None
        try:
            return in_other_words(claim, self._in_turn)
        except SeemsFalse:
            return Open(left_off=True)
        except Contradiction:
            return Impossible()
        except Outside as reason:
            return Open(outside=str(reason))
        except Undefined:
            return Open(undefined="one side")
        except TooLarge:
            return Open(outside="a power that is too large to be written out")
        except (NotProved, Restart, RecursionError):
            return Open()
        finally:
            self._seems_false, self._is_doubtful = _never, None

    def _in_turn(self, claim: Claim) -> Proof:
        """The first proof that is found, in one way or another; the first failure where there is none."""
        about = self._about(claim.context, claim.sides)
        failures: list[Exception] = []
        if proof := self._of_polynomials(claim):
            return proof
        for way in self._ways(about.principal and claim.op == "="):
            fewer = self.ask(claim.context, claim.sides, lambda each: scaled(each, claim)) if way[1] else None
            self._generic, self._sectored = way
            try:
                if fewer and self._restarting(partial(self._grounds, fewer[0], plain=False)):
                    return fewer[1]
                proof = self._restarting(lambda: self._prove(claim, about.indices, Case(), 0))
                return with_zeros(claim, proof, self._at_zero, self.ask) if proof.left_out else proof
            except (NotProved, Outside) as failure:
                failures.append(failure)
            finally:
                self._generic = self._sectored = False
        for rule, parts in wider_claims(claim):
            if self._restarting(lambda: bool(parts) and all(map(self._grounds, parts))):  # noqa: B023 - at once
                return Proof(rules=(rule,))
        if proof := self._restarting(lambda: by_order(claim, self._in_some_way)):
            return proof
        raise failures[0]

    def _at_zero(self, claim: Claim) -> Proof:
        """The proof of a claim for which a base is 0, or what is raised in its place."""
        return self._restarting(lambda: self._one_deeper(claim))

    def _in_some_way(self, claim: Claim) -> Proof | None:
        """The proof of a claim on which another one rests, also one with few points aside."""
        for generic, _ in self._ways(angles=False):
            self._generic = generic
            try:
                if proof := self._on_which_it_rests(claim):
                    return proof
            finally:
                self._generic = False
        return None

    def _of_polynomials(self, claim: Claim) -> Proof | None:
        """The proof by a recurrence of polynomials, or by a variable that is put in beside them."""
        proof = by_recurrences(claim, self._again(self._grounds), self._again(self._as_read))
        if by_angles(claim, self._again(self._on_which_it_rests)):
            proof = self._restarting(lambda: self._put_in(claim))
        if proof and self.ask(claim.context, (), lambda session: session.theory.contradiction):
            raise Contradiction
        return proof

    def _put_in(self, claim: Claim) -> Proof | None:
        """The proof by a variable that was put in, with the points that the claim as it stands loses."""
        sides = self._as_read(claim)
        if sides is None:
            return None
        return self.ask(claim.context, claim.sides, lambda one: proof_of(one, *sides, ("a variable put in",)))

    def _ways(self, angles: bool) -> Iterator[tuple[bool, bool]]:
        """By plain rules; then with few points aside and higher functions where that may help; by angles."""
        yield False, False
        if any(session.ring.wished for session in self._sessions.values()):
            yield True, False
        if angles:
            yield False, True

    def under(self, claim: Claim, given: tuple[Rel, ...]) -> Proof | None:
        """The proof that a relation follows from others at each point; None without one.

        From what certainly holds nowhere everything follows, by the rule "holds nowhere"; what has a value
        nowhere fails nowhere, by the rule "has no value".
        """
        indices = self._about(claim.context, (*claim.sides, *given)).indices
        try:
            proof = self._restarting(lambda: self._prove(claim, indices, Case(given=given), 0))
            return None if proof.left_out else proof
        except Contradiction:
            return Proof(rules=("holds nowhere",))
        except Undefined as undefined:
            return Proof(rules=("has no value",)) if undefined.everywhere else None
        except (NotProved, Restart, RecursionError, Outside, TooLarge):
            return None

    # -- the proof -----------------------------------------------------------------------------------------

    def _prove(self, claim: Claim, indices: frozenset[str], case: Case, depth: int) -> Proof:
        self.tick()
        session = self._session(claim.context, claim.sides, indices, case)
        if session.theory.contradiction:
            if session.ring.supposed:  # the assumptions may hold at the very points that were set aside
                raise NotProved
            if depth == 0:
                raise Contradiction
            return Proof()
        if not (depth or self._nested):
            session.check_other_indices()
        try:
            return self._everywhere(session, claim, self._prove_here(session, claim, indices, case, depth))
        except NeedsCase as need:
            self._expect_truth(depth)
            try:
                return self._split(claim, indices, case, depth, [branches(need.condition)])
            except NotProved:
                if depth or claim.op == "=" or not self._holds_in_each(claim, need.condition):
                    raise
                return Proof(rules=("the sign of an argument",))
        except Undefined:
            # Unless a side has no value it was only met on the way, and says nothing of the claim.
            if not is_undefined(session, *claim.sides):
                raise NotProved from None
            if not depth:
                raise
            # Else the case holds; its points are lost unless neither side has a value there.
            undefined = [is_undefined(session, side) for side in claim.sides]
            return Proof() if all(undefined) or claim.op != "=" else Proof((opposite(case),))

    def _holds_in_each(self, claim: Claim, condition: Atom | Rel) -> bool:
        """Whether an inequality is proved on either side of a value, where known inequalities are tried.

        Only of numbers: what is assumed at a free index would be said of all values of the index.
        """
        symbols = claim.context.symbols
        if not isinstance(condition, Rel) or self._nested > 1:
            return False
        if not all(name in symbols and not symbols[name].axes for name in free_names(condition)):
            return False
        parts = [part for part in branches(condition) if isinstance(part, Rel)]
        return all(self._grounds(replace(claim, context=claim.context.assuming(part))) for part in parts)

    def _everywhere(self, session: Session, claim: Claim, proof: Proof) -> Proof:
        """The proof, if it also holds at the points that were set aside while reading."""
        if not session.ring.supposed:
            return proof
        sides = claim.sides
        conditions = [condition for side in sides for condition in session.read(side).conditions]
        assumed = [term for term in claim.context.assumptions if term not in self._hypotheses]
        bare = claim.op == "=" and not (session.case.values or session.case.given)
        if not bare or not holds_at_supposed_points(session.ring, claim.context, assumed, sides, conditions):
            raise NotProved
        with supposing_nothing(session.ring):
            session.forget()
            lost = lost_and_gained(session, *map(session.read, sides), continued=True)
        session.forget()
        return proof.where(lost)

    def _prove_here(
        self, session: Session, claim: Claim, indices: frozenset[str], case: Case, depth: int
    ) -> Proof:
        left, right = session.read(claim.left), session.read(claim.right)
        difference = left.value - right.value
        if claim.op != "=":
            conditions = (*left.conditions, *right.conditions)
            check_order(session.ring, claim.op, left.value)
            if has_sign(session, difference, claim.op, conditions):
                return Proof(jumps(session, conditions), ("signs",), left_out(session, left, right))
            self._expect_truth(depth)
            rule = self._compared(session, claim, conditions, depth)
            sides = None if rule or depth or self._nested else self._as_read(claim)  # with nothing given
            if sides is not None and self._induced(claim, *sides):
                rule = "induction"
            if rule is not None:
                return Proof(jumps(session, conditions), (rule,), left_out(session, left, right))
            return self._split(claim, indices, case, depth, open_conditions(session, difference))
        rules: tuple[str, ...] = ("normal form",)
        if not difference.is_zero():
            self._expect_truth(depth)
            difference, more, (left, right) = difference_where_defined(session, claim, left, right)
            rules += more
        if difference.is_zero():
            return proof_of(session, left, right, rules)
        within = assuming_case(claim, case) if not (depth and self._hypotheses) else None
        if within is not None and self._induced(within, left, right):
            return proof_of(session, left, right, (*rules, "induction"))
        alone = only_value(session, (*left.conditions, *right.conditions))
        if alone is not None and alone not in case.values:
            there = self._prove(claim, indices, case.and_(alone), depth + 1)
            return proof_of(session, left, right, (*there.rules, "the only value")).where(there.conditions)
        try:
            return self._split(claim, indices, case, depth, open_conditions(session, difference))
        except NotProved:
            if depth:
                raise
        return proof_off_edges(session, claim, left, right) or self._value_by_value(session, claim, indices)

    def _expect_truth(self, depth: int) -> None:
        """Called where what follows may take long."""
        if depth or self._nested:
            return
        if self._is_doubtful is None:
            self._is_doubtful = self._seems_false()
        if self._is_doubtful:
            raise SeemsFalse

    def _compared(
        self, session: Session, claim: Claim, conditions: tuple[Condition, ...], depth: int
    ) -> str | None:
        """The rule by which one side is at most the other, of real numbers, wherever both are defined."""
        if session.ring.principal:
            return rule_for_moduli(session, claim)
        claim = looked_through(claim)
        with supposing(session, conditions):
            rows = not depth and self._nested < 4 - self._brief
            rule = rule_for_inequality(session, claim, partial(self._grounds, brief=True), rows=rows)
        fresh = partial(self._session, indices=session.indices, case=Case())
        deep, given = depth or self._nested > 4, session.case.given
        ways = () if deep else grounds_of(fresh, claim, given, self._nested, self._brief)
        return rule or next((name for name, rests in ways if all(map(self._grounds, rests))), None)

    def _grounds(self, claim: Claim, *, plain: bool = True, brief: bool = False) -> bool:
        """True when a claim on which another one rests is proved, if `plain` without conditions."""
        proof = self._on_which_it_rests(claim, brief)
        return proof is not None and (proof.is_plain or not plain)

    def _on_which_it_rests(self, claim: Claim, brief: bool = False) -> Proof | None:
        try:
            return self._one_deeper(claim, brief)
        except (NotProved, Contradiction, Outside, Undefined, TooLarge):
            return None

    def _one_deeper(self, claim: Claim, brief: bool = False) -> Proof:
        """The proof of a claim inside of that of another one."""
        indices = self._about(claim.context, claim.sides).indices
        before, self._brief, self._nested = self._brief, self._brief or brief, self._nested + 1
        try:
            return self._prove(claim, indices, Case(), 0)
        finally:
            self._brief, self._nested = before, self._nested - 1

    def _as_read(self, claim: Claim) -> tuple[Reading, Reading] | None:
        """Both sides of a claim that may become a hypothesis; None if they come in cases."""
        indices = self._about(claim.context, claim.sides).indices
        session = self._session(claim.context, claim.sides, indices, Case())
        try:
            return session.read(claim.left), session.read(claim.right)
        except (NeedsCase, Undefined, Outside, TooLarge):
            return None

    def _induced(self, claim: Claim, left: Reading, right: Reading) -> bool:
        """True when the claim is proved by induction on one of its sizes."""
        for induction in inductions(claim, left, right, self._as_read):
            # It holds for all values, so it singles out none.
            self._hypotheses = (Rel(claim.op, claim.left, claim.right),)
            try:
                if claim.op != "=":
                    if all(map(self._grounds, (induction.base, induction.step))):
                        return True
                    continue
                for part in (induction.base, induction.step):
                    self._prove(part, frozenset(), Case(), 1)
            except (NotProved, Undefined, Outside, TooLarge):
                continue
            finally:
                self._hypotheses = ()
            return True
        return False

    def _value_by_value(self, session: Session, claim: Claim, indices: frozenset[str]) -> Proof:
        """The claim for each value of its indices, where all of them have few."""
        if not (ranges := list(session.few_values())):
            raise NotProved
        cases = (Case(tuple(("=", form) for form in values)) for values in product(*ranges))
        proofs = (self._prove(claim, indices, case, 1) for case in cases)
        return Proof.together(proofs, "each value of the indices")

    def _split(
        self, claim: Claim, indices: frozenset[str], case: Case, depth: int, asked: list[Branches]
    ) -> Proof:
        """All branches of the first condition that is open, each proved, and where it has no value."""
        taken = {*case.conditions, *case.values}
        deep = len(case.values) >= _MOST_VALUE_CASES
        fresh = [each for each in asked if not taken & set(each) and not (deep and isinstance(each[0], Rel))]
        if depth >= _DEEPEST or not fresh:
            raise NotProved
        parts = []
        gaps = uncovered(self._session(claim.context, claim.sides, indices, case), fresh[0][0])
        for branch in (*gaps, *fresh[0]):
            inside = case.and_(branch)
            try:
                proof = self._prove(claim, indices, inside, depth + 1)
            except NotProved:
                if branch not in gaps:
                    raise
                proof = Proof((opposite(inside),))
            place = to_text(branch if isinstance(branch, Rel) else Rel(branch[0], *two_sides(branch[1])))
            parts.append((place, opposite(inside), proof))
        return Proof.in_cases(parts, inner=depth > 0)
