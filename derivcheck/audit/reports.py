"""A JSON report audited: every verdict that has evidence must carry a certificate that holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from derivcheck.audit.certificates import checked
from derivcheck.audit.terms import RejectedError

__all__ = ["Outcome", "audit", "schema_text"]


def schema_text() -> str:
    """The JSON Schema of a certificate."""
    return (Path(__file__).parent / "certificate.schema.json").read_text(encoding="utf-8")


_WITH_EVIDENCE = ("proved", "conditional", "refuted")
_WITHOUT_EVIDENCE = ("unknown", "unreadable")


class Outcome(NamedTuple):
    """What became of one step: `outcome` is "replayed", "trusted" or "rejected"."""

    place: str
    verdict: str
    outcome: str
    reason: str = ""


def audit(report: Any) -> Iterator[Outcome]:
    """Each step of a report with evidence; raises `RejectedError` when the report is none."""
    if not isinstance(report, dict) or not isinstance(report.get("derivations"), list):
        raise RejectedError("expected a JSON report of `derivcheck verify --certificates`")
    for derivation in report["derivations"]:
        for step in derivation["steps"]:
            if step["verdict"] not in (*_WITH_EVIDENCE, *_WITHOUT_EVIDENCE):
                raise RejectedError(f"expected a verdict, found {str(step['verdict'])[:80]!r}")
            if step["verdict"] in _WITH_EVIDENCE:
                place = f"{derivation['file']}:{step['line']}"
                try:
                    yield Outcome(place, step["verdict"], checked(step.get("certificate"), step))
                except RejectedError as reason:
                    yield Outcome(place, step["verdict"], "rejected", str(reason))
