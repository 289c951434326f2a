"""Why a refuted step is wrong: the explanations asked in order, and the one that is given.

1. An assumption under which the step is right, where it says that a sum is a number: something was used
   that is not assumed.
2. A decimal that is a rounded number.
3. Another reading of the same words.
4. A small change of the right side that mends the step.
5. A small change of the left side.
6. One part worked out anew, or all of it.

A fix is offered only when the kernel proves it. The verdict is not touched, and the kernel that is asked
here is not the one that decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from derivcheck.explain.advice import advice_on
from derivcheck.explain.assumptions import assumptions
from derivcheck.explain.counterexamples import point_of
from derivcheck.explain.doubts import (
    missing_condition,
    part_in_doubt,
    unread_part,
    without_common,
)
from derivcheck.explain.inequalities import root_taken, wrong_relation
from derivcheck.explain.mending import Mend, bounds, mends
from derivcheck.explain.pairs import Change, pairs
from derivcheck.explain.pool import Pool, gathered
from derivcheck.explain.readings import other_reading
from derivcheck.explain.residual import residual
from derivcheck.explain.rewriting import Rewritten, rewritings
from derivcheck.explain.rounding import rounded
from derivcheck.explain.rules import inner_derivatives, normal, product_terms
from derivcheck.explain.screening import Screen
from derivcheck.explain.spelling import alike
from derivcheck.frozen import replace
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Cause, Claim, Context, Explanation, Refuted, Residual, Unknown, reached
from derivcheck.refute import QUICK, Refutation, Survived, attack
from derivcheck.terms import (  # fmt: skip
    IMPLICATIONS,
    MIRRORED,
    Big,
    Call,
    Diff,
    Div,
    Neg,
    Num,
    Rel,
    Sym,
    Term,
    free_names,
    integer,
    mentioned,
    walk,
)
from derivcheck.terms.printing import to_text

__all__ = ["Explainer"]

T = TypeVar("T")

#: So many candidates that fit at the points are given to the kernel.
_MOST_PROOFS = 6
#: So often the kernel may ask whether there is time left, for each kind of explanation: that is its work.
_MOST_TICKS = 400
#: Of claims left undecided for these reasons there is something to say.
_ADVISED = (Cause.TOO_HARD, Cause.OUTSIDE, Cause.OUT_OF_TIME)
#: A longer part is no help in finding the place.
_LONGEST_PART = 32
#: The difference of the sides is worth more.
_TICKS_OF_A_DIFFERENCE = 10_000


#: What was done to the left side on the way: it says which two things were taken for the same.
_TAKEN_APART = ("function of a sum", "function of a quotient", "square of a sum", "split")


#: What is worked out anew may be so many characters longer than twice the longer side.
_ROOM = 12


class _Enough(Exception):  # noqa: N818 - an event, not a mistake
    """One kind of explanation has had all the work that it is worth."""


class Explainer:
    """Explains the refuted claims of one file, which share what the kernel has read.

    The work is counted, not timed, so the same claim always gets the same explanation.
    """

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed
        self._kernel = Kernel()
        self._tick: Callable[[], None] = lambda: None
        self._left = 0

    def explain(self, claim: Claim, refuted: Refuted, tick: Callable[[], None]) -> Refuted:
        """The same verdict with what is known about the mistake; `tick` may raise to stop."""
        self._tick = tick
        if claim.op in IMPLICATIONS:
            return self._not_implied(claim, refuted)
        if claim.op != "=":
            return self._unequal(claim, refuted)
        difference, found = self._difference(claim, refuted)
        said = (
            self._within(lambda: root_taken(self._kernel, claim), None)
            or self._within(lambda: rounded(self._kernel, claim), None)
            or self._mended(claim, refuted)
            or _unrelated(claim)
        )
        if found and _is_constraint(found[0]):
            fix = said.fix if said else ""
            text = to_text(found[0], claim.context.indices)
            said = Explanation("assumption", f"{text} is used, and it is not assumed", fix)
        return replace(refuted, residual=difference, explanation=said)

    def _not_implied(self, claim: Claim, refuted: Refuted) -> Refuted:
        """The same for a conclusion."""
        from derivcheck.explain.concluded import mended_conclusion  # of few files
        from derivcheck.explain.implications import explained

        def mended(equation: Claim) -> tuple[Explanation, Term] | None:
            return self._change(equation, gathered(equation), self._screen(equation, refuted))

        said = self._within(lambda: explained(self._kernel, claim, refuted), None)
        if said is None or not said.fix:
            found = self._within(lambda: mended_conclusion(self._kernel, claim, mended), None)
            said = said or found
        return replace(refuted, explanation=said) if said else refuted

    def _difference(self, claim: Claim, refuted: Refuted) -> tuple[Residual | None, tuple[Term, ...]]:
        """What is left of the claim, and the assumptions under which it holds."""
        none: tuple[Term, ...] = ()
        difference = refuted.residual or self._within(
            lambda: residual(self._kernel, claim), None, _TICKS_OF_A_DIFFERENCE
        )
        found = self._within(lambda: self._assumptions(claim, refuted), none)
        texts = tuple(to_text(each, claim.context.indices) for each in found)
        known = difference or (Residual("") if texts else None)
        return known and replace(known, holds_if=texts), found

    def _unequal(self, claim: Claim, refuted: Refuted) -> Refuted:
        """The same for a relation other than `=`."""
        difference, found = self._difference(claim, refuted)
        said = self._within(lambda: wrong_relation(self._kernel, claim), None)
        if not found and not (said and said.fix):
            said = (
                self._within(lambda: self._bounded(claim, refuted), None)
                or said
                or self._neither(claim, refuted)
            )
        if said is None and found and all(isinstance(one, Rel) and one.op == "!=" for one in found):
            said = self._neither(claim, refuted)
        return replace(refuted, residual=difference, explanation=said)

    def _bounded(self, claim: Claim, refuted: Refuted) -> Explanation | None:
        """A small change of the right side with which the relation holds."""
        if claim.op == "!=":
            return None
        screen = self._screen(claim, refuted)
        for mend in bounds(claim.right, claim.op, gathered(claim), screen, self._tick):
            mended = replace(claim, right=mend.term)
            if not isinstance(self._attacked(mended), Refutation) and self._proves(claim, mend.term):
                fix = f"{claim.op} {to_text(mend.term, claim.context.indices)}"
                return Explanation(mend.row.name, _sentence(mend, claim.context), fix)
        return None

    def _attacked(self, claim: Claim) -> Refutation | Survived:
        return attack(claim, seed=self._seed, effort=QUICK, tick=self._tick)

    def _neither(self, claim: Claim, refuted: Refuted) -> Explanation | None:
        """That the relation fails the other way round, too, with a point."""
        if claim.op == "!=":
            return None
        wide, seen = f"{claim.op[0]}=", refuted.counterexample
        if (
            wide != claim.op
            and seen.left == seen.right
            and not isinstance(self._attacked(replace(claim, op=wide)), Refutation)
        ):
            return Explanation("neither", f"the two sides may be equal; {wide} may be right")
        sign = MIRRORED[wide]
        other = self._attacked(replace(claim, op=sign))
        if not isinstance(other, Refutation):
            return None
        where = other.counterexample.where
        return Explanation("neither", f"{sign} does not hold for all values either: it fails at {where}")

    def advise(self, claim: Claim, unknown: Unknown, tick: Callable[[], None]) -> Unknown:
        """The same verdict with what it hangs on and what to do; `tick` may raise to stop."""
        self._tick = tick
        if claim.op in IMPLICATIONS or unknown.cause not in _ADVISED:
            return unknown
        if unknown.cause is Cause.OUTSIDE and self._within(lambda: self._proves(claim, claim.right), False):
            return unknown  # it is the refuter that met no value
        if unknown.cause is Cause.OUT_OF_TIME:
            part, condition, unread = without_common(claim) if claim.op == "=" else None, None, None
        else:
            condition = self._within(lambda: missing_condition(self._kernel, claim), None)
            part = self._within(lambda: part_in_doubt(self._kernel, claim), None) if claim.op == "=" else None
            unread = None
        if unknown.cause is Cause.OUTSIDE:
            unread = self._within(lambda: unread_part(self._kernel, claim), None)
        found = replace(unknown, **advice_on(claim, part, condition, unread))
        useless = unknown.cause is Cause.OUTSIDE and condition is None
        return replace(found, remedy="") if useless else found

    def _within(self, work: Callable[[], T], otherwise: T, ticks: int = _MOST_TICKS) -> T:
        """What `work` gives; `otherwise` where it takes too much."""
        self._left = ticks
        self._kernel.tick = self._counted
        try:
            return work()
        except _Enough:
            self._kernel = Kernel()  # whatever was interrupted is not used again
            return otherwise

    def _counted(self) -> None:
        self._tick()
        self._left -= 1
        if self._left < 0:
            raise _Enough

    def _assumptions(self, claim: Claim, refuted: Refuted) -> tuple[Term, ...]:
        return assumptions(self._kernel, claim, refuted, self._seed, self._tick)

    # -- edits

    def _mended(self, claim: Claim, refuted: Refuted) -> Explanation | None:
        pool = self._within(lambda: self._pool(claim), None) or gathered(claim)
        screen = self._screen(claim, refuted)
        reading = self._within(lambda: other_reading(self._kernel, claim), "")
        right = self._within(lambda: self._edited(claim, pool, screen), None)
        if reading:
            return Explanation("reading", reading, right.fix if right else "")
        right = right or self._within(lambda: self._twice(claim, pool, screen), None)
        if right is not None:
            return right
        anew = self._within(lambda: self._rewritten(claim), None)
        whole = self._within(lambda: normal(self._kernel, claim.left, claim.context), None)
        if anew is not None and whole is not None and not free_names(whole):
            return anew
        left = self._left_edited(claim, pool, refuted)
        if left is not None:
            if left.kind in _TAKEN_APART:
                return Explanation(f"left: {left.kind}", left.sentence, anew.fix if anew else "")
            sentence = f"perhaps the left side was miscopied: {left.sentence}"
            return Explanation(f"left: {left.kind}", sentence, anew.fix if anew else "")
        return anew

    def _left_edited(self, claim: Claim, pool: Pool, refuted: Refuted) -> Explanation | None:
        if claim.right == integer(0):
            return None
        turned = Claim(claim.right, claim.left, claim.context)
        return self._within(lambda: self._edited(turned, pool, self._screen(turned, refuted)), None)

    def _screen(self, claim: Claim, refuted: Refuted) -> Screen:
        return Screen(claim, self._seed, point_of(claim, refuted.counterexample))

    def candidates(self, claim: Claim, refuted: Refuted) -> tuple[tuple[tuple[str, str, str], ...], int]:
        """The changes of the right side that fit at some points, each with what the kernel says of it.

        Each is a sentence, the right side with the change, and "proved" or "not proved"; the number says how
        many changes were looked at.
        """
        pool = self._within(lambda: self._pool(claim), None) or gathered(claim)
        screen = self._screen(claim, refuted)
        found, tried = mends(claim.right, claim.left, pool, screen, self._tick)
        declared = claim.context.indices
        return tuple(
            (_sentence(mend, claim.context), to_text(mend.term, declared), self._said(claim, mend.term))
            for mend in found
        ), tried

    def _said(self, claim: Claim, right: Term) -> str:
        return "proved" if self._within(lambda: self._proves(claim, right), False) else "not proved"

    def _pool(self, claim: Claim) -> Pool | None:
        return gathered(
            claim,
            inner_derivatives(self._kernel, claim),
            product_terms(self._kernel, claim),
            filter(None, [normal(self._kernel, claim.left, claim.context)]),
        )

    def _edited(self, claim: Claim, pool: Pool, screen: Screen) -> Explanation | None:
        found = self._change(claim, pool, screen)
        return found and replace(found[0], fix=to_text(found[1], claim.context.indices))

    def _change(self, claim: Claim, pool: Pool, screen: Screen) -> tuple[Explanation, Term] | None:
        """The change of the right side that mends an equation: what is said of it, and the side with it."""
        found, _ = mends(claim.right, claim.left, pool, screen, self._tick)
        whole = normal(self._kernel, claim.left, claim.context) if found else None
        for mend in found[:_MOST_PROOFS]:
            if _is_number(whole) and whole != claim.left and _is_detour(mend):
                continue
            if self._proves(claim, mend.term):
                said = _sentence(mend, claim.context)
                fix = mend.term
                unfinished = mend.row.name == "derivative lost" and alike(fix, claim.left)
                if unfinished and whole is not None and self._proves(claim, whole):
                    fix = whole
                return Explanation(mend.row.name, said), fix
        return None

    def _twice(self, claim: Claim, pool: Pool, screen: Screen) -> Explanation | None:
        """Two changes of the right side in different places."""
        declared = claim.context.indices
        if _is_number(normal(self._kernel, claim.left, claim.context)):
            return None  # any number comes out of two changes
        for pair in pairs(claim.right, pool, screen, self._tick)[:_MOST_PROOFS]:
            if not alike(pair.term, claim.left) and self._proves(claim, pair.term):
                said = ", and ".join(_said_of(change, claim.context) for change in pair.changes)
                kind = " and ".join(change.row.name for change in pair.changes)
                return Explanation(kind, said, to_text(pair.term, declared))
        return None

    def _proves(self, claim: Claim, right: Term) -> bool:
        return isinstance(self._kernel.decide(Claim(claim.left, right, claim.context, claim.op)), Proof)

    def _rewritten(self, claim: Claim) -> Explanation | None:
        longest = 2 * max(len(to_text(side)) for side in (claim.left, claim.right)) + _ROOM
        for one in rewritings(self._kernel, claim)[:_MOST_PROOFS]:
            fix = to_text(one.term, claim.context.indices)
            if len(fix) <= longest and not alike(one.term, claim.left) and self._proves(claim, one.term):
                kind = "term lost" if one.old == integer(0) else "rewritten"
                return Explanation(kind, _anew(one, claim), fix)
        return None


def _said_of(change: Mend | Change, context: Context) -> str:
    """The sentence of the row, with the part around the place where the row gives it and it is short."""
    texts = [to_text(part, context.indices) for part in change.parts]
    said = change.row.sentence.format(*texts)
    around = texts[2:] if "{2}" not in change.row.sentence else []
    return said + "".join(f" in {text}" for text in around if len(text) <= _LONGEST_PART)


def _sentence(mend: Mend, context: Context) -> str:
    said = _said_of(mend, context)
    return f"{said}, and the sign is wrong too" if mend.turned else said


def _is_number(term: Term | None) -> bool:
    """`2`, `-2` or `2/3`"""
    match term:
        case Num() | Neg(Num()) | Div(Num() | Neg(Num()), Num()) | Neg(Div(Num(), Num())):
            return True
        case _:
            return False


def _is_detour(mend: Mend) -> bool:
    """Whether nobody would write a number in that way: `a - (a - 1)`, `sqrt(1)` or `-(log(1) - 1)` for 1."""
    calls = any(isinstance(part, Call) for part in walk(mend.term))
    return mend.turned or calls or (mend.row.borrows and not isinstance(mend.term, Num | Neg | Div))


def _anew(one: Rewritten, claim: Claim) -> str:
    declared = claim.context.indices
    new = to_text(one.new, declared)
    if one.old is None:
        if isinstance(claim.left, Diff) and claim.right == integer(0):
            return (
                f"{to_text(claim.left.body, declared)} does depend on {to_text(claim.left.variables[0][0])}"
            )
        return f"the left side comes to {new}"
    if one.old == integer(0):
        return f"the term {new} was lost"
    return f"{to_text(one.old, declared)} should be {new}"


def _is_constraint(assumption: Term) -> bool:
    """Whether it says that given numbers add up to something."""
    match assumption:
        case Rel("=", Big("sum", Sym()), Num(value)):
            return value != 0
        case _:
            return False


def _unrelated(claim: Claim) -> Explanation | None:
    """A symbol on each side that the other does not mention, where nothing ties the two."""
    symbols = claim.context.symbols
    left, right = (
        reached(mentioned(side), claim.context.definitions) & symbols.keys()
        for side in (claim.left, claim.right)
    )
    if not (left - right and right - left) or not isinstance(claim.left, Sym):
        return None
    mine, other = ", ".join(sorted(left - right)), ", ".join(sorted(right - left))
    return Explanation("unrelated", f"nothing that is declared ties {mine} to {other}")
