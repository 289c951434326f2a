"""Square roots, of written squares and of what is positive or negative."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.kernel.functions.symbols import symbol
from derivcheck.kernel.sums.roots_of_unity import square_root
from tests.kernel.rings import plain_ring


@pytest.mark.parametrize(
    ("number", "root"),
    [
        (Fraction(9, 4), (Fraction(3, 2), False)),
        (Fraction(-9, 4), (Fraction(3, 2), True)),
        (Fraction(10**400), (Fraction(10**200), False)),  # no float is as large as that
    ],
)
def test_square_root_of_a_square(number: Fraction, root: tuple[Fraction, bool]) -> None:
    ring = plain_ring()
    found = square_root(ring, ring.constant(number))
    assert found is not None
    assert (found[0].number(), found[1]) == root


@pytest.mark.parametrize("number", [2, -2, 10**40 + 1])  # no float is as fine as the last
def test_square_root_of_a_number_that_is_no_square(number: int) -> None:
    ring = plain_ring()
    found = square_root(ring, ring.constant(number))
    assert found is not None
    assert found[0].number() is None
    assert (found[0] ** 2).number() == abs(number)
    assert found[1] == (number < 0)


def test_what_may_have_either_sign_has_no_root() -> None:
    ring = plain_ring()
    assert square_root(ring, symbol(ring, "x", ())) is None
