"""Runs the checks: finds the files, reads them, has every goal decided, measures the time.

The goals are decided by workers (`derivcheck.engine.workers`), each step inside hard limits; where a
platform has no processes of that kind, by this one, and the report says `not isolated`. A step that uses up
its time, its stack or its memory is left `unknown` with that cause, and the run goes on; a file that cannot
be read becomes a problem of the report, and the others are checked all the same. Only the seconds differ
between two runs on the same files with the same seed, as long as no step comes near a limit.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from time import perf_counter

from derivcheck import checker, formats
from derivcheck.engine import reading
from derivcheck.engine.deciding import Judge, certified, decide
from derivcheck.engine.select import name_of, selects
from derivcheck.errors import Problem
from derivcheck.explain.chains import connected
from derivcheck.explain.conclusions import concluded
from derivcheck.frozen import frozen, replace
from derivcheck.model import (
    Cause,
    Check,
    CheckedDerivation,
    Document,
    Goal,
    Refuted,
    Report,
    Unknown,
    Unreadable,
)

__all__ = ["NothingSelectedError", "Options", "Progress", "run"]

#: Told how many checks are done, of how many, and which derivation is at work; called often.
Progress = Callable[[int, int, str], None]


@frozen
class Options:
    """How to run: the seed of the sampled points, what to select, and the limits.

    `timeout`, `file_timeout` and `run_timeout` are the seconds that a step, the steps of a file and the run
    may take, `memory` the mebibytes of a step. `jobs` is the number of workers, 0 for as many as seem worth
    while; without `isolated` all is decided in this process, which looks at the clock and at nothing else.
    `context` is the context file of the documents in prose; with `allow_unread` an equality of theirs that
    could not be read is as expected. With `certificates` every verdict that has evidence has its certificate.
    `propose` names who is asked about steps that are undecided: "sympy", or nobody.
    """

    seed: int = 0
    timeout: float = 10.0
    strict: bool = False
    select: str = ""
    file_timeout: float = 600.0
    run_timeout: float = 3600.0
    memory: int = 1024
    jobs: int = 0
    isolated: bool = True
    context: str = ""
    allow_unread: bool = False
    certificates: bool = False
    propose: str = ""


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
    documents, unread = reading.read_all(files, options.timeout, options.run_timeout, options.context)
    tasks = [task for document in documents for task in _tasks(document, options.allow_unread)]
    chosen = [task for task in tasks if selects(options.select, name_of(task.file, task.id))]
    if tasks and not chosen:
        raise NothingSelectedError(options.select, [name_of(task.file, task.id) for task in tasks])
    decided = _decide_all(chosen, options, progress, begin)
    checked = tuple(map(concluded, connected(tuple(_assembled(chosen, decided.checks)))))
    return Report(
        files=files,
        derivations=checked,
        problems=_outside_steps([*problems, *unread, *_problems_in(documents)], checked),
        warnings=tuple(warning for document in documents for warning in document.warnings),
        seconds=perf_counter() - begin,
        seed=options.seed,
        strict=options.strict,
        lacks=decided.lacks,
        interrupted=decided.interrupted,
        surveys=tuple(document.survey for document in documents if document.survey is not None),
    )


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


def _tasks(document: Document, allow_unread: bool) -> Iterator[_Task]:
    for derivation, goals in checker.goals(document):
        if allow_unread and document.survey is not None:
            goals = tuple(_allowed(goal) for goal in goals)
        if derivation is None:
            yield _Task(document.file, "final", document.title, None, goals)
        else:
            title = derivation.title or document.title
            yield _Task(document.file, derivation.id, title, derivation.expect, goals)


def _allowed(goal: Goal) -> Goal:
    """`goal`, of which nothing is expected if it could not be read."""
    if goal.claim is not None and goal.problem is None:
        return goal
    return replace(goal, expected=Unreadable.name if goal.problem is not None else Unknown.name)


@frozen
class _Decided:
    """The check of every goal, in order; what of the isolation was missing; whether the user stopped it."""

    checks: Sequence[Check]
    lacks: tuple[str, ...] = ()
    interrupted: bool = False


def _assembled(tasks: Sequence[_Task], checks: Sequence[Check]) -> Iterator[CheckedDerivation]:
    """The checks as the derivations that they belong to."""
    at = 0
    for task in tasks:
        own = tuple(checks[at : at + len(task.goals)])
        at += len(task.goals)
        yield CheckedDerivation(task.file, task.id, task.title, own, task.expected)


def _decide_all(tasks: Sequence[_Task], options: Options, progress: Progress, begun: float) -> _Decided:
    from derivcheck.engine.workers.process import CANNOT_FORK, can_fork

    if not tasks:
        return _Decided(())
    if options.isolated and can_fork():
        return _by_workers(tasks, options, progress, begun)
    checks: dict[int, Check] = {}
    try:
        for number, check in enumerate(_in_this_process(tasks, options, progress)):
            checks[number] = check
    except KeyboardInterrupt:
        return _Decided(_completed(tasks, checks), CANNOT_FORK, interrupted=True)
    return _Decided(_completed(tasks, checks), CANNOT_FORK)


def _in_this_process(tasks: Sequence[_Task], options: Options, progress: Progress) -> Iterator[Check]:
    total, done = sum(len(task.goals) for task in tasks), 0
    make_judge = _judges(options)
    judge, file = make_judge(), ""
    for task in tasks:
        if task.file != file:  # the derivations of a file share what the kernel has read
            judge, file = make_judge(), task.file
        for goal in task.goals:
            check = decide(goal, judge, options.timeout, partial(progress, done, total, task.id))
            yield certified(check, options.timeout) if options.certificates else check
            done += 1


def _judges(options: Options) -> Callable[[], Judge]:
    """What makes a judge for a file."""
    if not options.propose:
        return partial(checker.Checker, options.seed)
    from derivcheck.proposals import preload

    preload()  # before there are workers, which share what is in memory
    return partial(checker.Checker, options.seed, propose=True)


def _by_workers(tasks: Sequence[_Task], options: Options, progress: Progress, begun: float) -> _Decided:
    from derivcheck.engine.workers.ledger import Budgets
    from derivcheck.engine.workers.pool import Pool
    from derivcheck.engine.workers.process import Limits
    from derivcheck.engine.workers.worker import Work

    if any(Refuted.name in (task.expected, *(goal.expected for goal in task.goals)) for task in tasks):
        import derivcheck.explain.explainer  # noqa: F401 - once, and kept compiled: workers write no files

    goals = [goal for task in tasks for goal in task.goals]
    owners = [task for task in tasks for _ in task.goals]
    files = [task.file for task in owners]
    work = Work(goals, files, options.timeout, _judges(options), options.certificates)
    budgets = Budgets(options.timeout, options.file_timeout, options.run_timeout)
    jobs = options.jobs or _worth_while(len(goals))
    with Pool(work, Limits(options.memory << 20), budgets, jobs, begun) as pool:
        try:
            pool.run([*_units(tasks)], lambda done, at: progress(done, len(goals), owners[at].id))
        except KeyboardInterrupt:
            return _Decided(_completed(tasks, pool.checks), pool.lacks, interrupted=True)
    return _Decided(_completed(tasks, pool.checks), pool.lacks)


#: A worker more for so many goals: fewer are done before another has started.
_GOALS_OF_A_WORKER = 30


def _worth_while(goals: int) -> int:
    """The number of workers for so many goals."""
    return max(1, min(os.cpu_count() or 1, goals // _GOALS_OF_A_WORKER))


def _units(tasks: Sequence[_Task]) -> Iterator[tuple[int, int]]:
    """The first and the last number of the goals of each derivation."""
    at = 0
    for task in tasks:
        if task.goals:
            yield at, at + len(task.goals) - 1
        at += len(task.goals)


_INTERRUPTED = Unknown(Cause.OUT_OF_TIME, "the run was interrupted before it was decided")


def _completed(tasks: Sequence[_Task], checks: Mapping[int, Check]) -> tuple[Check, ...]:
    """A check for every goal; those that an interrupt left out are undecided."""
    goals = [goal for task in tasks for goal in task.goals]
    return tuple(checks.get(number) or Check(goal, _INTERRUPTED, 0.0) for number, goal in enumerate(goals))
