"""`python -m tests.attacks [--family NAME]`: every hostile file in a process of its own, as a table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

from tests.attacks.families import attacks
from tests.attacks.trial import MEMORY, TIMEOUT, Outcome, adopt_orphans, attempt


def main() -> int:
    """Print the table; 1 if anything went wrong."""
    options = argparse.ArgumentParser(prog="python -m tests.attacks")
    options.add_argument("--family", default="")
    options.add_argument("--every", type=int, default=1, metavar="N", help="only every N-th file")
    chosen = options.parse_args()
    adopt_orphans()
    files = [attack for attack in attacks() if chosen.family in attack.family][:: chosen.every]
    with tempfile.TemporaryDirectory() as place:
        outcomes = [attempt(attack, Path(place) / "folder") for attack in files]
    print(table(outcomes))
    return 1 if any(outcome.faults for outcome in outcomes) else 0


def table(outcomes: list[Outcome]) -> str:
    """One line for each family, one for each fault, and the sum."""
    families: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        families[outcome.attack.family].append(outcome)
    lines = [f"{'family':10}{'files':>7}{'faults':>8}{'longest':>10}   exit codes; what kept steps undecided"]
    for name, own in families.items():
        codes = Counter(outcome.code for outcome in own)
        causes = Counter(cause for outcome in own for cause in outcome.causes)
        faults = sum(bool(outcome.faults) for outcome in own)
        longest = max(outcome.seconds for outcome in own)
        shown = ", ".join(f"{code}: {number}" for code, number in sorted(codes.items()))
        reasons = ", ".join(f"{cause}: {number}" for cause, number in sorted(causes.items()))
        lines.append(f"{name:10}{len(own):7}{faults:8}{longest:8.1f} s   {shown}; {reasons}")
    lines += [
        f"{one.attack.family}/{one.attack.name}: {'; '.join(one.faults)}" for one in outcomes if one.faults
    ]
    wrong = sum(bool(outcome.faults) for outcome in outcomes)
    limits = f"{TIMEOUT:g} s and {MEMORY} MiB a step"
    return "\n".join([*lines, f"{len(outcomes)} files, {wrong} with a fault, at {limits}"])


if __name__ == "__main__":
    sys.exit(main())
