"""How each class of term is read: one row, one function.

Every row that divides, takes a logarithm or a root notes what must hold before the algebra can cancel it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from derivcheck.definitions import definition_of
from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import Constant
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.functions.elementary import exp, imaginary_unit, log
from derivcheck.kernel.functions.powers import is_whole, whole_power
from derivcheck.kernel.functions.symbols import Variable, function, symbol
from derivcheck.kernel.knowledge.conditions import ENOUGH, LEFT_OUT, Condition
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import Reader
from derivcheck.kernel.rows.bases import off_zeros_of_bases
from derivcheck.kernel.rows.big import read_big
from derivcheck.kernel.rows.calls import CALLS, power_by_number
from derivcheck.kernel.rows.cases import read_bracket, read_cases
from derivcheck.kernel.rows.derivatives import (
    differentiated,
    has_no_value,
    known_to_be_undefined,
    read_derivative,
    read_nth,
    read_partial,
    with_parameters,
)
from derivcheck.kernel.rows.written_sums import long_sum
from derivcheck.model import Definition
from derivcheck.terms import (
    Add,
    Big,
    Bracket,
    Call,
    Cases,
    Const,
    Diff,
    Div,
    Mul,
    Neg,
    Nth,
    Num,
    Partial,
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
    off_zeros_of_bases(reader, term.den)
    return above / below


def _power(reader: Reader, term: Pow) -> Quotient:
    ring, written = reader.ring, term.exponent
    is_exp = type(term.base) is Const and term.base.name == "e"
    if type(written) is Num and not is_exp:
        return power_by_number(reader, reader.value(term.base), written.value)
    exponent = reader.value(written)
    if is_exp:
        return exp(ring, exponent)
    base = reader.value(term.base)
    number = exponent.number()
    if number is not None:
        return power_by_number(reader, base, number)
    if is_whole(ring, exponent):
        if not signs.is_within(ring.sign(exponent), signs.NONNEGATIVE):
            reader.require(base, signs.NONZERO, ENOUGH, exponent)  # 0 to the power 0 is 1
        return whole_power(ring, base, exponent)
    if base.is_zero():
        reader.require(exponent, signs.POSITIVE)
        return ring.zero
    _require_base(reader, base, exponent)
    return exp(ring, exponent * log(ring, base))


def _require_base(reader: Reader, base: Quotient, exponent: Quotient) -> None:
    """Note that the base of a power with any exponent is positive, among complex numbers that it is not 0.

    At 0 the power is 0 if the exponent is positive. A derivative by the base itself is taken inside.
    """
    ring = reader.ring
    allowed = signs.NONZERO if ring.principal else signs.POSITIVE
    if not ring.sign(exponent) & signs.POSITIVE or reader.is_varied(base):
        reader.require(base, allowed)
        return
    if not ring.principal:
        reader.require(base, signs.NONNEGATIVE)
    reader.require(base, allowed, LEFT_OUT)


def _called(reader: Reader, term: Call) -> Quotient:
    context = reader.context
    if term.name in context.functions:
        orders = term.primes or (0,) * len(term.args)
        return function(reader.ring, term.name, tuple(map(reader.value, term.args)), orders)
    definition = definition_of(term, context)
    if definition is not None:
        others = free_names(definition.body) - set(definition.parameters)
        if others & context.indices.keys():
            raise Outside("a defined function that mentions a free index")
        if others & (reader.names.keys() | reader.variables.keys()):
            raise Outside("a defined function that mentions another thing of the name of a bound one")
        if any(term.primes) or any(isinstance(part, Diff | Nth | Partial) for part in walk(definition.body)):
            plain = _at_symbol(reader, definition, term, others)
            return _called_by_value(reader, definition, term) if plain is None else reader.value(plain)
        values = dict(zip(definition.parameters, term.args, strict=True))
        return reader.value(substitute(definition.body, values))
    row = CALLS.get(term.name)
    if row is None or term.primes:
        raise Outside(f"the function {term.name!r}")
    return row(reader, term.args)


def _at_symbol(reader: Reader, definition: Definition, term: Call, others: frozenset[str]) -> Term | None:
    """`diff(f(x), x)` for `f'(x)`, where `f` has values in a range only: that `x` lies in it may be known."""
    has_gaps = any(isinstance(part, Cases) and part.otherwise is None for part in walk(definition.body))
    if len(term.args) != 1 or not has_gaps:
        return None
    at, context = term.args[0], reader.context
    if not isinstance(at, Sym) or at.indices or at.name in reader.names.keys() | reader.variables.keys():
        return None
    if not any(term.primes) or at.name not in context.symbols or others & {at.name, *context.definitions}:
        return None
    return Diff(replace(term, primes=()), ((at, term.primes[0]),))


def _called_by_value(reader: Reader, definition: Definition, term: Call) -> Quotient:
    """A function that is differentiated, or in its body: its parameters are symbols until that is done."""
    plain = replace(term, primes=())
    values = [reader.value(arg) for arg in term.args]
    images = {f"@{name}": value for name, value in zip(definition.parameters, values, strict=True)}
    noted: list[Condition] = []
    before = reader.parameters, reader.names
    has_none = partial(has_no_value, reader, plain) if any(term.primes) else lambda: False
    with known_to_be_undefined(reader, noted, has_none, images):
        reader.parameters, reader.names = frozenset(definition.parameters), {}
        try:
            with with_parameters(reader, images):
                value = reader.value(definition.body)
                for name, times in zip(definition.parameters, term.primes, strict=False):
                    for _ in range(times):
                        value = differentiated(reader, value, Variable(f"@{name}", ()))
                noted += reader.conditions
        finally:
            reader.parameters, reader.names = before
        return reader.instantiated(value, images)


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
    Diff: read_derivative,
    Nth: read_nth,
    Partial: read_partial,
    Cases: read_cases,
    Bracket: read_bracket,
}
