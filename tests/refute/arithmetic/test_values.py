"""Terms at points, against values worked out by hand."""

from __future__ import annotations

import pytest
from flint import arb

from derivcheck.refute import Outside, Point, Undecidable, Undefined, evaluate
from derivcheck.refute.arithmetic.point import formulas
from derivcheck.refute.arithmetic.printing import decimal
from derivcheck.terms import Big, Const, Sym, integer
from tests.refute.worlds import SOFTMAX, family, point, q, term, world

PLAIN = world(
    {"i, j, k": "1..n", "a, b": "1..m"},
    {"x": "real", "y": "real", "w": "integer", "z[i]": "real", "A[i, a]": "real"},
    {"f": False, "g": True},
    {"sq(t)": "t^2", "total": "sum(z[k], k)"},
)
AT = point(
    {"i": 1, "j": 2},
    n=3,
    m=2,
    x="1/2",
    y=-2,
    w=2,
    z=family(2, "1/3", -1),
    A={(i, a): q(10 * i + a) for i in (1, 2, 3) for a in (1, 2)},
)


def value(text: str, at: Point = AT) -> object:
    return evaluate(term(text, PLAIN), at, PLAIN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x + y", "-3/2"),
        ("x*y/3", "-1/3"),
        ("2^(-3) + y^2", "33/8"),
        ("y^0", "1"),
        ("(x - 1/2)^0", "1"),
        ("sum(z[k], k)", "4/3"),
        ("sum(z[k]^2, k, 2, n)", "10/9"),
        ("sum(z[k], k, 3, 2)", "0"),
        ("prod(z[k], k, 3, 2)", "1"),
        ("prod(z[k], k)", "-2/3"),
        ("sum(z[k], k != i)", "-2/3"),
        ("sum(sum(A[k, a], a), k)", "129"),
        ("sum(sum(k*delta(k, j), k, 1, j), j)", "6"),
        ("n + m", "5"),
        ("total^2", "16/9"),
        ("sq(sq(y))", "16"),
        ("delta(i, j) + delta(i, i)", "1"),
        ("[i < j] - [i = j]", "1"),
        ("cases(1/0 if i = j, x if i < j, y)", "1/2"),
        ("sqrt(9/4) + sqrt(0)", "3/2"),
        ("(8/27)^(2/3)", "4/9"),
        ("exp(0) + log(1) + cos(0) + sin(0)", "2"),
        ("e^(x - 1/2)", "1"),
        ("factorial(5)/gamma(5)", "5"),
        ("binomial(5, 2) + binomial(-2, 3)", "6"),
        ("floor(-3/2) + ceiling(1/3)", "-1"),
        ("mod(-7, 3) + mod(7, -3)", "0"),
        ("frac(-7/3)", "2/3"),
        ("RisingFactorial(1/2, 3) + FallingFactorial(1/2, 2)", "13/8"),
        ("RisingFactorial(3, -2) + FallingFactorial(3, -2)", "11/20"),
        ("RisingFactorial(-2, 5)", "0"),
        ("factorial2(7) + factorial2(0) + factorial2(-1)", "107"),
        ("harmonic(3) + harmonic(2, 2) + harmonic(0)", "37/12"),
        ("fibonacci(10) + lucas(3) + catalan(4)", "73"),
        ("max(x, y, 1/3) + min(x, y)", "-3/2"),
        ("abs(y) + sign(y) + sign(0)", "1"),
        ("x^w", "1/4"),
        ("0^w + 0^x", "0"),
        ("acot(0)*0", "0"),
    ],
)
def test_exact_values(text: str, expected: str) -> None:
    assert value(text) == q(expected)


@pytest.mark.parametrize(
    "text",
    [
        "1/0",
        "0*(1/0)",
        "[1 = 2]*(1/0)",
        "0/0",
        "log(0)",
        "log(y)",
        "sqrt(y)",
        "0^(-1)",
        "y^(1/3)",
        "0^y",
        "y^x",
        "y^(2*x)",
        "z[n + 1]",
        "z[0]",
        "sum(z[k + 1], k)",
        "cases(1 if i = j)",
        "asin(2)",
        "acosh(x)",
        "atanh(1)",
        "gamma(-2)",
        "factorial(-1)",
        "atan2(0, 0)",
        "cot(0)",
        "asec(x)",
        "heaviside(0)",
        "diff(abs(x - 1/2), x)",
        "diff(sign(y + 2), y)",
        "diff(max(x, 1/2), x)",
        "diff(floor(y), y)",
        "diff(sqrt(x - 1/2), x)",
        "diff(cases(x if x > 1/2, 0), x)",
        "diff(delta(x, 1/2), x)",
    ],
)
def test_undefined(text: str) -> None:
    with pytest.raises(Undefined):
        value(text)


@pytest.mark.parametrize(
    "text",
    [
        "1/(sqrt(2)^2 - 2)",
        "[sin(1)^2 + cos(1)^2 = 1]",
        "floor(sin(1)^2 + cos(1)^2)",
        "log(sin(1)^2 + cos(1)^2 - 1)",
        "tan(pi/2)",
    ],
)
def test_a_ball_around_the_edge_is_not_decided(text: str) -> None:
    with pytest.raises(Undecidable) as caught:
        value(text)
    assert caught.value.sharpen and not isinstance(caught.value, Outside)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("[sqrt(2)^2 = 2]", 1),
        ("[cos(pi/3) < 1/2]", 0),
        ("[not log(8) = 3*log(2)]", 0),
        ("floor(sqrt(2)^2)", 2),
        ("ceiling(log(8)/log(2))", 3),
        ("delta(1/sqrt(2), sqrt(2)/2)", 1),
        ("sign(sqrt(6) - sqrt(2)*sqrt(3))", 0),
        ("max(2*log(2), log(4))/log(2)", 2),
    ],
)
def test_at_an_edge_numbers_that_are_known_exactly_decide(text: str, number: int) -> None:
    found = value(text)
    found = arb(value(text))
    assert found.overlaps(arb(number)) and found.rad() < 1e-12


@pytest.mark.parametrize("text", ["integral(t, t)", "diff(n*x, n)"])
def test_outside_the_language(text: str) -> None:
    with pytest.raises(Outside):
        value(text)


def test_an_infinite_sum_is_outside() -> None:
    endless = Big("sum", Sym("k"), "k", integer(1), Const("oo"))
    with pytest.raises(Outside, match="infinite sum"):
        evaluate(endless, AT, PLAIN)


def test_too_many_terms() -> None:
    with pytest.raises(Undecidable, match="too many terms"):
        value("sum(1, k, 1, 100001)")


def test_deep_nesting_is_not_a_crash() -> None:
    deep = term("x", PLAIN)
    for _ in range(4000):
        deep = term("x", PLAIN).__class__("z", (deep,))
    with pytest.raises(Undecidable, match="nested too deeply"):
        evaluate(deep, AT, PLAIN)


def test_a_missing_value_is_not_decided() -> None:
    with pytest.raises(Undecidable, match="no value for x"):
        value("x", point({"i": 1}, n=1))


def test_a_member_of_a_family_without_members_has_no_value() -> None:
    context = world({"t": "2..n"}, {"W[t]": "positive"})
    with pytest.raises(Undefined):
        evaluate(term("W[2]", context), point(n=1), context)


def test_large_powers() -> None:
    assert value("(-1)^(10^9 + 1) + 1^(10^9) + (x - x)^(10^9)") == 0
    assert value("2^4096") == 2**4096
    for text in ("2^(10^9)", "x^(-10^9)", "pi^(10^9)", "factorial(2^30)"):
        with pytest.raises(Undecidable):
            value(text)


def test_definitions_see_their_own_index_only() -> None:
    at = point({"i": 2}, n=2, p=family("1/4", "3/4"), z=family(0, 0))
    assert evaluate(term("sum(p[i]*q[i], i)", SOFTMAX), at, SOFTMAX) == q("1/2")


def test_generic_functions() -> None:
    square = formulas(1)[0]
    product = formulas(2)[3]
    at = point({}, {"f": square, "g": square}, x=3, y=-2)
    assert value("f(x)", at) == 10
    assert value("f'(x) + f''(x)", at) == 8
    assert value("diff(f(x^2), x)", at) == 4 * 27
    two = point({}, {"f": product}, x=3, y=-2)
    assert value("f(x, y)", two) == -6 + 3 - 4
    assert value("diff(f(x, y), x, y)", two) == 1


def test_a_ball_holds_the_true_value() -> None:
    from fractions import Fraction

    found = value("exp(1)")
    assert found.overlaps(type(found)(1).exp())  # type: ignore[attr-defined]
    assert Fraction(str(found.mid().fmpq())) != 0  # type: ignore[attr-defined]


def test_a_ball_that_is_far_narrower_than_it_is_shown() -> None:
    """Its ends have more digits than Python writes, or than anybody waits for."""
    assert decimal(arb(1, arb(2) ** -20_000), 5) == "1.0000"
    assert decimal(arb(1, arb(2) ** -(10**9)), 5) == "1.0000"
