"""`python -m tests.faults [--mutants N] [--seed S] [--seconds T] [--only PATH] [--part 1/2]`"""

from __future__ import annotations

import argparse
import random
import signal
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

import flint  # noqa: F401 - what every child needs is loaded once, but nothing of the house
import pytest  # noqa: F401
import yaml  # noqa: F401

from tests.faults.mutants import Mutant, mutants
from tests.faults.running import run

ROOT = Path(__file__).parents[2]
KERNEL = ROOT / "derivcheck" / "kernel"


def chosen(number: int, seed: int, only: str) -> list[tuple[Path, Mutant]]:
    """So many mutants of the kernel, at random; every module has its share."""
    paths = sorted(path for path in KERNEL.rglob("*.py") if only in path.as_posix())
    everything = [(path, each) for path in paths for each in mutants(path.read_text(encoding="utf-8"))]
    return random.Random(seed).sample(everything, min(number, len(everything)))


def _run_all(told: argparse.Namespace, counts: Counter[str]) -> None:
    part, parts = map(int, told.part.split("/"))
    for path, mutant in chosen(told.mutants, told.seed, told.only)[part - 1 :: parts]:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        outcome = run(name, str(path), mutant.source, told.seconds)
        counts[outcome] += 1
        if outcome == "survived":
            print(f"{path.relative_to(ROOT)}:{mutant.line}: {mutant.before}  ->  {mutant.after}", flush=True)


def main() -> int:
    """Print each survivor and the table; 0 whatever came out: survivors are for people to look at."""
    options = argparse.ArgumentParser(prog="python -m tests.faults")
    options.add_argument("--mutants", type=int, default=200)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--seconds", type=float, default=180.0, help="for one mutant")
    options.add_argument("--only", default="", help="a part of the module's path")
    options.add_argument("--part", default="1/1", help="the first of two parts is 1/2")
    told = options.parse_args()
    if run("", "", "", told.seconds) != "survived":
        print("the tests fail, or take too long, without any change: nothing can be learnt")
        return 2
    counts: Counter[str] = Counter()
    begin = perf_counter()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where it was ignored at the start
    try:
        _run_all(told, counts)
    except KeyboardInterrupt:
        print("stopped before the end")
    total, caught = counts.total(), counts["caught"] + counts["clock"]
    print(f"{total:6d}  mutants of the kernel")
    print(f"{counts['caught']:6d}  caught by a test")
    print(f"{counts['clock']:6d}  caught by the clock")
    print(f"{counts['survived']:6d}  survived")
    print(f"{100 * caught / max(total, 1):6.1f}  percent caught, in {perf_counter() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
