"""`python -m tests.alone [PATH…] [--seconds S]`: the kernel without the refuter behind it, on what is false.

A wrong proof shows nowhere as long as a point refutes it. Here the kernel alone is asked for the refuted
cases and for the claims of PATH (files or folders, as `tests.benchmarks.claims` reads them; our own without
one) that are labelled false. None may be proved, unless the proof says which points it leaves out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.errors import OutOfTime, ReadError
from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.answers import Proof
from derivcheck.kernel.implications import implied
from derivcheck.model import Claim
from derivcheck.terms import IMPLICATIONS
from tests.benchmarks.corpus_claims import OURS, load
from tests.benchmarks.corpus_contexts import read

__all__ = ["is_proved", "refuted_cases"]

REFUTED = Path(__file__).parent / "cases" / "refuted"


def refuted_cases(paths: Iterable[Path]) -> Iterator[tuple[str, Claim]]:
    """The relations in files of cases, with the names of the files."""
    for path in paths:
        for _, goals in checker.goals(formats.load(path)):
            for goal in goals:
                if goal.claim is not None:
                    yield path.stem, goal.claim


def is_proved(claim: Claim, seconds: float) -> bool:
    """Whether the kernel alone proves the claim, under conditions or without, and leaves no points out."""
    kernel, begin = Kernel(), perf_counter()

    def tick() -> None:
        if perf_counter() - begin > seconds:
            raise OutOfTime

    kernel.tick = tick
    with suppress(OutOfTime):
        found = implied(kernel, claim) if claim.op in IMPLICATIONS else kernel.decide(claim)
        return isinstance(found, Proof) and not found.left_out
    return False


def _labelled_false(paths: Iterable[Path]) -> Iterator[tuple[str, Claim]]:
    for one in load(paths):
        if one.label == "false":
            with suppress(ReadError):
                yield one.id, read(one)


def main() -> int:
    """Print what was asked; 1 if anything false was proved."""
    options = argparse.ArgumentParser(prog="python -m tests.alone")
    options.add_argument("paths", nargs="*", type=Path, default=[OURS])
    options.add_argument("--seconds", type=float, default=2.0, help="for one claim")
    told = options.parse_args()
    asked, wrong = 0, []
    for name, claim in (*refuted_cases(sorted(REFUTED.glob("*.yaml"))), *_labelled_false(told.paths)):
        asked += 1
        if is_proved(claim, told.seconds):
            wrong.append(name)
    print(f"{asked} false claims: {len(wrong)} proved by the kernel alone")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
