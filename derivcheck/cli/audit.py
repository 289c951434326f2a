"""`derivcheck audit`: the certificates of a report, checked again."""

from __future__ import annotations

import json
from collections import Counter
from typing import TextIO

import click

from derivcheck.cli.edge import write

__all__ = ["audit"]

#: The exit code of a mistake of derivcheck's own.
_INTERNAL_ERROR = 4


@click.command()
@click.argument("report", type=click.File(encoding="utf-8"))
def audit(report: TextIO) -> None:
    r"""Check the certificates of REPORT, written by `verify --format json --certificates`.

    \b
    Exit code:
      4  a certificate is rejected: an internal error of derivcheck, or a changed report
      2  wrong usage, or not a report
      0  every verdict's certificate holds
    """
    from derivcheck.audit.reports import audit as audited
    from derivcheck.audit.terms import RejectedError
    from derivcheck.reports.styled import shown

    try:
        outcomes = list(audited(json.load(report)))
    except (RejectedError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise click.UsageError(f"{report.name} is no report: {error}") from None
    lines = [
        shown(f"{each.place}: {each.verdict}, rejected: {each.reason}") for each in outcomes if each.reason
    ]
    counts = Counter((each.verdict, each.outcome) for each in outcomes)
    lines += [
        shown(f"{verdict}: {number} {outcome}") for (verdict, outcome), number in sorted(counts.items())
    ]
    write("\n".join(lines or ["nothing to audit"]) + "\n")
    if any(each.outcome == "rejected" for each in outcomes):
        raise click.exceptions.Exit(_INTERNAL_ERROR)
