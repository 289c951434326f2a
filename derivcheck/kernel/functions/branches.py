"""Products under principal logarithms and roots, taken apart.

For numbers `f` other than 0 with angles `arg(f)` in `(-pi, pi]`

    log(f1^e1 f2^e2 …) = e1 log(f1) + e2 log(f2) + … - 2 pi I k,

where `k` is the whole number that brings `e1 arg(f1) + e2 arg(f2) + …` to `(-pi, pi]`; powers with the
exponent `r` come apart likewise, with a factor `exp(-2 pi I k r)`. Where the sectors of the factors
(`derivcheck.kernel.algebra.sectors`) leave one `k`, the product comes apart; else it stays whole.

Before, factors are replaced by plainer ones, each by an identity of products: `f = |f|^2/conj(f)`,
`a^2 + b^2 = (a + I b) (a - I b)`, and `a - b s = (a^2 - b^2 s^2)/(a + b s)` for a square root `s`. A minus
sign goes to the factor that keeps the angles within half a turn, and `log(-f) = log(f) - I pi` where `f` lies
above the real axis, `log(f) + I pi` below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import count, product

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import IMAGINARY, PI, Exponential, Function, Root
from derivcheck.kernel.algebra.conjugates import two_squares
from derivcheck.kernel.algebra.factors import factored
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import WHOLE, angle, arc, total_angle, turned_by

__all__ = ["Apart", "exponent_of", "taken_apart"]

#: Products of more factors are left as they are.
_MOST_FACTORS = 5
_MOST_STEPS = 24

Parts = Sequence[tuple[Quotient, int]]


@frozen
class Apart:
    """`log(product) = sum of e log(f) + I pi turn`, `product^r = product of f^(e r) * exp(I pi turn r)`."""

    parts: tuple[tuple[Quotient, Fraction], ...]
    turn: Fraction


def taken_apart(ring: Ring, loose: Parts, *, negative: bool) -> Apart | None:
    """The product of the factors, or minus it, taken apart; None where it stays as it is."""
    parts = tuple(loose)
    return ring.remembered(lambda: _taken_apart(ring, parts, negative), "apart", parts, negative)


def _taken_apart(ring: Ring, loose: Parts, negative: bool) -> Apart | None:
    whole = WHOLE.times(Fraction(0)).shifted(int(negative))
    for factor, times in loose:
        whole = whole.plus(arc(ring, factor).times(Fraction(times)))
    parts, minus = _refined(ring, loose, negative)
    if not parts or len(parts) > _MOST_FACTORS:
        return None
    for flips in sorted(product((0, 1), repeat=len(parts)), key=sum):
        if any(flip and times.denominator > 1 for flip, (_, times) in zip(flips, parts, strict=True)):
            continue
        odd = sum(flip * times for flip, (_, times) in zip(flips, parts, strict=True)) % 2
        signed = _merged(
            (-each if flip else each, times) for flip, (each, times) in zip(flips, parts, strict=True)
        )
        left = int(minus != bool(odd))
        turn = total_angle(ring, signed).shifted(left).modulo(whole).turn()
        if turn is not None:
            made = _settled(ring, signed, Fraction(left - 2 * turn))
            return None if _is_same(made, loose, negative) else made
    return None


def _merged(parts: Iterable[tuple[Quotient, Fraction]]) -> list[tuple[Quotient, Fraction]]:
    made: dict[Quotient, Fraction] = {}
    for factor, times in parts:
        made[factor] = made.get(factor, Fraction(0)) + times
    return [(factor, times) for factor, times in made.items() if times and not factor.is_one()]


def _is_same(made: Apart, loose: Parts, negative: bool) -> bool:
    if made.turn or len(made.parts) != 1 or len(loose) > 1 or made.parts[0][1] != 1 or loose[0][1] != 1:
        return False
    return made.parts[0][0] == (-loose[0][0] if negative else loose[0][0])


def _settled(ring: Ring, parts: Sequence[tuple[Quotient, Fraction]], turn: Fraction) -> Apart:
    """Each factor in its plainest form: positive if it has one angle, without a minus sign if that can be."""
    plain = [(_plain(ring, factor), times) for factor, times in parts]
    turn += sum((times * by for (_, by), times in plain), Fraction(0))
    return Apart(tuple(_merged((factor, times) for (factor, _), times in plain)), turn)


def _plain(ring: Ring, factor: Quotient) -> tuple[Quotient, Fraction]:
    """A factor as a plainer one and the half turns between the two angles."""
    here = angle(ring, factor)
    if here.is_one() and here.low:
        cosine, sine = ring.rotation(ring, ring.generator(PI) * ring.constant(-here.low))
        return factor * (cosine + ring.generator(IMAGINARY) * sine), here.low
    if factor.num.leading_coefficient() > 0:
        return factor, Fraction(0)
    if here.low >= 0 and not here.is_one() and (here.low > 0 or here.above):
        return -factor, Fraction(1)
    if here.high <= 0:
        return -factor, Fraction(-1)
    return factor, Fraction(0)


# -- plainer factors -----------------------------------------------------------------------------------------


def _refined(ring: Ring, loose: Parts, negative: bool) -> tuple[list[tuple[Quotient, Fraction]], bool]:
    """The same product, or minus it, with plainer factors, and whether there is a minus.

    A root is a fractional power of what is under it: its angle and its logarithm are parts of that one's.
    """
    made: list[tuple[Quotient, Fraction]] = []
    waiting, steps = list(loose), count()
    while waiting:
        (factor, times), step = waiting.pop(0), next(steps)
        atom = factor.atom()
        if isinstance(atom, Root):
            made.append((atom.base, Fraction(times, atom.degree)))
            continue
        plainer = ring.remembered(partial(_plainer, ring, factor), "plainer", factor)
        plainer = plainer if step < _MOST_STEPS else ()
        if not plainer:
            made.append((factor, Fraction(times)))
        for each, exponent in plainer:
            if each.number() == -1:
                negative ^= exponent * times % 2 == 1
            elif signs.is_within(ring.sign(each), signs.NONNEGATIVE):
                made.append((each, Fraction(exponent * times)))
            else:
                waiting.append((each, exponent * times))
    return _merged(made), negative


def _plainer(ring: Ring, factor: Quotient) -> Sequence[tuple[Quotient, int]]:
    """Plainer factors with this product; none where there are none."""
    squares = two_squares(ring, factor)
    if squares:
        return [part for each in squares for part in _split(ring, each)]
    unit = ring.generator(IMAGINARY)
    if factor == unit or not factor.den.is_one() or isinstance(factor.atom(), Exponential):
        return ()
    plain, times, turns = _turned(ring, factor)
    if plain != factor:
        rest = factor / plain**times / unit**turns
        sign = ring.constant(1 if signs.is_within(ring.sign(rest), signs.NONNEGATIVE) else -1)
        return [(rest * sign, 1), (sign, 1), (unit, turns), (plain, times)]
    return _by_norm(ring, factor)


def _split(ring: Ring, value: Quotient) -> Iterator[tuple[Quotient, int]]:
    """The factors of a value, its number as a positive one and a sign."""
    factors = factored(ring, value)
    yield ring.constant(abs(factors.number)), 1
    if factors.number < 0:
        yield ring.constant(-1), 1
    yield from factors.parts


def _turned(ring: Ring, factor: Quotient) -> tuple[Quotient, int, int]:
    """The plainest `g`, with `e` and `t`, for which `g^e I^t` is the factor times a real number.

    It is the factor or its conjugate (of what is not 0), or `I` times one of them.
    """
    unit = ring.generator(IMAGINARY)
    choices = [(factor, 1, 0), (factor * unit, 1, -1)]
    other = ring.conjugate(ring, factor)
    if not ring.sign(factor) & signs.ZERO and other.den.is_one():
        choices += [(other, -1, 0), (other * unit, -1, 1)]
    signed = [
        (-each if each.num.leading_coefficient() < 0 else each, times, turns)
        for each, times, turns in choices
    ]
    return min(signed, key=lambda one: (_units(ring, one[0]), one[0].num.total_degree(), one[0].key))


def _units(ring: Ring, value: Quotient) -> tuple[int, int]:
    """How many conjugates are in it, and in how many terms `I`."""
    place = ring.places[IMAGINARY]
    atoms = (ring.atoms[each] for each in value.generators)
    conjugates = sum(isinstance(atom, Function) and atom.name == "conjugate" for atom in atoms)
    return conjugates, sum(bool(exponents[place]) for exponents in value.num.monoms())


def _by_norm(ring: Ring, factor: Quotient) -> Sequence[tuple[Quotient, int]]:
    """`a - b s` by `a + b s`, if that lies in the narrower sector, and their product, not 0, has no roots."""
    if len(factor.num) < 2:
        return ()
    for place in factor.generators:
        if not isinstance(ring.atoms[place], Root) or ring.relations.get(place, (0,))[0] != 2:
            continue
        other = ring.replaced(factor, {place: -ring.generators[place]})
        norm = factor * other
        if any(isinstance(ring.atoms[each], Root) for each in norm.generators) or not norm.den.is_one():
            continue
        if norm.is_zero() or ring.sign(norm) & signs.ZERO:
            continue
        if _width(ring, _turned(ring, other)[0]) < _width(ring, factor):
            plain = -other if other.num.leading_coefficient() < 0 else other
            return [*_split(ring, norm / other * plain), (plain, -1)]
    return ()


def _width(ring: Ring, factor: Quotient) -> tuple[Fraction, object]:
    sector = angle(ring, factor)
    return sector.high - sector.low, factor.key


# -- exponentials --------------------------------------------------------------------------------------------


def exponent_of(ring: Ring, loose: Parts) -> Quotient | None:
    """`w` for a product `exp(w)` of exponentials, where `im(w)` lies within half a turn."""
    total = ring.zero
    for factor, times in loose:
        atom = factor.atom()
        if not isinstance(atom, Exponential):
            return None
        total = total + atom.argument * ring.constant(Fraction(times, atom.unit))
    if not loose or IMAGINARY not in ring.places:
        return None
    return total if turned_by(ring, Exponential(total)) is not None else None
