"""`python -m tests.random_steps [--steps N] [--first SEED]`: so many random true and false steps, counted."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from itertools import count
from time import perf_counter

from derivcheck.checker import Checker
from tests.random_steps.trying import Tally, try_false_step, try_true_step

#: So many steps share a checker, as the steps of a file do.
_OF_A_FILE = 200


def main() -> int:
    """Print the counts; 1 if any verdict was wrong."""
    options = argparse.ArgumentParser(prog="python -m tests.random_steps")
    options.add_argument("--steps", type=int, default=1000)
    options.add_argument("--first", type=int, default=0, metavar="SEED")
    chosen = options.parse_args()
    begin = perf_counter()
    false = run(try_false_step, chosen.first, chosen.steps)
    true = run(try_true_step, chosen.first, chosen.steps)
    print(false.line("false", "proved"))
    print(f"    what was changed: {shown(false)}")
    print(true.line("true", "refuted"))
    print(f"    laws used: {shown(true)}")
    print(f"{perf_counter() - begin:.0f} s, seeds from {chosen.first}")
    print("\n".join(false.wrong + true.wrong))
    return 1 if false.wrong or true.wrong else 0


def run(attempt: Callable[[int, Checker, Tally], None], first: int, steps: int) -> Tally:
    """Try one seed after the other until there are so many steps."""
    tally = Tally()
    judge = Checker()
    for seed in count(first):
        if tally.steps >= steps:
            break
        if seed % _OF_A_FILE == 0:
            judge = Checker()
        attempt(seed, judge, tally)
    return tally


def shown(tally: Tally) -> str:
    """The kinds of steps with their numbers."""
    return ", ".join(f"{name} {number}" for name, number in tally.kinds.most_common())


if __name__ == "__main__":
    sys.exit(main())
