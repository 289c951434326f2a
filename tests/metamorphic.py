"""`python -m tests.metamorphic [PATH…] [--limit N]`: a claim said in another way is the same claim.

Every claim of the files is decided as it stands and in variants which hold exactly when it holds: sides
swapped, free or bound indices renamed, the same added to both sides, both multiplied by something positive,
both taken as an exponent, a symbol shifted everywhere. Two proved steps in a row are fused into one. Last,
the files are verified in the opposite order. A verdict may get lost on the way (`unknown`, counted), but must
not turn into its opposite. Exit status 1 if one does.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.engine.run import Options, run
from derivcheck.errors import OutOfTime
from derivcheck.frozen import replace
from derivcheck.model import Claim, Domain, Goal, Verdict
from derivcheck.terms import (
    Add,
    Big,
    Call,
    Diff,
    Integral,
    Mul,
    Sym,
    Term,
    free_names,
    integer,
    map_children,
    walk,
)
from derivcheck.terms.binding import fresh_name, substitute

__all__ = ["VARIANTS", "Tally", "try_claim", "try_fusions"]

Variant = Callable[[Claim], Claim | None]

#: Seconds for one variant.
_LIMIT = 3.0
#: So many files are verified in another order.
_MOST_FILES = 40
_HOLDS = frozenset({"proved", "conditional"})


#: A relation read from right to left.
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


def _swapped(claim: Claim) -> Claim | None:
    return replace(claim, left=claim.right, right=claim.left, op=_TURNED[claim.op])


def _bound_renamed(claim: Claim) -> Claim | None:
    return replace(claim, right=_rebound(claim.right, {*claim.context.names(), *free_names(claim.right)}))


def _rebound(term: Term, taken: set[str]) -> Term:
    """The term with a fresh name for the index of every sum and product."""
    term = map_children(lambda part: _rebound(part, taken), term)
    if not isinstance(term, Big):
        return term
    name = fresh_name(term.index, taken)
    taken.add(name)
    new = {term.index: Sym(name)}
    guard = term.guard and substitute(term.guard, new)
    return Big(term.op, substitute(term.body, new), name, term.lower, term.upper, guard)


def _free_renamed(claim: Claim) -> Claim | None:
    context = claim.context
    names = {name: fresh_name(name, context.names()) for name in context.indices}
    new = {name: Sym(fresh) for name, fresh in names.items()}
    indices = {**context.indices, **{fresh: context.indices[name] for name, fresh in names.items()}}
    assumptions = tuple(substitute(each, new) for each in context.assumptions)
    renamed = replace(context, indices=indices, assumptions=assumptions)
    return Claim(substitute(claim.left, new), substitute(claim.right, new), renamed, claim.op)


def _both(claim: Claim, change: Callable[[Term], Term]) -> Claim:
    return replace(claim, left=change(claim.left), right=change(claim.right))


def _something(claim: Claim) -> Term:
    """A real term of the context: a symbol, else a number."""
    symbols = claim.context.symbols.values()
    real = (Sym(each.name) for each in symbols if not each.axes and each.domain is not Domain.COMPLEX)
    return next(real, integer(2))


def _added(claim: Claim) -> Claim | None:
    return _both(claim, lambda side: Add((side, Call("exp", (_something(claim),)))))


def _multiplied(claim: Claim) -> Claim | None:
    return _both(claim, lambda side: Mul((Call("exp", (_something(claim),)), side)))


def _as_exponent(claim: Claim) -> Claim | None:
    if any(symbol.domain is Domain.COMPLEX for symbol in claim.context.symbols.values()):
        return None  # the exponential of a complex number does not tell it from others
    return _both(claim, lambda side: Call("exp", (side,)))


def _shifted(claim: Claim) -> Claim | None:
    """A real symbol takes every value, so it may be replaced by itself and one."""
    context = claim.context
    hidden = (*(definition.body for definition in context.definitions.values()), *context.assumptions)
    used = frozenset().union(*map(free_names, hidden))
    for name, symbol in context.symbols.items():
        if symbol.domain is Domain.REAL and not symbol.axes and name not in used and not _varied(claim, name):
            more = {name: Add((Sym(name), integer(1)))}
            return replace(claim, left=substitute(claim.left, more), right=substitute(claim.right, more))
    return None


def _varied(claim: Claim, name: str) -> bool:
    """Whether something is differentiated by the symbol, or integrated without bounds, which undoes that."""
    return any(
        (isinstance(term, Diff) and name in str(term.variables))
        or (isinstance(term, Integral) and term.lower is None and term.variable == name)
        for term in (*walk(claim.left), *walk(claim.right))
    )


VARIANTS: Mapping[str, Variant] = {
    "sides swapped": _swapped,
    "bound indices renamed": _bound_renamed,
    "free indices renamed": _free_renamed,
    "added on both sides": _added,
    "multiplied on both sides": _multiplied,
    "both as exponents": _as_exponent,
    "a symbol shifted": _shifted,
}


@dataclass
class Tally:
    """For each variant: how often the verdict stayed, was lost, was found; and every contradiction."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """A line for each variant, then the contradictions."""
        names = dict.fromkeys(name for name, _ in self.counts)
        shown = [
            f"{name:26}"
            + "".join(f"{self.counts[name, what]:7} {what}" for what in ("same", "lost", "found", "opposite"))
            for name in names
        ]
        return [*shown, *self.wrong]

    def count(self, name: str, before: str, after: str, place: str) -> None:
        """Compare two verdicts: "holds", "fails" or "unknown"."""
        if before == after:
            self.counts[name, "same"] += 1
        elif after == "unknown":
            self.counts[name, "lost"] += 1
        elif before == "unknown":
            self.counts[name, "found"] += 1
        else:
            self.counts[name, "opposite"] += 1
            self.wrong.append(f"{place}: {name}: {before}, then {after}")


def try_claim(goal: Goal, judge: checker.Checker, tally: Tally) -> str:
    """The claim of a goal in all variants; what was found of the claim itself."""
    assert goal.claim is not None
    before = decided(goal.claim, judge)
    for name, variant in VARIANTS.items():
        if (
            name not in ("sides swapped", "bound indices renamed", "free indices renamed")
            and goal.claim.op != "="
        ):
            continue
        if name == "sides swapped" and goal.claim.op not in ("=", "!="):
            continue
        claim = variant(goal.claim)
        if claim is not None:
            tally.count(name, before, decided(claim, judge), str(goal.place))
    return before


def try_fusions(goals: Sequence[Goal], found: Sequence[str], judge: checker.Checker, tally: Tally) -> None:
    """Two steps of a chain that hold, said in one."""
    for (first, before), (second, after) in pairwise(zip(goals, found, strict=True)):
        one, two = first.claim, second.claim
        if one is None or two is None or one.right != two.left or one.context != two.context:
            continue
        if (before, after) == ("holds", "holds") and one.op == two.op == "=":
            tally.count(
                "two steps fused", "holds", decided(replace(one, right=two.right), judge), str(second.place)
            )


def decided(claim: Claim, judge: checker.Checker) -> str:
    """What the checker finds: "holds", "fails" or "unknown"."""
    begin = perf_counter()

    def tick() -> None:
        if perf_counter() - begin > _LIMIT:
            raise OutOfTime

    try:
        name = judge.decide(claim, tick).name
    except OutOfTime:
        return "unknown"
    return "holds" if name in _HOLDS else "fails" if name == "refuted" else "unknown"


def readable(paths: Sequence[str]) -> Iterator[list[Goal]]:
    """The goals of each derivation of the files that are claims."""
    files, _ = formats.discover(paths)
    for file in files:
        for _, goals in checker.goals(formats.load(file)):
            yield [goal for goal in goals if goal.claim is not None]


def permuted(paths: Sequence[str]) -> bool:
    """Whether the files verified together, in the opposite order, get the verdicts that each gets alone."""
    files = [str(file) for file in formats.discover(paths)[0]][-_MOST_FILES:]
    together = _verdicts(files[::-1])
    return all(together[file] == _verdicts([file])[file] for file in files)


def _verdicts(files: Sequence[str]) -> dict[str, list[Verdict]]:
    report = run(files, Options(timeout=_LIMIT))
    found: dict[str, list[Verdict]] = {file: [] for file in files}
    for one in report.derivations:
        found[one.file] += [check.verdict for check in one.checks]
    return found


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(prog="python -m tests.metamorphic")
    options.add_argument("paths", nargs="*", default=["derivations", str(Path(__file__).parent / "cases")])
    options.add_argument("--limit", type=int, help="only so many derivations, spread over the files")
    chosen = options.parse_args()
    tally, goals = Tally(), list(readable(chosen.paths))
    for own in goals[:: max(1, len(goals) // chosen.limit) if chosen.limit else 1]:
        judge = checker.Checker()
        found = [try_claim(goal, judge, tally) for goal in own]
        try_fusions(own, found, judge, tally)
    print("\n".join(tally.lines()))
    same = permuted(chosen.paths)
    print(f"files in the opposite order: {'the same verdicts' if same else 'OTHER VERDICTS'}")
    return 1 if tally.wrong or not same else 0


if __name__ == "__main__":
    sys.exit(main())
