r"""Applications such as `\mathrm{E}(X)`, and derivatives of what nothing defines, are unknown numbers.

Algebra of them is proved, nothing about them is refuted, and what would have to know how they depend on
something is not read.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from derivcheck import checker, formats
from derivcheck.model import Document, Unknown
from derivcheck.notation.latex.applied import is_certain
from derivcheck.reports.imported import to_yaml


def document_of(tmp_path: Path, *formulas: str) -> Document:
    path = tmp_path / "notes.md"
    path.write_text("\n\n".join(f"$$ {formula} $$" for formula in formulas), encoding="utf-8")
    return formats.load(path)


def last_verdict(tmp_path: Path, *formulas: str) -> str:
    """The verdict on the last formula, which must be a claim: "unread" where it is not read."""
    (_, goals), *_ = checker.goals(document_of(tmp_path, *formulas))[::-1]
    verdict, _ = checker.Checker().check(goals[-1])
    return "unread" if verdict.name == "unreadable" else verdict.name


PROVED = [
    r"2 \mathrm{E}(X) = \mathrm{E}\left[ X \right] + \mathrm{E}(X)",
    r"1 + \mathbb{E}[X] \mathbb{E}[Y] = \mathbb{E}[Y]\,\mathbb{E}[X] + 1",
    r"2 p(x|y) = p(x | y) + p\left(x|y\right)",
    r"1 + \sum_{i=1}^n \mathrm{E}(x_i) = 1 + \sum_{k=1}^n \mathrm{E}(x_k)",
    r"n \cdot 2 f(x) = 2 n f(x)",
    r"3 P(A \cap B) - P(A \cap B) = 2 P(A \cap B)",
    r"1 + \frac{\partial L}{\partial w} = \frac{\partial L}{\partial w} + 1",
    r"2 + \sum_j \frac{\partial L}{\partial z_j} w_j = 2 + \sum_k w_k \frac{\partial L}{\partial z_k}",
    r"1 + p(x) p = 1 + p \cdot p(x)",
    r"1 + \sum_{x \in A} f(x) + c = c + \sum_{x \in A} f(x) + 1",
    r"2 \lfloor \sum_{x \in A} f(x) \rfloor = \lfloor \sum_{x \in A} f(x) \rfloor \cdot 2",
    r"1 + a \int_{X} x f(x) \, dx \cdot b = 1 + a b \int_X x f(x) dx",
    r"2 \langle x^2 \rangle_{p(x)} = \left\langle x^2 \right\rangle_{p(x)} + \langle x^2 \rangle_{p(x)}",
    r"1 + \mathrm{softmax}(z)_i = \mathrm{softmax}(z)_i + 1",
]

#: Each is true for one meaning of its names and false for another.
UNDECIDED = [
    r"1 + \mathrm{E}(aX) = 1 + a \mathrm{E}(X)",
    r"1 + p(x,y) = 1 + p(x|y)\, p(y)",
    r"1 + P(A \cap B) = P(B \cap A) + 1",
    r"1 + \sum_{i=1}^n \mathrm{E}(x_i) = n \mathrm{E}(x_i) + 1",
    r"1 + \mathrm{E}(x_1) = 1 + \mathrm{E}(x_i)",
    r"1 + \mathrm{E}(X)^2 = 1 + \mathrm{E}(X^2)",
    r"1 + \frac{\partial L}{\partial w} = 1",
    r"1 + \frac{\partial L}{\partial w} = 1 + 5 \frac{\partial L}{\partial v}",
    r"1 + \frac{\partial^2 L}{\partial w^2} = 1 + \frac{\partial L}{\partial w}^2",
    r"1 + \mathrm{E}(x_i x_j) = 1 + \mathrm{E}(x_j x_i)",
    r"2 f(x) = f(x) + f(y)",
    r"1 + \int_0^1 p(t|y) \, dt = 1 + p(t|y)",
    r"1 + \int_{\mathcal{X}} f(x) \, \mathrm{d}x = 1 + \int_{\mathcal{Y}} f(x) \, \mathrm{d}x",
    r"1 + \int_{\mathcal{X}} 2 f(x) \, \mathrm{d}x = 1 + 2 \int_{\mathcal{X}} f(x) \, \mathrm{d}x",
    r"1 + \sum_{x \in A} f(x) g = 1 + g \sum_{x \in A} f(x)",
    r"1 + \langle x \rangle_{p(x)} = 1 + \langle x \rangle_{q(x)}",
    r"1 + \mathrm{RSS}(x,y) = 1 + \mathrm{RSS}(x) y",
]

UNREAD = [
    r"1 + \frac{d}{da} \mathrm{E}(aX) = 1",
    r"1 + \frac{\partial}{\partial \theta} \log p(x|\theta) = 1",
    r"1 + \int_0^1 g \, dt = 1 + g",
    r"1 + \lim_{h \to 0} h\, q(h|x) = 1",
    r"1 + \frac{\partial}{\partial w} \log L = 1",
    r"1 + \frac{d}{dx} \left( y^2 + \frac{dy}{dx} \right) = 1",
    r"1 + \mathcal{O}(n) = 1 + \mathcal{O}(n)",
    r"1 + \mathrm{diag}(A) = 1 + \mathrm{diag}(A)",
    r"1 + \mathrm{E}(\mathbf{x}) = 1 + \mathrm{E}(\mathbf{x})",
    r"1 + \mathrm{E}(X^T X) = 1 + \mathrm{E}(X^T X)",
    r"1 + \mathrm{Var}(X)' = 1 + \mathrm{Var}(X)'",
    r"1 + E(X)(Y) = 1 + Y E(X)",
    r"1 + \sum_{T=1}^n p(T|y) = 1 + n p(T|y)",
]


@pytest.mark.parametrize("formula", PROVED)
def test_algebra_of_unknowns_is_proved(tmp_path: Path, formula: str) -> None:
    assert last_verdict(tmp_path, formula) == "proved"


@pytest.mark.parametrize("formula", UNDECIDED)
def test_laws_of_unknowns_are_neither_proved_nor_refuted(tmp_path: Path, formula: str) -> None:
    assert last_verdict(tmp_path, formula) == "unknown"


@pytest.mark.parametrize("formula", UNREAD)
def test_what_would_have_to_know_more_is_not_read(tmp_path: Path, formula: str) -> None:
    assert last_verdict(tmp_path, formula) == "unread"


def test_the_cause_names_the_unknowns_as_they_are_written(tmp_path: Path) -> None:
    document = document_of(tmp_path, UNDECIDED[0])
    (_, (goal,)), *_ = checker.goals(document)
    verdict, _ = checker.Checker().check(goal)
    assert isinstance(verdict, Unknown)
    assert r"\mathrm{E}(X) and \mathrm{E}(aX) are taken for unknown numbers" in verdict.detail


def test_an_equation_defines_an_unknown_and_its_derivative_is_known_then(tmp_path: Path) -> None:
    defined = r"p(x|\theta) = 3 \theta x^2"
    claim = r"\frac{\partial}{\partial x} p(x|\theta) = 6 \theta x"
    assert last_verdict(tmp_path, defined, claim) == "proved"
    assert last_verdict(tmp_path, defined, claim.replace("6", "5")) == "refuted"


def test_a_second_equation_of_an_unknown_is_a_reason_to_doubt(tmp_path: Path) -> None:
    first, second = r"p(x) = 2 x", r"p(x) = x + 1"
    assert last_verdict(tmp_path, first, second) == "unknown"


def test_a_dependent_quantity_is_no_constant_elsewhere(tmp_path: Path) -> None:
    chain = r"1 + \frac{\partial y}{\partial x} = 1 + \frac{\partial y}{\partial x}"
    assert last_verdict(tmp_path, chain, r"1 + \frac{\partial}{\partial x} (x y) = 1 + y") == "unread"


def test_a_relation_in_a_bracket_is_none_of_the_chain() -> None:
    assert is_certain(("X", "=", "x"))
    assert not is_certain(("f", "(", "x", ",", "y", ")"))


def test_a_number_in_a_formula_about_matrices_stays_a_number(tmp_path: Path) -> None:
    matrices = r"S = \frac{1}{n} X^T X + n \sigma"
    assert last_verdict(tmp_path, matrices, r"2 n + n = 3 n") == "proved"
    assert last_verdict(tmp_path, matrices, r"2 \sigma + \sigma = 3 \sigma") == "unread"
    assert last_verdict(tmp_path, matrices, r"2 X + X = 3 X") == "unread"


def test_the_entries_of_a_vector_are_numbers(tmp_path: Path) -> None:
    vector = r"q = \frac{y^T y}{2}"
    assert last_verdict(tmp_path, vector, r"2 \sum_{i=1}^n y_i = \sum_{i=1}^n 2 y_i") == "proved"
    assert last_verdict(tmp_path, vector, r"2 y + y = 3 y") == "unread"
    rows = r"q = \sum_{i=1}^n y_i^T y_i"
    assert last_verdict(tmp_path, rows, r"2 \sum_{i=1}^n y_i = \sum_{i=1}^n 2 y_i") == "unread"


def test_a_model_defines_nothing(tmp_path: Path) -> None:
    model = r"y_i = a + b x_i + \varepsilon_i, \; \varepsilon_i \sim \mathcal{N}(0, \sigma^2)"
    squares = r"\frac{\partial}{\partial b} \sum_{i=1}^n (y_i - a - b x_i)^2"
    assert last_verdict(tmp_path, model, squares + r" = -2 \sum_{i=1}^n x_i (y_i - a - b x_i)") == "proved"


def test_a_letter_below_a_name_that_is_an_upper_bound_is_no_index(tmp_path: Path) -> None:
    assert last_verdict(tmp_path, r"1 + \sum_{i=1}^k p_i = 1 + p_k + \sum_{i=1}^{k-1} p_i") == "proved"


def test_a_loss_of_its_parameters_is_differentiated(tmp_path: Path) -> None:
    model, loss = r"\hat{y}_i = w x_i + b", r"J(w, b) = \sum_{i=1}^n (y_i - \hat{y}_i)^2"
    right = r"\frac{\partial J}{\partial b} = -2 \sum_{i=1}^n (y_i - \hat{y}_i)"
    assert last_verdict(tmp_path, model, loss, right) == "proved"
    assert last_verdict(tmp_path, model, loss, right.replace("-2", "-3")) == "refuted"


def test_letters_side_by_side_below_a_name_are_one_word_unless_they_are_indices(tmp_path: Path) -> None:
    assert last_verdict(tmp_path, r"1 + s_{xy}^2 = s_{xy} s_{xy} + 1") == "proved"


def test_a_number_and_a_family_of_one_letter_are_two_quantities(tmp_path: Path) -> None:
    mixture = r"N_k = \sum_{i=1}^N g_{ik}"
    assert (
        last_verdict(tmp_path, mixture, r"1 + \frac{N_k}{N} = \frac{1}{N} \sum_{i=1}^N g_{ik} + 1")
        == "proved"
    )
    assert last_verdict(tmp_path, mixture, r"1 + \sum_{k=1}^K N_k = 1 + N") == "unknown"


def test_a_letter_with_a_derivative_is_a_function_of_which_nothing_is_refuted(tmp_path: Path) -> None:
    layer = r"a_j = \phi(z_j)"
    slope = r"\frac{\partial a_j}{\partial z_j} = \phi'(z_j)"
    assert last_verdict(tmp_path, layer, slope) == "proved"
    assert last_verdict(tmp_path, layer, slope, slope.replace("'(z_j)", "(z_j)")) == "unknown"


def test_a_sum_may_say_how_far_a_family_goes(tmp_path: Path) -> None:
    sums = r"1 + \sum_{i=1}^k \sum_{j=1}^{n_i} y_{ij} = 1 + \sum_{i=1}^k \sum_{j=1}^{n_i} y_{ij}"
    assert last_verdict(tmp_path, sums) in ("proved", "unknown")
    assert last_verdict(tmp_path, sums.replace("y_{ij} = 1", "(y_{ij} + 1) = 1")) == "unknown"
    assert last_verdict(tmp_path, sums, r"1 + y_{ij} = 1 + y_{ij}") == "unread"


def test_points_below_a_name_say_what_it_was_summed_over(tmp_path: Path) -> None:
    means = r"2 \bar{y}_{i \bullet} = \bar{y}_{i \bullet} + \bar{y}_{i \bullet}"
    assert last_verdict(tmp_path, means) == "proved"
    assert (
        last_verdict(tmp_path, means.replace(r"+ \bar{y}_{i \bullet}", r"+ \bar{y}_{\bullet i}")) == "unknown"
    )


def test_an_import_says_what_is_unknown(tmp_path: Path) -> None:
    text = to_yaml(document_of(tmp_path, UNDECIDED[0]))
    assert r"# E_of_a_X is \mathrm{E}(aX): assume what is known about it" in text


def test_a_loss_that_also_stands_without_its_bracket_is_a_quantity(tmp_path: Path) -> None:
    loss, right = r"\mathcal{L}(x, y) = x^2 y", r"\frac{\partial \mathcal{L}}{\partial x} = 2 x y"
    assert last_verdict(tmp_path, loss, right) == "proved"
    assert last_verdict(tmp_path, loss, right.replace("2", "3")) == "refuted"
    assert last_verdict(tmp_path, loss, r"1 + \mathcal{L}(y, x) = 1 + y^2 x", right) == "unread"


def test_a_negated_product_behind_an_entry_is_a_factor(tmp_path: Path) -> None:
    assert last_verdict(tmp_path, r"1 + y_k + y_k (-p_k p_i) = 1 + y_k (1 - p_k p_i)") == "proved"
    assert last_verdict(tmp_path, r"1 + y_k + y_k (-p) = 1 + y_k + y_k (-p)") == "unread"
    assert last_verdict(tmp_path, r"1 + y_k (-p q) = 1 + y_k (-p q)") == "unread"


def test_how_something_is_distributed_is_a_reason_to_doubt(tmp_path: Path) -> None:
    tail = r", \quad \epsilon_j \sim \mathcal{N}(0, 1)"
    assert last_verdict(tmp_path, rf"2 \epsilon_j = \epsilon_j + \epsilon_j{tail}") == "proved"
    assert last_verdict(tmp_path, rf"2 \epsilon_j = \epsilon_j{tail}") == "unknown"
    assert (
        last_verdict(tmp_path, rf"2 \epsilon_j = \epsilon_j + \epsilon_j{tail}, \; j = 1, \ldots, n")
        == "proved"
    )
    assert last_verdict(tmp_path, rf"2 \epsilon_j = \epsilon_j + \epsilon_j{tail}, \; a = b") == "unread"


SIDE_BY_SIDE = r"a_j = w_j x + b_j, \qquad L = \sum_{j=1}^m a_j^2"


def test_equations_side_by_side_define_what_is_new(tmp_path: Path) -> None:
    claim = r"\frac{\partial L}{\partial b_k} = 2 (w_k x + b_k)"
    assert last_verdict(tmp_path, SIDE_BY_SIDE, claim) == "proved"
    assert last_verdict(tmp_path, SIDE_BY_SIDE, claim.replace("2 (", "3 (")) == "refuted"


def test_an_equation_behind_another_may_be_a_condition(tmp_path: Path) -> None:
    document = document_of(tmp_path, r"f = c x", r"\frac{\partial f}{\partial x} = u, \quad c = u")
    assert "c" not in document.context.definitions
    (_, goals), *_ = checker.goals(document)
    verdict, _ = checker.Checker().check(goals[0])
    assert isinstance(verdict, Unknown)
    assert "c stands beside it and may be a condition" in verdict.detail


def test_the_base_of_a_logarithm_is_a_number(tmp_path: Path) -> None:
    assert last_verdict(tmp_path, r"1 + \log_b x = \frac{\log x}{\log b} + 1") == "proved"
    assert last_verdict(tmp_path, r"1 + \log_b x = \frac{\log b}{\log x} + 1") == "unknown"
