"""A run with readers and a checker made for the test: order, limits, selection, and what is never lost."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from derivcheck.engine.run import NothingSelectedError, Options, run
from derivcheck.errors import Place, Problem
from derivcheck.model import (
    Cause,
    Claim,
    Context,
    Derivation,
    Document,
    Goal,
    Proved,
    Report,
    Unknown,
    Unreadable,
    Verdict,
)

PROVED = Proved("by hand")
BROKEN = Problem(Place("broken.yaml", 2, 3), "a mapping", "a list")
IN_STEP = Problem(Place("a.yaml", 7, 5), "an expression", "')'")

Decide = Callable[[Goal, Callable[[], None]], Verdict]


def document(file: str, *ids: str, problems: tuple[Problem, ...] = ()) -> Document:
    context = Context()
    chains = tuple(Derivation(one, "", Place(file), context, ()) for one in ids)
    return Document(file, "The title", {}, context, chains, (), problems)


DOCUMENTS = {
    "broken.yaml": document("broken.yaml", problems=(BROKEN,)),
    "a.yaml": document("a.yaml", "first", "second"),
    "b.yaml": document("b.yaml", "third"),
}


def goals(read: Document) -> tuple[tuple[Derivation | None, tuple[Goal, ...]], ...]:
    """Two goals to a derivation, one final check to a file."""
    place = Place(read.file)
    final = Goal(1, "claim", place, "l", "r", None)
    steps = tuple(Goal(number, "step", place, "l", "r", None) for number in (2, 3))
    return (*((one, steps) for one in read.derivations), (None, (final,)))


def load(file: str) -> Document:
    if file == "deep.yaml":
        raise RecursionError
    while file == "endless.yaml":
        pass
    return DOCUMENTS[file]


@pytest.fixture
def run_with(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Report]:
    """Runs on the made documents, each goal decided by the function given."""
    module = sys.modules["derivcheck.engine.run"]

    def made(decide: Decide, *paths: str, options: Options | None = None) -> Report:
        class Checker:
            def __init__(self, seed: int) -> None:
                self.seed = seed

            def check(self, goal: Goal, tick: Callable[[], None]) -> tuple[Verdict, str | None]:
                return decide(goal, tick), f"seed {self.seed}"

            def reconsider(self, claim: Claim, unknown: Unknown, *_: object) -> Verdict:
                return unknown

        readers = SimpleNamespace(discover=lambda paths: (tuple(paths), ()), load=load)
        monkeypatch.setattr(module, "formats", readers)
        monkeypatch.setattr(sys.modules["derivcheck.engine.reading"], "formats", readers)
        monkeypatch.setattr(module, "checker", SimpleNamespace(goals=goals, Checker=Checker))
        return run(paths or ("a.yaml", "b.yaml"), options)

    return made


def proved(goal: Goal, tick: Callable[[], None]) -> Verdict:
    tick()
    return PROVED


def test_everything_is_checked_in_order(run_with: Callable[..., Report]) -> None:
    report = run_with(proved, options=Options(seed=7, strict=True))
    names = [(one.file, one.id, len(one.checks)) for one in report.derivations]
    assert names == [
        ("a.yaml", "first", 2),
        ("a.yaml", "second", 2),
        ("a.yaml", "final", 1),
        ("b.yaml", "third", 2),
        ("b.yaml", "final", 1),
    ]
    assert report.files == ("a.yaml", "b.yaml")
    assert (report.seed, report.strict) == (7, True)
    assert {check.simplified for one in report.derivations for check in one.checks} == {"seed 7"}
    assert {one.title for one in report.derivations} == {"The title"}


def test_a_pattern_selects_derivations(run_with: Callable[..., Report]) -> None:
    report = run_with(proved, options=Options(select="a.yaml::s"))
    assert [one.id for one in report.derivations] == ["second"]


def test_a_pattern_that_selects_nothing_is_an_error(run_with: Callable[..., Report]) -> None:
    with pytest.raises(NothingSelectedError) as caught:
        run_with(proved, options=Options(select="fourth"))
    assert caught.value.known == (
        "a.yaml::first",
        "a.yaml::second",
        "a.yaml::final",
        "b.yaml::third",
        "b.yaml::final",
    )


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run_with: Callable[..., Report]) -> None:
    report = run_with(proved, "broken.yaml", "deep.yaml", "b.yaml")
    assert [one.id for one in report.derivations] == ["final", "third", "final"]
    assert {one.place for one in report.problems} == {BROKEN.place, Place("deep.yaml")}
    assert report.files == ("broken.yaml", "deep.yaml", "b.yaml")


def test_a_file_whose_reading_does_not_end_is_given_up(run_with: Callable[..., Report]) -> None:
    report = run_with(proved, "endless.yaml", "b.yaml", options=Options(timeout=0.05))
    assert [str(one) for one in report.problems] == [
        "endless.yaml:1:1: expected a file that is quickly read, found more than 0.05 s of reading\n"
        "  split the file"
    ]
    assert [one.id for one in report.derivations] == ["third", "final"]


def test_reading_counts_in_the_time_of_the_run(run_with: Callable[..., Report]) -> None:
    report = run_with(proved, "endless.yaml", "a.yaml", options=Options(run_timeout=0.05))
    assert "found more than 0.05 s of reading in this run" in str(report.problems[0])
    assert {check.verdict.name for one in report.derivations for check in one.checks} <= {"unknown"}


def test_a_problem_that_is_the_verdict_of_a_step_is_not_reported_twice(
    run_with: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DOCUMENTS, "a.yaml", document("a.yaml", "first", problems=(IN_STEP, BROKEN)))
    report = run_with(lambda goal, tick: Unreadable(IN_STEP), "a.yaml")
    assert report.problems == (BROKEN,)


@pytest.mark.parametrize(
    ("error", "cause"),
    [(RecursionError, Cause.TOO_HARD), (MemoryError, Cause.OUT_OF_MEMORY)],
)
def test_a_step_that_breaks_is_unknown_and_the_next_goes_on(
    run_with: Callable[..., Report], error: type[Exception], cause: Cause
) -> None:
    def decide(goal: Goal, tick: Callable[[], None]) -> Verdict:
        if goal.number == 2:
            raise error
        return PROVED

    first, second = run_with(decide, "b.yaml").derivations[0].checks
    assert isinstance(first.verdict, Unknown)
    assert first.verdict.cause is cause
    assert second.verdict == PROVED


def test_a_step_that_uses_up_its_time_is_unknown(run_with: Callable[..., Report]) -> None:
    def decide(goal: Goal, tick: Callable[[], None]) -> Verdict:
        while goal.number == 2:
            tick()
        return PROVED

    first, second = run_with(decide, "b.yaml", options=Options(timeout=0.01)).derivations[0].checks
    assert isinstance(first.verdict, Unknown)
    assert first.verdict.cause is Cause.OUT_OF_TIME
    assert first.seconds >= 0.01
    assert second.verdict == PROVED


def test_any_other_error_is_shown_as_one_and_costs_no_other_step(run_with: Callable[..., Report]) -> None:
    def decide(goal: Goal, tick: Callable[[], None]) -> Verdict:
        if goal.number == 2:
            raise ZeroDivisionError("of ours")
        return PROVED

    first, second = run_with(decide, "b.yaml").derivations[0].checks
    assert isinstance(first.verdict, Unknown)
    assert first.verdict == Unknown(Cause.INTERNAL, "ZeroDivisionError: of ours")
    assert second.verdict == PROVED
