"""How each class of term is read: one row, one function.

Every row that divides, takes a logarithm or a root notes what must hold before the algebra can cancel it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Constant,
    Function,
    IndexValue,
    Inverse,
    Product,
    Root,
    Sum,
    SymbolAtom,
)
from derivcheck.kernel.algebra.linear import variable
from derivcheck.kernel.algebra.quotient import Quotient, Undefined
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.elementary import exp, imaginary_unit, log, whole_power
from derivcheck.kernel.functions.symbols import Variable, function, symbol
from derivcheck.kernel.knowledge.conditions import EDGE, ENOUGH, Condition, granted
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader, is_free
from derivcheck.kernel.rows.big import read_big
from derivcheck.kernel.rows.calls import CALLS, power_by_number
from derivcheck.kernel.rows.written_sums import long_sum
from derivcheck.model import Definition
from derivcheck.terms import (
    Add,
    And,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Mul,
    Neg,
    Not,
    Num,
    Pow,
    Sym,
    Term,
    free_names,
    substitute,
    walk,
)  # fmt: skip
from derivcheck.terms.functions import OPEN_CONSTANTS

__all__ = ["ROWS"]

#: Sums of more terms than this are collected before they are added.
_MANY = 8


def _number(reader: Reader, term: Num) -> Quotient:
    return reader.ring.constant(term.value)


_POSITIVE_NUMBERS = frozenset({"pi", *OPEN_CONSTANTS})


def _constant(reader: Reader, term: Const) -> Quotient:
    if term.name == "e":
        return exp(reader.ring, reader.ring.one)
    if term.name in _POSITIVE_NUMBERS:
        return reader.ring.generator(Constant(term.name))
    if term.name == "I":
        return imaginary_unit(reader.ring)
    raise Outside("infinity as a value")


def _symbol(reader: Reader, term: Sym) -> Quotient:
    name, ring = term.name, reader.ring
    if not term.indices:
        if name in reader.variables:
            return reader.variables[name]
        if name in reader.parameters:
            return symbol(ring, f"@{name}", ())
        found = reader.name_form(name)
        if found is not None:
            return ring.of_form(found)
    declared = reader.context.symbols.get(name)
    definition = reader.context.definitions.get(name)
    if declared is None and definition is None:
        raise Outside(f"the name {name!r}, which is not declared")
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
    if len(term.args) > _MANY:
        return long_sum(reader, term.args)
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
        return power_by_number(reader, base, number)
    if _is_whole(ring, exponent):
        if not signs.is_within(ring.sign(exponent), signs.NONNEGATIVE):
            reader.require(base, signs.NONZERO, ENOUGH)
        return whole_power(ring, base, exponent)
    reader.require(base, signs.NONZERO if ring.principal else signs.POSITIVE)
    return exp(ring, exponent * log(ring, base))


def _is_whole(ring: Ring, value: Quotient) -> bool:
    """True for a polynomial with whole coefficients in indices and sizes."""
    return value.den.is_one() and all(isinstance(ring.atoms[place], IndexValue) for place in value.generators)


def _called(reader: Reader, term: Call) -> Quotient:
    context = reader.context
    if term.name in context.functions:
        orders = term.primes or (0,) * len(term.args)
        return function(reader.ring, term.name, tuple(map(reader.value, term.args)), orders)
    definition = context.definitions.get(term.name)
    if definition is not None:
        if (free_names(definition.body) - set(definition.parameters)) & context.indices.keys():
            raise Outside("a defined function that mentions a free index")
        if any(term.primes) or any(isinstance(part, Diff) for part in walk(definition.body)):
            return _called_by_value(reader, definition, term.args, term.primes)
        values = dict(zip(definition.parameters, term.args, strict=True))
        return reader.value(substitute(definition.body, values))
    row = CALLS.get(term.name)
    if row is None or term.primes:
        raise Outside(f"the function {term.name!r}")
    return row(reader, term.args)


def _called_by_value(
    reader: Reader, definition: Definition, args: tuple[Term, ...], primes: tuple[int, ...]
) -> Quotient:
    """A function that is differentiated, or in its body: its parameters are symbols until that is done."""
    values = [reader.value(arg) for arg in args]
    images = {f"@{name}": value for name, value in zip(definition.parameters, values, strict=True)}
    before = reader.parameters, reader.names, reader.conditions
    reader.parameters, reader.names, reader.conditions = frozenset(definition.parameters), {}, {}
    try:
        value = reader.value(definition.body)
        for name, times in zip(definition.parameters, primes, strict=False):
            for _ in range(times):
                value = _differentiated(reader, value, Variable(f"@{name}", ()))
        noted = reader.conditions
    finally:
        reader.parameters, reader.names, reader.conditions = before
    for condition in noted:
        part = condition.value
        with reader.ring.reopened(condition.scope):
            moved = replace(condition, value=reader.instantiated(part, images) if part is not None else None)
        if not granted(reader.ring, moved):
            reader.conditions.setdefault(moved)
    return reader.instantiated(value, images)


def _derivative(reader: Reader, term: Diff) -> Quotient:
    variables = [(_variable(reader, by), times) for by, times in term.variables]
    names = frozenset(by.name for by, _ in variables)
    # A family that an outer derivative is taken by stays a symbol until that derivative is done.
    defined = sorted(name for name in names - reader.opaque if name in reader.context.definitions)
    before = reader.opaque, reader.theory.blocked, reader.conditions
    reader.opaque = reader.opaque | set(defined)
    reader.theory.blocked = reader.theory.blocked | names
    reader.conditions = {}
    try:
        value = reader.value(term.body)
        for by, times in variables:
            for _ in range(times):
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
        if any(_edge(reader.ring, atom) is not None for atom in reader.ring.atoms):
            _require_smooth(reader, value, by)
        return reader.ring.derivative(value, by)
    except NotImplementedError as reason:
        raise Outside(str(reason)) from None


def _require_smooth(reader: Reader, value: Quotient, by: Variable) -> None:
    """Roots, absolute values and arcsines have no derivative where their argument is at its edge."""
    ring = reader.ring
    for place in value.generators:
        atom = ring.atoms[place]
        if by.name not in ring.symbols[place]:
            continue
        edge = _edge(ring, atom)
        if edge is not None and not ring.derivative(edge, by).is_zero():
            reader.require(edge, signs.NONZERO, EDGE)
        if isinstance(atom, Sum | Product):
            _require_smooth_inside(reader, atom, atom.body, by, 0)
        else:
            for inner in atom.quotients():
                _require_smooth(reader, inner, by)


def _edge(ring: Ring, atom: Atom) -> Quotient | None:
    """What must not be 0 for an atom to be smooth; None where it always is."""
    match atom:
        case Absolute(argument) | Function("sign", (argument,)):
            return argument
        case Root(base, _):
            return base
        case Inverse("asin", argument):
            return ring.one - argument * argument
        case _:
            return None


def _require_smooth_inside(
    reader: Reader, atom: Sum | Product, body: Quotient, by: Variable, place: int
) -> None:
    """The same for every value of the bound indices."""
    if place == len(atom.ranges):
        _require_smooth(reader, body, by)
        return
    low, high = atom.ranges[place]
    outer = reader.ring.open[len(reader.ring.open) - place :]
    names = {bound: variable(name) for bound, (name, _, _) in zip(atom.variables(), outer, strict=False)}
    ends = low.replaced(names), high.replaced(names) if high is not None else None
    with reader.ring.binding(*ends) as name:
        opened = reader.ring.at(body, {atom.variables()[place]: variable(name)})
        _require_smooth_inside(reader, atom, opened, by, place + 1)


def _note_expanded(reader: Reader, condition: Condition, defined: list[str]) -> None:
    value = condition.value
    with reader.ring.reopened(condition.scope):
        for name in defined:
            value = reader.expanded(value, name) if value is not None else None
    made = replace(condition, value=value)
    if not granted(reader.ring, made):
        reader.conditions.setdefault(made)


def _variable(reader: Reader, by: Term) -> Variable:
    if not isinstance(by, Sym):
        raise Outside("a derivative by something that is not a name")
    if not by.indices and by.name in reader.variables:
        here = reader.variables[by.name].atom()
        assert isinstance(here, SymbolAtom)
        return Variable(here.name, ())
    if not by.indices and by.name in reader.parameters:
        return Variable(f"@{by.name}", ())
    if not by.indices and reader.name_form(by.name) is not None:
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
        if remaining.is_one():
            raise Undefined(everywhere=not ring.open and not ring.guarded)
        reader.require(ring.one - remaining, signs.POSITIVE)
        return total
    supposed = And(tuple(Not(other) for other in seen))
    return total + _branch(reader, term.otherwise, supposed, remaining)


def _branch(reader: Reader, value: Term, condition: Term, chosen: Quotient) -> Quotient:
    """A value that counts where `chosen` is 1; it must be defined elsewhere too, or a case is asked for."""
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


#: The table that the reader looks terms up in.
ROWS: Mapping[type[Term], Callable[[Reader, Any], Quotient]] = {
    Num: _number,
    Const: _constant,
    Sym: _symbol,
    Neg: _negated,
    Add: _sum_of,
    Mul: _product_of,
    Div: _quotient,
    Pow: _power,
    Call: _called,
    Big: read_big,
    Diff: _derivative,
    Cases: _cases,
    Bracket: _bracket,
}
