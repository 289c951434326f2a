"""`python -m tests.mutations [FILES or folders]`: the table of all mutants (default: `derivations`)."""

from __future__ import annotations

import sys
from collections import Counter
from statistics import median

from tests.mutations.judging import Judges, claims, judged, made, text
from tests.mutations.mutants import MISTAKES

COLUMNS = ("refuted", "still true", "unknown", "wrong")


def main(paths: list[str]) -> int:
    """Print the table, then what was undecided or wrong; 1 if anything was wrong."""
    steps = list(claims(paths))
    counts: Counter[tuple[str, str]] = Counter()
    times: dict[str, list[float]] = {kind: [] for kind in MISTAKES}
    told: list[str] = []
    judges = Judges()
    for mutant in made(steps):
        outcome = judged(mutant, judges)
        counts[mutant.kind, outcome.name] += 1
        times[mutant.kind].append(outcome.seconds)
        if outcome.name in ("unknown", "wrong"):
            sides = f"{text(mutant.claim.left)} = {text(mutant.claim.right)}"
            told.append(f"{outcome.name}: {mutant.kind}: {sides}  [{outcome.detail.strip()}]")
    print(f"{len(steps)} true steps in {', '.join(paths)}")
    _table(counts, times)
    print("\n".join(told))
    return 1 if any(name == "wrong" for _, name in counts) else 0


def _table(counts: Counter[tuple[str, str]], times: dict[str, list[float]]) -> None:
    print(f"{'mistake':20}{'tried':>8}" + "".join(f"{name:>12}" for name in COLUMNS) + f"{'median ms':>12}")
    for kind, taken in times.items():
        _row(kind, [counts[kind, name] for name in COLUMNS], taken)
    sums = [sum(counts[kind, name] for kind in MISTAKES) for name in COLUMNS]
    _row("together", sums, [each for taken in times.values() for each in taken])


def _row(kind: str, numbers: list[int], taken: list[float]) -> None:
    middle = 1000 * median(taken) if taken else 0.0
    print(f"{kind:20}{sum(numbers):8}" + "".join(f"{number:12}" for number in numbers) + f"{middle:12.2f}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or ["derivations"]))
