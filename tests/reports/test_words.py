"""Words: derivatives as mathematicians write them, points, places, and the sizes of a claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from derivcheck.model import Claim, Context, Counterexample, Definition, Domain, Range, Symbol
from derivcheck.reports.words import left_side, listed, point, sizes, where
from derivcheck.terms import Add, Diff, Sym, Term, integer
from tests.reports.samples import CONTEXT, GRADIENT, PROVED, TO_N, check, goal

X, Y = Sym("x"), Sym("y")
I = Sym("i")  # noqa: E741


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (GRADIENT, "∂J/∂z[i]"),
        (Diff(Sym("f"), ((X, 2),)), "∂²f/∂x²"),
        (Diff(Sym("f"), ((X, 1), (Y, 1))), "∂²f/∂x∂y"),
        (Diff(Sym("A", (I, integer(1))), ((Sym("z", (I,)), 1),)), "∂A[i, 1]/∂z[i]"),
        (Diff(Sym("q", (Add((I, integer(1))),)), ((X, 1),)), "∂q[i + 1]/∂x"),
    ],
)
def test_a_derivative_of_a_named_quantity(term: Term, text: str) -> None:
    assert left_side(goal(2, "as written", term=term)) == text


@pytest.mark.parametrize(
    "term",
    [
        X,
        Diff(Add((X, Y)), ((X, 1),)),
    ],
)
def test_anything_more_involved_is_shown_as_written(term: Term) -> None:
    assert left_side(goal(2, "as  written", term=term)) == "as written"


def test_a_goal_that_could_not_be_read_is_shown_as_written() -> None:
    assert left_side(replace(goal(2, "diff(J"), claim=None)) == "diff(J"


def test_places_of_checks() -> None:
    steps = [check(number, PROVED) for number in (3, 7, 8)]
    final = check(9, PROVED, kind="final")
    assert where(steps[:1]) == "step 3"
    assert where(steps) == "steps 3, 7 and 8"
    assert where([*steps[:2], final]) == "steps 3 and 7 and the final check"
    assert where([final]) == "the final check"


def test_lists_end_in_the_word_given() -> None:
    assert [listed(["a", "b", "c"][:many], "or") for many in range(4)] == ["", "a", "a or b", "a, b or c"]


def test_a_point_names_sizes_indices_values_and_functions() -> None:
    found = Counterexample({"n": 2}, {"i": 1}, {"A": [["1", "0"], ["0", "1"]], "f": "x -> x^2"}, "0", "1")
    assert point(found) == "n = 2, i = 1, A = [[1, 0], [0, 1]], f: x -> x^2"
    assert point(Counterexample({}, {}, {}, "0", "1")) == "every point"


def test_sizes_are_found_through_ranges_and_definitions() -> None:
    to_m = Range(integer(1), Sym("m"))
    context = Context(
        indices={"i": TO_N, "k": to_m, "c": Range(integer(1), integer(3))},
        symbols={
            **CONTEXT.symbols,
            "m": Symbol("m", (), Domain.POSITIVE_INTEGER),
            "y": Symbol("y", (to_m,), Domain.REAL),
        },
        definitions={"L": Definition("L", (), (), Add((Sym("y", (Sym("k"),)), X)))},
    )

    def of(term: Term) -> tuple[str, ...]:
        return sizes(Claim(term, X, context))

    assert of(Sym("z", (I,))) == ("n",)
    assert of(Sym("L")) == ("m",)
    assert of(Add((Sym("L"), I))) == ("m", "n")
    assert of(Sym("n")) == ("n",)
    assert of(Sym("c")) == ()
    assert of(X) == ()
