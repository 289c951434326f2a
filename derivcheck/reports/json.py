"""The JSON report: everything a run found, for programs.

The keys never change their meaning within a `version`; new ones may be added. The text is ASCII, so no
locale, log or terminal can garble it, and the same files, version and seed give the same bytes except for
the `seconds`, which are `null` when times are left out.
"""

from __future__ import annotations

import json
from typing import Any

from derivcheck.errors import Problem
from derivcheck.model import (
    Check,
    CheckedDerivation,
    Conditional,
    Counterexample,
    Proved,
    Refuted,
    Report,
    Survey,
    Unknown,
    Unreadable,
    Verdict,
    Warned,
)
from derivcheck.reports.surveys import constructs, decided_in
from derivcheck.reports.tally import as_expected, derivation_code, tally

__all__ = ["VERSION", "to_json"]

#: Raised when a key changes its meaning.
VERSION = 1


def to_json(report: Report, *, times: bool = True) -> str:
    """`report` as JSON text that ends with a newline; without `times` every `seconds` is null.

    `proposed` of a step that is undecided is what SymPy makes of it, where it was asked; it decides nothing.
    In the summary `steps` counts all checks, those of final checks included. `unreadable` counts the steps
    that could not be read and the problems outside of steps, so it is 0 exactly when everything was read,
    and `unexpected` is 0 exactly when the exit code is 0.
    """
    tree = {
        "version": VERSION,
        "seed": report.seed,
        "strict": report.strict,
        "isolated": not report.lacks,
        "lacks": list(report.lacks),
        "interrupted": report.interrupted,
        "files": list(report.files),
        "summary": _summary(report, times),
        "derivations": [_derivation(one, report.strict, times) for one in report.derivations],
        "problems": [_problem(problem) for problem in report.problems],
        "warnings": [_warning(warning) for warning in report.warnings],
        "documents": [_document(survey, report) for survey in report.surveys],
    }
    return _without_commands(json.dumps(tree, indent=2)) + "\n"


def _without_commands(text: str) -> str:
    """The same JSON, in which no log of a CI run finds a command: `##[` stands only within texts."""
    return text.replace("##", "#\\u0023")


def _summary(report: Report, times: bool) -> dict[str, Any]:
    counts = tally(report)
    return {
        "files": counts.files,
        "derivations": counts.derivations,
        "steps": counts.checks,
        **counts.verdicts,
        **_audited(report),
        "unreadable": counts.verdicts["unreadable"] + counts.problems,
        "unexpected": counts.unexpected,
        "seconds": _seconds(report.seconds, times),
    }


def _audited(report: Report) -> dict[str, Any]:
    found = report.audited
    if found is None:
        return {}
    return {"audited": {"replayed": found.replayed, "trusted": found.trusted, "rejected": found.rejected}}


def _seconds(value: float, times: bool) -> float | None:
    return round(value, 6) if times else None


def _derivation(derivation: CheckedDerivation, strict: bool, times: bool) -> dict[str, Any]:
    return {
        "file": derivation.file,
        "id": derivation.id,
        "title": derivation.title,
        "ok": derivation_code(derivation, strict=strict) == 0,
        "expected": derivation.expected,
        "remarks": list(derivation.remarks),
        "steps": [
            _check(check, as_expected(check, derivation, strict=strict), times) for check in derivation.checks
        ],
    }


def _check(check: Check, ok: bool, times: bool) -> dict[str, Any]:
    goal = check.goal
    return {
        "number": goal.number,
        "kind": goal.kind,
        "file": goal.place.file,
        "line": goal.place.line,
        "column": goal.place.column,
        "left": goal.left,
        "relation": goal.claim.op if goal.claim is not None else "=",
        "right": goal.right,
        "by": goal.by,
        "note": goal.note,
        "inferred": list(goal.inferred),
        "verdict": check.verdict.name,
        "expected": goal.expected,
        "ok": ok,
        **_NO_EVIDENCE,
        **_evidence(check.verdict),
        "simplified": check.simplified,
        **_certified(check),
        "seconds": _seconds(check.seconds, times),
    }


def _certified(check: Check) -> dict[str, Any]:
    return dict(check.certified) if isinstance(check.certified, dict) else {}


#: Every step has every key, in this order; a verdict fills in the ones it has evidence for.
_NO_EVIDENCE: dict[str, Any] = {
    "method": None,
    "rules": [],
    "conditions": [],
    "cause": None,
    "detail": None,
    "tried": None,
    "proposed": None,
    "counterexample": None,
    "difference": None,
    "explanation": None,
    "fix": None,
    "holds_if": [],
    "problem": None,
}


def _evidence(verdict: Verdict) -> dict[str, Any]:
    match verdict:
        case Proved(method, rules):
            return {"method": method, "rules": list(rules)}
        case Conditional(method, conditions, rules):
            return {"method": method, "rules": list(rules), "conditions": list(conditions)}
        case Refuted(method, counterexample, residual, explanation):
            found: dict[str, Any] = {"method": method, "counterexample": _counterexample(counterexample)}
            if explanation is not None:
                found |= {"explanation": explanation.sentence, "fix": explanation.fix or None}
            if residual is not None:
                found |= {"difference": residual.difference or None, "holds_if": list(residual.holds_if)}
            return found
        case Unknown(cause, detail, tried, advice, remedy, proposed):
            found = {"cause": cause.value, "detail": detail or None, "tried": tried or None}
            found["proposed"] = proposed or None
            said = filter(None, (advice, remedy and f"try to {remedy}"))
            return found | {"explanation": "; ".join(said) or None}
        case Unreadable(problem):
            return {"problem": _problem(problem)}


def _counterexample(point: Counterexample) -> dict[str, Any]:
    return {
        "sizes": dict(point.sizes),
        "indices": dict(point.indices),
        "values": dict(point.values),
        "left": point.left,
        "right": point.right,
    }


def _document(survey: Survey, report: Report) -> dict[str, Any]:
    verdicts = decided_in(report, survey.file)
    return {
        "file": survey.file,
        "equalities": survey.equalities,
        "inequalities": survey.inequalities,
        "read": survey.read,
        "decided": verdicts["proved"] + verdicts["conditional"] + verdicts["refuted"],
        "definitions": survey.definitions,
        "skipped": survey.skipped,
        "stated": survey.stated,
        "other_relations": dict(sorted(survey.others.items())),
        "not_read": [
            {
                "construct": message,
                "count": len(problems),
                "files": [one.place.file for one in problems],
                "lines": [one.place.line for one in problems],
            }
            for message, problems in constructs(survey)
        ],
        "inferred": survey.context,
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "expected": problem.expected,
        "found": problem.found,
        "hint": problem.hint or None,
    }


def _warning(warning: Warned) -> dict[str, Any]:
    place = warning.place
    return {"file": place.file, "line": place.line, "column": place.column, "message": warning.message}
