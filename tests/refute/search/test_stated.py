from __future__ import annotations

import pytest
from flint import acb, fmpq

from derivcheck.formats import context_from_mapping
from derivcheck.model import Claim, Domain
from derivcheck.refute.arithmetic.point import Point
from derivcheck.refute.evaluation.certificate import in_domain
from derivcheck.refute.evaluation.survey import survey
from derivcheck.refute.search.chance import Chance
from derivcheck.refute.search.stated import Stated
from derivcheck.refute.search.values import inside, random_value
from derivcheck.terms import Sym

INSIDE = {
    "re(z) > 3": lambda z: z.real > 3,
    "re(z) < -1/3": lambda z: z.real < fmpq(-1, 3),
    "im(z) > 10 and im(z) < 11": lambda z: 10 < z.imag < 11,
    "im(z) = 1": lambda z: z.imag == 1,
    "abs(z) < 1/10": lambda z: abs(z) < fmpq(1, 10),
    "abs(z) > 50": lambda z: abs(z) > 50,
}


def stated(assumption: str, domain: str) -> Stated:
    context = context_from_mapping({"symbols": {"z": domain}, "assumptions": [assumption]}, "x.yaml")
    return Stated(survey(Claim(Sym("z"), Sym("z"), context)), context, Point({}))


@pytest.mark.parametrize("assumption", INSIDE)
@pytest.mark.parametrize("value", [acb(0), acb(1, 1), acb(-3, 7), acb(fmpq(5, 4), fmpq(-30, 4))], ids=str)
def test_complex_numbers_are_brought_to_where_the_assumptions_hold(assumption: str, value: acb) -> None:
    found = stated(assumption, "complex").brought("z", value)
    assert isinstance(found, acb)
    assert found.is_exact()
    assert INSIDE[assumption](found)


@pytest.mark.parametrize("assumption", ["re(z) > 10^30", "re(z) = 1/3", "im(z) >= 1/7 and im(z) <= 1/7"])
def test_what_is_not_exact_is_left_alone(assumption: str) -> None:
    assert str(stated(assumption, "complex").brought("z", acb(1, 1))) == str(acb(1, 1))


def test_what_holds_already_stays() -> None:
    assert str(stated("re(z) > 3", "complex").brought("z", acb(4, 1))) == str(acb(4, 1))


def test_simple_numbers_of_a_bounded_modulus() -> None:
    values = stated("abs(z) < 1/5", "real").simple("z", Domain.REAL)
    assert len(values) > 4
    assert all(isinstance(each, fmpq) and abs(each) <= fmpq(1, 5) for each in values)


@pytest.mark.parametrize("domain", [each for each in Domain if each is not Domain.COMPLEX], ids=str)
@pytest.mark.parametrize("assumption", ["z < 1", "z > -7/2", "abs(z) < 4", "z < -1/2 or z < 9"])
def test_numbers_within_bounds_lie_in_the_domain(assumption: str, domain: Domain) -> None:
    found = stated(assumption, domain.value)
    values = found.simple("z", domain)
    assert values
    assert all(in_domain(each, domain) for each in values)
    interval, chance = found.interval("z"), Chance("bounds")
    drawn = (random_value(chance, domain, values) for _ in range(40))
    inner = [
        inside(interval, each, chance) for each in drawn if isinstance(each, fmpq) and not domain.is_whole
    ]
    assert all(in_domain(each, domain) for each in inner)
