"""Points that are set aside: which sides are continuous, and may take them back in."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.reading.generic import holds_at_supposed_points
from derivcheck.model import Context
from tests.refute.worlds import term, world

REALS = {"x": "real", "y": "real", "a": "positive", "z[i]": "real"}
DEFINITIONS = {"d": "sign(x)", "g(t)": "sign(t)"}
WORLD = world(indices={"i, j, k": "1..n"}, symbols=REALS, functions={"f": False}, definitions=DEFINITIONS)
COMPLEX = world(symbols={**{name: REALS[name] for name in "xya"}, "w": "complex", "m": "integer"})


def is_continuous(text: str, context: Context = WORLD) -> bool:
    """Whether a side may be looked at beside the points that are set aside; here there are none."""
    side = term(text, context)

    def question(session: Session) -> bool:
        assert session.ring.principal == (context is COMPLEX)
        return holds_at_supposed_points(session.ring, context, (), (side,), ())

    return Kernel().ask(context, (side,), question)


@pytest.mark.parametrize(
    "text",
    [
        *("x*y + 1/x", "x^y", "exp(x) + log(y)", "abs(x)", "max(x, y)", "f(x)", "diff(f(x)*x, x)", "sqrt(x)"),
        *("sum(z[k], k)", "sum(z[k], k != i)", "[i = j]*x", "cases(x if i = j, y)", "prod(z[k], k)"),
    ],
)
def test_continuous(text: str) -> None:
    assert is_continuous(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "sign(x)",
            "floor(x)",
            "[x > 0]",
            "cases(1 if x > 0, 0)",
            "limit(x*y, y, 0)",
            "integral(x*y, y, 0, 1)",
        ),
        *("sum(x^k, k, 0, oo)", "diff(abs(x), x)", "diff(max(x, y), x)", "d", "x + d", "g(x)"),
    ],
)
def test_not_known_to_be_continuous(text: str) -> None:
    assert not is_continuous(text)


@pytest.mark.parametrize("text", ["w^2*x", "w^m", "exp(w)", "a*abs(w)", "e^w", "2^w"])
def test_continuous_among_complex_numbers(text: str) -> None:
    assert is_continuous(text, COMPLEX)


@pytest.mark.parametrize("text", ["log(w)", "sqrt(w)", "w^x", "arg(w)", "w*diff(abs(x), x)", "(-2)^w"])
def test_not_continuous_among_complex_numbers(text: str) -> None:
    assert not is_continuous(text, COMPLEX)
