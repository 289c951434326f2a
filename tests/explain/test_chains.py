"""What the mistakes of a derivation have to do with one another."""

from __future__ import annotations

from derivcheck import checker, formats
from derivcheck.explain.chains import connected
from derivcheck.model import Check, CheckedDerivation, Refuted

HEAD = "symbols: {x: real, y: real}\nderivations:\n"


def run(*derivations: str) -> list[CheckedDerivation]:
    """The derivations checked, explained and connected."""
    document = formats.read(HEAD + "\n".join(derivations), "a.yaml")
    assert not document.problems
    judge = checker.Checker()
    made = []
    for derivation, goals in checker.goals(document):
        checks = []
        for goal in goals:
            verdict, _ = judge.check(goal)
            if isinstance(verdict, Refuted) and goal.claim is not None:
                verdict = judge.explain(goal.claim, verdict)
            checks.append(Check(goal, verdict, 0.0))
        assert derivation is not None
        made.append(CheckedDerivation("a.yaml", derivation.id, "", tuple(checks)))
    return list(connected(made))


def said(derivation: CheckedDerivation) -> dict[int, str]:
    """The explanations by the number of the step."""
    return {
        check.goal.number: check.verdict.explanation.kind
        for check in derivation.checks
        if isinstance(check.verdict, Refuted) and check.verdict.explanation
    }


def test_a_step_that_undoes_a_mistake_is_not_a_new_one() -> None:
    (one,) = run("  one: {steps: [x*(x + y), x^2 + y, x^2 + x*y]}")
    assert said(one)[3] == "undone"
    assert one.remarks == ("compensating errors: the end is right",)


def test_an_end_that_is_wrong_is_not_called_right() -> None:
    (one,) = run("  one: {steps: [x + y, x - y], final: x - y}")
    assert one.remarks == ()


def test_what_does_not_cancel_does_not_compensate() -> None:
    (one,) = run("  one: {steps: [x + y, x - y, x + x], final: 2*x}")
    assert one.remarks == ()


def test_a_mistake_that_comes_again_is_named_once_more() -> None:
    (one,) = run("  one: {steps: [x + y, x, x - y]}")
    assert said(one)[3] == "repeated"


def test_what_a_step_changed_is_carried_on_to_the_end() -> None:
    (one,) = run("  one: {steps: [x*(x + y), x^2 + y, y + x^2], final: x^2 + x*y}")
    assert said(one)[4] == "carried"


def test_the_same_mistake_in_another_derivation_is_remarked() -> None:
    one, two = run("  one: {steps: [x*(x - y), x^2 + x*y]}", "  two: {steps: [2*x - x*y, 2*x + x*y]}")
    assert one.remarks == ()
    assert two.remarks == ("step 2 makes the mistake of step 2 of one",)


def test_words_that_name_nothing_are_not_the_same_mistake() -> None:
    one, two = run("  one: {steps: [3*x + 1, 2*x + 1]}", "  two: {steps: [3*x*y + 1, 2*x*y + 1]}")
    assert said(one) == said(two) == {2: "number"}
    assert two.remarks == ()


def test_inequalities_do_not_compensate() -> None:
    (one,) = run("  one: {steps: [x + y, <= x - y, <= x + y]}")
    assert one.remarks == ()
    assert "undone" not in said(one).values()
