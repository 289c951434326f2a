"""From a term to its normal form, definitions expanded, with the conditions under which it is defined.

Bound names are renamed apart here: each binder gets a name of its own depth, so capture cannot happen. Every
operation that may be undefined notes its condition before the algebra cancels anything: `x^2/x` becomes `x` and
leaves `x != 0` behind. A part that is read under a condition on indices (a guard, a case) is read knowing that condition.

A derivative is taken with all symbols independent of each other. A derivative by a defined quantity reads that family as
a symbol inside that derivative and expands it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction

from derivcheck.kernel import signs
from derivcheck.kernel.atoms import (
    Absolute,
    AtLeast,
    Atom,
    Constant,
    Delta,
    IndexValue,
    Range,
    Root,
    SymbolAtom,
)
from derivcheck.kernel.conditions import Condition, granted, need
from derivcheck.kernel.elementary import absolute, exp, log, rational_power, whole_power
from derivcheck.kernel.functions import Variable, function, symbol
from derivcheck.kernel.indices import at_least, delta
from derivcheck.kernel.linear import Facts, Form, constant, variable
from derivcheck.kernel.products import product_over
from derivcheck.kernel.ring import Quotient, Ring
from derivcheck.kernel.sums import sum_over
from derivcheck.kernel.theory import Theory
from derivcheck.model import Context, Definition, Domain
from derivcheck.terms import (
    Add, And, Big, Bracket, Call, Cases, Const, Diff, Div, Mul, Neg, Not, Num, Or, Pow, Rel, Sym, Term, free_names, substitute,
)  # fmt: skip

__all__ = ["DOMAIN_SIGNS", "NeedsCase", "Outside", "Reader", "Reading", "is_free", "is_whole_name"]

_WHOLE = (Domain.INTEGER, Domain.POSITIVE_INTEGER, Domain.NONNEGATIVE_INTEGER)

DOMAIN_SIGNS: Mapping[Domain, int] = {
    Domain.REAL: signs.ANY,
    Domain.POSITIVE: signs.POSITIVE,
    Domain.NONNEGATIVE: signs.NONNEGATIVE,
    Domain.NEGATIVE: signs.NEGATIVE,
    Domain.NONZERO: signs.NONZERO,
    Domain.INTEGER: signs.ANY,
    Domain.POSITIVE_INTEGER: signs.POSITIVE,
    Domain.NONNEGATIVE_INTEGER: signs.NONNEGATIVE,
}


class Outside(Exception):  # noqa: N818 - an event, not a mistake
    """The term has a construct that the kernel has no rules for; the message names it."""


class NeedsCase(Exception):  # noqa: N818 - an event, not a mistake
    """A value hangs on a condition on free indices: the claim is to be split there."""

    def __init__(self, atom: Atom) -> None:
        super().__init__("a case distinction is needed")
        self.atom = atom


@dataclass(frozen=True)
class Reading:
    """A normal form and what must hold for the term to be defined."""

    value: Quotient
    conditions: tuple[Condition, ...]


def is_free(atom: Atom) -> bool:
    """True for a condition on indices none of which is bound."""
    return isinstance(atom, Delta | AtLeast) and not any(name[0] in "#$?" for name in atom.names())


def is_whole_name(context: Context, name: str) -> bool:
    """True for an index, a size or another symbol without indices that is a whole number."""
    if name in context.indices:
        return True
    declared = context.symbols.get(name)
    return declared is not None and not declared.axes and declared.domain in _WHOLE


class Reader:
    """Reads terms of one context into one ring.

    `aliases` are names that equations between indices replace. `conditions` collects while a term is being
    read and is handed out by `read`.
    """

    def __init__(self, ring: Ring, context: Context, theory: Theory, aliases: Mapping[str, Form]) -> None:
        self.ring, self.context, self.theory, self.aliases = ring, context, theory, aliases
        self.names: dict[str, Form] = {}
        self.opaque: frozenset[str] = frozenset()
        self.scopes: tuple[tuple[str, Range], ...] = ()
        self.guards: tuple[Quotient, ...] = ()
        self.conditions: dict[Condition, None] = {}
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
        row = _ROWS.get(type(term))
        if row is None:
            raise Outside(type(term).__name__.lower())
        return row(self, term)

    def forget(self) -> None:
        """Drop what definitions were found to be, after the facts have changed."""
        self._known.clear()

    # -- noting conditions ---------------------------------------------------------------------------

    def require(self, value: Quotient, allowed: int) -> None:
        """Note that `value` must have an allowed sign."""
        for part, wanted in need(self.ring, value, allowed):
            self._note(part, wanted, None)

    def require_form(self, form: Form) -> None:
        """Note that the form must not be negative."""
        if not self.ring.facts.entails(form):
            self._note(None, signs.ANY, form)

    def _note(self, value: Quotient | None, allowed: int, form: Form | None) -> None:
        guard = None
        for one in self.guards:
            guard = one if guard is None else guard * one
        names = tuple(name for name, _ in self.scopes)
        ranges = tuple(ends for _, ends in self.scopes)
        self.conditions.setdefault(Condition(value, allowed, form, names, ranges, guard))

    # -- scopes ----------------------------------------------------------------------------------------

    @contextmanager
    def bound(self, name: str, ends: Range) -> Iterator[str]:
        """A bound index in scope under a name of its own."""
        with self.ring.binding(*ends) as fresh:
            before = self.names, self.scopes
            self.names = {**self.names, name: variable(fresh)}
            self.scopes = (*self.scopes, (fresh, ends))
            try:
                yield fresh
            finally:
                self.names, self.scopes = before

    @contextmanager
    def supposing(self, condition: Term, guard: Quotient) -> Iterator[None]:
        """A condition on indices that is known to hold inside."""
        before = self.ring.facts, self.guards
        self.ring.facts = self.facts_of(condition, self.ring.facts)
        self.guards = self.guards if guard.is_one() else (*self.guards, guard)
        try:
            yield
        finally:
            self.ring.facts, self.guards = before

    # -- indices ----------------------------------------------------------------------------------------

    def form(self, term: Term) -> Form:
        """The index form that a term is; `Outside` when it is none."""
        found = self.maybe_form(term)
        if found is None:
            raise Outside("an index that is not a sum of whole multiples of indices")
        return found

    def maybe_form(self, term: Term) -> Form | None:
        """The index form that a term is, or None."""
        match term:
            case Num(value) if value.denominator == 1:
                return constant(int(value))
            case Sym(name, ()):
                return self._name_form(name)
            case Neg(arg):
                inner = self.maybe_form(arg)
                return inner.times(-1) if inner is not None else None
            case Add(args):
                total = constant(0)
                for arg in args:
                    inner = self.maybe_form(arg)
                    if inner is None:
                        return None
                    total = total.plus(inner)
                return total
            case Mul(args):
                return self._product_form(args)
            case _:
                return None

    def _name_form(self, name: str) -> Form | None:
        if name in self.names:
            return self.names[name]
        if name in self.aliases:
            return self.aliases[name]
        return variable(name) if is_whole_name(self.context, name) else None

    def _product_form(self, args: tuple[Term, ...]) -> Form | None:
        total = constant(1)
        for arg in args:
            inner = self.maybe_form(arg)
            if inner is None or (inner.terms and total.terms):
                return None
            total = inner.times(total.const) if not total.terms else total.times(inner.const)
        return total

    def ends(self, lower: Term, upper: Term) -> Range:
        """The two ends of a range."""
        if isinstance(lower, Const) or (isinstance(lower, Neg) and isinstance(lower.arg, Const)):
            raise Outside("a range that begins at minus infinity")
        high = None if upper == Const("oo") else self.form(upper)
        return self.form(lower), high

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
        sign = self.ring.sign(difference)
        if signs.is_within(sign, RELATION_SIGNS[op]):
            return self.ring.one
        if not sign & RELATION_SIGNS[op]:
            return self.ring.zero
        raise Outside("a condition on values")

    def facts_of(self, condition: Term, facts: Facts) -> Facts:
        """The facts, and what a condition on indices says beyond them."""
        match condition:
            case And(args):
                for arg in args:
                    facts = self.facts_of(arg, facts)
                return facts
            case Not(Rel(op, left, right)):
                return self.facts_of(Rel(_OPPOSITE[op], left, right), facts)
            case Not(Or(args)):
                return self.facts_of(And(tuple(Not(arg) for arg in args)), facts)
            case Rel(op, left, right):
                low, high = self.maybe_form(left), self.maybe_form(right)
                if low is None or high is None:
                    return facts
                return INDEX_FACTS[op](facts, low.minus(high))
            case _:
                return facts

    # -- definitions ----------------------------------------------------------------------------------------

    def definition(self, found: Definition, indices: tuple[Form, ...]) -> Quotient:
        """What a defined quantity stands for at these indices."""
        ring = self.ring
        key = (found.name, indices, self.opaque, self.theory.blocked, ring.depth, id(ring.facts))
        if key not in self._known:
            before = self.names, self.conditions, self.scopes, self.guards
            self.names = dict(zip(found.parameters, indices, strict=True))
            self.conditions, self.guards = {}, ()
            try:
                self._known[key] = self.value(found.body), tuple(self.conditions)
            finally:
                self.names, self.conditions, self.scopes, self.guards = before
        value, conditions = self._known[key]
        for condition in conditions:
            self._repeat(condition)
        return value

    def _repeat(self, condition: Condition) -> None:
        guard = condition.guard
        for one in self.guards:
            guard = one if guard is None else guard * one
        self.conditions.setdefault(replace(condition, guard=guard))

    def expanded(self, value: Quotient, name: str) -> Quotient:
        """`value` with the members of the defined family `name` replaced by what they stand for."""
        if name not in value.symbols:
            return value
        ring = self.ring
        images = {}
        for place in value.generators:
            atom = ring.atoms[place]
            if isinstance(atom, SymbolAtom) and atom.name == name:
                images[place] = self.definition(self.context.definitions[name], atom.indices)
            elif name in atom.symbols():
                family = ring.families[type(atom)]
                images[place] = family.rebuild(
                    ring, atom, lambda part: self.expanded(part, name), lambda form: form
                )
        return ring.replaced(value, images)


# -- the rows: one reading for each class of term ---------------------------------------------------------


def _number(reader: Reader, term: Num) -> Quotient:
    return reader.ring.constant(term.value)


def _constant(reader: Reader, term: Const) -> Quotient:
    if term.name == "e":
        return exp(reader.ring, reader.ring.one)
    if term.name == "pi":
        return reader.ring.generator(Constant("pi"))
    raise Outside({"I": "the imaginary unit", "oo": "infinity as a value"}.get(term.name, term.name))


def _symbol(reader: Reader, term: Sym) -> Quotient:
    name, ring = term.name, reader.ring
    if not term.indices:
        found = reader._name_form(name)
        if found is not None:
            return ring.of_form(found)
    declared = reader.context.symbols.get(name)
    definition = reader.context.definitions.get(name)
    if declared is None and definition is None:
        raise Outside(f"the name {name!r}, which is not declared")
    if declared is not None and declared.domain is Domain.COMPLEX:
        raise Outside("complex symbols")
    indices = tuple(map(reader.form, term.indices))
    axes = declared.axes if declared is not None else definition.axes  # type: ignore[union-attr]
    for form, axis in zip(indices, axes, strict=True):
        low, high = reader.ends(axis.lower, axis.upper)
        reader.require_form(form.minus(low))
        if high is not None:
            reader.require_form(high.minus(form))
    if definition is None or name in reader.opaque:
        return symbol(ring, name, indices)
    return reader.definition(definition, indices)


def _negated(reader: Reader, term: Neg) -> Quotient:
    return -reader.value(term.arg)


def _sum_of(reader: Reader, term: Add) -> Quotient:
    total = reader.value(term.args[0])
    for arg in term.args[1:]:
        total = total + reader.value(arg)
    return total


def _product_of(reader: Reader, term: Mul) -> Quotient:
    total = reader.value(term.args[0])
    for arg in term.args[1:]:
        total = total * reader.value(arg)
    return total


def _quotient(reader: Reader, term: Div) -> Quotient:
    above, below = reader.value(term.num), reader.value(term.den)
    reader.require(below, signs.NONZERO)
    return above / below


def _power(reader: Reader, term: Pow) -> Quotient:
    ring = reader.ring
    exponent = reader.value(term.exponent)
    if term.base == Const("e"):
        return exp(ring, exponent)
    base = reader.value(term.base)
    number = exponent.number()
    if number is not None:
        return _power_by_number(reader, base, number)
    if _is_whole(ring, exponent):
        if not signs.is_within(ring.sign(exponent), signs.NONNEGATIVE):
            reader.require(base, signs.NONZERO)
        return whole_power(ring, base, exponent)
    reader.require(base, signs.POSITIVE)
    return exp(ring, exponent * log(ring, base))


def _power_by_number(reader: Reader, base: Quotient, exponent: Fraction) -> Quotient:
    if exponent.denominator == 1:
        if exponent < 0:
            reader.require(base, signs.NONZERO)
    else:
        reader.require(base, signs.POSITIVE if exponent < 0 else signs.NONNEGATIVE)
    return rational_power(reader.ring, base, exponent)


def _is_whole(ring: Ring, value: Quotient) -> bool:
    """True for a polynomial with whole coefficients in indices and sizes."""
    return value.den.is_one() and all(isinstance(ring.atoms[place], IndexValue) for place in value.generators)


def _called(reader: Reader, term: Call) -> Quotient:
    context = reader.context
    if term.name in context.functions:
        orders = term.primes or (0,) * len(term.args)
        return function(reader.ring, term.name, tuple(map(reader.value, term.args)), orders)
    definition = context.definitions.get(term.name)
    if definition is not None and not term.primes:
        if (free_names(definition.body) - set(definition.parameters)) & context.indices.keys():
            raise Outside("a defined function that mentions a free index")
        values = dict(zip(definition.parameters, term.args, strict=True))
        return reader.value(substitute(definition.body, values))
    row = _CALLS.get(term.name)
    if row is None or term.primes:
        raise Outside(f"the function {term.name!r}")
    return row(reader, term.args)


def _big(reader: Reader, term: Big) -> Quotient:
    ends = reader.ends(term.lower, term.upper)
    with reader.bound(term.index, ends) as name:
        if term.guard is None:
            body, guard = reader.value(term.body), None
        else:
            guard = reader.indicator(term.guard)
            if guard.is_zero():
                body = reader.ring.zero if term.op == "sum" else reader.ring.one
            else:
                with reader.supposing(term.guard, guard):
                    body = reader.value(term.body)
        over = sum_over if term.op == "sum" else product_over
        return over(reader.ring, body, name, ends, guard)


def _derivative(reader: Reader, term: Diff) -> Quotient:
    value_of: Callable[[], Quotient] = lambda: reader.value(term.body)  # noqa: E731
    names = frozenset(by.name for by, _ in term.variables if isinstance(by, Sym))
    defined = sorted(name for name in names if name in reader.context.definitions)
    variables = [(_variable(reader, by), times) for by, times in term.variables]
    before = reader.opaque, reader.theory.blocked, reader.conditions
    reader.opaque = reader.opaque | set(defined)
    reader.theory.blocked = reader.theory.blocked | names
    reader.conditions = {}
    try:
        value = value_of()
        for by, times in variables:
            for _ in range(times):
                _require_smooth(reader, value, by)
                value = _differentiated(reader, value, by)
        noted = reader.conditions
    finally:
        reader.opaque, reader.theory.blocked, reader.conditions = before
    for name in defined:
        value = reader.expanded(value, name)
    for condition in noted:
        _note_expanded(reader, condition, defined)
    return reader.theory.refreshed(value)


def _differentiated(reader: Reader, value: Quotient, by: Variable) -> Quotient:
    try:
        return reader.ring.derivative(value, by)
    except NotImplementedError as reason:
        raise Outside(str(reason)) from None


def _require_smooth(reader: Reader, value: Quotient, by: Variable) -> None:
    """Roots and absolute values have no derivative at 0."""

    ring = reader.ring
    for place in value.generators:
        atom = ring.atoms[place]
        if by.name in atom.symbols():
            if isinstance(atom, Absolute | Root):
                reader.require(atom.quotients()[0], signs.NONZERO)
            for inner in atom.quotients():
                if not atom.bound():
                    _require_smooth(reader, inner, by)


def _note_expanded(reader: Reader, condition: Condition, defined: list[str]) -> None:
    value = condition.value
    for name in defined:
        value = reader.expanded(value, name) if value is not None else None
    made = replace(condition, value=value)
    if not granted(reader.ring, made):
        reader.conditions.setdefault(made)


def _variable(reader: Reader, by: Term) -> Variable:
    if not isinstance(by, Sym):
        raise Outside("a derivative by something that is not a name")
    if not by.indices and reader._name_form(by.name) is not None:
        raise Outside("a derivative by an index or a whole number")
    return Variable(by.name, tuple(map(reader.form, by.indices)))


def _cases(reader: Reader, term: Cases) -> Quotient:
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
        return total
    if term.otherwise is None:
        reader.require(ring.one - remaining, signs.POSITIVE)
        return total
    supposed = And(tuple(Not(other) for other in seen))
    return total + _branch(reader, term.otherwise, supposed, remaining)


def _branch(reader: Reader, value: Term, condition: Term, chosen: Quotient) -> Quotient:
    """A value that counts only where `chosen` is 1; it must be defined elsewhere too, or a case is asked for."""
    with reader.supposing(condition, chosen):
        inner = reader.value(value)
    if not chosen.is_one() and not reader.ring.is_total(inner):
        free = [atom for atom in map(reader.ring.atoms.__getitem__, chosen.generators) if is_free(atom)]
        if not free:
            raise Outside("a case on a bound index whose value is not defined for the other indices")
        raise NeedsCase(free[0])
    return chosen * inner


def _bracket(reader: Reader, term: Bracket) -> Quotient:
    return reader.indicator(term.condition)


_ROWS: dict[type[Term], Callable[[Reader, object], Quotient]] = {
    Num: _number,
    Const: _constant,
    Sym: _symbol,
    Neg: _negated,
    Add: _sum_of,
    Mul: _product_of,
    Div: _quotient,
    Pow: _power,
    Call: _called,
    Big: _big,
    Diff: _derivative,
    Cases: _cases,
    Bracket: _bracket,
}  # type: ignore[dict-item]


# -- the rows: functions ------------------------------------------------------------------------------------

Arguments = tuple[Term, ...]


def _exp(reader: Reader, args: Arguments) -> Quotient:
    return exp(reader.ring, reader.value(args[0]))


def _log(reader: Reader, args: Arguments) -> Quotient:
    inner = reader.value(args[0])
    reader.require(inner, signs.POSITIVE)
    return log(reader.ring, inner)


def _sqrt(reader: Reader, args: Arguments) -> Quotient:
    return _power_by_number(reader, reader.value(args[0]), Fraction(1, 2))


def _abs(reader: Reader, args: Arguments) -> Quotient:
    return absolute(reader.ring, reader.value(args[0]))


def _delta(reader: Reader, args: Arguments) -> Quotient:
    return delta(reader.ring, reader.form(args[0]).minus(reader.form(args[1])))


_CALLS: Mapping[str, Callable[[Reader, Arguments], Quotient]] = {
    "exp": _exp,
    "log": _log,
    "sqrt": _sqrt,
    "abs": _abs,
    "delta": _delta,
}


# -- the rows: relations --------------------------------------------------------------------------------------

_INDICATORS: Mapping[str, Callable[[Ring, Form], Quotient]] = {
    "=": delta,
    "!=": lambda ring, form: ring.one - delta(ring, form),
    ">=": at_least,
    "<=": lambda ring, form: at_least(ring, form.times(-1)),
    ">": lambda ring, form: at_least(ring, form.shifted(-1)),
    "<": lambda ring, form: at_least(ring, form.times(-1).shifted(-1)),
}

INDEX_FACTS: Mapping[str, Callable[[Facts, Form], Facts]] = {
    "=": lambda facts, form: facts.knowing(form, form.times(-1)),
    "!=": lambda facts, form: facts.distinguishing(form),
    ">=": lambda facts, form: facts.knowing(form),
    "<=": lambda facts, form: facts.knowing(form.times(-1)),
    ">": lambda facts, form: facts.knowing(form.shifted(-1)),
    "<": lambda facts, form: facts.knowing(form.times(-1).shifted(-1)),
}

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}

RELATION_SIGNS = {
    "=": signs.ZERO,
    "!=": signs.NONZERO,
    "<": signs.NEGATIVE,
    "<=": signs.NONPOSITIVE,
    ">": signs.POSITIVE,
    ">=": signs.NONNEGATIVE,
}
