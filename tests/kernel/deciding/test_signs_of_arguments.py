"""An inequality is tried for either sign of a number, and not for either sign of all members of a family."""

from __future__ import annotations

import pytest

from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.kernel import Kernel, Proof
from derivcheck.model import Claim
from derivcheck.notation import read_statement
from derivcheck.terms import Rel

CONTEXT = context_from_mapping(
    {"indices": {"i, j": "1..n"}, "symbols": {"x[i]": "real", "y": "real"}}, "signs.yaml"
)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("sinc(y) - 1 <= y^2", True),
        ("sinc(x[i]) - 1 <= x[i]*x[j]", False),  # it holds where all of them have one sign
    ],
)
def test_either_sign(text: str, holds: bool) -> None:
    relation = read_statement(text, CONTEXT, Place("signs.yaml"))
    assert isinstance(relation, Rel)
    found = Kernel().decide(Claim(relation.left, relation.right, CONTEXT, relation.op))
    assert isinstance(found, Proof) is holds
