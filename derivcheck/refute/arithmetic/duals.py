"""Arithmetic that carries derivatives: forward-mode differentiation with tagged dual numbers.

A dual number of level L stands for `value + slope*eps` with `eps^2 = 0`; each derivative that is
being taken has a level of its own, later ones (further inside) the larger. An operation works on
the largest level among its operands and treats everything below as a constant of that level, so
nested and mixed derivatives never confuse their perturbations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number, divided, is_zero, power, root_power, sign
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined

__all__ = [
    "Dual", "Value", "add", "as_index", "both", "choose_sign", "compares", "div", "map_value", "mul", "neg",
    "plain", "raised", "rooted", "slope_along", "slope_at", "sub", "vanishes",
]  # fmt: skip


class Dual:
    """`value + slope*eps` at one level of differentiation."""

    __slots__ = ("level", "slope", "value")

    def __init__(self, level: int, value: Value, slope: Value) -> None:
        self.level = level
        self.value = value
        self.slope = slope


Value = fmpq | arb | acb | Dual


def slope_at(x: Value, level: int) -> Value:
    """The derivative of `x` with respect to the perturbation of `level`."""
    return x.slope if isinstance(x, Dual) and x.level == level else ZERO


def plain(x: Value) -> Number:
    """The number itself, without its derivatives."""
    while isinstance(x, Dual):
        x = x.value
    return x


def as_index(x: Value) -> int:
    """The whole number that an index comes to."""
    number = plain(x)
    if not isinstance(number, fmpq):
        raise Undecidable("an index that is not an exact number")
    if number.q == 1:
        return int(number.p)
    raise Undefined("an index that is not whole")


def _split(x: Value, level: int) -> tuple[Value, Value]:
    return (x.value, x.slope) if isinstance(x, Dual) and x.level == level else (x, ZERO)


def _level(x: Value) -> int:
    return x.level if isinstance(x, Dual) else 0


def both(a: Value, b: Value) -> tuple[int, Value, Value, Value, Value]:
    """The larger level of the two, then value and slope of each at that level."""
    level = max(_level(a), _level(b))
    return (level, *_split(a, level), *_split(b, level))


def add(a: Value, b: Value) -> Value:
    """`a + b`"""
    if type(a) is Dual:
        if type(b) is Dual:
            level, x, dx, y, dy = both(a, b)
            return Dual(level, add(x, y), add(dx, dy))
        return Dual(a.level, add(a.value, b), a.slope)
    if type(b) is Dual:
        return Dual(b.level, add(a, b.value), b.slope)
    return a + b  # type: ignore[operator]


def neg(a: Value) -> Value:
    """`-a`"""
    return Dual(a.level, neg(a.value), neg(a.slope)) if type(a) is Dual else -a  # type: ignore[operator]


def sub(a: Value, b: Value) -> Value:
    """`a - b`"""
    if type(a) is Dual or type(b) is Dual:
        return add(a, neg(b))
    return a - b  # type: ignore[operator]


def mul(a: Value, b: Value) -> Value:
    """`a * b`; an exact zero makes an exact zero, the other factor being some finite number."""
    if type(a) is Dual:
        if type(b) is Dual:
            level, x, dx, y, dy = both(a, b)
            return Dual(level, mul(x, y), add(mul(dx, y), mul(x, dy)))
        return Dual(a.level, mul(a.value, b), mul(a.slope, b))
    if type(b) is Dual:
        return Dual(b.level, mul(a, b.value), mul(a, b.slope))
    if (type(a) is fmpq and not a) or (type(b) is fmpq and not b):
        return ZERO
    return a * b  # type: ignore[operator]


def div(a: Value, b: Value) -> Value:
    """`a / b`; `Undefined` where `b` is zero."""
    if type(b) is Dual:
        level, x, dx, y, dy = both(a, b)
        quotient = div(x, y)
        return Dual(level, quotient, div(sub(dx, mul(quotient, dy)), y))
    if type(a) is Dual:
        return Dual(a.level, div(a.value, b), div(a.slope, b))
    return divided(a, b)  # type: ignore[arg-type]


def raised(base: Value, exponent: int) -> Value:
    """`base ** exponent` for a whole exponent."""
    if not isinstance(base, Dual):
        return power(base, exponent)
    if exponent == 0:
        return ONE
    slope = mul(mul(fmpq(exponent), raised(base.value, exponent - 1)), base.slope)
    return Dual(base.level, raised(base.value, exponent), slope)


def rooted(base: Value, exponent: fmpq) -> Value:
    """`base ** exponent` for a rational exponent that is not whole.

    Its derivative is `Undefined` at 0, the end of the domain.
    """
    if not isinstance(base, Dual):
        return root_power(base, exponent)
    value = rooted(base.value, exponent)
    slope = mul(div(mul(exponent, value), base.value), base.slope)
    return Dual(base.level, value, slope)


def slope_along(value: Value, levels: list[int]) -> Value:
    """The derivative by all of these levels, the innermost last."""
    for level in reversed(levels):
        value = slope_at(value, level)
    return value


def choose_sign(x: Value, kink: str) -> int:
    """The sign of `x`, where the choice must be the same all around when `x` is being varied.

    Raises:
        Undefined: `x` is zero and some derivative varies it.
        Undecidable: the ball straddles zero.

    """
    found = sign(plain(x))
    if found == 0 and isinstance(x, Dual):
        raise Undefined(f"derivative at {kink}")
    return found


def vanishes(x: Value, kink: str) -> bool:
    """Whether `x` is zero, as `choose_sign` but for complex numbers as well."""
    zero = is_zero(plain(x))
    if zero and isinstance(x, Dual):
        raise Undefined(f"derivative at {kink}")
    return zero


def map_value(change: Callable[[Number], Number], x: Value) -> Value:
    """A linear `change` applied to the number and to every slope."""
    if isinstance(x, Dual):
        return Dual(x.level, map_value(change, x.value), map_value(change, x.slope))
    return change(x)


def compares(op: str, left: Value, right: Value) -> bool:
    """Whether `left op right` certainly holds or certainly fails; `Undecidable` otherwise."""
    difference = sub(left, right)
    if isinstance(difference, acb) and difference.imag.is_zero():
        difference = difference.real  # a complex symbol may have a real value
    return _COMPARE[op](difference)


_COMPARE: Mapping[str, Callable[[Value], bool]] = {
    "=": lambda x: vanishes(x, "the edge of a condition"),
    "!=": lambda x: not vanishes(x, "the edge of a condition"),
    "<": lambda x: choose_sign(x, "the edge of a condition") < 0,
    "<=": lambda x: choose_sign(x, "the edge of a condition") <= 0,
    ">": lambda x: choose_sign(x, "the edge of a condition") > 0,
    ">=": lambda x: choose_sign(x, "the edge of a condition") >= 0,
}
