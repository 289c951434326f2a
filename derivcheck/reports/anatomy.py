"""The report of `derivcheck explain`: all there is about one step, in the order in which one asks.

What is claimed, what was found, then both sides as read, expanded and in normal form, the counterexample
part by part, and the changes that were tried.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.model import Anatomy, Check, Conditional, Proved, Refuted
from derivcheck.reports.steps import SourceLine, step_lines
from derivcheck.reports.styled import Line, line, shown
from derivcheck.reports.words import heading, point

__all__ = ["to_lines"]

_WIDEST = 60


def to_lines(check: Check, found: Anatomy | None, *, ok: bool, seed: int, source: SourceLine) -> list[Line]:
    """The report on a check; `found` is None for a step that could not be read."""
    lines = list(step_lines(check, ok=ok, seed=seed, source=source)) or list(_fine(check))
    if found is not None:
        lines += [part for block in _blocks(check, found) if block for part in (Line(), *block)]
    return lines


def _fine(check: Check) -> Iterator[Line]:
    goal = check.goal
    op = goal.claim.op if goal.claim is not None else "="
    place = shown(f"{goal.place.file}:{goal.place.line}")
    yield line(
        "      ", (f"{place}: ", "quiet"), f"{heading(goal)} ", (f"is {check.verdict.name}", "good"), hang=8
    )
    yield line("          ", shown(goal.left), hang=12)
    yield line(f"{op:>9} ", shown(goal.right), hang=12)


def _blocks(check: Check, found: Anatomy) -> Iterator[list[Line]]:
    yield [_head("as read"), *_sides(found.read)]
    if found.expanded != found.read:
        yield [_head("definitions expanded"), *_sides(found.expanded)]
    yield [
        _head("normal form"),
        *_sides(tuple(text or "none: outside of what the kernel knows" for text in found.normal)),
    ]
    yield list(_rules(check))
    if found.values and isinstance(check.verdict, Refuted):
        yield [_head(f"at {point(check.verdict.counterexample)}"), *_table(found.values)]
    if found.tried:
        yield list(_candidates(found))


def _head(text: str) -> Line:
    return line(("  ", ""), (text, "head"), hang=4)


def _sides(texts: tuple[str, ...]) -> Iterator[Line]:
    for label, text in zip(("left", "right"), texts, strict=True):
        yield line(f"    {label:<7}", shown(text), hang=11)


def _rules(check: Check) -> Iterator[Line]:
    match check.verdict:
        case Proved(method, rules):
            yield _head(f"proved by {method}")
        case Conditional(method, conditions, rules):
            yield _head(f"proved by {method}, on the condition")
            yield from (line("    ", shown(condition), hang=6) for condition in conditions)
        case _:
            return
    if rules:
        yield line("    ", ("rules  ", "quiet"), shown("; ".join(rules)), hang=11)


def _table(rows: tuple[tuple[str, str], ...]) -> Iterator[Line]:
    width = min(max(len(shown(part)) for part, _ in rows), _WIDEST)
    for part, value in rows:
        indent = len(part) - len(part.lstrip())
        yield line(
            f"    {' ' * indent + shown(part):<{width}}  ", (value, "doubt" if value == "undefined" else "")
        )


def _candidates(found: Anatomy) -> Iterator[Line]:
    number = len(found.candidates)
    fitting = "none fits" if not number else "1 fits" if number == 1 else f"{number} fit"
    yield _head(f"changes of the right side: {found.tried} tried, {fitting} at the points")
    for sentence, text, said in found.candidates:
        style = "good" if said == "proved" else "doubt"
        yield line("    ", (f"{said:<12}", style), shown(text), (f"  ({shown(sentence)})", "quiet"), hang=16)
