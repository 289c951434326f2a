"""Antiderivatives: a combination of candidates whose derivative is the integrand, and what is proposed.

The coefficients of a combination are found by comparing terms (`derivcheck.kernel.algebra.equations`); else
it is tried by parts.
However a candidate came about, what is handed out has been differentiated, and the result is the integrand
in normal form. Whether it may be used on a range is another question
(`derivcheck.kernel.calculus.smoothness`).
"""

from __future__ import annotations

from collections.abc import Iterator

from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.equations import combination
from derivcheck.kernel.algebra.factors import is_nonzero
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined, by_powers
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.calculus.candidates import candidates
from derivcheck.kernel.calculus.integrals_of_functions import by_parts
from derivcheck.kernel.functions.symbols import Variable

__all__ = ["antiderivatives"]

_MOST_CANDIDATES = 300


def antiderivatives(ring: Ring, body: Quotient, name: str) -> Iterator[Quotient]:
    """What has the derivative `body` by the variable `name`: one of our own making, then those proposed."""
    own = _own(ring, body, name)
    if own is not None:
        yield own
    for proposal in ring.proposed.get((body, name), ()):
        if _is_antiderivative(ring, proposal, body, name):
            yield proposal


def _is_antiderivative(ring: Ring, value: Quotient, body: Quotient, name: str) -> bool:
    try:
        return (ring.derivative(value, Variable(name, ())) - body).is_zero()
    except (NotImplementedError, Undefined, TooLarge):
        return False


def _own(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """A combination of candidates, whose coefficients have no denominator that may be 0."""

    def made() -> Quotient | None:
        try:
            return _found(ring, body, name)
        except (NotImplementedError, Undefined, TooLarge):
            return None

    return ring.remembered(made, "antiderivative", body, name)


def _found(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    found = _combined(ring, body, name)
    if found is not None:
        return found
    made = by_parts(ring, body, name, lambda part: _combined(ring, part, name))
    return made if made is not None and _is_antiderivative(ring, made, body, name) else None


def _combined(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    simple = _of_powers(ring, body, name)
    if simple is not None:
        return simple
    by = Variable(name, ())
    made = candidates(ring, body, name)
    if not made or len(made) > _MOST_CANDIDATES:
        return None
    rates = [ring.derivative(each, by) for each in made]
    coefficients = combination(ring, rates, body, name)
    if coefficients is None:
        return None
    total, rate = ring.zero, ring.zero
    for candidate, slope, coefficient in zip(made, rates, coefficients, strict=True):
        if not coefficient.is_zero():
            if not is_nonzero(ring, coefficient.den):
                return None
            total, rate = total + coefficient * candidate, rate + coefficient * slope
    return total if (rate - body).is_zero() else None


def _of_powers(ring: Ring, body: Quotient, name: str) -> Quotient | None:
    """The antiderivative of a polynomial in the variable, however many terms it has; else None."""
    place = ring.places.get(SymbolAtom(name))
    if name in ring.quotient(body.den, ring.one.den).symbols or place is None:
        return None
    if any(name in ring.symbols[at] for at in body.generators if at != place):
        return None
    total = ring.zero
    for powers, coefficient in by_powers(body.num, [place]).items():
        power = 1 + dict(powers).get(place, 0)
        total = total + ring.quotient(coefficient, body.den) * ring.monomial({place: power}) / ring.constant(
            power
        )
    return total
