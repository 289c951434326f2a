"""How derivatives are read, and where they exist.

A derivative by a defined quantity reads that family as a symbol and expands it afterwards. Roots, absolute
values, signs and arcsines have no derivative where their argument is at its edge, so what is noted is that
it is not there, unless it does not move. A derivative by the value of a function is one by a symbol that
stands for it, which is put in afterwards (`derivcheck.function_values`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from derivcheck.frozen import NOTHING, replace
from derivcheck.function_values import Unclear, separated
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import SymbolAtom
from derivcheck.kernel.algebra.linear import Form
from derivcheck.kernel.algebra.quotient import Quotient, TooLarge, Undefined
from derivcheck.kernel.functions.symbols import Variable
from derivcheck.kernel.knowledge.conditions import EDGE, NEEDED, Condition, granted
from derivcheck.kernel.knowledge.schemes import primitive
from derivcheck.kernel.knowledge.speaking import Speaker
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.reader import NeedsCase, Reader
from derivcheck.kernel.rows.edges import AtEdge, at_edge, require_off_edges
from derivcheck.terms import Add, Call, Diff, Div, Mul, Neg, Nth, Partial, Pow, Rel, Sym, Term, integer

__all__ = [
    "differentiated", "has_no_value", "known_to_be_undefined", "read_derivative", "read_nth", "read_partial",
    "with_parameters",
]  # fmt: skip


def read_derivative(reader: Reader, term: Diff) -> Quotient:
    """The derivative by all its variables, and what it needs to exist."""
    noted: list[Condition] = []
    try:
        with known_to_be_undefined(reader, noted, lambda: has_no_value(reader, term.body)):
            return _derivative(reader, term, noted)
    except Undefined as undefined:
        value = None if undefined.everywhere else _at_smooth_edge(reader, term, noted)
        if value is None:
            raise
        return value


@contextmanager
def known_to_be_undefined(
    reader: Reader,
    noted: Sequence[Condition],
    has_none: Callable[[], bool],
    images: Mapping[str, Quotient] = NOTHING,
) -> Iterator[None]:
    """Inside, what is undefined is only said to be so everywhere if that is certain.

    A rule may have no value where the derivative has one: `K'(m) = (E(m)/(1 - m) - K(m))/(2 m)` at 0, where
    `K` is smooth. But there is none where its body has no value, or where an edge that was noted is a gap;
    where it hangs on a slope whether it is one, a case is asked for.
    """
    try:
        yield
    except Undefined as undefined:
        if not undefined.everywhere or has_none():
            raise
        reached = [each for each in noted if _is_reached(reader, each, images)]
        if any(each.kind == NEEDED for each in reached):
            raise
        if any(_is_gap(reader, each, images) for each in reached):
            raise
        raise Undefined from None


def _is_reached(reader: Reader, condition: Condition, images: Mapping[str, Quotient]) -> bool:
    """Whether something is 0 that must not be."""
    value = condition.value
    is_plain = not condition.scope and condition.guard is None and condition.allowed == signs.NONZERO
    if value is None or not is_plain:
        return False
    return reader.theory.refreshed(reader.instantiated(value, images)).is_zero()


def _at_smooth_edge(reader: Reader, term: Diff, noted: Sequence[Condition]) -> Quotient | None:
    """The first derivative at the edge of an absolute value whose slope is 0 there."""
    reached = [each for each in noted if _is_reached(reader, each, NOTHING)]
    if [times for _, times in term.variables] != [1] or [each.kind for each in reached] != [EDGE]:
        return None
    found = _found_at_edge(reader, reached[0])
    if found is None or has_no_value(reader, term.body):
        return None
    slope, rate, below = (reader.theory.refreshed(each) for each in (found.slope, found.rate, found.below))
    if not slope.is_zero() or not signs.is_within(reader.ring.sign(below), signs.NONZERO):
        return None
    for condition in noted:
        if condition not in reached:
            _note_expanded(reader, condition, [])
    return rate


def _found_at_edge(reader: Reader, edge: Condition) -> AtEdge | None:
    before = reader.theory.blocked
    by = edge.of[1].name if edge.kind == EDGE and isinstance(edge.of, tuple) else ""
    reader.theory.blocked = before | {by}
    try:
        return at_edge(reader.ring, edge)
    except (NotImplementedError, TooLarge, Undefined):
        return None
    finally:
        reader.theory.blocked = before


def _is_gap(reader: Reader, edge: Condition, images: Mapping[str, Quotient]) -> bool:
    """Whether there is no derivative at an edge; asks for a case where that hangs on a slope."""
    ring, found = reader.ring, _found_at_edge(reader, edge)
    if found is None:
        return False
    there = reader.theory.refreshed(reader.instantiated(found.slope, images))
    above = primitive(ring.quotient(there.num, ring.one.den))
    if signs.is_within(ring.sign(above), signs.NONZERO):
        return True
    if not above.is_zero() and reader.is_outermost:
        above = above if above.num.leading_coefficient() > 0 else -above
        speaker = Speaker(ring, reader.context, lambda name: None)
        raise NeedsCase(Rel("=", speaker.term(above), integer(0)))
    return False


def has_no_value(reader: Reader, term: Term) -> bool:
    """Whether a term certainly has no value, whatever is bound around it; nothing of it is noted."""
    before, reader.conditions = reader.conditions, {}
    try:
        reader.value(term)
    except Undefined as undefined:
        return undefined.everywhere
    except (NeedsCase, Outside, TooLarge, NotImplementedError):
        return False
    finally:
        reader.conditions = before
    return False


def _derivative(reader: Reader, term: Diff, found: list[Condition]) -> Quotient:
    """The derivative; what it needs to exist is put among what was found before anything may be undefined."""
    variables = [(_variable(reader, by), times) for by, times in term.variables]
    names = frozenset(by.name for by, _ in variables)
    # A family that an outer derivative is taken by stays a symbol until that derivative is done.
    defined = sorted(name for name in names - reader.opaque if name in reader.context.definitions)
    before = reader.opaque, reader.differentiated, reader.conditions
    reader.opaque = reader.opaque | set(defined)
    reader.differentiated = reader.theory.blocked = reader.differentiated | names
    reader.conditions = {}
    try:
        value = reader.value(term.body)
        for by, times in variables:
            for _ in range(times):
                value = differentiated(reader, value, by)
        noted = reader.conditions
        found += noted
    finally:
        reader.opaque, reader.differentiated, reader.conditions = before
        reader.theory.blocked = reader.differentiated
    for name in defined:
        value = reader.expanded(value, name)
    for condition in noted:
        _note_expanded(reader, condition, defined)
    return reader.theory.refreshed(value)


def read_partial(reader: Reader, term: Partial) -> Quotient:
    """The derivative by the value of a function."""
    names = frozenset({*reader.names, *reader.variables, *reader.parameters})
    try:
        found = separated(term, reader.context, names, reader.opaque)
    except Unclear as reason:
        raise Outside(str(reason)) from None
    images = {f"@{found.variable}": reader.value(found.at)}
    before = reader.parameters
    reader.parameters = before | {found.variable}
    try:
        with known_to_be_undefined(reader, (), lambda: has_no_value(reader, term.body)):
            with with_parameters(reader, images):
                value = read_derivative(reader, found.derivative)
            return reader.theory.refreshed(reader.instantiated(value, images))
    finally:
        reader.parameters = before


def read_nth(reader: Reader, term: Nth) -> Quotient:
    """The derivative whose order is a number here; others are compared as wholes (`deciding.orders`)."""
    form = reader.maybe_form(term.order)
    if form is None or form.terms:
        power = _power_differentiated(reader, term, form)
        if power is None:
            raise Outside("a derivative of symbolic order")
        return reader.value(power)
    if form.const < 0:
        raise Outside("a derivative of negative order")
    if form.const == 0:
        return reader.value(term.body)
    return read_derivative(reader, Diff(term.body, ((term.by, form.const),)))


def _power_differentiated(reader: Reader, term: Nth, order: Form | None) -> Term | None:
    """`d^k/dx^k x^n = n!/(n - k)! x^(n - k)` for whole numbers `0 <= k <= n`, and 0 for `k > n >= 0`."""
    match term.body:
        case Pow(base, exponent) if base == term.by:
            degree = reader.maybe_form(exponent)
        case _:
            return None
    if order is None or degree is None:
        return None
    if all(map(reader.ring.entails, (degree, order.minus(degree).shifted(-1)))):
        return integer(0)
    if not all(map(reader.ring.entails, (order, degree.minus(order)))):
        return None
    rest = Add((exponent, Neg(term.order)))
    above, below = (Call("factorial", (each,)) for each in (exponent, rest))
    return Mul((Div(above, below), Pow(term.by, rest)))


@contextmanager
def with_parameters(reader: Reader, images: Mapping[str, Quotient]) -> Iterator[None]:
    """Inside, symbols stand for these values; what is noted there is noted of the values."""
    before = reader.conditions, reader.differentiated
    reader.conditions, reader.differentiated = {}, reader.differentiated | frozenset(images)
    try:
        yield
        noted = reader.conditions
    finally:
        reader.conditions, reader.differentiated = before
    for condition in noted:
        part = condition.value
        with reader.ring.reopened(condition.scope):
            moved = replace(condition, value=reader.instantiated(part, images) if part is not None else None)
        if not granted(reader.ring, moved):
            reader.conditions.setdefault(moved)


def differentiated(reader: Reader, value: Quotient, by: Variable) -> Quotient:
    """The partial derivative of a value, with what it needs noted."""
    try:
        require_off_edges(reader, value, by)
        return reader.ring.derivative(value, by)
    except NotImplementedError as reason:
        raise Outside(str(reason)) from None


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
    declared = reader.context.symbols.get(by.name)
    if declared is not None and declared.domain.is_whole:
        raise Outside("a derivative by a whole number")
    return Variable(by.name, tuple(map(reader.form, by.indices)))
