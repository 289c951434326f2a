"""What is shown beside a verdict."""

from __future__ import annotations

from derivcheck import checker, formats
from derivcheck.errors import OutOfTime
from derivcheck.model import Goal, Proved


def finals(*claims: str) -> list[Goal]:
    """The final checks of a file about two real numbers."""
    lines = "".join(f"  - {claim}\n" for claim in claims)
    document = formats.read(f"symbols: {{x: real, y: real}}\nfinal:\n{lines}", "a.yaml")
    assert not document.problems
    return [goal for _, goals in checker.goals(document) for goal in goals]


def test_a_normal_form_does_not_hang_on_what_was_decided_before() -> None:
    judge = checker.Checker()
    shown = [judge.check(goal)[1] for goal in finals("sin(x/2)^2 = (1 - cos(x))/2", "sin(x)*sin(y) = 0")]
    assert shown[1] == "sin(x)*sin(y)"


def test_a_verdict_stands_though_there_is_no_time_for_the_normal_form() -> None:
    (goal,) = finals("diff(x^2*y, x) = 2*x*y")
    assert goal.claim is not None
    calls = 0

    def count() -> None:
        nonlocal calls
        calls += 1

    checker.Checker().decide(goal.claim)  # points are made once
    checker.Checker().decide(goal.claim, count)
    most, calls = calls, 0

    def tick() -> None:
        count()
        if calls > most:
            raise OutOfTime

    assert checker.Checker().check(goal, tick) == (Proved("normal form", ("normal form",)), None)
    assert calls > most
