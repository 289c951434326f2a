"""What hangs on a product or a quotient of two numbers alone has one symbol less; else there are as many."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.scaling import scaled
from derivcheck.model import Claim
from derivcheck.terms import free_names, integer
from tests.refute.worlds import term, world

WORLD = world(symbols={"a": "positive", "c": "nonzero", "w": "complex", "x": "real", "z": "complex"})


def _left(text: str) -> set[str] | None:
    """The names in the claim that is asked instead of `text = 0`; None without one."""
    claim = Claim(term(text, WORLD), integer(0), WORLD, "=")
    made = Kernel().ask(WORLD, (claim.left,), lambda session: scaled(session, claim))
    return None if made is None else {*free_names(made[0].left)} & {*WORLD.symbols}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("sqrt(1 - c*z) + c*z", {"z"}),
        ("c^2*(sqrt(1 - c^2*z^2) + c*z)/z", {"z"}),
        ("sqrt(1 + z/c) - 2*z/c + x", {"x", "z"}),
        ("log(sqrt(1 - a^2*z^2) + a*z) + a*z*exp(a*z)", {"z"}),
        ("c*sqrt(a*z + 1) - a*z", {"c", "z"}),
    ],
)
def test_a_symbol_less(text: str, names: set[str]) -> None:
    assert _left(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "sqrt(1 - c*z) + c",
        "sqrt(1 - c*z) + c^2*z",
        "sqrt(1 - c*z^2) + c*z",
        "sqrt(c)*sqrt(z) - sqrt(c*z) + sqrt(z)",
        "sqrt(1 - c*z) + c*conjugate(z)",
        "sqrt(1 - w*z) + w*z",
        "sqrt(1 - c*x) + I*c*x",
        "sqrt(1 + c + z)",
    ],
)
def test_as_many_symbols(text: str) -> None:
    assert _left(text) is None
