"""Where an integrand changes its form: the ranges of `abs(x - c)`, `max(x, c)`, cases on `x < c`.

Such a part has one form where its *switch* (`x - c`) is positive and another where that is negative; a whole
part `floor(g)` changes where one of the `g - m` for whole `m` does. A switch whose factors are linear or
quadratic in the variable of integration, or sines and cosines of what is linear, changes its sign at their
roots alone.
Where one of these certainly lies between the ends, the integral is the sum of those over both parts of the
range (which exist if and only if it does). In each of them the sign of the switch is known to the ring.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Cosine, Sine, SymbolAtom
from derivcheck.kernel.algebra.enclosures import Enclosure
from derivcheck.kernel.algebra.factors import certain_sign, polynomial_factors
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.sums.ranges import End, range_variable
from derivcheck.terms import (
    Add,
    Bracket,
    Call,
    Cases,
    Div,
    Integral,
    Neg,
    Rel,
    Term,
    free_names,
    integer,
    walk,
)

__all__ = ["ranges_between_kinks"]

_OF_ONE = ("abs", "sign", "heaviside")
_HALF = Fraction(1, 2)
#: A whole part, or a number of half turns, may take so many values.
_MOST_STEPS = 24
_OF_MANY = ("max", "min")


def ranges_between_kinks(reader: Reader, term: Integral, low: End, high: End) -> list[tuple[End, End]]:
    """The range, cut where a switch in the integrand changes its sign."""
    ranges = [(low, high)]
    for switch in dict.fromkeys((*_switches(term.body), *_steps(reader, term, low, high))):
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


def _steps(reader: Reader, term: Integral, low: End, high: End) -> Iterator[Term]:
    """What is 0 where a whole part changes, as far as its argument is bounded on the range."""
    for part in walk(term.body):
        match part:
            case Call("floor" | "ceiling" | "frac", (arg,)):
                inner = arg
            case Call("mod", (left, right)):
                inner = Div(left, right)
            case _:
                continue
        if term.variable in free_names(inner):
            yield from (
                Add((inner, integer(-whole)))
                for whole in _whole_between(reader, inner, term.variable, low, high)
            )


def _whole_between(reader: Reader, term: Term, variable: str, low: End, high: End) -> range:
    """The whole numbers among the values that a term may have on the range; none where they are many."""
    found = _read_within(reader, term, variable, low, high)
    return range(0) if found is None else _whole_values(reader.ring, *found, low, high)


def _whole_values(ring: Ring, value: Quotient, name: str, low: End, high: End) -> range:
    """The same of a normal form in the variable of a range between numbers."""
    start, stop = (None if end is None else Enclosure(ring, {}).of(end) for end in (low, high))
    if start is None or stop is None:
        return range(0)
    around = Enclosure(ring, {name: start.union(stop)}).of(value)
    if around is None:
        return range(0)
    first, last = around.lower().ceil().unique_fmpz(), around.upper().floor().unique_fmpz()
    if first is None or last is None or last - first >= _MOST_STEPS:
        return range(0)
    return range(int(first), int(last) + 1)


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
    after_low = signs.POSITIVE if low is None else certain_sign(ring, place - low)
    before_high = signs.POSITIVE if high is None else certain_sign(ring, high - place)
    is_inside = after_low == before_high and after_low in (signs.POSITIVE, signs.NEGATIVE)
    return [(low, place), (place, high)] if is_inside else [(low, high)]


def _roots(reader: Reader, switch: Term, variable: str, low: End, high: End) -> list[Quotient]:
    """Where a switch is 0 whose factors are as above, as far as that is seen."""
    found = _read_within(reader, switch, variable, low, high)
    if found is None:
        return []
    ring, (value, name) = reader.ring, found
    factors = [] if value.is_zero() else [each for each, _ in polynomial_factors(ring, value.num)[1]]
    return [
        root for each in factors if name in each.symbols for root in _of_factor(ring, each, name, low, high)
    ]


def _read_within(
    reader: Reader, term: Term, variable: str, low: End, high: End
) -> tuple[Quotient, str] | None:
    """The normal form of a term in the variable of the range, and the name of that; None without one."""
    ring, before = reader.ring, reader.conditions
    name = range_variable(ring, f"kink{len(reader.variables)}", low, high)
    reader.conditions = {}
    try:
        with reader.varying(variable, symbol(ring, name, ())):
            return reader.value(term), name
    except (NeedsCase, Outside, Undefined, TooLarge, NotImplementedError):
        return None
    finally:
        reader.conditions = before


def _of_factor(ring: Ring, factor: Quotient, name: str, low: End, high: End) -> list[Quotient]:
    atom = factor.atom()
    if isinstance(atom, Cosine | Sine):
        return _of_wave(ring, atom, name, low, high)
    inside = (at for at in factor.generators if name in ring.symbols[at])
    plain = all(isinstance(ring.atoms[at], SymbolAtom) for at in inside)
    return _roots_of(ring, factor, name) if plain else []


def _of_wave(ring: Ring, atom: Cosine | Sine, name: str, low: End, high: End) -> list[Quotient]:
    """Where the angle is a whole number of half turns, or half a turn beyond one for a cosine."""
    quarter = ring.constant(_HALF if isinstance(atom, Cosine) else 0)
    turns = atom.argument / (ring.constant(atom.unit) * pi(ring)) - quarter
    places = _whole_values(ring, turns, name, low, high)
    linear = (ring.quotient((turns - ring.constant(place)).num, ring.one.den) for place in places)
    return [root for each in linear for root in _roots_of(ring, each, name)]


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
        return [-c / b] if signs.is_within(certain_sign(ring, b), signs.NONZERO) else []
    inside = b * b - ring.constant(4) * a * c
    if (
        not signs.is_within(certain_sign(ring, a), signs.NONZERO)
        or certain_sign(ring, inside) != signs.POSITIVE
    ):
        return []
    root = rational_power(ring, inside, _HALF)
    return [(-b + way * root) / bend for way in (-ring.one, ring.one)]
