"""Where an integrand changes its form: the ranges of `abs(x - c)`, `max(x, c)`, cases on `x < c`.

Such a part has one form where its *switch* (`x - c`) is positive and another where that is negative. A switch
that is linear in the variable of integration changes its sign at one place, and where that certainly lies
between the ends, the integral is the sum of those over both parts of the range (which exist if and only if it
does). In each of them the sign of the switch is known to the ring.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.sums.ranges import End, range_variable
from derivcheck.terms import Add, Bracket, Call, Cases, Integral, Neg, Rel, Term, free_names, walk

__all__ = ["ranges_between_kinks"]

_OF_ONE = ("abs", "sign", "heaviside")
_OF_MANY = ("max", "min")


def ranges_between_kinks(reader: Reader, term: Integral, low: End, high: End) -> list[tuple[End, End]]:
    """The range, cut where a switch in the integrand changes its sign."""
    ranges = [(low, high)]
    for switch in dict.fromkeys(_switches(term.body)):
        if term.variable in free_names(switch):
            ranges = [part for each in ranges for part in _cut(reader, switch, term.variable, *each)]
    return ranges


def _switches(body: Term) -> Iterator[Term]:
    for part in walk(body):
        match part:
            case Call(name, (arg,)) if name in _OF_ONE:
                yield arg
            case Call(name, args) if name in _OF_MANY:
                yield from (Add((one, Neg(other))) for at, one in enumerate(args) for other in args[:at])
            case Cases(branches, _):
                yield from (switch for _, condition in branches for switch in _of_condition(condition))
            case Bracket(condition):
                yield from _of_condition(condition)


def _of_condition(condition: Term) -> Iterator[Term]:
    for part in walk(condition):
        if isinstance(part, Rel):
            yield Add((part.left, Neg(part.right)))


def _cut(reader: Reader, switch: Term, variable: str, low: End, high: End) -> list[tuple[End, End]]:
    place = _root(reader, switch, variable, low, high)
    if place is None:
        return [(low, high)]
    ring = reader.ring
    after_low = signs.POSITIVE if low is None else ring.sign(place - low)
    before_high = signs.POSITIVE if high is None else ring.sign(high - place)
    is_inside = after_low == before_high and after_low in (signs.POSITIVE, signs.NEGATIVE)
    return [(low, place), (place, high)] if is_inside else [(low, high)]


def _root(reader: Reader, switch: Term, variable: str, low: End, high: End) -> Quotient | None:
    """Where a switch that is linear in the variable is 0."""
    ring, before = reader.ring, reader.conditions
    name = range_variable(ring, f"kink{len(reader.variables)}", low, high)
    reader.conditions = {}
    try:
        with reader.varying(variable, symbol(ring, name, ())):
            value = reader.value(switch)
        slope = ring.derivative(value, Variable(name, ()))
    except (NeedsCase, Outside, Undefined, TooLarge, NotImplementedError):
        return None
    finally:
        reader.conditions = before
    rest = value - slope * symbol(ring, name, ())
    if name in slope.symbols or name in rest.symbols or not signs.is_within(ring.sign(slope), signs.NONZERO):
        return None
    return -rest / slope
