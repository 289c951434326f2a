"""Where an integrand changes its form: the ranges of `abs(x - c)`, `max(x, c)`, cases on `x < c`.

Such a part has one form where its *switch* (`x - c`) is positive and another where that is negative. A switch
whose factors are linear or quadratic in the variable of integration changes its sign at their roots alone.
Where one of these certainly lies between the ends, the integral is the sum of those over both parts of the
range (which exist if and only if it does). In each of them the sign of the switch is known to the ring.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.factors import polynomial_factors
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.sums.ranges import End, range_variable
from derivcheck.terms import Add, Bracket, Call, Cases, Integral, Neg, Rel, Term, free_names, walk

__all__ = ["ranges_between_kinks"]

_OF_ONE = ("abs", "sign", "heaviside")
_HALF = Fraction(1, 2)
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
    ranges = [(low, high)]
    for place in _roots(reader, switch, variable, low, high):
        ranges = [part for each in ranges for part in _cut_at(reader.ring, place, *each)]
    return ranges


def _cut_at(ring: Ring, place: Quotient, low: End, high: End) -> list[tuple[End, End]]:
    after_low = signs.POSITIVE if low is None else ring.sign(place - low)
    before_high = signs.POSITIVE if high is None else ring.sign(high - place)
    is_inside = after_low == before_high and after_low in (signs.POSITIVE, signs.NEGATIVE)
    return [(low, place), (place, high)] if is_inside else [(low, high)]


def _roots(reader: Reader, switch: Term, variable: str, low: End, high: End) -> list[Quotient]:
    """Where a switch is 0 whose factors are linear or quadratic in the variable, as far as that is seen."""
    ring, before = reader.ring, reader.conditions
    name = range_variable(ring, f"kink{len(reader.variables)}", low, high)
    reader.conditions = {}
    try:
        with reader.varying(variable, symbol(ring, name, ())):
            value = reader.value(switch)
        return [root for factor in _factors(ring, value, name) for root in _roots_of(ring, factor, name)]
    except (NeedsCase, Outside, Undefined, TooLarge, NotImplementedError):
        return []
    finally:
        reader.conditions = before


def _factors(ring: Ring, value: Quotient, name: str) -> list[Quotient]:
    """The factors of a switch that hang on the variable."""
    if value.is_zero():
        return []
    if any(
        name in ring.symbols[at] and not isinstance(ring.atoms[at], SymbolAtom) for at in value.generators
    ):
        return []
    return [factor for factor, _ in polynomial_factors(ring, value.num)[1] if name in factor.symbols]


def _roots_of(ring: Ring, factor: Quotient, name: str) -> list[Quotient]:
    """The real roots of a linear or quadratic polynomial whose leading coefficient is not 0."""
    x, by = symbol(ring, name, ()), Variable(name, ())
    slope = ring.derivative(factor, by)
    bend = ring.derivative(slope, by)
    at_zero = slope - bend * x, factor - slope * x + bend * x * x * ring.constant(_HALF)
    if any(name in each.symbols for each in (bend, *at_zero)):
        return []
    (b, c), a = at_zero, bend * ring.constant(_HALF)
    if a.is_zero():
        return [-c / b] if signs.is_within(ring.sign(b), signs.NONZERO) else []
    inside = b * b - ring.constant(4) * a * c
    if not signs.is_within(ring.sign(a), signs.NONZERO) or ring.sign(inside) != signs.POSITIVE:
        return []
    root = rational_power(ring, inside, _HALF)
    return [(-b + way * root) / bend for way in (-ring.one, ring.one)]
