"""Numbers at a point: exact rationals as long as possible, then balls.

A rational (`fmpq`) is the number itself, so its zero test is exact. A ball (`arb`, `acb`) encloses
the true number; a question about it is answered only when every number in the ball gives the same
answer, and is `Undecidable` otherwise. The working precision is the one set by `working`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache

from flint import acb, arb, ctx, fmpq, fmpz

from derivcheck.refute.arithmetic.signals import Outside, Undecidable, Undefined

__all__ = [
    "Number", "ONE", "ZERO", "ball", "binomials", "capped", "divided", "is_zero", "power", "rational",
    "root_power", "seen_zero", "shortened", "sign", "straddles", "working",
]  # fmt: skip

Number = fmpq | arb | acb

ZERO = fmpq(0)
ONE = fmpq(1)

#: Powers of rationals are exact up to so many bits, then balls.
_MOST_BITS = 1 << 16
#: No power with a larger exponent is computed, save those of 0, 1 and -1.
_LARGEST_EXPONENT = 1 << 20
_LARGEST_DEGREE = 1000


class working:  # noqa: N801 - reads as a verb: `with working(64):`
    """Compute with `precision` bits inside the block."""

    __slots__ = ("_before", "_precision")

    def __init__(self, precision: int) -> None:
        self._precision = precision

    def __enter__(self) -> None:
        self._before = ctx.prec
        ctx.prec = self._precision

    def __exit__(self, *_event: object) -> None:
        ctx.prec = self._before


def rational(value: Fraction | int) -> fmpq:
    """The exact number.

    >>> rational(Fraction(-1, 4))
    -1/4
    """
    return fmpq(value.numerator, value.denominator)


def straddles(question: str) -> Undecidable:
    """The signal that a ball is too wide to answer `question`."""
    return Undecidable(f"cannot tell {question}", sharpen=True)


def ball(x: Number) -> arb:
    """`x` as a real ball; a complex one is `Undecidable`."""
    if isinstance(x, acb):
        raise Outside("a real function at a complex number")
    return x if isinstance(x, arb) else arb(x)


def sign(x: Number) -> int:
    """-1, 0 or 1 for a real number.

    Raises:
        Undecidable: the ball holds numbers of different signs.

    """
    if isinstance(x, acb):
        raise Outside("an order between complex numbers")
    if x > 0:
        return 1
    if x < 0:
        return -1
    if isinstance(x, fmpq) or x.is_zero():
        return 0
    raise straddles("whether a number is zero")


def is_zero(x: Number) -> bool:
    """Whether `x` is zero.

    Raises:
        Undecidable: the ball holds zero and other numbers.

    """
    zero = seen_zero(x)
    if zero is None:
        raise straddles("whether a number is zero")
    return zero


def seen_zero(x: Number) -> bool | None:
    """Whether `x` is zero; None where the ball holds zero and other numbers."""
    if isinstance(x, fmpq):
        return not x
    if x.is_zero():
        return True
    return False if x.is_finite() and not x.contains(0) else None


def divided(a: Number, b: Number) -> Number:
    """`a / b`; division by zero is `Undefined`."""
    if is_zero(b):
        raise Undefined("division by zero")
    return a / b


def power(base: Number, exponent: int) -> Number:
    """`base ** exponent` for a whole exponent; `0 ** 0` is 1, `0 ** -1` is `Undefined`.

    Raises:
        Undefined: a negative power of zero.
        Undecidable: the power would be too large to compute.

    """
    if exponent == 0:
        return ONE
    if exponent < 0 and is_zero(base):
        raise Undefined("a negative power of zero")
    if isinstance(base, fmpq):
        longest = base.height_bits()
        if longest <= 1:
            return base ** (exponent % 2 or 2)
        if longest * abs(exponent) > _MOST_BITS:
            base = arb(base)
    if abs(exponent) > _LARGEST_EXPONENT:
        raise Undecidable("a power with a very large exponent")
    if isinstance(base, arb) and base.contains(0):  # of which `arb` has no powers
        return (acb(base) ** exponent).real
    return base**exponent


def shortened(value: Number) -> Number:
    """`value`, as a ball if it is a rational number that is too long to go on with exactly."""
    return arb(value) if isinstance(value, fmpq) and value.height_bits() > _MOST_BITS else value


def root_power(base: Number, exponent: fmpq) -> Number:
    """`base ** exponent` for a rational exponent that is not whole: over the reals `base >= 0`."""
    if isinstance(base, acb):
        return _complex_power(base, exponent)
    direction = sign(base)
    if direction < 0:
        raise Undefined("a root of a negative number")
    if direction == 0:
        if exponent < 0:
            raise Undefined("a negative power of zero")
        return ZERO
    if exponent.q > _LARGEST_DEGREE:
        return (arb(base).log() * exponent).exp()
    if isinstance(base, fmpq):
        exact = _exact_root(base, int(exponent.q))
        if exact is not None:
            return power(exact, int(exponent.p))
    return power(arb(base).root(int(exponent.q)), int(exponent.p))


def _complex_power(base: acb, exponent: fmpq) -> acb:
    if base.contains(0) and not base.is_zero() and exponent > 0 and base.is_finite():
        radius = (base.abs_upper().log() * exponent).exp()
        disc = arb(0, radius.abs_upper())
        return acb(disc, disc)
    if is_zero(base):
        if exponent < 0:
            raise Undefined("a negative power of zero")
        return acb(0)
    return (base.log() * exponent).exp()


def _exact_root(base: fmpq, degree: int) -> fmpq | None:
    top, bottom = _whole_root(base.p, degree), _whole_root(base.q, degree)
    return None if top is None or bottom is None else fmpq(top, bottom)


def _whole_root(value: fmpz, degree: int) -> fmpz | None:
    root = value.root(degree)
    return root if root**degree == value else None


@lru_cache(maxsize=64)
def binomials(exponent: fmpq, length: int) -> tuple[fmpq, ...]:
    """The first coefficients of `(1 + u)^exponent`."""
    found = [ONE]
    for step in range(length - 1):
        found.append(found[-1] * (exponent - step) / (step + 1))
    return tuple(found)


@contextmanager
def capped(length: int) -> Iterator[None]:
    """Compute power series to so many terms inside the block."""
    before, ctx.cap = ctx.cap, length
    try:
        yield
    finally:
        ctx.cap = before
