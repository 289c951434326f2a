"""Which sums of angles are kept whole: those that all angles are multiples of, and no others."""

from __future__ import annotations

import pytest

from tests.kernel.rings import spoken
from tests.refute.worlds import world

WORLD = world(symbols={"a": "real", "b": "real", "x": "real", "z": "complex", "w": "complex"})


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("cos(a + b*x)", "cos(a + b*x)"),
        ("sin(2*(a + b*x)) + cos(a + b*x)", "cos(a + b*x)*(2*sin(a + b*x) + 1)"),
        ("cos(a/2 + b*x/2)*cos(b*x + a)", "2*cos((a + b*x)/2)^3 - cos((a + b*x)/2)"),
        ("sin(-b*x - a)", "-sin(a + b*x)"),
        ("sin(a + b*x + pi/2)", "cos(a + b*x)"),
        ("diff(tan(a + b*x), x)", "b/cos(a + b*x)^2"),
        ("cos(2*x + 2)", "2*cos(x + 1)^2 - 1"),
        ("cos(a*z + 1)", "cos(a*z + 1)"),
        ("tan(a + w)", "sin(a + w)/cos(a + w)"),
        ("sin(z + w)*sin(conjugate(w + z))", "sin(conjugate(w) + conjugate(z))*sin(w + z)"),
    ],
)
def test_sums_that_are_kept(text: str, form: str) -> None:
    assert spoken(text, WORLD) == form


@pytest.mark.parametrize(
    "text",
    [
        "sin(a + x)*cos(x)",  # a term by itself
        "sin(a + x)*cos(a - x)",  # in another proportion
        "cos(a + x) + exp(I*x)",  # which has a cosine of x in it
        "cos(a + x) + 2^(I*x)",
    ],
)
def test_sums_that_are_taken_apart(text: str) -> None:
    said = spoken(text, WORLD)
    assert "cos(a)" in said
    assert "a + x" not in said
