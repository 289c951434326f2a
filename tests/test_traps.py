"""Some of our own claims under three hash seeds; `python -m tests.traps PATH` takes any file and more
seeds.
"""

from __future__ import annotations

from tests.benchmarks.corpus_claims import OURS
from tests.traps import report, under

SUMS = OURS / "deltas.jsonl"


def test_no_verdict_is_wrong_and_none_depends_on_the_hash_seed() -> None:
    lines, sound = report([under(seed, SUMS, 10.0, 12) for seed in range(3)])
    assert sound, lines
    assert lines[-1].startswith("12 claims under 3 hash seeds: ")


def test_a_wrong_and_an_unsteady_verdict_would_be_seen() -> None:
    first = {
        "a": ("wrong", "proved", ""),
        "b": ("right", "proved", ""),
        "c": ("undecided", "undecided", "hard"),
    }
    second = {**first, "b": ("right", "conditional", "if x != 0")}
    lines, sound = report([first, second])
    assert not sound
    assert [line.split()[:2] for line in lines[:3]] == [
        ["WRONG", "a:"],
        ["UNSTEADY", "b:"],
        ["undecided", "c:"],
    ]
