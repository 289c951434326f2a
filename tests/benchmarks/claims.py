"""Claims from a folder, decided by derivcheck, SymPy and Maxima side by side.

    python -m tests.benchmarks.claims [PATH...] [--family NAME]
        [--tools derivcheck,derivcheck+sympy,sympy,maxima] [--limit N] [--timeout SECONDS]
        [--by family|corpus] [--over-reals]
        [--show wrong|undecided|right|unreadable|unjudged] [--reasons N] [--save FILE]

A PATH is a folder of `*.jsonl` files or one such file; without any it is our own claims. For each
family and tool the table says how many claims were decided rightly, not decided, decided **wrongly**
(each of these is also printed), how many false claims were refuted, and the median and 95th
percentile of the time. `unjudged` are verdicts on claims whose label says nothing about our reading
(over the reals, wherever both sides are defined). Reading the text is not part of the time. Exit
status 1 if derivcheck was wrong anywhere, 2 if the claims could not be loaded.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.corpus_claims import OURS, ClaimError, CorpusClaim, load, spread
from tests.benchmarks.corpus_outcomes import Result
from tests.benchmarks.corpus_tables import as_json, listed, reasons, table
from tests.benchmarks.corpus_tools import TOOLS, opened


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status."""
    options = _options(arguments)
    try:
        claims = load(options.paths or [OURS], over_reals=options.over_reals)
    except (ClaimError, OSError) as wrong:
        print(wrong, file=sys.stderr)
        return 2
    chosen = [claim for claim in claims if claim.family == options.family or not options.family]
    results = [
        result
        for name in options.tools
        for result in _decided(name, spread(chosen, options.limit), options.timeout)
    ]
    _print(results, options)
    return int(any(result.standing == "wrong" and result.tool.startswith("derivcheck") for result in results))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.claims")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--family")
    parser.add_argument("--tools", type=_names, default=tuple(TOOLS))
    parser.add_argument("--limit", type=int)
    parser.add_argument("--timeout", type=float, default=5.0)
    parser.add_argument("--by", choices=("family", "corpus"), default="family")
    parser.add_argument("--over-reals", action="store_true")
    parser.add_argument("--show", choices=("wrong", "undecided", "right", "unreadable", "unjudged"))
    parser.add_argument("--reasons", type=int, default=0)
    parser.add_argument("--save", type=Path)
    return parser.parse_args(arguments)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    unknown = [name for name in names if name not in TOOLS]
    if unknown:
        raise argparse.ArgumentTypeError(f"expected tools among {', '.join(TOOLS)}, found {unknown[0]!r}")
    return names


def _decided(name: str, claims: list[CorpusClaim], timeout: float) -> list[Result]:
    tool = opened(name, timeout)
    if tool is None:
        print(f"{name} is not installed; left out", file=sys.stderr)
        return []
    results: list[Result] = []
    try:
        for number, claim in enumerate(claims, start=1):
            results.append(Result(claim, name, tool.decide(claim)))
            if sys.stderr.isatty():
                print(f"\r{name}: {number} of {len(claims)} ", end="", file=sys.stderr)
    finally:
        tool.close()
    return results


def _print(results: list[Result], options: argparse.Namespace) -> None:
    print(table(results, by=options.by))
    shown = {"wrong", options.show} - {None}
    for standing in sorted(shown):
        print(listed(results, standing))
    if options.reasons:
        print(reasons(results, options.reasons))
    if options.save:
        options.save.write_text(as_json(results), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
