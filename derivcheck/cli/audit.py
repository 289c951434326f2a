"""`derivcheck audit`: the certificates of a report, checked again."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, TextIO

import click

from derivcheck.cli.edge import write

__all__ = ["audit"]

#: The exit code of a mistake of derivcheck's own.
_INTERNAL_ERROR = 4


@click.command()
@click.argument("report", type=click.File(encoding="utf-8"))
@click.option("--timeout", default=10.0, show_default=True, help="Seconds for each certificate.")
def audit(report: TextIO, timeout: float) -> None:
    r"""Check the certificates of REPORT, written by `verify --format json --certificates`.

    \b
    Exit code:
      4  a certificate is rejected: an internal error of derivcheck, or a changed report
      2  wrong usage, or not a report
      0  every verdict's certificate holds
    """
    from derivcheck.audit.certificates import with_evidence
    from derivcheck.audit.terms import RejectedError
    from derivcheck.reports.styled import shown

    try:
        steps = list(with_evidence(json.load(report)))
        outcomes = [(place, step["verdict"], *_outcome(step, timeout)) for place, step in steps]
    except (RejectedError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise click.UsageError(f"{report.name} is no report: {error}") from None
    lines = [shown(f"{place}: {verdict}, rejected: {why}") for place, verdict, _, why in outcomes if why]
    counts = Counter((verdict, outcome) for _, verdict, outcome, _ in outcomes)
    lines += [
        shown(f"{verdict}: {number} {outcome}") for (verdict, outcome), number in sorted(counts.items())
    ]
    write("\n".join(lines or ["nothing to audit"]) + "\n")
    if counts.keys() & {(verdict, "rejected") for verdict, _ in counts}:
        raise click.exceptions.Exit(_INTERNAL_ERROR)


def _outcome(step: Mapping[str, Any], timeout: float) -> tuple[str, str]:
    """What the auditor says of the certificate of a step, and why it rejects it."""
    from derivcheck.audit.certificates import checked
    from derivcheck.audit.terms import RejectedError
    from derivcheck.engine.alarm import alarm
    from derivcheck.errors import OutOfTime

    try:
        with alarm(timeout):
            return checked(step.get("certificate"), step), ""
    except RejectedError as reason:
        return "rejected", str(reason.args[0])
    except OutOfTime:
        return "rejected", f"it takes more than {timeout:g} s to check; --timeout allows more"
