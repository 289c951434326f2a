"""`python -m tests.audited [PATH…] [--limit N]`: certificates of a corpus: replayed, trusted, rejected.

PATH is a file or folder of claims, one JSON object a line, as `tests.benchmarks.claims` reads them. None may
be rejected.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path
from time import perf_counter

from derivcheck.audit.terms import RejectedError
from derivcheck.certify.build import certify
from derivcheck.certify.runs import outcome_of
from derivcheck.checker import check_claim
from derivcheck.errors import OutOfTime, ReadError
from derivcheck.model import Claim, Conditional, Proved, Refuted, Verdict
from tests.benchmarks.corpus_claims import load, spread
from tests.benchmarks.corpus_contexts import read

CLAIMS = Path(__file__).parent / "benchmarks" / "claims"


def _decided(claim: Claim, seconds: float) -> Verdict | None:
    begin = perf_counter()

    def tick() -> None:
        if perf_counter() - begin > seconds:
            raise OutOfTime

    try:
        return check_claim(claim, tick=tick)
    except OutOfTime:
        return None


def outcome(claim: Claim, verdict: Verdict) -> str:
    """What the auditor says of the certificate, once it has been JSON."""
    told = certify(claim, verdict)
    try:
        return outcome_of(verdict, told)
    except RejectedError as reason:
        print(f"rejected: {_said(told['statement'])}: {reason}")
        return "rejected"


def _said(statement: dict[str, str]) -> str:
    return f"{statement['left']} {statement['op']} {statement['right']}"


def main() -> int:
    """Print the table; 1 if a certificate was rejected."""
    options = argparse.ArgumentParser(prog="python -m tests.audited")
    options.add_argument("paths", nargs="*", type=Path, default=[CLAIMS])
    options.add_argument("--limit", type=int, help="so many claims, spread over the files")
    options.add_argument("--seconds", type=float, default=5.0, help="for the verdict on one claim")
    told = options.parse_args()
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for each in spread(load(told.paths), told.limit):
        try:
            claim = read(each)
        except ReadError:
            continue
        verdict = _decided(claim, told.seconds)
        if isinstance(verdict, Proved | Conditional | Refuted):
            kind = "refuted" if isinstance(verdict, Refuted) else "proved"
            table[each.family, kind][outcome(claim, verdict)] += 1
    _print(table)
    return 1 if any(counts["rejected"] for counts in table.values()) else 0


def _print(table: dict[tuple[str, str], Counter[str]]) -> None:
    words = ("replayed", "trusted", "rejected")
    print(f"{'family':32}{'verdict':10}" + "".join(f"{word:>10}" for word in words))
    for (family, kind), counts in sorted(table.items()):
        print(f"{family:32}{kind:10}" + "".join(f"{counts[word]:10}" for word in words))
    total: Counter[str] = sum(table.values(), Counter())
    print(f"{'all':42}" + "".join(f"{total[word]:10}" for word in words))


if __name__ == "__main__":
    sys.exit(main())
