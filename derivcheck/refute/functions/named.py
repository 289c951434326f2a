"""Functions that go by the names SymPy gives them: factorial powers, polygamma, number sequences, integrals.

*Factorial powers.* `RisingFactorial(x, k) = x (x + 1) … (x + k - 1)` for a whole `k >= 0`, and `1/((x - 1)
… (x - |k|))` below 0; for other `k` it is `gamma(x + k)/gamma(x)`. `FallingFactorial(x, k)` counts down.
`factorial2(n) = n (n - 2) …` from `n = -1` on. `harmonic(n, s) = 1 + 1/2^s + … + 1/n^s`, of other values
`digamma(x + 1) + EulerGamma` for `s = 1`, and `zeta(s) - zeta(s, x + 1)` for a whole `s >= 2`.

*Functions that stand for integrals* and the like. One row each: the enclosure that python-flint computes,
where its value is the one that everybody gives the function. At arguments where conventions differ nothing
is computed. Those with an order are in `derivcheck.refute.functions.higher`.
Source: Abramowitz and Stegun; Johansson, Arb.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from math import factorial, gcd, lcm
from types import MappingProxyType

from flint import acb, acb_series, arb, fmpq, fmpz

from derivcheck.refute.arithmetic.branches import Domain, anywhere, no_pole, nonzero, positive
from derivcheck.refute.arithmetic.duals import Dual, Value, add, div, mul, sub
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, capped, is_zero
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.functions.counting import COUNTING_FUNCTIONS
from derivcheck.refute.functions.elementary import cardinal, polygamma, unary
from derivcheck.refute.functions.higher import HIGHER_FUNCTIONS

__all__ = ["NAMED_FUNCTIONS"]

_LONGEST = 2000
_HALF = fmpq(1, 2)


def _whole(x: Value) -> int | None:
    """The whole number that `x` is exactly, or None."""
    if not isinstance(x, fmpq) or x.q != 1:
        return None
    whole = int(x.p)
    if abs(whole) > _LONGEST:
        raise Undecidable("a very long product")
    return whole


def _counted(x: Value, name: str) -> int:
    """A whole number from 0 on; elsewhere the function is not computed."""
    number = _whole(x)
    if number is None or number < 0:
        raise Undecidable(f"{name} of what is not a whole number from 0 on")
    return number


# -- factorial powers ------------------------------------------------------------------------------------


def _factorial_power(x: Value, k: Value, step: int, *, name: str) -> Value:
    length = _whole(k)
    if length is None:
        return _by_gamma(x, k, step, name)
    total: Value = ONE
    for place in range(length):
        total = mul(total, add(x, fmpq(step * place)))
    for place in range(1, 1 - length):
        total = div(total, sub(x, fmpq(step * place)))
    return total


def _by_gamma(x: Value, k: Value, step: int, name: str) -> Value:
    above, below = (add(x, k), x) if step > 0 else (add(x, ONE), add(sub(x, k), ONE))
    try:
        return div(unary("gamma", above), unary("gamma", below))
    except Undefined:
        raise Undecidable(f"{name} at a pole of gamma") from None


def _double_factorial(x: Value) -> Value:
    number = _whole(x)
    if number is None or number < -1:
        raise Undecidable("a double factorial of what is not a whole number from -1 on")
    total = 1
    for factor in range(number, 1, -2):
        total *= factor
    return fmpq(total)


def _harmonic(x: Value, power: Value = ONE) -> Value:
    number, exponent = _whole(x), _whole(power)
    if number is not None and number < 0:
        raise Undefined("a harmonic number of a negative whole number")
    if number is None and exponent == 1:
        return add(unary("digamma", add(x, ONE)), arb.const_euler())
    if number is None and exponent is not None and exponent > 1:
        return sub(_zeta(power), _zeta(power, add(x, ONE)))
    if number is None or number > _LONGEST:
        raise Undecidable("a harmonic number of what is not a small whole number")
    if exponent is not None:
        return sum((fmpq(1, place) ** exponent for place in range(1, number + 1)), ZERO)
    total: Value = ZERO
    for place in range(1, number + 1):
        total = add(total, unary("exp", mul(power, -arb(place).log())))
    return total


def _levi_civita(*indices: Value) -> Value:
    """The sign of a permutation of `1, …, n`, and 0 where an index comes twice."""
    sign = _permutation_sign(tuple([_whole(each) for each in indices]))
    if sign is None:
        raise Undecidable("LeviCivita of other indices than 1, 2, … up to their number")
    return sign


@lru_cache(maxsize=1024)
def _permutation_sign(places: tuple[int | None, ...]) -> fmpq | None:
    """The sign of a permutation, 0 of what is none; None for other places than there are."""
    if any(place is None or not 1 <= place <= len(places) for place in places):
        return None
    swaps = sum(a > b for at, b in enumerate(places) for a in places[:at])  # type: ignore[operator]
    return ZERO if len(set(places)) < len(places) else fmpq((-1) ** swaps)


# -- polygamma, whole parts ------------------------------------------------------------------------------


def _polygamma(order: Value, x: Value) -> Value:
    number = _counted(order, "polygamma")
    return unary("digamma", x) if number == 0 else polygamma(number, x)


def _alone(more: tuple[Value, ...]) -> None:
    if more:
        raise Outside("a second argument of a function that is computed for one")


# -- one argument ----------------------------------------------------------------------------------------


def _off_cut(real: Domain) -> Domain:
    """Among real numbers `real`, among complex ones all off the cut `(-oo, 0]`."""

    def allowed(x: Number) -> None:
        if not isinstance(x, acb):
            real(x)
        elif not x.real > 0 and x.imag.contains(0):
            raise Undecidable("an argument on a cut")

    return allowed


def _positive_but_one(x: Number) -> None:
    positive(x)
    if is_zero(x - 1):
        raise Undefined("the pole of li")


def _not_one(x: Number) -> None:
    if is_zero(x - 1):
        raise Undefined("the pole of zeta")


_Real = Callable[[arb], arb]
_Complex = Callable[[acb], acb]
_Rate = Callable[[Value], Value]


def _over(name: str) -> _Rate:
    """The derivative `name(x)/x`."""
    return lambda x: div(unary(name, x), x)


def _fresnel(name: str) -> _Rate:
    return lambda x: unary(name, mul(mul(x, x), arb.pi() / 2))


def _error_rate(x: Value) -> Value:
    return mul(unary("exp", mul(x, x)), 2 / arb.pi().sqrt())


def _one(
    real: _Real, domain: Domain = anywhere, whole: _Complex | None = None, rate: _Rate | None = None
) -> Callable[[Value], Value]:
    """A function of one argument; `whole` where it is entire, or has one value off its pole."""

    def row(x: Value, *more: Value) -> Value:
        _alone(more)
        if isinstance(x, Dual):
            if rate is None:
                raise Outside("the derivative of a function that is known by its values alone")
            return Dual(x.level, row(x.value), mul(rate(x.value), x.slope))
        if isinstance(x, acb):
            if whole is None:
                raise Outside("a real function at a complex number")
            domain(x)
            return whole(x)
        domain(x)
        return real(ball(x))

    return row


_LOGARITHMIC = _one(arb.li, _off_cut(_positive_but_one), acb.li, lambda x: div(ONE, unary("log", x)))


def _zeta(x: Value, *more: Value, order: int = 0) -> Value:
    """`zeta(s)` and `zeta(s, a)` off the poles, or a derivative by `s`.

    Of other than whole `s`, and of derivatives by `s`, `a` must be to the right of 0.
    """
    shift = more[0] if more else ONE
    if isinstance(x, Dual):
        if isinstance(shift, Dual):
            raise Outside("the derivative of zeta by both of its arguments")
        slope = _zeta(x.value, *more, order=order + 1)
        return Dual(x.level, _zeta(x.value, *more, order=order), mul(slope, x.slope))
    if isinstance(shift, Dual):
        slope = mul(mul(fmpq(-1), x), _zeta(add(x, ONE), shift.value))
        return Dual(shift.level, _zeta(x, shift.value), mul(slope, shift.slope))
    _not_one(x)
    whole = _whole(x)
    if not order and whole is not None and whole > 1:
        no_pole(shift)
    elif more and (order or whole is None) and not acb(shift).real > 0:
        raise Undecidable("zeta of a second argument that is not positive")
    value = _derivative_of_zeta(acb(x), acb(shift), order) if order else acb(x).zeta(acb(shift))
    return value if isinstance(x, acb) or isinstance(shift, acb) else value.real


def _derivative_of_zeta(s: acb, shift: acb, order: int) -> acb:
    with capped(order + 1):
        return acb(acb_series([s, acb(1)]).zeta(shift)[order] * factorial(order))


# -- a whole number and an argument ------------------------------------------------------------------------


def _polynomial(
    whole: Callable[[acb, int], acb],
    rate: Callable[[int], Iterable[tuple[str, int, int]]],
    *,
    name: str,
    turned: tuple[int, int] | None = None,
) -> Callable[[Value, Value], Value]:
    """A polynomial of a whole degree; with `turned = (k, s)` that of the degree `n < 0` is `s f(-n - k)`.

    `rate` says what the derivative of that of a degree is made of: names, degrees and factors.
    """

    def row(degree: Value, x: Value) -> Value:
        below = _whole(degree)
        if turned is not None and below is not None and below < 0:
            shift, factor = turned
            return ZERO if -below < shift else mul(fmpq(factor), row(fmpq(-below - shift), x))
        number = _counted(degree, name)
        if isinstance(x, Dual):
            slope: Value = ZERO
            for other, lower, factor in rate(number):
                slope = add(slope, mul(fmpq(factor), NAMED_FUNCTIONS[other](fmpq(lower), x.value)))
            return Dual(x.level, row(degree, x.value), mul(slope, x.slope))
        value = whole(acb(x), number)
        return value if isinstance(x, acb) else value.real

    return row


def _every_second(name: str, times: Callable[[int], int]) -> Callable[[int], Iterable[tuple[str, int, int]]]:
    """The sum of `times(k) f(k)` over the `k < n` for which `n - k` is odd."""
    return lambda degree: [(name, lower, times(lower)) for lower in range(degree - 1, -1, -2)]


def _sequence(make: Callable[[int], fmpz], name: str) -> Callable[[Value], Value]:
    """A sequence of whole numbers that goes on before 0."""

    def row(x: Value, *more: Value) -> Value:
        _alone(more)
        number = _whole(x)
        if number is None:
            raise Undecidable(f"{name} of what is not an exact whole number")
        return fmpq(make(number))

    return row


def _catalan(x: Value) -> Value:
    """`4^x gamma(x + 1/2)/(sqrt(pi) gamma(x + 2))`"""
    number = _whole(x)
    if number is not None and number >= 0:
        return fmpq(fmpz.bin_uiui(2 * number, number) // (number + 1))
    power = unary("exp", mul(x, arb(4).log()))
    return mul(mul(power, 1 / arb.pi().sqrt()), _by_gamma(add(x, fmpq(2)), sub(_HALF, fmpq(2)), 1, "catalan"))


def _fibonacci(number: int) -> fmpz:
    if number < 0:  # F(-n) = (-1)^(n + 1) F(n)
        found = _fibonacci(-number)
        return found if number % 2 else -found
    return fmpz.fib_ui(number)  # type: ignore[arg-type]  # python-flint's stubs ask for an fmpz


def _lucas(number: int) -> fmpz:
    return 2 * _fibonacci(number + 1) - _fibonacci(number)


def _bernoulli(degree: Value, *more: Value) -> Value:
    """A Bernoulli number, or a polynomial of Bernoulli's; the number of the place 1 has two values."""
    number = _counted(degree, "bernoulli")
    if not more:
        if number == 1:
            raise Undecidable("bernoulli(1), which has two values")
        return fmpq.bernoulli(number)
    total: Value = ZERO
    for place in range(number + 1):
        total = add(mul(total, more[0]), fmpq.bernoulli(place) * fmpz.bin_uiui(number, place))
    return total


def _of_whole_numbers(make: Callable[..., int], name: str) -> Callable[..., Value]:
    def row(*values: Value) -> Value:
        numbers = [_whole(value) for value in values]
        if any(number is None for number in numbers):
            raise Undecidable(f"{name} of what are not exact whole numbers")
        return fmpq(make(*numbers))

    return row


NAMED_FUNCTIONS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "RisingFactorial": partial(_factorial_power, step=1, name="RisingFactorial"),
        "FallingFactorial": partial(_factorial_power, step=-1, name="FallingFactorial"),
        "factorial2": _double_factorial,
        "harmonic": _harmonic,
        "LeviCivita": _levi_civita,
        "polygamma": _polygamma,
        "trigamma": partial(_polygamma, ONE),
        "fibonacci": _sequence(_fibonacci, "fibonacci"),
        "lucas": _sequence(_lucas, "lucas"),
        "catalan": _catalan,
        "bernoulli": _bernoulli,
        "gcd": _of_whole_numbers(gcd, "gcd"),
        "lcm": _of_whole_numbers(lcm, "lcm"),
        "erf2": lambda x, y: sub(unary("erf", y), unary("erf", x)),
        "erfi": _one(arb.erfi, anywhere, acb.erfi, _error_rate),
        "Si": _one(arb.si, anywhere, acb.si, partial(cardinal, "sin")),
        "Shi": _one(arb.shi, anywhere, acb.shi, partial(cardinal, "sinh")),
        "Ci": _one(arb.ci, _off_cut(positive), acb.ci, _over("cos")),
        "Chi": _one(arb.chi, _off_cut(positive), acb.chi, _over("cosh")),
        "Ei": _one(arb.ei, _off_cut(nonzero), acb.ei, _over("exp")),
        "li": _LOGARITHMIC,
        "Li": lambda x: sub(_LOGARITHMIC(x), arb(2).li()),
        "fresnels": _one(arb.fresnel_s, anywhere, acb.fresnel_s, _fresnel("sin")),
        "fresnelc": _one(arb.fresnel_c, anywhere, acb.fresnel_c, _fresnel("cos")),
        "zeta": _zeta,
        "chebyshevt": _polynomial(
            acb.chebyshev_t, lambda n: [("chebyshevu", n - 1, n)], name="chebyshevt", turned=(0, 1)
        ),
        "chebyshevu": _polynomial(
            acb.chebyshev_u,
            _every_second("chebyshevu", lambda k: 2 * k + 2),
            name="chebyshevu",
            turned=(2, -1),
        ),
        "legendre": _polynomial(
            acb.legendre_p, _every_second("legendre", lambda k: 2 * k + 1), name="legendre"
        ),
        "hermite": _polynomial(
            acb.hermite_h, lambda n: [("hermite", n - 1, 2 * n)] if n else [], name="hermite"
        ),
        "laguerre": _polynomial(
            lambda x, n: x.laguerre_l(n),
            lambda n: [("laguerre", lower, -1) for lower in range(n)],
            name="laguerre",
        ),
        **COUNTING_FUNCTIONS,
        **HIGHER_FUNCTIONS,
    }
)
