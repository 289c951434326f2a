"""Integrals along a straight line between complex numbers."""

from __future__ import annotations

from flint import acb, fmpq

from derivcheck.refute.arithmetic.duals import Dual, Value, add, mul, sub
from derivcheck.refute.arithmetic.numbers import ONE, ZERO, Number
from derivcheck.refute.calculus.integrand import Integrand, itself, value_at

__all__ = ["Path"]


class Path(Integrand):
    """The integrand along a straight line between complex numbers, times the length of the line."""

    start: Value = ZERO
    width: Value = ONE

    def along(self, low: Value, high: Value) -> Value:
        """The integral from one end to the other."""
        self.start, self.width = low, sub(high, low)
        return self._parts(self.at(fmpq(1, 2)), ZERO, ONE, itself)

    def at(self, value: Value) -> Value:
        level = self.scope.machine.next_level()
        place = add(self.start, mul(self.width, Dual(level, value, ONE)))
        return value_at(mul(super().at(place), self.width), level)

    def _direct(self) -> None:
        """Along a path the integrand is evaluated with a derivative."""

    def _is_nested(self) -> bool:
        return True

    def _taken(self, found: acb) -> Number:
        return found
