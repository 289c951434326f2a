"""The context: what the keys `indices` to `assumptions` declare, in a file or in one derivation.

The order of reading is the order of need: symbols have the ranges of indices, ranges have sizes,
definitions and assumptions mention everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from derivcheck.errors import Place, Problem, ReadError
from derivcheck.formats.declared.declarations import read_functions, read_indices, read_sizes, read_symbols
from derivcheck.formats.declared.definitions import read_definitions
from derivcheck.formats.declared.relations import places_of, read_conditions
from derivcheck.formats.declared.scope import Scope
from derivcheck.formats.text.findings import Reading, gathered, known_keys
from derivcheck.formats.text.tree import ListNode, MapNode, Node, TextNode, kind_of, read_tree
from derivcheck.formats.text.words import CONTEXT_KEYS
from derivcheck.model import Context
from derivcheck.terms import free_names

__all__ = ["context_from_mapping", "read_context", "read_scope"]

_SHAPES: dict[str, tuple[tuple[type, ...], str]] = {
    "indices": ((MapNode,), "a mapping from indices to ranges"),
    "symbols": ((MapNode,), "a mapping from symbols to domains"),
    "functions": ((MapNode,), "a mapping from functions to kinds"),
    "definitions": ((MapNode, ListNode), "a mapping from names to expressions, or a list of equations"),
    "assumptions": ((TextNode, ListNode), "a list of relations"),
}


def read_scope(node: MapNode, outer: Scope) -> Reading[Scope]:
    """`outer` with what the context keys of `node` add to it."""
    scope = outer.inner()
    section: dict[str, Node | None] = {}
    for key, (shapes, what) in _SHAPES.items():
        found = section[key] = node.get(key)
        if found is not None and not isinstance(found, shapes):
            problem = Problem(found.place, what, kind_of(found))
            yield problem
            scope, section[key] = scope.doubting(problem), None
    scope = yield from read_indices(section["indices"], scope)
    scope = yield from read_symbols(section["symbols"], scope)
    scope = yield from read_sizes(section["indices"], scope)
    scope = yield from read_functions(section["functions"], scope)
    scope = yield from read_definitions(section["definitions"], scope)
    scope = _doubting_broken_assumptions(scope)
    return (yield from _assuming(section["assumptions"], scope))


def _doubting_broken_assumptions(scope: Scope) -> Scope:
    """An assumption from outside may mention a name that was declared again and could not be read."""
    for assumption in scope.context.assumptions if scope.here else ():
        for name in sorted(free_names(assumption) & scope.broken.keys()):
            return scope.doubting(scope.broken[name])
    return scope


def _assuming(node: Node | None, scope: Scope) -> Reading[Scope]:
    conditions, problems, _ = gathered(read_conditions(node, scope))
    yield from problems
    scope = scope.assuming(conditions, places_of(node))
    return scope.doubting(problems[0]) if problems else scope


# -- a context alone -----------------------------------------------------------------------------


def read_context(text: str, file: str = "<context>") -> Context:
    """The context in a YAML text that holds context keys only.

    Raises `ReadError` with the first problem.

    >>> sorted(read_context("indices: {i: 1..n}").names())
    ['i', 'n']
    """
    node = read_tree(text, file)
    return _alone(MapNode((), Place(file)) if node is None else node)


def context_from_mapping(data: Mapping[str, object], file: str = "<context>") -> Context:
    """The context with the keys of a file, given as Python values.

    Raises `ReadError` with the first problem; its place names the entry, as in `<context>.symbols.x`.

    >>> context = context_from_mapping({"symbols": {"x": "positive"}, "assumptions": ["x < 1"]})
    >>> context.symbols["x"].domain.value
    'positive'
    """
    return _alone(_node(data, file))


def _alone(node: Node) -> Context:
    if not isinstance(node, MapNode):
        raise ReadError(Problem(node.place, "a mapping with context keys", kind_of(node)))

    def reading() -> Reading[Scope]:
        yield from known_keys(node, CONTEXT_KEYS, "a context")
        return (yield from read_scope(node, Scope()))

    scope, problems, _ = gathered(reading())
    if problems:
        raise ReadError(problems[0])
    return scope.context


def _node(value: Any, where: str) -> Node:
    """A Python value as the tree that the same text in a file would give."""
    place = Place(where)
    if isinstance(value, Mapping):
        return MapNode(
            tuple((_key(key, where), _node(item, f"{where}.{key}")) for key, item in value.items()), place
        )
    if isinstance(value, list | tuple):
        return ListNode(tuple(_node(item, f"{where}[{at}]") for at, item in enumerate(value)), place)
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return TextNode(str(value), place, str(value))
    raise ReadError(Problem(place, "a text, a list or a mapping", f"a value of type {type(value).__name__}"))


def _key(key: object, where: str) -> TextNode:
    if not isinstance(key, str):
        raise ReadError(Problem(Place(where), "a text as key", f"a key of type {type(key).__name__}"))
    return TextNode(key, Place(where), key)
