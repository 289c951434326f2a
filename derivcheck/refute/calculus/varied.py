"""How the integrand of an improper integral varies with a parameter.

The derivative by a parameter `t` goes under an integral to infinity where the integral of `|df/dt|` from some
place on is bounded by the same number for all `t` in a neighbourhood; up to that place it goes under the
integral anyway. So `variation` gives `df/dt` as a term, and the parameter as a ball about its value.

Source: dominated convergence; Rudin, Principles of mathematical analysis, theorem 9.42.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import arb, fmpq

from derivcheck.frozen import frozen
from derivcheck.refute.arithmetic.duals import Dual
from derivcheck.refute.arithmetic.numbers import ball
from derivcheck.refute.arithmetic.scope import Local, Scope
from derivcheck.refute.arithmetic.signals import Outside
from derivcheck.refute.calculus.slopes import partial
from derivcheck.terms import Big, Call, Diff, Integral, Limit, Nth, Partial, Sym, Term, free_names, walk

__all__ = ["Variation", "variation"]

#: The neighbourhood of the parameters.
_AROUND = arb(2) ** -24


@frozen
class Variation:
    """The level of the derivative, the parameters at their values and near them, and the integrand's slopes.

    A slope is a partial derivative as a term, and the slope of its parameter.
    """

    level: int
    at: Local
    near: Local
    slopes: tuple[tuple[Term, arb], ...]


def variation(scope: Scope, body: Term, name: str, local: Local) -> Variation:
    """How the integrand varies with the names that carry a derivative; `Outside` where that is not simple."""
    moved = dict(_moved(scope, body, name, local))
    levels = {value.level for value in moved.values()}
    if len(levels) != 1:
        raise Outside("a derivative of an integral over an infinite range")
    at, near, slopes = dict(local), dict(local), []
    for each, value in moved.items():
        if not isinstance(value.value, fmpq | arb) or not isinstance(value.slope, fmpq | arb):
            raise Outside("a second derivative of an integral over an infinite range")
        at[each] = value.value
        near[each] = ball(value.value) + arb(0, _AROUND)
        slopes.append((partial(body, each), ball(value.slope)))
    return Variation(levels.pop(), at, near, tuple(slopes))


def _moved(scope: Scope, body: Term, name: str, local: Local) -> Iterator[tuple[str, Dual]]:
    """The names in the integrand whose values carry a derivative."""
    definitions = scope.machine.context.definitions
    for part in walk(body):
        if isinstance(part, Big | Diff | Nth | Partial | Integral | Limit) or (
            isinstance(part, Call) and part.name in definitions
        ):
            raise Outside("a derivative of such an integral over an infinite range")
        if isinstance(part, Sym) and part.name != name:
            value = scope.machine.rule(scope, part, local) if name not in free_names(part) else None
            if value is None or (part.indices and (isinstance(value, Dual) or part.name in definitions)):
                raise Outside("a derivative of an integral over members of a family")
            if isinstance(value, Dual):
                yield part.name, value
