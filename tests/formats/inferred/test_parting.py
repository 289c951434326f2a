r"""Families of one letter, told apart by their indices: `y_i` beside `y_{ij}`, `x^{(i)}` beside `x_i`."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.errors import Place, places_in
from derivcheck.notation.latex.applied import Opaque
from derivcheck.notation.latex.lexer import Source
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.parting import parted
from derivcheck.notation.latex.words import words_of
from tests.formats.inferred.test_unknowns import document_of, last_verdict

PARTED = [
    (r"y_i + y_{ij}", "y _ i + y_each2 _ { i , j }"),
    (r"y_{i,j-1}", "y_each2 _ { i , j - 1 }"),
    (r"y_{ij}^2", "y_each2 _ { i , j } ^ 2"),
    (r"y^2_{ij}", "y_each2 _ { i , j } ^ 2"),
    (r"y_{2j}", "y _ { 2 j }"),
    (r"z_{ij}", "z _ { i j }"),
    (r"x^{(i)}", "x_sup _ { i }"),
    (r"x_j^{(i)} x^{(i)}_j", "x_sup _ { j , i } x_sup _ { j , i }"),
    (r"x^{(1)}", "x_sup_1"),
    (r"x^{(l-1)}_k", "x_sup _ { k , l - 1 }"),
    (r"x^{(i)} (a - b)", "x_sup _ { i } ( a - b )"),
    (r"x^{(2)}(a)", "x ^ { ( 2 ) } ( a )"),
    (r"z^{(i)}", "z ^ { ( i ) }"),
    (r"x^{n} x_i", "x ^ { n } x _ i"),
    (r"x'^{(i)}", "x ' ^ { ( i ) }"),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_families_get_names_of_their_own(text: str, expected: str) -> None:
    words = words_of(Source(text, places_in(text, Place("<text>"))), Macros())
    opaque = Opaque(indices=frozenset("ijkl"), shapes={("y", 2): "y_each2"}, raised=frozenset("x"))
    assert " ".join(word.text for word in parted(words, 0, len(words.words), opaque)).strip() == expected


SQUARES = r"J = \frac{1}{m} \sum_{i=1}^m \left(\sum_{j=1}^n \theta_j x_j^{(i)} - y^{(i)}\right)^2"
MEANS = r"y_i = \frac{1}{m} \sum_{j=1}^m y_{ij}"

VERDICTS = [
    ("proved", [MEANS, r"\sum_{i=1}^n y_i = \frac{1}{m} \sum_{i=1}^n \sum_{j=1}^m y_{ij}"]),
    ("unknown", [r"1 + y_i + y_{ij} = 1 + 2 y_i"]),
    ("unread", [r"1 + y_i + y_{ij} + y = 1 + y_i + y_{ij} + y"]),
    ("proved", [r"1 + x^{(i)} + x_i = 1 + x_i + x^{(i)}"]),
    ("unknown", [r"1 + x^{(i)} + x_i = 1 + 2 x_i"]),
    ("unknown", [r"1 + x^{(1)} = 1 + x_1"]),
    ("proved", [r"1 + y_{i1} + y_{i2} = y_{i2} + y_{i1} + 1"]),
    ("proved", [r"1 + \sum_{j=1}^2 y_{ij} = 1 + y_{i1} + y_{i2}"]),
    ("unknown", [r"1 + y_{i1} = y_{i2} + 1"]),
    ("proved", [r"q = x^2", r"1 + x^2 + \sum_i x_i = 1 + x^2 + \sum_j x_j"]),
    ("unknown", [r"q = x^2", r"1 + x^2 + \sum_i x_i = 1 + x^2"]),
    ("proved", [r"1 + \sum_k \pi_k + 2\pi = 1 + 2\pi + \sum_j \pi_j"]),
    ("unknown", [r"1 + \pi_k = 1 + \pi"]),
    ("unknown", [r"1 + e_i = 1 + e"]),
    ("proved", [r"1 + k_{ij} + \sum_k k = \sum_k k + k_{ij} + 1"]),
    ("proved", [r"1 + h_t + \sum_{t=1}^T h_t^2 = \sum_{t=1}^T h_t^2 + h_t + 1"]),
    ("unread", [r"1 + f^{(2)}(x) = f''(x) + 1"]),
    ("unread", [r"1 + W^{(1)} W^{(2)} = 1 + W^{(2)} W^{(1)}"]),
    ("unread", [r"1 + W_1 W_2 = 1 + W_2 W_1"]),
]


@pytest.mark.parametrize(("expected", "formulas"), VERDICTS)
def test_verdicts_on_families_told_apart(tmp_path: Path, expected: str, formulas: list[str]) -> None:
    assert last_verdict(tmp_path, *formulas) == expected


def test_what_is_wrong_about_a_sample_is_refuted(tmp_path: Path) -> None:
    right = (
        r"\frac{\partial J}{\partial \theta_k} = "
        r"\frac{2}{m} \sum_{i=1}^m \left(\sum_{j=1}^n \theta_j x_j^{(i)} - y^{(i)}\right) x_k^{(i)}"
    )
    assert last_verdict(tmp_path, SQUARES, right) == "proved"
    assert last_verdict(tmp_path, SQUARES, right.replace("{2}{m}", "{1}{m}")) == "refuted"
    assert last_verdict(tmp_path, SQUARES, right.replace("x_k^{(i)}", "x_j^{(i)}")) == "refuted"


def test_a_complaint_names_the_letter_as_it_is_written(tmp_path: Path) -> None:
    document = document_of(tmp_path, r"q = y^T y_{ij} + y_i^T A y_{ij}", r"2 y_{ij} + y_i = y_i + 2 y_{ij}")
    problem = document.derivations[-1].steps[-1].problem
    assert problem is not None
    assert "found 'y', which stands with" in problem.message
