"""From a claim to a verdict: the order in which the kernel, the refuter and the explanations are asked.

1. The kernel tries to prove the claim. A proof is attacked by the refuter at a few well-chosen points;
   if the two ever disagree that is an internal error, which no run passes over. A proof counts only
   if the refuter has also met a point at which the assumptions hold and both sides have a value: of
   nothing, everything is true. Where it can tell at no point whether they have, the kernel's word is
   enough that they have one everywhere.
   What may take long is tried only if no difference is seen at the first few points.
2. A claim that is not proved is attacked with full effort. A certified counterexample makes it `refuted`.
3. Everything else is `unknown`, with its cause and what was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from derivcheck.definitions import caught
from derivcheck.errors import OutOfTime, Place, Problem
from derivcheck.excused import doubted, excused
from derivcheck.explain import residual, simplified
from derivcheck.frozen import NOTHING, replace
from derivcheck.goals import goals
from derivcheck.kernel import Impossible, Kernel, Open, Proof
from derivcheck.model import (
    Cause,
    Claim,
    Conditional,
    Context,
    Explanation,
    Goal,
    Proved,
    Refuted,
    Unknown,
    Unreadable,
    Verdict,
    together,
)  # fmt: skip
from derivcheck.modulo import ORDERS, Restated, Unclear, pointwise, restated, under_both_readings
from derivcheck.refute import (
    BEYOND,
    FULL,
    QUICK,
    Effort,
    Refutation,
    Survived,
    attack,
    read_as_karr,
    seems_false,
    under_conditions,
)
from derivcheck.terms import IMPLICATIONS, Sym, Term, walk
from derivcheck.terms.printing import to_text
from derivcheck.terms.ranges import is_always_outside

if TYPE_CHECKING:
    from derivcheck.explain.explainer import Explainer
    from derivcheck.proposals.asking import Antiderivatives, Limit

__all__ = ["Checker", "check_claim", "goals", "simplify"]

Tick = Callable[[], None]
_CANCELLED = "the integrals cancel, and of what is left no constant may be lost"
_NOWHERE = "no point was found at which the assumptions hold and both sides have a value"


def _no_tick() -> None:
    """Time without a limit."""


class Checker:
    """Decides the claims of one file, which share what the kernel has read.

    `seed` fixes the sampled points: the same claims with the same seed get the same verdicts. With `propose`
    SymPy is asked about what is undecided; `proposed` are antiderivatives for the kernel to try.
    """

    def __init__(self, seed: int = 0, *, propose: bool = False, proposed: Antiderivatives = NOTHING) -> None:
        self._seed, self._propose, self._antiderivatives = seed, propose, proposed
        self._kernel = Kernel(proposed=proposed)
        self._explainer: Explainer | None = None

    def decide(self, claim: Claim, tick: Tick = _no_tick) -> Verdict:
        """The verdict on a claim; `tick` may raise `OutOfTime`."""
        unclear = caught(claim)
        if unclear:
            return Unknown(Cause.OUTSIDE, unclear)
        try:
            meant = restated(claim)
        except Unclear as reason:
            return Unknown(Cause.OUTSIDE, str(reason))
        if meant is not None:
            return self._restated(meant, tick)
        return under_both_readings(claim, lambda one: self._plain(one, tick))

    def _plain(self, claim: Claim, tick: Tick) -> Verdict:
        shared = self._kernel.has_units
        try:
            self._kernel.tick = tick
            found = self._proved(claim, lambda: self._seems_false(claim, tick))
            if isinstance(found, Open) and found.left_off:
                refuted = self._attack(claim, FULL, tick)
                if isinstance(refuted, Refutation):
                    return Refuted(refuted.method, refuted.counterexample)
                found = self._proved(claim)
            match found:
                case Proof():
                    return self._attacked(claim, found, tick)
                case Impossible():
                    return Unreadable(_contradiction(Place("<claim>")))
                case Open():
                    verdict = self._refuted(claim, found, tick)
                    return self._by_itself(claim, verdict, tick) if shared else verdict
        except BaseException:
            # Whatever was interrupted is not used again.
            self._kernel = Kernel(proposed=self._antiderivatives)
            raise

    def _by_itself(self, claim: Claim, verdict: Verdict, tick: Tick) -> Verdict:
        """`verdict`, or the proof without what other claims have split finer: it makes long what is short."""
        if not isinstance(verdict, Unknown):
            return verdict
        self._kernel = Kernel(tick, self._antiderivatives)
        found = self._proved(claim)
        return self._attacked(claim, found, tick) if isinstance(found, Proof) else verdict

    def _proved(
        self, claim: Claim, seems_false: Callable[[], bool] = lambda: False
    ) -> Proof | Impossible | Open:
        if claim.op not in IMPLICATIONS:
            return self._kernel.decide(claim, seems_false)
        from derivcheck.kernel.implications import implied  # a run without implications does without it

        return Open(left_off=True) if seems_false() else implied(self._kernel, claim)

    def _seems_false(self, claim: Claim, tick: Tick) -> bool:
        """Whether a look at a few points says so; then it is attacked before anything long is tried."""
        if claim.op not in IMPLICATIONS:
            return seems_false(claim, self._seed, tick)
        from derivcheck.refute.implications import implication_seems_false

        return implication_seems_false(claim, self._seed, tick)

    def _attack(self, claim: Claim, effort: Effort, tick: Tick) -> Refutation | Survived:
        if claim.op not in IMPLICATIONS:
            return attack(claim, seed=self._seed, effort=effort, tick=tick)
        from derivcheck.refute.implications import attack_implication

        return attack_implication(claim, self._seed, effort, tick)

    def _restated(self, meant: Restated, tick: Tick) -> Verdict:
        """The verdict on a claim about classes of functions, from those on plain claims."""
        if meant.rest is not None and _holds(self._plain(meant.rest.cancelled, tick)):
            found = self._plain(meant.rest.left_over, tick)
            return found if isinstance(found, Proved) else Unknown(Cause.TOO_HARD, _CANCELLED)
        verdicts = [self._plain(claim, tick) for claim in meant.enough]
        holding = together(verdicts, meant.rule) if all(map(_holds, verdicts)) else None
        if isinstance(holding, Proved):
            return holding
        for claim, mistake in meant.needed:
            found = verdicts[0] if claim in meant.enough else self._plain(claim, tick)
            if isinstance(found, Refuted):
                if mistake:
                    return replace(found, explanation=Explanation(meant.rule, mistake))
                return replace(found, residual=residual(self._kernel, claim))
        if holding is not None:  # on conditions, where nothing is seen that fails without them
            return holding
        undecided = next(each for each in verdicts if not isinstance(each, Proved | Conditional))
        return undecided if isinstance(undecided, Unknown) else Unknown(Cause.TOO_HARD)

    def check(self, goal: Goal, tick: Tick = _no_tick) -> tuple[Verdict, str | None]:
        """The verdict on a goal of a file; for its final checks also the left side's normal form."""
        if goal.problem is not None:
            return Unreadable(goal.problem), None
        if goal.claim is None:
            return Unknown(Cause.OUTSIDE, "the expression before could not be read"), None
        verdict = self.decide(goal.claim, tick)
        if isinstance(verdict, Unreadable):
            verdict = Unreadable(_contradiction(self._contradicting(goal, goal.claim)))
        if isinstance(verdict, Refuted) and (goal.doubt or goal.supposed):
            verdict = excused(goal, verdict, lambda claim: self.decide(claim, tick))
        if goal.readings and _holds(verdict):
            verdict = doubted(goal, verdict, lambda claim: self.decide(claim, tick))
        if goal.said:
            verdict = self._on_what_is_said(goal.claim, goal.said, verdict, tick)
        shown = goal.kind != "step" and not isinstance(verdict, Unreadable)
        if not shown:
            return verdict, None
        found = None
        with suppress(OutOfTime):  # the verdict stands without it
            found = self.simplify(goal.claim.left, goal.claim.context, tick)
        proved = isinstance(verdict, Proved) and goal.claim.op == "="
        # What the author wrote is as good where it is proved, and better where it is shorter.
        return verdict, goal.right if proved and found is not None and len(goal.right) < len(found) else found

    def reconsider(self, claim: Claim, unknown: Unknown, limit: Limit, tick: Tick = _no_tick) -> Verdict:
        """The verdict with what SymPy proposes, if it is to be asked, each time inside `limit()`."""
        if not self._propose or unknown.cause not in (Cause.TOO_HARD, Cause.OUTSIDE):
            return unknown
        from derivcheck.proposals import reconsidered  # most runs do not ask

        def again(one: Claim, proposed: Antiderivatives) -> Verdict:
            return Checker(self._seed, proposed=proposed).decide(one, tick)

        return reconsidered(_asked_about(claim), unknown, limit, again)

    def _contradicting(self, goal: Goal, claim: Claim) -> Place:
        """The place of the first assumption that contradicts those before it; of the step for its own."""
        for count, place in enumerate(goal.assumed, start=1):
            context = replace(claim.context, assumptions=claim.context.assumptions[:count])
            if isinstance(self._proved(replace(claim, context=context)), Impossible):
                return place
        return goal.place

    def explain(self, claim: Claim, refuted: Refuted, tick: Tick = _no_tick) -> Refuted:
        """The same verdict with what went wrong and what would mend it; `tick` may raise `OutOfTime`."""
        if refuted.explanation is not None:  # of a class of functions there is no more to say
            return refuted
        with self._explaining() as explainer:
            return explainer.explain(pointwise(claim), refuted, tick)

    def advise(self, claim: Claim, unknown: Unknown, tick: Tick = _no_tick) -> Unknown:
        """The same verdict with what it hangs on; `tick` may raise `OutOfTime`."""
        if unknown.cause is not Cause.OUT_OF_TIME and unknown.detail.endswith(_nowhere(claim)):
            return unknown  # there is nothing to compare, whatever one does
        with self._explaining() as explainer:
            return explainer.advise(claim, unknown, tick)

    @contextmanager
    def _explaining(self) -> Iterator[Explainer]:
        from derivcheck.explain.explainer import Explainer  # a run without a wrong step does without it

        explainer, self._explainer = self._explainer or Explainer(self._seed), None
        yield explainer
        self._explainer = explainer  # not reached when interrupted: then it is not used again

    def simplify(self, term: Term, context: Context, tick: Tick = _no_tick) -> str | None:
        """The kernel's normal form of `term` in the names of its context; None where it has none.

        It is read by itself: what other claims have split finer would show.
        """
        return (
            None
            if caught(Claim(term, term, context))
            else simplified(Kernel(tick, self._antiderivatives), term, context)
        )

    def _on_what_is_said(self, claim: Claim, said: Sequence[Term], verdict: Verdict, tick: Tick) -> Verdict:
        """`verdict`, or the proof on what the text states where that needs fewer conditions."""
        open_or_long = isinstance(verdict, Unknown) and verdict.cause is not Cause.INTERNAL
        if not open_or_long and not (isinstance(verdict, Conditional) and len(verdict.conditions) > 1):
            return verdict
        found = self._as_said(claim, said, tick)
        if found is None or (
            isinstance(verdict, Conditional) and len(found.conditions) >= len(verdict.conditions)
        ):
            return verdict
        return found

    def _as_said(self, claim: Claim, said: Sequence[Term], tick: Tick) -> Conditional | None:
        """The proof of a claim on conditions that the text states, of which none can be done without."""

        def under(conditions: Sequence[Term]) -> Proved | Conditional | None:
            found = self.decide(replace(claim, context=claim.context.assuming(*conditions)), tick)
            return found if isinstance(found, Proved | Conditional) else None

        proof, needed = None, list(said)
        with suppress(OutOfTime):  # what is found till then stands
            proof = under(needed)
            for one in said if proof is not None else ():
                fewer = [other for other in needed if other is not one]
                enough = under(fewer) if fewer else None
                proof, needed = (enough, fewer) if enough is not None else (proof, needed)
        if proof is None:
            return None
        own = proof.conditions if isinstance(proof, Conditional) else ()
        texts = (*(to_text(one, claim.context.indices) for one in needed), *own)
        return Conditional("normal form", tuple(dict.fromkeys(texts)), proof.rules)

    def _attacked(self, claim: Claim, proof: Proof, tick: Tick) -> Verdict:
        tried = Survived(0, 0, 0, ())
        for effort in (QUICK, FULL):
            found = self._attack(claim, effort, tick)
            if isinstance(found, Refutation):
                return self._at_odds(claim, proof, found, tick)
            tried = found
            if tried.defined:
                if proof.left_out and self._is_lost_out_of_order(claim, tick):
                    return Unknown(Cause.OUTSIDE, _out_of_order(proof), _tried(tried))
                method = "implication" if claim.op in IMPLICATIONS else "normal form"
                if not proof.is_plain:
                    return Conditional(method, (*proof.conditions, *proof.left_out), proof.rules)
                return Proved(method, proof.rules)
        if proof.total and tried.undecidable == tried.satisfying > 0:
            return Proved("normal form", proof.rules)
        cause = Cause.OUTSIDE if tried.outside else Cause.TOO_HARD
        return Unknown(cause, f"proved formally, but {_nowhere(claim)}", _tried(tried))

    def _at_odds(self, claim: Claim, proof: Proof, found: Refutation, tick: Tick) -> Verdict:
        """What fails only where its proof leaves points out is refuted; else one of the two is mistaken."""
        kept = under_conditions(claim, proof.left_out)
        if kept is None or isinstance(self._attack(kept, FULL, tick), Refutation):
            return Unknown(Cause.INTERNAL, _disagreement(found))
        return Refuted(found.method, found.counterexample)

    def _is_lost_out_of_order(self, claim: Claim, tick: Tick) -> bool:
        """Whether the claim fails where ends of ranges are out of order, by the reading that SymPy has."""
        tried = (attack(one, seed=self._seed, effort=BEYOND, tick=tick) for one in read_as_karr(claim))
        return any(isinstance(found, Refutation) for found in tried)

    def _refuted(self, claim: Claim, found: Open, tick: Tick) -> Verdict:
        # What is on both sides has a value or none: no point refutes that it equals itself.
        tried = self._attack(claim, QUICK if claim.left == claim.right else FULL, tick)
        if isinstance(tried, Refutation):
            return Refuted(tried.method, tried.counterexample)
        reason = found.outside or (tried.reason if tried.outside else "")
        if reason:
            return Unknown(Cause.OUTSIDE, reason.removeprefix("outside the language: "), _tried(tried))
        nowhere = tried.satisfying > 0 and not tried.defined and not tried.undecidable
        detail = _nowhere(claim) if nowhere else tried.reason
        return Unknown(Cause.TOO_HARD, detail, _tried(tried))


def _asked_about(claim: Claim) -> tuple[Claim, ...]:
    """The claim itself; in the place of one on orders those on limits."""
    try:
        meant = restated(claim)
    except Unclear:
        meant = None
    return meant.enough if meant is not None and meant.rule == ORDERS else (claim,)


def _holds(verdict: Verdict) -> bool:
    return isinstance(verdict, Proved | Conditional)


def _out_of_order(proof: Proof) -> str:
    order = " and ".join(proof.left_out)
    return f"a range that may be out of order, where by SymPy's reading it fails; it holds if {order}"


def check_claim(claim: Claim, *, seed: int = 0, tick: Tick = _no_tick) -> Verdict:
    """The verdict on one claim."""
    return Checker(seed).decide(claim, tick)


def simplify(term: Term, context: Context) -> str | None:
    """The kernel's normal form of `term` in the names of its context; None where it has none."""
    return Checker().simplify(term, context)


def _contradiction(place: Place) -> Problem:
    return Problem(
        place,
        "assumptions that some values satisfy",
        "assumptions that contradict each other",
        "no values satisfy the assumptions, so nothing can be checked under them",
    )


def _nowhere(claim: Claim) -> str:
    """Why there is nothing to compare: a member beside its family, or we do not know."""
    symbols = claim.context.symbols
    for term in (*walk(claim.left), *walk(claim.right)):
        if isinstance(term, Sym) and term.name in symbols:
            for index, axis in zip(term.indices, symbols[term.name].axes, strict=False):
                if is_always_outside(index, axis):
                    bounds = f"{to_text(axis.lower)}..{to_text(axis.upper)}"
                    return f"{to_text(term)} has no value: its index runs over {bounds}"
    return _NOWHERE


def _disagreement(found: Refutation) -> str:
    point = found.counterexample
    return f"the kernel proves it, and yet left = {point.left} and right = {point.right} at {point.where}"


def _tried(survived: Survived) -> str:
    sizes = ", ".join(map(str, survived.sizes))
    where = f" at sizes {sizes}" if sizes else ""
    return f"no difference at {survived.defined} of {survived.points} points{where}"
