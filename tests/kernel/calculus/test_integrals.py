"""What the kernel says that an integral or a limit is, against its enclosure; and what it must not say."""

from __future__ import annotations

import pytest
from flint import arb

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.quotient import Undefined
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.refute import evaluate
from derivcheck.terms import Integral, Limit, Rel, Sym, Term, integer, walk
from tests.refute.worlds import point, term, world

WORLD = world(symbols={"a": "positive", "b": "positive", "c": "real"}, functions={"f": False, "g": False})
POINTS = (point(a="1/2", b=2, c=-1), point(a=3, b="2/3", c="1/3"))

KNOWN = [
    "integral(x^4 - c*x, x, c, a)",
    "integral(x^a, x, 0, b)",
    "integral(1/(x + a), x, 0, b)",
    "integral(1/((x + a)*(x + a + 1)^2), x, 0, b)",
    "integral(1/(x^2 + a), x, -b, b)",
    "integral(x/(x^2 + x + 1), x, 0, b)",
    "integral((x + 1)/(x^3 + x), x, a, a + b)",
    "integral(x^3*exp(-a*x), x, 0, b)",
    "integral(exp(-a*x)*sin(b*x), x, 0, oo)",
    "integral(exp(-a*x^2 + c*x), x, -oo, oo)",
    "integral(x^2*log(x)^2, x, 0, a)",
    "integral(log(x)/x, x, a, b)",
    "integral(x*sin(a*x)*cos(a*x), x, 0, b)",
    "integral(sin(x)^4*cos(x)^3, x, 0, 1)",
    "integral(1/cos(x), x, 0, 1)",
    "integral(tan(x)^3, x, 0, 1)",
    "integral(x*atan(x), x, 0, b)",
    "integral(exp(x)/(1 + exp(2*x)), x, 0, a)",
    "integral(sqrt(x + a), x, 0, b)",
    "integral(x*sqrt(x^2 + a), x, 0, b)",
    "integral(sqrt(x^2 + a), x, 0, b)",
    "integral(sqrt(a^2 - x^2), x, 0, a)",
    "integral(exp(sqrt(x)), x, 0, b)",
    "integral(1/(5 + 3*cos(x)), x, 0, 2)",
    "integral(x^(a - 1)*exp(-b*x), x, 0, oo)",
    "integral(x^a*exp(-b*x^2), x, 0, oo)",
    "integral(x*exp(-b*x^3), x, 0, oo)",
    "integral(x^2*exp(-b*x^4), x, -oo, oo)",
    "integral(sqrt(cos(x)), x, 0, pi/2)",
    "integral(b*tan(x)^(1/2), x, 0, pi/2)",
    "integral(cos(x)^(-1/3)*sin(x)^(2/3), x, 0, pi/2)",
    "integral(log(b*sin(x)), x, 0, pi/2)",
    "integral(a*log(sin(x)), x, 0, pi)",
    "integral(log(x^2 + a), x, 0, b)",
    "integral(tan(7*x + 1), x, 0, 1/20)",
    "limit((a^x - b^x)/x, x, 0)",
    "limit((1 + c/x)^(a*x), x, oo)",
    "limit(x^b*exp(-a*x) + atan(a*x), x, oo)",
    "limit((exp(c*x) - 1 - c*x)/x^2, x, 0)",
    "limit(sqrt(x^2 + a*x) - x, x, oo)",
    "integral(1/(2 + cos(x)), x, 0, 2*pi)",
    "integral(1/(2 + cos(x)), x, 0, 3*pi)",
    "integral(1/(2 + cos(x)), x, a, a + 2*pi)",
    "integral(1/(3 + sin(x)^2), x, 7, -20)",
    "integral(1/(2 + sin(x/2)), x, 5, pi)",
    "integral(sin(a*x)^2/x^2, x, 0, oo)",
    "integral((b*x + 1)*cos(x/3)/(x^2 + x + 1 + a^2), x, -oo, oo)",
    "integral((b*x + 1)*sin(a*x)/(x^2 + 1), x, -oo, oo)",
    "integral(sin(x)^5/x^3, x, 0, oo)",
    "integral(sin(a*x^3)/x, x, 0, oo)",
    "integral(abs(x^2 - a^2), x, -2*a, 3*a)",
]


def normal_form(text: str) -> Term:
    read = term(text, WORLD)

    def spoken(session: Session) -> Term:
        return session.speaker().term(session.read(read).value)

    return Kernel().ask(WORLD, (read,), spoken)


@pytest.mark.parametrize("text", KNOWN)
def test_what_is_found_has_the_value(text: str) -> None:
    found = normal_form(text)
    assert not any(isinstance(part, Integral | Limit) for part in walk(found))
    for at in POINTS:
        left, right = evaluate(term(text, WORLD), at, WORLD), evaluate(found, at, WORLD)
        assert arb(left).overlaps(arb(right)), at
        assert arb(left).rad() < 1e-6


@pytest.mark.parametrize(
    "text",
    [
        "integral(1/x, x, -1, 1)",
        "integral(tan(x), x, 0, pi/2)",
        "integral(sin(x)^c, x, 0, pi/2)",
        "integral(log(cos(x)), x, 0, pi)",
        "integral(exp(-x^2)/x, x, 0, oo)",
        "integral(exp(c*x^2), x, 0, oo)",
        "integral(1/x, x, -a, b)",
        "integral(1/(x - c), x, 0, 1)",
        "integral(1/cos(x)^2, x, 0, 3)",
        "integral(1/(1 - 2*cos(x)), x, 0, 3*pi)",
        "integral(1/x, x, 1, oo)",
        "integral(exp(-c*x), x, 0, oo)",
        "integral(x^c, x, 0, 1)",
        "integral(sin(x), x, 0, oo)",
        "integral(exp(x^2), x, 0, 1)",
        "integral(abs(x - c), x, 0, 1)",
    ],
)
def test_no_antiderivative_is_used_across_a_gap(text: str) -> None:
    assert any(isinstance(part, Integral) for part in walk(normal_form(text)))


def test_one_spelling_for_every_name_of_the_variable() -> None:
    assert normal_form("integral(f(x)*c, x, 0, a)") == normal_form("c*integral(f(t), t, 0, a)")
    assert normal_form("integral(f(x), x, a, 0)") == normal_form("-integral(f(x), x, 0, a)")


@pytest.mark.parametrize(
    "text",
    [
        "limit(sin(x)^2, x, oo)",
        "limit((exp(x*sin(1/x)) - 1)/x, x, 0)",
        "limit(log(1 + x*sin(1/x))/x, x, 0)",
        "limit(atan(sin(1/x)), x, 0)",
        "limit(exp(sin(1/x)), x, 0)",
        "limit(beta(x, a)*chebyshevu(3, x), x, 0)",
        "limit(g(x, c), x, 0)",
        "limit(f(1/x), x, 0)",
    ],
)
def test_no_limit_is_read_off_without_its_condition(text: str) -> None:
    with pytest.raises(Outside, match="limit"):
        normal_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "limit(exp(x)/x, x, oo)",
        "limit(x*exp(1/x), x, 0)",
        "limit(abs(x)/x, x, 0)",
        "limit(1/sin(x), x, 0)",
        "limit(exp(log(x)^2), x, 0)",
        "limit(floor(x), x, 0)",
        "limit(sqrt(-1 - x^2), x, 0)",
        "limit(x*(2 + sin(x)), x, oo)",
    ],
)
def test_a_limit_that_certainly_does_not_exist_has_no_value(text: str) -> None:
    with pytest.raises(Undefined):
        normal_form(text)


@pytest.mark.parametrize(
    "text",
    [
        "limit(x^c, x, oo)",
        "limit(x^c*log(x), x, oo)",
        "limit(log(c + x), x, 0)",
        "limit(gamma(c + x), x, 0)",
        "limit(digamma(c + x)*gamma(c + x), x, 0)",
        "limit(exp(c*x), x, oo)",
        "limit(atan(c*x), x, oo)",
        "limit(erf(c*x), x, oo)",
        "limit(abs(c*x)/x, x, 0)",
        "limit(log(1 + exp(c*x))/x, x, oo)",
    ],
)
def test_a_limit_that_hangs_on_a_sign_asks_for_it(text: str) -> None:
    with pytest.raises(NeedsCase) as asked:
        normal_form(text)
    assert asked.value.condition == Rel("<", Sym("c"), integer(0))
