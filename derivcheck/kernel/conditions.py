"""What must hold for a term to be defined, as it is met while the term is read.

A condition says that a quotient has one of some signs (a denominator is not zero, the argument of a
logarithm is positive), or that an index form is not negative (a member of a family exists). It holds
for all values of the bound indices it stands under, where its guard is 1. What the facts grant is
never recorded.
"""

from __future__ import annotations

from dataclasses import dataclass

from derivcheck.kernel import signs
from derivcheck.kernel.atoms import Range
from derivcheck.kernel.factors import factored
from derivcheck.kernel.linear import Form, variable
from derivcheck.kernel.quotient import Quotient
from derivcheck.kernel.ring import Ring

__all__ = ["Condition", "granted", "need"]


@dataclass(frozen=True)
class Condition:
    """`value` has a sign in `allowed`, or `form >= 0`, for all values of the bound `names`."""

    value: Quotient | None
    allowed: int
    form: Form | None = None
    names: tuple[str, ...] = ()
    ranges: tuple[Range, ...] = ()
    guard: Quotient | None = None


def need(ring: Ring, value: Quotient, allowed: int) -> list[tuple[Quotient, int]]:
    """What is left to ask so that `value` has an allowed sign: nothing when that is known.

    A product is not zero when none of its factors is, so only the factors in doubt are asked for.
    """
    if signs.is_within(ring.sign(value), allowed):
        return []
    if allowed != signs.NONZERO or value.is_zero():
        return [(value, allowed)]
    parts = [(factor, allowed) for factor, _ in factored(ring, value).parts]
    return [part for part in parts if not signs.is_within(ring.sign(part[0]), allowed)]


def granted(ring: Ring, condition: Condition) -> bool:
    """True when the facts now say that the condition holds."""
    facts = ring.facts
    for name, (low, high) in zip(condition.names, condition.ranges, strict=True):
        here = variable(name)
        facts = facts.knowing(here.minus(low), *((high.minus(here),) if high is not None else ()))
    if condition.form is not None:
        return facts.entails(condition.form)
    assert condition.value is not None
    with ring.supposing(facts):
        return not need(ring, condition.value, condition.allowed)
