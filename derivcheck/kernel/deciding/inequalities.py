"""Inequalities whose difference has no sign of its own.

The difference of the two sides, times its denominator where that has a known sign, is a polynomial in
atoms, and the question is whether it is never negative (or always positive). In this order:

1. *One atom*: the roots of the polynomial are counted exactly (`derivcheck.kernel.algebra.polynomial_signs`).
2. *Degree 2*: a quadratic form is a sum of squares or it is not.
3. *A combination* with coefficients that are not negative, of what is known not to be negative: the
   monomials, what the context says, squares of sums and differences of monomials, terms less what is below
   a mean of them (`derivcheck.kernel.algebra.weighted_means`), and the instances of known inequalities
   (`derivcheck.kernel.deciding.inequality_rows`). The coefficients are the certificate
   (`derivcheck.kernel.algebra.combinations`).
4. *Reductions* to other inequalities: termwise for sums, the arguments of an increasing function, squares,
   logarithms and exponentials of both sides, both bounds of an absolute value
   (`derivcheck.kernel.deciding.reductions`); and *induction* (`derivcheck.kernel.deciding.induction`).

Every instance has to be defined wherever both sides of the claim are. No solver from outside is asked: its
answer would have to be believed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, product

from flint import fmpq, fmpz_mpoly

from derivcheck.frozen import frozen, replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import IndexValue
from derivcheck.kernel.algebra.combinations import Vector, combination, vector_of
from derivcheck.kernel.algebra.linear import has_bound
from derivcheck.kernel.algebra.polynomial_signs import is_real, sign_over_reals
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined, used_places
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.algebra.weighted_means import below_their_means
from derivcheck.kernel.deciding.inequality_rows import instances
from derivcheck.kernel.deciding.one_sum import one_form, one_term
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.conditions import granted
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase
from derivcheck.kernel.sums.quadratic_forms import sign_of_form
from derivcheck.model import Claim
from derivcheck.terms import Call, Rel, Term, walk

__all__ = ["rule_for_inequality"]

Prover = Callable[[Claim], bool]

#: Larger polynomials, and more squares, are not tried.
_MOST_TERMS, _MOST_ROOTS, _MOST_TRIALS = 60, 14, 8


@frozen
class _Known:
    """A quantity that is not negative (positive, if strict), what it is called, and what it rests on."""

    value: Quotient
    name: str
    strict: bool = False
    rests_on: tuple[Claim, ...] = ()


def rule_for_inequality(session: Session, claim: Claim, proves: Prover, *, rows: bool) -> str | None:
    """What proves the claim wherever both sides are defined; None when nothing here does.

    The facts that both sides are defined must be known already. `proves` decides what an instance rests
    on; without `rows` no known inequality is tried.
    """
    left, right = (claim.left, claim.right) if claim.op in (">", ">=", "!=") else (claim.right, claim.left)
    difference = session.read(left).value - session.read(right).value
    below = session.ring.polynomial_sign(difference.den)
    if below not in (signs.NEGATIVE, signs.POSITIVE):
        return None
    turns = (difference, -difference) if claim.op == "!=" else (difference,)
    strict = claim.op in ("<", ">", "!=")
    for each in turns:
        target = each.num if below == signs.POSITIVE else -each.num
        rule = _rule_for(session, claim, target, strict, proves if rows else None, each.den)
        if rule is not None:
            return rule
    return None


def _rule_for(
    session: Session, claim: Claim, target: fmpz_mpoly, strict: bool, proves: Prover | None, below: fmpz_mpoly
) -> str | None:
    ring = session.ring
    wanted = signs.POSITIVE if strict else signs.NONNEGATIVE
    if signs.is_within(ring.polynomial_sign(target), wanted):
        return "signs"
    if len(target) > _MOST_TERMS or not is_real(ring, target):
        return None
    if signs.is_within(sign_over_reals(ring, target), wanted):
        return "the sign of a polynomial"
    said = list(_said(session, target))
    context = [*said, *_products(ring, target, said)]
    polynomials = list(_polynomials(context))
    plain = [*context, *_monomials(ring, target, *polynomials), *_squares(ring, target, polynomials)]
    system = _System(ring, target)
    found = system.combined(plain, strict, lambda _: True)
    if found is not None:
        return "a sum of squares and products"
    if _holds_termwise(session, claim, target, strict):
        return "the terms under one sum"
    if (form := one_form(ring, target)) and signs.is_within(sign_of_form(ring, form), wanted):
        return "squares over pairs of indices"
    scaled = list(_scaled(ring, target, said))
    if scaled and system.combined([*plain, *scaled], strict, lambda _: True) is not None:
        return "products of what is not negative"
    means = list(_means(ring, target))
    if means and system.combined([*plain, *means], strict, lambda _: True) is not None:
        return "means of monomials"
    if proves is None:
        return None
    known = [*_instances(session, claim), *said]
    if not below.is_one():
        scale = Quotient(ring, below, ring.one.den)
        scale = scale if ring.sign(scale) == signs.POSITIVE else -scale
        known += [replace(one, value=one.value * scale) for one in known]
        known += list(_divided(ring, target, known))
    return _with_rows(system, strict, plain, known, said, proves)


def _holds_termwise(session: Session, claim: Claim, target: fmpz_mpoly, strict: bool) -> bool:
    """Whether the target is a sum of what is not negative (positive, if strict)."""
    ring = session.ring
    with one_term(ring, target) as term:
        if term is None:
            return False
        below = ring.polynomial_sign(term.den)
        if below not in (signs.NEGATIVE, signs.POSITIVE):
            return False
        above = term.num if below == signs.POSITIVE else -term.num
        return _rule_for(session, claim, above, strict, None, term.den) is not None


def _divided(ring: Ring, target: fmpz_mpoly, known: list[_Known]) -> Iterator[_Known]:
    """1 and what is known over each index and size in the target that is positive."""
    for place in used_places(target):
        value = ring.generators[place]
        if isinstance(ring.atoms[place], IndexValue) and ring.sign(value) == signs.POSITIVE:
            yield _Known(ring.one / value, "", strict=True)
            yield from (replace(one, value=one.value / value) for one in known)


def _with_rows(
    system: _System,
    strict: bool,
    plain: list[_Known],
    known: list[_Known],
    said: list[_Known],
    proves: Prover,
) -> str | None:
    """The combination with instances of known inequalities; then also with these times atoms and bounds."""
    ring, target = system.ring, system.target
    weights = [ring.generators[place] for place in _weights(ring, target)]
    asked = frozenset(used_places(target))
    bounds = [one.value for one in said if not asked.isdisjoint(one.value.generators)]
    taken = [*plain, *known]
    found = system.combined(taken, strict, proves)
    for factors in (weights, bounds):
        if found is not None or not factors:
            continue
        taken += [replace(one, value=one.value * each, strict=False) for one in known for each in factors]
        found = system.combined(taken, strict, proves)
    return found


def _instances(session: Session, claim: Claim) -> Iterator[_Known]:
    """The instances of known inequalities that are defined wherever the claim is."""
    for instance in instances((*claim.sides, *_hypotheses(claim)), claim.context):
        try:
            read = session.read(instance.value)
        except (Outside, Undefined, NeedsCase, TooLarge):
            continue
        if all(granted(session.ring, condition) for condition in read.conditions):
            yield _Known(read.value, instance.name, instance.strict, instance.rests_on)


def _hypotheses(claim: Claim) -> Iterator[Term]:
    """The sides of what is assumed of values, at whose arguments there may be an instance, too."""
    for assumption in claim.context.assumptions:
        if isinstance(assumption, Rel) and any(isinstance(part, Call) for part in walk(assumption)):
            yield from (assumption.left, assumption.right)


# -- the combination --------------------------------------------------------------------------------------


class _System:
    """A target and what it may be a combination of; each quantity is taken apart once for a denominator."""

    def __init__(self, ring: Ring, target: fmpz_mpoly) -> None:
        self.ring, self.target = ring, target
        self._taken_apart: list[tuple[fmpz_mpoly, dict[int, tuple[_Known, Vector]]]] = []

    def combined(self, known: list[_Known], strict: bool, proves: Prover) -> str | None:
        """What the combination uses, when there is one; what rests on nothing is tried first."""
        known = [one for one in known if not one.value.is_zero()]
        sure = [one for one in known if not one.rests_on]
        found = self._resting(sure, strict, proves) if len(sure) < len(known) else None
        return found or self._resting(known, strict, proves)

    def _resting(self, known: list[_Known], strict: bool, proves: Prover) -> str | None:
        """What the combination uses; what rests on claims that are not proved is left out on the way."""
        for _ in range(_MOST_TRIALS):
            columns, wanted = self._vectors(known)
            prized = frozenset(place for place, one in enumerate(known) if one.strict and strict)
            found = combination(columns, wanted, prized, self.ring.tick)
            if found is None or (strict and not any(known[place].strict for place in found)):
                return None
            used = [known[place] for place in found]
            failed = {id(one.rests_on) for one in used if not all(map(proves, one.rests_on))}
            if not failed:
                names = dict.fromkeys(one.name for one in used if one.name)
                return ", ".join(names) or "products of what is not negative"
            known = [one for one in known if id(one.rests_on) not in failed]  # also their multiples
        return None

    def _vectors(self, known: list[_Known]) -> tuple[list[Vector], Vector]:
        """The quantities and the target over one denominator, by monomials."""
        common = self._common(known)
        made = next((vectors for den, vectors in self._taken_apart if den == common), None)
        if made is None:
            self._taken_apart.append((common, made := {}))
        for one in known:
            if id(one) not in made:
                factor, rest = divmod(common, one.value.den)
                vector: Vector = vector_of(one.value.num * factor) if rest.is_zero() else {None: fmpq(1)}
                made[id(one)] = one, vector
        return [made[id(one)][1] for one in known], vector_of(self.target * common)

    def _common(self, known: list[_Known]) -> fmpz_mpoly:
        """A common denominator, short of what would make it too large."""
        common = self.ring.one.den
        for one in known:
            den = one.value.den
            if not den.is_one() and den != common:
                wider = common * (den // common.gcd(den))
                common = wider if len(wider) <= _MOST_TERMS else common
        return common


# -- what is known ----------------------------------------------------------------------------------------


def _products(ring: Ring, target: fmpz_mpoly, said: list[_Known]) -> Iterator[_Known]:
    """Products of what the context says is not negative, with one another and with such atoms."""
    asked = frozenset(used_places(target))
    # What shares an atom with the target comes first.
    first = sorted(said, key=lambda one: asked.isdisjoint(one.value.generators))[:_MOST_TRIALS]
    weights = dict.fromkeys(
        place for each in (target, *_polynomials(first)) for place in _weights(ring, each)
    )
    atoms = [_Known(ring.generators[place], "") for place in [*weights][:_MOST_TRIALS]]
    for one, other in (*combinations_with_replacement(first, 2), *product(first, atoms)):
        yield _Known(one.value * other.value, "", one.strict and other.strict)


def _scaled(ring: Ring, target: fmpz_mpoly, said: list[_Known]) -> Iterator[_Known]:
    """What the context says, times the monomials that make one of its terms one of the others'.

    `1 - L*s >= 0` is of use times `s*G` where `s*G` and `L*s^2*G` occur.
    """
    asked = frozenset(used_places(target))
    first = sorted(said, key=lambda one: asked.isdisjoint(one.value.generators))[:_MOST_TRIALS]
    wanted = dict.fromkeys(
        exponents for each in (target, *_polynomials(first)) for exponents in each.monoms()
    )
    made: dict[tuple[int, tuple[int, ...]], None] = {}
    for place, one in enumerate(first):
        for whole, part in product(wanted, one.value.num.monoms() if one.value.den.is_one() else ()):
            rest = tuple(int(high) - int(low) for high, low in zip(whole, part, strict=True))
            if sum(map(abs, rest)) > 1:
                made[place, rest] = None
    for place, rest in [*made][:_MOST_TERMS]:
        scale = _factor(ring, rest)
        if scale is not None and signs.is_within(ring.sign(scale), signs.NONNEGATIVE):
            yield _Known(first[place].value * scale, "")


def _factor(ring: Ring, exponents: tuple[int, ...]) -> Quotient | None:
    """The product of powers, of which those with negative exponents have to be positive."""
    below = (place for place, exponent in enumerate(exponents) if exponent < 0)
    if any(ring.generator_sign(place) != signs.POSITIVE for place in below):
        return None
    return _monomial(ring, exponents)


def _said(session: Session, target: fmpz_mpoly) -> Iterator[_Known]:
    """What the facts and the assumptions say; of free indices what they say at the forms in the target."""
    ring = session.ring
    for form in ring.facts.nonnegative:
        if not has_bound(form.names):
            yield _Known(ring.of_form(form), "")
    for bound in session.theory.bounds(Quotient(ring, target, ring.one.den)):
        yield _Known(Quotient(ring, bound.polynomial, ring.one.den), "", bound.strict)


def _weights(ring: Ring, target: fmpz_mpoly) -> list[int]:
    """The places of the atoms of the target that are not negative."""
    found = used_places(target)
    return [place for place in found if signs.is_within(ring.generator_sign(place), signs.NONNEGATIVE)]


def _polynomials(known: Iterable[_Known]) -> Iterator[fmpz_mpoly]:
    return (one.value.num for one in known if one.value.den.is_one())


def _monomials(ring: Ring, *polynomials: fmpz_mpoly) -> Iterator[_Known]:
    """1, and the monomials of the polynomials that have a sign."""
    yield _Known(ring.one, "", strict=True)
    for exponents in dict.fromkeys(exponents for each in polynomials for exponents in each.monoms()):
        value = _monomial(ring, exponents)
        for each in (value, -value):
            sign = ring.sign(each)
            if signs.is_within(sign, signs.NONNEGATIVE) and each.number() is None:
                yield _Known(each, "", signs.is_within(sign, signs.POSITIVE))


def _monomial(ring: Ring, exponents: tuple[int, ...]) -> Quotient:
    return ring.monomial({place: int(exponent) for place, exponent in enumerate(exponents) if exponent})


def _means(ring: Ring, target: fmpz_mpoly) -> Iterator[_Known]:
    """Terms of the target less what is below a mean of them, where no atom is negative."""
    if len(_weights(ring, target)) < len(used_places(target)):
        return
    terms = {tuple(map(int, each)): fmpq(coefficient) for each, coefficient in target.terms()}
    for mean in below_their_means(terms):
        shares = ((each, Fraction(int(share.p), int(share.q))) for each, share in mean.items())
        parts = (_monomial(ring, each) * ring.constant(share) for each, share in shares)
        yield _Known(sum(parts, start=ring.constant(0)), "")


def _squares(ring: Ring, target: fmpz_mpoly, context: list[fmpz_mpoly]) -> Iterator[_Known]:
    """Squares of sums and differences of two monomials, alone and times an atom that is not negative."""
    weights = _weights(ring, target)
    roots = list(_roots(ring, target, weights, context))[:_MOST_ROOTS]
    for weight in (ring.one, *(ring.generators[place] for place in weights)):
        for root in roots:
            yield _Known(weight * root * root, "")
        for first, second in combinations(roots, 2):
            for base in (first + second, first - second):
                yield _Known(weight * base * base, "")


def _roots(
    ring: Ring, target: fmpz_mpoly, weights: list[int], context: list[fmpz_mpoly]
) -> dict[Quotient, None]:
    """Monomials of whose products the target consists, if need be times a weight; and the roots in it.

    Also the roots in what is known from the context.
    """
    found: dict[Quotient, None] = {ring.one: None}
    for place in dict.fromkeys(place for each in (target, *context) for place in used_places(each)):
        if ring.relations.get(place, (0,))[0] == 2:
            found[ring.generators[place]] = None
    for exponents, _ in target.terms():
        for weight in (None, *weights):
            rest = [int(exponent) - (place == weight) for place, exponent in enumerate(exponents)]
            if min(rest) >= 0 and sum(rest) % 2 == 0:
                for half in _halves(rest):
                    found[_monomial(ring, half)] = None
    return found


def _halves(exponents: list[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Two monomials of one degree with this product; the same one twice for a square."""
    first, turn = [], 0
    for exponent in exponents:
        first.append((exponent + turn) // 2 if exponent % 2 else exponent // 2)
        turn = 1 - turn if exponent % 2 else turn
    return tuple(first), tuple(whole - half for whole, half in zip(exponents, first, strict=True))
