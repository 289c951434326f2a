"""A few random steps; `python -m tests.random_steps --steps 100000` tries many."""

from __future__ import annotations

from random import Random

import pytest

from derivcheck.refute import Undecidable, Undefined, evaluate
from derivcheck.refute.arithmetic.duals import compares
from tests.kernel.random_terms import CONTEXT, random_point, random_term
from tests.random_steps.__main__ import run
from tests.random_steps.truths import LAWS
from tests.random_steps.trying import try_false_step, try_true_step


def test_no_false_step_is_proved() -> None:
    tally = run(try_false_step, 0, 60)
    assert tally.wrong == []
    assert tally.verdicts["refuted"] > 40


def test_no_true_step_is_refuted() -> None:
    tally = run(try_true_step, 0, 60)
    assert tally.wrong == []
    assert tally.verdicts["proved"] + tally.verdicts["conditional"] > 30


def depth_of(seed: int) -> int:
    return 1 + seed % 3


@pytest.mark.parametrize("name", LAWS)
def test_a_law_changes_no_value(name: str) -> None:
    compared = 0
    for seed in range(20_000):
        random = Random(seed)
        left = random_term(random, depth_of(seed))
        right = LAWS[name](left, random)
        point = random_point(random, 3)
        if right is None:
            continue
        if compared == 10:
            break
        try:
            values = evaluate(left, point, CONTEXT, 128), evaluate(right, point, CONTEXT, 128)
            assert not compares("!=", *values), f"seed {seed}"
        except Undecidable:
            compared += 1  # two balls that overlap
        except Undefined:
            continue
        else:
            compared += 1
    assert compared == 10
