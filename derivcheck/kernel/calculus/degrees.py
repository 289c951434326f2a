"""Bounds for the degrees of an antiderivative in the generators that it is made of.

*Exponentials, waves and generic functions.* Where these are all there is beside `x`, their derivatives have
no `x` below. So the highest power of `x` in the derivative of `sum(x^k P[k])` stands beside `P[n]'`, or
beside `P[n]` where that is constant: one power of `x` more than the integrand has comes alone. Where the
arguments are polynomials in `x`, a derivative does not change the degree in the cosine and the sine of one
of them, nor that in generic functions and their derivatives.

*Derivatives of generic functions.* The derivative of `f'` brings `f''`, and nothing else does. So an
antiderivative of what has no `f''` has no `f'`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from derivcheck.kernel.algebra.atoms import Cosine, Exponential, Function, Sine, SymbolAtom
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.symbols import Variable

__all__ = ["Bound", "bounds", "is_highest"]

_Exponents = Mapping[int, int]
#: Whether a product with these exponents may occur.
Bound = Callable[[_Exponents], bool]


def bounds(ring: Ring, places: Sequence[int], terms: Sequence[_Exponents], name: str) -> list[Bound]:
    """What the products of these generators satisfy in an antiderivative of such terms, if anything is known.

    The terms are all that depends on `x` in the integrand, by place and exponent.
    """
    x = ring.places.get(SymbolAtom(name))
    if x is None or not all(_is_calm(ring, place, name) for place in places):
        return []
    found = [_alone_above(x, max(0, *(term.get(x, 0) for term in terms)))]
    inside = {at for place in places for part in ring.atoms[place].quotients() for at in part.generators}
    if all(name not in ring.symbols[place] for place in inside.difference({x})):
        found += [bound for place in places if (bound := _of_wave(ring, place, terms))]
        occurring = {*places}.union(*terms)
        found.append(_no_higher(tuple(place for place in occurring if _is_generic(ring, place)), terms))
    return found


def _is_calm(ring: Ring, place: int, name: str) -> bool:
    """Whether the derivative has nothing below that depends on the variable."""
    atom = ring.atoms[place]
    if name not in ring.symbols[place] or isinstance(atom, SymbolAtom):
        return True
    return (isinstance(atom, Exponential | Cosine | Sine) or _is_generic(ring, place)) and all(
        name not in Quotient(ring, part.den, ring.one.den).symbols
        and all(_is_calm(ring, inner, name) for inner in part.generators)
        for part in atom.quotients()
    )


def _is_generic(ring: Ring, place: int) -> bool:
    atom = ring.atoms[place]
    return isinstance(atom, Function) and ring.is_generic(atom.name)


def _alone_above(x: int, most: int) -> Bound:
    return lambda exponents: exponents.get(x, 0) <= most or sum(map(bool, exponents.values())) == 1


def _of_wave(ring: Ring, place: int, terms: Sequence[_Exponents]) -> Bound | None:
    atom = ring.atoms[place]
    if not isinstance(atom, Cosine):
        return None
    sine = ring.places.get(Sine(atom.argument, atom.unit))
    pair = (place,) if sine is None else (place, sine)
    if any(term.get(each, 0) < 0 for term in terms for each in pair):
        return None
    return _no_higher(pair, terms)


def _no_higher(places: tuple[int, ...], terms: Sequence[_Exponents]) -> Bound:
    most = max(_degree(term, places) for term in terms)
    return lambda exponents: _degree(exponents, places) <= most


def _degree(exponents: _Exponents, places: tuple[int, ...]) -> int:
    return sum([exponents.get(place, 0) for place in places])


def is_highest(ring: Ring, place: int, body: Quotient, name: str) -> bool:
    """True for a derivative of a generic function that is not in `body`, or whose own derivative is not."""
    atom = ring.atoms[place]
    if not isinstance(atom, Function) or not any(atom.orders) or not _is_generic(ring, place):
        return False
    if place not in body.generators:
        return True
    rate = ring.derivative(ring.generators[place], Variable(name, ()))
    brought = set(rate.generators).difference(body.generators)
    return any(isinstance(ring.atoms[each], Function) for each in brought)
