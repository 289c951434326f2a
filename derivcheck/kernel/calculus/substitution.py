"""Integrals brought together by a change of the variable.

*From one range to another.* If `p` is continuous from `a` to `b`, and in between smooth with `p' != 0`, then

    integral(g(u), u, p(a), p(b)) = integral(g(p(x))*p'(x), x, a, b),

and one exists if the other does: `p` maps the inside of one range onto that of the other, both ways. The
maps that are tried are made of what stands in the other integrand: an atom or a part of one, a power of the
variable, each moved so that its ends are those of the other range. Linear maps may be constant: where `a = b`
both ranges are empty.

*Onto itself.* Maps that turn a range round, `a + b - x`, from 0 to infinity `1/x`, from 0 to 1 also
`(1 - x)/(1 + x)`, give an integral a second form; it is the mean of both, in which much may cancel.

What is brought to another range is all that stands over its own, which converges where the claim means
something, or certainly converges; with less, `1/x` on `[0, 1]` and on `[0, 2]` would be one. So it is with
what is turned round, but a single integral certainly converges: nothing is said of the mean of `1/x` about 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import islice, permutations
from typing import TypeVar

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Constant, Cosine, Exponential, Integrated, Sine, SymbolAtom
from derivcheck.kernel.algebra.factors import certain_sign
from derivcheck.kernel.algebra.quotient import Quotient, Restart, TooLarge, Undefined
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.integrals import converges, integrated
from derivcheck.kernel.calculus.limits import one_sided_limit, sign_near
from derivcheck.kernel.calculus.smoothness import is_smooth, value_at
from derivcheck.kernel.functions.elementary import exp, log, rational_power
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.functions.trigonometric import rotation
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["vanishes_by_substitution", "vanishes_by_symmetry"]

_HALF = Fraction(1, 2)
T = TypeVar("T")
#: More maps between two integrands than this are not tried.
_MOST_MAPS = 24
#: No larger whole numbers stand in them.
_LARGEST = 6


@frozen
class _Part:
    """The integral of `body` over the range variable `name`."""

    body: Quotient
    name: str
    low: End
    high: End
    integrals: int = 1

    def value(self, ring: Ring) -> Quotient:
        return integrated(ring, self.body, self.name, self.low, self.high)


def vanishes_by_substitution(ring: Ring, value: Quotient) -> bool:
    """True where a polynomial in integrals is 0 when one of them is brought to the range of another."""
    try:
        rest, parts = _parted(ring, value)
    except _NotLinear:
        return False
    for one, other, left in _pairs(ring, parts):
        for brought in _brought(ring, other, one):
            both = replace(one, body=one.body + brought)
            varying = {place for place in brought.generators if one.name in ring.symbols[place]}
            promising = both.body.is_zero() or varying <= {*one.body.generators}
            if promising and _is_zero(ring, rest, [both, *left]):
                return True
    return False


def _pairs(ring: Ring, parts: list[_Part]) -> Iterator[tuple[_Part, _Part, list[_Part]]]:
    """Two integrals and the others: all that is over two ranges, or one and all else over one range."""
    whole = _over_ranges(parts)
    for one, other in permutations(whole, 2):
        yield one, other, [part for part in whole if part is not one and part is not other]
    for part in parts:
        together = next(each for each in whole if each.name == part.name)
        if part.body != together.body:
            others = replace(part, body=together.body - part.body)
            left = [each for each in whole if each is not together]
            for one, other in ((part, others), (others, part)):
                if converges(ring, other.body, other.name, other.low, other.high):
                    yield one, other, left


def vanishes_by_symmetry(ring: Ring, value: Quotient) -> bool:
    """True where a polynomial in integrals is 0 when a range is turned round."""
    try:
        rest, parts = _parted(ring, value)
    except _NotLinear:
        return False
    parts = _over_ranges(parts)
    for part in parts:
        others = [other for other in parts if other is not part]
        if part.integrals < 2 and not converges(ring, part.body, part.name, part.low, part.high):
            continue
        if any(_is_zero(ring, rest, [mean, *others]) for mean in _symmetrised(ring, part)):
            return True
    return False


class _NotLinear(Exception):  # noqa: N818 - an event, not a mistake
    """Integrals are multiplied."""


def _tried(ring: Ring, make: Callable[[], T]) -> T | None:
    """What comes of a change of the variable; None where it leads nowhere, or to arguments in finer units."""
    try:
        return make()
    except (Undefined, TooLarge, NotImplementedError):
        return None
    except Restart as restart:
        if restart.size.units == ring.size.units:
            raise
        return None


def _parted(ring: Ring, value: Quotient) -> tuple[Quotient, list[_Part]]:
    """What has no integrals, and these: one for each range, atoms in the integrand and denominator of it."""
    places = [place for place in value.generators if isinstance(ring.atoms[place], Integrated)]
    made: dict[object, _Part] = {}
    for place in places:
        atom = ring.atoms[place]
        assert isinstance(atom, Integrated)
        slope = ring.quotient(value.num.derivative(place), ring.one.den)
        if set(places) & set(slope.generators):
            raise _NotLinear
        name = range_variable(ring, "changed", atom.low, atom.high)
        body = slope * with_symbol(ring, atom.body, atom.variable, symbol(ring, name, ()))
        key = name, frozenset(atom.body.generators), ring.quotient(atom.body.den, ring.one.den)
        known = made.get(key, _Part(ring.zero, name, atom.low, atom.high, 0))
        made[key] = replace(known, body=known.body + body, integrals=known.integrals + 1)
    return ring.replaced(value, dict.fromkeys(places, ring.zero)), list(made.values())


def _over_ranges(parts: list[_Part]) -> list[_Part]:
    """The integrals over one range under one sign."""
    made: dict[str, _Part] = {}
    for part in parts:
        known = made.get(part.name)
        made[part.name] = part if known is None else _joined(known, part)
    return list(made.values())


def _joined(one: _Part, other: _Part) -> _Part:
    return replace(one, body=one.body + other.body, integrals=one.integrals + other.integrals)


def _is_zero(ring: Ring, rest: Quotient, parts: list[_Part]) -> bool:
    def total() -> Quotient:
        return sum((part.value(ring) for part in parts), rest)

    found = _tried(ring, total)
    return found is not None and found.is_zero()


# -- a range turned round --------------------------------------------------------------------------------


def _symmetrised(ring: Ring, part: _Part) -> Iterator[_Part]:
    """The mean of an integrand and its image under each map that turns its range round."""
    for image, way in _reflections(ring, part):
        other = _tried(ring, partial(_changed, ring, part, part, image))
        if other is not None:
            yield replace(part, body=(part.body + way * other) * ring.constant(_HALF))


def _reflections(ring: Ring, part: _Part) -> Iterator[tuple[Quotient, Quotient]]:
    """Such a map, and the sign of its derivative."""
    x, low, high = symbol(ring, part.name, ()), part.low, part.high
    if low is None and high is None:
        yield -x, -ring.one
    elif low is not None and high is not None:
        yield low + high - x, -ring.one
        if low.is_zero() and high.is_one():
            yield (high - x) / (high + x), -ring.one
    elif low is not None and low.is_zero():
        yield ring.one / x, -ring.one


# -- from one range to another ---------------------------------------------------------------------------

#: An end of a range, or the sign of one that is infinite.
_Limit = Quotient | int


def _brought(ring: Ring, other: _Part, onto: _Part) -> Iterator[Quotient]:
    """The integrand of one part over the range of another, by each map that is found."""
    yield from _by_lines(ring, other, onto)
    low: _Limit = -1 if other.low is None else other.low
    high: _Limit = 1 if other.high is None else other.high
    for way, start, stop in ((1, low, high), (-1, high, low)):
        for image in islice(_maps(ring, onto, start, stop), _MOST_MAPS):
            found = _tried(ring, partial(_changed, ring, other, onto, image))
            if found is not None:
                yield found * ring.constant(way)


def _changed(ring: Ring, part: _Part, onto: _Part, image: Quotient) -> Quotient:
    """The integrand of a part, its variable an image of that of another, times the rate of the image."""
    rate = ring.derivative(image, Variable(onto.name, ()))
    return with_symbol(ring, part.body, part.name, image) * rate


def _by_lines(ring: Ring, other: _Part, onto: _Part) -> Iterator[Quotient]:
    """The same by linear maps, which need not rise or fall: the ranges are empty at once."""
    if (other.low, other.high) == (onto.low, onto.high):
        return
    x = symbol(ring, onto.name, ())
    is_half = onto.low is None or onto.high is None
    for start, stop in ((onto.low, onto.high), (onto.high, onto.low))[: 1 if is_half else 2]:
        slope = _slope(ring, other, start, stop)
        origin, begin = other.high if other.low is None else other.low, stop if start is None else start
        if slope is None or origin is None or begin is None:
            continue
        image = origin + slope * (x - begin)
        found = _tried(ring, partial(with_symbol, ring, other.body, other.name, image))
        if found is not None:
            turned = start is not onto.low
            yield found if is_half else found * (-slope if turned else slope)


def _slope(ring: Ring, part: _Part, start: End, stop: End) -> Quotient | None:
    """How fast the variable moves along its range while another runs from `start` to `stop`.

    The other range must not be empty where the old one is not; where the old one may be, the integrand must
    have a value there.
    """
    if part.low is None or part.high is None or start is None or stop is None:
        infinite = (part.low is None) + (part.high is None), (start is None) + (stop is None)
        if infinite != (1, 1):
            return None
        return ring.one if (part.low is None) == (start is None) else -ring.one
    old, new = part.high - part.low, stop - start
    if new.is_zero():
        return None
    slope = old / new
    if slope.number() is None:  # else both are empty at once
        if not _is_finite(slope) and not signs.is_within(certain_sign(ring, new), signs.NONZERO):
            return None
        is_proper = signs.is_within(certain_sign(ring, old), signs.NONZERO)
        if not is_proper and value_at(ring, part.body, part.name, part.low) is None:
            return None
    return slope


def _is_finite(slope: Quotient) -> bool:
    """Whether this has a value everywhere, so that a range is empty where the other is."""
    atoms = [slope.ring.atoms[place] for place in slope.generators]
    return bool(slope.den.is_one()) and all(isinstance(atom, SymbolAtom) for atom in atoms)


def _maps(ring: Ring, part: _Part, start: _Limit, stop: _Limit) -> Iterator[Quotient]:
    """Maps of the range of `part` onto another, from its first end to its last."""
    for shape in dict.fromkeys(_shapes(ring, part)):
        image = _tried(ring, partial(_fitted, ring, part, shape, start, stop))
        if image is not None and _tried(ring, partial(_is_monotone, ring, part, image)):
            yield image


def _is_monotone(ring: Ring, part: _Part, image: Quotient) -> bool:
    rate = ring.derivative(image, Variable(part.name, ()))
    return is_smooth(ring, image, part.name) and certain_sign(ring, rate) in (signs.POSITIVE, signs.NEGATIVE)


def _shapes(ring: Ring, part: _Part) -> Iterator[Quotient]:
    """What may be, but for its ends, the other variable."""
    x = symbol(ring, part.name, ())
    for place in part.body.generators:
        if part.name in ring.symbols[place]:
            atom = ring.atoms[place]
            yield from _written(ring, atom) or (ring.generators[place],)
            yield from (each for each in atom.quotients() if part.name in each.symbols)
    yield from (x**2, x**3, x**4, ring.one / x, exp(ring, x))
    cosine, sine = rotation(ring, x)
    yield from (sine / cosine, sine, cosine)
    if certain_sign(ring, x) == signs.POSITIVE:
        yield from (rational_power(ring, x, _HALF), log(ring, x))


def _written(ring: Ring, atom: Atom) -> tuple[Quotient, ...]:
    """What stands there where the generator is a finer one."""
    match atom:
        case Exponential(argument, _):
            return (exp(ring, argument),)
        case Cosine(argument, _) | Sine(argument, _):
            return rotation(ring, argument)
        case _:
            return ()


def _fitted(ring: Ring, part: _Part, shape: Quotient, start: _Limit, stop: _Limit) -> Quotient | None:
    """`shape` times a number, and another added, so that it runs from `start` to `stop`."""
    first, last = _at_end(ring, part, shape, -1), _at_end(ring, part, shape, 1)
    if first is None or last is None:
        return None
    if isinstance(first, int) or isinstance(last, int) or isinstance(start, int) or isinstance(stop, int):
        return _turned_and_moved(ring, shape, (first, last), (start, stop))
    old, new = last - first, stop - start
    if old == new:
        return shape + start - first
    slope = new / old if signs.is_within(certain_sign(ring, old), signs.NONZERO) else None
    return start + slope * (shape - first) if slope is not None and _is_short(slope) else None


def _is_short(slope: Quotient) -> bool:
    """Whether people would write such a factor: with others roots are hard to factor, and waves grow long."""
    if len(slope.num) > 1 or len(slope.den) > 1:
        return False
    if any(isinstance(slope.ring.atoms[place], Constant | Exponential) for place in slope.generators):
        return False
    return abs(slope.num.leading_coefficient()) <= _LARGEST >= abs(slope.den.leading_coefficient())


def _turned_and_moved(
    ring: Ring, shape: Quotient, old: tuple[_Limit, _Limit], new: tuple[_Limit, _Limit]
) -> Quotient | None:
    """The same where an end is infinite: `shape`, perhaps with the other sign, and a number added."""
    for way in (1, -1):
        moved: Quotient | None = ring.zero
        for before, after in zip(old, new, strict=True):
            if isinstance(before, int) or isinstance(after, int):
                fits = isinstance(before, int) and before * way == after
                moved = moved if fits else None
            elif moved is not None:
                moved = after - before * ring.constant(way)
        if moved is not None:
            return shape * ring.constant(way) + moved
    return None


def _at_end(ring: Ring, part: _Part, shape: Quotient, way: int) -> _Limit | None:
    """The value of `shape` at the low (`way` is -1) or high end of its range, or the limit from inside.

    Where the limit is infinite it is its sign; None where nothing is known.
    """
    end, other = (part.low, part.high) if way < 0 else (part.high, part.low)
    if end is not None:
        there = value_at(ring, shape, part.name, end)
        if there is not None:
            return there
        inside = -way if other is None else _sign(certain_sign(ring, other - end))
        if not inside:
            return None
    else:
        inside = way
    found = one_sided_limit(ring, shape, part.name, end, inside)
    if found is not None:
        return found
    inverse = one_sided_limit(ring, ring.one / shape, part.name, end, inside)
    if inverse is None or not inverse.is_zero():
        return None
    return _sign(sign_near(ring, shape, part.name, end, inside)) or None


def _sign(sign: int) -> int:
    return 1 if sign == signs.POSITIVE else -1 if sign == signs.NEGATIVE else 0
