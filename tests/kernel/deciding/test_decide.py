"""What may take long is tried unless the claim seems to be false, which is asked at most once."""

from __future__ import annotations

import pytest

from derivcheck import checker
from derivcheck.kernel import Kernel, Open, Proof
from derivcheck.model import Proved, Refuted
from tests.refute.worlds import claim, world

REAL = world({"k": "1..n"}, {"x": "real", "y": "real"})

QUICK = ["(x + 1)^2 = x^2 + 2*x + 1", "sum(k, k, 1, n) = n*(n + 1)/2", "x^2/x = x"]


def never() -> bool:
    raise AssertionError("asked for what is quick")


@pytest.mark.parametrize("text", QUICK)
def test_what_is_quick_is_not_asked_about(text: str) -> None:
    assert isinstance(Kernel().decide(claim(text, REAL), never), Proof)


@pytest.mark.parametrize(
    ("text", "op"), [("x^2 = x", "="), ("x^4 + y^4 >= x^3*y", ">="), ("sum(k, k, 1, n) = n", "=")]
)
def test_what_seems_to_be_false_is_left_off(text: str, op: str) -> None:
    asked: list[str] = []

    def seems_false() -> bool:
        asked.append(text)
        return True

    assert Kernel().decide(claim(text, REAL, op), seems_false) == Open(left_off=True)
    assert asked == [text]


def test_what_only_seems_to_be_false_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "seems_false", lambda *_: True)
    assert isinstance(checker.check_claim(claim("x^4 + y^4 >= x^3*y", REAL, ">=")), Proved)


def test_what_does_not_seem_to_be_false_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "seems_false", lambda *_: False)
    assert isinstance(checker.check_claim(claim("x^2 = x", REAL)), Refuted)
