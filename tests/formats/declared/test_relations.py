"""Relations in lists, and equations for all values of a symbol."""

from __future__ import annotations

import pytest

from derivcheck.errors import ReadError
from derivcheck.formats import read_context
from derivcheck.terms import for_all, is_for_all

HEAD = (
    "symbols: {x: real, i: integer, 's[k]': real}\nindices: {k: 1..n}\nfunctions: {y: smooth}\nassumptions:\n"
)


@pytest.mark.parametrize(
    "line", ["- for all x: y(x)^2 = x", "- 'for all x: y(x)^2 = x'", "- for  all x : y(x)^2 = x"]
)
def test_an_equation_for_all_values(line: str) -> None:
    (made,) = read_context(HEAD + line).assumptions
    assert is_for_all(made)
    plain = read_context(HEAD + "- y(x)^2 = x").assumptions[0]
    assert made == for_all("x", plain)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "column", "expected"),
    [
        ("- for all z: y(x) = 0", 14, "a real symbol without indices"),
        ("- for all i: y(x) = 0", 14, "a real symbol without indices"),
        ("- for all s: y(x) = 0", 14, "a real symbol without indices"),
        ("- for all x: y(x) > 0", 14, "an equation"),
        ("- for all x: y(x) = 0 and x = 1", 14, "an equation"),
        ("- for all x: y(x", 15, "')'"),
        ("- for x: y(x) = 0", 3, "a relation"),
        ("- for all x: [y(x) = 0]", 14, "an equation"),
    ],
)
def test_what_is_refused(line: str, column: int, expected: str) -> None:
    with pytest.raises(ReadError) as refused:
        read_context(HEAD + line)
    problem = refused.value.problem
    assert (problem.place.line, problem.place.column) == (5, column), problem
    assert expected in problem.expected, problem
