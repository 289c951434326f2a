"""Higher functions at points: the values of mpmath, the domains over the reals, derivatives."""

from __future__ import annotations

from collections.abc import Callable

import mpmath
import pytest
from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.duals import Dual, Value
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.functions.higher import HIGHER_FUNCTIONS
from derivcheck.refute.functions.named import NAMED_FUNCTIONS

PARTS = [(2, 5), (-1, 2), (3, 1), (-7, 3)]
COMPLEX = [acb(arb(fmpq(2, 5)), arb(fmpq(1, 3))), acb(-1, 2), acb(3, -1)]
REFERENCES: dict[str, Callable[..., object]] = {
    "uppergamma": mpmath.gammainc,
    "lowergamma": lambda s, x: mpmath.gammainc(s, 0, x),
    "expint": mpmath.expint,
    "polylog": mpmath.polylog,
    **{f"bessel{kind}": getattr(mpmath, f"bessel{kind}") for kind in "jyik"},
}
ORDERS = [fmpq(0), fmpq(1), fmpq(3), fmpq(-2), fmpq(1, 2), fmpq(-1, 3), fmpq(9, 4)]
ARGUMENTS = [fmpq(1, 3), fmpq(4, 5), fmpq(5, 2), fmpq(-3, 4), *COMPLEX]


def number(x: Value) -> mpmath.mpc:
    parts = acb(x)
    return mpmath.mpc(*(mpmath.mpf(part.str(30, radius=False)) for part in (parts.real, parts.imag)))


def agree(found: Value, wanted: object) -> bool:
    return abs(number(found) - wanted) < mpmath.mpf("1e-9") * (1 + abs(wanted))  # type: ignore[operator]


@pytest.mark.parametrize("name", REFERENCES)
def test_values_are_those_of_mpmath(name: str) -> None:
    tried = 0
    for order in ORDERS:
        for x in ARGUMENTS:
            try:
                found = HIGHER_FUNCTIONS[name](order, x)
            except (Undefined, Undecidable):
                continue
            tried += 1
            assert agree(found, REFERENCES[name](mpmath.mpf(int(order.p)) / int(order.q), number(x))), (
                order,
                x,
            )
    assert tried >= 25


@pytest.mark.parametrize(
    ("name", "reference", "points"),
    [
        ("elliptic_k", mpmath.ellipk, [fmpq(0), fmpq(1, 2), fmpq(-3), *COMPLEX]),
        ("elliptic_e", mpmath.ellipe, [fmpq(0), fmpq(1), fmpq(1, 2), fmpq(-3), *COMPLEX]),
        ("LambertW", mpmath.lambertw, [fmpq(0), fmpq(-1, 3), fmpq(5), *COMPLEX]),
    ],
)
def test_values_of_one_argument(name: str, reference: Callable[..., object], points: list[Value]) -> None:
    for x in points:
        assert agree(HIGHER_FUNCTIONS[name](x), reference(number(x)))


def test_other_branch_of_lambert() -> None:
    assert agree(HIGHER_FUNCTIONS["LambertW"](fmpq(-1, 5), fmpq(-1)), mpmath.lambertw(mpmath.mpf(-1) / 5, -1))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("uppergamma", (fmpq(1, 2), fmpq(-1))),
        ("uppergamma", (fmpq(0), fmpq(-1))),
        ("uppergamma", (fmpq(-1, 2), fmpq(0))),
        ("lowergamma", (fmpq(-1), fmpq(1))),
        ("expint", (fmpq(1), fmpq(0))),
        ("expint", (fmpq(0), fmpq(0))),
        ("expint", (fmpq(2), fmpq(-1))),
        ("besselj", (fmpq(1, 2), fmpq(-1))),
        ("besselj", (fmpq(-1, 2), fmpq(0))),
        ("bessely", (fmpq(1), fmpq(-1))),
        ("besselk", (fmpq(1, 2), fmpq(-1))),
        ("polylog", (fmpq(1, 2), fmpq(1))),
        ("polylog", (fmpq(2), fmpq(3, 2))),
        ("polylog", (fmpq(-2), fmpq(1))),
        ("LambertW", (fmpq(-1, 2),)),
        ("LambertW", (fmpq(1, 2), fmpq(-1))),
        ("LambertW", (fmpq(1, 2), fmpq(1))),
        ("elliptic_k", (fmpq(1),)),
        ("elliptic_e", (fmpq(2),)),
    ],
)
def test_no_value_over_the_reals(name: str, arguments: tuple[Value, ...]) -> None:
    with pytest.raises(Undefined):
        HIGHER_FUNCTIONS[name](*arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("uppergamma", (arb("0.5 +/- 0.6"), fmpq(-1))),
        ("uppergamma", (fmpq(1, 2), acb(-1))),
        ("besselj", (fmpq(1, 2), acb(-2))),
        ("bessely", (fmpq(-1, 2), fmpq(0))),
        ("polylog", (fmpq(2), acb(3))),
        ("LambertW", (acb(-1),)),
        ("elliptic_k", (acb(2),)),
    ],
)
def test_nothing_is_said_on_cuts(name: str, arguments: tuple[Value, ...]) -> None:
    with pytest.raises(Undecidable):
        HIGHER_FUNCTIONS[name](*arguments)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        *((name, (order,)) for name in REFERENCES for order in (fmpq(1), fmpq(5, 2), fmpq(-1, 2))),
        *((name, ()) for name in ("LambertW", "elliptic_k", "elliptic_e")),
    ],
)
def test_derivatives_are_those_of_differences(name: str, arguments: tuple[Value, ...]) -> None:
    row, at, step = HIGHER_FUNCTIONS[name], fmpq(3, 7), fmpq(1, 10**5)
    slope = row(*arguments, Dual(1, at, fmpq(1))).slope
    difference = (row(*arguments, at + step) - row(*arguments, at - step)) / (2 * arb(step))
    assert abs(arb(slope) - difference) < arb("1e-7") * (1 + abs(difference))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("uppergamma", (fmpq(3, 2), 0)),
        ("besselj", (fmpq(3, 2), 0)),
        ("polylog", (fmpq(3), 1)),
        ("elliptic_e", (1,)),
    ],
)
def test_no_derivative_at_the_end_of_the_domain(name: str, arguments: tuple[Value, ...]) -> None:
    *orders, at = arguments
    with pytest.raises(Undefined):
        HIGHER_FUNCTIONS[name](*orders, Dual(1, fmpq(at), fmpq(1)))


@pytest.mark.parametrize(
    ("name", "order", "slope"),
    [("polylog", (fmpq(3),), arb(1)), ("elliptic_k", (), arb.pi() / 8), ("elliptic_e", (), -arb.pi() / 8)],
)
def test_derivatives_at_gaps_of_their_formulas(name: str, order: tuple[Value, ...], slope: arb) -> None:
    found = HIGHER_FUNCTIONS[name](*order, Dual(1, fmpq(0), fmpq(1)))
    assert slope.overlaps(arb(found.slope))


@pytest.mark.parametrize("name", ["Si", "Shi"])
def test_integrals_of_cardinal_sines_are_smooth_at_nothing(name: str) -> None:
    row = NAMED_FUNCTIONS[name]
    found = row(Dual(2, Dual(1, fmpq(0), fmpq(1)), fmpq(1)))
    assert found.slope.value == 1
    assert found.slope.slope == 0
