"""A random true step and a random false one, decided; what came of them is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from derivcheck.checker import Checker
from derivcheck.errors import OutOfTime
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Cause, Claim, Refuted, Unknown
from derivcheck.refute import Undecidable, Undefined, evaluate
from derivcheck.refute.arithmetic.duals import compares
from derivcheck.terms import Add, Bracket, Call, Mul, Pow, Rel, Sym, Term, integer
from derivcheck.terms.printing import to_text
from tests.kernel.random_terms import CONTEXT, random_point, random_term
from tests.mutations.mutants import mutants
from tests.random_steps.truths import rewritten

__all__ = ["Tally", "try_false_step", "try_true_step"]

#: Seconds for one step; points at which a step is seen to be false.
_LIMIT = 2.0
_POINTS = 6

#: Factors that vanish but at some places: a step that fails only there.
_ONLY_THERE: tuple[Term, ...] = (
    Call("delta", (Sym("i"), Sym("j"))),
    Call("delta", (Sym("i"), Sym("n"))),
    Call("delta", (Sym("i"), integer(1))),
    Bracket(Rel("!=", Sym("i"), Sym("j"))),
    Bracket(Rel("<", Sym("j"), Sym("i"))),
    Mul((Call("delta", (Sym("i"), Sym("j"))), Call("delta", (Sym("i"), integer(2))))),
)


@dataclass
class Tally:
    """How many steps were tried, what they came to, and every wrong verdict."""

    steps: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def line(self, name: str, wrong: str) -> str:
        """`100 false steps: 0 proved (…)`, with the rate that 95 % of such runs would have exceeded."""
        shares = ", ".join(
            f"{100 * count / self.steps:.1f} % {what}" for what, count in self.verdicts.most_common()
        )
        bound = f"at most {100 * 3 / self.steps:.4f} % with 95 % confidence" if not self.wrong else "WRONG"
        return f"{self.steps} {name} steps: {len(self.wrong)} {wrong} ({bound}); {shares}"


def try_true_step(seed: int, judge: Checker, tally: Tally) -> None:
    """A term and what some laws of a school book make of it."""
    random = Random(seed)
    left = random_term(random, random.choice((2, 3, 3)))
    right, laws = rewritten(left, random, random.choice((1, 2, 3, 4)))
    tally.steps += 1
    tally.kinds.update(laws)
    verdict = _decided(Claim(left, right, CONTEXT), judge)
    tally.verdicts[verdict] += 1
    if verdict in ("refuted", "internal error", "unreadable"):
        tally.wrong.append(f"seed {seed}: {verdict}: {to_text(left)} = {to_text(right)}")


def try_false_step(seed: int, judge: Checker, tally: Tally) -> None:
    """A true step with one thing changed, if the two sides are then seen to differ somewhere."""
    random = Random(seed)
    left = random_term(random, random.choice((2, 3, 3)))
    right, _ = rewritten(left, random, random.choice((0, 1, 2)))
    kind, right = _changed(right, random)
    if not _differ(left, right, random):
        return
    tally.steps += 1
    tally.kinds[kind] += 1
    verdict = _decided(Claim(left, right, CONTEXT), judge)
    tally.verdicts[verdict] += 1
    if verdict in ("proved", "conditional", "internal error", "unreadable"):
        tally.wrong.append(f"seed {seed}: {verdict}: {to_text(left)} = {to_text(right)}")


def _changed(term: Term, random: Random) -> tuple[str, Term]:
    """A mistake at one place, or a difference at some of the places only."""
    if random.random() < 0.1:
        return "domain ignored", Call("sqrt", (Pow(term, integer(2)),))
    if random.random() < 0.3:
        difference = Mul((random.choice(_ONLY_THERE), random_term(random, 1)))
        return "only there", Add((term, difference))
    found = list(mutants(term, CONTEXT, frozenset({"i", "j"})))
    return random.choice(found) if found else ("one more", Add((term, integer(1))))


def _differ(left: Term, right: Term, random: Random) -> bool:
    """Whether some random point shows that the step is false."""
    for _ in range(_POINTS):
        point = random_point(random, random.choice((1, 2, 3, 4)))
        try:
            values = evaluate(left, point, CONTEXT, 128), evaluate(right, point, CONTEXT, 128)
            if compares("!=", *values):
                return True
        except (Undefined, Undecidable):
            continue
    return False


def _decided(claim: Claim, judge: Checker) -> str:
    begin = perf_counter()

    def tick() -> None:
        if perf_counter() - begin > _LIMIT:
            raise OutOfTime

    try:
        verdict = judge.decide(claim, tick)
    except (OutOfTime, RecursionError):
        return "unknown"
    if isinstance(verdict, Unknown) and verdict.cause is Cause.INTERNAL:
        return "internal error"
    if isinstance(verdict, Refuted) and isinstance(Kernel().decide(claim), Proof):
        return "internal error"
    return verdict.name
