"""Products in their canonical form: two texts that mean one product, and two that do not."""

from __future__ import annotations

import pytest

from tests.kernel.rings import spoken

ALIKE = [
    ("prod(p[k], k, 1, n+8)", "prod(p[k], k)*p[n+1]*p[n+2]*p[n+3]*p[n+4]*p[n+5]*p[n+6]*p[n+7]*p[n+8]"),
    ("prod(p[k]*a, k)", "a^n*prod(p[l], l)"),
    ("prod(exp(z[k]), k)", "exp(sum(z[k], k))"),
    ("prod(z[k]^2, k)", "prod(z[k], k)^2"),
    ("prod(p[k], k, 1, n-1)", "prod(p[k], k)/p[n]"),
    ("prod(p[k], k != i)", "prod(p[k], k)/p[i]"),
    ("prod(1 + x*delta(k, i), k)", "1 + x"),
    ("prod(-1, k)*prod(-1, k)", "1"),
    ("prod(z[k], k, 2, 1)", "1"),
    ("prod(z[k], k, 1, 3, k != 2)", "z[1]*z[3]"),
    ("prod(z[k], k, 1, 3, k != i)*1", "prod(z[l], l, 1, 3, l != i)"),
    ("prod(z[k], k, 1, 3, k > 3)", "1"),
    ("prod(0, k)", "0"),
    ("prod(1 + x^k, k, 1, oo)", "prod(1 + x^l, l, 1, oo)"),
    ("prod(exp(z[k]), k, 1, n-2)", "exp(sum(z[k], k, 1, n-2))"),
    ("prod(p[k], k, 0, n)", "p[0]*prod(p[k], k)"),
    ("prod(1/z[k], k, 0, n)", "prod(1/z[k], k)/z[0]"),
    ("prod(z[k], k, 1, n+1)", "prod(z[k], k)*z[n+1]"),
    ("prod(p[k], k, 3, n+1)", "prod(p[k], k)*p[n+1]/(p[1]*p[2])"),
    ("abs(prod(z[k], k))", "prod(abs(z[k]), k)"),
    ("abs(prod(p[k], k != i))", "prod(p[k], k)/p[i]"),
    ("log(prod(p[k], k != i))", "sum(log(p[k]), k) - log(p[i])"),
    ("diff(prod(z[k], k != j), z[i])", "sum(delta(i, k)*prod(z[l], l != k and l != j), k != j)"),
    ("diff(prod(z[k]^2 + 1, k), z[i])", "2*z[i]*prod(z[k]^2 + 1, k)/(z[i]^2 + 1)"),
    ("prod(z[k], k, 1, 2)", "z[1]*z[2]"),
    ("log(prod(p[k], k))", "sum(log(p[k]), k)"),
    ("diff(prod(p[k], k), p[i])", "prod(p[k], k)/p[i]"),
    ("diff(prod(z[k], k), z[i])", "prod(z[k], k != i)"),
    ("diff(prod(exp(z[k]), k), z[i])", "exp(sum(z[k], k))"),
]
DIFFERENT = [
    ("prod(z[k], k, 1, n-1)*z[n]*z[n]", "prod(z[k], k)*z[1]"),
    ("prod(z[k], k, 2, n)*z[1]", "0"),
    ("prod(z[k], k, 2, n, k != i)*z[i]", "prod(z[k], k, 2, n)"),
    ("prod(log(z[k]), k != i)*log(z[i])", "0"),
    ("prod(2, k, 2, n)", "2^n"),
    ("prod(1 + x^k, k, 1, oo)", "1 + x"),
    ("abs(prod(z[k], k, 1, oo))", "prod(z[k], k, 1, oo)"),
    ("prod(0, k, 1, n-1)", "0"),
    ("prod(-z[k], k)", "-prod(z[k], k)"),
    ("prod(0, k, 2, n)", "0"),
    ("prod(z[k], k, 1, n-1)", "prod(z[k], k)"),
    ("prod(delta(k, i), k)", "0"),
    ("prod(p[k] + a, k)", "prod(p[k], k) + a^n"),
]


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_one_product(left: str, right: str) -> None:
    assert spoken(f"{left} - ({right})") == "0"


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_two_products(left: str, right: str) -> None:
    assert spoken(f"{left} - ({right})") != "0"
