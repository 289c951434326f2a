"""Absolute values and signs of index forms under a sum: the range comes apart where the form is 0.

`S(g(|k - e|); a, b) = S(g(e - k); a, e - 1) + S(g(k - e); e, b)` where `a <= e <= b + 1`; with the sign in it
the term at `e` stands alone, where `a <= e <= b`.
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra.atoms import Absolute, Atom, Function, Range
from derivcheck.kernel.algebra.linear import Facts, Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.replacing import with_generator
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["split_at_modulus"]


def split_at_modulus(
    ring: Ring, body: Quotient, index: str, ends: Range
) -> list[tuple[Quotient, Range, Facts]] | None:
    """The parts of a sum as body, range and what is known there; None where none comes apart."""
    low, high = ends
    for place, form in _moduli(ring, body, index):
        end = form.solved(index)
        if end is None or high is None or not ring.entails(end.minus(low)):
            continue
        is_sign = isinstance(ring.atoms[place], Function)
        if not ring.entails(high.minus(end).shifted(0 if is_sign else 1)):
            continue
        upwards = ring.constant(form.coefficient(index)) * (ring.one if is_sign else ring.of_form(form))
        parts = [(-upwards, (low, end.shifted(-1))), (upwards, (end, high))]
        if is_sign:
            parts[1:] = [(ring.zero, (end, end)), (upwards, (end.shifted(1), high))]
        return [_part(ring, body, index, place, image, each) for image, each in parts]
    return None


def _part(
    ring: Ring, body: Quotient, index: str, place: int, image: Quotient, ends: tuple[Form, Form]
) -> tuple[Quotient, Range, Facts]:
    inside = ring.facts.knowing(*variable(index).within(*ends))
    with ring.supposing(inside):
        return with_generator(ring, body, place, image), ends, inside


def _moduli(ring: Ring, value: Quotient, index: str) -> Iterator[tuple[int, Form]]:
    """The absolute values and signs of forms in the index, and in no index bound further in."""
    for place in value.generators:
        if index not in ring.names[place]:
            continue
        atom = ring.atoms[place]
        form = _form(ring, atom)
        if form is not None and not any(name[0] == "$" for name in form.names):
            yield place, form
        for part in atom.quotients():
            yield from _moduli(ring, part, index)


def _form(ring: Ring, atom: Atom) -> Form | None:
    match atom:
        case Absolute(argument) | Function("sign", (argument,)) if argument.den.is_one():
            return ring.whole_form(argument.num)
        case _:
            return None
