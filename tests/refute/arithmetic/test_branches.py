"""Principal branches: values as mpmath has them, on cuts too; derivatives everywhere but on cuts."""

from __future__ import annotations

from collections.abc import Callable

import mpmath  # type: ignore[import-untyped]
import pytest
from flint import acb, arb, fmpq

from derivcheck.refute import Outside, Refutation, Survived, Undecidable, Undefined, attack
from derivcheck.refute.arithmetic.branches import off_cut
from derivcheck.refute.arithmetic.duals import Dual, Value, plain, slope_at
from derivcheck.refute.arithmetic.numbers import ONE, working
from derivcheck.refute.functions.elementary import ROWS
from derivcheck.refute.functions.table import ANALYTIC, apply, require_settled
from tests.refute.worlds import claim, world

COMPLEX = world({}, {"w": "complex", "x": "real", "u": "positive"})

GRID = [
    (fmpq(re, 2), fmpq(im, 2))
    for re in (-5, -4, -2, -1, 0, 1, 2, 4, 5)
    for im in (-5, -2, -1, 0, 1, 2, 4)
]  # fmt: skip

#: What mpmath calls differently.
_NAMES: dict[str, Callable[[mpmath.mpc], mpmath.mpc]] = {
    "acot": lambda z: mpmath.atan(1 / z) if z else mpmath.pi / 2,
    "asec": lambda z: mpmath.acos(1 / z),
    "acsc": lambda z: mpmath.asin(1 / z),
    "asech": lambda z: mpmath.acosh(1 / z),
    "acsch": lambda z: mpmath.asinh(1 / z),
    "acoth": lambda z: mpmath.atanh(1 / z),
    "sign": mpmath.sign,
    "abs": mpmath.fabs,
    "conjugate": mpmath.conj,
}
ONE_ARGUMENT = [*sorted(ANALYTIC - {"binomial", "beta"}), "sign", "abs", "arg", "conjugate", "re", "im"]


def as_complex(value: Value) -> complex:
    number = acb(plain(value))
    return complex(float(number.real.mid()), float(number.imag.mid()))


def exact(re: fmpq, im: fmpq) -> complex:
    return complex(int(re.p) / int(re.q), int(im.p) / int(im.q))


@pytest.mark.parametrize("name", ONE_ARGUMENT)
def test_values_are_those_of_mpmath(name: str) -> None:
    """Complex arguments, and real ones as such: negative, imaginary, on the cuts."""
    theirs = _NAMES.get(name) or getattr(mpmath, name)
    tried = 0
    for re, im in GRID:
        for argument in (acb(re, im), *([re] if not im else [])):
            try:
                with working(128):
                    found = apply(name, (argument,), principal=True)
            except Undefined:
                continue
            z = exact(re, im)
            expected = complex(theirs(mpmath.mpc(z) if z.imag else mpmath.mpf(z.real)))
            assert abs(as_complex(found) - expected) < 1e-9 * (1 + abs(expected)), (re, im)
            tried += 1
    assert tried >= 60


@pytest.mark.parametrize("name", ["binomial", "beta"])
def test_values_of_two_arguments(name: str) -> None:
    tried = 0
    for a in GRID[1::5]:
        for b in GRID[2::7]:
            try:
                found = apply(name, (acb(*a), acb(*b)), principal=True)
            except Undecidable:
                continue
            expected = complex(getattr(mpmath, name)(exact(*a), exact(*b)))
            assert abs(as_complex(found) - expected) < 1e-6 * (1 + abs(expected)), (a, b)
            tried += 1
    assert tried >= 50


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("asin(2)", 1.5707963267949 - 1.3169578969248j),
        ("acosh(-2)", 1.3169578969248 + 3.1415926535898j),
        ("log(-1)", 3.1415926535898j),
        ("atanh(2)", 0.5493061443341 - 1.5707963267949j),
        ("sqrt(-4)", 2j),
        ("(-8)^(1/3)", 1 + 1.7320508075689j),
        ("asec(1/2)", 1.3169578969248j),
    ],
)
def test_real_numbers_on_cuts(text: str, expected: complex) -> None:
    from derivcheck.refute import Point, evaluate
    from tests.refute.worlds import term

    value = acb(evaluate(term(f"{text} + 0*I", COMPLEX), Point(), COMPLEX))
    assert abs(as_complex(value) - expected) < 1e-9


@pytest.mark.parametrize("name", sorted(ANALYTIC))
def test_slopes_off_the_cuts(name: str) -> None:
    """Each slope is a central difference quotient along both axes, so the function is analytic."""
    rest = (fmpq(1, 4),) if name in ("binomial", "beta") else ()
    step = fmpq(1, 10**12)
    for start in (acb(fmpq(-3, 2), fmpq(3, 4)), acb(fmpq(1, 4), -2), acb(fmpq(1, 4), fmpq(1, 2))):
        with working(256):
            slope = acb(plain(slope_at(apply(name, (Dual(1, start, ONE), *rest)), 1)))
            for move in (acb(step), acb(0, step)):
                high, low = (acb(plain(apply(name, (start + each, *rest)))) for each in (move, -move))
                assert abs((high - low) / (2 * move) - slope) < arb(10) ** -6, (name, start)


ON_CUTS = {
    "log": (-2, 0, (-1, 0)),
    "sqrt": (-2, 0, (-1, 0)),
    "loggamma": (fmpq(-1, 2), (fmpq(-5, 2), 0)),
    "asin": (2, -2, 1, -1, (3, 0)),
    "acos": (2, -2, 1, -1, (-3, 0)),
    "atanh": (2, -2, 1, -1, (3, 0)),
    "acosh": (-2, 0, 1, (fmpq(1, 2), 0)),
    "atan": ((0, 2), (0, -2), (0, 1)),
    "asinh": ((0, 2), (0, -2), (0, 1)),
    "asec": (fmpq(1, 2), (fmpq(1, 2), 0)),
    "acoth": (fmpq(1, 2), (0, 0)),
    "acot": ((0, fmpq(1, 2)), (0, 0)),
}


@pytest.mark.parametrize("name", sorted(ON_CUTS))
def test_no_slope_on_a_cut(name: str) -> None:
    for place in ON_CUTS[name]:  # type: ignore[attr-defined]
        argument = acb(*place) if isinstance(place, tuple) else fmpq(place)
        with pytest.raises(Undefined):
            apply(name, (Dual(1, argument, ONE),), principal=True)


def test_every_cut_is_tried() -> None:
    assert {name for name, row in ROWS.items() if row.cut} <= ON_CUTS.keys()


def test_a_ball_that_meets_a_cut_is_not_decided() -> None:
    cut = ROWS["log"].cut
    assert cut is not None
    with pytest.raises(Undecidable):
        off_cut(acb(arb(-1), arb(0, 1e-9)), cut)
    off_cut(acb(arb(1), arb(0, 1e-9)), cut)


def test_what_is_not_analytic_has_no_slope() -> None:
    for name in ("abs", "sign", "arg", "conjugate", "re", "im"):
        with pytest.raises(Outside):
            apply(name, (Dual(1, acb(1, 1), ONE),), principal=True)


TRUE = [
    "diff(atanh(w*sqrt(2)/sqrt(1 + w^4))/sqrt(2), w) = sqrt(1 + w^4)*(1 - w^2)/((1 + w^4)*(1 + w^4 - 2*w^2))"
    "*(1 + w^2)",
    "diff(acosh(w), w) = 1/(sqrt(w - 1)*sqrt(w + 1))",
    "diff(asec(w), w) = 1/(w^2*sqrt(1 - 1/w^2))",
    "diff(sqrt(w), w) = 1/(2*sqrt(w))",
    "diff(w^(1/3), w) = w^(1/3)/(3*w)",
    "tan(w)^2 + 1 = sec(w)^2",
    "gamma(w + 1) = w*gamma(w)",
    "gamma(w)*gamma(1 - w) = pi/sin(pi*w)",
    "erf(w) + erfc(w) = 1",
    "sign(w)*abs(w) = w",
    "diff(gamma(w), w) = gamma(w)*digamma(w)",
    "asin(w) + acos(w) = pi/2",
    "beta(w, 2) = 1/(w*(w + 1))",
    "binomial(w, 2) = w*(w - 1)/2",
]


@pytest.mark.parametrize("text", TRUE)
def test_true_claims_survive(text: str) -> None:
    found = attack(claim(text, COMPLEX))
    assert isinstance(found, Survived) and found.defined >= 20, found


WRONG = [
    "diff(acosh(w), w) = 1/sqrt(w^2 - 1)",
    "atan(w) + atan(1/w) = pi/2",
    "acoth(w) = atanh(w)",
    "sqrt(w - 1)*sqrt(w + 1) = sqrt(w^2 - 1)",
    "log(w^2) = 2*log(w)",
    "asinh(sinh(w)) = w",
    "loggamma(w) = log(gamma(w))",
    "abs(w)^2 = w^2",
]


@pytest.mark.parametrize("text", WRONG)
def test_wrong_claims_are_refuted(text: str) -> None:
    assert isinstance(attack(claim(text, COMPLEX)), Refutation)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_ball_across_a_cut_holds_the_values_on_both_sides(name: str) -> None:
    width = fmpq(1, 2**20)
    for re, im in ((-2, 0), (2, 0), (1, 0), (0, 2), (0, -2), (fmpq(-5, 2), 0)):
        wide = acb(arb(re, arb(width)), arb(im, arb(width)))
        try:
            enclosure = apply(name, (wide,), principal=True)
        except Undecidable:
            continue
        for above in (-1, 0, 1):
            inner = apply(name, (acb(re, im + above * width / 2) + width / 2,), principal=True)
            assert not acb(plain(enclosure)).is_finite() or acb(plain(enclosure)).overlaps(acb(plain(inner)))


@pytest.mark.parametrize(
    ("name", "on_cut", "off_it"),
    [
        ("asin", acb(2), acb(0, 2)), ("acos", acb(-2), acb(1)), ("atanh", fmpq(3, 2), acb(2, 1)),
        ("atan", acb(0, -2), fmpq(2)), ("asinh", acb(0, 3), acb(0, 1)), ("acoth", acb(0.5), acb(2)),
        ("asec", acb(0.5), acb(0, 1)), ("acot", acb(0, 0.5), fmpq(0)), ("log", None, acb(-1)),
    ],
)  # fmt: skip
def test_conventions_differ_on_the_cuts_of_some(name: str, on_cut: Value | None, off_it: Value) -> None:
    require_settled(name, (off_it,))
    if on_cut is not None:
        with pytest.raises(Undecidable, match="convention"):
            require_settled(name, (on_cut,))
