"""Roots that others give have their values: near cuts, on them, and in all four quarters."""

from __future__ import annotations

from itertools import product

import pytest
from flint import acb

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.atoms import Root
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.functions.related_roots import roots_by_others
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.evaluation.evaluate import Evaluation
from derivcheck.terms import Term
from tests.refute.worlds import term, world

WORLD = world(symbols={"z": "complex", "w": "complex"})
GIVEN = [
    "2*sqrt(z - 1) + 3*sqrt(z) + 5*sqrt((z - 1)/z)",
    "2*sqrt(1 - z) + 3*sqrt(1 + z) + 5*sqrt(1 - z^2)",
    "2*sqrt(1/z - 1) + 3*sqrt(1/z + 1) + 5*sqrt((1 - z)/(1 + z))",
    "2*sqrt(1 + 1/z) + 3*sqrt(1 - 1/z) + 5*sqrt(1 - 1/z^2)",
    "2*sqrt(w^2*z^2 - 1) + 3*sqrt(w^2*z^2) + 5*sqrt(1 - 1/(w^2*z^2))",
    "2*sqrt(3*z - 2) + 3*sqrt(z) + 5*sqrt((3*z - 2)/z)",
    "2*(1 - w*z)^(1/3) + 3*(1 + w*z)^(1/3) + 5*(1 - w^2*z^2)^(1/3)",
]
#: With too large angles, of different degrees, or without a product among them.
LEFT = [
    "2*sqrt(z + 1) + 3*sqrt(z) + 5*sqrt((z + 1)/z)",
    "2*sqrt(z - 1) + 3*sqrt(z + 1) + 5*sqrt(z^2 - 1)",
    "2*sqrt(1 - z) + 3*sqrt(1 + z) + 5*sqrt((1 - z)/(1 + z))",
    "2*sqrt(1 - z) + 3*(1 + z)^(1/3) + 5*sqrt(1 - z^2)",
    "2*sqrt(1 - z) + 3*sqrt(2 + z) + 5*sqrt(1 - z^2)",
    "2*sqrt(z) + 3*sqrt(w) + 5*sqrt(w/z)",
]
NUMBERS = [acb(x, y) / 2 for x, y in product((-5, -2, -1, 0, 1, 2, 5), (-3, 0, 1))]


def _roots(text: str) -> tuple[Term, int, Term, int]:
    """The text, how many roots are in it, the same with roots by others, and how many are left."""
    read = term(text, WORLD)

    def asked(session: Session) -> tuple[Term, int, Term, int]:
        ring, value = session.ring, session.read(read).value
        changed = roots_by_others(ring, value)
        counts = [
            sum(isinstance(ring.atoms[place], Root) for place in each.generators) for each in (value, changed)
        ]
        return read, counts[0], session.speaker().term(changed), counts[1]

    return Kernel().ask(WORLD, (read,), asked)


@pytest.mark.parametrize("text", GIVEN)
def test_roots_that_others_give(text: str) -> None:
    before, many, after, left = _roots(text)
    assert (many, left) == (3, 2)
    compared = 0
    for z, w in product(NUMBERS, (acb(1), acb(-2, 3), acb(0, 1))):
        values = [_value(part, {"z": z, "w": w}) for part in (before, after)]
        if None not in values:
            compared += 1
            assert values[0].overlaps(values[1]), (z, w)  # type: ignore[union-attr]
    assert compared > 40


@pytest.mark.parametrize("text", LEFT)
def test_roots_that_others_do_not_give(text: str) -> None:
    _, many, _, left = _roots(text)
    assert many == left


def _value(part: Term, values: dict[str, object]) -> acb | None:
    try:
        return acb(Evaluation(Point(values=values), WORLD, True).number(part))
    except (Undefined, Undecidable):
        return None
