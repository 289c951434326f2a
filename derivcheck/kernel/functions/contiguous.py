"""Hypergeometric functions whose parameters differ by whole numbers, by two of them.

With `t = z d/dz`, one lower parameter `c` and at most two upper ones `t (t + c - 1) F = z (t + a) (t + b) F`,
so the second power of `t` is `t^2 F = u F + v t F`; `u` and `v` are rational. What moves a parameter by 1,

    F(a + 1) = (t + a) F/a,    F(c - 1) = (t + c - 1) F/(c - 1),

is linear in the pair `F, t F`, and so is what moves it back. Each function is so written by the pair of one,
its *base*. The steps divide by what is told beside them, which must not be 0.
Source: Andrews, Askey, Roy, Special Functions, section 2.5; Rainville, Special Functions, chapter 4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, prod

from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.knowledge.conditions import constant_part

__all__ = ["Pair", "based", "moved"]

#: `x F + y t F` by its coefficients
Pair = tuple[Quotient, Quotient]
#: Whether a value is known not to be 0, or may be supposed not to be.
Apart = Callable[[Quotient], bool]

#: Parameters are moved by at most this much in all, beside symbols and among numbers.
_FARTHEST, _FARTHEST_NUMBERS = 6, 24


def based(ring: Ring, parameters: Sequence[Quotient]) -> tuple[tuple[Quotient, ...], tuple[int, ...]]:
    """The base of some parameters, the lower one last, and how far they lie from it.

    Numbers are brought to `0 < a <= 1` and `1 < c <= 2`, and of others the constant to `0 <= k < 1`, that of
    the lower one so far up that it is more than the upper ones from which it differs by a whole number.
    """
    base, steps = [], []
    for each in parameters:
        number = each.number()
        step = floor(constant_part(ring, each)) if number is None else ceil(number) - 1
        base.append(each - ring.constant(step))
        steps.append(step)
    *upper, lower = base
    apart = [(each - lower).whole_number() for each in upper]
    least = max((each + 1 for each in apart if each is not None), default=0)
    least = least if lower.number() is None else 1
    return (*upper, lower + ring.constant(least)), (*steps[:-1], steps[-1] - least)


def moved(
    ring: Ring, base: Sequence[Quotient], steps: Sequence[int], z: Quotient, is_apart: Apart
) -> Pair | None:
    """The function `steps` away from its base, by the base; None where that may divide by 0."""
    numbers = all(each.number() is not None for each in base)
    if sum(map(abs, steps)) > (_FARTHEST_NUMBERS if numbers else _FARTHEST):
        return None
    *upper, lower = base
    *above, below = steps
    mover = _Mover(ring, list(upper), lower, z, is_apart)
    done = (
        all(mover.lowered(place) for place, step in enumerate(above) for _ in range(-step))
        and all(mover.below_raised() for _ in range(below))
        and all(mover.below_lowered() for _ in range(-below))
        and all(mover.raised(place) for place, step in enumerate(above) for _ in range(step))
    )
    return mover.here if done else None


class _Mover:
    """The pair of the function at the present parameters, by that of the base."""

    def __init__(
        self, ring: Ring, upper: list[Quotient], lower: Quotient, z: Quotient, is_apart: Apart
    ) -> None:
        self.ring, self.upper, self.lower, self.z, self.is_apart = ring, upper, lower, z, is_apart
        self.here: Pair = (ring.one, ring.zero)
        self.slope: Pair = (ring.zero, ring.one)

    def _second(self) -> Pair:
        """`u` and `v`"""
        ring, before = self.ring, self.lower - self.ring.one
        scale = self.z * prod(self.upper, start=ring.one)
        if len(self.upper) < 2:
            return scale, (self.z if self.upper else ring.zero) - before
        rest = ring.one - self.z
        return scale / rest, (self.z * sum(self.upper, ring.zero) - before) / rest

    def _forth(self, by: Quotient, below: Quotient) -> None:
        """`(t + by) F/below` for `F`."""
        u, v = self._second()
        here, slope = self.here, self.slope
        second = _combined(u, here, v, slope)
        self.here = _combined(by / below, here, self.ring.one / below, slope)
        self.slope = _combined(by / below, slope, self.ring.one / below, second)

    def _back(self, by: Quotient, factor: Quotient) -> None:
        """The inverse of `(t + by)/by`, where `factor` is `by` over its determinant, times `by`."""
        u, v = self._second()
        here, slope = self.here, self.slope
        self.here = _combined(factor * (by + v), here, -factor, slope)
        self.slope = _combined(-factor * u, here, factor * by, slope)

    def raised(self, place: int) -> bool:
        """`a + 1` for `a`"""
        a = self.upper[place]
        if not self.is_apart(a):
            return False
        self._forth(a, a)
        self.upper[place] = a + self.ring.one
        return True

    def lowered(self, place: int) -> bool:
        """`a - 1` for `a`"""
        ring, a = self.ring, self.upper[place] - self.ring.one
        beside = a - self.lower + ring.one
        if not self.is_apart(beside):
            return False
        self.upper[place] = a
        rest = ring.one - self.z if len(self.upper) > 1 else ring.one
        self._back(a, rest / beside)
        return True

    def below_lowered(self) -> bool:
        """`c - 1` for `c`; that is no pole of the function."""
        k = self.lower - self.ring.one
        if k.is_zero():
            return False
        self._forth(k, k)
        self.lower = k
        return True

    def below_raised(self) -> bool:
        """`c + 1` for `c`"""
        ring, k = self.ring, self.lower
        beside = [k - each for each in self.upper]
        if not all(map(self.is_apart, (self.z, *beside))):
            return False
        rest = ring.one - self.z if len(self.upper) > 1 else ring.one
        sign = ring.constant(1 if len(self.upper) == 1 else -1)
        self.lower = k + ring.one
        self._back(k, sign * k * rest / prod(beside, start=self.z))
        return True


def _combined(x: Quotient, first: Pair, y: Quotient, second: Pair) -> Pair:
    return x * first[0] + y * second[0], x * first[1] + y * second[1]
