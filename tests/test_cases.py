"""Every file in `cases/<verdict>/` has checks that all come to this verdict; the path is the id of the test.

A near miss stands under the same name in another folder. Files in `contradictory` hold assumptions that no
value satisfies. Files in `unknown` are claims that must not be decided (nothing has a value) or, if their
first line says so, cannot be yet.
A step that says `expect` is an exception to its folder. In `conditional` the conditions stand behind each
claim, as a comment: `# if x != 0 and y > 0`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.kernel import Kernel, Proof
from derivcheck.kernel.implications import implied
from derivcheck.model import Cause, Conditional, Goal, Unknown, Unreadable, Verdict
from derivcheck.modulo import restated
from derivcheck.terms import IMPLICATIONS

HOME = Path(__file__).parent / "cases"
#: The verdict that belongs to each folder, and how many files it holds at least.
FOLDERS = {
    "proved": ("proved", 60),
    "conditional": ("conditional", 15),
    "refuted": ("refuted", 60),
    "unknown": ("unknown", 15),
    "contradictory": ("unreadable", 8),
}
CASES = sorted(path for folder in FOLDERS for path in (HOME / folder).glob("*.yaml"))


def name_of(path: Path) -> str:
    return path.relative_to(HOME).with_suffix("").as_posix()


def checked(path: Path) -> Iterator[tuple[Goal, Verdict]]:
    document = formats.load(path)
    assert not document.problems
    for _, goals in checker.goals(document):
        judge = checker.Checker()
        for goal in goals:
            yield goal, judge.check(goal)[0]


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_case(path: Path) -> None:
    folder, _ = FOLDERS[path.parent.name]
    lines = path.read_text(encoding="utf-8").splitlines()
    wrong = []
    for goal, verdict in checked(path):
        said = f"# if {' and '.join(verdict.conditions)}" if isinstance(verdict, Conditional) else ""
        if verdict.name != (goal.expected or folder) or not lines[goal.place.line - 1].endswith(said):
            wrong.append(f"line {goal.place.line}: {goal.left} = {goal.right} is {verdict}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", CASES, ids=name_of)
def test_a_case_says_why_and_checks_something(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("# ")
    assert any(goals for _, goals in checker.goals(formats.load(path)))


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_case_is_there(folder: str) -> None:
    assert len([path for path in CASES if path.parent.name == folder]) >= FOLDERS[folder][1]


@pytest.mark.parametrize("path", [path for path in CASES if path.parent.name == "contradictory"], ids=name_of)
def test_a_contradiction_is_told_as_one(path: Path) -> None:
    for _, verdict in checked(path):
        assert isinstance(verdict, Unreadable)
        assert verdict.problem.found == "assumptions that contradict each other"


@pytest.mark.parametrize("path", [path for path in CASES if path.parent.name == "unknown"], ids=name_of)
def test_kernel_and_refuter_agree(path: Path) -> None:
    for _, verdict in checked(path):
        assert isinstance(verdict, Unknown)
        assert verdict.cause is not Cause.INTERNAL


@pytest.mark.parametrize("path", [path for path in CASES if path.parent.name == "refuted"], ids=name_of)
def test_the_kernel_alone_proves_nothing_wrong(path: Path) -> None:
    """Also not by what is left off where a claim seems to be false; what a proof leaves out it says."""
    kernel = Kernel()
    for _, goals in checker.goals(formats.load(path)):
        for goal in goals:
            claim = goal.claim if goal.expected in (None, "refuted") else None
            if claim is not None and restated(claim) is None:
                found = implied(kernel, claim) if claim.op in IMPLICATIONS else kernel.decide(claim)
                assert not isinstance(found, Proof) or found.left_out, goal.right


def test_a_member_beside_its_family_is_named() -> None:
    path = next(path for path in CASES if path.stem == "vacuous-member")
    for _, verdict in checked(path):
        assert isinstance(verdict, Unknown)
        assert "z[n + 1] has no value: its index runs over 1..n" in verdict.detail
