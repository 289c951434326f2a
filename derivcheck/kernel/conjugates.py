"""The complex conjugate: it passes through sums, products and functions that are real on the reals."""

from __future__ import annotations

from derivcheck.kernel import signs
from derivcheck.kernel.atoms import Atom, Constant, Cosine, Exponential, Function, Sine
from derivcheck.kernel.quotient import Quotient
from derivcheck.kernel.ring import Ring

__all__ = ["conjugate"]


def conjugate(ring: Ring, value: Quotient) -> Quotient:
    """The complex conjugate: it passes through sums, products and functions that are real on the reals."""
    images = {}
    for place in value.generators:
        atom = ring.atoms[place]
        if not signs.is_real(ring.generator_sign(place)):
            images[place] = _conjugate_of_atom(ring, atom)
    return ring.replaced(value, images)


def _conjugate_of_atom(ring: Ring, atom: Atom) -> Quotient:
    if isinstance(atom, Constant):
        return -ring.generator(atom)
    if isinstance(atom, Function) and atom.name == "conjugate":
        return atom.arguments[0]
    if isinstance(atom, Exponential | Cosine | Sine):
        family = ring.families[type(atom)]
        return family.rebuild(ring, atom, lambda part: conjugate(ring, part), lambda form: form)
    return ring.make(Function("conjugate", (ring.generator(atom),), (0,)))
