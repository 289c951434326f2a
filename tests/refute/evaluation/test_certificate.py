"""The certificate accepts a point that refutes and rejects every forged one."""

from __future__ import annotations

import pytest
from flint import acb, arb
from hypothesis import given, settings
from hypothesis import strategies as st

from derivcheck.refute import Point, certify
from derivcheck.refute.arithmetic.numbers import working
from derivcheck.refute.arithmetic.point import Formula, formulas
from derivcheck.refute.arithmetic.printing import decimal
from derivcheck.terms import Sym
from tests.refute.worlds import SOFTMAX, claim, family, point, world

GRADIENT = claim("diff(J, z[i]) = -p[i] + p[i]*q[i]", SOFTMAX)
HALVES = family("1/2", "1/2")
FORMULAS = [each for arity in (1, 2, 3) for each in formulas(arity)]


def test_an_honest_point() -> None:
    found = certify(GRADIENT, point({"i": 1}, n=2, p=HALVES, z=family(0, 1)))
    assert found is not None
    shown = found.counterexample
    assert (shown.left, shown.right) == ("-0.2310585786", "-0.3655292893")
    assert shown.values == {"p": ["1/2", "1/2"], "z": ["0", "1"]}
    assert found.method == "ball arithmetic"


FORGED = {
    "both sides equal": point({"i": 1}, n=1, p=family(1), z=family(0)),
    "size not positive": point({"i": 1}, n=0, p={}, z={}),
    "index out of range": point({"i": 3}, n=2, p=HALVES, z=family(0, 0)),
    "index missing": point({}, n=2, p=HALVES, z=family(0, 0)),
    "size missing": point({"i": 1}, p=HALVES, z=family(0, 0)),
    "value missing": point({"i": 1}, n=2, p=HALVES),
    "member missing": point({"i": 1}, n=2, p=HALVES, z=family(0)),
    "member too many": point({"i": 1}, n=2, p=HALVES, z=family(0, 0, 0)),
    "outside the domain": point({"i": 1}, n=2, p=family(2, -1), z=family(0, 0)),
    "assumption violated": point({"i": 1}, n=2, p=family("1/2", "1/3"), z=family(0, 0)),
    "assumption almost met": point(
        {"i": 1}, n=2, p=family("1/2", f"{10**400 // 2 + 1}/{10**400}"), z=family(0, 0)
    ),
    "a ball for a value": Point({"n": 2}, {"i": 1}, {"p": HALVES, "z": {(1,): arb(0), (2,): arb(1)}}),  # type: ignore[dict-item]
    "a complex value": Point({"n": 2}, {"i": 1}, {"p": HALVES, "z": {(1,): acb(0), (2,): acb(1)}}),
    "a number for a family": point({"i": 1}, n=2, p="1/2", z=family(0, 0)),
}


@pytest.mark.parametrize("name", sorted(FORGED))
def test_forged_points(name: str) -> None:
    assert certify(GRADIENT, FORGED[name]) is None


def test_points_where_a_side_is_undefined() -> None:
    real = world({"i": "1..n"}, {"x": "real", "z[i]": "real"})
    assert certify(claim("x/x = 2", real), point(x=0)) is None
    assert certify(claim("x/x = 2", real), point(x=1)) is not None
    assert certify(claim("z[i + 1] = 7", real), point({"i": 2}, n=2, z=family(0, 0))) is None


def test_a_restriction_on_indices_is_checked() -> None:
    apart = world({"i, j": "1..n"}, {"z[i]": "real"}, assumptions=("i != j",))
    wrong = claim("diff(z[i], z[j]) = 5", apart)
    assert certify(wrong, point({"i": 1, "j": 1}, n=2, z=family(0, 0))) is None
    assert certify(wrong, point({"i": 1, "j": 2}, n=2, z=family(0, 0))) is not None


def test_an_assumption_is_checked_for_all_its_free_indices() -> None:
    rising = world({"i": "1..n"}, {"z[i]": "real"}, assumptions=("z[i] >= i",))
    wrong = claim("z[i] = 0", rising)
    assert certify(wrong, point({"i": 1}, n=2, z=family(1, 1))) is None
    assert certify(wrong, point({"i": 1}, n=2, z=family(1, 2))) is not None


def test_only_listed_functions_are_smooth() -> None:
    context = world({}, {"x": "real"}, {"f": False, "g": True})
    wrong = claim("f(x) = g(x)", context)
    positive, plain = formulas(1)[0], formulas(1)[2]
    forged = Formula("x -> x", ("x",), Sym("x"), positive=True)
    assert certify(wrong, point({}, {"f": plain, "g": positive}, x=0)) is not None
    assert certify(wrong, point({}, {"f": positive, "g": plain}, x=0)) is None
    assert certify(wrong, point({}, {"f": positive, "g": forged}, x=0)) is None


def test_relations_must_certainly_fail() -> None:
    real = world({}, {"x": "real"})
    assert certify(claim("sqrt(2)^2 >= 2", real, ">="), point()) is None
    assert certify(claim("x < 1", real, "<"), point(x=1)) is not None
    assert certify(claim("x <= 1", real, "<="), point(x=1)) is None
    assert certify(claim("x != 1", real, "!="), point(x=1)) is not None


def test_sides_that_differ_late_are_shown_with_more_digits() -> None:
    real = world({}, {})
    found = certify(claim("pi = 3.14159265358979323846264338327950288", real), point())
    assert found is not None
    shown = found.counterexample
    assert shown.left.startswith("3.141592653589793238462643383279502884") and shown.left != shown.right


@settings(max_examples=200)
@given(st.fractions(max_denominator=10**6), st.integers(1, 12))
def test_decimals_are_correct_in_every_digit(value: object, digits: int) -> None:
    from decimal import ROUND_HALF_UP, Context, Decimal
    from fractions import Fraction

    assert isinstance(value, Fraction)
    with working(300):
        shown = decimal(arb(value.numerator) / value.denominator, digits)
    if shown is None:  # a tie, or a ball about zero
        return
    exact = Context(prec=digits, rounding=ROUND_HALF_UP).divide(
        Decimal(value.numerator), Decimal(value.denominator)
    )
    assert abs(Fraction(shown) - value) <= abs(Fraction(exact) - value)


@pytest.mark.parametrize(
    "formula", [each for arity in (1, 2, 3) for each in formulas(arity)], ids=lambda each: each.text
)
def test_formulas_do_what_their_text_says(formula: Formula) -> None:
    """The text is read back and agrees with the body; positive ones are positive."""
    from derivcheck.refute import evaluate
    from tests.refute.worlds import term

    context = world({}, dict.fromkeys(formula.parameters, "real"))
    written = term(formula.text.partition("-> ")[2], context)
    for start in (-3, -1, 0, 2):
        at = point(**{name: start + 2 * place for place, name in enumerate(formula.parameters)})
        body, text = evaluate(formula.body, at, context), evaluate(written, at, context)
        assert arb(body).overlaps(arb(text))  # type: ignore[arg-type]
        assert not formula.positive or body > 0  # type: ignore[operator]
