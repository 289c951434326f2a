"""Elementary functions of one variable, one row each.

A row holds everything about its function: the arguments at which it is real (`domain`), the
arguments at which it stays rational (`exact`), its enclosure (`real`), its principal branch
(`principal`, where there is one) and its derivative as a function of the argument and the value.
Functions that are quotients or compositions of these are in `derivcheck.refute.functions`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.refute.duals import Dual, Value, add, div, mul, neg, raised, sub
from derivcheck.refute.numbers import ONE, ZERO, Number, ball, root_power, sign, straddles
from derivcheck.refute.signals import Outside, Undecidable, Undefined

__all__ = ["ROWS", "Row", "unary"]

_HALF = fmpq(1, 2)
_LARGEST_FACTORIAL = 500

Domain = Callable[[Number], None]
Exact = Callable[[fmpq], fmpq | None]


def _anywhere(_x: Number) -> None:
    """Every real number."""


def _positive(x: Number) -> None:
    if sign(x) <= 0:
        raise Undefined("an argument that must be positive is not")


def _nonnegative(x: Number) -> None:
    if sign(x) < 0:
        raise Undefined("an argument that must not be negative is")


def _unit_interval(x: Number) -> None:
    if sign(x * x - 1) > 0:
        raise Undefined("an argument outside [-1, 1]")


def _open_unit_interval(x: Number) -> None:
    if sign(x * x - 1) >= 0:
        raise Undefined("an argument outside (-1, 1)")


def _from_one(x: Number) -> None:
    if sign(x - 1) < 0:
        raise Undefined("an argument less than 1")


def _no_pole(x: Number) -> None:
    if isinstance(x, fmpq):
        if x <= 0 and x.q == 1:
            raise Undefined("a pole of the gamma function")
    elif not ball(x) > 0 and x.contains_integer():
        raise straddles("whether an argument is a pole")


def _never(_x: fmpq) -> fmpq | None:
    return None


def _sends(argument: int, value: int) -> Exact:
    """The function is rational at one known argument."""
    image = fmpq(value)
    return lambda x: image if x == argument else None


def _exact_sqrt(x: fmpq) -> fmpq | None:
    root = root_power(x, _HALF)
    return root if isinstance(root, fmpq) else None


def _exact_gamma(x: fmpq) -> fmpq | None:
    small = x.q == 1 and 0 < x <= _LARGEST_FACTORIAL
    return fmpq(factorial(int(x.p) - 1)) if small else None


def _exact_erf(x: fmpq) -> fmpq | None:
    return None if x else ZERO


@frozen
class Row:
    """One function; `derivative` gets the argument and the function's value there."""

    real: Callable[[arb], arb]
    derivative: Callable[[Value, Value], Value]
    domain: Domain = _anywhere
    exact: Exact = _never
    principal: Callable[[acb], acb] | None = None
    singular: int | None = None


def unary(name: str, x: Value) -> Value:
    """The function of the row `name` at `x`.

    Raises:
        Undefined: `x` is certainly outside the domain, or a derivative does not exist.
        Undecidable: the ball `x` does not show on which side of the domain's edge it lies.

    """
    if isinstance(x, Dual):
        value = unary(name, x.value)
        return Dual(x.level, value, mul(ROWS[name].derivative(x.value, value), x.slope))
    row = ROWS[name]
    if isinstance(x, acb):
        return _principal(name, row, x)
    row.domain(x)
    if isinstance(x, fmpq):
        exact = row.exact(x)
        if exact is not None:
            return exact
    return row.real(ball(x))


def _principal(name: str, row: Row, x: acb) -> acb:
    if row.principal is None:
        raise Outside(f"{name} of a complex number")
    if row.singular is not None and x.contains(row.singular):
        if x.is_exact():
            raise Undefined(f"{name} at a singular point")
        raise straddles("whether an argument is a singular point")
    return row.principal(x)


def _beside_root(x: Value, inside: Value) -> Value:
    """`x / sqrt(inside)`, `Undefined` where `inside` is zero."""
    return div(x, unary("sqrt", inside))


def _one_less(x: Value) -> Value:
    return sub(ONE, _square(x))


def _square(x: Value) -> Value:
    return raised(x, 2)


def _gauss(x: Value) -> Value:
    """The derivative of `erf`: `2/sqrt(pi) * exp(-x^2)`."""
    return mul(mul(fmpq(2), unary("exp", neg(_square(x)))), 1 / arb.pi().sqrt())


def _polygamma(order: int, x: Value) -> Value:
    """The derivative of that order of `digamma`, for `x > 0`: `(-1)^(m+1) m! zeta(m+1, x)`."""
    if isinstance(x, Dual):
        slope = mul(_polygamma(order + 1, x.value), x.slope)
        return Dual(x.level, _polygamma(order, x.value), slope)
    if sign(x) <= 0:
        raise Undecidable("polygamma has a rule for positive arguments only")
    value = arb(order + 1).zeta(ball(x)) * factorial(order)
    return value if order % 2 else -value


ROWS: dict[str, Row] = {
    "exp": Row(arb.exp, lambda _x, y: y, exact=_sends(0, 1), principal=acb.exp),
    "log": Row(arb.log, lambda x, _y: div(ONE, x), _positive, _sends(1, 0), acb.log, 0),
    "sqrt": Row(arb.sqrt, lambda _x, y: div(_HALF, y), _nonnegative, _exact_sqrt, acb.sqrt),
    "sin": Row(arb.sin, lambda x, _y: unary("cos", x), exact=_sends(0, 0), principal=acb.sin),
    "cos": Row(arb.cos, lambda x, _y: neg(unary("sin", x)), exact=_sends(0, 1), principal=acb.cos),
    "sinh": Row(arb.sinh, lambda x, _y: unary("cosh", x), exact=_sends(0, 0), principal=acb.sinh),
    "cosh": Row(arb.cosh, lambda x, _y: unary("sinh", x), exact=_sends(0, 1), principal=acb.cosh),
    "asin": Row(
        arb.asin, lambda x, _y: _beside_root(ONE, _one_less(x)), _unit_interval, _sends(0, 0), acb.asin
    ),
    "acos": Row(
        arb.acos, lambda x, _y: _beside_root(-ONE, _one_less(x)), _unit_interval, _sends(1, 0), acb.acos
    ),
    "atan": Row(arb.atan, lambda x, _y: div(ONE, add(ONE, _square(x))), exact=_sends(0, 0)),
    "asinh": Row(arb.asinh, lambda x, _y: _beside_root(ONE, add(ONE, _square(x))), exact=_sends(0, 0)),
    "acosh": Row(
        arb.acosh, lambda x, _y: _beside_root(ONE, sub(_square(x), ONE)), _from_one, _sends(1, 0)
    ),
    "atanh": Row(
        arb.atanh, lambda x, _y: div(ONE, sub(ONE, _square(x))), _open_unit_interval, _sends(0, 0)
    ),
    "gamma": Row(arb.gamma, lambda x, y: mul(y, unary("digamma", x)), _no_pole, _exact_gamma),
    "loggamma": Row(arb.lgamma, lambda x, _y: unary("digamma", x), _positive, _sends(1, 0)),
    "digamma": Row(arb.digamma, lambda x, _y: _polygamma(1, x), _no_pole),
    "erf": Row(arb.erf, lambda x, _y: _gauss(x), exact=_exact_erf),
}  # fmt: skip
