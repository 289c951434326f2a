"""`python -m tests.benchmarks.documents PATH [--context DIR]`: how much of documents is read and decided.

A corpus is a folder with documents, or one document. Printed are, for each: equalities found, read and
decided, the time, and what was not read, by construct. `--context` names a folder with a context file for
each document, `NAME.yaml`. `--refuted` lists every refutation, to be looked at by hand.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from time import perf_counter

from derivcheck.engine.run import Options, run
from derivcheck.formats import load
from derivcheck.model import Refuted, Report
from derivcheck.reports.words import point

_KINDS = (".md", ".markdown", ".tex")
_MOST_CONSTRUCTS = 25


def documents_in(path: Path) -> list[Path]:
    """The documents that `path` is or holds."""
    return [path] if path.is_file() else sorted(file for file in path.iterdir() if file.suffix in _KINDS)


def corpora_in(path: Path) -> dict[str, list[Path]]:
    """The documents of `path` and of each folder below it, by the folder's name."""
    folders = (
        [path, *sorted(folder for folder in path.rglob("*") if folder.is_dir())] if path.is_dir() else [path]
    )
    found = {folder.name: documents_in(folder) for folder in folders}
    return {name: files for name, files in found.items() if files}


def report_on(files: list[Path], contexts: Path | None, timeout: float) -> tuple[list[Report], float, float]:
    """The reports on `files`, the seconds that reading them took, and those of all."""
    begin = perf_counter()
    for file in files:
        load(file, _context(file, contexts) or None)
    reading = perf_counter() - begin
    reports = [run([str(file)], Options(timeout=timeout, context=_context(file, contexts))) for file in files]
    return reports, reading, perf_counter() - begin - reading


def _context(file: Path, contexts: Path | None) -> str:
    found = contexts / f"{file.stem}.yaml" if contexts is not None else None
    return str(found) if found is not None and found.is_file() else ""


def table(name: str, reports: list[Report], reading: float, seconds: float) -> str:
    """The figures of one corpus."""
    surveys = [survey for report in reports for survey in report.surveys]
    verdicts = Counter(
        check.verdict.name for report in reports for one in report.derivations for check in one.checks
    )
    found = sum(one.equalities + one.inequalities for one in surveys)
    read = sum(one.read for one in surveys)
    share = f"{100 * read / found:.1f} %" if found else "none"
    others: Counter[str] = Counter()
    for survey in surveys:
        others.update(survey.others)
    unread = Counter(problem.message for survey in surveys for problem in survey.unread)
    taken = sum(one.definitions for one in surveys)
    share_of_all = f"{100 * (read + taken) / (found + taken):.1f} %" if found + taken else "none"
    lines = [
        f"{name}: {len(reports)} documents",
        f"  equalities  {found} found, with the inequalities beside them; {read} read ({share})",
        f"  definitions {taken} read besides ({share_of_all} of both are read)",
        "  decided     "
        + ", ".join(f"{verdicts[word]} {word}" for word in ("proved", "conditional", "refuted", "unknown")),
        f"  not claims  {sum(one.stated for one in surveys)} in sentences or beside implications",
        "  other       " + ", ".join(f"{number} {kind}" for kind, number in others.most_common()),
        f"  time        {reading:.2f} s to read, {seconds:.1f} s to decide",
        f"  not read    {sum(unread.values())}, by construct:",
        *(f"    {number:>4} {message}" for message, number in unread.most_common(_MOST_CONSTRUCTS)),
    ]
    return "\n".join(lines)


def refutations(reports: list[Report]) -> str:
    """Every refuted equality, with its place and its point."""
    return "\n".join(
        "\n    ".join(
            (f"{check.goal.place}: {check.goal.left}", f"≠ {check.goal.right}", _point(check.verdict))
        )
        for report in reports
        for one in report.derivations
        for check in one.checks
        if isinstance(check.verdict, Refuted)
    )


def _point(verdict: Refuted) -> str:
    return f"at {point(verdict.counterexample)}"


def main() -> None:
    """Reads the command line and prints a table for each corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--context", type=Path, default=None)
    parser.add_argument("--refuted", action="store_true")
    parser.add_argument("--timeout", type=float, default=5.0)
    parser.add_argument("--every", type=int, default=1, help="only each N-th document")
    asked = parser.parse_args()
    for name, files in corpora_in(asked.path).items():
        reports, reading, seconds = report_on(files[:: asked.every], asked.context, asked.timeout)
        print(table(name, reports, reading, seconds))
        if asked.refuted:
            print(refutations(reports))


if __name__ == "__main__":
    main()
