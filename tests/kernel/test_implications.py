"""What is said to follow from a condition, against the values of both at many points."""

from __future__ import annotations

import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.kernel import Kernel, Open, Proof
from derivcheck.kernel.implications import implied
from derivcheck.kernel.one_unknown import decided_on_line
from derivcheck.model import Claim
from derivcheck.notation import read_condition
from derivcheck.refute import Point, Undecidable, Undefined, holds
from derivcheck.terms import Term, alternatives, negated

CONTEXT = context_from_mapping({"symbols": {"x, y": "real", "p": "positive", "m": "nonzero"}})
POINTS = [Point(values={"x": fmpq(number, 6)}) for number in range(-24, 25)]


def condition(text: str) -> Term:
    return read_condition(text, CONTEXT, Place("test"))


NUMBERS = st.integers(-2, 2)
LINEAR = st.builds("({}*x + {})".format, NUMBERS, NUMBERS)
SIDES = st.recursive(
    LINEAR,
    lambda inner: st.one_of(
        st.builds("abs({})".format, LINEAR),
        st.builds("sqrt({})".format, LINEAR),
        st.builds("{}*{}".format, inner, LINEAR),
        st.builds("({} + {})".format, inner, inner),
        st.builds("{}/{}".format, LINEAR, LINEAR),
    ),
    max_leaves=3,
)
RELATIONS = st.builds("({} {} {})".format, SIDES, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), SIDES)
CONDITIONS = st.one_of(
    RELATIONS, st.builds("({} {} {})".format, RELATIONS, st.sampled_from(["and", "or"]), RELATIONS)
)


def truth(term: Term, point: Point) -> bool | None:
    try:
        return holds(term, point, CONTEXT, 128)
    except (Undefined, Undecidable):
        return None


@settings(max_examples=60)
@given(CONDITIONS, CONDITIONS)
def test_no_point_contradicts_what_is_decided_on_the_line(first: str, second: str) -> None:
    one, other = condition(first), condition(second)
    if decided_on_line(Kernel(), CONTEXT, one, other) is None:
        return
    for point in POINTS:
        assert not (truth(one, point) is True and truth(other, point) is False)


@settings(max_examples=40)
@given(CONDITIONS)
def test_a_condition_says_what_it_says(text: str) -> None:
    """What is taken apart says the same, and what is negated the opposite."""
    term = condition(text)
    apart, failing = alternatives(term), alternatives(negated(term))
    assert apart is not None and failing is not None
    for point in POINTS[::4]:
        whole = truth(term, point)
        if whole is None:
            continue
        assert any(all(truth(each, point) for each in one) for one in apart) is whole
        assert any(all(truth(each, point) for each in one) for one in failing) is not whole


@pytest.mark.parametrize(
    ("given_text", "goal", "conditions"),
    [
        ("x^2 = 4", "x = 2 or x = -2", ()),
        ("x = 0 or x = 1", "x/x = 1", ("x != 0",)),
        ("x*y = p", "x = p/y", ("y != 0",)),
        ("x*y = x", "y = x/x", ("x != 0",)),
        ("m*x < m*y", "m*(x - y) < 0", ()),
        ("log(x) = 1", "x > 0", ()),
        ("sqrt(x) = y", "y >= 0", ()),
        ("abs(x) = y", "x = y or x = -y", ()),
    ],
)
def test_what_follows(given_text: str, goal: str, conditions: tuple[str, ...]) -> None:
    found = implied(Kernel(), Claim(condition(given_text), condition(goal), CONTEXT, "=>"))
    assert isinstance(found, Proof)
    assert found.conditions == conditions


@pytest.mark.parametrize(
    ("given_text", "goal"),
    [
        ("x^2 = 4", "x = 2"),
        ("x*y = x", "y = 1"),
        ("m*x < m*y", "x < y"),
        ("log(x) = y", "x = y"),
        ("abs(x) = y", "x = y"),
        ("sqrt(x) <= 2", "x < 4"),
        ("x < 1 or y < 1", "x < 1"),
        ("x = y", "x^2 < y^2"),
    ],
)
def test_what_does_not_follow(given_text: str, goal: str) -> None:
    assert isinstance(implied(Kernel(), Claim(condition(given_text), condition(goal), CONTEXT, "=>")), Open)
