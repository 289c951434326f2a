"""Symbols and generators in a normal form replaced by values, also inside other atoms."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["with_generator", "with_images", "with_symbol", "with_symbols"]


def with_symbols(
    ring: Ring, value: Quotient, names: frozenset[str], image: Callable[[SymbolAtom], Quotient]
) -> Quotient:
    """`value` with the symbols of these names replaced, all at once."""
    if value.symbols.isdisjoint(names):
        return value
    made = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, SymbolAtom) and atom.name in names:
            made[place] = image(atom)
        elif not ring.symbols[place].isdisjoint(names):
            family = ring.families[type(atom)]
            made[place] = family.rebuild(
                ring, atom, lambda part: with_symbols(ring, part, names, image), lambda form: form
            )
    return ring.replaced(value, made)


def with_images(ring: Ring, value: Quotient, images: Mapping[str, Quotient]) -> Quotient:
    """`value` with symbols without indices replaced, all at once."""
    return with_symbols(ring, value, frozenset(images), lambda atom: images[atom.name])


def with_symbol(ring: Ring, value: Quotient, name: str, image: Quotient) -> Quotient:
    """`value` with one symbol without indices replaced."""
    return with_images(ring, value, {name: image})


def with_generator(ring: Ring, value: Quotient, place: int, image: Quotient) -> Quotient:
    """`value` with one generator replaced, also inside other atoms."""
    images = {}
    for other in value.generators:
        if other == place:
            images[other] = image
        elif ring.names[place] <= ring.names[other]:
            atom = ring.atoms[other]
            images[other] = ring.families[type(atom)].rebuild(
                ring, atom, lambda part: with_generator(ring, part, place, image), lambda form: form
            )
    return ring.replaced(value, images)
