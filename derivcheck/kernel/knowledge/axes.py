"""What is said of the parts of a complex symbol says something of the symbol.

Where `im(z) = 0`, `z` is the real number `re(z)`; where `re(z) = 0`, it is `I im(z)`. Where a part is not 0,
neither is `z`. The parts `re(z)` and `im(z)` are real symbols of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import IMAGINARY, Absolute, SymbolAtom, axis
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.sectors import in_parts, parts_of, terms_of
from derivcheck.kernel.knowledge.conditions import constant_part

__all__ = ["on_axis", "said_of_parts", "sign_of_part"]


def on_axis(ring: Ring, part: Quotient) -> tuple[SymbolAtom, Quotient] | None:
    """The symbol of which a part, or a multiple of one, is 0, and what the symbol is there."""
    found = _symbol_of(ring, part)
    if found is None:
        return None
    atom, name = found
    left = ring.generator(SymbolAtom(axis("re" if name == "im" else "im", atom.name), ()))
    return atom, left if name == "im" else left * ring.generator(IMAGINARY)


def said_of_parts(ring: Ring, value: Quotient, allowed: int) -> Iterator[tuple[Quotient, int]]:
    """What else is said where `value` has one of these signs, among complex numbers."""
    if ring.principal and value.den.is_constant():
        yield from _signs_of_parts(ring, value, allowed)
        yield from _signs_of_squares(ring, value, allowed)


def _signs_of_parts(ring: Ring, part: Quotient, allowed: int) -> Iterator[tuple[Quotient, int]]:
    """What is said of a part, or of a multiple of one, of the part and of the symbol itself.

    A number may be added to it: where `re(z) > 3`, `z` is not 0.
    """
    apart = in_parts(ring, part)
    if apart != part:
        yield apart, allowed
    number = constant_part(ring, part)
    alone = signs.add(allowed, signs.sign_of_number(-number))
    found = _symbol_of(ring, part - ring.constant(number)) if signs.is_within(alone, signs.NONZERO) else None
    if found is not None:
        yield ring.generator(found[0]), signs.NONREAL if found[1] == "im" else signs.NONZERO


def _signs_of_squares(ring: Ring, value: Quotient, allowed: int) -> Iterator[tuple[Quotient, int]]:
    """What a bound of a modulus says: `1 - z conj(z)` has the sign of `1 - |z|`; `|z| > 1` shows `z != 0`."""
    atoms = [ring.atoms[place] for place in value.generators]
    if len(value.num) != 2 or not any(isinstance(atom, Absolute) for atom in atoms):
        return
    first, second = terms_of(ring, value)
    if ring.sign(first) == signs.NEGATIVE:
        first, second, allowed = -first, -second, signs.negate(allowed)
    if not all(signs.is_within(ring.sign(each), signs.NONNEGATIVE) for each in (first, -second)):
        return
    yield first * first - second * second, allowed
    larger = {signs.POSITIVE: first, signs.NEGATIVE: second}.get(allowed)
    for atom in atoms:
        if larger is not None and isinstance(atom, Absolute) and ring.places[atom] in larger.generators:
            yield atom.argument, signs.NONZERO


def sign_of_part(ring: Ring, name: str) -> int:
    """The sign of a part, by its name."""
    part, _, whole = name.partition(" ")
    real, imaginary = parts_of(ring, ring.generator(SymbolAtom(whole, ())))
    return ring.sign(real if part == "re" else imaginary) & signs.REAL or signs.REAL


def _symbol_of(ring: Ring, value: Quotient) -> tuple[SymbolAtom, str] | None:
    """The complex symbol of a part of which the value is a multiple, and which of the two."""
    unit = IMAGINARY
    for atom in (ring.atoms[place] for place in value.generators) if ring.principal else ():
        if not isinstance(atom, SymbolAtom) or atom.indices:
            continue
        whole = ring.generator(atom)
        if signs.is_real(ring.sign(whole)):
            continue
        for part, name in zip(parts_of(ring, whole), ("re", "im"), strict=True):
            ratio = value / part
            if ratio.number() is not None or (ratio * ring.generator(unit)).number() is not None:
                return atom, name
    return None
