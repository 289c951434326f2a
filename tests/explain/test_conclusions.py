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
        ("[x, <= x + sqrt(y)^2, <= x + y]", ("so x <= x + y where the whole chain has a value",)),
        ("[x, = x + sqrt(y)^2 - y, < x + 1]", ("so x < x + 1 where the whole chain has a value",)),
        ("[sqrt(y), <= sqrt(y) + x^2, <= sqrt(y) + 2*x^2]", ("so sqrt(y) <= sqrt(y) + 2*x^2",)),
        ("[x, {expr: <= x + y, when: y > 0}, < x + y + 1]", ()),
        ("[x, '< x + exp(z[i])', '= x + exp(z[i]) + y - y']", ("so x < x + exp(z[i]) + y - y",)),
        ("[x, '= x + z[i] - z[i]', < x + 1]", ()),  # there may be no i at all
        ("['0', 'integral(0, x)', '1', <= 1]", ()),  # up to a constant
        ("['0', = O(x), = x, <= x]", ()),
    ],
)
def test_remark(steps: str, remark: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    context = "indices: {i: 2..n}\nsymbols: {x: real, y: real, 'm[i]': real, 'z[i]': real}\n"
    file.write_text(f"{context}derivations:\n  a:\n    steps: {steps}\n", encoding="utf-8")
    [derivation] = run([str(file)]).derivations
    assert derivation.remarks == remark
