"""One wrong step for each row of the table: the mistake is named, and what mends it is proved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from derivcheck import checker
from derivcheck.explain.edits import EDITS
from derivcheck.explain.places import Place, places, put
from derivcheck.explain.pool import Pool, gathered
from derivcheck.model import Conditional, Proved
from derivcheck.terms import Term
from derivcheck.terms.printing import to_text
from tests.explain.explaining import CONTEXT, claim, explained

CASES = [
    # (kind, the wrong step, the right side as it should be)
    ("sign", "x*(y - z) == x*y + x*z", "x*y - x*z"),
    ("sign", "-(x - y) == x - y", "y - x"),
    ("index", "diff(sum(v[k]*p[k], k), v[i]) == p[j]", "p[i]"),
    ("number", "diff(x^3, x) == 2*x^2", "3*x^2"),
    ("exponent", "diff(x^4, x) == 4*x^2", "4*x^3"),
    ("coefficient lost", "diff(x^2*y, x) == x*y", "2*x*y"),
    ("factor lost", "x*(y + z)*a == (y + z)*a", "x*(y + z)*a"),
    ("factor too many", "diff(x*y, x) == x*y", "y"),
    ("divisor too many", "(x*a + y*a)/a == (x + y)/a", "x + y"),
    ("divisor lost", "diff(log(a*x^2 + b), x) == 2*a*x", "2*a*x/(a*x^2 + b)"),
    ("denominator", "diff(1/a, a) == -1/a", "-1/a^2"),
    ("upside down", "1/(a/b) == a/b", "b/a"),
    ("symbol", "(x + y)*z == x*z + y*w", "x*z + y*z"),
    ("term too many", "x*(y + z) == x*y + x*z + y", "x*y + x*z"),
    ("term lost", "(x + y)^2 == x^2 + 2*x*y", "x^2 + 2*x*y + y^2"),
    ("exponent lost", "diff(x^3/3, x) == x", "x^2"),
    ("bound", "sum(v[k], k) - v[n] == sum(v[k], k, 1, n)", "sum(v[k], k, 1, n - 1)"),
    ("condition", "v[i] + sum(v[k], k != i) + x == sum(v[k], k != i) + x", "sum(v[k], k) + x"),
    ("condition forgotten", "sum(v[k]*p[k], k) - v[i]*p[i] == sum(v[k]*p[k], k)", "sum(v[k]*p[k], k != i)"),
    ("sum reduced to one term", "diff(sum(2*v[k], k), x) + sum(2*v[k], k) == 2*v[i]", "sum(2*v[j], j)"),
    ("sum lost", "sum(x + v[k], k) == x + sum(v[k], k)", "n*x + sum(v[k], k)"),
    ("sum too many", "diff(sum(v[k]^2, k), v[i]) == sum(2*v[k], k)", "2*v[i]"),
    ("square of a sum", "sum(v[k], k)*sum(v[l], l) + 1 == sum(v[k]^2, k) + 1", "sum(v[k], k)^2 + 1"),
    ("function of a sum", "log(sum(exp(v[k]), k)) == sum(log(exp(v[k])), k)", "log(sum(exp(v[k]), k))"),
    ("function of a sum", "log(a*b) == log(a)*log(b)", "log(a) + log(b)"),
    ("function", "diff(sin(x), x) == sin(x)", "cos(x)"),
    ("inner derivative lost", "diff(sin(x^2), x) == cos(x^2)", "2*x*cos(x^2)"),
    ("delta lost", "diff(q[i], v[j]) == q[i]*(1 - q[j])", "q[i]*(delta(i, j) - q[j])"),
    ("indices exchanged", "sum(A[k, i]*v[k], k) == sum(A[i, k]*v[k], k)", "sum(A[k, i]*v[k], k)"),
    ("off by one", "sum(k, k) == n*n/2", "(n + 1)*n/2"),
    ("parentheses", "(y + 2)*x == x*y + 2", "x*(y + 2)"),
    ("conjugate lost", "abs(u + x)^2 - x^2 - abs(u)^2 == x*u + x*u", "x*conjugate(u) + x*u"),
    ("function too many", "abs(u)^2*u/conjugate(u) == conjugate(u)^2", "u^2"),
    ("term too many", "gamma(x + 1)/x == gamma(x + 1)", "gamma(x)"),
    # under an integral, and in its bounds
    (
        "sign",
        "integral(f(x)*cos(x), x, a, b) == f(b)*sin(b) - f(a)*sin(a) + integral(f'(x)*sin(x), x, a, b)",
        "f(b)*sin(b) - f(a)*sin(a) - integral(f'(x)*sin(x), x, a, b)",
    ),
    (
        "bounds exchanged",
        "integral(exp(-x), x, 0, a) == integral(exp(x), x, 0, -a)",
        "integral(exp(x), x, -a, 0)",
    ),
    ("lower bound lost", "integral(exp(x), x, 0, a) == exp(a)", "exp(a) - exp(0)"),
    ("inner derivative lost", "diff(integral(exp(-y^2), y, 0, x^2), x) == exp(-x^4)", "2*x*exp(-x^4)"),
    ("exponent lost", "prod(a*v[k], k) == a*prod(v[k], k)", "a^n*prod(v[k], k)"),
    (
        "coefficient lost",
        "integral(3*cos(x), x, 0, y) == integral(cos(x), x, 0, y)",
        "3*integral(cos(x), x, 0, y)",
    ),
    (
        "number",
        "integral(x^2 + 1, x, 0, a) == integral(x^2, x, 0, a) + integral(2, x, 0, a)",
        "integral(x^2, x, 0, a) + integral(1, x, 0, a)",
    ),
    ("sign", "integral(f(x), x, -a, a) == integral(f(x), x, a, a)", "integral(f(x), x, -a, a)"),
]


@pytest.mark.parametrize(("kind", "step", "right"), CASES)
def test_a_mistake_is_named(kind: str, step: str, right: str) -> None:
    said = explained(step).explanation
    assert said is not None
    assert (said.kind, said.fix) == (kind, right)


@pytest.mark.parametrize("step", [case[1] for case in CASES])
def test_what_mends_it_is_right(step: str) -> None:
    said = explained(step).explanation
    assert said is not None
    left, _ = step.split("==")
    assert isinstance(checker.check_claim(claim(f"{left} == {said.fix}")), Proved | Conditional)


MADE = [
    # (the row, the term, one of the terms that it makes of it)
    ("sign of a bracket", "x - y + z", "x - (y + z)"),
    ("index everywhere", "v[i]*p[i]", "v[j]*p[j]"),
    ("index shifted", "v[i]", "v[i + 1]"),
    ("delta", "[i = j]", "[i != j]"),
    ("exponent too many", "x^2", "x"),
    ("sum of products", "sum(v[k], k)*sum(p[l], l)", "sum(sum(p[l], l)*v[k], k)"),
    ("function too many", "log(x)", "x"),
    ("function lost", "a", "log(a)"),
    ("function of a quotient", "log(a)/log(b)", "log(a/b)"),
    ("order of the derivative", "diff(x^3, x)", "diff(x^3, x, 2)"),
    ("derivative too many", "diff(x, x)", "x"),
    ("derivative lost", "x^2 + 0*diff(x, x)", "diff(x^2, x) + 0*diff(x, x)"),
    ("part", "x*log(a) + log(b)", "x*log(b) + log(b)"),
    ("sum or product", "x + y", "x*y"),
    ("split", "x/(y + z)", "x/y + x/z"),
]


@pytest.mark.parametrize(("kind", "before", "after"), MADE)
def test_a_row_makes(kind: str, before: str, after: str) -> None:
    right = claim(f"i + j + 0 == {before}")
    pool = gathered(right)
    made = [put(right.right, place.path, new) for place, new in _by(kind, right.right, pool)]
    assert after in [to_text(term, CONTEXT.indices) for term in made]


def _by(kind: str, term: Term, pool: Pool) -> Iterator[tuple[Place, Term]]:
    for row in EDITS:
        if row.name == kind:
            for place in places(term, pool.ranges):
                yield from ((place, new) for new, *_ in row.make(place, pool))


def test_every_row_is_tried_above() -> None:
    assert {row.name for row in EDITS} == {case[0] for case in (*CASES, *MADE)}


def test_rows_are_tried_closest_first() -> None:
    assert [row.rank for row in EDITS] == sorted(row.rank for row in EDITS)


def test_what_is_written_mends_nothing() -> None:
    """Where the sides differ at points alone that the kernel leaves out, it sees no difference."""
    said = explained("acot(-x) == -acot(x)").explanation
    assert said is None or said.fix != "-acot(x)"
