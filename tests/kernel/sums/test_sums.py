"""Sums in their canonical form: two texts that mean one sum, and two that do not."""

from __future__ import annotations

import pytest

from tests.kernel.rings import spoken

ALIKE = [
    ("sum(p[k], k, 1, n+8)", "sum(p[k], k)+p[n+1]+p[n+2]+p[n+3]+p[n+4]+p[n+5]+p[n+6]+p[n+7]+p[n+8]"),
    # linear, and what does not depend on the index outside
    ("sum(x*z[k] + a, k)", "x*sum(z[l], l) + n*a"),
    ("sum(z[k]/x, k)", "sum(z[k], k)/x"),
    # length
    ("sum(1, k)", "n"),
    ("sum(1, k, 1, i-1)", "i - 1"),
    ("sum(1, k, 1, i)", "i"),
    # deltas
    ("sum(delta(k, i)*z[k], k)", "z[i]"),
    ("sum(delta(k, i)*delta(k, j), k)", "delta(i, j)"),
    ("sum(z[k]/(1 + delta(k, i)), k)", "sum(z[k], k) - z[i]/2"),
    # shift, reversal, ends
    ("sum(z[k-1], k, 2, n+1)", "sum(z[k], k)"),
    ("sum(z[n+1-k], k)", "sum(z[k], k)"),
    ("sum(z[k], k, 1, n-1)", "sum(z[k], k) - z[n]"),
    ("sum(z[k], k, i+1, n)", "sum(z[k], k) - sum(z[k], k, 1, i)"),
    ("sum(z[k], k != i)", "sum(z[k], k) - z[i]"),
    ("sum(z[k], k < i)", "sum(z[k], k, 1, i-1)"),
    # several indices
    ("sum(sum(A[k, l], k), l)", "sum(sum(A[l, k], k), l)"),
    ("sum(sum(z[k]^l/(l + 1), l, 1, oo) + x, k)", "sum(sum(z[i]^l/(l + 1), l, 1, oo), i) + n*x"),
    ("sum(binomial(n, k)*a^k, k, 0, n)", "(1 + a)^n"),
    ("sum(binomial(n, k)*k*a^k, k, 1, n)", "n*a*(1 + a)^(n - 1)"),
    ("sum(binomial(n, k)*k^2, k, 0, n)", "n*(n + 1)*2^(n - 2)"),
    ("sum(binomial(n, k), k, 1, n - 1)", "2^n - 2"),
    ("sum(binomial(n, k)*2^(-k), k, 0, n)", "(3/2)^n"),
    ("sum(binomial(k, 3), k, 0, n)", "binomial(n + 1, 4)"),
    ("sum(binomial(x, k)*binomial(y, n - k), k, 0, n)", "binomial(x + y, n)"),
    ("sum(sum(z[k]*p[l], k), l)", "sum(z[k], k)*sum(p[k], k)"),
    ("sum(sum(sum(A[k, l]*z[m], m), l), k)", "sum(sum(A[l, m], m), l)*sum(z[k], k)"),
    # powers of the index
    ("sum(k, k)", "n*(n + 1)/2"),
    ("sum(k^4, k)", "n*(n + 1)*(2*n + 1)*(3*n^2 + 3*n - 1)/30"),
    # written out
    ("sum(z[k], k, 1, 3)", "z[1] + z[2] + z[3]"),
    ("sum(z[k], k, 3, 2)", "0"),
]
DIFFERENT = [
    ("sum(binomial(n, k)*x^k, k, 0, n + 1)", "(1 + x)^n"),
    ("sum(binomial(n, k)^2, k, 0, n)", "2^n"),
    ("sum(binomial(n, k)*x^k, k, i, n)", "(1 + x)^n"),
    ("sum(binomial(x, k), k, 0, n)", "2^x"),
    ("sum(binomial(k, i), k, 0, n)", "binomial(n + 1, i)"),
    ("sum(binomial(k, 3), k, 1, n)*0 + sum(binomial(k, 3)*k, k, 0, n)", "binomial(n + 1, 4)"),
    ("sum(binomial(x, k)*binomial(y, n + k), k, 0, n)", "binomial(x + y, n)"),
    ("sum(binomial(x, k)*binomial(y, n - k)*x^k, k, 0, n)", "binomial(x + y, n)"),
    ("sum(2*binomial(x, k)*binomial(k, n - k), k, 0, n)", "binomial(x + y, n)"),
    ("sum(z[k], k, 1, n-1)", "sum(z[k], k)"),
    ("sum(1, k, 2, n-1)", "n - 2"),
    ("sum(z[k]^2, k)", "sum(z[k], k)^2"),
    ("sum(sum(A[k, l]*z[l], k), l)", "sum(sum(A[k, l]*z[k], k), l)"),
    ("sum(1/z[k], k != i)", "sum(1/z[k], k)"),
    ("sum(delta(k, i+1), k)", "1"),
    ("sum(n/(n - 1), k, 1, n-1)", "n"),  # 0 for n = 1, where there are no terms
]


@pytest.mark.parametrize(("left", "right"), ALIKE)
def test_one_sum(left: str, right: str) -> None:
    assert spoken(f"{left} - ({right})") == "0"


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_two_sums(left: str, right: str) -> None:
    assert spoken(f"{left} - ({right})") != "0"
