"""Every function of the language that has a value at a point, by name.

The rows of `derivcheck.refute.functions.elementary` are the elementary ones; what stands here is composed
of them (`tan = sin/cos`, `asec(x) = acos(1/x)`), so its derivative and its principal branch need no rule of
their own, or is piecewise smooth (`abs`, `floor`, `max`), where a derivative at a kink is `Undefined`.
Functions with an open name, which goes by SymPy's spelling, are in `derivcheck.refute.functions.named`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.branches import Cut, beyond_unit, beyond_unit_upwards, no_pole, settled
from derivcheck.refute.arithmetic.duals import (
    Dual,
    Value,
    add,
    both,
    choose_sign,
    div,
    map_value,
    mul,
    neg,
    plain,
    raised,
    sub,
    vanishes,
)
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, is_zero, sign, straddles
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.functions.elementary import ROWS, cardinal, unary
from derivcheck.refute.functions.higher import HIGHER_FUNCTIONS
from derivcheck.refute.functions.hypergeometric import HYPERGEOMETRIC_FUNCTIONS
from derivcheck.refute.functions.named import NAMED_FUNCTIONS

__all__ = ["FUNCTIONS", "OF_REALS", "apply", "floor_number", "require_settled"]

_LARGEST_CHOICE = 500
_LARGEST_FLOOR = fmpq(2) ** 4096


def apply(name: str, arguments: tuple[Value, ...], *, principal: bool = False) -> Value:
    """The function `name` at its arguments; `principal` allows complex values of real arguments.

    >>> apply("sqrt", (fmpq(9, 4),))
    3/2

    Raises:
        Undefined: the function has no value there.
        Undecidable: it cannot be told, or (`Outside`) there is no row for the function.

    """
    row = FUNCTIONS.get(name)
    if row is None:
        raise Outside(name)
    if not principal or name not in _PRINCIPAL:
        return row(*arguments)
    try:
        return row(*arguments)
    except Undefined:
        return row(*[map_value(acb, each) for each in arguments])


def require_settled(name: str, arguments: tuple[Value, ...]) -> None:
    """Return where the principal value of the function is the same by every convention.

    Raises:
        Undecidable: the argument lies on a cut that some count to one side, and some to the other.

    """
    cut = _UNSETTLED.get(name)
    if cut is not None:
        settled(plain(arguments[0]), cut)


def _reciprocal(x: Value) -> Value:
    return div(ONE, x)


def _sin(x: Value) -> Value:
    return unary("sin", x)


def _cos(x: Value) -> Value:
    return unary("cos", x)


def _acot(x: Value) -> Value:
    """`atan(1/x)`, and pi/2 at 0, where it jumps."""
    return arb.pi() / 2 if vanishes(x, "the jump of acot") else unary("atan", _reciprocal(x))


def _asech(x: Value) -> Value:
    return unary("acosh", _reciprocal(x))


def _sinc(x: Value) -> Value:
    return x.sinc() if isinstance(x, arb | acb) else cardinal("sin", x)


def _absolute(x: Value) -> Value:
    number = plain(x)
    if isinstance(number, acb):
        if isinstance(x, Dual):
            raise Outside("the derivative of the modulus of a complex number")
        return abs(number)
    if isinstance(number, arb) and not isinstance(x, Dual):
        return abs(number)
    return neg(x) if choose_sign(x, "the kink of abs") < 0 else x


def _sign(x: Value) -> Value:
    """-1, 0 or 1; for a complex number `z/abs(z)`, which is not analytic, and 0 at 0."""
    number = plain(x)
    if isinstance(number, acb):
        if isinstance(x, Dual):
            raise Outside("the derivative of the sign of a complex number")
        return ZERO if is_zero(number) else number / abs(number)
    return fmpq(choose_sign(x, "the jump of sign"))


def floor_number(number: Number) -> fmpq:
    """The whole part of a real number; `Undecidable` where a ball does not show it, or it is very large."""
    if isinstance(number, fmpq):
        return fmpq(number.floor())
    if not abs(ball(number)) < _LARGEST_FLOOR:
        raise Undecidable("the whole part of a very large number")
    whole = ball(number).floor().unique_fmpz()
    if whole is None:
        raise straddles("between which whole numbers a number lies")
    return fmpq(whole)


def _floor(x: Value) -> Value:
    whole = floor_number(plain(x))
    if isinstance(x, Dual):
        choose_sign(sub(x, whole), "the jump of floor")
    return whole


def _ceiling(x: Value) -> Value:
    return neg(_floor(neg(x)))


def _heaviside(x: Value) -> Value:
    side = choose_sign(x, "the jump of heaviside")
    if side == 0:
        raise Undefined("heaviside at 0")
    return ONE if side > 0 else ZERO


def _mod(a: Value, b: Value) -> Value:
    """`a - b*floor(a/b)`, which has the sign of `b`."""
    return sub(a, mul(b, _floor(div(a, b))))


def _extreme(*arguments: Value, side: int) -> Value:
    best = arguments[0]
    for other in arguments[1:]:
        best = _better(best, other, side)
    return best


def _better(a: Value, b: Value, side: int) -> Value:
    if (isinstance(a, arb) and isinstance(b, arb | fmpq)) or (isinstance(a, fmpq) and isinstance(b, arb)):
        return ball(a).max(ball(b)) if side > 0 else ball(a).min(ball(b))
    return a if choose_sign(sub(a, b), "a tie of max or min") * side >= 0 else b


def _factorial(x: Value) -> Value:
    return unary("gamma", add(x, ONE))


def _reciprocal_gamma(x: Value) -> Value:
    """`1/gamma(x)`, which is 0 at the poles of gamma."""
    try:
        no_pole(plain(x))
    except Undefined:
        if isinstance(x, Dual):
            raise Undecidable("a derivative of 1/gamma at a pole of gamma") from None
        return ZERO
    return div(ONE, unary("gamma", x))


def _gamma_on_top(x: Value, function: str) -> Value:
    """`gamma(x)` in a quotient whose value at a pole, where it may have one, is left open."""
    try:
        return unary("gamma", x)
    except Undefined:
        raise Undecidable(f"{function} at a pole of gamma") from None


def _binomial(a: Value, b: Value) -> Value:
    """By the falling factorial for a whole `b`, else by gamma.

    A negative whole `b` gives 0, except under a negative whole `a`, where conventions differ.
    """
    number = plain(b)
    if isinstance(b, Dual) or not isinstance(number, fmpq) or number.q != 1:
        top = _gamma_on_top(add(a, ONE), "binomial")
        under = mul(_reciprocal_gamma(add(b, ONE)), _reciprocal_gamma(add(sub(a, b), ONE)))
        return mul(top, under)
    if number > _LARGEST_CHOICE:
        raise Undecidable("a binomial coefficient with a large lower entry")
    if number < 0:
        upper = plain(a)
        if not isinstance(upper, fmpq) or (upper < 0 and upper.q == 1):
            raise Undecidable("a binomial coefficient of two negative whole numbers")
        return ZERO
    value: Value = ONE
    for step in range(int(number.p)):
        value = div(mul(value, sub(a, fmpq(step))), fmpq(step + 1))
    return value


def _beta(a: Value, b: Value) -> Value:
    """`gamma(a)*gamma(b)/gamma(a + b)`"""
    top = mul(_gamma_on_top(a, "beta"), _gamma_on_top(b, "beta"))
    return mul(top, _reciprocal_gamma(add(a, b)))


def _atan2(y: Value, x: Value) -> Value:
    """The angle of the point `(x, y)`, in (-pi, pi]; it jumps across the negative `x` axis."""
    if isinstance(x, Dual) or isinstance(y, Dual):
        level, x0, dx, y0, dy = both(x, y)
        radius = add(raised(x0, 2), raised(y0, 2))
        slope = div(sub(mul(x0, dy), mul(y0, dx)), radius)
        if sign(plain(x0)) < 0 and sign(plain(y0)) == 0:
            raise Undefined("derivative at the jump of atan2")
        return Dual(level, _atan2(y0, x0), slope)
    across, up = sign(x), sign(y)
    if up == 0 and across == 0:
        raise Undefined("the angle of the origin")
    return ZERO if up == 0 and across > 0 else arb.atan2(ball(y), ball(x))


def _delta(a: Value, b: Value) -> Value:
    return ONE if vanishes(sub(a, b), "the jump of delta") else ZERO


def _part(take: Callable[[acb], Number], x: Value) -> Value:
    """A part of a complex number; it is not analytic, so it has no complex derivative."""
    number = plain(x)
    if not isinstance(number, acb):
        return x
    if isinstance(x, Dual):
        raise Outside("the derivative of a part of a complex number")
    return take(number)


def _imaginary_part(x: Value) -> Value:
    return _part(lambda z: z.imag, x) if isinstance(plain(x), acb) else ZERO


def _argument(x: Value) -> Value:
    number = plain(x)
    if isinstance(number, acb):
        if isinstance(x, Dual):
            raise Outside("the derivative of the argument of a complex number")
        if vanishes(x, "zero"):
            raise Undefined("the argument of zero")
        return number.arg()
    side = choose_sign(x, "zero")
    if side == 0:
        raise Undefined("the argument of zero")
    return ZERO if side > 0 else arb.pi()


_COMPOSED: dict[str, Callable[..., Value]] = {
    "tan": lambda x: div(_sin(x), _cos(x)),
    "cot": lambda x: div(_cos(x), _sin(x)),
    "sec": lambda x: _reciprocal(_cos(x)),
    "csc": lambda x: _reciprocal(_sin(x)),
    "acot": _acot,
    "asec": lambda x: unary("acos", _reciprocal(x)),
    "acsc": lambda x: unary("asin", _reciprocal(x)),
    "tanh": lambda x: div(unary("sinh", x), unary("cosh", x)),
    "coth": lambda x: div(unary("cosh", x), unary("sinh", x)),
    "sech": lambda x: _reciprocal(unary("cosh", x)),
    "csch": lambda x: _reciprocal(unary("sinh", x)),
    "acoth": lambda x: unary("atanh", _reciprocal(x)),
    "asech": _asech,
    "acsch": lambda x: unary("asinh", _reciprocal(x)),
    "erfc": lambda x: sub(ONE, unary("erf", x)),
    "factorial": _factorial,
    "sinc": _sinc,
    "binomial": _binomial,
    "beta": _beta,
}  # fmt: skip

_PIECEWISE: dict[str, Callable[..., Value]] = {
    "abs": _absolute,
    "sign": _sign,
    "re": partial(_part, lambda z: z.real),
    "im": _imaginary_part,
    "conjugate": partial(_part, lambda z: z.conjugate()),
    "arg": _argument,
    "delta": _delta,
}  # fmt: skip

#: What is ordered has no meaning off the real axis.
_OF_REALS: dict[str, Callable[..., Value]] = {
    "floor": _floor,
    "ceiling": _ceiling,
    "heaviside": _heaviside,
    "mod": _mod,
    "frac": lambda x: sub(x, _floor(x)),
    "max": partial(_extreme, side=1),
    "min": partial(_extreme, side=-1),
    "atan2": _atan2,
}  # fmt: skip


def _on_axis(function: Callable[..., Value], *arguments: Value) -> Value:
    """A function that is not analytic: where a real number becomes a complex one it tells no derivative."""
    if any(isinstance(x, Dual) and not isinstance(plain(x), acb) and _leaves_axis(x) for x in arguments):
        raise Outside("the derivative of a part of a complex number")
    return function(*arguments)


def _of_reals(function: Callable[..., Value], *arguments: Value) -> Value:
    """A function of real numbers; a complex symbol may have a real value."""
    return _on_axis(function, *[_real_value(x) for x in arguments])


def _real_value(x: Value) -> Value:
    if not isinstance(x, acb) or not x.imag.is_zero():
        return x
    return x.real.fmpq() if x.real.is_exact() else x.real


def _leaves_axis(x: Value) -> bool:
    return _leaves_axis(x.value) or _leaves_axis(x.slope) if isinstance(x, Dual) else isinstance(x, acb)


def _table() -> dict[str, Callable[..., Value]]:
    table: dict[str, Any] = {name: partial(unary, name) for name in ROWS}
    piecewise = {name: partial(_on_axis, function) for name, function in _PIECEWISE.items()}
    of_reals = {name: partial(_of_reals, function) for name, function in _OF_REALS.items()}
    return {**table, **_COMPOSED, **piecewise, **of_reals, **NAMED_FUNCTIONS, **HYPERGEOMETRIC_FUNCTIONS}


FUNCTIONS: Mapping[str, Callable[..., Value]] = MappingProxyType(_table())

#: The functions whose arguments are ordered.
OF_REALS = frozenset(_OF_REALS)

#: The functions with a principal branch: real arguments outside the domain are read as complex.
ANALYTIC = frozenset((*ROWS, *_COMPOSED))

#: The functions whose values on their cuts differ from one convention to another.
_UNSETTLED: Mapping[str, Cut] = MappingProxyType({
    **dict.fromkeys(("acos", "asin", "atanh"), beyond_unit),
    **dict.fromkeys(("asinh", "atan"), beyond_unit_upwards),
    **dict.fromkeys(("acoth", "acsc", "asec"), lambda x: beyond_unit(1 / x)),
    **dict.fromkeys(("acot", "acsch"), lambda x: beyond_unit_upwards(1 / x)),
})  # fmt: skip

#: What has principal values off its cuts, too.
_PRINCIPAL = ANALYTIC | frozenset((*HIGHER_FUNCTIONS, *HYPERGEOMETRIC_FUNCTIONS))
