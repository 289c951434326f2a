"""Comments beside steps: where they stand, and that nothing else changes."""

from __future__ import annotations

import pytest

from derivcheck.formats import remarked

HEAD = "symbols: {x: real}\nderivations:\n  one:\n    steps:\n"
SAID = "step 2 of one should be: 2*x"
OURS = f"# derivcheck: {SAID}"


@pytest.mark.parametrize(
    ("steps", "line", "after"),
    [
        ("      - x + x\n      - 3*x\n", 6, f"      - x + x\n      {OURS}\n      - 3*x\n"),
        (
            "      - x + x\n      - expr: 3*x\n        by: doubling\n", 6,
            f"      - x + x\n      {OURS}\n      - expr: 3*x\n        by: doubling\n",
        ),
        ("      - x\n      - |\n        3*x\n", 7, f"      - x\n      {OURS}\n      - |\n        3*x\n"),
        ("      - x\n      -\n        3*x\n", 7, f"      - x\n      -\n        {OURS}\n        3*x\n"),
        ("      [x + x,\n       3*x]\n", 6, f"      [x + x,\n       {OURS}\n       3*x]\n"),
        ("      - x + x # twice\n      - '3*x'", 6, f"      - x + x # twice\n      {OURS}\n      - '3*x'"),
    ],
)  # fmt: skip
def test_a_comment_stands_above_the_step(steps: str, line: int, after: str) -> None:
    assert remarked(HEAD + steps, [(line, SAID)]) == (HEAD + after, ())


def test_lines_that_end_in_two_characters_stay_so() -> None:
    before = (HEAD + "      - x + x\n      - 3*x\n").replace("\n", "\r\n")
    after, _ = remarked(before, [(6, SAID)])
    assert after.replace(f"      {OURS}\r\n", "") == before


def test_writing_twice_is_writing_once() -> None:
    once, _ = remarked(HEAD + "      - x + x\n      - 3*x\n", [(6, SAID)])
    assert remarked(once, [(7, SAID)]) == (once, ())
    newer, _ = remarked(once, [(7, "step 2 of one should be: x + x")])
    assert newer == once.replace("2*x\n", "x + x\n", 1)


def test_two_steps_on_one_line_have_two_comments() -> None:
    text = "symbols: {x: real}\nderivations:\n  one: {steps: [x + x, 3*x, 4*x]}\n"
    once, missed = remarked(text, [(3, SAID), (3, "step 3 of one should be: 3*x")])
    assert (once.count("# derivcheck: "), missed) == (2, ())
    assert remarked(once, [(5, SAID), (5, "step 3 of one should be: 3*x")]) == (once, ())


def test_where_no_comment_can_stand_none_is_written() -> None:
    text = 'symbols: {x: real}\nderivations:\n  one: {steps: ["x +\n\n\n\n x", "\n 3*x"]}\n'
    assert remarked(text, [(8, SAID)]) == (text, (8,))
