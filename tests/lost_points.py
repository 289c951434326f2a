"""`python -m tests.lost_points [PATH…] [--limit N] [--seconds S]`: proofs that lose points and do not say so.

Where a claim is proved both sides have values at the same points, and where it is conditional they have so
wherever its conditions hold. So at many points, simple ones first, each side is asked whether it certainly
has a value or certainly has none. A point where one has and the other has not is lost.

PATH is a file or folder of claims, as `tests.benchmarks.claims` reads them, or of derivations; without one,
our own of both. A derivative may have a value where the rules by which it is worked out have none: such
points are counted apart. Exit status 1 if another one is lost.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.checker import check_claim
from derivcheck.errors import OutOfTime, ReadError
from derivcheck.frozen import replace
from derivcheck.model import Claim, Conditional, Proved
from derivcheck.modulo import Unclear, restated
from derivcheck.refute import Point, Undecidable, Undefined, under_conditions
from derivcheck.refute.arithmetic.clock import watched
from derivcheck.refute.arithmetic.numbers import working
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.refute.evaluation.survey import Same, survey
from derivcheck.refute.search.points import sampler
from derivcheck.terms import Call, Diff, Nth, Partial, Term, map_children
from derivcheck.terms.printing import to_text
from tests.benchmarks.corpus_claims import OURS, load, spread
from tests.benchmarks.corpus_contexts import read

__all__ = ["Lost", "Tally", "claims_of", "lost_point", "try_claim"]

CASES = Path(__file__).parent / "cases"
_FORMATS = frozenset({".jsonl", ".yaml", ".md", ".tex"})
#: So many assignments, of simple values and of random ones in turn, at so many of the smallest sizes.
_MOST_ASSIGNMENTS, _MOST_SIZES = 120, 3
_PRECISIONS = (64, 192)
_OFF_POLES = re.compile(r"^(.*) is not 0, -1, -2, \.\.\.")


@dataclass(frozen=True)
class Lost:
    """A point at which one side alone has a value, and whether only the rules of derivatives say so."""

    point: Point
    having: str
    by_rules: bool


@dataclass
class Tally:
    """How many claims came to what, and the lost points."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The counts, and then the lost points one a line."""
        return "\n".join((*(f"{number:8}  {what}" for what, number in self.counts.items()), *self.lines))


def claims_of(path: Path) -> Iterator[tuple[str, Claim]]:
    """The claims of a file, or of all files in a folder, with their names."""
    if path.is_dir():
        for inner in sorted(path.iterdir()):
            if inner.is_dir() or inner.suffix in _FORMATS:
                yield from claims_of(inner)
    elif path.suffix == ".jsonl":
        for one in load([path]):
            with suppress(ReadError):
                yield one.id, read(one)
    else:
        for _, goals in checker.goals(formats.load(path)):
            yield from ((f"{path.stem}:{goal.place.line}", goal.claim) for goal in goals if goal.claim)


def try_claim(name: str, claim: Claim, seconds: float, tally: Tally) -> None:
    """Decide a claim and look for a point that its proof loses; the tally says what came of it."""
    under, said = _proved(claim, seconds)
    tally.counts[said] += 1
    found = lost_point(under, seconds) if under else None
    if found is not None:
        what = "lost by the rules of derivatives" if found.by_rules else "lost"
        tally.counts[what] += 1
        sides = " = ".join(to_text(side, claim.context.indices) for side in claim.sides)
        tally.lines.append(
            f"{what}: {name}: {sides}: the {found.having} side alone has a value at {found.point}"
        )


def _proved(claim: Claim, seconds: float) -> tuple[Claim | None, str]:
    """An equation between numbers where its proof says that it holds, if there is one; what it came to."""
    try:
        if claim.op != "=" or restated(claim) is not None:
            return None, "no equations between numbers"
        with watched(_clock(seconds)):
            verdict = check_claim(claim, tick=_clock(seconds))
    except (OutOfTime, Unclear):
        return None, "not proved"
    if isinstance(verdict, Proved):
        return claim, "proved"
    if not isinstance(verdict, Conditional):
        return None, "not proved"
    under = under_conditions(claim, [_as_relation(each, claim) for each in verdict.conditions])
    return under, "conditional" if under else "under conditions that are no relations"


def _as_relation(condition: str, claim: Claim) -> str:
    """Where gamma has poles it is no number that differs from 0; assumptions are about every index anyway."""
    condition = _OFF_POLES.sub(r"gamma(\1) != 0", condition)
    for name in claim.context.indices:
        condition = condition.replace(f" for every {name}", "")
    return condition


def lost_point(claim: Claim, seconds: float = 5.0) -> Lost | None:
    """The first point in the domain of a claim where one side certainly has a value, the other none."""
    plain, principal = _without_derivatives(claim), survey(claim).principal
    if principal and survey(claim).functions:
        return None  # the functions that are tried are smooth on the reals alone
    with suppress(OutOfTime), watched(_clock(seconds)):
        for point in _points(claim):
            left, right = (_has_value(side, claim, point, principal) for side in claim.sides)
            if {left, right} == {True, False}:
                missing = plain.right if left else plain.left
                by_rules = _has_value(missing, plain, point, principal) is not False
                return Lost(point, "left" if left else "right", by_rules)
    return None


def _points(claim: Claim) -> Iterator[Point]:
    layouts = sampler(survey(claim), Same(claim.context), 0).layouts[:_MOST_SIZES]
    for rank, layout in product(range(_MOST_ASSIGNMENTS), layouts):
        assignment = layout.assignment(rank)
        if assignment is not None:
            yield from (layout.point(indices, assignment) for indices in layout.patterns)


def _has_value(side: Term, claim: Claim, point: Point, principal: bool) -> bool | None:
    """Whether a side certainly has a value at a point or certainly has none; None where neither is told."""
    for precision in _PRECISIONS:
        try:
            with working(precision):
                Evaluation(point, claim.context, principal).number(side)
        except Undefined:
            return False
        except Undecidable:
            continue
        return True
    return None


def _without_derivatives(claim: Claim) -> Claim:
    """What is differentiated in the place of its derivatives."""
    definitions = {
        name: replace(each, body=_undone(each.body)) for name, each in claim.context.definitions.items()
    }
    context = replace(claim.context, definitions=definitions)
    return replace(claim, left=_undone(claim.left), right=_undone(claim.right), context=context)


def _undone(term: Term) -> Term:
    term = map_children(_undone, term)
    if isinstance(term, Diff | Nth | Partial):
        return term.body
    return replace(term, primes=()) if isinstance(term, Call) else term


def _clock(seconds: float) -> Callable[[], None]:
    begin = perf_counter()

    def tick() -> None:
        if perf_counter() - begin > seconds:
            raise OutOfTime

    return tick


def main() -> int:
    """Print what was looked at and what is lost; 1 if anything certainly is."""
    options = argparse.ArgumentParser(prog="python -m tests.lost_points")
    options.add_argument("paths", nargs="*", type=Path, default=[CASES, OURS])
    options.add_argument("--limit", type=int, help="so many claims, spread over the files")
    options.add_argument("--seconds", type=float, default=3.0, help="for the proof, and for the points")
    told = options.parse_args()
    tally = Tally()
    for name, claim in spread([one for path in told.paths for one in claims_of(path)], told.limit):
        try_claim(name, claim, told.seconds, tally)
    print(tally.text())
    return 1 if tally.counts["lost"] else 0


if __name__ == "__main__":
    sys.exit(main())
