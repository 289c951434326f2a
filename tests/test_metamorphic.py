"""Claims of a document said in other ways; `python -m tests.metamorphic` takes all documents and cases."""

from __future__ import annotations

from pathlib import Path

from derivcheck import checker
from tests.metamorphic import VARIANTS, Tally, permuted, readable, try_claim, try_fusions

ROOT = Path(__file__).parents[1]
NOTE = str(ROOT / "derivations" / "softmax-jacobian-note.yaml")
CASES = str(ROOT / "tests" / "cases" / "refuted")


def test_a_claim_said_in_another_way_gets_the_same_verdict() -> None:
    tally = Tally()
    for own in [*readable([NOTE]), *list(readable([CASES]))[::12]]:
        judge = checker.Checker()
        found = [try_claim(goal, judge, tally) for goal in own]
        try_fusions(own, found, judge, tally)
    assert tally.wrong == []
    assert {name for name, _ in tally.counts} == {*VARIANTS, "two steps fused"}
    assert sum(number for (_, what), number in tally.counts.items() if what == "same") > 200


def test_an_opposite_verdict_would_be_seen() -> None:
    tally = Tally()
    tally.count("sides swapped", "holds", "fails", "a.yaml:1:1")
    assert tally.wrong == ["a.yaml:1:1: sides swapped: holds, then fails"]


def test_the_order_of_files_changes_no_verdict() -> None:
    assert permuted([str(ROOT / "derivations")])


def test_the_order_of_claims_changes_neither_verdicts_nor_rules() -> None:
    thread = readable([str(ROOT / "derivations" / "softmax-loss-thread.yaml")])
    claims = [goal.claim for goals in thread for goal in goals if goal.claim is not None]
    alone = [checker.Checker().decide(claim) for claim in claims]
    for order in (range(len(claims)), reversed(range(len(claims)))):
        judge = checker.Checker()
        assert all(judge.decide(claims[place]) == alone[place] for place in order)
