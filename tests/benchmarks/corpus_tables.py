"""Results as text: the table, lists of claims, the commonest reasons for an open claim."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from statistics import median, quantiles

from tests.benchmarks.corpus_outcomes import Result

__all__ = ["as_json", "listed", "reasons", "table"]

_HEADS = (
    *("tool", "claims", "right", "undecided", "wrong", "unread", "unjudged"),
    *("refuted/false", "median ms", "p95 ms"),
)


def table(results: list[Result], *, by: str = "family") -> str:
    """One line for each group (`by` "family" or "corpus") and tool, and one for each tool in all."""
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        groups[getattr(result.claim, by), result.tool].append(result)
    tools = dict.fromkeys(result.tool for result in results)
    lines = [(group, *_line(tool, found)) for (group, tool), found in sorted(groups.items())]
    lines += [("all", *_line(tool, [each for each in results if each.tool == tool])) for tool in tools]
    return _aligned([(by, *_HEADS), *lines])


def _line(tool: str, results: list[Result]) -> tuple[str, ...]:
    count = Counter(result.standing for result in results)
    false = [result for result in results if result.claim.label == "false"]
    refuted = sum(result.outcome.verdict == "refuted" for result in false)
    times = [1000 * result.outcome.seconds for result in results if result.standing != "unreadable"]
    standings = [count[each] for each in ("right", "undecided", "wrong", "unreadable", "unjudged")]
    share = f"{refuted}/{len(false)}"
    return (tool, *map(str, (len(results), *standings)), share, _ms(_middle(times)), _ms(_late(times)))


def _middle(times: list[float]) -> float:
    return median(times) if times else 0.0


def _late(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else _middle(times)


def _ms(time: float) -> str:
    return f"{time:.2f}" if time < 100 else f"{time:.0f}"


def _aligned(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]

    def line(row: tuple[str, ...]) -> str:
        cells = [
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        return "  ".join(cells).rstrip()

    return "\n".join(map(line, rows))


def listed(results: Iterable[Result], standing: str) -> str:
    """Every claim with this standing: its text, what the tool said, and what the label knows."""
    found = [result for result in results if result.standing == standing]
    return "\n".join([f"\n{standing}: {len(found)}", *map(_told, found)])


def _told(result: Result) -> str:
    claim, outcome = result.claim, result.outcome
    witness = f", witness {dict(claim.witness)}" if claim.witness else ""
    said = " ".join(part for part in (outcome.verdict, outcome.evidence, outcome.detail) if part)
    told = (
        f"{claim.corpus}/{claim.id}",
        claim.text,
        f"{result.tool}: {said}",
        f"label: {claim.label}{witness}",
    )
    return "  " + "\n    ".join(told)


def reasons(results: Iterable[Result], most: int) -> str:
    """The `most` commonest reasons why a claim of a family stayed open, for each tool."""
    tally = Counter(
        (result.tool, result.outcome.verdict, result.outcome.detail or "no reason given", result.claim.family)
        for result in results
        if result.standing in ("undecided", "unreadable")
    )
    rows = [(str(times), tool, family, f"{verdict}: {why}") for (tool, verdict, why, family), times in
            tally.most_common(most)]  # fmt: skip
    return "\n" + _aligned([("claims", "tool", "family", "reason"), *rows])


def as_json(results: Iterable[Result]) -> str:
    """The results as JSON, one object a line."""
    return "".join(
        json.dumps(
            {**asdict(each.claim), "tool": each.tool, "standing": each.standing, **asdict(each.outcome)}
        )
        + "\n"
        for each in results
    )
