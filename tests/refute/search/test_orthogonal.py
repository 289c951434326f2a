"""The orthogonal matrices that are tried where equations tie a square family."""

from __future__ import annotations

import pytest
from flint import fmpq

from derivcheck.refute.search.chance import Chance
from derivcheck.refute.search.orthogonal import orthogonal, square_families


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("places", [(1, 2), (0, 1, 2), (1, 2, 3, 4)])
def test_columns_are_orthonormal(places: tuple[int, ...], seed: int) -> None:
    made = orthogonal("R", places, Chance(f"test {seed}"))
    for first in places:
        for second in places:
            product = sum((made["R", (k, first)] * made["R", (k, second)] for k in places), fmpq(0))
            assert product == (first == second)


def test_only_square_families_are_taken() -> None:
    cells = {
        "R": [("R", (i, j)) for i in (1, 2) for j in (1, 2)],
        "H": [("H", (i, j)) for i in (1, 2) for j in (1, 2, 3)],
        "x": [("x", (i,)) for i in (1, 2, 3, 4)],
        "S": [("S", (i, j)) for i in (1, 2) for j in (1, 2)],
    }
    assert square_families(cells, ("R", "H", "x", "c")) == {"R": (1, 2)}
