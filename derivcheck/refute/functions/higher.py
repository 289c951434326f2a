"""Higher functions: incomplete gamma, Bessel's, polylogarithms, Lambert's W, complete elliptic integrals.

One row each: where the function has a value over the reals, the enclosure that python-flint computes, and the
derivative by the argument. A row for two arguments has the order first, which stays fixed in derivatives.

| function | values over the reals | cut |
| --- | --- | --- |
| uppergamma(s, x) | `x > 0`; `x = 0` for `s > 0`; all `x` for whole `s > 0` | `(-oo, 0]` |
| lowergamma(s, x) | the same, for `s` off the poles of gamma | `(-oo, 0]` |
| expint(s, x) | `x > 0`; `x = 0` for `s > 1`; `x != 0` for whole `s <= 0` | `(-oo, 0]` |
| besselj(n, x), besseli(n, x) | all `x` for whole `n`; else `x > 0`, and `x = 0` for `n > 0` | `(-oo, 0]` |
| bessely(n, x), besselk(n, x) | `x > 0` | `(-oo, 0]` |
| polylog(s, x) | `x < 1`; `x = 1` for `s > 1`; `x != 1` for whole `s <= 0` | `[1, oo)` |
| LambertW(x) | `x >= -1/e`, and `LambertW(x, -1)` for `-1/e <= x < 0` | `(-oo, -1/e]` |
| elliptic_k(m), elliptic_e(m) | `m < 1`, and `elliptic_e(1) = 1` | `[1, oo)` |

On a cut nothing is computed.
Source: Abramowitz and Stegun; NIST DLMF; Johansson, Arb.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.branches import no_pole
from derivcheck.refute.arithmetic.duals import Dual, Value, add, div, mul, neg, plain, raised, sub
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, ball, is_zero, sign
from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined
from derivcheck.refute.functions.elementary import unary

__all__ = ["HIGHER_FUNCTIONS"]

_HALF = fmpq(1, 2)

#: Return where a function of an order and an argument has a value, or (`inside`) a derivative as well.
_Domain = Callable[[Number, Number, bool], None]
_Enclosure = Callable[[acb, acb], acb]
_Rate = Callable[[Number, Value], Value]


def _row(value: _Enclosure, domain: _Domain, rate: _Rate) -> Callable[[Value, Value], Value]:
    """A function of an order and an argument."""

    def evaluate(order: Number, x: Value) -> Value:
        if isinstance(x, Dual):
            domain(order, plain(x), True)
            return Dual(x.level, evaluate(order, x.value), mul(rate(order, x.value), x.slope))
        domain(order, x, False)
        found = value(acb(order), acb(x))
        return found if isinstance(x, acb) or isinstance(order, acb) else found.real

    def row(order: Value, x: Value) -> Value:
        if isinstance(order, Dual):
            raise Outside("the derivative of a higher function by its order")
        return evaluate(order, x)

    return row


def _whole(order: Number) -> int | None:
    """The whole number that an order is exactly, or None."""
    return int(order.p) if isinstance(order, fmpq) and order.q == 1 else None


def _is_complex(order: Number, x: Number) -> bool:
    return isinstance(order, acb) or isinstance(x, acb)


def _off_negative(x: Number) -> None:
    number = acb(x)
    if not number.real > 0 and number.imag.contains(0):
        raise Undecidable("an argument on a cut")


def _off_beyond_one(x: Number) -> None:
    number = acb(x)
    if not number.real < 1 and number.imag.contains(0):
        raise Undecidable("an argument on a cut")


def _from_zero(order: Number, x: Number, least: int | None) -> None:
    """Return for `x > 0`, and with `least` at 0 for a greater order."""
    side = sign(x)
    if side > 0 or (side == 0 and least is not None and order > least):  # type: ignore[operator]
        return
    if not isinstance(order, fmpq):
        raise Undecidable("whether an order is a whole number")
    raise Undefined("an argument that must be positive is not")


# -- incomplete gamma functions ----------------------------------------------------------------------------


def _upper(s: Number, x: Number, inside: bool) -> None:
    whole = _whole(s)
    if whole is not None and whole > 0:
        return
    if _is_complex(s, x):
        _off_negative(x)
    else:
        _from_zero(s, x, None if inside else 0)


def _lower(s: Number, x: Number, inside: bool) -> None:
    no_pole(s)
    _upper(s, x, inside)


def _exponential(s: Number, x: Number, inside: bool) -> None:
    whole = _whole(s)
    if whole is not None and whole <= 0:
        if is_zero(x):
            raise Undefined("the pole of an exponential integral")
    elif _is_complex(s, x):
        _off_negative(x)
    else:
        _from_zero(s, x, None if inside else 1)


def _upper_rate(s: Number, x: Value) -> Value:
    """`-x^(s - 1) exp(-x)`"""
    order, fall = sub(s, ONE), neg(unary("exp", neg(x)))
    whole = _whole(s)
    power = raised(x, whole - 1) if whole is not None else unary("exp", mul(order, unary("log", x)))
    return mul(power, fall)


def _lower_value(s: acb, x: acb) -> acb:
    return s.gamma() - x.gamma_upper(s)


def _expint_rate(s: Number, x: Value) -> Value:
    """`-expint(s - 1, x)`"""
    return neg(_expint(sub(s, ONE), x))


_expint = _row(lambda s, x: x.expint(s), _exponential, _expint_rate)


# -- Bessel functions --------------------------------------------------------------------------------------


def _entire(order: Number, x: Number, inside: bool) -> None:
    if _whole(order) is not None:
        return
    if _is_complex(order, x):
        _off_negative(x)
    else:
        _from_zero(order, x, None if inside else 0)


def _on_positive(order: Number, x: Number, inside: bool) -> None:
    if _is_complex(order, x):
        _off_negative(x)
    elif sign(x) == 0:  # for some negative orders there is a limit
        raise Undecidable("a singular point of a Bessel function")
    else:
        _from_zero(order, x, None)


#: `f(order)' = (a f(order - 1) + b f(order + 1))/2`, by the kind.
_SLOPES = {"j": (1, -1), "y": (1, -1), "i": (1, 1), "k": (-1, -1)}


def _bessel(kind: str) -> Callable[[Value, Value], Value]:
    before, after = map(fmpq, _SLOPES[kind])

    def rate(order: Number, x: Value) -> Value:
        lower, upper = row(sub(order, ONE), x), row(add(order, ONE), x)
        return mul(_HALF, add(mul(before, lower), mul(after, upper)))

    row = _row(
        lambda order, x: getattr(x, f"bessel_{kind}")(order), _entire if kind in "ji" else _on_positive, rate
    )
    return row


# -- polylogarithms ----------------------------------------------------------------------------------------


def _below_one(s: Number, x: Number, inside: bool) -> None:
    whole = _whole(s)
    if whole is not None and whole <= 0:
        if is_zero(x - 1):
            raise Undefined("the pole of a polylogarithm")
        return
    if _is_complex(s, x):
        _off_beyond_one(x)
        return
    side = sign(1 - x)
    if side > 0 or (side == 0 and not inside and s > 1):  # type: ignore[operator]
        return
    if not isinstance(s, fmpq):
        raise Undecidable("whether an order is a whole number")
    raise Undefined("an argument beyond 1")


def _polylog_rate(s: Number, x: Value) -> Value:
    """`polylog(s - 1, x)/x`, and 1 at 0."""
    if is_zero(plain(x)):
        return _plain_only(x, ONE)
    return div(_polylog(sub(s, ONE), x), x)


def _plain_only(x: Value, value: Value) -> Value:
    """A derivative where its formula has a gap."""
    if isinstance(x, Dual):
        raise Undecidable("a higher derivative at a gap of its formula")
    return value


_polylog = _row(lambda s, x: x.polylog(s), _below_one, _polylog_rate)


# -- Lambert's W -------------------------------------------------------------------------------------------


def _beyond_branch_point(branch: Number, x: Number, inside: bool) -> None:
    whole = _whole(branch)
    if whole is None:
        raise Undecidable("a branch that is not an exact whole number")
    if isinstance(x, acb):
        _off_negative(x + (arb(-1).exp() if whole == 0 else 0))
        return
    if whole not in (0, -1) or (whole == -1 and sign(x) >= 0):
        raise Undefined("a branch that is not real")
    if sign(ball(x) + arb(-1).exp()) < 0:
        raise Undefined("an argument beyond the branch point")


def _lambert_rate(branch: Number, x: Value) -> Value:
    """`1/(x + exp(W))`"""
    return div(ONE, add(x, unary("exp", _lambert(branch, x))))


def _lambert_value(branch: acb, x: acb) -> acb:
    whole = branch.real.unique_fmpz()
    assert whole is not None  # as the domain asks
    return x.lambertw(int(whole))


_lambert = _row(_lambert_value, _beyond_branch_point, _lambert_rate)


# -- elliptic integrals ------------------------------------------------------------------------------------


def _elliptic_domain(edge: bool, _: Number, m: Number, inside: bool) -> None:
    """Return for `m < 1`, with `edge` also at 1."""
    if isinstance(m, acb):
        _off_beyond_one(m)
        return
    side = sign(1 - m)
    if side < 0 or (side == 0 and (inside or not edge)):
        raise Undefined("a parameter beyond 1")


def _elliptic_k_rate(_: Number, m: Value) -> Value:
    """`(elliptic_e(m)/(1 - m) - elliptic_k(m))/(2 m)`, and `pi/8` at 0."""
    if is_zero(plain(m)):
        return _plain_only(m, arb.pi() / 8)
    first = div(_elliptic_e(ONE, m), sub(ONE, m))
    return div(sub(first, _elliptic_k(ONE, m)), mul(fmpq(2), m))


def _elliptic_e_rate(_: Number, m: Value) -> Value:
    """`(elliptic_e(m) - elliptic_k(m))/(2 m)`, and `-pi/8` at 0."""
    if is_zero(plain(m)):
        return _plain_only(m, -arb.pi() / 8)
    return div(sub(_elliptic_e(ONE, m), _elliptic_k(ONE, m)), mul(fmpq(2), m))


_elliptic_k = _row(lambda _, m: m.elliptic_k(), partial(_elliptic_domain, False), _elliptic_k_rate)
_elliptic_e = _row(lambda _, m: m.elliptic_e(), partial(_elliptic_domain, True), _elliptic_e_rate)


def _complete(row: Callable[[Value, Value], Value]) -> Callable[..., Value]:
    def complete(m: Value, *more: Value) -> Value:
        if more:
            raise Outside("an incomplete elliptic integral")
        return row(ONE, m)

    return complete


HIGHER_FUNCTIONS: Mapping[str, Callable[..., Value]] = MappingProxyType(
    {
        "LambertW": lambda x, branch=ZERO: _lambert(branch, x),
        "elliptic_e": _complete(_elliptic_e),
        "elliptic_k": _complete(_elliptic_k),
        "expint": _expint,
        "lowergamma": _row(_lower_value, _lower, lambda s, x: neg(_upper_rate(s, x))),
        "polylog": _polylog,
        "uppergamma": _row(lambda s, x: x.gamma_upper(s), _upper, _upper_rate),
        **{f"bessel{kind}": _bessel(kind) for kind in _SLOPES},
    }
)
