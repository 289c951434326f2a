"""What repeats, by residues: `floor(n/2) + floor((n + 1)/2) = n`, `sin(pi n/2) cos(pi n/2) = 0`,
`floor(x) + floor(x + 1/2) = floor(2 x)`.

*Whole numbers.* Every whole number is `q m + r` with `0 <= r < q`. For a polynomial `p` with whole
coefficients `floor(p(q m + r)/q)` is a polynomial in `m`, and `cos(pi (q m + r)/q)` is `(-1)^m` times a
number, as `(-1)^(2 m + r)` is one. So where a whole number stands over denominators that divide `q`, a
difference is 0 if it is 0 for each of the `q` residues `r` and every whole `m`.

*Real numbers.* Let `c P` be whole for the slopes `c` of all `floor(c x + d)`. Every real number is `P m + t`
with `0 <= t < P`, and `floor(c x + d)` is `c P m + floor(c t + d)`, which is constant between the places at
which one of the `c t + d` is whole. So a difference is 0 if it is 0 at each of these places and between them.

Source: Graham, Knuth, Patashnik, Concrete Mathematics, section 3.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from derivcheck.kernel.algebra.atoms import Function, IndexValue, Power, SymbolAtom
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.trigonometric import pi
from derivcheck.kernel.functions.waves import angle_of

__all__ = ["vanishes_by_residues"]

#: Larger denominators are left alone, and more places in one period, and more numbers beside each other.
_LARGEST, _MOST_PLACES, _MOST_NUMBERS = 12, 60, 2
_WHOLE = "%whole"

#: The place of a whole part, with the slope and the constant of its argument.
_Line = tuple[int, Fraction, Fraction]


def vanishes_by_residues(ring: Ring, value: Quotient) -> bool:
    """True where `value` is 0 for every residue of the numbers in its whole parts and angles."""
    return _for_whole(ring, value, _MOST_NUMBERS) or _for_real(ring, value)


def _floors(ring: Ring, value: Quotient) -> Iterator[tuple[int, Quotient]]:
    """The places of whole parts, and their arguments."""
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Function) and atom.name == "floor":
            yield place, atom.arguments[0]


# -- whole numbers -----------------------------------------------------------------------------------------


def _for_whole(ring: Ring, value: Quotient, numbers: int) -> bool:
    modulus, names = 1, set[str]()
    inside = [argument for _, argument in _floors(ring, value)]
    for argument in (*inside, *_half_turns(ring, value), *_signs(ring, inside)):
        atoms = [ring.atoms[place] for place in argument.generators]
        if argument.den.is_constant() and all(isinstance(atom, IndexValue) for atom in atoms):
            modulus = lcm(modulus, int(argument.den.leading_coefficient()))
            names |= argument.names
    if not names or not numbers or not 1 < modulus <= _LARGEST:
        return False
    name = min(names)
    whole = variable(f"{_WHOLE}{numbers}").times(modulus)
    for residue in range(modulus):
        ring.tick()
        image = ring.at(value, {name: whole.shifted(residue)})
        if not image.is_zero() and not _for_whole(ring, image, numbers - 1):
            return False
    return True


def _half_turns(ring: Ring, value: Quotient) -> Iterator[Quotient]:
    """The angles of sines and cosines, in half turns."""
    for place in value.generators:
        angle = angle_of(ring, place)
        if angle is not None:
            yield angle / pi(ring)


def _signs(ring: Ring, inside: list[Quotient]) -> Iterator[Quotient]:
    """Half of each exponent of -1 in whole parts."""
    for argument in inside:
        for atom in (ring.atoms[place] for place in argument.generators):
            if isinstance(atom, Power) and atom.base.number() == -1:
                yield atom.exponent * ring.constant(Fraction(1, 2))


# -- real numbers ------------------------------------------------------------------------------------------


def _for_real(ring: Ring, value: Quotient) -> bool:
    found = _lines(ring, value)
    if found is None:
        return False
    symbol, lines = found
    period = lcm(*(slope.denominator for _, slope, _ in lines))
    places = _places(lines, period)
    if len(places) > _MOST_PLACES:
        return False
    turns = ring.of_form(variable(_WHOLE)) * ring.constant(period)
    for start, stop in pairwise([*places, Fraction(period)]):
        ring.tick()
        at_start = {symbol: turns + ring.constant(start), **_whole_parts(ring, lines, turns, start)}
        between = _whole_parts(ring, lines, turns, (start + stop) / 2)
        if not all(ring.replaced(value, images).is_zero() for images in (at_start, between)):
            return False
    return True


def _lines(ring: Ring, value: Quotient) -> tuple[int, list[_Line]] | None:
    """The place of the one symbol in all whole parts, and these as lines in it."""
    symbols, lines = set[int](), list[_Line]()
    for place, argument in _floors(ring, value):
        if len(argument.generators) != 1 or not argument.den.is_constant() or argument.num.total_degree() > 1:
            return None
        symbols.update(argument.generators)
        (symbol,) = argument.generators
        below = int(argument.den.leading_coefficient())
        slope = int(argument.num.derivative(symbol).leading_coefficient())
        constant = (argument - ring.generators[symbol] * ring.constant(Fraction(slope, below))).number()
        assert constant is not None
        lines.append((place, Fraction(slope, below), constant))
    if len(symbols) != 1:
        return None
    (symbol,) = symbols
    return (symbol, lines) if isinstance(ring.atoms[symbol], SymbolAtom) else None


def _places(lines: list[_Line], period: int) -> list[Fraction]:
    """Where one of the arguments is whole, from 0 on and within one period."""
    found = {Fraction(0)}
    for _, slope, constant in lines:
        first, last = sorted((constant, slope * period + constant))
        found.update((number - constant) / slope for number in range(ceil(first), floor(last) + 1))
    return sorted(place for place in found if 0 <= place < period)


def _whole_parts(ring: Ring, lines: list[_Line], turns: Quotient, place: Fraction) -> dict[int, Quotient]:
    """The whole parts where the symbol is `place` beyond whole periods."""
    return {
        at: turns * ring.constant(slope) + ring.constant(floor(slope * place + constant))
        for at, slope, constant in lines
    }
