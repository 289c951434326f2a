"""Every row of the known inequalities against values: no instance whose grounds hold is refuted."""

from __future__ import annotations

import pytest

from derivcheck.errors import Place
from derivcheck.formats import context_from_mapping
from derivcheck.kernel import Kernel, Proof
from derivcheck.kernel.deciding.inequality_rows import ROWS
from derivcheck.model import Claim
from derivcheck.notation import read_statement
from derivcheck.refute import BEYOND, Refutation, attack
from derivcheck.terms import Rel, integer
from derivcheck.terms.printing import to_text

CONTEXT = context_from_mapping(
    {
        "indices": {"i, k": "1..n", "l": "1..m"},
        "symbols": {
            "a": "positive", "b": "positive", "c": "nonnegative", "u": "real", "t": "real",
            "x[i]": "real", "y[i]": "real", "w[i]": "positive", "v[i]": "nonnegative", "p[i]": "positive",
            "P[i,l]": "positive",
        },
        "assumptions": ["t > 0", "t < 1", "sum(p[k], k) = 1"],
    },
    "rows.yaml",
)  # fmt: skip
TEXTS = {
    "logarithms": "log(a*b) + log(1 + c) <= sqrt(a)/e",
    "exponentials": "exp(u)*a^t >= 2^t",
    "absolute values": "abs(u) + abs(t - 1) >= u",
    "angles": "sin(u)*cos(t) <= 1",
    "slopes of at most 1": "abs(sin(u) - sin(t)) + tanh(a) - tanh(b) <= abs(u - t)",
    "geometric means": "(a*b*c)^(1/3) + a^t*b^(1 - t) <= a + b",
    "below the diagonal": "atan(a) + tanh(c) <= asinh(c) + sinh(u)",
    "whole parts": "floor(u + c) <= ceiling(t)",
    "bounds of exponentials": "cosh(u) + erf(t) <= exp(t)",
    "increasing functions": "log(a + b) + exp(u + c) >= log(a) + exp(u)",
    "powers": "a^(1/t)/b^(1/(1 - t)) <= a*b",
    "roots": "sqrt(b + c) <= a + u",
    "ranges of functions": "atan(u) + acos(t) + erfc(u) <= asin(t) + atan2(u, a) + sinc(a)",
    "bounded polynomials": "legendre(3, t) + chebyshevt(2, t) <= 1",
    "digamma and trigamma": "digamma(a + b) - digamma(b) + trigamma(b) + polygamma(1, a) <= log(a)",
    "factorials": "factorial(m) + gamma(a) <= exp(a)",
    "binomials": "binomial(m, 3) + binomial(a, b) <= 1",
    "members of sums": "sum(v[k], k) + sum(x[k], k) >= v[i]",
    "weighted logarithms": "sum(w[k]*log(p[k]), k) <= log(a)",
    "weighted exponentials": "sum(w[k]*exp(x[k]), k) >= exp(u)",
    "logarithms of sums": "log(sum(exp(x[k]), k)) >= sum(p[k]*x[k], k)",
    "logarithms under two sums": "sum(sum(P[i,l]*log(P[i,l]), i), l) >= sum(log(w[k]), k) + sum(log(b), l)",
    "Cauchy-Schwarz": "sum(w[k]*x[k]^2, k) <= sum(x[k]*y[k], k)",
    "products of sums": "sum(w[k], k)*sum(v[k], k) >= sum(x[k], k)",
    "products of norms": "sqrt(sum(x[k]^2, k))*sqrt(sum(y[k]^2, k)) >= 0",
    "triangles under a sum": "sum(w[k]*abs(x[k] - y[k]), k) >= 0",
    "geometric means under a sum": "sum(v[k]*sqrt(w[k]*p[k]), k) >= 0",
    "squares under a sum": "sum(x[k]*y[k], k) >= 0",
}


def test_every_row_is_tried() -> None:
    assert TEXTS.keys() == ROWS.keys()


@pytest.mark.parametrize("name", TEXTS)
def test_no_instance_is_refuted(name: str) -> None:
    relation = read_statement(TEXTS[name], CONTEXT, Place("rows.yaml"))
    assert isinstance(relation, Rel)
    kernel, held = Kernel(), 0
    for instance in ROWS[name]((relation.left, relation.right), CONTEXT):
        if all(isinstance(kernel.decide(ground), Proof) for ground in instance.rests_on):
            held += 1
            claim = Claim(instance.value, integer(0), CONTEXT, ">" if instance.strict else ">=")
            found = attack(claim, effort=BEYOND)
            assert not isinstance(found, Refutation), f"{instance.name}: {to_text(instance.value)}"
    assert held
