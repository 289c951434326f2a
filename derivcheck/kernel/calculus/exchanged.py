"""Integrals of integrals, taken in the other order.

Over a region between lines both orders give the same: `x` from `a` to `y` and `y` from `a` to `b` is `y` from
`x` to `b` and `x` from `a` to `b`. They do for a continuous integrand on a bounded region (Fubini), and for
one that does not change its sign where one of them converges (Tonelli). So an integral whose inner one has no
value in closed form may have one when it is taken the other way round; and where neither has one, the inner
integral of a triangle is brought to begin where the outer one does.

Continuous up to the edges are polynomials, exponentials, waves and smooth functions in these.
"""

from __future__ import annotations

from collections.abc import Callable

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Cosine, Exponential, Function, Integrated, Sine, SymbolAtom
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.replacing import with_images
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.symbols import Variable, symbol
from derivcheck.kernel.sums.ranges import End, range_variable

__all__ = ["by_exchange", "in_order", "is_of_continuous"]

_Law = Callable[[Ring, Quotient, str, End, End], Quotient | None]


@frozen
class _Iterated:
    """The integral of `body` over `inner` between two ends, and of that over `outer`."""

    body: Quotient
    inner: str
    outer: str

    def value(self, law: _Law) -> Quotient | None:
        """What the law gives for the inner integral and then for the outer one."""
        ring = self.body.ring
        inside = law(ring, self.body, self.inner, *ring.ranges[self.inner])
        return None if inside is None else law(ring, inside, self.outer, *ring.ranges[self.outer])


def by_exchange(ring: Ring, body: Quotient, name: str, low: End, high: End, law: _Law) -> Quotient | None:
    """The value by a law in the other order; None where there is none."""
    turned = _turned(ring, body, name, low, high)
    return None if turned is None else turned.value(law)


def in_order(
    ring: Ring, body: Quotient, name: str, low: End, high: End, closed: _Law, law: _Law
) -> Quotient | None:
    """The integral in the other order where the inner one then has a closed form, or where it comes first.

    First comes the inner integral over a triangle that begins where the outer one does, and the smaller range
    of a rectangle.
    """
    inner = _inner(ring, body, name)
    turned = None if inner is None else _turned(ring, body, name, low, high)
    if inner is None or turned is None:
        return None
    inside = closed(ring, turned.body, turned.inner, *ring.ranges[turned.inner])
    if inside is not None:
        return law(ring, inside, turned.outer, *ring.ranges[turned.outer])
    y, atom = symbol(ring, name, ()), inner[1]
    if low is None or high is None or atom.low is None or atom.high is None:
        return None
    ends = (atom.low, atom.high)
    if name in atom.low.symbols or name in atom.high.symbols:
        comes_later = (y, high) in (ends, ends[::-1])
    else:
        comes_later = (low.key, high.key) < (atom.low.key, atom.high.key)
    return turned.value(law) if comes_later else None


def _inner(ring: Ring, body: Quotient, name: str) -> tuple[Quotient, Integrated] | None:
    """The factor and the integral of a body that is a multiple of one."""
    places = [place for place in body.generators if isinstance(ring.atoms[place], Integrated)]
    if len(places) != 1 or name not in ring.symbols[places[0]]:
        return None
    atom = ring.atoms[places[0]]
    factor = body / ring.generators[places[0]]
    if not isinstance(atom, Integrated) or places[0] in factor.generators:
        return None
    return factor, atom


def _turned(ring: Ring, body: Quotient, name: str, low: End, high: End) -> _Iterated | None:
    found = _inner(ring, body, name)
    if found is None:
        return None
    factor, atom = found
    integrand = factor * atom.body
    is_bounded = None not in (low, high, atom.low, atom.high)
    variables = frozenset((name, atom.variable))
    if not ((is_bounded and _is_continuous(ring, integrand, variables)) or _keeps_sign(ring, integrand)):
        return None
    backward = replace(atom, low=atom.high, high=atom.low)
    for inside, way in ((atom, 1), (backward, -1)):
        ends = _other_ends(ring, inside, name, low, high)
        if ends is None:
            continue
        outer = range_variable(ring, "first", *ends.of_outer)
        inner = range_variable(ring, "second", *ends.of_inner(symbol(ring, outer, ())))
        images = {atom.variable: symbol(ring, outer, ()), name: symbol(ring, inner, ())}
        return _Iterated(with_images(ring, integrand, images) * ring.constant(way), inner, outer)
    return None


# -- regions ---------------------------------------------------------------------------------------------


@frozen
class _Ends:
    """The range of what was inside, and for each of its values that of what was outside."""

    of_outer: tuple[End, End]
    of_inner: Callable[[Quotient], tuple[End, End]]


def _other_ends(ring: Ring, atom: Integrated, name: str, low: End, high: End) -> _Ends | None:
    """The ends in the other order, where the region is a rectangle or a triangle."""
    first, last = _line(ring, atom.low, name), _line(ring, atom.high, name)
    if first is None or last is None:
        return None
    if first.is_level and last.is_level:
        return _Ends((atom.low, atom.high), lambda x: (low, high))
    if first.is_level and last.meets(atom.low, low if last.rises else high):
        far = last.at(high if last.rises else low)
        return _Ends((atom.low, far), lambda x: (last.back(x), high) if last.rises else (low, last.back(x)))
    if last.is_level and first.meets(atom.high, high if first.rises else low):
        near = first.at(low if first.rises else high)
        return _Ends(
            (near, atom.high), lambda x: (low, first.back(x)) if first.rises else (first.back(x), high)
        )
    return None


@frozen
class _Line:
    """An end of the inner range, `start + slope*y`; infinite without a start."""

    start: Quotient | None
    slope: Quotient
    sign: int

    @property
    def is_level(self) -> bool:
        """Whether it does not hang on the outer variable."""
        return self.slope.is_zero()

    @property
    def rises(self) -> bool:
        """Whether it grows with the outer variable."""
        return self.sign == signs.POSITIVE

    def at(self, y: End) -> End:
        """Where it is at an end of the outer range; infinity is taken to infinity."""
        return None if y is None or self.start is None else self.start + self.slope * y

    def back(self, x: Quotient) -> Quotient:
        """Where it comes to `x`."""
        assert self.start is not None
        return (x - self.start) / self.slope

    def meets(self, level: End, y: End) -> bool:
        """Whether it comes to the other end of the inner range at an end of the outer one."""
        there = self.at(y)
        if not self.rises and self.sign != signs.NEGATIVE:
            return False
        return there == level if there is not None else level is None and y is None and self.rises


def _line(ring: Ring, end: End, name: str) -> _Line | None:
    if end is None:
        return _Line(None, ring.zero, signs.ZERO)
    slope = ring.derivative(end, Variable(name, ()))
    start = end - slope * symbol(ring, name, ())
    if name in slope.symbols or name in start.symbols:
        return None
    return _Line(start, slope, ring.sign(slope))


# -- integrands ------------------------------------------------------------------------------------------


def is_of_continuous(ring: Ring, body: Quotient, name: str) -> bool:
    """Whether a body with integrals inside is certainly continuous in the variable, wherever that is."""
    return _is_continuous(ring, body, frozenset((name,)))


def _is_continuous(ring: Ring, value: Quotient, names: frozenset[str]) -> bool:
    """Whether a value is certainly continuous in these variables wherever they are."""
    if not names.isdisjoint(ring.quotient(value.den, ring.one.den).symbols):
        return False
    return all(_is_plain(ring, ring.atoms[at], names) for at in value.generators if names & ring.symbols[at])


def _is_plain(ring: Ring, atom: Atom, names: frozenset[str]) -> bool:
    if isinstance(atom, Integrated):
        ends = [end for end in (atom.low, atom.high) if end is not None and _is_continuous(ring, end, names)]
        return len(ends) == 2 and _is_continuous(ring, atom.body, names | {atom.variable})
    is_generic = isinstance(atom, Function) and ring.is_generic(atom.name)
    if not (is_generic or isinstance(atom, SymbolAtom | Exponential | Cosine | Sine)):
        return False
    return all(_is_continuous(ring, part, names) for part in atom.quotients())


def _keeps_sign(ring: Ring, value: Quotient) -> bool:
    sign = ring.sign(value)
    return signs.is_within(sign, signs.NONNEGATIVE) or signs.is_within(sign, signs.NONPOSITIVE)
