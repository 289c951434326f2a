"""The constants of the language, at the working precision."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flint import acb, arb

from derivcheck.refute.arithmetic.numbers import Number
from derivcheck.refute.arithmetic.signals import Outside

__all__ = ["constant"]

_REAL: Mapping[str, Callable[[], arb]] = {
    "pi": arb.pi, "e": lambda: arb(1).exp(), "EulerGamma": arb.const_euler, "Catalan": arb.const_catalan,
}  # fmt: skip


def constant(name: str, *, principal: bool) -> Number:
    """The number of that name; there is an imaginary unit where principal branches are meant alone.

    Raises:
        Outside: there is none.

    """
    if name in _REAL:
        return _REAL[name]()
    if name == "I" and principal:
        return acb(0, 1)
    raise Outside(name)
