"""What a text may mention: the declared names, and those whose declaration could not be read.

A text that mentions a name with an unreadable declaration is not read, and is not told that the name is
undeclared either: the complaint about the declaration stands for both. An unreadable assumption casts
doubt on everything below it, for without it a right step may look wrong.

A derivation declares names of its own. It may declare a name of the file again if it keeps its shape
(an index, a function, a quantity with the same ranges): inside the derivation the name then means the
new thing, also where the file's definitions and assumptions mention it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.text.findings import Reading
from derivcheck.formats.text.tree import TextNode
from derivcheck.frozen import NOTHING, frozen, replace
from derivcheck.model import Context, Definition, FunctionSymbol, Range, Symbol
from derivcheck.terms import Term

__all__ = ["Declared", "Scope", "declare", "words_in"]

T = TypeVar("T")
_WORD = re.compile(r"[^\W\d]\w*")


def words_in(text: str) -> tuple[str, ...]:
    """The words in `text` that could be names, each once, in order.

    >>> words_in("2*z[i] + exp(i)")
    ('z', 'i', 'exp')
    """
    words = _WORD.findall(text)
    if "$" in text:
        from derivcheck.notation.latex import possible_names

        words = [name for formula in text.split("$") for name in possible_names(formula)] + words
    return tuple(dict.fromkeys(words))


@frozen
class Scope:
    """A context, the names with unreadable declarations, and the names declared at this level.

    `assumed` are the places of the assumptions of the context, in their order.
    """

    context: Context = Context()
    broken: Mapping[str, Problem] = NOTHING
    doubt: Problem | None = None
    here: Mapping[str, Place] = NOTHING
    assumed: tuple[Place, ...] = ()

    def inner(self) -> Scope:
        """The same names, none of them declared at the level that begins."""
        return replace(self, here={}) if self.here else self

    def doubting(self, problem: Problem) -> Scope:
        """The same scope, in which nothing can be relied on because of `problem`."""
        return self if self.doubt else replace(self, doubt=problem)

    def assuming(self, conditions: tuple[Term, ...], places: tuple[Place, ...]) -> Scope:
        """The same scope with more assumptions, each with its place."""
        if not conditions:
            return self
        return replace(self, context=self.context.assuming(*conditions), assumed=self.assumed + places)

    def read(self, reader: Callable[[str, Context, Place], T], node: TextNode, start: int = 0) -> T:
        """What `reader` makes of the text of `node` from `start` on.

        Raises `ReadError`, with the place in the file, for what `reader` refuses; with the problem of a
        declaration, for a text that mentions a name whose declaration could not be read; and with the
        doubt of the whole scope, if there is one.
        """
        if self.doubt:
            raise ReadError(self.doubt)
        for word in words_in(node.text[start:]) if self.broken else ():
            if word in self.broken:
                raise ReadError(self.broken[word])
        return read_at(lambda text, place: reader(text, self.context, place), node, start)


def read_at(reader: Callable[[str, Place], T], node: TextNode, start: int = 0, end: int | None = None) -> T:
    """What `reader` makes of a part of the text of `node`; a `ReadError` carries the place in the file."""
    text = node.text[start:end]
    try:
        return reader(text, Place(node.origin.file))
    except ReadError as error:
        offset = start + _offset(text, error.problem.place)
        raise ReadError(replace(error.problem, place=node.at(offset))) from None


def _offset(text: str, place: Place) -> int:
    """The offset of a place that was counted from the beginning of `text`."""
    line_start = 0
    for _ in range(place.line - 1):
        line_start = text.find("\n", line_start) + 1
    return min(line_start + place.column - 1, len(text))


Value = Range | Symbol | FunctionSymbol | Definition


@frozen
class Declared:
    """A name with its place and what it is, or why that could not be read."""

    name: str
    place: Place
    value: Value | Problem


def declare(scope: Scope, items: Iterable[Declared]) -> Reading[Scope]:
    """`scope` with `items` declared, or broken; complains of each name that is not free."""
    items = tuple(items)
    if not items:
        return scope
    values: dict[str, Value] = {}
    broken: dict[str, Problem] = {}
    here = dict(scope.here)
    for item in items:
        problem = item.value if isinstance(item.value, Problem) else _clash(item, scope, here)
        here.setdefault(item.name, item.place)
        if problem:
            yield problem
            broken[item.name] = problem
            values.pop(item.name, None)
        elif not isinstance(item.value, Problem):
            values[item.name] = item.value
    kept = {name: problem for name, problem in scope.broken.items() if name not in values}
    context = _without(_with(scope.context, values), frozenset(broken))
    return replace(scope, context=context, broken=kept | broken, here=here)


def _clash(item: Declared, scope: Scope, here: Mapping[str, Place]) -> Problem | None:
    if item.name in here:
        hint = f"it is declared on line {here[item.name].line}"
        return Problem(item.place, "a name that is not declared yet", repr(item.name), hint)
    outer = _shape(scope.context, item.name)
    if outer is None or outer == _shape(_with(Context(), {item.name: item.value}), item.name):  # type: ignore[dict-item]
        return None
    hint = "a derivation may give a name of the file a new meaning of the same shape only"
    return Problem(item.place, f"{outer[0]}, as the file declares it", repr(item.name), hint)


def _shape(context: Context, name: str) -> tuple[str, tuple[Range, ...]] | None:
    """How `name` is written in formulas, as words and ranges."""
    if name in context.indices:
        return "an index", ()
    if name in context.functions:
        return "a function", ()
    known = context.symbols.get(name) or context.definitions.get(name)
    if known is None:
        return None
    if isinstance(known, Definition) and known.is_function:
        return "a function", ()
    return f"a quantity with {len(known.axes) or 'no'} indices over the same ranges", known.axes


_TABLES: tuple[tuple[str, type], ...] = (
    ("indices", Range),
    ("symbols", Symbol),
    ("functions", FunctionSymbol),
    ("definitions", Definition),
)


def _with(context: Context, values: Mapping[str, Value]) -> Context:
    rest = _without(context, frozenset(values))
    changes: dict[str, Any] = {}
    shadowed = {name: one for name, one in context.definitions.items() if name in values}
    if shadowed:
        changes["shadowed"] = {**shadowed, **context.shadowed}
    for table, kind in _TABLES:
        new = {name: value for name, value in values.items() if isinstance(value, kind)}
        if new:
            changes[table] = {**getattr(rest, table), **new}
    return replace(rest, **changes) if changes else rest


def _without(context: Context, names: frozenset[str]) -> Context:
    if names.isdisjoint(context.names()):
        return context
    tables: dict[str, Any] = {
        table: {name: value for name, value in getattr(context, table).items() if name not in names}
        for table, _ in _TABLES
    }
    return replace(context, **tables)
