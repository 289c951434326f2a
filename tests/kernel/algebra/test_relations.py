"""Sines move out of denominators where no point is lost by it, and the value stays the same."""

from __future__ import annotations

import pytest

from derivcheck.kernel.algebra.relations import with_fewer_sines
from tests.kernel.random_terms import read
from tests.kernel.rings import session_of


@pytest.mark.parametrize(
    ("text", "is_changed"),
    [
        ("cos(x)^2/(1 + sin(x))", True),
        ("1 - y*cos(x)^2/(y + y*sin(x))", True),
        ("cos(x)^3/(1 - sin(x))", True),
        ("1/(1 + sin(x))", False),
        ("(1 - sin(x))/(1 + sin(x))", False),
        ("cos(x)/(y + sin(x))", False),
        ("cos(x)^2/(1 + y)", False),
    ],
)
def test_sines_in_denominators(text: str, is_changed: bool) -> None:
    session = session_of()
    value = session.read(read(text)).value
    made = with_fewer_sines(session.ring, value)
    assert (made is not value) == is_changed
    assert (made - value).is_zero()
    assert (value.den % made.den).is_zero()
