"""Which letters are indices, and what of that which stands below a name is a part of it."""

from __future__ import annotations

from collections.abc import Iterable

from derivcheck.formats.inferred.sightings import Seen, Sighting

__all__ = ["decorated", "index_like"]

_USUAL_INDICES = frozenset("ijkl")


def index_like(seen: Iterable[Seen]) -> frozenset[str]:
    """The letters below names that a sum binds, or that are usual for indices and no upper bound."""
    binders = [binder for one in seen for binder in one.binders]
    bound = {letter for binder in binders for letter in binder.letters}
    sizes = {word for binder in binders for word in binder.upper if len(binder.upper) == 1}
    below = {atom for one in seen for use in one.sightings for atom in use.below}
    return frozenset(below & (bound | (_USUAL_INDICES - sizes)))


def decorated(use: Sighting, indices: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """The name of which this is a use (words and numbers below belong to it), and the indices after them."""
    if use.label and indices.isdisjoint(use.below):
        return "_".join((use.name, *use.label)), ()
    at = 0
    while at < len(use.below) and use.below[at] and use.below[at] not in indices:
        at += 1
    rest = use.below[at:]
    if all(atom in indices or atom.isdigit() for atom in rest):
        return "_".join((use.name, *use.below[:at])), rest
    return use.name, ()
