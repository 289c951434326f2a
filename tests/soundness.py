"""`python -m tests.soundness --terms N [--first SEED]`: random terms before and after the kernel, counted.

A run of tens of thousands is for the night; the ordinary tests try some hundreds, in
`tests/kernel/test_values.py`.
"""

from __future__ import annotations

import argparse
import sys
from time import perf_counter

from tests.kernel.rewriting import Tally, try_term


def main() -> int:
    """Print what was tried; 1 if any value changed."""
    options = argparse.ArgumentParser(prog="python -m tests.soundness")
    options.add_argument("--terms", type=int, default=10_000)
    options.add_argument("--first", type=int, default=0, metavar="SEED")
    chosen = options.parse_args()
    tally, begin = Tally(), perf_counter()
    for seed in range(chosen.first, chosen.first + chosen.terms):
        try_term(seed, tally)
    print(tally.text())
    print(f"{perf_counter() - begin:8.1f}  seconds")
    print("\n".join(tally.wrong))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
