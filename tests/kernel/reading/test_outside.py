"""What the kernel says of terms that it does not read; and the nearest ones that it does."""

from __future__ import annotations

import pytest

from derivcheck.kernel import Kernel
from derivcheck.kernel.algebra.quotient import Undefined
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.model import Context
from derivcheck.terms.printing import to_text
from tests.refute.worlds import term, world

WORLD = world(
    indices={"i, j, k, l": "1..n"},
    symbols={
        "x": "real",
        "y": "real",
        "a": "positive",
        "m": "integer",
        "N": "nonnegative integer",
        "z[i]": "real",
    },
    functions={"f": False},
    definitions={"d": "x^2", "g(t)": "t + i", "h(t)": "diff(t^3, t)"},
)
COMPLEX = world(symbols={"x": "real", "w": "complex"})


def value(text: str, context: Context = WORLD) -> str:
    """The normal form as text."""
    terms = (term(text, context),)

    def question(session: Session) -> str:
        return to_text(session.speaker().term(session.read(terms[0]).value), context.indices)

    return Kernel().ask(context, terms, question)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("z[i*j]", "an index that is not a sum of whole multiples of indices"),
        ("sum(x^k, k, -oo, -oo)", "a range that begins at minus infinity"),
        ("g(x)", "a defined function that mentions a free index"),
        ("integral(d*x, x, 0, 1)", "a definition that mentions the bound variable 'x'"),
        ("integral(x, x, oo, oo)", "an integral from infinity to itself"),
        ("integral(cases(1 if x*y > 0, 0), x, 0, 1)", "under an integral"),
        ("limit(cases(1 if x*y > 0, 0), x, 0)", "a case distinction under a limit"),
        ("limit(sum(1/(x - z[k]), k), x, 0)", "a limit that no rule finds"),
        ("polygamma(m, x)", "polygamma of an order that is not known to be a whole number from 0 on"),
        ("polygamma(x, y)", "polygamma of an order that is not known to be a whole number from 0 on"),
        ("harmonic(x, -2)", "a harmonic number of such an order"),
        ("LeviCivita(i, j)", "LeviCivita of indices that may be others than 1, 2, … up to their number"),
        ("fibonacci(x)", "a Fibonacci number of what is not known to be a whole number"),
        ("fibonacci(N, 2)", "a Fibonacci number with two arguments"),
        ("legendre(N - 2, x)", "an orthogonal polynomial whose degree may be negative"),
        ("chebyshevt(x, y)", "an orthogonal polynomial of what is not known to be a whole number"),
        ("chebyshevu(N + 50, x)", "a Chebyshev polynomial of such a degree"),
        ("diff(zeta(x), x)", "the derivative of 'zeta'"),
        ("diff(beta(x, y), x)", "the derivative of 'beta'"),
        ("sum(cases(x if z[k] > 0), k)", "a case on values without another case"),
        ("sum(x*cases(1/(k - i) if k != i, 0), k)", "a case on a bound index whose value is not defined"),
        ("sum(cases(1/(k - i) if k != i), k)", "cases under a sum that leave an index out"),
    ],
)
def test_not_read(text: str, said: str) -> None:
    with pytest.raises(Outside) as caught:
        value(text)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("limit(w/x, x, oo)", "a limit among complex numbers"),
        ("integral(abs(w*x), x, 0, 1)*w + integral(exp(x), x, 0, w)", "an integral among complex numbers"),
        ("integral(log(x + I), x, 0, 1)", "an integral among complex numbers"),
        ("mod(w, x)", "the function 'mod' of a complex number"),
        ("cases(1 if w < 1, 0)", "an order of complex numbers"),
        ("sum(cases(1 if w = k, 0), k, 1, 100)", "a condition on complex values, under a bound index"),
    ],
)
def test_not_read_among_complex_numbers(text: str, said: str) -> None:
    with pytest.raises(Outside) as caught:
        value(text, COMPLEX)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("z[2*i - (i - 1)]", "z[i + 1]"),
        ("h(x)", "3*x^2"),
        ("[i = 1 or j = 2]", "[i = 1] + [j = 2] - [i = 1]*[j = 2]"),
        ("[not (i = j or i = k)]", "(1 - [i = j])*(1 - [i = k])"),
        ("[i <= j and j <= i]", "[i <= j]*[j <= i]"),
        ("sum([k = i and k = j]*x, k)", "[i = j]*x"),
        ("sum([k = i or k = j], k)", "2 - [i = j]"),
        ("sum(z[k], k != i and k != j)", "sum(z[k], k) - z[i] - z[j] + [i = j]*z[i]"),
        ("cases(x if i = 1 and j = 2, y)", "y + (x - y)*[i = 1]*[j = 2]"),
        ("cases(x if i = j)", "x*[i = j]"),
        ("cases(x if not (i = j or i = k), y)", "y + (x - y)*(1 - [i = j])*(1 - [i = k])"),
        ("sum(cases(1/(k - i) if k != i and k != j, 0), k)", "sum(1/(k - i), k != i and k != j)"),
        ("sum(cases(1/(k - i) if not (k = i), 0), k)", "sum(1/(k - i), k != i)"),
        ("diff(abs(z[i]), z[i])*abs(z[i])", "z[i]"),
        ("sum(delta(k, i + n)*x, k)", "0"),
        ("sum(delta(k, n + 1 - i)*x, k)", "x"),
        ("sum(z[k], k, 1, 3, k > 1)", "z[2] + z[3]"),
        ("sum(z[k], k, 1, 3, k > i)", "sum(z[l], l, 1, 3, l > i)"),
        ("gamma(-n - 1/2)*0", "0"),
        ("polygamma(1, x + 1) - polygamma(1, x)", "-1/x^2"),
        ("loggamma(-1/2)*0", "0"),
        ("gamma(100000)/gamma(100000)", "1"),
        ("sin(-3*x) + sin(3*x)", "0"),
        ("polygamma(N, x)*0", "0"),
        ("polygamma(0, a)", "digamma(a)"),
        ("harmonic(N + 1) - harmonic(N)", "1/(N + 1)"),
        ("harmonic(3)", "11/6"),
        ("LeviCivita(1, 2)", "1"),
        ("fibonacci(10)", "55"),
        ("lucas(N + 2) - lucas(N + 1) - lucas(N)", "0"),
        ("legendre(3, x)", "(5*x^3 - 3*x)/2"),
        ("legendre(0, x)", "1"),
        ("chebyshevt(3, x)", "4*x^3 - 3*x"),
        ("chebyshevu(-1, x)", "0"),
        ("chebyshevu(N + 1, x) + chebyshevu(N - 1, x)", "2*x*chebyshevu(N, x)"),
        ("zeta(2, 3)", "pi^2/6 - 5/4"),
        ("zeta(2, 1/2)", "pi^2/2"),
        ("atan2(x, a)", "atan(x/a)"),
        ("RisingFactorial(x, 3)", "x*(x + 1)*(x + 2)"),
        ("RisingFactorial(x, -2)", "1/((x - 1)*(x - 2))"),
        ("FallingFactorial(x, 2)", "x*(x - 1)"),
        ("RisingFactorial(a, N)", "gamma(a + N)/gamma(a)"),
        ("gamma(-3/2)", "4*sqrt(pi)/3"),
        ("gamma(5/2)", "3*sqrt(pi)/4"),
        ("factorial2(7)", "105"),
        ("factorial2(2*N)", "2^N*factorial(N)"),
        ("factorial2(2*N + 1)*2^N*factorial(N)", "factorial(2*N + 1)"),
        ("factorial2(N) - factorial2(N)", "0"),
        ("binomial(x, 3)", "x*(x - 1)*(x - 2)/6"),
        ("binomial(N, N + 1)", "0"),
        ("binomial(N, 1)", "N"),
        ("loggamma(1)", "0"),
        ("loggamma(a + 1)", "loggamma(a) + log(a)"),
        ("integral(x^2, x, 1, 0)", "-1/3"),
        ("integral(exp(x), x, oo, -oo)*0", "0"),
    ],
)
def test_read(text: str, other: str) -> None:
    assert value(f"{text} - ({other})") == "0"


@pytest.mark.parametrize(
    "text", ["1/(x - x)", "cases(1 if i > n)", "log(0)", "gamma(-2)", "0^(-1)", "sqrt(x - x)^(-1)"]
)
def test_no_value(text: str) -> None:
    with pytest.raises(Undefined):
        value(text)
