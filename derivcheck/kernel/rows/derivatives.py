"""How derivatives are read, and where they exist.

A derivative by a defined quantity reads that family as a symbol and expands it afterwards. Roots, absolute
values, signs and arcsines have no derivative where their argument is at its edge, so what is noted is that
it is not there, unless it does not move.
"""

from __future__ import annotations

from collections.abc import Sequence

from derivcheck.frozen import replace
from derivcheck.kernel.algebra import signs
from derivcheck.kernel.algebra.atoms import (
    Absolute,
    Atom,
    Delta,
    Function,
    Inverse,
    Product,
    Root,
    Sum,
    SymbolAtom,
)
from derivcheck.kernel.algebra.linear import Form, variable
from derivcheck.kernel.algebra.quotient import Quotient
from derivcheck.kernel.algebra.ring import Ring
from derivcheck.kernel.functions.symbols import Variable
from derivcheck.kernel.knowledge.conditions import EDGE, JUMP, Condition, granted
from derivcheck.kernel.reading.index_reading import Outside
from derivcheck.kernel.reading.indices import delta
from derivcheck.kernel.reading.reader import Reader
from derivcheck.terms import Diff, Sym, Term

__all__ = ["differentiated", "read_derivative"]


def read_derivative(reader: Reader, term: Diff) -> Quotient:
    """The derivative by all its variables, and what it needs to exist."""
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
    finally:
        reader.opaque, reader.differentiated, reader.conditions = before
        reader.theory.blocked = reader.differentiated
    for name in defined:
        value = reader.expanded(value, name)
    for condition in noted:
        _note_expanded(reader, condition, defined)
    return reader.theory.refreshed(value)


def differentiated(reader: Reader, value: Quotient, by: Variable) -> Quotient:
    """The partial derivative of a value, with what it needs noted."""
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
        rate = ring.derivative(edge, by) if edge is not None else ring.zero
        if edge is not None and not rate.is_zero():
            _require_off_edge(reader, edge, rate, JUMP if isinstance(atom, Function) else EDGE)
        if isinstance(atom, Sum | Product):
            _require_smooth_inside(reader, atom, atom.body, by, 0)
        else:
            for inner in atom.quotients():
                _require_smooth(reader, inner, by)


def _require_off_edge(reader: Reader, edge: Quotient, rate: Quotient, kind: str) -> None:
    """Note that `edge` is not 0 where its rate of change is not; a delta in the rate leaves one index."""
    ring, scope, guard = reader.ring, reader.ring.open, reader.ring.one
    terms = rate.num.monoms()
    factors = [ring.atoms[place] for place in rate.generators if all(term[place] for term in terms)]
    forms = [atom.form for atom in factors if isinstance(atom, Delta)]
    while forms:
        form = forms.pop()
        found = _solved(form, scope)
        if found is None:
            guard = guard * delta(ring, form)
            continue
        name, image = found
        edge, guard = (ring.at(each, {name: image}) for each in (edge, guard))
        forms = [other.replaced({name: image}) for other in forms]
        scope = tuple(each for each in scope if each[0] != name)
    if guard.is_zero():
        return
    with ring.reopened(scope), reader.guarding(guard):
        reader.require(edge, signs.NONZERO, kind)


def _solved(form: Form, scope: Sequence[tuple[str, Form, Form | None]]) -> tuple[str, Form] | None:
    """A bound index on whose value no range hangs, and what it is where the form is 0."""
    bound = {name for name, _, _ in scope}
    for _, low, high in scope:
        bound -= low.names if high is None else low.names | high.names
    solved = ((name, form.solved(name)) for name, _ in form.terms if name in bound)
    return next(((name, image) for name, image in solved if image is not None), None)


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
