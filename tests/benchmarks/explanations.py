"""What is said of a mistake: mutants of true steps, explained.

    python -m tests.benchmarks.explanations [PATH...] [--each N] [--pairs N] [--limit N] [--seed N]
        [--show named|mended|anew|refuted|undecided|wrong]

A PATH is a derivation file, a folder of them, or a folder or file of claims (`*.jsonl`); without any it is
our own derivations. Of every step that is proved, up to `--each` mutants with one mistake and `--pairs` with
two are made. For each kind of mistake the table counts:

* *named*: the mended side is the one that the mistake was put into, so the mistake itself was named;
* *mended*: another small change was found, and proved;
* *anew*: no small change; a part was worked out anew, and proved;
* *refuted*: no fix;  *undecided*: not refuted;  *wrong*: a fix that cannot be read or does not hold.

Mutants that turn out to be true are left out: what is explained is a refutation. The seconds are those of
the explanation alone. Exit status 1 if anything was wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.errors import OutOfTime, Place, ReadError
from derivcheck.model import Claim, Conditional, Proved, Refuted
from derivcheck.notation import read_expression
from derivcheck.refute import FULL, Refutation, attack
from derivcheck.terms import free_names
from derivcheck.terms.printing import to_text
from tests.benchmarks.corpus_claims import load, spread
from tests.benchmarks.corpus_contexts import read
from tests.benchmarks.explanation_mutants import KINDS, chosen, singles, written_alike

COLUMNS = ("named", "mended", "anew", "refuted", "undecided", "wrong")
_OURS = Path(__file__).parents[2] / "derivations"
_LIMIT = 5.0
_OTHER_SEED = 31_337


@dataclass(frozen=True)
class Outcome:
    """What was said of one mutant."""

    kind: str
    name: str
    seconds: float
    text: str


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 if anything was wrong."""
    options = _options(arguments)
    random = Random(options.seed)
    outcomes: list[Outcome] = []
    steps = list(_true_steps(options.paths or [_OURS], options.limit))
    for number, claim in enumerate(steps):
        judge = checker.Checker()
        for kind, mutant in _mutants(claim, options, random):
            outcomes += _outcome(kind, claim, mutant, judge)
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {len(steps)} ", end="", file=sys.stderr)
    print(f"{len(outcomes)} mutants of {len(steps)} true steps")
    for line in _table(outcomes):
        print(line)
    for outcome in outcomes:
        if outcome.name in ("wrong", options.show):
            print(f"{outcome.name}: {outcome.kind}: {outcome.text}")
    return int(any(outcome.name == "wrong" for outcome in outcomes))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.explanations")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=4)
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", choices=COLUMNS)
    return parser.parse_args(arguments)


def _true_steps(paths: Sequence[Path], limit: int | None) -> Iterator[Claim]:
    """The equations that the checker proves, from derivations and from claims."""
    for path in paths:
        is_claims = path.suffix == ".jsonl" or (path.is_dir() and any(path.glob("*.jsonl")))
        claims = list(_of_claims(path) if is_claims else _of_derivations(path))
        for claim in (
            claims
            if limit is None
            else [claims[at * len(claims) // limit] for at in range(min(limit, len(claims)))]
        ):
            if claim.op == "=" and isinstance(_verdict(checker.Checker(), claim), Proved | Conditional):
                yield claim


def _of_derivations(path: Path) -> Iterator[Claim]:
    files, _ = formats.discover([str(path)])
    for file in files:
        for _, goals in checker.goals(formats.load(file)):
            yield from (goal.claim for goal in goals if goal.claim is not None)


def _of_claims(path: Path) -> Iterator[Claim]:
    for claim in spread([one for one in load([path], over_reals=True) if one.label == "true"], None):
        try:
            yield read(claim)
        except (ReadError, KeyError):
            continue


def _mutants(claim: Claim, options: argparse.Namespace, random: Random) -> Iterator[tuple[str, Claim]]:
    for kind, right in chosen(claim, options.each, random):
        yield kind, replace(claim, right=right)
    for _, right in chosen(claim, options.pairs, random):
        free = (free_names(claim.left) | free_names(claim.right)) & claim.context.indices.keys()
        second = list(singles(right, claim.context, free))
        if second:
            yield "two mistakes", replace(claim, right=random.choice(second)[1])


def _limit(begin: float) -> Callable[[], None]:
    def tick() -> None:
        if perf_counter() - begin > _LIMIT:
            raise OutOfTime

    return tick


def _verdict(judge: checker.Checker, claim: Claim) -> object:
    try:
        return judge.decide(claim, _limit(perf_counter()))
    except (OutOfTime, RecursionError, SystemError):  # flint hides what is raised inside an integrand
        return None


def _outcome(kind: str, claim: Claim, mutant: Claim, judge: checker.Checker) -> Iterator[Outcome]:
    declared = claim.context.indices
    left, right, before = (to_text(side, declared) for side in (mutant.left, mutant.right, claim.right))
    text = f"{left} = {right}  [{before}]"
    verdict = _verdict(judge, mutant)
    if isinstance(verdict, Proved | Conditional):
        return
    if not isinstance(verdict, Refuted):
        yield Outcome(kind, "undecided", 0.0, text)
        return
    begin = perf_counter()
    try:
        explained = judge.explain(mutant, verdict, _limit(begin))
    except (OutOfTime, SystemError):
        explained = verdict
    seconds = perf_counter() - begin
    said = explained.explanation
    sentence = f"{said.kind}: {said.sentence} -> {said.fix}" if said else ""
    yield Outcome(
        kind, _judged(claim, mutant, explained), seconds, f"{text}\n    {sentence} ({seconds:.3f} s)"
    )


def _judged(claim: Claim, mutant: Claim, explained: Refuted) -> str:
    """The column of one explanation; the fix is read again as a user would, and attacked."""
    said = explained.explanation
    if said is None or not said.fix:
        return "refuted"
    try:
        fix = read_expression(said.fix, claim.context, Place("fix"))
    except ReadError:
        return "wrong"
    if isinstance(attack(replace(mutant, right=fix), seed=_OTHER_SEED, effort=FULL), Refutation):
        return "wrong"
    if written_alike(fix, claim.right):
        return "named"
    return "anew" if said.kind.endswith("rewritten") or said.kind.startswith("left") else "mended"


def _table(outcomes: list[Outcome]) -> Iterator[str]:
    head = "".join(f"{name:>11}" for name in COLUMNS)
    yield f"{'mistake':20}{'mutants':>9}{head}{'median ms':>11}{'p95 ms':>9}"
    single = [outcome for outcome in outcomes if outcome.kind != "two mistakes"]
    rows = [(kind, [outcome for outcome in single if outcome.kind == kind]) for kind in KINDS]
    rows.append(("one mistake", single))
    rows.append(("two mistakes", [outcome for outcome in outcomes if outcome.kind == "two mistakes"]))
    for kind, mine in rows:
        if mine:
            yield _row(kind, mine)


def _row(kind: str, outcomes: list[Outcome]) -> str:
    counts = Counter(outcome.name for outcome in outcomes)
    cells = "".join(f"{counts[name]:>5}{100 * counts[name] / len(outcomes):5.0f}%" for name in COLUMNS)
    taken = [1000 * outcome.seconds for outcome in outcomes if outcome.name != "undecided"]
    middle = median(taken) if taken else 0.0
    last = quantiles(taken, n=20)[-1] if len(taken) > 1 else middle
    return f"{kind:20}{len(outcomes):>9}{cells}{middle:>11.1f}{last:>9.1f}"


if __name__ == "__main__":
    sys.exit(main())
