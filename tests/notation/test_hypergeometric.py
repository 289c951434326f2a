"""Hypergeometric functions in the plain notation: SymPy's two lists, the short names, and what is neither."""

from __future__ import annotations

import pytest

from derivcheck.errors import ReadError
from derivcheck.notation import read_expression
from derivcheck.terms import hypergeometric
from derivcheck.terms.latex import to_latex
from derivcheck.terms.printing import to_text
from tests.notation.notation_samples import CONTEXT, PLACE, m, n, x, y


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("hyper((x, y), (m,), n)", "hyper((x, y), (m,), n)"),
        ("hyper([x, y], [m], n)", "hyper((x, y), (m,), n)"),
        ("hyp2f1(x, y, m, n)", "hyper((x, y), (m,), n)"),
        ("hyp1f1(x, y, -n)", "hyper((x,), (y,), -n)"),
        ("hyp0f1(y, n^2/4)", "hyper((), (y,), n^2/4)"),
        ("hyper((), (), x)*hyper((x,), [], y)", "hyper((), (), x)*hyper((x,), (), y)"),
    ],
)
def test_as_it_is_read_and_printed(text: str, printed: str) -> None:
    term = read_expression(text, CONTEXT, PLACE)
    assert to_text(term) == printed
    assert read_expression(printed, CONTEXT, PLACE) == term


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hyper((x, y), n)", "3 arguments"),
        ("hyper(x, y, n)", "parameters in brackets"),
        ("hyp2f1(x, y, n)", "4 arguments"),
        ("hyper + 1", "a declared name"),
    ],
)
def test_what_is_none(text: str, expected: str) -> None:
    with pytest.raises(ReadError, match=expected):
        read_expression(text, CONTEXT, PLACE)


def test_in_latex() -> None:
    assert to_latex(hypergeometric((x, y), (m,), n)) == r"{}_{2}F_{1}\left(x, y; m; n\right)"
