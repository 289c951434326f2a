"""The report for people: a section per file, a line per derivation, and the evidence for what is wrong.

A derivation that is as expected is one line; a wrong step, also an expected one, shows both sides, the
point at which they differ, their difference and the equations under which they agree. A section ends with
the file's final checks, the report with one line that sums it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from derivcheck.errors import Place, Problem
from derivcheck.frozen import frozen
from derivcheck.model import Check, CheckedDerivation, Domain, Goal, Refuted, Report, Unknown, Unreadable
from derivcheck.reports.steps import SourceLine, is_long, problem_lines, step_lines
from derivcheck.reports.styled import Line, Span, line, shown
from derivcheck.reports.surveys import survey_lines
from derivcheck.reports.tally import VERDICTS, Tally, as_expected, check_code, derivation_code, tally
from derivcheck.reports.words import count, left_side, listed, sizes, where

__all__ = ["Layout", "to_lines"]

_WIDEST_ID = 30
#: Domains that nobody would guess.
_SPECIAL = frozenset(domain.value for domain in Domain if domain is not Domain.REAL)


def _no_source(place: Place) -> str | None:
    return None


@frozen
class Layout:
    """What to show: `times` in the summary; `quiet` leaves out all that is as expected.

    `source` finds the text of a line, for the excerpt under a complaint.
    """

    times: bool = True
    quiet: bool = False
    source: SourceLine = _no_source


def to_lines(report: Report, layout: Layout | None = None) -> list[Line]:
    """The whole report; paint it with `styled.coloured` or write it with `styled.plain`."""
    layout = layout or Layout()
    blocks = [list(_section(name, report, layout)) for name in report.files]
    blocks += [list(problem_lines(problem, layout.source)) for problem in report.problems]
    counts = tally(report)
    lines = [part for block in blocks if block for part in (*block, Line())]
    return [*lines, *_remarks(report), _summary(report, counts, layout)]


def _remarks(report: Report) -> Iterator[Line]:
    """What about the run itself has to be known before its verdicts are relied on."""
    wrong = sum(check.at_fault for one in report.derivations for check in one.checks)
    if wrong:
        text = f"{count(wrong, 'internal error')}: derivcheck is at fault, not the text; please report it"
        yield line((text, "red"), hang=2)
    if report.audited is not None:
        found = report.audited
        yield line(
            ("audited: ", "quiet"),
            f"{count(found.replayed, 'certificate')} replayed, {found.trusted} with a step that is trusted, "
            f"{found.rejected} rejected",
            hang=2,
        )
    if report.lacks:
        yield line(("not isolated: ", "doubt"), f"this platform lacks {shown(listed(report.lacks))}", hang=2)
    if report.interrupted:
        yield line(("interrupted", "bad"), ": what was not decided by then is undecided", hang=2)


def _section(name: str, report: Report, layout: Layout) -> Iterator[Line]:
    """One file: its warnings, its derivations, its final checks."""
    found = [
        one
        for one in report.derivations
        if one.file == name and not (layout.quiet and derivation_code(one, strict=report.strict) == 0)
    ]
    warnings = [warning for warning in report.warnings if warning.place.file == name]
    if found or warnings:
        yield line((shown(name), "head"))
    for warning in warnings:
        yield line(
            "  ", ("! ", "doubt"), (f"line {warning.place.line}: ", "quiet"), shown(warning.message), hang=4
        )
    chains = [one for one in found if not _is_final(one)]
    width = max((min(len(shown(one.id)), _WIDEST_ID) for one in chains), default=0)
    said: set[Problem] = set()
    for one in chains:
        yield from _derivation(one, width, report, layout, said)
    for one in found:
        if _is_final(one):
            yield from _finals(one, report, layout, said)
    if not layout.quiet or found:
        yield from survey_lines(report, name)


#: Longer ones are not listed.
_LONGEST_NAME = 28


def _is_final(derivation: CheckedDerivation) -> bool:
    return derivation.id == "final" and all(check.goal.kind == "claim" for check in derivation.checks)


#: By exit code: a tick, a cross, or a question mark where nothing is wrong but something is undecided.
_MARKS: dict[int, Span] = {
    0: ("✓", "good"), 1: ("✗", "bad"), 2: ("✗", "bad"), 3: ("?", "doubt"), 4: ("✗", "bad")
}  # fmt: skip
_OUTCOMES = {0: "", 1: "bad", 2: "bad", 3: "doubt", 4: "bad"}


def _derivation(
    derivation: CheckedDerivation, width: int, report: Report, layout: Layout, said: set[Problem]
) -> Iterator[Line]:
    code = derivation_code(derivation, strict=report.strict)
    head = f" {shown(derivation.id):<{width}}  "
    total = f"{count(len(derivation.checks), 'check'):<9}  "
    outcome = "; ".join(_outcome(derivation, report.strict))
    yield line("  ", _MARKS[code], head, (total, "quiet"), (outcome, _OUTCOMES[code]), hang=6)
    here = set[Problem]()
    for check in derivation.checks:
        fine = as_expected(check, derivation, strict=report.strict)
        if layout.quiet and fine:
            continue
        problem = check.verdict.problem if isinstance(check.verdict, Unreadable) else None
        if problem is not None and problem in said - here:
            yield line("      ", f"{shown(str(problem.place))}: see above", hang=10)
        here |= {problem} if problem is not None else set()
        yield from _step(check, fine, report, layout, said)


def _step(check: Check, ok: bool, report: Report, layout: Layout, said: set[Problem]) -> Iterator[Line]:
    """The lines on a check; a problem that stops many of them, such as a wrong context, is said once."""
    if isinstance(check.verdict, Unreadable):
        if check.verdict.problem in said:
            return
        said.add(check.verdict.problem)
    yield from step_lines(check, ok=ok, seed=report.seed, source=layout.source)


def _outcome(derivation: CheckedDerivation, strict: bool) -> Iterator[str]:
    """The verdicts in words: what is not as expected, what was expected, else `proved`."""
    if not derivation.checks:
        yield "nothing could be checked"
        return
    groups: dict[tuple[str, bool], list[Check]] = {}
    for check in derivation.checks:
        fine = as_expected(check, derivation, strict=strict)
        groups.setdefault((check.verdict.name, fine), []).append(check)
    for verdict in VERDICTS:
        if wrong := groups.get((verdict, False)):
            yield f"{verdict} at {where(wrong)}{_instead(wrong, strict)}"
    for verdict in VERDICTS[2:]:
        if right := groups.get((verdict, True)):
            yield f"{verdict} as expected at {where(right)}"
    if derivation.expected not in (None, *(check.verdict.name for check in derivation.checks)):
        yield f"{derivation.expected} was expected of one check, and none is"
    elif not any(verdict in VERDICTS[2:] or not fine for verdict, fine in groups):
        yield "proved, on conditions" if ("conditional", True) in groups else "proved"
    if names := sorted({name for check in derivation.checks for name in _free(check.goal)}):
        yield f"{listed(_few(names))} inferred"
    yield from derivation.remarks


def _few(names: Sequence[str]) -> list[str]:
    """Names for a headline: what is long, a formula that is taken for a number, is only counted."""
    short = [name for name in names if len(name) <= _LONGEST_NAME]
    long = len(names) - len(short)
    return [*short, count(long, "unknown number")] if long else short


def _free(goal: Goal) -> Iterator[str]:
    """The quantities of a goal that nobody declared, and what they are if it is no real number; indices and
    sizes are left out.
    """
    for one in goal.inferred:
        head, _, domain = one.partition(": ")
        if ".." not in domain and domain != Domain.POSITIVE_INTEGER.value:
            yield f"{head} ({domain})" if domain in _SPECIAL else head


def _instead(checks: Iterable[Check], strict: bool) -> str:
    """What was expected where one of the verdicts of success, or none, is not welcome."""
    expected = sorted({check.goal.expected for check in checks if check.goal.expected is not None})
    if not expected and strict and all(check.ok for check in checks):
        return " (--strict asks for a proof without conditions)"
    return f" ({listed(expected, 'or')} was expected)" if expected else ""


def _finals(
    derivation: CheckedDerivation, report: Report, layout: Layout, said: set[Problem]
) -> Iterator[Line]:
    for check in derivation.checks:
        code = check_code(check, derivation, strict=report.strict)
        if layout.quiet and code == 0:
            continue
        expected = " as expected" if code == 0 and check.goal.expected is not None else ""
        verdict = f": {check.verdict.name}{expected}{_for_every(check)}"
        yield line("  ", _MARKS[code], " ", (_promise(check), "head"), (verdict, _OUTCOMES[code]), hang=6)
        yield from _step(check, code == 0, report, layout, said)


def _promise(check: Check) -> str:
    """`∂J/∂z[i] simplifies to q[i] - p[i]`, or the relation where no simpler form was found.

    What could not be read stands on the left, as it is written.
    """
    goal = check.goal
    if not goal.right:
        return left_side(goal)
    op = goal.claim.op if goal.claim is not None else "="
    left, right, simpler = left_side(goal), shown(goal.right), _simpler(check)
    if op != "=" or shown(simpler) in ("", left) or is_long(simpler, goal):
        return f"{left} {op} {right}"
    simplified = f"{left} simplifies to {shown(simpler)}"
    return f"{simplified}, not to {right}" if isinstance(check.verdict, Refuted) else simplified


def _simpler(check: Check) -> str:
    """What the left side is, where that is decided: its normal form, or the right side mended, if shorter."""
    goal, verdict, simplified = check.goal, check.verdict, check.simplified or ""
    if isinstance(verdict, Refuted) and verdict.explanation is not None:
        mended = verdict.explanation.fix
        return mended if mended not in ("", goal.left) and len(mended) < len(simplified) else simplified
    return "" if isinstance(verdict, Unknown) else simplified


def _for_every(check: Check) -> str:
    claim = check.goal.claim
    if claim is None or check.verdict.name not in ("proved", "conditional"):
        return ""
    names = sizes(claim)
    return f" for every {listed(names)}" if names else ""


def _summary(report: Report, counts: Tally, layout: Layout) -> Line:
    """`4 files, 25 derivations, 60 checks: 49 proved, 11 refuted as expected, in 0.05 s`"""
    found = f"{count(counts.files, 'file')}, {count(counts.derivations, 'derivation')}"
    parts = [", ".join(_verdict_counts(counts))]
    if counts.unexpected > counts.problems:
        parts[0] += f" ({counts.unexpected - counts.problems} not as expected)"
    if counts.problems:
        parts.append(count(counts.problems, "problem") + " in the input")
    if layout.times:
        parts.append(f"in {report.seconds:.2f} s")
    style = "green" if counts.unexpected == 0 else "red"
    tail = ", ".join(filter(None, parts))
    text = f"{found}, {count(counts.checks, 'check')}"
    return line((f"{text}: {tail}" if tail else text, style), hang=2)


def _verdict_counts(counts: Tally) -> Iterator[str]:
    for verdict in VERDICTS:
        expected = counts.expected[verdict] if verdict not in ("proved", "conditional") else 0
        if expected:
            yield f"{expected} {verdict} as expected"
        if rest := counts.verdicts[verdict] - expected:
            yield f"{rest} {verdict}"
