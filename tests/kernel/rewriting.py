"""One random term before and after the kernel: a normal form may lose points, but must never change a value.

The term is read into the kernel and its normal form written back as a term; both are evaluated by the
refuter, which shares no code with the kernel, at sizes 1 to 4 and random rational points.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from random import Random
from time import perf_counter

from derivcheck.errors import OutOfTime
from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.ring import Restart
from derivcheck.kernel.algebra.ring import Undefined as NoValue
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.reading.reader import NeedsCase, Outside
from derivcheck.refute import Point, Undecidable, Undefined, evaluate
from derivcheck.refute.arithmetic.duals import compares
from derivcheck.terms import Term
from derivcheck.terms.printing import to_text
from tests.kernel.random_terms import CONTEXT, random_point, random_term

__all__ = ["Tally", "try_term"]

#: Seconds that the kernel may take for one term.
_LIMIT = 3.0
_PRECISION = 128


@dataclass
class Tally:
    """How many terms and points were really tried, and every value that changed."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        """The counts in one line each."""
        return "\n".join(f"{number:8}  {name}" for name, number in sorted(self.counts.items()))


def try_term(seed: int, tally: Tally) -> None:
    """Make the random term of this seed and compare it with its normal form."""
    random = Random(seed)
    term = random_term(random, random.choice((2, 3, 3, 4)))
    tally.counts["terms"] += 1
    try:
        normal = _normal_form(term)
    except (Outside, NeedsCase):
        tally.counts["terms outside the kernel's language"] += 1
    except NoValue:
        tally.counts["terms that the kernel calls undefined"] += 1
    except (OutOfTime, Restart):
        tally.counts["terms too hard for the kernel"] += 1
    else:
        for size in (1, 2, 3, 4):
            _try_point(seed, term, normal, random_point(random, size), tally)


def _normal_form(term: Term) -> Term:
    begin = perf_counter()

    def tick() -> None:
        if perf_counter() - begin > _LIMIT:
            raise OutOfTime

    def spoken(session: Session) -> Term:
        return session.speaker().term(session.read(term).value)

    return Kernel(tick).ask(CONTEXT, (term,), spoken)


def _try_point(seed: int, term: Term, normal: Term, point: Point, tally: Tally) -> None:
    try:
        before = evaluate(term, point, CONTEXT, _PRECISION)
    except Undefined:
        tally.counts["points without a value"] += 1
        return
    except Undecidable:
        tally.counts["points undecided"] += 1
        return
    try:
        differ = compares("!=", before, evaluate(normal, point, CONTEXT, _PRECISION))
    except Undefined:
        tally.counts["points lost"] += 1
    except Undecidable:  # two balls that overlap
        tally.counts["points with equal values"] += 1
    else:
        tally.counts["points with different values" if differ else "points with equal values"] += 1
        if differ:
            tally.wrong.append(f"seed {seed}: {to_text(term)} became {to_text(normal)} at {point}")
