"""What a report says about a document in prose: how much of it was read, decided, and what was in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from derivcheck.errors import Problem
from derivcheck.model import Report, Survey
from derivcheck.reports.styled import Line, line, shown
from derivcheck.reports.words import count, listed

__all__ = ["constructs", "decided_in", "survey_lines"]

_MOST_CONSTRUCTS = 10
_MOST_LINES = 5


def constructs(survey: Survey) -> list[tuple[str, list[Problem]]]:
    """What was not read, by what stood in the way, the most frequent first."""
    groups: dict[str, list[Problem]] = {}
    for problem in survey.unread:
        groups.setdefault(problem.message, []).append(problem)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def decided_in(report: Report, file: str) -> Counter[str]:
    """The verdicts of a document's checks, by name."""
    return Counter(
        check.verdict.name for one in report.derivations if one.file == file for check in one.checks
    )


def survey_lines(report: Report, name: str) -> Iterator[Line]:
    """The summary of the document in the file `name`; nothing for other files."""
    survey = next((one for one in report.surveys if one.file == name), None)
    if survey is None:
        return
    verdicts = decided_in(report, name)
    decided = verdicts["proved"] + verdicts["conditional"] + verdicts["refuted"]
    found = f"{_relations(survey)}: {survey.read} read, {decided} decided"
    yield line("  ", (found, "quiet"), ("".join(f"; {part}" for part in _besides(survey)), "quiet"), hang=4)
    groups = constructs(survey)
    for message, problems in groups[:_MOST_CONSTRUCTS]:
        yield line(
            "    ",
            (f"{len(problems):>3} × ", "doubt"),
            shown(message),
            (_lines(problems, name), "quiet"),
            hang=10,
        )
    if len(groups) > _MOST_CONSTRUCTS:
        rest = sum(len(problems) for _, problems in groups[_MOST_CONSTRUCTS:])
        yield line("    ", (f"{rest:>3} × ", "doubt"), "something else", hang=10)


def _relations(survey: Survey) -> str:
    """How many there are that are claims."""
    found = count(survey.equalities, "equality", "equalities")
    if not survey.inequalities:
        return found
    return f"{found} and {count(survey.inequalities, 'inequality', 'inequalities')}"


def _besides(survey: Survey) -> Iterator[str]:
    """What else there is: definitions, statements, other relations."""
    if survey.definitions:
        yield f"{count(survey.definitions, 'definition')} taken from the text"
    if survey.skipped:
        yield f"{survey.skipped} skipped"
    if survey.stated:
        yield f"{survey.stated} in sentences or beside implications, not checked"
    if survey.others:
        yield "other relations: " + listed(
            [f"{number} {kind}" for kind, number in sorted(survey.others.items())]
        )


def _lines(problems: list[Problem], file: str) -> str:
    """Where they stand: the lines, with the name of a file that the document takes in."""
    numbers = list(
        dict.fromkeys(
            f"{one.place.line}" if one.place.file == file else f"{one.place.file}:{one.place.line}"
            for one in problems
        )
    )
    more = ", …" if len(numbers) > _MOST_LINES else ""
    return f"  line{'s' if len(numbers) > 1 else ''} {', '.join(numbers[:_MOST_LINES])}{more}"
