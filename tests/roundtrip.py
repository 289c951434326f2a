"""Random terms printed as LaTeX and read again: `python -m tests.roundtrip --terms 20000`.

Each term is printed with and without the declared ranges. Prints how many came back equal, and the first
that did not; ends with 1 if there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from derivcheck.errors import ReadError
from derivcheck.notation.latex import read_expression
from derivcheck.terms.latex import to_latex
from derivcheck.terms.printing import to_text
from tests.notation.notation_samples import CONTEXT, PLACE
from tests.notation.test_print_and_read import Maker


class RandomMaker(Maker):
    """A maker of terms that draws from a seeded generator."""

    def __init__(self, seed: int) -> None:
        self.number = random.Random(seed).randrange


def came_back(term, declared) -> str:
    """What went wrong with `term`, or ""."""
    text = to_latex(term, declared)
    try:
        found = read_expression(text, CONTEXT, PLACE)
    except ReadError as error:
        return f"{text}\n  {error.problem.message}"
    return "" if found == term else f"{text}\n  read as {to_text(found)}"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--terms", type=int, default=5000)
    options.add_argument("--depth", type=int, default=3)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    maker, start, wrong = RandomMaker(chosen.seed), time.perf_counter(), []
    for _ in range(chosen.terms):
        term = maker.term(chosen.depth)
        wrong += [flaw for declared in (CONTEXT.indices, None) if (flaw := came_back(term, declared))]
    seconds = time.perf_counter() - start
    equal = 2 * chosen.terms - len(wrong)
    print(f"{chosen.terms} terms, printed twice: {equal} equal, {len(wrong)} different, in {seconds:.1f} s")
    print("\n".join(wrong[:5]), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
