"""`python -m tests.benchmarks.start [--runs N]`: a whole cold run beside the import of SymPy, in turn."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from statistics import median
from time import perf_counter

COMMANDS = {
    "derivcheck verify derivations": [sys.executable, "-m", "derivcheck", "verify", "derivations"],
    "import sympy": [sys.executable, "-c", "import sympy"],
    "import nothing": [sys.executable, "-c", "pass"],
}


#: Compiled files may be kept, as they are for a user.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: list[str]) -> float:
    """How long the command takes."""
    begin = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT, check=True)
    return perf_counter() - begin


def main() -> None:
    """Print the medians, and the median of the ratios of runs made one after the other."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks.start")
    options.add_argument("--runs", type=int, default=11)
    runs = options.parse_args().runs
    for command in COMMANDS.values():
        seconds(command)  # files are in memory from now on
    rounds = [[seconds(command) for command in COMMANDS.values()] for _ in range(runs)]
    for name, taken in zip(COMMANDS, zip(*rounds, strict=True), strict=True):
        print(f"{name:32}{1000 * median(taken):8.0f} ms   (fastest {1000 * min(taken):.0f})")
    print(f"{'ratio of the first two':32}{median(mine / other for mine, other, _ in rounds):8.2f}")


if __name__ == "__main__":
    main()
