"""Domains over the reals, and branch points, poles and cuts over the complex numbers.

A real function has a value inside its domain alone. A principal branch has one everywhere but at a
few points; on a cut it is continuous from one side only, so there the value exists (that of `acb`,
which is also that of mpmath and SymPy) and the derivative does not. Everybody takes the same side for
logarithms, roots and `acosh`, but not for the other inverse functions: `atanh(2)` has the imaginary part
`-pi/2` by the formula with logarithms, `pi/2` in C, and both in the Digital Library of Mathematical
Functions (4.37(ii)). Where an argument varies, nothing is concluded from such points: `settled`. Every cut
is told by a `Cut`: a function `w` such that `x` lies on the cut, or at its end, when `w(x)` is real and not
positive:

| functions | cut | `w(x)` |
| --- | --- | --- |
| log, sqrt, roots, loggamma | `(-oo, 0]` | `x` |
| asin, acos, atanh | `(-oo, -1]` and `[1, oo)` | `1 - x^2` |
| atan, asinh | the same times `I` | `1 + x^2` |
| acosh | `(-oo, 1]` | `x - 1` |
"""

from __future__ import annotations

from collections.abc import Callable

from flint import acb, arb, fmpq

from derivcheck.refute.arithmetic.numbers import Number, ball, is_zero, sign, straddles
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined

__all__ = [
    "Cut", "Domain", "along_axis", "anywhere", "beyond_one", "beyond_unit", "beyond_unit_upwards",
    "from_one", "gamma_domain", "no_pole", "nonnegative", "nonzero", "off_cut", "open_unit_interval",
    "positive", "settled", "singular", "unit_interval",
]  # fmt: skip

_LARGEST_FACTORIAL = 1 << 20

Domain = Callable[[Number], None]
Cut = Callable[[acb], acb]


def anywhere(_x: Number) -> None:
    """Every number."""


def positive(x: Number) -> None:
    """Real numbers above 0."""
    if sign(x) <= 0:
        raise Undefined("an argument that must be positive is not")


def nonnegative(x: Number) -> None:
    """Real numbers from 0 on."""
    if sign(x) < 0:
        raise Undefined("an argument that must not be negative is")


def unit_interval(x: Number) -> None:
    """[-1, 1]"""
    if sign(x * x - 1) > 0:
        raise Undefined("an argument outside [-1, 1]")


def open_unit_interval(x: Number) -> None:
    """(-1, 1)"""
    if sign(x * x - 1) >= 0:
        raise Undefined("an argument outside (-1, 1)")


def from_one(x: Number) -> None:
    """[1, oo)"""
    if sign(x - 1) < 0:
        raise Undefined("an argument less than 1")


def nonzero(x: Number) -> None:
    """Every number but 0."""
    if is_zero(x):
        raise Undefined("an argument that must not be zero is")


def singular(square: int) -> Domain:
    """Every number but the two whose square is given."""

    def elsewhere(x: Number) -> None:
        if is_zero(x * x - square):
            raise Undefined("a singular point")

    return elsewhere


def no_pole(x: Number) -> None:
    """Every number but 0, -1, -2, ..., the poles of the gamma function."""
    if isinstance(x, acb):
        if x.imag.is_zero():
            no_pole(x.real)
        elif x.imag.contains(0) and not x.real > 0 and x.real.contains_integer():
            raise straddles("whether an argument is a pole")
    elif isinstance(x, fmpq) or x.is_exact():
        if not x > 0 and (x.q == 1 if isinstance(x, fmpq) else x.contains_integer()):
            raise Undefined("a pole of the gamma function")
    elif not ball(x) > 0 and x.contains_integer():
        raise straddles("whether an argument is a pole")


def gamma_domain(x: Number) -> None:
    """Every number but the poles, as long as `gamma(x)` is not too large to compute."""
    no_pole(x)
    size = arb(x) if isinstance(x, fmpq) else x.abs_upper()
    if not size < _LARGEST_FACTORIAL:
        raise Undecidable("gamma of a very large number")


# -- cuts --------------------------------------------------------------------------------------


def along_axis(x: acb) -> acb:
    """The cut `(-oo, 0]`."""
    return x


def beyond_unit(x: acb) -> acb:
    """The cuts `(-oo, -1]` and `[1, oo)`."""
    return 1 - x * x


def beyond_unit_upwards(x: acb) -> acb:
    """The cuts `(-oo*I, -I]` and `[I, oo*I)`."""
    return 1 + x * x


def beyond_one(x: acb) -> acb:
    """The cut `(-oo, 1]`."""
    return x - 1


def settled(x: Number, cut: Cut) -> None:
    """Return where the value does not hang on the side that a cut is counted to.

    >>> settled(acb(0, 2), beyond_unit)

    Raises:
        Undecidable: `x` lies on the cut; at its end all are agreed.

    """
    side = cut(acb(x))
    if side.imag.is_zero() and not side.real >= 0:
        raise Undecidable("on its branch cut a function has one value or another by convention")


def off_cut(x: Number, cut: Cut) -> None:
    """Return where a derivative by `x` is possible.

    >>> off_cut(acb(-1, 2), along_axis)

    Raises:
        Undefined: `x` lies on the cut, or at its end.
        Undecidable: the ball `x` may meet the cut.

    """
    if not isinstance(x, acb):
        return
    side = cut(x)
    if side.real > 0 or (side.imag.is_finite() and not side.imag.contains(0)):
        return
    if side.imag.is_zero() and side.real <= 0:
        raise Undefined("a derivative on a branch cut")
    raise straddles("on which side of a branch cut a number lies")
