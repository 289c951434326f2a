"""`python -m tests.killing [--steps N] [--every SECONDS]`: a long run whose workers are killed at random
moments.

Files with N steps whose verdicts are known are verified by `derivcheck verify --jobs 3`, while this process
sends SIGKILL to one of its workers again and again. At the end every step must have exactly one verdict,
the right one, or `unknown` where its worker was killed twice. Printed are the counts; exit status 1 if
anything else was seen.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

#: The steps of a file; every third is wrong, every fifth is of a kind that takes a little longer.
_OF_A_FILE = 500


@dataclass
class Killing:
    """What came of it: the kills, the verdicts by what they should have been, and what went wrong."""

    kills: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Print the counts."""
    options = argparse.ArgumentParser(prog="python -m tests.killing")
    options.add_argument("--steps", type=int, default=10_000)
    options.add_argument("--every", type=float, default=0.1, help="seconds between two kills, on average")
    chosen = options.parse_args()
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        found = killed(Path(folder), chosen.steps, chosen.every)
    seconds = time.perf_counter() - begin
    shown = ", ".join(f"{number} {name}" for name, number in found.verdicts.most_common())
    print(
        f"{chosen.steps} steps, {found.kills} kills in {seconds:.1f} s: {shown}; {len(found.faults)} faults"
    )
    print("\n".join(found.faults[:20]))
    return 1 if found.faults else 0


def killed(folder: Path, steps: int, every: float) -> Killing:
    """Verify so many steps and kill workers meanwhile."""
    truths = written(folder, steps)
    command = [sys.executable, "-m", "derivcheck", "verify", ".", "--jobs", "3", "--format", "json"]
    found = Killing()
    with (folder / "report.json").open("w") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, env=_environment())
        random = Random(0)
        while process.poll() is None:
            time.sleep(random.uniform(0, 2 * every))
            found.kills += kill_one(process.pid, random)
    compare(json.loads((folder / "report.json").read_text()), truths, found)
    return found


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}


def written(folder: Path, steps: int) -> dict[tuple[str, int], str]:
    """The files, and for each derivation and number of a step its right verdict."""
    truths = {}
    for file in range(0, steps, _OF_A_FILE):
        lines = ["indices:", "  i, k: 1..n", "symbols:", "  x: real", "  z[i]: real", "derivations:"]
        for number in range(file, min(steps, file + _OF_A_FILE)):
            left = f"diff(log(sum(exp({number}*z[k]), k)), z[i])" if number % 5 == 0 else f"(x + {number})^2"
            right = left if number % 3 else f"{left} + 1"
            lines.append(f"  s{number}: {{steps: ['{left}', '{right} + x - x']}}")
            truths[f"s{number}", 2] = "proved" if number % 3 else "refuted"
        (folder / f"file{file}.yaml").write_text("\n".join(lines))
    return truths


def kill_one(parent: int, random: Random) -> int:
    """Kill one child of the process, if it has any; how many were killed."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if children:
            os.kill(int(random.choice(children)), signal.SIGKILL)
            return 1
    except (FileNotFoundError, ProcessLookupError):
        pass
    return 0


def compare(tree: dict[str, object], truths: dict[tuple[str, int], str], found: Killing) -> None:
    """Every step of the report against what is right; every step must be there once."""
    derivations = tree["derivations"]
    assert isinstance(derivations, list)
    seen = Counter((one["id"], step["number"]) for one in derivations for step in one["steps"])
    found.faults += [f"{name}: {number} verdicts" for name, number in seen.items() if number != 1]
    found.faults += [f"{name}: no verdict" for name in truths.keys() - seen.keys()]
    for one in derivations:
        for step in one["steps"]:
            right, verdict = truths[one["id"], step["number"]], step["verdict"]
            found.verdicts[verdict] += 1
            if verdict not in (right, "unknown") or step["cause"] == "internal error":
                found.faults.append(
                    f"{one['id']}: {verdict}, {step['cause']}: {step['detail']}; it is {right}"
                )


if __name__ == "__main__":
    sys.exit(main())
