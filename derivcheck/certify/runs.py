"""What the auditor says of the certificates of a whole run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from derivcheck.audit.certificates import checked
from derivcheck.audit.terms import RejectedError
from derivcheck.errors import OutOfTime
from derivcheck.frozen import replace
from derivcheck.model import Audited, Cause, Check, Conditional, Proved, Refuted, Report, Unknown, Verdict

__all__ = ["audited", "outcome_of"]


def audited(report: Report, limit: Callable[[], AbstractContextManager[None]] = nullcontext) -> Report:
    """The report with every certificate audited; a rejected one makes its step an internal error.

    `limit` surrounds the audit of each certificate and may raise `OutOfTime`.
    """
    outcomes: Counter[str] = Counter()

    def change(check: Check) -> Check:
        if not isinstance(check.verdict, Proved | Conditional | Refuted):
            return check
        try:
            with limit():
                outcomes[outcome_of(check.verdict, check.certified)] += 1
        except (RejectedError, OutOfTime) as reason:
            outcomes["rejected"] += 1
            detail = f"the auditor rejects the certificate: {_said(reason)}"
            return replace(check, verdict=Unknown(Cause.INTERNAL, detail))
        return check

    made = tuple(replace(one, checks=tuple(map(change, one.checks))) for one in report.derivations)
    found = Audited(outcomes["replayed"], outcomes["trusted"], outcomes["rejected"])
    return replace(report, derivations=made, audited=found)


def _said(reason: Exception) -> str:
    return "it takes too long to check" if isinstance(reason, OutOfTime) else str(reason.args[0])


def outcome_of(verdict: Verdict, certified: Any) -> str:
    """What the auditor says of a certificate, as it would be written into a report."""
    if not isinstance(certified, dict):
        raise RejectedError("expected a certificate, found none")
    step = {"verdict": verdict.name, "rules": [], "conditions": [], "counterexample": None, **certified}
    match verdict:
        case Proved(rules=rules):
            step["rules"] = list(rules)
        case Conditional(rules=rules, conditions=conditions):
            step |= {"rules": list(rules), "conditions": list(conditions)}
        case Refuted():
            step["counterexample"] = step["certificate"]["point"]
    written = json.loads(json.dumps(step))
    return checked(written["certificate"], written)
