"""Rigorous quadrature, python-flint's `acb.integral` for functions that may raise.

What is integrated is a function of a complex ball that says, when asked, whether it has a complex derivative
in all of the ball: where it has none, or no value, it raises or is not finite.

Source: Johansson, Numerical integration in arbitrary-precision ball arithmetic (2018).
"""

from __future__ import annotations

from itertools import pairwise

from flint import acb, arb

from derivcheck.refute.arithmetic.clock import tick
from derivcheck.refute.arithmetic.signals import Undecidable, Undefined
from derivcheck.refute.calculus.direct import Direct

__all__ = ["over_scales", "quadrature"]

#: A range whose ends have a quotient beyond this is cut.
_SCALE = arb(8)


def quadrature(value: Direct, low: arb, high: arb, bits: int, limit: int) -> acb:
    """The integral between two real numbers, to so many bits if so many evaluations are enough.

    Raises:
        Undecidable: no finite value was found.

    """
    failed: list[Undecidable] = []
    stopped: list[BaseException] = []

    def integrand(z: acb, analytic: bool) -> acb:
        if stopped:
            return acb("nan")
        try:
            tick()
            return value(z, analytic)
        except Undecidable as doubt:
            if not doubt.sharpen:
                failed.append(doubt)
        except Undefined:
            pass
        except BaseException as event:  # which must not pass through python-flint
            stopped.append(event)
        return acb("nan")

    goal = arb(2) ** -bits
    found = acb.integral(integrand, acb(low), acb(high), rel_tol=goal, abs_tol=goal, eval_limit=limit)
    if stopped:
        raise stopped[0]
    if not found.is_finite():
        raise failed[0] if failed else Undecidable("an integral that may diverge", sharpen=True)
    return found


def over_scales(value: Direct, low: arb, high: arb, bits: int, limit: int) -> acb:
    """The same for `0 < low < high`, where on each scale of the variable there is as much to do."""
    scales = int(float((high / low).log() / _SCALE.log()))
    places = [low, *(low * _SCALE**step for step in range(1, scales)), high]
    parts = [quadrature(value, start, stop, bits, limit) for start, stop in pairwise(places)]
    return sum(parts[1:], parts[0])
