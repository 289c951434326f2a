"""`python -m tests.traps PATH [--seeds N]`: claims that others get wrong, under many hash seeds.

Each claim of the file PATH (one JSON object a line, as in `tests/benchmarks/corpus_claims.py`) is decided
under so many values of `PYTHONHASHSEED`, each in a process of its own. Printed are the claims decided
wrongly, those whose verdict depends on the seed, and those left undecided. Exit status 1 if there is one of
the first two.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

from tests.benchmarks.corpus_claims import load
from tests.benchmarks.corpus_derivcheck import decide
from tests.benchmarks.corpus_outcomes import Result

#: What a claim comes to: its standing, its verdict, and the evidence, reason or counterexample.
Found = dict[str, tuple[str, str, str]]


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m tests.traps")
    options.add_argument("path", type=Path)
    options.add_argument("--seeds", type=int, default=20)
    options.add_argument("--timeout", type=float, default=10.0)
    options.add_argument("--limit", type=int, help="only so many claims")
    options.add_argument("--once", action="store_true", help="only under the seed of this process, as JSON")
    chosen = options.parse_args()
    if chosen.once:
        print(json.dumps(verdicts(chosen.path, chosen.timeout, chosen.limit)))
        return 0
    found = [under(seed, chosen.path, chosen.timeout, chosen.limit) for seed in range(chosen.seeds)]
    lines, sound = report(found)
    print("\n".join(lines))
    return 0 if sound else 1


def verdicts(path: Path, timeout: float, limit: int | None = None) -> Found:
    """Every claim decided in this process."""
    made: Found = {}
    for claim in load([path])[:limit]:
        outcome = decide(claim, timeout)
        standing = Result(claim, "derivcheck", outcome).standing
        made[claim.id] = (standing, outcome.verdict, outcome.evidence or outcome.detail)
    return made


def under(seed: int, path: Path, timeout: float, limit: int | None) -> Found:
    """Every claim decided in a process with this hash seed."""
    command = [sys.executable, "-m", "tests.traps", str(path), "--once", "--timeout", str(timeout)]
    command += ["--limit", str(limit)] if limit else []
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    out = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return {name: (standing, verdict, why) for name, (standing, verdict, why) in json.loads(out).items()}


def report(found: list[Found]) -> tuple[list[str], bool]:
    """The lines of the table, and whether no verdict is wrong and none depends on the seed."""
    first = found[0]
    wrong = [f"WRONG       {name}: {first[name][1]}" for name in first if first[name][0] == "wrong"]
    unsteady = [
        f"UNSTEADY    {name}: {' / '.join(sorted({str(each[name][1:]) for each in found}))}"
        for name in first
        if len({each[name] for each in found}) > 1
    ]
    undecided = [
        f"undecided   {name}: {why}" for name, (_, verdict, why) in first.items() if verdict == "undecided"
    ]
    counts = Counter(standing for standing, _, _ in first.values())
    shown = ", ".join(f"{number} {standing}" for standing, number in counts.most_common())
    total = f"{len(first)} claims under {len(found)} hash seeds: {shown}; {len(unsteady)} depend on the seed"
    return [*wrong, *unsteady, *undecided, total], not (wrong or unsteady)


if __name__ == "__main__":
    sys.exit(main())
