"""Runs the checks: finds the files, reads them, decides every goal in order, measures the time.

This is the edge at which the clock is read. A step that uses up its time, its stack or its memory is left
`unknown` with that cause, and the run goes on; a file that cannot be read becomes a problem of the report,
and the others are checked all the same. Only the seconds differ between two runs on the same files with
the same seed, as long as no step comes near its limit of time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.engine.select import name_of, selects
from derivcheck.errors import OutOfTime, Place, Problem
from derivcheck.frozen import frozen
from derivcheck.model import Cause, Check, CheckedDerivation, Document, Goal, Report, Unknown, Unreadable

__all__ = ["NothingSelectedError", "Options", "Progress", "run"]

#: Told how many checks are done, of how many, and which derivation is at work; called often.
Progress = Callable[[int, int, str], None]


@frozen
class Options:
    """How to run: the seed of the sampled points, the seconds a step may take, what to select."""

    seed: int = 0
    timeout: float = 10.0
    strict: bool = False
    select: str = ""


class NothingSelectedError(ValueError):
    """Raised when files were read and the pattern selects none of their derivations."""

    def __init__(self, pattern: str, known: Sequence[str]) -> None:
        super().__init__(f"no derivation matches {pattern!r}")
        self.pattern = pattern
        self.known = tuple(known)


@frozen
class _Task:
    """A derivation that is going to be checked."""

    file: str
    id: str
    title: str
    expected: str | None
    goals: tuple[Goal, ...]


def _no_progress(done: int, total: int, name: str) -> None:
    """Progress nobody watches."""


def run(paths: Sequence[str], options: Options | None = None, progress: Progress = _no_progress) -> Report:
    """Checks everything in `paths` (files and folders) and reports what was found, in that order.

    Raises `NothingSelectedError` when `options.select` matches no derivation of the files.
    """
    options = options or Options()
    begin = perf_counter()
    found, problems = formats.discover(paths)
    files = tuple(str(file) for file in found)
    documents, unread = _read(files)
    tasks = [task for document in documents for task in _tasks(document)]
    chosen = [task for task in tasks if selects(options.select, name_of(task.file, task.id))]
    if tasks and not chosen:
        raise NothingSelectedError(options.select, [name_of(task.file, task.id) for task in tasks])
    checked = tuple(_check_all(chosen, options, progress))
    return Report(
        files=files,
        derivations=checked,
        problems=_outside_steps([*problems, *unread, *_problems_in(documents)], checked),
        warnings=tuple(warning for document in documents for warning in document.warnings),
        seconds=perf_counter() - begin,
        seed=options.seed,
        strict=options.strict,
    )


def _read(files: Sequence[str]) -> tuple[list[Document], list[Problem]]:
    """The documents, in which their own problems stand, and what kept a reader from coming to an end."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for file in files:
        try:
            documents.append(formats.load(file))
        except RecursionError:
            problems.append(Problem(Place(file), "an expression of ordinary depth", "one nested too deeply"))
    return documents, problems


def _problems_in(documents: Sequence[Document]) -> Iterator[Problem]:
    return (problem for document in documents for problem in document.problems)


def _outside_steps(problems: Sequence[Problem], checked: Sequence[CheckedDerivation]) -> tuple[Problem, ...]:
    """The problems that are not shown already, each once, as the verdict of a step."""
    shown = {
        check.verdict.problem
        for derivation in checked
        for check in derivation.checks
        if isinstance(check.verdict, Unreadable)
    }
    return tuple(dict.fromkeys(problem for problem in problems if problem not in shown))


def _tasks(document: Document) -> Iterator[_Task]:
    for derivation, goals in checker.goals(document):
        if derivation is None:
            yield _Task(document.file, "final", document.title, None, goals)
        else:
            title = derivation.title or document.title
            yield _Task(document.file, derivation.id, title, derivation.expect, goals)


def _check_all(tasks: Sequence[_Task], options: Options, progress: Progress) -> Iterator[CheckedDerivation]:
    total = sum(len(task.goals) for task in tasks)
    done = 0
    judge, file = checker.Checker(options.seed), ""
    for task in tasks:
        if task.file != file:  # the derivations of a file share what the kernel has read
            judge, file = checker.Checker(options.seed), task.file
        checks: list[Check] = []
        for goal in task.goals:
            checks.append(_check(goal, judge, options.timeout, partial(progress, done, total, task.id)))
            done += 1
        yield CheckedDerivation(task.file, task.id, task.title, tuple(checks), task.expected)


def _check(goal: Goal, judge: checker.Checker, timeout: float, watch: Callable[[], None]) -> Check:
    """One goal, inside its limits."""
    begin = perf_counter()
    deadline = begin + timeout

    def tick() -> None:
        watch()
        if perf_counter() > deadline:
            raise OutOfTime

    watch()
    simplified = None
    try:
        verdict, simplified = judge.check(goal, tick)
    except OutOfTime:
        verdict = Unknown(Cause.OUT_OF_TIME, f"more than {timeout:g} s; --timeout allows more")
    except RecursionError:
        verdict = Unknown(Cause.TOO_HARD, "nested too deeply")
    except MemoryError:
        verdict = Unknown(Cause.OUT_OF_MEMORY, "more memory than there is")
    except Exception as error:  # a mistake of ours in one step must not cost the others their verdicts
        detail = f"an internal error, {type(error).__name__}: {error}; please report it"
        verdict = Unknown(Cause.TOO_HARD, detail)
    return Check(goal, verdict, perf_counter() - begin, simplified)
