"""What a report adds up to: the counts, what came out as expected, and the exit code.

The gate has five answers. A mistake of derivcheck's own (4) comes before everything: no verdict of such a
run is to be relied on. Bad input (2) comes next: what was not read was not checked, so nothing may be
concluded from the rest. A step that is wrong, or an expected error that is gone (1),
comes before a step left undecided (3): the first calls for a change of the text, the second for more time.
"""

from __future__ import annotations

from collections import Counter

from derivcheck.frozen import frozen
from derivcheck.model import Check, CheckedDerivation, Report

__all__ = ["VERDICTS", "Tally", "as_expected", "check_code", "derivation_code", "exit_code", "tally"]

#: The verdicts in the order in which a summary names them.
VERDICTS = ("proved", "conditional", "refuted", "unknown", "unreadable")


@frozen
class Tally:
    """The counts of one report; `expected` counts the verdicts that an `expect:` asked for.

    `verdicts` adds up to `checks`. `unexpected` is 0 exactly when the gate is green: it counts the checks
    that are not as expected, the expected verdicts that did not come out, and the problems.
    """

    files: int
    derivations: int
    checks: int
    verdicts: dict[str, int]
    expected: dict[str, int]
    problems: int
    unexpected: int


def as_expected(check: Check, derivation: CheckedDerivation, *, strict: bool) -> bool:
    """Whether this verdict leaves the gate green; with `strict`, a condition nobody asked for does not."""
    if check.at_fault:
        return False
    if check.verdict.name in (check.goal.expected, derivation.expected):
        return True
    return check.ok and not (strict and check.verdict.name == "conditional")


def _expected_is_missing(derivation: CheckedDerivation) -> bool:
    return derivation.expected is not None and all(
        check.verdict.name != derivation.expected for check in derivation.checks
    )


def tally(report: Report) -> Tally:
    """The counts of `report`."""
    pairs = [(check, derivation) for derivation in report.derivations for check in derivation.checks]
    verdicts = Counter(check.verdict.name for check, _ in pairs)
    expected = Counter(
        check.verdict.name
        for check, derivation in pairs
        if check.verdict.name in (check.goal.expected, derivation.expected)
    )
    wrong = sum(not as_expected(check, derivation, strict=report.strict) for check, derivation in pairs)
    wrong += sum(not derivation.checks for derivation in report.derivations)
    missing = sum(_expected_is_missing(derivation) for derivation in report.derivations)
    return Tally(
        files=len(report.files),
        derivations=len(report.derivations),
        checks=len(pairs),
        verdicts={name: verdicts[name] for name in VERDICTS},
        expected={name: expected[name] for name in VERDICTS},
        problems=len(report.problems),
        unexpected=wrong + missing + len(report.problems),
    )


def exit_code(report: Report) -> int:
    """0: all as expected; 2: unreadable input; 1: a wrong step, or an expected error not found; 3: undecided;
    4: an internal error.

    The first of 4, 2, 1, 3 that applies. An expected error that could not be decided is not found: 1.
    With `strict`, a step proved only on conditions is not proved: 1.
    """
    codes = [derivation_code(derivation, strict=report.strict) for derivation in report.derivations]
    return _worst([2, *codes] if report.problems else codes)


def derivation_code(derivation: CheckedDerivation, *, strict: bool) -> int:
    """The exit code that this derivation alone would give; one without a check could not be read."""
    if not derivation.checks:
        return 2
    codes = [check_code(check, derivation, strict=strict) for check in derivation.checks]
    return _worst([1, *codes] if _expected_is_missing(derivation) else codes)


def check_code(check: Check, derivation: CheckedDerivation, *, strict: bool) -> int:
    """The exit code that this check alone would give."""
    if as_expected(check, derivation, strict=strict):
        return 0
    if check.at_fault:
        return 4
    error_expected = check.goal.expected not in (None, "proved", "conditional")
    match check.verdict.name:
        case "unreadable":
            return 2
        case "unknown" if not error_expected:
            return 3
        case _:
            return 1


def _worst(codes: list[int]) -> int:
    return next((code for code in (4, 2, 1, 3) if code in codes), 0)
