"""Normal forms as people write them; what is written reads back as the same normal form."""

from __future__ import annotations

import pytest

from derivcheck.kernel.algebra.linear import Form, constant, variable
from derivcheck.kernel.knowledge.speaking import form_term, two_sides
from derivcheck.terms.printing import to_text
from tests.kernel.rings import spoken


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("0", "0"),
        ("x - x", "0"),
        ("-x", "-x"),
        ("y + x", "x + y"),
        ("x*x*3", "3*x^2"),
        ("x/2 - x/3", "x/6"),
        ("x^2 + 2*x*y + y^2", "(x + y)^2"),
        ("exp(x)*exp(y)", "exp(x + y)"),
        ("1/exp(x)", "exp(-x)"),
        ("exp(1)", "e"),
        ("sqrt(a)", "sqrt(a)"),
        ("a^(2/3)", "a^(2/3)"),
        ("sum(z[l], l)", "sum(z[k], k)"),
        ("sum(z[m], m, 1, i)", "sum(z[k], k, 1, i)"),
        ("delta(j, i)", "delta(i, j)"),
        ("f(x)", "f(x)"),
        ("diff(f(x), x)", "f'(x)"),
        ("2*sum(z[k], k) + 3*x", "3*x + 2*sum(z[k], k)"),
        ("1 + [i >= j]", "[i >= j] + 1"),
        ("log(a*2)", "log(2) + log(a)"),
        # the inner index is not called like the free one around it
        ("sum(A[i, l]*cos(sum(A[i, j]*z[j], j)), i)", "sum(A[k, l]*cos(sum(A[k, m]*z[m], m)), k)"),
    ],
)
def test_spelling(text: str, shown: str) -> None:
    assert spoken(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "sum(sum(A[k, l]*z[k]/(z[l]^2 + 1), k), l)",
        "sum(1/(z[i] - z[k]), k != i)",
        "prod(z[k] + x, k)",
        "[i < j]*z[i] + delta(i, j)/x",
        "diff(f(x*z[i])*q[j], z[i])",
        "sum(sum(f(z[k]*z[l]), k, 1, l), l)",
        "abs(x - y)^3*sqrt(x^2 + 1)",
        "log(prod(z[k]^2 + 1, k, 1, n-1))",
    ],
)
def test_read_back(text: str) -> None:
    once = spoken(text)
    assert spoken(once) == once
    assert spoken(f"{text} - ({once})") == "0"


@pytest.mark.parametrize(
    ("form", "whole", "left", "right"),
    [
        (constant(0), "0", "0", "0"),
        (constant(-2), "-2", "0", "2"),
        (variable("i").minus(variable("j")), "i - j", "i", "j"),
        (variable("i").times(-2).shifted(3), "-2*i + 3", "3", "2*i"),
        (variable("i").plus(variable("n")).shifted(-1), "i + n - 1", "i + n", "1"),
    ],
)
def test_forms_of_indices(form: Form, whole: str, left: str, right: str) -> None:
    assert to_text(form_term(form)) == whole
    assert tuple(map(to_text, two_sides(form))) == (left, right)
