"""How cases are read, and conditions in brackets.

A case on indices is a product of its value and the indicator of its condition, a polynomial in deltas. So is
a case on real values under a bound index or a derivative, where the whole claim cannot be split: with
`s = sign(u)` the indicator of `u > 0` is `(s^2 + s)/2`, that of `u = 0` is `1 - s^2`, and so on, for every
real `u`. Such a product needs a value that is defined whether or not the condition holds.

A function without a jump loses the sign again: `s q u = q |u|` and `s^2 q u = q u`, so that `x if x > 0, 0`
becomes `(x + |x|)/2`. Its derivative is that of `|x|`, with `x != 0` to be said.
"""

from __future__ import annotations

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Atom, Function
from derivcheck.kernel.algebra.quotient import Quotient, Undefined, coefficients_by
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import absolute
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader, is_free
from derivcheck.terms import And, Bracket, Cases, Not, Term

__all__ = ["read_bracket", "read_cases"]


def read_cases(reader: Reader, term: Cases) -> Quotient:
    """The value whose condition is the first that holds."""
    ring = reader.ring
    total, remaining = ring.zero, ring.one
    seen: list[Term] = []
    for value, condition in term.branches:
        here = reader.indicator(condition)
        chosen = remaining * here
        if not chosen.is_zero():
            supposed = And((*(Not(other) for other in seen), condition))
            total = total + _branch(reader, value, supposed, chosen)
        remaining = remaining * (ring.one - here)
        seen.append(condition)
    if remaining.is_zero():
        return _without_jumps(ring, total)
    if term.otherwise is None:
        if remaining.is_one():
            raise Undefined.here(ring)
        if any(_is_sign(ring.atoms[place]) for place in remaining.generators):
            raise Outside("a case on values without another case")
        reader.require(ring.one - remaining, signs.POSITIVE)
        return total
    supposed = And(tuple(Not(other) for other in seen))
    return _without_jumps(ring, total + _branch(reader, term.otherwise, supposed, remaining))


def _branch(reader: Reader, value: Term, condition: Term, chosen: Quotient) -> Quotient:
    """A value that counts where `chosen` is 1; it must be defined elsewhere too, or a case is asked for."""
    if any(_is_sign(reader.ring.atoms[place]) for place in chosen.generators):
        return chosen * _total_branch(reader, value)
    with reader.supposing(condition, chosen):
        inner = reader.value(value)
    if not chosen.is_one() and not reader.ring.is_total(inner):
        free = [atom for atom in map(reader.ring.atoms.__getitem__, chosen.generators) if is_free(atom)]
        if not free:
            raise Outside("a case on a bound index whose value is not defined for the other indices")
        raise NeedsCase(free[0])
    return chosen * inner


def _total_branch(reader: Reader, value: Term) -> Quotient:
    """A value that is defined whether or not the condition on values that it stands under holds."""
    reading = reader.read(value)
    if reading.conditions or not reader.ring.is_total(reading.value):
        raise Outside("under a bound index or a derivative, a case whose value is not defined elsewhere")
    return reading.value


def read_bracket(reader: Reader, term: Bracket) -> Quotient:
    """1 where the condition holds, else 0."""
    return reader.indicator(term.condition)


# -- cases without a jump ------------------------------------------------------------------------------------


def _is_sign(atom: Atom) -> bool:
    return isinstance(atom, Function) and atom.name == "sign"


def _without_jumps(ring: Ring, value: Quotient) -> Quotient:
    """The same value, with `q |u|` for `s q u` and `q u` for `s^2 q u`."""
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Function) and _is_sign(atom) and not value.den.degrees()[place]:
            value = _without_jump(ring, value, place, atom.arguments[0])
    return value


def _without_jump(ring: Ring, value: Quotient, place: int, argument: Quotient) -> Quotient:
    rest, once, twice = (ring.quotient(part, value.den) for part in coefficients_by(value.num, place, 2))
    over, even = once / argument, twice / argument
    if ring.is_total(over) and ring.is_total(even):
        return rest + over * absolute(ring, argument) + twice
    return value
