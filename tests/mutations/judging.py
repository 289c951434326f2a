"""What the checker says of a mutant, and whether kernel and refuter agree on it.

*Still true*: the checker calls it proved or conditional. That is *wrong* when an attack with another seed
and full effort finds a certified counterexample. *Refuted* is wrong when a fresh kernel proves it. That
kernel and refuter disagreed in the checker itself is wrong as well, although it then says `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.errors import OutOfTime
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Cause, Claim, Conditional, Proved, Refuted, Unknown
from derivcheck.refute import FULL, Refutation, attack
from derivcheck.terms import Term, free_names
from tests.mutations.mutants import mutants

__all__ = ["Mutant", "Outcome", "claims", "judged", "made"]

#: Seconds that the checker may take for one mutant.
_LIMIT = 10.0
_OTHER_SEED = 20_231


@dataclass(frozen=True)
class Mutant:
    """A claim with one mistake in its right side."""

    kind: str
    claim: Claim


@dataclass(frozen=True)
class Outcome:
    """One of "refuted", "still true", "unknown", "wrong", and the seconds the checker took."""

    name: str
    seconds: float
    detail: str = ""


def claims(paths: Sequence[str]) -> Iterator[Claim]:
    """The equations in these files and folders that the checker calls proved or conditional."""
    files, _ = formats.discover(paths)
    for file in files:
        for _, goals in checker.goals(formats.load(file)):
            judge = checker.Checker()
            for goal in goals:
                if goal.claim is None or goal.claim.op != "=":
                    continue
                if isinstance(judge.decide(goal.claim), Proved | Conditional):
                    yield goal.claim


def made(claims: Iterable[Claim]) -> Iterator[Mutant]:
    """Every mutant of these claims."""
    for claim in claims:
        names = free_names(claim.left) | free_names(claim.right)
        free = names & claim.context.indices.keys()
        for kind, right in mutants(claim.right, claim.context, free):
            yield Mutant(kind, replace(claim, right=right))


class Judges:
    """One checker for each context, as in an ordinary run."""

    def __init__(self) -> None:
        self._checkers: dict[int, tuple[object, checker.Checker]] = {}

    def of(self, claim: Claim) -> checker.Checker:
        """The checker for the claim's context."""
        key = id(claim.context)
        if key not in self._checkers:
            self._checkers[key] = (claim.context, checker.Checker())
        return self._checkers[key][1]


def judged(mutant: Mutant, judges: Judges) -> Outcome:
    """What comes of the mutant."""
    begin = perf_counter()

    def tick() -> None:
        if perf_counter() - begin > _LIMIT:
            raise OutOfTime

    try:
        verdict = judges.of(mutant.claim).decide(mutant.claim, tick)
    except OutOfTime:
        return Outcome("unknown", perf_counter() - begin, "out of time")
    seconds = perf_counter() - begin
    match verdict:
        case Proved() | Conditional():
            found = attack(mutant.claim, seed=_OTHER_SEED, effort=FULL)
            wrong = isinstance(found, Refutation)
            return Outcome("wrong" if wrong else "still true", seconds, str(found) if wrong else "")
        case Refuted():
            wrong = isinstance(Kernel().decide(mutant.claim), Proof)
            return Outcome("wrong" if wrong else "refuted", seconds, str(verdict.counterexample))
        case Unknown(cause, detail, tried):
            return Outcome("wrong" if cause is Cause.INTERNAL else "unknown", seconds, f"{detail} {tried}")
        case _:
            return Outcome("wrong", seconds, str(verdict))


def text(term: Term) -> str:
    """A term as it is written."""
    from derivcheck.terms.printing import to_text

    return to_text(term)
