"""The lines that show one check: what was claimed, where it stands, and what was found.

A wrong step is shown in one layout, expected or not: both sides, numbers that break it, the difference, what
was done, what would mend it. An expected one is not painted as an alarm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from derivcheck.errors import Place, Problem
from derivcheck.model import Cause, Check, Conditional, Goal, Refuted, Unknown, Unreadable
from derivcheck.reports.styled import Line, line, shown
from derivcheck.reports.words import heading, listed, negated, point
from derivcheck.terms import IMPLICATIONS

__all__ = ["SourceLine", "is_long", "problem_lines", "step_lines"]

#: The text of the line at a place, or None where it cannot be had; the caller knows the files.
SourceLine = Callable[[Place], str | None]

_MARGIN = " " * 6
_LABEL = 12
_EXCERPT = 100
_LONG = 120


def step_lines(check: Check, *, ok: bool, seed: int, source: SourceLine) -> Iterator[Line]:
    """What there is to show about a check; nothing for one that is simply proved, as expected."""
    match check.verdict:
        case Refuted() as refuted:
            yield from _refuted(check, refuted, ok=ok)
        case Conditional(conditions=conditions):
            yield _found(check.goal, ok=ok, verdict=f"holds if {_together(conditions)}")
        case Unknown() if check.goal.claim is None and check.goal.problem is None:
            return  # what stands before it could not be read, and that has been said
        case Unknown() as unknown:
            yield from _unknown(check.goal, unknown, ok=ok, seed=seed)
        case Unreadable(problem):
            yield from problem_lines(problem, source, margin=_MARGIN, ok=ok)
        case _ if not ok:
            yield _found(
                check.goal, ok=ok, verdict=f"is {check.verdict.name}; {check.goal.expected} was expected"
            )
            yield from _sides(check.goal, check.goal.claim.op if check.goal.claim is not None else "=")


def _together(conditions: Sequence[str]) -> str:
    """The conditions in one sentence, those with a choice in brackets."""
    bracketed = [f"({one})" if " or " in one and len(conditions) > 1 else one for one in conditions]
    return listed([shown(one) for one in bracketed])


def _found(goal: Goal, *, ok: bool, verdict: str) -> Line:
    """`file:line: step 3 verdict`, in the form that editors and terminals turn into a link."""
    place = shown(f"{goal.place.file}:{goal.place.line}")
    style = "" if ok else "bad"
    return line(_MARGIN, (f"{place}: ", "quiet"), f"{heading(goal)} ", (verdict, style), hang=8)


def _sides(goal: Goal, sign: str) -> Iterator[Line]:
    yield line(_MARGIN, "    ", shown(goal.left), hang=12)
    yield line(_MARGIN, f"{sign:>3} ", shown(goal.right), hang=12)


def is_long(text: str, goal: Goal) -> bool:
    """Whether a normal form is left to the JSON report, being long, and longer than both sides together."""
    return len(text) > max(_LONG, len(goal.left) + len(goal.right))


def _labelled(label: str, text: str, style: str = "") -> Line:
    head = f"{_MARGIN}    {label:<{_LABEL}}"
    return line((head, "quiet"), (shown(text), style), hang=len(head))


def _reasons(goal: Goal) -> Iterator[Line]:
    if goal.by:
        yield _labelled("by", goal.by)
    if goal.note:
        yield _labelled("note", goal.note)


def _refuted(check: Check, refuted: Refuted, *, ok: bool) -> Iterator[Line]:
    """The step, numbers that break it, what was done, and what would mend it."""
    goal, found, residual = check.goal, refuted.counterexample, refuted.residual
    yield _found(goal, ok=ok, verdict="is wrong")
    yield from _sides(goal, negated(goal))
    yield from _reasons(goal)
    if goal.claim is not None and goal.claim.op in IMPLICATIONS:
        yield _labelled("at", f"{point(found)}: {goal.left} {found.left}, and {goal.right} {found.right}")
    else:
        yield _labelled("at", f"{point(found)}: {found.left} {negated(goal)} {found.right}")
    if residual is not None and residual.difference and not is_long(residual.difference, goal):
        yield _labelled("difference", residual.difference, "doubt")
    yield from _explained(goal, refuted)


def _explained(goal: Goal, refuted: Refuted) -> Iterator[Line]:
    explanation, residual = refuted.explanation, refuted.residual
    if explanation is not None:
        yield _labelled("mistake", explanation.sentence, "bad")
        if explanation.fix and explanation.fix != goal.left:
            yield _labelled("right is", explanation.fix, "good")
    if residual is not None and residual.holds_if:
        yield _labelled("holds if", listed(residual.holds_if, "or"), "good")


def _unknown(goal: Goal, unknown: Unknown, *, ok: bool, seed: int) -> Iterator[Line]:
    internal = unknown.cause is Cause.INTERNAL
    verdict = unknown.cause.value if internal else f"undecided: {unknown.cause.value}"
    yield _found(goal, ok=ok, verdict=f"{'met an' if internal else 'is'} {verdict}")
    yield from _sides(goal, "?" if goal.claim is None or goal.claim.op == "=" else f"?{goal.claim.op}")
    yield from _reasons(goal)
    if unknown.detail:
        yield _labelled("because", unknown.detail)
    if unknown.tried:
        yield _labelled("tried", f"{unknown.tried} (seed {seed})")
    if unknown.proposed:
        yield _labelled("asked", unknown.proposed)
    if unknown.advice:
        yield _labelled("hangs on", unknown.advice, "doubt")
    if unknown.remedy:
        yield _labelled("try to", unknown.remedy, "good")


def problem_lines(
    problem: Problem, source: SourceLine, *, margin: str = "", ok: bool = False
) -> Iterator[Line]:
    """A complaint with its place, the line it is about with a caret under the spot, and the help."""
    place = shown(str(problem.place))
    style = "" if ok else "bad"
    yield line(margin, (f"{place}: ", "quiet"), (shown(problem.message), style), hang=len(margin) + 2)
    text = source(problem.place)
    if text is not None and text.strip():
        yield from _excerpt(problem.place, text, margin)
    if problem.hint:
        yield line(margin, "  ", shown(problem.hint), hang=len(margin) + 2)


def _excerpt(place: Place, text: str, margin: str) -> Iterator[Line]:
    """The source line as it stands, tabs as one blank, so that the caret comes to stand under its column.

    Of a long line, the part around the column. Two `##`, which could begin a command to a CI run, become one.
    """
    gutter = f"{margin}  {place.line} │ "
    visible = "".join(char if char.isprintable() else " " for char in text).rstrip().replace("##", " #")
    start = max(0, place.column - _EXCERPT // 2) if len(visible) > _EXCERPT else 0
    head = "…" if start else ""
    tail = "…" if len(visible) > start + _EXCERPT else ""
    yield line((gutter, "quiet"), f"{head}{visible[start : start + _EXCERPT]}{tail}")
    spot = len(head) + place.column - 1 - start
    yield line((" " * (len(gutter) - 2) + "│ ", "quiet"), " " * spot, ("^", "bad"))
