"""Two complex numbers that occur as a product alone, or as a quotient: one of them may be 1.

Give `c` the weight 1 and `x` the weight -1. Where everything inside of functions and roots has the weight 0
and all terms of `D` have one weight `k`, `D(c, x) = c^k D(1, c x)` for `c != 0`. So `D = 0` for all complex
`x`, if `D(1, z) = 0` for all complex `z`; with the weight 1 for both, `z` is the quotient `x/c`. Of a single
symbol the sectors say more (`derivcheck.kernel.algebra.sectors`) than of a product, whose angle may be any.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from flint import fmpz_mpoly

from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined, used_places
from derivcheck.kernel.algebra.replacing import with_symbol
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.deciding.answers import Proof
from derivcheck.kernel.deciding.definedness import proof_of, supposing
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.deciding.vanishing import difference_where_defined
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.kernel.sums.together import numerator
from derivcheck.model import Claim, Domain
from derivcheck.terms import integer

__all__ = ["scaled"]


def scaled(session: Session, claim: Claim) -> tuple[Claim, Proof] | None:
    """A claim with fewer symbols, and the proof of this one if it holds wherever its left side is defined."""
    if claim.op != "=" or claim.context.assumptions or not session.ring.principal:
        return None
    try:
        difference, rules, (left, right) = difference_where_defined(
            session, claim, session.read(claim.left), session.read(claim.right)
        )
        with supposing(session, (*left.conditions, *right.conditions)):
            value = _with_fewer_symbols(session, before := numerator(difference))
        if value == before:
            return None
        proof = proof_of(session, left, right, ("normal form", *rules, "one of two factors is 1"))
    except (NeedsCase, Undefined, Outside, TooLarge):
        return None
    return Claim(session.speaker().term(value), integer(0), claim.context, "="), proof


def _with_fewer_symbols(session: Session, value: Quotient) -> Quotient:
    """The value with 1 for each symbol that another one may take in."""
    ring = session.ring
    for first, other in _pairs(session, value):
        if {first, other} <= value.symbols and any(
            _weight(ring, value, {first: 1, other: each}) is not None for each in (-1, 1)
        ):
            value = numerator(with_symbol(ring, value, first, ring.one))
    return value


def _pairs(session: Session, value: Quotient) -> Iterator[tuple[str, str]]:
    """A number that is not 0, and one that may be any complex number."""
    symbols = session.context.symbols
    names = [name for name in sorted(value.symbols) if name in symbols and not symbols[name].axes]
    for first, other in permutations(names, 2):
        sign = session.ring.sign(session.ring.generator(SymbolAtom(first, ())))
        if symbols[other].domain is Domain.COMPLEX and signs.is_within(sign, signs.NONZERO):
            yield first, other


def _weight(ring: Ring, value: Quotient, weights: Mapping[str, int]) -> int | None:
    """The weight that all terms have, where what is inside of them has none; None without one."""
    above, below = (_weight_of_terms(ring, part, weights) for part in (value.num, value.den))
    return None if above is None or below is None else above - below


def _weight_of_terms(ring: Ring, polynomial: fmpz_mpoly, weights: Mapping[str, int]) -> int | None:
    each: dict[int, int] = {}
    for place in used_places(polynomial):
        atom = ring.atoms[place]
        if isinstance(atom, SymbolAtom):
            each[place] = weights.get(atom.name, 0)
        elif any(_weight(ring, part, weights) != 0 for part in atom.quotients()):
            return None
    rows = (
        [int(exponents[place]) * weight for place, weight in each.items()]
        for exponents in polynomial.monoms()
    )
    found = {sum(row) for row in rows}
    return found.pop() if len(found) == 1 else None
