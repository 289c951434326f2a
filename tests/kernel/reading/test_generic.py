"""Points that are set aside: which sides are continuous, and may take them back in."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.conditions import NEEDED, Condition
from derivcheck.kernel.reading.generic import holds_at_supposed_points, suppose
from derivcheck.model import Context
from derivcheck.notation import read_condition
from tests.refute.worlds import HERE, term, world

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
        *("[i = j or i = k]", "[not (i = j)]", "cases(x if i + 1 <= -j and 2*i = 3, y)"),
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


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        *(("x", True), ("x + y", True), ("x^2 + y", True), ("x*y + x^3", True), ("x + z[i]", True)),
        *(
            ("1/x", False),
            ("x*y", False),
            ("f(x)", False),
            ("z[i]", False),
            ("exp(x) + x", False),
            ("x*y + x", False),
        ),
    ],
)
def test_what_may_be_supposed_not_to_be_whole(text: str, may_be: bool) -> None:
    terms = (term(text, WORLD),)

    def question(session: Session) -> bool:
        suppose(session.ring, session.read(terms[0]).value)
        return session.ring.wished

    assert Kernel().ask(WORLD, terms, question) == may_be


def holds_without(supposed: str, assumed: tuple[str, ...] = (), condition: int = signs.ANY) -> bool:
    """Whether what holds where something is no whole number holds there too, on a condition for `x`."""
    side, given = term("x*y", WORLD), tuple(read_condition(each, WORLD, HERE) for each in assumed)

    def question(session: Session) -> bool:
        ring = session.ring
        x, what = (session.read(term(each, WORLD)).value for each in ("x", supposed))
        ring.generic = True
        assert suppose(ring, what)
        needed = [Condition(x, condition, kind=NEEDED)]
        return holds_at_supposed_points(ring, WORLD, given, (side,), needed)

    return Kernel().ask(WORLD, (side, term(supposed, WORLD)), question)


def test_points_that_are_taken_back_in() -> None:
    assert holds_without("x", condition=signs.NONZERO)
    assert holds_without("x", ("x > 0",), signs.POSITIVE)
    assert holds_without("x", ("x > 0 and y < 1",), signs.POSITIVE)
    assert holds_without("y", ("x = 1",), signs.NONNEGATIVE)


def test_points_that_stay_set_aside() -> None:
    assert not holds_without("x", condition=signs.NONNEGATIVE)
    assert not holds_without("x", ("x = 1",), signs.NONZERO)
    assert not holds_without("x", ("x >= 0",), signs.NONZERO)
    assert not holds_without("x", ("x > 0 and x <= 1",), signs.NONZERO)
    assert not holds_without("x", ("sign(x) > 0",), signs.NONZERO)
