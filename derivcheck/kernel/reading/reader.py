"""From a term to its normal form, definitions expanded, with the conditions under which it is defined.

Bound names are renamed apart here: each binder gets a name of its own depth, so capture cannot happen.
Every operation that may be undefined notes its condition before the algebra cancels anything: `x^2/x`
becomes `x` and leaves `x != 0` behind. A part that is read under a condition on indices (a guard, a
case) is read knowing that condition.

A derivative is taken with all symbols independent of each other. A derivative by a defined quantity
reads that family as a symbol inside that derivative and expands it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from derivcheck.frozen import NOTHING, frozen, replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import AtLeast, Atom, Delta, Range, SymbolAtom
from derivcheck.kernel.algebra.linear import Form, has_bound, member, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.replacing import with_images, with_symbols
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.knowledge.conditions import NEEDED, ORDER, Condition, need
from derivcheck.kernel.knowledge.theory import Theory
from derivcheck.kernel.reading.index_reading import IndexReader, Outside, loose_names
from derivcheck.kernel.reading.indices import at_least, delta
from derivcheck.model import Context, Definition, Domain
from derivcheck.terms import Add, And, Call, Neg, Not, Or, Rel, Sym, Term, free_names

__all__ = ["DOMAIN_SIGNS", "RELATION_SIGNS", "NeedsCase", "Reader", "Reading", "Rows", "is_free"]

DOMAIN_SIGNS: Mapping[Domain, int] = {
    Domain.REAL: signs.REAL,
    Domain.POSITIVE: signs.POSITIVE,
    Domain.NONNEGATIVE: signs.NONNEGATIVE,
    Domain.NEGATIVE: signs.NEGATIVE,
    Domain.NONZERO: signs.REAL & signs.NONZERO,
    Domain.INTEGER: signs.REAL,
    Domain.POSITIVE_INTEGER: signs.POSITIVE,
    Domain.NONNEGATIVE_INTEGER: signs.NONNEGATIVE,
    Domain.COMPLEX: signs.ANY,
}


class NeedsCase(Exception):  # noqa: N818 - an event, not a mistake
    """A value hangs on a condition on free indices or on values: the claim is to be split there."""

    def __init__(self, condition: Atom | Rel) -> None:
        super().__init__("a case distinction is needed")
        self.condition = condition


@frozen
class Reading:
    """A normal form and what must hold for the term to be defined."""

    value: Quotient
    conditions: tuple[Condition, ...]


def is_free(atom: Atom) -> bool:
    """True for a condition on indices none of which is bound."""
    return isinstance(atom, Delta | AtLeast) and not has_bound(atom.names())


#: How each class of term is read.
Rows = Mapping[type[Term], Callable[["Reader", Any], Quotient]]


class Reader(IndexReader):
    """Reads terms of one context into one ring.

    `aliases` are names that equations between indices replace. `conditions` collects while a term is being
    read and is handed out by `read`.
    """

    def __init__(
        self, ring: Ring, context: Context, theory: Theory, aliases: Mapping[str, Form], rows: Rows
    ) -> None:
        super().__init__(context, aliases)
        self.ring, self.theory, self.rows = ring, theory, rows
        self.opaque: frozenset[str] = frozenset()
        self.differentiated: frozenset[str] = frozenset()  # by which a derivative is being taken
        self.parameters: frozenset[str] = frozenset()
        self.variables: Mapping[str, Quotient] = {}  # of integrals and limits in scope
        #: Antiderivatives, by the integral without bounds.
        self.proposed: Mapping[Term, tuple[Term, ...]] = NOTHING
        self.guards: tuple[Quotient, ...] = ()
        self.conditions: dict[Condition, None] = {}
        self.loose = loose_names(context)
        self._known: dict[object, tuple[Quotient, tuple[Condition, ...]]] = {}

    def read(self, term: Term) -> Reading:
        """The normal form of `term` and the conditions that the context does not grant."""
        before, self.conditions = self.conditions, {}
        try:
            value = self.value(term)
            return Reading(value, tuple(self.conditions))
        finally:
            self.conditions = before

    def value(self, term: Term) -> Quotient:
        """The normal form of `term`; its conditions are noted."""
        row = self.rows.get(type(term))
        if row is None:
            raise Outside(type(term).__name__.lower())
        return row(self, term)

    def maybe_form(self, term: Term) -> Form | None:
        """As for all index readers, and a member of a family of whole numbers."""
        if not isinstance(term, Sym) or not term.indices:
            return super().maybe_form(term)
        name, said = term.name, self.ring.wholes.get(term.name)
        if said is None or name in self.context.definitions:
            return None
        indices = [self.maybe_form(index) for index in term.indices]
        known = tuple(form for form in indices if form is not None)
        if len(known) < len(indices):
            return None
        self.value(term)  # it has to be a member
        return member(name, known, said)

    @property
    def allows_cases(self) -> bool:
        """Whether a case on values may be asked for here.

        Not under a bound index, whose values differ, nor inside a derivative by what is known at a point
        alone: there the case would not help.
        """
        return not (self.ring.open or self.names or self.theory.blocked)

    @property
    def is_outermost(self) -> bool:
        """Whether nothing is bound around what is being read, and no derivative is taken of it."""
        return not (self.ring.open or self.names or self.variables or self.differentiated)

    def is_varied(self, value: Quotient) -> bool:
        """Whether this is the symbol that a derivative is being taken by."""
        atom = value.atom()
        return isinstance(atom, SymbolAtom) and atom.name in self.differentiated

    def forget(self) -> None:
        """Drop what definitions were found to be, after the facts have changed."""
        self._known.clear()

    # -- noting conditions ---------------------------------------------------------------------------

    def require(self, value: Quotient, allowed: int, kind: str = NEEDED, of: object = None) -> None:
        """Note that `value` must have an allowed sign."""
        for part, wanted in need(self.ring, value, allowed):
            self._note(part, wanted, None, kind, of)

    def require_form(self, form: Form) -> None:
        """Note that the form must not be negative."""
        if not self.ring.facts.entails(form):
            self._note(None, signs.ANY, form)

    def require_order(self, low: Form, high: Form) -> None:
        """Note that `low <= high + 1`.

        It is asked wherever the range stands, also under a guard or in a sum without terms: asking more
        loses points, and whatever it loses is said.
        """
        form = high.minus(low).shifted(1)
        bound = any(name in form.names for name, _, _ in self.ring.open)
        scope = self.ring.open if bound else ()
        self.conditions.setdefault(Condition(None, signs.ANY, form, scope, kind=ORDER))

    def _note(
        self, value: Quotient | None, allowed: int, form: Form | None, kind: str = NEEDED, of: object = None
    ) -> None:
        guard = None
        for one in self.guards:
            guard = one if guard is None else guard * one
        self.conditions.setdefault(Condition(value, allowed, form, self.ring.open, guard, kind, of))

    def name_form(self, name: str) -> Form | None:
        """As for all index readers; a variable of integration is no whole number."""
        return None if name in self.variables else super().name_form(name)

    # -- scopes ----------------------------------------------------------------------------------------

    @contextmanager
    def bound(self, name: str, ends: Range) -> Iterator[str]:
        """A bound index in scope under a name of its own."""
        with self.ring.binding(*ends) as fresh:
            before = self.names, self.variables
            self.names = {**self.names, name: variable(fresh)}
            self.variables = {other: value for other, value in self.variables.items() if other != name}
            try:
                yield fresh
            finally:
                self.names, self.variables = before

    @contextmanager
    def varying(self, name: str, value: Quotient) -> Iterator[None]:
        """The bound variable of an integral or a limit in scope."""
        before = self.names, self.variables
        self.names = {other: form for other, form in self.names.items() if other != name}
        self.variables = {**self.variables, name: value}
        try:
            yield
        finally:
            self.names, self.variables = before

    @contextmanager
    def supposing(self, condition: Term, guard: Quotient) -> Iterator[None]:
        """A condition on indices that is known to hold inside."""
        self.ring.guarded += 1
        try:
            with self.guarding(guard), self.ring.supposing(self.facts_of(condition, self.ring.facts)):
                yield
        finally:
            self.ring.guarded -= 1

    @contextmanager
    def guarding(self, guard: Quotient) -> Iterator[None]:
        """What is noted inside need only hold where the guard is 1."""
        before = self.guards
        self.guards = self.guards if guard.is_one() else (*self.guards, guard)
        try:
            yield
        finally:
            self.guards = before

    # -- conditions on indices ---------------------------------------------------------------------------

    def indicator(self, condition: Term) -> Quotient:
        """1 where a condition on indices holds, else 0."""
        ring = self.ring
        match condition:
            case And(args):
                total = ring.one
                for arg in args:
                    total = total * self.indicator(arg)
                return total
            case Or(args):
                total = ring.one
                for arg in args:
                    total = total * (ring.one - self.indicator(arg))
                return ring.one - total
            case Not(arg):
                return ring.one - self.indicator(arg)
            case Rel(op, left, right):
                return self._relation(op, left, right)
            case _:
                raise Outside("a condition that is not a relation")

    def _relation(self, op: str, left: Term, right: Term) -> Quotient:
        low, high = self.maybe_form(left), self.maybe_form(right)
        if low is not None and high is not None:
            return _INDICATORS[op](self.ring, low.minus(high))
        difference = self.value(left) - self.value(right)
        is_inside = bool(self.ring.open or self.names or self.differentiated)
        is_inside = is_inside and not self._is_same_inside((left, right), difference)
        sign = self.ring.sign(difference)
        if self._holds_around(difference, sign):
            if signs.is_within(sign, RELATION_SIGNS[op]):
                return self.ring.one
            if not sign & RELATION_SIGNS[op]:
                return self.ring.zero
        if signs.is_real(sign):
            if not is_inside:
                raise NeedsCase(Rel("<", left, right))
            return _BY_SIGN[op](self.ring, self.value(Call("sign", (Add((left, Neg(right))),))))
        if is_inside:
            raise Outside("a condition on complex values, under a bound index or a derivative")
        if op not in ("=", "!="):
            raise Outside("an order of complex numbers")
        raise NeedsCase(Rel("=", left, right))

    def _is_same_inside(self, sides: tuple[Term, Term], difference: Quotient) -> bool:
        """Whether a condition is about declared numbers alone, which are what they are outside as well."""
        names, symbols = free_names(sides[0]) | free_names(sides[1]), self.context.symbols
        declared = all(name in symbols and not symbols[name].axes for name in names)
        return declared and names == difference.symbols and self.differentiated.isdisjoint(names)

    def _holds_around(self, difference: Quotient, sign: int) -> bool:
        """True unless the sign is known at the point alone, and a derivative asks for it around the point."""
        if self.differentiated.isdisjoint(difference.symbols) or difference.is_zero():
            return True
        return signs.is_within(sign, signs.NONZERO)

    @contextmanager
    def unexpanded(self) -> Iterator[None]:
        """The names of definitions stand for themselves inside."""
        before, self.opaque = self.opaque, frozenset(self.context.definitions)
        try:
            yield
        finally:
            self.opaque = before

    # -- definitions ----------------------------------------------------------------------------------------

    def definition(self, found: Definition, indices: tuple[Form, ...]) -> Quotient:
        """What a defined quantity stands for at these indices."""
        ring = self.ring
        key = (found.name, indices, self.opaque, self.differentiated, ring.open, ring.facts)
        if key not in self._known:
            before = self.names, self.variables, self.conditions, self.guards
            self.names = dict(zip(found.parameters, indices, strict=True))
            self.variables, self.conditions, self.guards = {}, {}, ()
            try:
                self._known[key] = self.value(found.body), tuple(self.conditions)
            finally:
                self.names, self.variables, self.conditions, self.guards = before
        value, conditions = self._known[key]
        for condition in conditions:
            self._repeat(condition)
        return value

    def _repeat(self, condition: Condition) -> None:
        guard = condition.guard
        for one in self.guards:
            guard = one if guard is None else guard * one
        self.conditions.setdefault(replace(condition, guard=guard))

    def instantiated(self, value: Quotient, images: Mapping[str, Quotient]) -> Quotient:
        """`value` with symbols without indices replaced by values, all at once."""
        return with_images(self.ring, value, images)

    def expanded(self, value: Quotient, name: str) -> Quotient:
        """`value` with the members of the defined family `name` replaced by what they stand for."""
        found = self.context.definitions[name]
        return with_symbols(
            self.ring, value, frozenset((name,)), lambda atom: self.definition(found, atom.indices)
        )


_INDICATORS: Mapping[str, Callable[[Ring, Form], Quotient]] = {
    "=": delta,
    "!=": lambda ring, form: ring.one - delta(ring, form),
    ">=": at_least,
    "<=": lambda ring, form: at_least(ring, form.times(-1)),
    ">": lambda ring, form: at_least(ring, form.shifted(-1)),
    "<": lambda ring, form: at_least(ring, form.times(-1).shifted(-1)),
}

#: The indicator of `u < 0` and so on, by `s = sign(u)`.
_BY_SIGN: Mapping[str, Callable[[Ring, Quotient], Quotient]] = {
    "=": lambda ring, s: ring.one - s * s,
    "!=": lambda ring, s: s * s,
    ">": lambda ring, s: (s * s + s) / ring.constant(2),
    "<": lambda ring, s: (s * s - s) / ring.constant(2),
    ">=": lambda ring, s: ring.one - (s * s - s) / ring.constant(2),
    "<=": lambda ring, s: ring.one - (s * s + s) / ring.constant(2),
}

RELATION_SIGNS = {
    "=": signs.ZERO,
    "!=": signs.NONZERO,
    "<": signs.NEGATIVE,
    "<=": signs.NONPOSITIVE,
    ">": signs.POSITIVE,
    ">=": signs.NONNEGATIVE,
}
