"""Derivatives at points: against sums written out by hand, against difference quotients, nested."""

from __future__ import annotations

import pytest
from flint import arb, ctx, fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.refute import Undecidable, Undefined, evaluate
from derivcheck.refute.arithmetic.duals import Dual, plain, slope_at
from derivcheck.refute.arithmetic.numbers import ONE, working
from derivcheck.refute.functions.named import NAMED_FUNCTIONS
from derivcheck.refute.functions.table import FUNCTIONS, apply
from derivcheck.terms.functions import ARITY, NAMED
from tests.refute.worlds import SOFTMAX, family, point, q, term, world

REALS = world(
    {"i, j, k": "1..n"}, {"x": "real", "y": "real", "z[i]": "real"}, {}, {"s(t)": "1/(1 + exp(-t))"}
)
SAMPLES = st.fractions(-3, 3, max_denominator=7).map(lambda value: fmpq(value.numerator, value.denominator))


def same(left: str, right: str, at: object, context: object = REALS) -> bool:
    """Both sides agree to 200 bits."""
    with working(256):
        one = arb(evaluate(term(left, context), at, context, 256))  # type: ignore[arg-type]
        two = arb(evaluate(term(right, context), at, context, 256))  # type: ignore[arg-type]
        return bool(one.overlaps(two) and (one - two).rad() < arb(2) ** -150)


@pytest.mark.parametrize(
    ("derivative", "by_hand"),
    [
        ("diff(x^3, x)", "3*x^2"),
        ("diff(x^3*y^2, x, y)", "6*x^2*y"),
        ("diff(x^5, x, 3)", "60*x^2"),
        ("diff(x^(5/3), x)", "5/3*x^(2/3)"),
        ("diff(x^y, x)", "y*x^(y - 1)"),
        ("diff(x^y, y)", "x^y*log(x)"),
        ("diff(x*diff(x*y, y), x)", "2*x"),
        ("diff(x + diff(x*y, x), x)", "1"),
        ("diff(diff(sin(x*y), x), y)", "cos(x*y) - x*y*sin(x*y)"),
        ("diff(sum(x^k, k, 0, 3), x)", "1 + 2*x + 3*x^2"),
        ("diff(prod(x + k, k, 1, 3), x)", "(x+2)*(x+3) + (x+1)*(x+3) + (x+1)*(x+2)"),
        ("diff(sum(diff(x^2*y^k, x), k, 1, 2), y)", "2*x*(1 + 2*y)"),
        ("diff(s(x), x)", "s(x)*(1 - s(x))"),
        ("diff(s(x), x, 2)", "s(x)*(1 - s(x))*(1 - 2*s(x))"),
        ("diff(binomial(x, 2), x)", "x - 1/2"),
        ("diff(cases(x^2 if x > 1, 0), x)", "2*x"),
        ("diff(atan2(y, x), x)", "-y/(x^2 + y^2)"),
        ("diff(atan2(y, x), y)", "x/(x^2 + y^2)"),
        ("diff(hyp2f1(1/3, y, 5/2, x/4), x)", "y/30*hyp2f1(4/3, y + 1, 7/2, x/4)"),
        ("diff(hyp1f1(y, 1/2, x), x, 2)", "4/3*y*(y + 1)*hyp1f1(y + 2, 5/2, x)"),
        ("diff(digamma(x), x)", "diff(loggamma(x), x, 2)"),
    ],
)
def test_against_derivatives_by_hand(derivative: str, by_hand: str) -> None:
    assert same(derivative, by_hand, point(x="5/2", y="3/4"))


@settings(max_examples=20)
@given(st.lists(SAMPLES, min_size=3, max_size=3))
def test_families_against_sums_written_out(values: list[fmpq]) -> None:
    at = point({"i": 1, "j": 2}, n=3, z=dict(zip([(1,), (2,), (3,)], values, strict=True)))
    total = "(exp(z[1]) + exp(z[2]) + exp(z[3]))"
    assert same("diff(log(sum(exp(z[k]), k)), z[i])", f"exp(z[1])/{total}", at)
    assert same("diff(log(sum(exp(z[k]), k)), z[i], z[j])", f"-exp(z[1])*exp(z[2])/{total}^2", at)
    assert same("sum(diff(z[k]^3, z[k]), k)", "3*z[1]^2 + 3*z[2]^2 + 3*z[3]^2", at)
    assert same("sum(diff(z[k]^3, z[i]), k)", "3*z[1]^2", at)
    assert same("diff(sum(z[k]*z[j], k), z[j])", "z[1] + 2*z[2] + z[3]", at)


@settings(max_examples=10)
@given(st.lists(SAMPLES, min_size=2, max_size=2))
def test_third_derivative_of_log_sum_exp_at_two(values: list[fmpq]) -> None:
    """With q the softmax, the derivative by z1, z1, z2 is `-q1*q2*(1 - 2*q1)` for n = 2."""
    at = point({"i": 1, "j": 2}, n=2, z=dict(zip([(1,), (2,)], values, strict=True)), p=family(1, 0))
    left = "diff(log(sum(exp(z[k]), k)), z[1], z[1], z[2])"
    assert same(left, "-q[1]*q[2]*(1 - 2*q[1])", at, SOFTMAX)


def test_by_a_defined_quantity() -> None:
    at = point({"i": 1, "j": 2, "k": 2}, n=2, z=family(0, 1), p=family("1/3", "2/3"))
    assert same("diff(log(q[k]), q[k])", "1/q[k]", at, SOFTMAX)
    assert same("diff(J, q[j])", "-p[j]/q[j]", at, SOFTMAX)
    assert same("diff(q[i] + z[i], q[j])", "0", at, SOFTMAX)
    assert same("diff(log(q[k]), q[k])*diff(q[k], z[i])", "diff(log(q[k]), z[i])", at, SOFTMAX)
    assert same("diff(diff(log(q[k]), q[k]), z[k])", "-diff(q[k], z[k])/q[k]^2", at, SOFTMAX)


def test_a_member_outside_the_range_cannot_be_varied() -> None:
    with pytest.raises(Undefined):
        evaluate(term("diff(z[1], z[n + 1])", REALS), point(n=2, z=family(0, 1)), REALS)


#: Where each function is smooth: two arguments, or one, at which its slope is tried.
SPECIAL = {
    "acosh": ("5/2",), "asec": ("5/2",), "acsc": ("-5/2",), "acoth": ("5/2",), "asin": ("1/3",),
    "acos": ("1/3",), "atanh": ("1/3",), "asech": ("1/3",), "binomial": ("5/2", "3"),
    "beta": ("5/2", "2/3"), "mod": ("5/2", "2/3"), "atan2": ("-1/3", "-2"), "delta": ("1/3", "1/2"),
    "max": ("1/3", "1/2"), "min": ("1/3", "1/2"),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted((FUNCTIONS.keys() - NAMED_FUNCTIONS - {"hyper"}) | {"frac"}))
def test_every_function_has_its_derivative(name: str) -> None:
    """The slope in the first argument is a central difference quotient, to six digits."""
    first, *rest = [q(text) for text in SPECIAL.get(name, ("2/3",))]
    step = fmpq(1, 10**12)
    with working(256):
        found = apply(name, (Dual(1, first, ONE), *rest))
        high, low = (plain(apply(name, (first + move, *rest))) for move in (step, -step))
        quotient = (arb(high) - arb(low)) / (2 * step)  # type: ignore[arg-type]
        assert abs(arb(plain(slope_at(found, 1))) - quotient) < arb(10) ** -6  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_gives_a_value_or_says_why_not(name: str) -> None:
    """At edges of domains there is a number or a clear signal, never a ball without meaning."""
    arguments = len(SPECIAL.get(name, ("",))) if name in ARITY else NAMED.get(name, (2, 3))[1] or 2
    for text in ("0", "1", "-1", "-2", "5", "-1/2"):
        try:
            found = plain(apply(name, (q(text),) * arguments))
        except (Undefined, Undecidable):
            continue
        assert isinstance(found, fmpq) or found.is_finite(), (name, text)


def test_precision_is_restored() -> None:
    before = ctx.prec
    with pytest.raises(Undefined):
        evaluate(term("1/0", REALS), point(), REALS, 512)
    assert ctx.prec == before
