"""The variable of integration where waves have one argument: `sin(5 x + 1)` is integrated over `t = 5 x + 1`.

Sines and cosines of a multiple of the variable are polynomials in those of the variable, which grow long.
Where all waves of an integrand have the same argument, linear in the variable with a number as its slope, the
integral is one over that argument: from `a` to `b` over `x` it is `1/s` times that from `s a + c` to `s b +
c` over `t = s x + c`.
"""

from __future__ import annotations

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.sums.ranges import End, range_variable
from derivcheck.terms import Call, Integral, Sym, differentiated_by, free_names, walk

__all__ = ["Running", "running"]

_WAVES = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
#: Slopes with smaller numerators are left alone: what comes of them is short, unless a number is added.
_LEAST_SLOPE = 3


@frozen
class Running:
    """The name of the variable with its range, and the author's variable in it; the slope of that."""

    name: str
    low: End
    high: End
    image: Quotient
    slope: Quotient


def running(reader: Reader, term: Integral, low: End, high: End) -> Running:
    """What the integral runs over: the author's variable, or the argument of its waves."""
    ring, mark = reader.ring, f"open{len(reader.variables)}"
    name = range_variable(ring, mark, low, high)
    plain = Running(name, low, high, symbol(ring, name, ()), ring.one)
    line = None if low is None or high is None else _line(reader, term, plain)
    if line is None or low is None or high is None:
        return plain
    start, slope = line
    ends = slope * low + start, slope * high + start
    name = range_variable(ring, mark, *ends)
    return Running(name, *ends, (symbol(ring, name, ()) - start) / slope, ring.one / slope)


def _line(reader: Reader, term: Integral, plain: Running) -> tuple[Quotient, Quotient] | None:
    """`c` and `s` where all waves have the argument `c + s x`, and no derivative is by the variable."""
    arguments = {
        part.args[0]
        for part in walk(term.body)
        if isinstance(part, Call) and part.name in _WAVES and term.variable in free_names(part)
    }
    if len(arguments) != 1 or isinstance(next(iter(arguments)), Sym):
        return None
    if any(Sym(term.variable) in differentiated_by(part) for part in walk(term.body)):
        return None
    try:
        with reader.varying(term.variable, plain.image):
            value = reader.read(arguments.pop()).value
        slope = reader.ring.derivative(value, Variable(plain.name, ()))
    except (NeedsCase, Outside, Undefined, TooLarge, NotImplementedError):
        return None
    number, start = slope.number(), value - slope * plain.image
    if not number or plain.name in start.symbols:
        return None
    least = _LEAST_SLOPE if start.is_zero() else 1 if start.number() else 2
    return (start, slope) if abs(number.numerator) >= least else None
