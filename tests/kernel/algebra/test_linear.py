"""Linear forms and what follows from facts about them."""

from __future__ import annotations

from itertools import product

import pytest

from derivcheck.kernel.algebra.linear import Facts, Form, canonical_zero, constant, tightened, variable

FIRST, SECOND, SIZE = map(variable, "ijn")
RANGE = Facts().knowing(FIRST.shifted(-1), SIZE.minus(FIRST))


class TestForms:
    def test_arithmetic(self) -> None:
        form = FIRST.times(2).plus(SIZE, -1).shifted(3)
        assert form == Form(3, (("i", 2), ("n", -1)))
        assert form.minus(form) == constant(0)
        assert form.replaced({"i": SIZE}) == SIZE.shifted(3)
        assert form.replaced({"i": SECOND.shifted(1)}) == Form(5, (("j", 2), ("n", -1)))
        assert form.names == {"i", "n"}

    def test_parity(self) -> None:
        assert FIRST.times(2).shifted(-1).parity == 1
        assert FIRST.times(2).minus(SIZE.times(4)).parity == 0
        assert FIRST.times(2).minus(SIZE).parity is None

    @pytest.mark.parametrize(
        ("form", "zero"),
        [
            (constant(0), True),
            (constant(2), False),
            (FIRST.times(-2).shifted(-2), FIRST.shifted(1)),
            (FIRST.times(2).shifted(1), False),
            (SECOND.minus(FIRST), FIRST.minus(SECOND)),
        ],
    )
    def test_one_spelling_of_a_condition(self, form: Form, zero: Form | bool) -> None:
        assert canonical_zero(form) == zero

    def test_tightened_for_whole_numbers(self) -> None:
        assert tightened(FIRST.times(2).shifted(-1)) == FIRST.shifted(-1)  # 2i >= 1 says i >= 1


class TestWhatFollows:
    @pytest.mark.parametrize(
        ("facts", "form", "follows"),
        [
            (RANGE, SIZE.shifted(-1), True),
            (RANGE, SIZE.shifted(-2), False),
            (RANGE.knowing(SECOND.minus(FIRST).shifted(-1), SIZE.minus(SECOND)), SIZE.shifted(-2), True),
            (RANGE.knowing(SECOND.minus(FIRST).shifted(-1)), SIZE.shifted(-2), False),
            (RANGE, SECOND, False),
            (Facts(), constant(0), True),
            (Facts(), constant(-1), False),
            (
                Facts().knowing(FIRST.times(2).shifted(-1), FIRST.times(-2).shifted(3)),
                FIRST.shifted(-1),
                True,
            ),
        ],
    )
    def test_entails(self, facts: Facts, form: Form, follows: bool) -> None:
        assert facts.entails(form) is follows

    def test_nothing_false_follows(self) -> None:
        """Against all points of a small box: what is entailed holds wherever the facts do."""
        facts = RANGE.knowing(SECOND.minus(FIRST), SIZE.times(2).minus(SECOND.times(3)))
        for a, b, c, d in product(range(-2, 3), repeat=4):
            form = FIRST.times(a).plus(SECOND, b).plus(SIZE, c).shifted(d)
            if facts.entails(form):
                assert all(_at(form, i, j, n) >= 0 for i, j, n in _points(facts))

    def test_zero_excluded_and_forced(self) -> None:
        assert RANGE.excludes_zero(FIRST)
        assert RANGE.distinguishing(FIRST.minus(SECOND)).excludes_zero(SECOND.minus(FIRST))
        assert not RANGE.excludes_zero(FIRST.minus(SECOND))
        assert RANGE.knowing(FIRST.minus(SIZE)).forces_zero(SIZE.minus(FIRST))

    def test_contradictions(self) -> None:
        assert RANGE.knowing(SIZE.times(-1)).contradictory()
        assert RANGE.knowing(FIRST.minus(SIZE)).distinguishing(FIRST.minus(SIZE)).contradictory()
        assert not RANGE.distinguishing(FIRST.minus(SIZE)).contradictory()

    def test_forgetting_a_name(self) -> None:
        assert not RANGE.without("i").entails(SIZE.shifted(-1))


def _at(form: Form, i: int, j: int, n: int) -> int:
    values = {"i": i, "j": j, "n": n}
    return form.const + sum(factor * values[name] for name, factor in form.terms)


def _points(facts: Facts) -> list[tuple[int, int, int]]:
    box = product(range(-1, 6), repeat=3)
    return [point for point in box if all(_at(form, *point) >= 0 for form in facts.nonnegative)]
