r"""What is taken at a point in a document, or differentiated: the variable is written, or an integral has it.

Nothing is read of what may depend on the variable although it does not show it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.formats.inferred.test_unknowns import last_verdict

READ = [
    (r"f(x) = x^3", r"\left. x f(2) \right|_{x=1} = 8"),
    (r"q = y^2", r"\left. x + q \right|_{x=1} = 1 + y^2"),
    (r"\nabla_{z_i} \log \sum_{k=1}^n e^{z_k} = \frac{e^{z_i}}{\sum_{k=1}^n e^{z_k}}",),
    (r"J = t^3", r"\nabla_t J = 3 t^2"),
    (r"\lim_{T \to 0^+} e^{-1/T} = 0",),
    (r"\int_0^1 x^2 \, dx = \left. \frac{x^3}{3} \right|_0^1 = \frac{1}{3}",),
    (r"\int_0^2 x e^{x^2} dx = \frac{1}{2} \int_0^4 e^u du = \frac12 \Bigl[ e^u \Bigr]_0^4",),
    (r"\int_0^a 2 x \, dx = x^2 \Big|_0^a = a^2",),
    (r"\int_0^\infty e^{-x} \, dx = \left[ -e^{-x} \right]_0^\infty = 1",),
    (r"\left. 1 + 2 t \right|_{t=a} = 2 a + 1",),
]
WRONG = [(r"\nabla_x (x^2 y) = x^2",)]
#: Nothing stands in these that is not bound.
WRONG_NUMBERS = [
    (r"\int_0^1 x^2 \, dx = \left. \frac{x^3}{3} \right|_0^1 = \frac{1}{2}",),
    (r"\int_0^2 2 x \, dx = x^2 \Big|_1^2",),
]
UNREAD = [
    (r"s = x^2", r"f(t) = s t", r"1 + \left. x f(2) \right|_{x=1} = 3"),
    (r"s = x^2", r"f(x) = s x", r"1 + \left. \frac{df}{dx} \right|_{x=1} = 4"),
    (r"1 + \nabla_w J(w) = 1",),
    (r"w_i = w_i + 0", r"1 + \nabla_w w_i = 1"),
    (r"\zeta(t) = \foo{t}", r"\zeta(2) = \frac{\pi^2}{6}"),
    (r"1 + \int_0^1 2 x \, dx = 1 + [u^2]_0^1",),
    (r"q = x^2", r"1 + \left. q \right|_{x=1} = 2"),
    (r"q = x^2", r"1 + \left. x q \right|_{x=1} = 2"),
    (r"1 + \left. x p(x|y) \right|_{x=1} = 1 + p(1|y)",),
    (r"\left. x L \right|_{x=1} = L", r"\frac{\partial L}{\partial w} = 0"),
    (r"r = \left. x q \right|_{x=1}", "q = x", "2 r = r + 1"),
]


@pytest.mark.parametrize("formulas", READ)
def test_a_value_is_read(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "proved"


@pytest.mark.parametrize("formulas", WRONG)
def test_a_wrong_value_of_what_nothing_declares_is_unknown(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "unknown"


@pytest.mark.parametrize("formulas", WRONG_NUMBERS)
def test_a_wrong_value_of_what_is_bound_is_refuted(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "refuted"


@pytest.mark.parametrize("formulas", UNREAD)
def test_what_may_hang_on_the_variable_has_no_value(tmp_path: Path, formulas: tuple[str, ...]) -> None:
    assert last_verdict(tmp_path, *formulas) == "unread"
