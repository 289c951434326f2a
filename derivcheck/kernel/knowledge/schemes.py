"""What one assumption says: a law or a known sign, for all values of some indices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice, product

from flint import fmpz_mpoly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    AtLeast,
    Atom,
    Constant,
    Cosine,
    Delta,
    Exponential,
    Function,
    IndexValue,
    Inverse,
    Logarithm,
    Power,
    Product,
    Root,
    Sine,
    Sum,
    SymbolAtom,
)  # fmt: skip
from derivcheck.kernel.algebra.factors import cancelling_sums, polynomial_factors, whole_content
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring

__all__ = ["KnownSign", "Law", "Scheme", "index_forms", "of_open_factors", "primitive"]

#: So many instances of a law with free indices are tried for one atom.
_MOST_INSTANCES = 64


@frozen
class Scheme:
    """The free indices of an assumption: names, ranges, and which forms are not 0 or not negative."""

    names: tuple[str, ...] = ()
    ranges: tuple[tuple[Form, Form | None], ...] = ()
    distinct: tuple[Form, ...] = ()
    bounds: tuple[Form, ...] = ()

    def admits(self, ring: Ring, values: Mapping[str, Form]) -> bool:
        """True when these values are certainly allowed."""
        for name, (low, high) in zip(self.names, self.ranges, strict=True):
            value = values[name]
            if not ring.facts.entails(value.minus(low.replaced(values))):
                return False
            if high is not None and not ring.facts.entails(high.replaced(values).minus(value)):
                return False
        facts = ring.facts
        return all(facts.excludes_zero(form.replaced(values)) for form in self.distinct) and all(
            facts.entails(form.replaced(values)) for form in self.bounds
        )

    def instances(self, ring: Ring, candidates: list[Form]) -> Iterator[dict[str, Form]]:
        """The allowed choices of these candidates for the free indices."""
        choices = product(candidates, repeat=len(self.names))
        for choice in islice(choices, _MOST_INSTANCES):
            values = dict(zip(self.names, choice, strict=True))
            if self.admits(ring, values):
                yield values


@frozen
class Law:
    """`atom = image`, for all values of the scheme's indices."""

    atom: Atom
    image: Quotient
    scheme: Scheme
    symbols: frozenset[str]


@frozen
class KnownSign:
    """`polynomial` has one of these signs, for all values of the scheme's indices."""

    polynomial: Quotient
    sign: int
    scheme: Scheme

    @property
    def holds_around(self) -> bool:
        """True when it holds around each point at which it does: it leaves 0 out and nothing in it jumps."""
        return signs.is_within(self.sign, signs.NONZERO) and _is_continuous(self.polynomial)

    def tells_of(self, polynomial: fmpz_mpoly) -> bool:
        """False for an equation that shares no monomial with the polynomial: no sign follows from it."""
        if self.sign != signs.ZERO or self.scheme.names:
            return True
        shared = {*self.polynomial.num.monoms()} & {*polynomial.monoms()}
        return any(map(any, shared))


#: What has no jump in its parts wherever it has values around a point.
_CONTINUOUS = frozenset(
    {Absolute, AtLeast, Constant, Cosine, Delta, Exponential, IndexValue, Inverse, Logarithm, Power, Product,
     Root, Sine, Sum, SymbolAtom}
)  # fmt: skip
_CONTINUOUS_BY_NAME = frozenset({"conjugate", "digamma", "erf", "gamma"})
#: These jump at the cuts of the principal branch.
_CUT = frozenset({Inverse, Logarithm, Power, Root})


def _is_continuous(value: Quotient) -> bool:
    """True when no sign, whole part, integral or endless sum is in it, nor a cut."""
    ring = value.ring
    for place in value.generators:
        atom = ring.atoms[place]
        if isinstance(atom, Function):
            jumps = not ring.is_generic(atom.name) and atom.name not in _CONTINUOUS_BY_NAME
        elif isinstance(atom, Sum | Product):
            jumps = any(high is None for _, high in atom.ranges)
        else:
            jumps = type(atom) not in _CONTINUOUS or (ring.principal and type(atom) in _CUT)
        if jumps or not all(map(_is_continuous, atom.quotients())):
            return False
    return True


def primitive(value: Quotient) -> Quotient:
    """A polynomial less its content, the one spelling under which its sign is known."""
    content = whole_content(value.num) if value.num else 1
    return Quotient(value.ring, value.num // content, value.den) if content != 1 else value


def index_forms(ring: Ring, value: Quotient) -> list[Form]:
    """The index forms that occur in `value`, each once, in order."""
    found: dict[Form, None] = {}
    for place in value.generators:
        atom = ring.atoms[place]
        bound = atom.bound()
        found.update((form, None) for form in atom.forms() if form.names.isdisjoint(bound))
        for inner in atom.quotients():
            found.update((form, None) for form in index_forms(ring, inner) if form.names.isdisjoint(bound))
    return list(found)


def of_open_factors(ring: Ring, polynomial: Quotient, allowed: int) -> Iterator[KnownSign]:
    """What the sign of a product says of the factors whose signs are open, and of each of just two."""
    if polynomial.is_zero():
        return
    number, parts = polynomial_factors(ring, polynomial.num)
    allowed = allowed if number > 0 else signs.negate(allowed)
    strict = allowed in (signs.POSITIVE, signs.NEGATIVE)
    rest, left = ring.one, list[tuple[Quotient, int]]()
    for factor, exponent in parts:
        sign = signs.power(ring.sign(factor), exponent)
        if strict and signs.is_real(sign):
            sign &= signs.NONZERO
        if sign == signs.NEGATIVE:
            allowed = signs.negate(allowed)
        elif sign != signs.POSITIVE:
            rest = rest * factor**exponent
            left.append((factor, exponent))
    if left and len(left) < len(parts):
        yield KnownSign(primitive(rest), allowed, Scheme())
    if len(left) == 2 and all(exponent % 2 for _, exponent in left):
        yield from _of_two_factors(ring, left[0][0], left[1][0], allowed)


def _of_two_factors(ring: Ring, first: Quotient, second: Quotient, allowed: int) -> Iterator[KnownSign]:
    """Real factors with a product that is not negative are neither, where `f + c g >= 0` for some `c > 0`."""
    if signs.is_within(allowed, signs.NONPOSITIVE):
        second = -second
    elif not signs.is_within(allowed, signs.NONNEGATIVE):
        return
    if not signs.is_real(ring.sign(first) | ring.sign(second)):
        return
    left = signs.POSITIVE | signs.NEGATIVE if signs.is_within(allowed, signs.NONZERO) else signs.REAL
    told = [ring.sign(total) for total in cancelling_sums(ring, first, second)]
    for sign in (signs.NONNEGATIVE, signs.NONPOSITIVE):
        if any(signs.is_within(each, sign) for each in told):
            yield from (KnownSign(primitive(factor), sign & left, Scheme()) for factor in (first, second))
