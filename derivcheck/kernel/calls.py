"""How each function is read: one row, by name.

A function without a row here is outside the language of the kernel; the refuter may know it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from derivcheck.kernel import signs
from derivcheck.kernel.elementary import absolute, exp, log, rational_power
from derivcheck.kernel.indices import delta
from derivcheck.kernel.quotient import Quotient
from derivcheck.kernel.reading import Reader
from derivcheck.terms import Term

__all__ = ["CALLS", "power_by_number"]

Arguments = tuple[Term, ...]


def power_by_number(reader: Reader, base: Quotient, exponent: Fraction) -> Quotient:
    """A power with a written rational exponent; notes what the base must be."""
    if exponent.denominator == 1:
        if exponent < 0:
            reader.require(base, signs.NONZERO)
    else:
        reader.require(base, signs.POSITIVE if exponent < 0 else signs.NONNEGATIVE)
    return rational_power(reader.ring, base, exponent)


def _exp(reader: Reader, args: Arguments) -> Quotient:
    return exp(reader.ring, reader.value(args[0]))


def _log(reader: Reader, args: Arguments) -> Quotient:
    inner = reader.value(args[0])
    reader.require(inner, signs.POSITIVE)
    return log(reader.ring, inner)


def _sqrt(reader: Reader, args: Arguments) -> Quotient:
    return power_by_number(reader, reader.value(args[0]), Fraction(1, 2))


def _abs(reader: Reader, args: Arguments) -> Quotient:
    return absolute(reader.ring, reader.value(args[0]))


def _delta(reader: Reader, args: Arguments) -> Quotient:
    return delta(reader.ring, reader.form(args[0]).minus(reader.form(args[1])))


#: The table of functions.
CALLS: Mapping[str, Callable[[Reader, Arguments], Quotient]] = {
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "abs": _abs,
    "delta": _delta,
}
