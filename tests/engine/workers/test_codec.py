"""Values across the border of a process: there and back, and everything that is not of its type refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from derivcheck.engine.workers.codec import ForgedError, decoded, encoded
from derivcheck.engine.workers.messages import LARGEST, Inbox, packed
from derivcheck.engine.workers.worker import read_answer
from derivcheck.errors import Place, Problem
from derivcheck.model import (
    Cause,
    Check,
    Conditional,
    Counterexample,
    Explanation,
    Goal,
    Proved,
    Refuted,
    Residual,
    Unknown,
    Unreadable,
    Verdict,
)

POINT = Counterexample({"n": 2}, {"i": 1}, {"p": ["1/2", ["1"]], "f": "x -> x^2"}, "0", "-1/4")
VERDICTS = [
    Proved("normal form", ("a", "b")),
    Conditional("normal form", ("x != 0",), ()),
    Refuted("ball arithmetic", POINT, Residual("x - 1", ("x = 1",))),
    Refuted("exact arithmetic", POINT),
    Refuted("exact arithmetic", POINT, None, Explanation("sign", "the sign of x is wrong", "x")),
    *(Unknown(cause, "ein 'ß' \ud800 \x1b", "") for cause in Cause),
    Unreadable(Problem(Place("a.yaml", 3, 4), "a", "b", "c")),
]


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict.name)
def test_a_verdict_survives_the_border(verdict: Verdict) -> None:
    tree = json.loads(json.dumps(encoded(verdict)))
    assert decoded(tree, Verdict) == verdict


@pytest.mark.parametrize(
    "tree",
    [
        None, 1, "Proved", [], {}, {"Proved": []}, {"Proved": ["m", [1]]}, {"Proved": ["m", "rules"]},
        {"Proved": ["m", [], 1]}, {"Proved": {"method": "m", "rules": []}}, {"Place": ["a.yaml", 1, 1]},
        {"Proved": ["m", []], "Unknown": ["too hard", "", ""]}, {"Unknown": ["no such cause", "", "", ""]},
        {"Unknown": [["too hard"], "", "", ""]}, {"Refuted": ["m", None, None]}, {"Popen": ["ls"]},
        {"Refuted": ["m", {"Counterexample": [{"n": "2"}, {}, {}, "", ""]}, None]},
        {"Refuted": ["m", {"Counterexample": [{"n": True}, {}, {}, "", ""]}, None]},
        {"Refuted": ["m", {"Counterexample": [[["n", 2]], {}, {}, "", ""]}, None]},
        {"Unreadable": [{"Problem": [{"Place": ["a", 1.5, 1]}, "", "", ""]}]},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_verdict_is_refused(tree: Any) -> None:
    with pytest.raises(ForgedError):
        decoded(tree, Verdict)


def test_plain_data_may_not_be_too_deep() -> None:
    deep: Any = "x"
    for _ in range(500):
        deep = [deep]
    with pytest.raises(ForgedError):
        decoded(deep, object)


GOALS = [Goal(1, "step", Place("a.yaml"), "l", "r", None)]


def test_an_answer_is_read() -> None:
    number, check = read_answer([0, [{"Proved": ["m", []]}, 0.5, None, None]], GOALS)
    assert (number, check) == (0, Check(GOALS[0], Proved("m"), 0.5))


@pytest.mark.parametrize(
    "tree",
    [
        [], {}, [0], [1, [{"Proved": ["m", []]}, 0.5, None, None]],
        [-1, [{"Proved": ["m", []]}, 0.5, None, None]],
        [True, [{"Proved": ["m", []]}, 0.5, None, None]], [0, [{"Proved": ["m", []]}]],
        [0, [{"Proved": ["m", []]}, "0.5", None, None]],
        [0, [{"Proved": ["m", []]}, 0.5, 7, None]], [0, None],
    ],
    ids=str,
)  # fmt: skip
def test_what_is_no_answer_is_refused(tree: Any) -> None:
    with pytest.raises(ForgedError):
        read_answer(tree, GOALS)


def test_messages_are_found_in_whatever_pieces_they_come() -> None:
    data = packed([1, "é"]) + packed({"a": []}) + packed(None)
    for size in (1, 2, 3, 5, 100):
        inbox, found = Inbox(), []
        for start in range(0, len(data), size):
            inbox.put(data[start : start + size])
            found += inbox.taken()
        assert found == [[1, "é"], {"a": []}, None]


def test_a_message_has_a_largest_size() -> None:
    with pytest.raises(ValueError, match="a message of"):
        packed("x" * LARGEST)
    inbox = Inbox()
    inbox.put((LARGEST + 1).to_bytes(4, "big"))
    with pytest.raises(ForgedError):
        inbox.taken()


@pytest.mark.parametrize("body", [b"", b"nul", b"\xff", b"[" * 100_000, b"[1", b"1 2"])
def test_what_is_no_json_is_refused(body: bytes) -> None:
    inbox = Inbox()
    inbox.put(len(body).to_bytes(4, "big") + body)
    with pytest.raises(ForgedError):
        inbox.taken()
