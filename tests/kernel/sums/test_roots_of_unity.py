"""Written squares."""

from __future__ import annotations

from fractions import Fraction

import pytest

from derivcheck.kernel.sums.roots_of_unity import square_root
from tests.kernel.rings import plain_ring


@pytest.mark.parametrize(
    ("number", "root"),
    [
        (Fraction(9, 4), (Fraction(3, 2), False)),
        (Fraction(-9, 4), (Fraction(3, 2), True)),
        (Fraction(2), None),
        (Fraction(10**400), (Fraction(10**200), False)),  # no float is as large as that
        (Fraction(10**40 + 1), None),  # nor as fine as that
    ],
)
def test_square_root_of_a_number(number: Fraction, root: tuple[Fraction, bool] | None) -> None:
    ring = plain_ring()
    found = square_root(ring, ring.constant(number))
    assert (found and (found[0].number(), found[1])) == root
