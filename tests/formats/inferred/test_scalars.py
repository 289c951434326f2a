r"""Numbers made from vectors and matrices: which they are, what is proved with them, what is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck.errors import Place, places_in
from derivcheck.notation.latex.applied import Opaque
from derivcheck.notation.latex.lexer import Source
from derivcheck.notation.latex.macros import Macros
from derivcheck.notation.latex.scalars import Scalars
from derivcheck.notation.latex.words import words_of
from tests.formats.inferred.test_unknowns import last_verdict

#: Texts in which `s` and `n` are numbers and `V` is a matrix, each with the numbers made from vectors in it.
FOUND = [
    (r"x^T y", [r"x^T y"]),
    (r"x^{\top} A y", [r"x^{\top} A y"]),
    (r"x^\mathrm{T} A^{-1} B^T y + 1", [r"x^\mathrm{T} A^{-1} B^T y"]),
    (r"\frac{1}{2} (x - \mu)^T \Sigma^{-1} (x - \mu)", [r"(x - \mu)^T \Sigma^{-1} (x - \mu)"]),
    (r"(y - X\beta)^T (y - X\beta)/n", [r"(y - X\beta)^T (y - X\beta)"]),
    (r"(X\beta - A c)^T (X\beta - A c)", [r"(X\beta - A c)^T (X\beta - A c)"]),
    (r"x^T s y", [r"x^T s y"]),
    (r"x^T \frac{1}{n} y", [r"x^T \frac{1}{n} y"]),
    (r"x^T (A + \lambda I)^{-1} x", [r"x^T (A + \lambda I)^{-1} x"]),
    (r"x^T y y^T x", ["x^T y", "y^T x"]),
    (r"\mathbf{w}^\top \mathbf{x}_i", [r"\mathbf{w}^\top \mathbf{x}_i"]),
    (r"\hat{\beta}^T \hat{\beta} n", [r"\hat{\beta}^T \hat{\beta}"]),
    (r"1_n^T y", [r"1_n^T y"]),
    (r"\lambda x^T x", ["x^T x"]),
    (r"\exp[-x^T x]", ["x^T x"]),
    (r"\mathrm{tr}(A B) + \det A", [r"\mathrm{tr}(A B)", r"\det A"]),
    (r"\det(A)^{-1} \operatorname{rank}[A]", [r"\det(A)", r"\operatorname{rank}[A]"]),
    (r"\log |V| + \left| s V \right|^n", ["|V|", r"\left| s V \right|"]),
    (r"|x^T V x|", ["x^T V x"]),
    (r"\|x - y\|_2^2 + \| y \|", [r"\|x - y\|_2", r"\| y \|"]),
    # what may be a matrix, a vector or something else
    (r"X^T X", []),
    (r"x x^T", []),
    (r"x^T X", []),
    (r"X^T y", []),
    (r"(A - B)^T C (A - B)", []),
    (r"x^T a y", []),
    (r"x^T y z", []),
    (r"x^T y A", []),
    (r"x^T y^2", []),
    (r"x^T y^T", []),
    (r"x^T f(y)", []),
    (r"x^T (b)", []),
    (r"x^T \sum_i y_i", []),
    (r"x^T y \sum_i z_i", []),
    (r"x' A x", []),
    (r"x^\dagger A x", []),
    (r"e^T x", []),
    (r"e^{T} x", []),
    (r"s^2", []),
    (r"x^{2T} y", []),
    (r"\det A B", []),
    (r"|a| + |s|", []),
    (r"p(x|V) p(y|V)", []),
    (r"F \Big|_{x=V} - G \Big|_{y=V}", []),
    (r"\| a \|x\| b \|", []),
    (r"\mathrm{KL}(p \| q)", []),
    (r"\mathrm{diag}(x) + \mathrm{vec}(V)", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_numbers_made_from_vectors(text: str, expected: list[str]) -> None:
    words = words_of(Source(text, places_in(text, Place("<text>"))), Macros())
    opaque = Opaque(
        indices=frozenset("ijk"), vectors=frozenset("V"), numbers=frozenset("sn"), heads=frozenset("f")
    )
    scalars, found, at = Scalars(words, opaque), list[str](), 0
    while at < len(words.words) - 1:
        span = scalars.span(at)
        if span is not None:
            found.append(text[words.words[span[0]].start : words.words[span[1] - 1].end])
        at = span[1] if span is not None else at + 1
    assert found == expected


VERDICTS = {
    "proved": [
        r"\frac{\partial}{\partial \lambda} (\lambda x^T x) = x^T x",
        r"2 x^T A x = x^T A x + x^T A x",
        r"(x^T y)^2 - 1 = (x^T y - 1)(x^T y + 1)",
        r"\log \exp[-x^T x] = -x^T x",
        r"|x^T y|^2 = (x^T y)^2",
        r"1 + \log |\Sigma| + x^T \Sigma x = \log |\Sigma| + x^T \Sigma x + 1",
        r"\sum_i 2 x_i^T A x_i = 2 \sum_k x_k^T A x_k",
        r"2 \|x - y\|^2 = \|x-y\|^2 + \|x - y\|^2",
        r"1 + \sigma(w^T x) = \sigma(w^T x) + 1",
        r"2 \int p(x|\mu) x^T x \, dx = \int p(x|\mu) x^T x \, dx + \int p(x|\mu) x^T x \, dx",
    ],
    "unknown": [
        r"\mathrm{tr}(AB) = \mathrm{tr}(BA)",
        r"\|x\|^2 = x^T x",
        r"1 + x^T y = y^T x + 1",
        r"1 + |{-\Sigma}| + x^T \Sigma x = 1 + |\Sigma| + x^T \Sigma x",
        r"1 + \mathrm{tr}(A + B) = 1 + \mathrm{tr}(A) - \mathrm{tr}(B)",
        r"1 + x_i^T A x_i = 1 + x_j^T A x_j",
        r"2 x^T x = x^T x + 1",
        r"1 + \int_0^1 x^T x \, dt = 1 + x^T x",
    ],
    "unread": [
        r"1 + (x^T y)^T = x^T y + 1",
        r"1 + X^T X = X^T X + 1",
        r"1 + x^T a y = y x^T a + 1",
        r"1 + \frac{\partial}{\partial \lambda} x^T x = 1",
        r"\frac{\partial}{\partial x_1} (x_1 + x^T x) = 1",
        r"\frac{\partial}{\partial w} \|w\|^2 = 2 w",
        r"1 + \sum_x x^T x = \sum_x x^T x + 1",
        r"1 + A B x^T y = 1 + B A x^T y",
    ],
}


@pytest.mark.parametrize(
    ("expected", "formula"), [(name, formula) for name, formulas in VERDICTS.items() for formula in formulas]
)
def test_verdicts_on_numbers_made_from_vectors(tmp_path: Path, expected: str, formula: str) -> None:
    assert last_verdict(tmp_path, formula) == expected


def test_a_number_made_from_vectors_is_constant_where_other_letters_move(tmp_path: Path) -> None:
    z, p = r"z = w^\top x + b", r"p = \frac{1}{1 + e^{-z}}"
    assert last_verdict(tmp_path, z, p, r"\frac{\partial p}{\partial z} = p (1 - p)") == "proved"
    assert last_verdict(tmp_path, z, p, r"\frac{\partial p}{\partial b} = p (1 - p)") == "proved"
    assert last_verdict(tmp_path, z, p, r"\frac{\partial p}{\partial b} = p") == "unknown"
    assert last_verdict(tmp_path, z, p, r"\frac{\partial p}{\partial w_1} = 0") == "unread"
    assert (
        last_verdict(tmp_path, "t = b^2", "y = u^T t + b", r"\frac{\partial y}{\partial b} = 1") == "unread"
    )
    assert last_verdict(tmp_path, z, r"\int_0^1 z \, db = w^\top x + \frac{1}{2}") == "unread"


def test_the_names_in_such_a_number_are_vectors_and_those_beside_it_are_not(tmp_path: Path) -> None:
    formula = r"q = \lambda x^T A x + \mu"
    assert last_verdict(tmp_path, formula, r"2 \lambda + \lambda = 3 \lambda") == "proved"
    assert last_verdict(tmp_path, formula, r"2 \mu + \mu = 3 \mu") == "proved"
    assert last_verdict(tmp_path, formula, r"2 x + x = 3 x") == "unread"
    assert last_verdict(tmp_path, formula, r"2 A + A = 3 A") == "unread"
    assert last_verdict(tmp_path, formula, r"2 x_i + x_i = 3 x_i") == "proved"
    assert last_verdict(tmp_path, r"q = \sum_i x_i^T x_i", r"2 x_i + x_i = 3 x_i") == "unread"


def test_beside_a_matrix_nothing_is_a_number(tmp_path: Path) -> None:
    formula = r"H = x^T x + \lambda B^T B"
    assert last_verdict(tmp_path, formula, r"2 \lambda + \lambda = 3 \lambda") == "unread"


def test_no_equation_defines_such_a_number(tmp_path: Path) -> None:
    claims = [r"\mathrm{tr}(A) = a + b", r"2 \mathrm{tr}(A) = 2 a + 2 b"]
    assert last_verdict(tmp_path, *claims) == "unknown"
