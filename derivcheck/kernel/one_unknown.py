"""Conditions in one unknown: the real line is cut where anything changes its sign.

Between two cuts every quantity that occurs has one sign, so one point tells whether a condition holds
there, fails, or has no value; the cuts themselves are looked at one by one. The cuts are the real
roots of polynomials with whole coefficients, so which quantities are 0 at a cut is a question of
divisibility, and all other signs are told by balls.

The unknown is one atom `x`, be it a symbol, `exp(t)` or a sum. Besides, there may be absolute values
of polynomials in `x`, which are taken with either sign, and square roots of them: a quantity `v` with
roots is a zero of its norm, the product of `v` over all signs of its roots; and at a zero of the norm
`v` is 0 if it is the only factor that may be. Whatever is not decided so is left to other rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from flint import arb, ctx, fmpq, fmpq_poly, fmpz_poly

from derivcheck.frozen import frozen
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Absolute, Root
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.decide import Kernel
from derivcheck.kernel.deciding.definedness import spelled
from derivcheck.kernel.deciding.occurring import occurring_indices
from derivcheck.kernel.deciding.session import Session
from derivcheck.kernel.knowledge.conditions import NEEDED, Condition
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import RELATION_SIGNS, NeedsCase
from derivcheck.model import Context
from derivcheck.terms import And, Not, Or, Rel, Term, relations_in

__all__ = ["decided_on_line"]

_PRECISIONS = (64, 256, 1024)
#: With more absolute values, more roots or higher degrees nothing is tried.
_MOST_MODULI, _MOST_ROOTS, _HIGHEST_DEGREE = 3, 3, 60


class _Beyond(Exception):  # noqa: N818 - an event, not a mistake
    """There is more than one unknown, or something that these rules do not know."""


class _Unclear(Exception):  # noqa: N818 - an event, not a mistake
    """A ball is too wide for a sign."""


def decided_on_line(kernel: Kernel, context: Context, given: Term, goal: Term) -> tuple[str, ...] | None:
    """The conditions on which `goal` follows from `given` at every point; None if that is not shown."""
    relations = tuple(relations_in(given)), tuple(relations_in(goal))
    terms = tuple(side for each in (*relations[0], *relations[1]) for side in (each.left, each.right))
    if occurring_indices(context, terms):
        return None
    try:
        return kernel.ask(context, terms, lambda session: _decided(session, given, goal))
    except (_Beyond, _Unclear, NeedsCase, Outside, Undefined, TooLarge, RecursionError):
        return None


def _decided(session: Session, given: Term, goal: Term) -> tuple[str, ...] | None:
    line = _Line(session, (*relations_in(given), *relations_in(goal)))
    for precision in _PRECISIONS:
        try:
            with ctx.workprec(precision):
                return _lost(session, line, given, goal)
        except _Unclear:
            continue
    return None


def _lost(session: Session, line: _Line, given: Term, goal: Term) -> tuple[str, ...] | None:
    """What excludes the points at which `given` holds and `goal` has no value; None where it fails."""
    lost: dict[Condition, None] = {}
    for point in line.points():
        session.ring.tick()
        if not line.allowed(point) or line.truth(given, point) is not True:
            continue
        truth = line.truth(goal, point)
        if truth is False:
            return None
        if truth is None:
            lost.update(dict.fromkeys(line.failing(goal, point)))
    return tuple(spelled(session, condition) for condition in lost)


# -- quantities: polynomials in x for each set of roots ---------------------------------------------------

#: The coefficients of products of roots, by the set of roots as bits.
_Value = dict[int, fmpq_poly]


@frozen
class _Point:
    """A rational number, or a ball with the irreducible polynomial that has a root in it."""

    ball: arb
    exact: fmpq | None = None
    root_of: fmpz_poly | None = None

    def is_root(self, polynomial: fmpq_poly) -> bool:
        """Whether the polynomial is 0 here."""
        if self.exact is not None:
            return bool(polynomial(self.exact) == 0)
        assert self.root_of is not None
        return (polynomial % fmpq_poly(self.root_of)).is_zero()

    def value(self, polynomial: fmpq_poly) -> arb:
        """The value of the polynomial, 0 exactly where it is 0."""
        if self.is_root(polynomial):
            return arb(0)
        total = arb(0)
        for coefficient in reversed(polynomial.coeffs()):
            total = total * self.ball + arb(coefficient)
        return total


def _sign_of_ball(ball: arb) -> int:
    if ball > 0:
        return signs.POSITIVE
    if ball < 0:
        return signs.NEGATIVE
    if ball == 0:
        return signs.ZERO
    raise _Unclear


class _Line:
    """The quantities of some relations as functions on the real line."""

    def __init__(self, session: Session, relations: Iterable[Rel]) -> None:
        self.ring: Ring = session.ring
        self.differences: dict[Rel, Quotient] = {}
        self.conditions: dict[Rel, tuple[Condition, ...]] = {}
        for relation in relations:
            left, right = session.read(relation.left), session.read(relation.right)
            self.differences[relation] = left.value - right.value
            self.conditions[relation] = (*left.conditions, *right.conditions)
        self.unknown, self.moduli, self.roots = self._atoms()
        self.radicands = [self._polynomial(self.ring.relations[place][1]) for place in self.roots]
        self.arguments = [self._polynomial(self._argument(place)) for place in self.moduli]
        known = [said for said in session.theory.signs if not said.scheme.names]
        self.facts = [(said.polynomial, said.sign) for said in known if self._is_mine(said.polynomial)]
        self.facts += [(said, signs.ZERO) for said in session.theory.vanishing if self._is_mine(said)]

    # -- what occurs

    def _atoms(self) -> tuple[int, list[int], list[int]]:
        """The places of the one unknown, of absolute values and of square roots."""
        ring, unknowns, moduli, roots = self.ring, set[int](), set[int](), set[int]()
        waiting = {place for value in self._occurring() for place in value.generators}
        while waiting:
            place = waiting.pop()
            atom, relation = ring.atoms[place], ring.relations.get(place)
            if relation is None:
                unknowns.add(place)
            elif relation[0] == 2 and isinstance(atom, Absolute | Root):
                (moduli if isinstance(atom, Absolute) else roots).add(place)
                inner = self._argument(place) if isinstance(atom, Absolute) else relation[1]
                waiting |= {*inner.generators} - moduli - roots
            else:
                raise _Beyond
        if len(unknowns) != 1 or len(moduli) > _MOST_MODULI or len(roots) > _MOST_ROOTS:
            raise _Beyond
        unknown = unknowns.pop()
        if not signs.is_real(ring.generator_sign(unknown)):
            raise _Beyond
        return unknown, sorted(moduli), sorted(roots)

    def _occurring(self) -> Iterator[Quotient]:
        yield from self.differences.values()
        for conditions in self.conditions.values():
            for condition in conditions:
                plain = condition.form is None and not condition.scope and condition.guard is None
                if not plain or condition.kind != NEEDED or not 0 < condition.allowed <= signs.ANY:
                    raise _Beyond
                assert condition.value is not None
                yield condition.value

    def _argument(self, place: int) -> Quotient:
        return self.ring.atoms[place].quotients()[0]

    def _is_mine(self, value: Quotient) -> bool:
        return set(value.generators) <= {self.unknown, *self.moduli, *self.roots}

    def _polynomial(self, value: Quotient) -> fmpq_poly:
        """A quantity without roots, as a polynomial in the unknown."""
        if not value.den.is_constant() or not set(value.generators) <= {self.unknown}:
            raise _Beyond
        below = int(value.den.leading_coefficient())
        coefficients = [fmpq(0)] * (int(value.num.degrees()[self.unknown]) + 1)
        for exponents, coefficient in value.num.terms():
            coefficients[int(exponents[self.unknown])] = fmpq(int(coefficient), below)
        return fmpq_poly(coefficients)

    # -- cuts and the points between them

    def points(self) -> Iterator[_Point]:
        """The cuts, and a rational point in each interval between them."""
        cuts = sorted(self._cuts(), key=lambda point: float(point.ball.mid()))
        for before, after in pairwise(cuts):
            if not before.ball < after.ball:
                raise _Unclear
        if not cuts:
            yield _rational(fmpq(0))
            return
        yield _rational(_floor(cuts[0].ball) - 1)
        for before, after in pairwise(cuts):
            yield before
            yield _rational(_between(before.ball, after.ball))
        yield cuts[-1]
        yield _rational(-_floor(-cuts[-1].ball) + 1)

    def _cuts(self) -> Iterator[_Point]:
        """The real roots of everything that occurs, each once."""
        seen: set[tuple[int, ...]] = set()
        polynomials = [fmpq_poly([0, 1]), *self.radicands, *self.arguments]
        values = [*self._occurring(), *(value for value, _ in self.facts)]
        for value, chosen in product(values, product((1, -1), repeat=len(self.moduli))):
            polynomials += [self._norm(self._value(part, chosen)) for part in (value.num, value.den)]
        for polynomial in polynomials:
            self.ring.tick()
            if polynomial.degree() > _HIGHEST_DEGREE:
                raise _Beyond
            for factor, _ in polynomial.numer().factor()[1] if polynomial.degree() > 0 else ():
                key = tuple(int(each) for each in factor.coeffs())
                if key not in seen:
                    seen.add(key)
                    yield from _real_roots(factor)

    def _value(self, polynomial: object, chosen: Sequence[int]) -> _Value:
        """A polynomial in the atoms, where each absolute value is its argument with the chosen sign."""
        made: _Value = {}
        for exponents, coefficient in polynomial.terms():  # type: ignore[attr-defined]
            term = fmpq_poly([0, 1]) ** int(exponents[self.unknown]) * int(coefficient)
            for place, argument, sign in zip(self.moduli, self.arguments, chosen, strict=True):
                term = term * (argument * sign) ** int(exponents[place])
            key = 0
            for bit, (place, radicand) in enumerate(zip(self.roots, self.radicands, strict=True)):
                half, odd = divmod(int(exponents[place]), 2)
                term, key = term * radicand**half, key | odd << bit
            made[key] = made.get(key, fmpq_poly([])) + term
        return {key: term for key, term in made.items() if not term.is_zero()}

    def _norm(self, value: _Value) -> fmpq_poly:
        """The product of `value` over the signs of its roots."""
        for bit, radicand in enumerate(self.radicands):
            without = {key: term for key, term in value.items() if not key >> bit & 1}
            beside = {key ^ 1 << bit: term for key, term in value.items() if key >> bit & 1}
            if beside:
                one, other = self._times(without, without), self._times(beside, beside)
                value = dict(one)
                for key, term in other.items():
                    value[key] = value.get(key, fmpq_poly([])) - term * radicand
        return value.get(0, fmpq_poly([]))

    def _times(self, one: _Value, other: _Value) -> _Value:
        made: _Value = {}
        for (mine, first), (its, second) in product(one.items(), other.items()):
            term = first * second
            for bit, radicand in enumerate(self.radicands):
                if mine & its & 1 << bit:
                    term = term * radicand
            made[mine ^ its] = made.get(mine ^ its, fmpq_poly([])) + term
        return made

    # -- at a point

    def allowed(self, point: _Point) -> bool:
        """Whether the domain of the unknown and what is assumed of it alone admit the point."""
        domain = self.ring.generator_sign(self.unknown)
        if not _sign_of_ball(point.value(fmpq_poly([0, 1]))) & domain:
            return False
        found = ((self._sign(value, point), allowed) for value, allowed in self.facts)
        return all(sign == signs.NONREAL or sign & allowed for sign, allowed in found)

    def truth(self, condition: Term, point: _Point) -> bool | None:
        """Whether a condition holds at a point; None where a part of it has no value."""
        match condition:
            case Rel(op):
                if any(True for _ in self.failing(condition, point)):
                    return None
                sign = self._sign(self.differences[condition], point)
                if sign == signs.NONREAL:
                    raise _Beyond
                return bool(sign & RELATION_SIGNS[op])
            case Not(inner):
                found = self.truth(inner, point)
                return None if found is None else not found
            case And(args) | Or(args):
                parts = [self.truth(part, point) for part in args]
                if None in parts:
                    return None
                return all(parts) if isinstance(condition, And) else any(parts)
        raise _Beyond

    def failing(self, condition: Term, point: _Point) -> Iterator[Condition]:
        """What has to hold for the parts of a condition to have values, and fails at the point."""
        for relation in relations_in(condition):
            unclear = failed = False
            for each in self.conditions[relation]:
                assert each.value is not None
                sign = self._sign(each.value, point)
                unclear = unclear or sign == signs.NONREAL
                if sign != signs.NONREAL and not sign & each.allowed:
                    failed = True
                    yield each
            if unclear and not failed:
                raise _Beyond

    def _sign(self, value: Quotient, point: _Point) -> int:
        """The sign of a quantity; not real where a root of a negative number or a division by 0 is in it."""
        chosen = []
        for argument in self.arguments:
            chosen.append(-1 if _sign_of_ball(point.value(argument)) == signs.NEGATIVE else 1)
        above, below = (self._sign_of(self._value(part, chosen), point) for part in (value.num, value.den))
        if below in (signs.ZERO, signs.NONREAL):
            return signs.NONREAL
        return signs.multiply(above, below)

    def _sign_of(self, value: _Value, point: _Point) -> int:
        if not value:
            return signs.ZERO
        roots: list[arb] = []
        for bit, radicand in enumerate(self.radicands):
            inside = point.value(radicand) if any(key >> bit & 1 for key in value) else arb(0)
            if _sign_of_ball(inside) == signs.NEGATIVE:
                return signs.NONREAL
            roots.append(inside.sqrt())
        plain = all(root == 0 for root in roots)
        if plain:
            return _sign_of_ball(point.value(value.get(0, fmpq_poly([]))))
        own = _ball(value, point, roots)
        if not own.contains(0):
            return _sign_of_ball(own)
        norm = self._norm(value)
        if norm.is_zero():
            raise _Beyond
        if not point.is_root(norm) or any(each.contains(0) for each in _conjugates(value, point, roots)):
            raise _Unclear
        return signs.ZERO


def _ball(value: _Value, point: _Point, roots: Sequence[arb]) -> arb:
    total = arb(0)
    for key, term in value.items():
        part = point.value(term)
        for bit, root in enumerate(roots):
            if key >> bit & 1:
                part = part * root
        total = total + part
    return total


def _conjugates(value: _Value, point: _Point, roots: Sequence[arb]) -> Iterator[arb]:
    """The value with other signs of the roots that are not 0."""
    choices = product(*((1,) if root == 0 else (1, -1) for root in roots))
    next(choices)
    for chosen in choices:
        yield _ball(value, point, [root * sign for root, sign in zip(roots, chosen, strict=True)])


def _real_roots(factor: fmpz_poly) -> Iterator[_Point]:
    if factor.degree() == 1:
        yield _rational(fmpq(-int(factor[0]), int(factor[1])))
        return
    found: Any = factor.complex_roots()  # a list of pairs, other than the stubs say
    for root, _ in found:
        if root.imag == 0:
            yield _Point(arb(root.real), None, factor)


def _rational(value: fmpq) -> _Point:
    return _Point(arb(value), value)


def _floor(ball: arb) -> fmpq:
    found = ball.lower().floor().unique_fmpz()
    if found is None:
        raise _Unclear
    return fmpq(int(found))


def _between(before: arb, after: arb) -> fmpq:
    """A rational number between two balls that do not meet."""
    middle = (Fraction(*_ratio(before.upper())) + Fraction(*_ratio(after.lower()))) / 2
    return fmpq(middle.numerator, middle.denominator)


def _ratio(ball: arb) -> tuple[int, int]:
    found = ball.mid().fmpq()
    return int(found.p), int(found.q)
