"""The certificates of a whole run, and what the auditor says of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

from derivcheck.audit.certificates import checked
from derivcheck.audit.terms import RejectedError
from derivcheck.certify.build import certify
from derivcheck.frozen import replace
from derivcheck.model import Audited, Cause, Check, Conditional, Proved, Refuted, Report, Unknown

__all__ = ["audited", "certified"]


def certified(report: Report) -> Report:
    """The report with a certificate for every verdict that has evidence."""
    return _changed(report, _certified)


def audited(report: Report) -> Report:
    """The report with every certificate audited; a rejected one makes its step an internal error."""
    outcomes: Counter[str] = Counter()

    def change(check: Check) -> Check:
        if not isinstance(check.certified, dict):
            return check
        try:
            outcomes[_outcome(check)] += 1
        except RejectedError as reason:
            outcomes["rejected"] += 1
            return replace(
                check, verdict=Unknown(Cause.INTERNAL, f"the auditor rejects the certificate: {reason}")
            )
        return check

    made = _changed(report, change)
    found = Audited(outcomes["replayed"], outcomes["trusted"], outcomes["rejected"])
    return replace(made, audited=found)


def _changed(report: Report, change: Callable[[Check], Check]) -> Report:
    derivations = tuple(replace(one, checks=tuple(map(change, one.checks))) for one in report.derivations)
    return replace(report, derivations=derivations)


def _certified(check: Check) -> Check:
    claim = check.goal.claim
    return check if claim is None else replace(check, certified=certify(claim, check.verdict) or None)


def _outcome(check: Check) -> str:
    """What the auditor says of a certificate, as it would be written into a report."""
    assert isinstance(check.certified, dict)
    step = {"verdict": check.verdict.name, "rules": [], "counterexample": None, **check.certified}
    match check.verdict:
        case Proved(rules=rules) | Conditional(rules=rules):
            step["rules"] = list(rules)
        case Refuted():
            step["counterexample"] = step["certificate"]["point"]
    written = json.loads(json.dumps(step))
    return checked(written["certificate"], written)
