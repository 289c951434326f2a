"""Laws that lead from a member of a family to those before it: `x[t+1] = x[t] - g[t]`.

Such a law may be used again on what it gives. Each use lowers the index by one at least, and it is only used
where its own index certainly lies in its range; from there on down there are finitely many places, so it
ends. In an empty range, of which everything is certain, it is not used.

Source: well-founded recursion; Baader and Nipkow, Term Rewriting and All That (1998), section 5.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from derivcheck.kernel.algebra.atoms import Atom, SymbolAtom
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["descends", "is_recurrence", "steps_back"]


def descends(ring: Ring, atom: Atom, image: Quotient, names: tuple[str, ...]) -> bool:
    """Whether all members of the atom's family that occur in the image come before it.

    A law that holds at all places (`names`) must lead strictly down; one of a single place not to that place.
    """
    if not isinstance(atom, SymbolAtom) or len(atom.indices) != 1:
        return False
    (here,) = atom.indices
    for one in _members(image, atom.name):
        if not isinstance(one, SymbolAtom):
            return False
        (there,) = one.indices
        down = here.minus(there)
        if down.terms if names else not ring.facts.entails(down):
            return False
        if (names or not down.terms) and down.const <= 0:
            return False
    return True


def _members(value: Quotient, name: str) -> Iterator[Atom | None]:
    """The members of a family in a normal form; None for those behind the index of a sum and the like."""
    for place in value.generators:
        atom = value.ring.atoms[place]
        if isinstance(atom, SymbolAtom):
            if atom.name == name:
                yield atom
        elif name in atom.symbols():
            yield from (None,) if atom.bound() else ()
            for part in atom.quotients():
                yield from _members(part, name)


def is_recurrence(atom: Atom, image: Quotient) -> bool:
    """Whether the image tells of the atom's own family."""
    return isinstance(atom, SymbolAtom) and atom.name in image.symbols


def steps_back(patterns: Iterable[Form], forms: list[Form]) -> list[Form]:
    """The forms, and what `t` is where one of them stands for the `t + 1` of a pattern."""
    moves = sorted({each.const for each in patterns if each.terms and each.const})
    return list(dict.fromkeys([*forms, *(form.shifted(-move) for move in moves for form in forms)]))
