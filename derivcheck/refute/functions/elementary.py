"""Elementary functions of one variable, one row each.

A row holds everything about its function: the arguments at which it is real (`domain`), the
arguments at which it stays rational (`exact`), its enclosure (`real`), its principal branch
(`principal`, with the complex numbers at which it has a value, `plane`, and its `cut`) and its
derivative as a function of the argument and the value. Functions that are quotients or
compositions of these are in `derivcheck.refute.functions.table`.
"""

from __future__ import annotations

from collections.abc import Callable
from math import factorial

from flint import acb, arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.branches import (
    Cut,
    Domain,
    along_axis,
    anywhere,
    beyond_one,
    beyond_unit,
    beyond_unit_upwards,
    from_one,
    gamma_domain,
    no_pole,
    nonnegative,
    nonzero,
    off_cut,
    open_unit_interval,
    positive,
    singular,
    unit_interval,
)  # fmt: skip
from derivcheck.refute.arithmetic.duals import Dual, Value, add, div, mul, neg, plain, raised, sub
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, is_zero, root_power
from derivcheck.refute.arithmetic.signals import Undecidable

__all__ = ["ROWS", "Row", "cardinal", "polygamma", "unary"]

_HALF = fmpq(1, 2)
_LARGEST_FACTORIAL = 500

Exact = Callable[[fmpq], fmpq | None]


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
    principal: Callable[[acb], acb]
    derivative: Callable[[Value, Value], Value]
    domain: Domain = anywhere
    exact: Exact = _never
    plane: Domain = anywhere
    cut: Cut | None = None


def unary(name: str, x: Value) -> Value:
    """The function of the row `name` at `x`, at a complex `x` its principal branch.

    Raises:
        Undefined: `x` is certainly outside the domain, or a derivative does not exist.
        Undecidable: the ball `x` does not show on which side of the domain's edge it lies.

    """
    row = ROWS[name]
    if isinstance(x, Dual):
        value = unary(name, x.value)
        if row.cut is not None:
            off_cut(plain(x), row.cut)
        return Dual(x.level, value, mul(row.derivative(x.value, value), x.slope))
    if isinstance(x, acb):
        row.plane(x)
        return row.principal(x)
    row.domain(x)
    if isinstance(x, arb):
        return row.real(x)
    exact = row.exact(x)
    return row.real(arb(x)) if exact is None else exact


def cardinal(name: str, x: Value) -> Value:
    """A sine, or a hyperbolic one, over its argument: 1 at 0, where its slope is 0."""
    if not is_zero(plain(x)):
        return div(unary(name, x), x)
    if not isinstance(x, Dual):
        return ONE
    if isinstance(x.value, Dual):
        raise Undecidable("a higher derivative of a cardinal sine at 0")
    return Dual(x.level, ONE, ZERO)


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


def _beside_roots(x: Value) -> Value:
    """The derivative of `acosh`: `1/(sqrt(x - 1)*sqrt(x + 1))`, which is right for complex `x` too."""
    return div(ONE, mul(unary("sqrt", sub(x, ONE)), unary("sqrt", add(x, ONE))))


def polygamma(order: int, x: Value) -> Value:
    """The derivative of that order of `digamma`: `(-1)^(m+1) m! zeta(m+1, x)`."""
    if isinstance(x, Dual):
        slope = mul(polygamma(order + 1, x.value), x.slope)
        return Dual(x.level, polygamma(order, x.value), slope)
    no_pole(x)
    value = acb(order + 1).zeta(acb(x)) * factorial(order)
    signed = value if order % 2 else -value
    return signed if isinstance(x, acb) else signed.real


def _inverse(x: Value, _y: Value) -> Value:
    return div(ONE, x)


ROWS: dict[str, Row] = {
    "exp": Row(arb.exp, acb.exp, lambda _x, y: y, exact=_sends(0, 1)),
    "log": Row(arb.log, acb.log, _inverse, positive, _sends(1, 0), nonzero, along_axis),
    "sqrt": Row(
        arb.sqrt, acb.sqrt, lambda _x, y: div(_HALF, y), nonnegative, _exact_sqrt, cut=along_axis
    ),
    "sin": Row(arb.sin, acb.sin, lambda x, _y: unary("cos", x), exact=_sends(0, 0)),
    "cos": Row(arb.cos, acb.cos, lambda x, _y: neg(unary("sin", x)), exact=_sends(0, 1)),
    "sinh": Row(arb.sinh, acb.sinh, lambda x, _y: unary("cosh", x), exact=_sends(0, 0)),
    "cosh": Row(arb.cosh, acb.cosh, lambda x, _y: unary("sinh", x), exact=_sends(0, 1)),
    "asin": Row(
        arb.asin, acb.asin, lambda x, _y: _beside_root(ONE, _one_less(x)), unit_interval, _sends(0, 0),
        cut=beyond_unit,
    ),
    "acos": Row(
        arb.acos, acb.acos, lambda x, _y: _beside_root(-ONE, _one_less(x)), unit_interval, _sends(1, 0),
        cut=beyond_unit,
    ),
    "atan": Row(
        arb.atan, acb.atan, lambda x, _y: div(ONE, add(ONE, _square(x))), anywhere, _sends(0, 0),
        singular(-1), beyond_unit_upwards,
    ),
    "asinh": Row(
        arb.asinh, acb.asinh, lambda x, _y: _beside_root(ONE, add(ONE, _square(x))), anywhere,
        _sends(0, 0), cut=beyond_unit_upwards,
    ),
    "acosh": Row(
        arb.acosh, acb.acosh, lambda x, _y: _beside_roots(x), from_one, _sends(1, 0), cut=beyond_one
    ),
    "atanh": Row(
        arb.atanh, acb.atanh, lambda x, _y: div(ONE, _one_less(x)), open_unit_interval, _sends(0, 0),
        singular(1), beyond_unit,
    ),
    "gamma": Row(
        arb.gamma, acb.gamma, lambda x, y: mul(y, unary("digamma", x)), gamma_domain, _exact_gamma,
        gamma_domain,
    ),
    "loggamma": Row(
        arb.lgamma, acb.lgamma, lambda x, _y: unary("digamma", x), positive, _sends(1, 0), no_pole,
        along_axis,
    ),
    "digamma": Row(arb.digamma, acb.digamma, lambda x, _y: polygamma(1, x), no_pole, plane=no_pole),
    "erf": Row(arb.erf, acb.erf, lambda x, _y: _gauss(x), exact=_exact_erf),
}  # fmt: skip
