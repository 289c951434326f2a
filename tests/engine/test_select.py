"""Patterns: what occurs in a name, what matches it, and what only nearly does."""

from __future__ import annotations

import pytest

from derivcheck.engine.select import name_of, selects

NAME = name_of("derivations/softmax.yaml", "jacobian-equal")


@pytest.mark.parametrize(
    "pattern",
    ["", "softmax", "jacobian", "softmax.yaml::jac", "*::jacobian-*", "*jacobian-equal", "*::jacobian-?????"],
)
def test_selects(pattern: str) -> None:
    assert selects(pattern, NAME)


@pytest.mark.parametrize("pattern", ["Jacobian", "jacobian-different", "*::jacobian", "jacobian-*", "?"])
def test_does_not_select(pattern: str) -> None:
    assert not selects(pattern, NAME)
