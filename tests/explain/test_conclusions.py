"""What a chain says about its ends: only what its signs allow, and only when every link is proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.engine.run import run
from derivcheck.explain.conclusions import relation_of_ends


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        ("= = =", "="),
        ("= <= =", "<="),
        ("<= < <=", "<"),
        ("> = >=", ">"),
        ("= != =", "!="),
        ("<= >=", None),
        ("< >", None),
        ("!= !=", None),
        ("< !=", None),
        ("!= <", None),
    ],
)
def test_relation_of_ends(signs: str, found: str | None) -> None:
    assert relation_of_ends(signs.split()) == found


@pytest.mark.parametrize(
    ("steps", "remark"),
    [
        ("[x, <= x + 1, < x + 2]", ("so x < x + 2",)),
        ("[x, <= x + 1, '>= x']", ("the signs say nothing about the two ends",)),
        ("[x, x + 0, x]", ()),
        ("[x, < x + 1, < x]", ()),
    ],
)
def test_remark(steps: str, remark: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(f"symbols: {{x: real}}\nderivations:\n  a:\n    steps: {steps}\n", encoding="utf-8")
    [derivation] = run([str(file)]).derivations
    assert derivation.remarks == remark
